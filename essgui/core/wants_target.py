"""What has to be asked for the pickers and for the comparison beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core import lists
from essgui.core.draft import TargetKind, spec_of
from essgui.core.lookup import active_configuration, answer, detail_of, group_of
from essgui.core.state import Step
from essgui.domain.questions import (
    ImageById,
    Images,
    InstanceTypes,
    LaunchTemplates,
    TemplateVersions,
)
from essgui.domain.rules import blocking, problems
from essgui.domain.scaling import GroupType, TemplateId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.state import AppState, Wizard
    from essgui.domain.questions import Question
    from essgui.domain.scaling import ScalingGroup


def target_questions(state: AppState, wizard: Wizard) -> Iterator[Question[object]]:
    """Yield what the chosen kind of target needs, the list that is on screen first."""
    group = group_of(state, wizard.group)
    if group is None or group.type is GroupType.ECI:
        return
    kind, open_now = wizard.draft.kind, wizard.step is Step.TARGET
    wrong = {p.field for p in blocking(problems(spec_of(wizard.draft, group), group))}
    if kind is TargetKind.IMAGE and "target" not in wrong:
        if open_now:
            yield from _image_lists(state, wizard)
        yield from _images(state, wizard, group, "" if "image" in wrong else wizard.draft.image.strip())
        yield InstanceTypes(wizard.region)
    if kind is TargetKind.TEMPLATE:
        if open_now:
            yield LaunchTemplates(wizard.region)
        chosen = "" if "template" in wrong else wizard.draft.template.strip()
        yield from _versions(state, wizard, group, chosen)
        yield InstanceTypes(wizard.region)
    elif group.launch_template is not None:
        yield TemplateVersions(wizard.region, group.launch_template)
    elif kind is TargetKind.CONFIGURATION:
        yield from _images(state, wizard, group, _image_of_choice(state, wizard))


def _image_lists(state: AppState, wizard: Wizard) -> Iterator[Question[object]]:
    region = wizard.region
    first = Images(region, wizard.picker.owner)
    yield first
    # Once one list was read, the others give the counts beside the owners; a denial is not asked four times.
    if answer(state, first).seen is not None:
        for owner in lists.OWNERS:
            yield Images(region, owner)
        yield lists.image_page(state, wizard)


def _images(state: AppState, wizard: Wizard, group: ScalingGroup, chosen: str) -> Iterator[Question[object]]:
    active = active_configuration(state, group)
    whole = not wizard.picker.typing
    for image in (active.image if active else "", chosen if whole else ""):
        if image and lists.image_known(state, wizard.region, image) is None:
            yield ImageById(wizard.region, image)


def _versions(
    state: AppState, wizard: Wizard, group: ScalingGroup, chosen: str
) -> Iterator[Question[object]]:
    region = wizard.region
    if group.launch_template is not None:
        yield TemplateVersions(region, group.launch_template)
    listed = lists.template_known(state, region, chosen) is not None
    if chosen and (listed or not wizard.picker.typing):
        yield TemplateVersions(region, TemplateId(chosen))
    # A version names its image by id only.
    now = lists.version_of(
        state, region, group.launch_template or "", group.launch_template_version or "Default"
    )
    after = lists.version_of(state, region, chosen, wizard.draft.template_version.strip())
    for version in (now, after):
        if version is not None and version.image and not lists.image_known(state, region, version.image):
            yield ImageById(region, version.image)
    active = active_configuration(state, group)
    if active is not None and active.image and not lists.image_known(state, region, active.image):
        yield ImageById(region, active.image)


def _image_of_choice(state: AppState, wizard: Wizard) -> str:
    found = detail_of(state, wizard.group).configurations.value or ()
    return next((c.image for c in found if c.id == wizard.draft.configuration.strip()), "")
