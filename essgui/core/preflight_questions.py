"""Which questions a preflight needs, and what they are about: the types launched, the place to go back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.draft import spec_of
from essgui.core.lists import version_of
from essgui.core.lookup import active_configuration, answer, detail_of, group_of
from essgui.domain.questions import (
    Alarms,
    DiagnosisOf,
    Hooks,
    ImageById,
    ScheduledTasks,
    StockOf,
    TemplateVersions,
)
from essgui.domain.refresh import LaunchTemplateTarget, ScalingConfigurationTarget
from essgui.domain.rules import blocking, problems
from essgui.domain.scaling import GroupType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.state import AppState, Wizard
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshSpec
    from essgui.domain.scaling import RegionId, ScalingGroup, TemplateId

_OF_PACE = frozenset({"min_healthy", "max_healthy", "checkpoints", "pause_minutes"})


def preflight_questions(state: AppState, wizard: Wizard) -> Iterator[Question[object]]:
    """Yield what can be asked now; some questions follow from the answers to others."""
    group = group_of(state, wizard.group)
    if group is None:
        return
    spec = spec_of(wizard.draft, group)
    region = group.region
    yield DiagnosisOf(region, group.id)
    yield Hooks(region, group.id)
    yield ScheduledTasks(region, group.id)
    yield Alarms(region, group.id)
    for template in templates(group, spec):
        yield TemplateVersions(region, template)
    stock = stock_question(state, group, spec)
    if stock is not None:
        yield stock
    image = origin_image(state, group)
    if image:
        yield ImageById(region, image)


def templates(group: ScalingGroup, spec: RefreshSpec) -> tuple[TemplateId, ...]:
    """Return the launch templates whose versions matter: the group's own and the target's."""
    found = [group.launch_template] if group.launch_template else []
    if isinstance(spec.target, LaunchTemplateTarget) and target_complete(group, spec):
        found.append(spec.target.id)
    return tuple(dict.fromkeys(found))


def target_complete(group: ScalingGroup, spec: RefreshSpec) -> bool:
    """Tell whether the target is one that could be asked about."""
    return all(p.field.split(".", 1)[0] in _OF_PACE for p in blocking(problems(spec, group)))


def stock_question(state: AppState, group: ScalingGroup, spec: RefreshSpec) -> StockOf | None:
    """Return the question for the stock, or None where it cannot be asked (yet).

    Assumed: ESS tells the stock of ECS instance types only.
    """
    if group.type is GroupType.ECI or not target_complete(group, spec):
        return None
    types = launched_types(state, group, spec)
    return None if types is None else StockOf(group.region, group.id, spec.target, types)


def launched_types(state: AppState, group: ScalingGroup, spec: RefreshSpec) -> tuple[str, ...] | None:
    """Return the instance types that the target launches; None while they are being read.

    Nothing means that they could not be found out: the question then is about those of the group.
    """
    target = spec.target
    if isinstance(target, LaunchTemplateTarget):
        return target.instance_types or _types_of(state, group.region, target.id, target.version)
    if group.from_template and not isinstance(target, ScalingConfigurationTarget):
        version = group.launch_template_version or "Default"
        return group.override_types or _types_of(state, group.region, group.launch_template, version)
    read = detail_of(state, group.id).configurations
    if read.value is None:
        return () if read.failure is not None else None
    if isinstance(target, ScalingConfigurationTarget):
        found = next((c for c in read.value if c.id == target.id), None)
    else:
        found = active_configuration(state, group)
    return found.instance_types if found else ()


def origin_image(state: AppState, group: ScalingGroup) -> str:
    """Return the image that a rollback would launch from, where that is known."""
    if group.type is GroupType.ECI:
        return ""
    if group.launch_template is not None:
        version = group.launch_template_version or "Default"
        found = version_of(state, group.region, group.launch_template, version)
        return found.image if found else ""
    active = active_configuration(state, group)
    return active.image if active else ""


def _types_of(
    state: AppState, region: RegionId, template: TemplateId | None, version: str
) -> tuple[str, ...] | None:
    if template is None:
        return ()
    remote = answer(state, TemplateVersions(region, template))
    if remote.value is None:
        return () if remote.failure is not None else None
    found = version_of(state, region, template, version)
    return found.instance_types if found else ()
