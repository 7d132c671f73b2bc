"""Now → after, field by field: what instances are made from now, and what they would be made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core.draft import TargetKind
from essgui.core.select_wizard_facts import chosen_configuration, facts, now_name
from essgui.core.state import Remote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.core.select_wizard import Subject
    from essgui.core.select_wizard_facts import Fact
    from essgui.domain.scaling import Container, ScalingConfiguration

_SECRET = re.compile(r"PASS|SECRET|TOKEN|CREDENTIAL|PRIVATE|(^|_)(KEY|PWD|AK|SK)($|_)", re.IGNORECASE)
UNKNOWN = "not known here"


class DiffPhase(StrEnum):
    """Whether there is something to compare."""

    READY = "ready"
    LOADING = "loading"
    UNKNOWN = "unknown"


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


def folded(key: str, value: str) -> str:
    """Return a variable's value, or how long it is where its name sounds like a secret."""
    return f"•••• ({len(value)} characters)" if value and _SECRET.search(key) else value


def _note(subject: Subject) -> str:
    draft = subject.draft
    if (
        draft.kind is TargetKind.CONFIGURATION
        and draft.configuration.strip()
        and chosen_configuration(subject) is None
    ):
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
        other = chosen_configuration(subject)
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
