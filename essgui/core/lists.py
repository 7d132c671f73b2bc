"""What the pickers of the Target step choose from: the one place that turns a search into questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.lookup import answer
from essgui.domain.catalog import ImageOwner
from essgui.domain.questions import (
    ImageById,
    Images,
    InstanceTypes,
    LaunchTemplates,
    TemplateVersions,
)
from essgui.domain.scaling import TemplateId

if TYPE_CHECKING:
    from essgui.core.state import AppState, Remote, Wizard
    from essgui.domain.catalog import Found, Image, InstanceType, LaunchTemplate, TemplateVersion
    from essgui.domain.scaling import RegionId

OWNERS: tuple[ImageOwner | None, ...] = (None, ImageOwner.SELF, ImageOwner.OTHERS, ImageOwner.SYSTEM)
"""Whose images can be listed on their own; those of the marketplace are among all."""


def whole_list(state: AppState, wizard: Wizard) -> Found[Image] | None:
    """Return all images of the chosen owner, where one page holds them: then nothing need be asked."""
    found = answer(state, Images(wizard.region, wizard.picker.owner)).value
    return found if found is not None and found.total <= len(found.items) else None


def image_page(state: AppState, wizard: Wizard) -> Images:
    """Return the question for the page of images that is on screen."""
    picker = wizard.picker
    if not picker.asked or whole_list(state, wizard) is not None:
        page = 1 if whole_list(state, wizard) is not None else picker.page
        return Images(wizard.region, picker.owner, "", page)
    return Images(wizard.region, picker.owner, picker.asked, picker.page)


def image_known(state: AppState, region: RegionId, identifier: str) -> Image | None:
    """Return an image that was read, by whichever question."""
    if not identifier:
        return None
    by_id = answer(state, ImageById(region, identifier)).value
    return by_id or _listed(state, region, identifier)


def image_loading(state: AppState, region: RegionId, identifier: str) -> bool:
    """Tell whether an image is being looked up."""
    return answer(state, ImageById(region, identifier)).loading


def image_missing(state: AppState, region: RegionId, identifier: str) -> bool:
    """Tell whether ECS was asked for an image and knows none of that id."""
    remote = answer(state, ImageById(region, identifier))
    return remote.seen is not None and remote.value is None and _listed(state, region, identifier) is None


def templates(state: AppState, region: RegionId) -> Remote[tuple[LaunchTemplate, ...]]:
    """Return the launch templates of a region."""
    return answer(state, LaunchTemplates(region))


def versions(state: AppState, region: RegionId, template: str) -> Remote[tuple[TemplateVersion, ...]]:
    """Return the versions of a launch template, newest first."""
    return answer(state, TemplateVersions(region, TemplateId(template)))


def template_known(state: AppState, region: RegionId, template: str) -> LaunchTemplate | None:
    """Return a launch template that was listed."""
    return next((t for t in templates(state, region).value or () if t.id == template), None)


def version_of(state: AppState, region: RegionId, template: str, version: str) -> TemplateVersion | None:
    """Return what a version word means now: a number, Default or Latest."""
    found = versions(state, region, template).value or ()
    if version == "Latest":
        return max(found, key=lambda v: v.number, default=None)
    if version == "Default":
        return next((v for v in found if v.default), None)
    return next((v for v in found if str(v.number) == version), None)


def types(state: AppState, region: RegionId) -> Remote[tuple[InstanceType, ...]]:
    """Return all instance types."""
    return answer(state, InstanceTypes(region))


def _listed(state: AppState, region: RegionId, identifier: str) -> Image | None:
    for question in state.looks:
        if not isinstance(question, Images) or question.region != region:
            continue
        page = answer(state, question).value
        found = next((i for i in page.items if i.id == identifier), None) if page else None
        if found is not None:
            return found
    return None
