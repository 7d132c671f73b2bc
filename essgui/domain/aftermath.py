"""The final check of a refresh that is over: did the fleet arrive, and what was left over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.eligibility import ignored_because, matches
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import LEAVING, SERVING, InstanceState
from essgui.domain.words import either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.domain.refresh import RefreshTask, Target
    from essgui.domain.scaling import Instance, InstanceId, ScalingConfiguration, ScalingGroup

_TRANSIT = frozenset({InstanceState.PENDING, InstanceState.PENDING_WAIT, *LEAVING})


class Verdict(StrEnum):
    """How a line of the final check is to be read."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    NOT_KNOWN = "not known"


GRAVEST_FIRST = (Verdict.BAD, Verdict.NOT_KNOWN, Verdict.CAUTION, Verdict.GOOD)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the final check."""

    verdict: Verdict
    headline: str
    text: str = ""
    instances: tuple[InstanceId, ...] = ()
    """Those that it is about."""


def aftermath(
    task: RefreshTask,
    group: ScalingGroup,
    instances: tuple[Instance, ...],
    configurations: tuple[ScalingConfiguration, ...],
) -> tuple[Line, ...]:
    """Return the lines of the final check, the gravest first; nothing for a refresh that is not over."""
    if not task.over:
        return ()
    active = next((c for c in configurations if c.id == group.active_configuration), None)
    found = (
        *_on_target(task, group, instances, active),
        *_switched(task, group, active),
        *_capacity(group, instances),
        *_left_over(instances),
        *_processes(group),
    )
    return tuple(sorted(found, key=lambda line: GRAVEST_FIRST.index(line.verdict)))


def is_new(task: RefreshTask, instance: Instance) -> bool:
    """Tell whether an instance was made by, or since, a refresh."""
    born, began = instance.created_at, task.started_at
    return born is not None and began is not None and born >= began


def moving(group: ScalingGroup, instances: tuple[Instance, ...]) -> bool:
    """Tell whether instances are still on their way in or out, or wanted and not there yet."""
    serving = sum(1 for i in instances if i.state in SERVING)
    return serving < group.capacity.wanted or any(i.state in _TRANSIT for i in instances)


def _on_target(
    task: RefreshTask,
    group: ScalingGroup,
    instances: tuple[Instance, ...],
    active: ScalingConfiguration | None,
) -> Iterator[Line]:
    eligible = [i for i in instances if i.state not in LEAVING and not ignored_because(i)]
    image = active.image if active else ""
    off = tuple(i.id for i in eligible if not is_new(task, i) and not matches(i, group, task.target, image))
    there = len(eligible) - len(off)
    if task.status is RefreshStatus.SUCCESSFUL:
        if not off:
            # Said only where one was left out: else it reads as if it were among those counted.
            left_out = any(i.state not in LEAVING and ignored_because(i) for i in instances)
            text = "Those that a refresh ignores do not count." if left_out else ""
            yield Line(Verdict.GOOD, f"{_all(there)} on the target", text)
        else:
            these = either(len(off), "this one is", "these are")
            text = f"ESS calls the refresh a success, but {these} older than it and not on the target."
            yield Line(Verdict.BAD, f"{_count(len(off))} not on the target", text, off)
        return
    if task.status is RefreshStatus.ROLLBACK_SUCCESSFUL:
        new = tuple(i.id for i in eligible if matches(i, group, task.target, image))
        if isinstance(task.target, ActiveConfiguration | ImageTarget | ContainersTarget) or not new:
            yield Line(Verdict.GOOD, "No instance is on the target that was rolled back")
        else:
            these = either(len(new), "this one still runs", "these still run")
            text = f"The rollback is over, but {these} what was rolled back."
            yield Line(Verdict.BAD, f"{_count(len(new))} still on the target", text, new)
        return
    if off and there:
        old = either(len(off), "old one serves", "old ones serve")
        text = f"{there} new and {len(off)} {old} side by side until another refresh."
        yield Line(Verdict.CAUTION, "The fleet is mixed", text, off)
    elif off:
        yield Line(Verdict.GOOD, "Nothing was replaced", "The fleet is as it was before.")


def _switched(task: RefreshTask, group: ScalingGroup, active: ScalingConfiguration | None) -> Iterator[Line]:
    done = task.status is RefreshStatus.SUCCESSFUL
    there = _is_active(task.target, group, active)
    if there is None:
        if not isinstance(task.target, ActiveConfiguration):
            yield Line(Verdict.NOT_KNOWN, "The active configuration was not read yet")
        return
    if done and there:
        yield Line(Verdict.GOOD, "The active configuration is the target", "New instances start from it too.")
    elif done:
        text = "ESS switches it when a refresh succeeds. Until it does, scale-out starts old instances."
        yield Line(Verdict.BAD, "The active configuration was not switched", text)
    elif there:
        text = "New instances start from the target although the refresh did not get to its end."
        yield Line(Verdict.CAUTION, "The active configuration is the target", text)
    else:
        text = "ESS switches it only on success: scale-out starts instances as before."
        yield Line(Verdict.GOOD, "The active configuration is unchanged", text)


def _is_active(target: Target, group: ScalingGroup, active: ScalingConfiguration | None) -> bool | None:
    match target:
        case ActiveConfiguration():
            return None
        case ScalingConfigurationTarget(id=identifier):
            return group.active_configuration == identifier
        case LaunchTemplateTarget(id=identifier, version=version):
            return group.launch_template == identifier and group.launch_template_version == version
        case ImageTarget(image=image):
            return None if active is None or not active.image else active.image == image
        case ContainersTarget(containers=containers):
            if active is None:
                return None
            images = {c.name: c.image for c in active.containers}
            return all(not c.image or images.get(c.name) == c.image for c in containers)


def _capacity(group: ScalingGroup, instances: tuple[Instance, ...]) -> Iterator[Line]:
    serving = [i for i in instances if i.state in SERVING]
    sick = tuple(i.id for i in serving if i.health != "Healthy")
    wanted = group.capacity.wanted
    if len(serving) < wanted:
        text = "ESS launches the rest if its processes are not suspended and there is stock."
        yield Line(Verdict.CAUTION, f"{len(serving)} in service, {wanted} wanted", text)
    if sick:
        text = "ESS replaces unhealthy instances unless its health check is suspended."
        yield Line(Verdict.CAUTION, f"{_count(len(sick))} unhealthy", text, sick)
    if len(serving) >= wanted and not sick:
        yield Line(Verdict.GOOD, f"{len(serving)} in service, all healthy")


def _left_over(instances: tuple[Instance, ...]) -> Iterator[Line]:
    between = tuple(i.id for i in instances if i.state in _TRANSIT)
    if between:
        they = either(len(between), "It is still on its way", "They are still on their way")
        text = f"{they} in or out, for instance held by a lifecycle hook."
        yield Line(Verdict.CAUTION, f"{_count(len(between))} in transition", text, between)
    ignored = tuple(i.id for i in instances if i.state not in LEAVING and ignored_because(i))
    if ignored:
        why = sorted({ignored_because(i).lower() for i in instances if ignored_because(i)})
        them = either(len(ignored), "it", "them")
        still = either(len(ignored), "It still runs what it ran.", "They still run what they ran.")
        text = f"ESS left {them} alone: {', '.join(why)}. {still}"
        yield Line(Verdict.CAUTION, f"{_count(len(ignored))} ignored", text, ignored)


def _processes(group: ScalingGroup) -> Iterator[Line]:
    if group.suspended_processes:
        names = ", ".join(group.suspended_processes)
        number = len(group.suspended_processes)
        they, them = either(number, "it was", "they were"), either(number, "it", "them")
        text = f"{names}: if {they} suspended for this refresh, let {them} work again."
        what = either(number, "A process of the group is", "Processes of the group are")
        yield Line(Verdict.CAUTION, f"{what} suspended", text)


def _count(number: int) -> str:
    return "1 instance is" if number == 1 else f"{number} instances are"


def _all(number: int) -> str:
    if number == 1:
        return "The one instance is"
    return f"All {number} instances are" if number else "No instance was to be replaced; all are"
