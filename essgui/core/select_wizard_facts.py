"""The facts beside the comparison: who changes, whether there is a way back, what success means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core import lists
from essgui.core.draft import TargetKind, target_chosen
from essgui.domain.preflight.verdict import Verdict
from essgui.domain.refresh import MOVING_VERSIONS, can_roll_back

if TYPE_CHECKING:
    from essgui.core.select_wizard import Subject
    from essgui.domain.scaling import ScalingConfiguration


class FactKind(StrEnum):
    """What a fact is about; decides its icon."""

    COUNT = "count"
    WAY_BACK = "way back"
    NO_WAY_BACK = "no way back"
    SUCCESS = "success"
    MATCHING = "matching"
    GO = "go"
    CAUTION = "caution"
    NO_GO = "no-go"
    NOT_CHECKED = "not checked"
    GUARDS = "guards"


CHECKED: dict[Verdict, FactKind] = {
    Verdict.GO: FactKind.GO,
    Verdict.CAUTION: FactKind.CAUTION,
    Verdict.NO_GO: FactKind.NO_GO,
    Verdict.UNKNOWN: FactKind.NOT_CHECKED,
}
"""The kind of fact that a verdict is."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know before going on."""

    kind: FactKind
    title: str
    text: str


def facts(subject: Subject) -> tuple[Fact, ...]:
    """Return what to know about this target."""
    return (
        _count(subject),
        way_back(subject),
        _success(subject),
        Fact(FactKind.MATCHING, "Skip matching compares ids, not contents", _MATCHING[subject.draft.kind]),
    )


_MATCHING: dict[TargetKind, str] = {
    TargetKind.ACTIVE: "Instances of the active configuration are skipped, whatever has changed inside them.",
    TargetKind.CONFIGURATION: "A copy of a configuration with the same contents still counts as different.",
    TargetKind.IMAGE: "A rebuilt image with the same files still counts as different.",
    TargetKind.TEMPLATE: "A version with the same contents still counts as different.",
    TargetKind.CONTAINERS: "New containers always count as different, also with the same settings.",
}


def way_back(subject: Subject) -> Fact:
    """Say whether a rollback will be possible, and to what."""
    target, draft = subject.spec.target, subject.draft
    if can_roll_back(target):
        return Fact(
            FactKind.WAY_BACK,
            "Rollback possible until it finishes",
            _back_to(subject),
        )
    if draft.kind is TargetKind.TEMPLATE and draft.template_version.strip() in MOVING_VERSIONS:
        return Fact(
            FactKind.NO_WAY_BACK,
            "Rollback impossible",
            f"ESS cannot roll back a refresh to version {draft.template_version.strip()}. "
            "A version number keeps that way out.",
        )
    return Fact(
        FactKind.NO_WAY_BACK,
        "Rollback impossible",
        "The active configuration is also the one to go back to, so there is nothing to undo. "
        "Cancelling stays possible.",
    )


def _back_to(subject: Subject) -> str:
    now, active, region = now_name(subject), subject.active, subject.wizard.region
    image = active.image if active and not subject.group.from_template else ""
    if image and lists.image_missing(subject.state, region, image):
        return f"Back to {now}, but its image {image} no longer exists: nothing could be launched from it."
    if image and lists.image_known(subject.state, region, image) is not None:
        return f"Back to {now}, whose image still exists."
    return f"Back to {now}, from which ESS then makes new instances."


def now_name(subject: Subject) -> str:
    """Name what instances are made from now."""
    group = subject.group
    if group.from_template:
        return f"{group.launch_template} version {group.launch_template_version or 'Default'}"
    if subject.active is not None:
        return subject.active.name or subject.active.id
    return group.active_configuration or "the active configuration"


def _count(subject: Subject) -> Fact:
    found = subject.scope
    if not target_chosen(subject.draft):
        return Fact(
            FactKind.COUNT, "Nothing is chosen yet", "How many instances change depends on the choice."
        )
    if found is None:
        return Fact(FactKind.COUNT, "Reading the instances", "How many will change is known in a moment.")
    total = len(found.replaced) + len(found.ignored)
    skipped = len(found.matching) if subject.spec.skip_matching else 0
    total += skipped
    parts: list[str] = []
    if skipped:
        parts.append(
            f"{skipped} already {'matches' if skipped == 1 else 'match'} and {_be(skipped)} skipped."
        )
    elif not found.matching:
        parts.append("None matches already.")
    if found.ignored:
        parts.append(f"{len(found.ignored)} {_be(len(found.ignored))} left alone: see Scope.")
    else:
        parts.append("None is attached by hand, Protected or Standby.")
    return Fact(FactKind.COUNT, f"{len(found.replaced)} of {total} instances will change", " ".join(parts))


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _success(subject: Subject) -> Fact:
    draft, now = subject.draft, now_name(subject)
    match draft.kind:
        case TargetKind.ACTIVE:
            text = f"Nothing but the instances changes: {now} stays what the group launches from."
        case TargetKind.CONFIGURATION:
            other = chosen_configuration(subject)
            name = (
                (other.name if other else "")
                or draft.configuration.strip()
                or "The configuration that is chosen"
            )
            stays = draft.configuration.strip() == subject.group.active_configuration
            verb = "stays" if stays else "becomes"
            text = f"{name} {verb} the group's active configuration."
        case TargetKind.IMAGE:
            text = f"ESS writes the new image into the active configuration {now}."
        case TargetKind.TEMPLATE:
            text = "The group launches from this template version from then on."
        case TargetKind.CONTAINERS:
            text = f"ESS writes the new containers into the active configuration {now}."
    return Fact(FactKind.SUCCESS, "When it finishes", text)


def chosen_configuration(subject: Subject) -> ScalingConfiguration | None:
    """Return the configuration that the form names, where it was read."""
    detail = subject.state.details.get(subject.group.id)
    found = (detail.configurations.value if detail else None) or ()
    return next((c for c in found if c.id == subject.draft.configuration.strip()), None)
