"""Now → after, field by field, and the facts beside it: who changes, the way back, what success means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core.draft import TargetKind
from essgui.core.state import Remote
from essgui.domain.refresh import MOVING_VERSIONS, can_roll_back

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.core.select_wizard import Subject
    from essgui.domain.scaling import Container, ScalingConfiguration

_SECRET = re.compile(r"PASS|SECRET|TOKEN|CREDENTIAL|PRIVATE|(^|_)(KEY|PWD|AK|SK)($|_)", re.IGNORECASE)
UNKNOWN = "not known here"


class DiffPhase(StrEnum):
    """Whether there is something to compare."""

    READY = "ready"
    LOADING = "loading"
    UNKNOWN = "unknown"


class FactKind(StrEnum):
    """What a fact is about; decides its icon."""

    COUNT = "count"
    WAY_BACK = "way back"
    NO_WAY_BACK = "no way back"
    SUCCESS = "success"
    MATCHING = "matching"


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One field of what instances are made from."""

    label: str
    before: str
    after: str
    changed: bool
    """A secret may change although both sides show the same."""
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know before going on."""

    kind: FactKind
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DiffView:
    """The panel at the right."""

    phase: DiffPhase
    now: str
    """What the left column is."""
    changed: tuple[DiffRow, ...]
    same: tuple[DiffRow, ...]
    note: str
    facts: tuple[Fact, ...]


def diff_view(subject: Subject) -> DiffView:
    """Compare what instances are made from now with what they would be made from."""
    rows = _rows(subject)
    detail = subject.state.details.get(subject.group.id)
    remote = detail.configurations if detail else Remote[object]()
    phase = DiffPhase.READY
    if subject.active is None and not subject.group.from_template:
        phase = DiffPhase.LOADING if remote.loading else DiffPhase.UNKNOWN
    active = subject.active
    if active is not None and not subject.group.from_template:
        now = active.name or active.id
    else:
        now = subject.group.launch_template or ""
    return DiffView(
        phase,
        now,
        tuple(r for r in rows if r.changed),
        tuple(r for r in rows if not r.changed),
        _note(subject),
        facts(subject),
    )


def facts(subject: Subject) -> tuple[Fact, ...]:
    """Return what to know about this target."""
    return (
        _count(subject),
        way_back(subject),
        _success(subject),
        Fact(
            FactKind.MATCHING,
            "Skip matching compares ids, not contents",
            "A copy of a configuration with the same contents still counts as different.",
        ),
    )


def way_back(subject: Subject) -> Fact:
    """Say whether a rollback will be possible, and to what."""
    target, draft = subject.spec.target, subject.draft
    if can_roll_back(target):
        return Fact(
            FactKind.WAY_BACK,
            "Rollback possible until it finishes",
            f"Back to {now_name(subject)}, from which ESS then makes new instances.",
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


def now_name(subject: Subject) -> str:
    """Name what instances are made from now."""
    group = subject.group
    if group.from_template:
        return f"{group.launch_template} version {group.launch_template_version or 'Default'}"
    if subject.active is not None:
        return subject.active.name or subject.active.id
    return group.active_configuration or "the active configuration"


def folded(key: str, value: str) -> str:
    """Return a variable's value, or how long it is where its name sounds like a secret."""
    return f"•••• ({len(value)} characters)" if value and _SECRET.search(key) else value


def _count(subject: Subject) -> Fact:
    found = subject.scope
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
            other = _chosen(subject)
            name = (other.name if other else "") or draft.configuration.strip() or "The chosen configuration"
            text = f"{name} becomes the group's active configuration."
        case TargetKind.IMAGE:
            text = f"ESS writes the new image into the active configuration {now}."
        case TargetKind.TEMPLATE:
            text = "The group launches from this template version from then on."
        case TargetKind.CONTAINERS:
            text = f"ESS writes the new containers into the active configuration {now}."
    return Fact(FactKind.SUCCESS, "When it finishes", text)


def _chosen(subject: Subject) -> ScalingConfiguration | None:
    detail = subject.state.details.get(subject.group.id)
    found = (detail.configurations.value if detail else None) or ()
    return next((c for c in found if c.id == subject.draft.configuration.strip()), None)


def _note(subject: Subject) -> str:
    draft = subject.draft
    if draft.kind is TargetKind.CONFIGURATION and draft.configuration.strip() and _chosen(subject) is None:
        return "The contents of this configuration are not known here; ESS checks that it exists."
    if draft.kind is TargetKind.TEMPLATE:
        return "The contents of launch templates are not read; versions and types are compared."
    if draft.kind is TargetKind.ACTIVE:
        return "Same configuration before and after; instances are built anew from it."
    return ""


def _rows(subject: Subject) -> list[DiffRow]:
    draft, active, group = subject.draft, subject.active, subject.group
    if draft.kind is TargetKind.TEMPLATE:
        return _template_rows(subject)
    if group.from_template and draft.kind is TargetKind.ACTIVE:
        return [
            _row("Launch template", str(group.launch_template), str(group.launch_template)),
            _row("Version", group.launch_template_version or "", group.launch_template_version or ""),
            _row("Instance types", _types(group.override_types), _types(group.override_types)),
        ]
    before = _fields(active)
    after = dict(before)
    if draft.kind is TargetKind.CONFIGURATION and draft.configuration.strip():
        other = _chosen(subject)
        after = _fields(other) if other else {"Configuration id": draft.configuration.strip()}
        if other is None:
            after |= {label: UNKNOWN for label in before if label != "Configuration id"}
    elif draft.kind is TargetKind.IMAGE and draft.image.strip():
        after["Image id"] = draft.image.strip()
        if after["Image id"] != before.get("Image id") and before.get("Image name"):
            after["Image name"] = UNKNOWN
    elif draft.kind is TargetKind.CONTAINERS:
        for each in draft.containers:
            if each.chosen:
                name = each.container.name
                own = (f"{name}: ", f"{name} $")
                after = {k: v for k, v in after.items() if not k.startswith(own)}
                after |= _container_fields(each.container)
    labels = dict.fromkeys((*before, *after))
    return [
        _row(label, before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label) or after.get(label)
    ]


def _row(label: str, before: str, after: str) -> DiffRow:
    variable = label.partition(" $")[2]
    mono = label in {"Image id", "Configuration id", "Launch template"}
    shown = (folded(variable, before), folded(variable, after)) if variable else (before, after)
    return DiffRow(label, shown[0], shown[1], before != after, mono)


def _template_rows(subject: Subject) -> list[DiffRow]:
    draft, group = subject.draft, subject.group
    rows = [
        _row("Launch template", group.launch_template or "none", draft.template.strip()),
        _row("Version", group.launch_template_version or "", draft.template_version.strip()),
        _row("Instance types", _types(group.override_types), _types(draft.instance_types)),
    ]
    if not group.from_template:
        rows[2] = _row("Instance types", "", _types(draft.instance_types))
        rows.insert(0, _row("Launches from", now_name(subject), "launch template"))
    return rows


def _fields(configuration: ScalingConfiguration | None) -> dict[str, str]:
    if configuration is None:
        return {}
    c = configuration
    fields = {
        "Configuration id": c.id,
        "Image id": c.image,
        "Image name": c.image_name,
        "Instance types": _list(c.instance_types),
        "CPU": f"{c.cpu:g} vCPU" if c.cpu is not None else "",
        "Memory": f"{c.memory:g} GiB" if c.memory is not None else "",
        "System disk": c.system_disk,
        "Security groups": _list(c.security_groups),
    }
    for container in c.containers:
        fields |= _container_fields(container)
    return fields


def _container_fields(container: Container) -> dict[str, str]:
    name = container.name or "container"
    fields = {
        f"{name}: image": container.image,
        f"{name}: commands": " ".join(container.commands),
        f"{name}: args": " ".join(container.args),
    }
    for variable in container.environment:
        referred = f"from {variable.field_ref}" if variable.field_ref else "(empty)"
        fields[f"{name} ${variable.key}"] = variable.value or referred
    return fields


def _types(types: Iterable[str]) -> str:
    return _list(types) or "as in the template"


def _list(values: Iterable[str]) -> str:
    return ", ".join(values)
