"""What the group makes instances from now, and whether that is still there: the place a rollback goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.lists import version_of
from essgui.core.lookup import active_configuration, answer, detail_of
from essgui.core.preflight_questions import origin_image
from essgui.core.select_monitor_words import source_of
from essgui.domain.preflight.rehearsal import Existence, Origin
from essgui.domain.questions import ImageById, TemplateVersions
from essgui.domain.refresh import MOVING_VERSIONS

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.core.state import AppState
    from essgui.domain.scaling import ScalingGroup, TemplateId


def origin_of(state: AppState, group: ScalingGroup) -> Origin:
    """Judge the place to go back to by the image that it launches from, else by being listed."""
    if group.launch_template is not None:
        return _template(state, group, group.launch_template)
    name = source_of(state, group)
    read = detail_of(state, group.id).configurations
    if read.value is None:
        return Origin(name, _waiting(read.loading, read.failure))
    active = active_configuration(state, group)
    if active is None:
        return Origin(
            name, Existence.GONE, f"scaling configuration {group.active_configuration or ''}".strip()
        )
    return _by_image(state, group, name, f"scaling configuration {active.id}")


def _template(state: AppState, group: ScalingGroup, template: TemplateId) -> Origin:
    version = group.launch_template_version or "Default"
    moving = version in MOVING_VERSIONS
    name = source_of(state, group)
    read = answer(state, TemplateVersions(group.region, template))
    if read.value is None:
        return Origin(name, _waiting(read.loading, read.failure), moving=moving)
    listed = f"version {version} of {template}"
    if version_of(state, group.region, template, version) is None:
        return Origin(name, Existence.GONE, listed, moving)
    return _by_image(state, group, name, listed, moving)


def _by_image(state: AppState, group: ScalingGroup, name: str, listed: str, moving: bool = False) -> Origin:
    image = origin_image(state, group)
    if not image:
        return Origin(name, Existence.EXISTS, listed, moving)
    read = answer(state, ImageById(group.region, image))
    rests_on = f"image {image}"
    if read.seen is None:
        return Origin(name, _waiting(read.loading, read.failure), rests_on, moving)
    # None is an answer here: ECS knows no such image.
    existence = Existence.GONE if read.value is None else Existence.EXISTS
    return Origin(name, existence, rests_on, moving)


def _waiting(loading: bool, failure: Failure | None) -> Existence:
    return Existence.UNKNOWN if failure is not None and not loading else Existence.READING
