"""What an import would set in the form, what it leaves out and why, and whether it can be taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.lookup import detail_of, group_of
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.state import AppState, Wizard
    from essgui.domain.exchange.filling import Filling, Reading
    from essgui.domain.exchange.slips import Slip
    from essgui.domain.refresh import Target

KEPT = "as in the form"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing of the form, and what it would be."""

    name: str
    value: str
    kept: bool = False
    """The text says nothing of it, so the form keeps its own."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is left out, or keeps the text from being taken."""

    place: str
    sentence: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class ImportView:
    """The import as it is shown."""

    reading: bool
    heading: str
    choices: tuple[str, ...]
    """What the text offers, where it is more than one thing."""
    settings: tuple[Setting, ...]
    remarks: tuple[Remark, ...]
    apply_reason: str
    """Why it cannot be taken; empty where it can."""
    keep: int
    """Settings that could be added to those saved."""
    wrong_lines: tuple[int, ...] = ()
    """Lines of the text that was pasted, from 1, which keep it from being taken."""


def import_view(state: AppState, index: int) -> ImportView | None:
    """Return the import, with the chosen one of its offers; None while nothing was given to read."""
    intake = state.intake
    if intake is None:
        return None
    source = intake.source or "The text"
    if intake.reading:
        return ImportView(True, f"{source} is being read…", (), (), (), "It is still being read.", 0)
    if intake.failure or intake.offer is None:
        wrong = (Remark("", intake.failure, grave=True),)
        return ImportView(False, f"{source} cannot be read", (), (), wrong, intake.failure, 0)
    offer = intake.offer
    if not offer.readings:
        wrong = tuple(_remark(slip, grave=True) for slip in offer.slips)
        heading = f"{source} cannot be taken"
        lines = () if intake.source else tuple(slip.line for slip in offer.slips)
        return ImportView(False, heading, (), (), wrong, "Nothing in it can be taken: see above.", 0, lines)
    reading = offer.readings[min(max(0, index), len(offer.readings) - 1)]
    titles = tuple(each.title for each in offer.readings)
    return ImportView(
        reading=False,
        heading=f"{offer.kind}: {reading.title}",
        choices=titles if len(titles) > 1 else (),
        settings=tuple(_settings(reading.filling)),
        remarks=tuple(_remarks(state, reading)),
        apply_reason=_reason(state.wizard),
        keep=len(offer.saved),
    )


def _reason(wizard: Wizard | None) -> str:
    if wizard is None:
        return "No form is open. Open the wizard of a group in the fleet first."
    return "A start is under way: the form is locked until its outcome is known." if wizard.attempt else ""


def _remark(slip: Slip, *, grave: bool = False) -> Remark:
    return Remark(slip.place, slip.sentence, grave)


def _remarks(state: AppState, reading: Reading) -> Iterator[Remark]:
    wizard, filling = state.wizard, reading.filling
    group = group_of(state, wizard.group) if wizard is not None else None
    if group is not None and filling.group and filling.group != group.id:
        name = group.name or group.id
        yield Remark("", f"It is of {filling.group}. The form stays with its own group, {name}.")
    elif group is not None and filling.region and filling.region != group.region:
        yield Remark("", f"It is of the region {filling.region}. The form stays in {group.region}.")
    if filling.keeps_environment and isinstance(filling.target, ContainersTarget):
        known = wizard is not None and detail_of(state, wizard.group).configurations.value is not None
        stay = "Environment variables are never saved: those in the form stay."
        wait = "Its containers are left out until those of the group are read: their variables are not saved."
        yield Remark("", stay if known else wait)
    for slip in reading.remarks:
        yield _remark(slip)


def _settings(filling: Filling) -> Iterator[Setting]:
    target = filling.target
    yield Setting("Target", KEPT if target is None else describe(target), target is None)
    yield _number("Minimum healthy", filling.min_healthy, "%")
    yield _number("Maximum healthy", filling.max_healthy, "%")
    skip = filling.skip_matching
    yield Setting("Skip matching", KEPT if skip is None else "on" if skip else "off", skip is None)
    stops = filling.checkpoints
    said = KEPT if stops is None else ", ".join(f"{p} %" for p in stops) or "none"
    yield Setting("Checkpoints", said, stops is None)
    yield _number("Pause at each", filling.pause_minutes, "min")


def _number(name: str, value: int | None, unit: str) -> Setting:
    return Setting(name, KEPT if value is None else f"{value} {unit}", value is None)


def describe(target: Target) -> str:
    """Say what a target is in one line."""
    match target:
        case ActiveConfiguration():
            return "what is active now"
        case ScalingConfigurationTarget(id=identifier):
            return f"scaling configuration {identifier}"
        case ImageTarget(image=image):
            return f"image {image}"
        case LaunchTemplateTarget(identifier, version, types):
            more = f", {', '.join(types)}" if types else ""
            return f"launch template {identifier}, version {version}{more}"
        case ContainersTarget(containers=containers):
            return "containers " + ", ".join(f"{c.name} ({c.image or 'same image'})" for c in containers)
