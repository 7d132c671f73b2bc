"""The image picker: the page of images on screen, whether each fits the group, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core import lists
from essgui.core.days import day
from essgui.core.draft import TargetKind
from essgui.core.lookup import answer
from essgui.domain.catalog import ImageOwner
from essgui.domain.fitting import Fit, disk_size, fitness
from essgui.domain.questions import IMAGES_A_PAGE, Images
from essgui.domain.rules import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essgui.core.failure import Failure
    from essgui.core.select_wizard import Subject
    from essgui.core.state import Picker, Remote
    from essgui.domain.catalog import Found, Image
    from essgui.domain.fitting import Fitness

OWNER_TITLES: dict[ImageOwner | None, str] = {
    None: "All",
    ImageOwner.SELF: "Custom",
    ImageOwner.OTHERS: "Shared",
    ImageOwner.SYSTEM: "Public",
}
_OWNER_WORDS: dict[str, str] = {
    ImageOwner.SYSTEM: "Public image",
    ImageOwner.MARKETPLACE: "Marketplace image",
    ImageOwner.OTHERS: "Shared image",
}


class ListPhase(StrEnum):
    """Data, nothing, failed, or not there yet."""

    READY = "ready"
    LOADING = "loading"
    EMPTY = "empty"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ImageRow:
    """One image to choose."""

    id: str
    name: str
    below: str
    """Its id, or whose it is where the name is the id already."""
    below_is_id: bool
    system: str
    system_tip: str
    """With the architecture."""
    disk: str
    created: str
    fit: Fitness
    chosen: bool

    @property
    def off(self) -> bool:
        """Whether it cannot be chosen here; its id can be typed all the same."""
        return self.fit.fit is Fit.NOT


@dataclass(frozen=True, slots=True)
class ImagePicker:
    """All of the image card."""

    picker: Picker
    phase: ListPhase = ListPhase.LOADING
    rows: tuple[ImageRow, ...] = ()
    counts: tuple[str, ...] = ("",) * len(lists.OWNERS)
    """By place in lists.OWNERS; empty where it is not known."""
    footer: str = ""
    previous: bool = False
    following: bool = False
    failure: Failure | None = None
    question: Images | None = None
    """What to ask to read the list again."""
    chosen: str = ""
    """What the id in the form stands for, in words; empty where it is a row above or nothing."""


def image_picker(subject: Subject) -> ImagePicker:
    """Return the image card; without a need for it, an empty one."""
    wizard, state = subject.wizard, subject.state
    if subject.draft.kind is not TargetKind.IMAGE:
        return ImagePicker(wizard.picker)
    picker = wizard.picker
    question = lists.image_page(state, wizard)
    remote = answer(state, question)
    whole = lists.whole_list(state, wizard)
    found = _matching(whole.items, picker.text) if whole else remote.value.items if remote.value else ()
    rows = tuple(image_row(subject, image) for image in sorted(found, key=_age))
    pages = -(-remote.value.total // IMAGES_A_PAGE) if remote.value and not whole else 1
    return ImagePicker(
        picker,
        _phase(remote, rows),
        rows,
        tuple(_count(subject, owner) for owner in lists.OWNERS),
        _footer(subject, remote, whole, len(rows)),
        question.page > 1,
        question.page < pages,
        remote.failure,
        question,
        _chosen(subject, rows),
    )


def image_row(subject: Subject, image: Image) -> ImageRow:
    """Return one image with its verdict."""
    named = image.name and image.name != image.id
    return ImageRow(
        image.id,
        image.name or image.id,
        image.id if named else _OWNER_WORDS.get(image.owner, ""),
        bool(named),
        image.system or "–",
        ", ".join(part for part in (image.system, image.architecture) if part),
        f"{image.size} GiB" if image.size else "–",
        day(image.created_at),
        image_fitness(subject, image),
        image.id == subject.draft.image.strip(),
    )


def image_fitness(subject: Subject, image: Image) -> Fitness:
    """Judge an image for the wizard's group."""
    active = subject.active
    return fitness(
        image,
        active.instance_types if active else (),
        lists.types(subject.state, subject.wizard.region).value or (),
        disk_size(active.system_disk) if active else None,
        active.image if active else "",
    )


def image_remarks(subject: Subject) -> Iterator[Problem]:
    """Yield what is noteworthy of the image that the form names; ESS would find out at the first launch."""
    identifier = subject.draft.image.strip()
    if subject.draft.kind is not TargetKind.IMAGE or not identifier:
        return
    region = subject.wizard.region
    image = lists.image_known(subject.state, region, identifier)
    if image is not None:
        sentence = image_fitness(subject, image).sentence
        if sentence:
            yield Problem("image", sentence, Severity.CAUTION)
    elif lists.image_missing(subject.state, region, identifier):
        yield Problem("image", f"This account sees no image with this id in {region}.", Severity.CAUTION)


def _matching(images: Iterable[Image], text: str) -> tuple[Image, ...]:
    words = text.lower().split()
    return tuple(
        i
        for i in images
        if all(w in f"{i.name} {i.id} {i.system} {i.family} {i.description}".lower() for w in words)
    )


def _age(image: Image) -> tuple[float, str]:
    return (-image.created_at.timestamp() if image.created_at else 0.0, image.name)


def _phase(remote: Remote[Found[Image]], rows: tuple[ImageRow, ...]) -> ListPhase:
    if remote.value is None:
        return ListPhase.FAILED if remote.failure and not remote.loading else ListPhase.LOADING
    return ListPhase.READY if rows else ListPhase.EMPTY


def _count(subject: Subject, owner: ImageOwner | None) -> str:
    found = answer(subject.state, Images(subject.wizard.region, owner)).value
    return "" if found is None else f"{found.total}" if found.total < 1000 else "999+"


def _footer(subject: Subject, remote: Remote[Found[Image]], whole: Found[Image] | None, shown: int) -> str:
    picker = subject.wizard.picker
    if remote.value is None:
        return ""
    total = whole.total if whole else remote.value.total
    matching = " that match" if picker.asked and not whole else ""
    if shown == total:
        text = f"{total} image{'' if total == 1 else 's'}{matching}."
    elif whole:
        text = f"{shown} of {total} images."
    else:
        first = (lists.image_page(subject.state, subject.wizard).page - 1) * IMAGES_A_PAGE
        text = f"{first + 1} to {first + shown} of {total} images{matching}."
    if picker.typing and picker.text.strip() != picker.asked and not whole:
        return f"Searching for “{picker.text.strip()}”…"
    return text


def _chosen(subject: Subject, rows: tuple[ImageRow, ...]) -> str:
    identifier = subject.draft.image.strip()
    if not identifier or (not subject.wizard.picker.by_id and any(r.chosen for r in rows)):
        return ""
    region = subject.wizard.region
    image = lists.image_known(subject.state, region, identifier)
    if image is None:
        looked_up = lists.image_loading(subject.state, region, identifier)
        return f"Looking up {identifier}…" if looked_up else ""
    parts = (image.name, image.system, f"{image.size} GiB" if image.size else "")
    return ", ".join(p for p in parts if p)
