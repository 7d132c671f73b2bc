"""What is being read for the Target step, so that one who goes on knows what is not told yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core import lists
from essgui.core.draft import TargetKind
from essgui.core.lookup import detail_of

if TYPE_CHECKING:
    from essgui.core.select_wizard import Subject


def reading(subject: Subject) -> str:
    """Return a sentence on what is being read of the target, or an empty string."""
    state, draft, region = subject.state, subject.draft, subject.wizard.region
    what = ""
    image, template = draft.image.strip(), draft.template.strip()
    if draft.kind is TargetKind.IMAGE and image and lists.image_loading(state, region, image):
        what = f"image {image}"
    elif draft.kind is TargetKind.TEMPLATE and template and lists.versions(state, region, template).loading:
        what = f"the versions of {template}"
    elif detail_of(state, subject.group.id).configurations.loading and subject.active is None:
        what = "the configurations of this group"
    return f"Reading {what}: you can go on, the comparison follows." if what else ""
