"""Now → after, field by field: what instances are made from now, and what they would be made from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core import lists
from essgui.core.draft import TargetKind, target_chosen
from essgui.core.lookup import detail_of
from essgui.core.select_wizard_facts import chosen_configuration, facts, now_name
from essgui.core.select_wizard_fields import (
    READING,
    UNKNOWN,
    configuration_fields,
    container_fields,
    image_fields,
    is_variable,
    template_fields,
    without_container,
)

if TYPE_CHECKING:
    from essgui.core.select_wizard import Subject
    from essgui.core.select_wizard_facts import Fact
    from essgui.core.select_wizard_fields import Fields

_SECRET = re.compile(r"PASS|SECRET|TOKEN|CREDENTIAL|PRIVATE|(^|_)(KEY|PWD|AK|SK)($|_)", re.IGNORECASE)
_MONO = frozenset({"Image id", "Configuration id", "Launch template"})
_NAMES = frozenset({"Configuration", "Configuration id", "Launch template", "Template name"})


class DiffPhase(StrEnum):
    """Whether there is something to compare."""

    READY = "ready"
    LOADING = "loading"
    UNKNOWN = "unknown"
    UNCHOSEN = "unchosen"
    """What is now is known, but nothing to compare it with was chosen yet."""


class Change(StrEnum):
    """What becomes of a field."""

    CHANGED = "changed"
    SAME = "same"
    UNSURE = "unsure"
    """One side is not known."""
    READING = "reading"
    """One side is being read."""


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One field of what instances are made from."""

    label: str
    before: str
    after: str
    change: Change
    """A secret may change although both sides show the same."""
    mono: bool = False
    hidden: tuple[str, str] | None = field(default=None, repr=False)
    """Both values of a variable, shown only on request."""

    @property
    def changed(self) -> bool:
        """Whether it surely becomes another."""
        return self.change is Change.CHANGED


@dataclass(frozen=True, slots=True)
class DiffView:
    """The panel at the right."""

    phase: DiffPhase
    now: str
    """What the left column is."""
    changed: tuple[DiffRow, ...]
    """What changes, or may, or is being read."""
    same: tuple[DiffRow, ...]
    note: str
    count: str
    """Such as "3 of 17 fields change"; empty where nothing is compared."""
    facts: tuple[Fact, ...]

    @property
    def hides(self) -> bool:
        """Whether any value is folded."""
        return any(row.hidden for row in (*self.changed, *self.same))


def diff_view(subject: Subject) -> DiffView:
    """Compare what instances are made from now with what they would be made from."""
    remote = detail_of(subject.state, subject.group.id).configurations
    phase = DiffPhase.READY if target_chosen(subject.draft) else DiffPhase.UNCHOSEN
    if subject.active is None and not subject.group.from_template:
        phase = DiffPhase.LOADING if remote.loading else DiffPhase.UNKNOWN
    rows = _rows(subject, chosen=phase is not DiffPhase.UNCHOSEN)
    changed = tuple(r for r in rows if r.change is not Change.SAME)
    return DiffView(
        phase,
        _now(subject),
        tuple(sorted(changed, key=lambda r: r.change is not Change.CHANGED)),
        # Names and ids that stay tell the least.
        tuple(sorted((r for r in rows if r.change is Change.SAME), key=lambda r: r.label in _NAMES)),
        _note(subject, phase),
        _count(rows) if phase is DiffPhase.READY else "",
        facts(subject),
    )


def folded(key: str, value: str) -> str:
    """Return a variable's value, or how long it is where its name sounds like a secret."""
    return hidden(value) if _SECRET.search(key) else value


def hidden(value: str) -> str:
    """Return how long a value is, and nothing else of it."""
    return f"•••• ({len(value)} characters)" if value else ""


def diff_text(view: DiffView, *, revealed: bool = False) -> str:
    """Return the comparison as plain text, folded values folded unless they were revealed."""
    lines = [f"Now: {view.now}" if view.now else "Now", view.count or view.note]
    for title, rows in (("Changes", view.changed), ("Stays", view.same)):
        if rows:
            lines += ["", title]
        for row in rows:
            before, after = row.hidden if revealed and row.hidden else (row.before, row.after)
            stays = row.change is Change.SAME or view.phase is not DiffPhase.READY
            values = (before or "–") if stays else f"{before or '–'} → {after or '–'}"
            lines.append(f"  {row.label}: {values}")
    lines += ["", *(f"{fact.title}. {fact.text}" for fact in view.facts)]
    return "\n".join(lines) + "\n"


def _count(rows: list[DiffRow]) -> str:
    changed = sum(1 for r in rows if r.changed)
    if not rows:
        return ""
    verb = "changes" if changed == 1 else "change"
    return f"{changed} of {len(rows)} fields {verb}"


def _now(subject: Subject) -> str:
    group = subject.group
    if group.from_template:
        known = lists.template_known(subject.state, group.region, group.launch_template or "")
        return known.name if known else group.launch_template or ""
    return (subject.active.name or subject.active.id) if subject.active else ""


def _note(subject: Subject, phase: DiffPhase) -> str:
    draft = subject.draft
    if phase is DiffPhase.UNCHOSEN:
        return _CHOOSE[draft.kind]
    if draft.kind is TargetKind.CONFIGURATION and chosen_configuration(subject) is None:
        return "The contents of this configuration are not known here; ESS checks that it exists."
    if draft.kind is TargetKind.TEMPLATE:
        found = lists.versions(subject.state, subject.wizard.region, draft.template.strip())
        if found.failure is not None and found.value is None:
            return f"The contents of this template could not be read. {found.failure.sentence}"
    if draft.kind is TargetKind.ACTIVE:
        return "Same before and after; instances are built anew from it."
    return ""


_CHOOSE: dict[TargetKind, str] = {
    TargetKind.ACTIVE: "",
    TargetKind.CONFIGURATION: "Choose a configuration to see what would change.",
    TargetKind.IMAGE: "Choose an image to see what would change.",
    TargetKind.TEMPLATE: "Choose a launch template and a version to see what would change.",
    TargetKind.CONTAINERS: "Tick a container to see what would change.",
}


def _rows(subject: Subject, *, chosen: bool) -> list[DiffRow]:
    draft = subject.draft
    before = _before(subject)
    after = _after(subject, before) if chosen else before
    if draft.kind is TargetKind.TEMPLATE and not subject.group.from_template and chosen:
        before = {"Launches from": now_name(subject)} | {
            k: v for k, v in before.items() if k not in {"Configuration", "Configuration id", "CPU", "Memory"}
        }
        after = {"Launches from": "launch template"} | after
    return [
        _row(label, before.get(label, ""), after.get(label, ""))
        for label in dict.fromkeys((*before, *after))
        # What neither side tells is no news; a note says why it is missing.
        if {before.get(label, ""), after.get(label, "")} not in ({""}, {UNKNOWN}, {"", UNKNOWN})
    ]


def _before(subject: Subject) -> Fields:
    group = subject.group
    if group.from_template:
        version = group.launch_template_version or "Default"
        return template_fields(subject, group.launch_template or "", version, group.override_types)
    return configuration_fields(subject, subject.active)


def _after(subject: Subject, before: Fields) -> Fields:
    draft = subject.draft
    match draft.kind:
        case TargetKind.ACTIVE:
            return before
        case TargetKind.CONFIGURATION:
            other = chosen_configuration(subject)
            if other is not None:
                return configuration_fields(subject, other)
            return dict.fromkeys(before, UNKNOWN) | {"Configuration id": draft.configuration.strip()}
        case TargetKind.IMAGE:
            # The group's own configuration tells the name of its image even where ECS does not.
            image = draft.image.strip()
            return before if image == before.get("Image id") else before | image_fields(subject, image)
        case TargetKind.TEMPLATE:
            return template_fields(
                subject, draft.template.strip(), draft.template_version.strip(), draft.instance_types
            )
        case TargetKind.CONTAINERS:
            after = before
            for each in draft.containers:
                if each.chosen:
                    after = without_container(after, each.container.name) | container_fields(each.container)
            return after


def _row(label: str, before: str, after: str) -> DiffRow:
    sides = {before, after}
    if READING in sides:
        change = Change.READING
    elif UNKNOWN in sides and not is_variable(label):
        change = Change.SAME if before == after else Change.UNSURE
    else:
        change = Change.SAME if before == after else Change.CHANGED
    if is_variable(label):
        return DiffRow(label, hidden(before), hidden(after), change, hidden=(before, after))
    return DiffRow(label, before, after, change, label in _MONO)
