"""What the drawer says of the selected group: capacity, checks, configuration, last refreshes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core.final_looks import before_end
from essgui.core.lookup import active_configuration, detail_of, group_of, running_task, tasks_of
from essgui.core.permits import YES, Permit
from essgui.core.select_monitor_words import counted, span
from essgui.core.select_shell import age
from essgui.domain.ages import drifted, untold
from essgui.domain.eligibility import blockers, checks, ignored_because
from essgui.domain.scaling import LEAVING, GroupType

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.core.failure import Failure
    from essgui.core.state import AppState, Detail
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import GroupId, Instance, ScalingConfiguration, ScalingGroup, TaskId

_ENDED = "Drift is told again when the instances are read as they are after the last refresh."
_REFRESHED = "It is being refreshed; drift is told again when that is over."
MOST_REFRESHES = 5
MOST_DRIFTED = 20
WIDEST_ZONES = 34
"""Characters of the line of zones; a longer one leaves out the region that each zone begins with."""


class Verdict(StrEnum):
    """How one line of the checks came out."""

    OK = "ok"
    BLOCKED = "blocked"
    REMARK = "remark"
    WAITING = "waiting"
    """Not known yet."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line under "Eligible for refresh"."""

    name: str
    value: str
    verdict: Verdict
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line under "Active configuration"."""

    key: str
    value: str
    mono: bool = False


@dataclass(frozen=True, slots=True)
class DriftLine:
    """One instance that is not on the active configuration."""

    instance: str
    source: str
    """The configuration or template version that it came from."""
    age: str


@dataclass(frozen=True, slots=True)
class PastRefresh:
    """One line under "Last refreshes"."""

    task: TaskId
    status: str
    date: str
    counts: str
    duration: str


@dataclass(frozen=True, slots=True)
class DrawerView:
    """Everything in the drawer."""

    id: GroupId
    name: str
    place: str
    """Region and type."""
    gone: bool
    """The group is in no list any more."""
    in_service: int = 0
    minimum: int = 0
    desired: int = 0
    maximum: int = 0
    drift: int | None = None
    """None where it is not known."""
    drift_note: str = ""
    drift_tip: str = ""
    drift_lines: tuple[DriftLine, ...] = ()
    instances_note: str = ""
    """Why nothing is said of drift; empty where something is."""
    checks: tuple[CheckLine, ...] = ()
    source_title: str = ""
    facts: tuple[Fact, ...] = ()
    facts_loading: bool = False
    facts_failure: Failure | None = None
    refreshes: tuple[PastRefresh, ...] = ()
    refreshes_note: str = ""
    permit: Permit = YES
    running: TaskId | None = None


def drawer(state: AppState) -> DrawerView | None:
    """Return what the drawer shows, or None where nothing is selected."""
    selected = state.fleet.selected
    if selected is None:
        return None
    group = group_of(state, selected)
    if group is None:
        reason = "This scaling group is in no list any more."
        return DrawerView(selected, selected, "", gone=True, permit=Permit(reason))
    detail = detail_of(state, selected)
    instances = detail.instances.value
    running = running_task(state, selected)
    # While a refresh runs the active configuration is still the old one, and drift would count the new.
    tasks = tasks_of(state, selected)
    over = next((t for t in tasks if t.over), None)
    why = _REFRESHED if running is not None else untold(group, instances or (), tasks)
    if over is not None and before_end(detail.instances.seen, over):
        why = why or _ENDED
    steady = None if why else instances
    off = drifted(group, steady) if steady is not None else ()
    against = blockers(group, running=running is not None)
    configuration = active_configuration(state, group)
    capacity = group.capacity
    return DrawerView(
        id=selected,
        name=group.name,
        place=f"{group.region} · {group.type.value}",
        gone=False,
        in_service=capacity.in_service,
        minimum=capacity.min_size,
        desired=capacity.wanted,
        maximum=capacity.max_size,
        drift=None if steady is None else min(len(off), capacity.in_service),
        drift_note=_oldest(off, state.now.at),
        drift_tip="Not on the active configuration. A refresh from the active configuration replaces these.",
        drift_lines=tuple(_drift_line(i, state.now.at) for i in off[:MOST_DRIFTED]),
        instances_note=why if instances is not None else _instances_note(detail),
        checks=_check_lines(state, group, detail, running is not None),
        source_title="Launch template" if group.from_template else "Active configuration",
        facts=_facts(group, configuration, instances),
        facts_loading=_reads_configuration(group, configuration) and detail.configurations.loading,
        facts_failure=detail.configurations.failure if configuration is None else None,
        refreshes=tuple(_past(task, state.now.at) for task in tasks[:MOST_REFRESHES]),
        refreshes_note=_refreshes_note(state, group, tasks),
        permit=Permit(against[0].sentence) if against else YES,
        running=running.id if running is not None else None,
    )


def day(at: datetime, now: datetime) -> str:
    """Say a day shortly in this computer's zone: "today", "11 Nov", "Nov 2025"."""
    local, today = at.astimezone(), now.astimezone()
    if local.date() == today.date():
        return "today"
    return f"{local.day} {local:%b}" if local.year == today.year else f"{local:%b} {local.year}"


def _oldest(off: tuple[Instance, ...], now: datetime) -> str:
    born = [i.created_at for i in off if i.created_at is not None]
    return f"oldest {age((now - min(born)).total_seconds())}" if born else ""


def _drift_line(instance: Instance, now: datetime) -> DriftLine:
    if instance.launch_template is not None:
        source = f"{instance.launch_template} v{instance.launch_template_version}"
    else:
        source = instance.configuration or "no configuration"
    born = instance.created_at
    return DriftLine(instance.id, source, age((now - born).total_seconds()) if born else "")


def _instances_note(detail: Detail) -> str:
    if detail.instances.value is not None:
        return ""
    if detail.instances.failure is not None:
        return f"Instances not known: {detail.instances.failure.sentence}"
    return "Reading the instances…"


def _check_lines(
    state: AppState, group: ScalingGroup, detail: Detail, running: bool
) -> tuple[CheckLine, ...]:
    lines: list[CheckLine] = []
    for check in checks(group, running):
        if check.name == "No refresh running" and check.ok:
            lines.append(_looked(state, group.id, check.name))
        else:
            verdict = Verdict.OK if check.ok else Verdict.BLOCKED
            lines.append(CheckLine(check.name, check.value, verdict, check.sentence))
    lines.sort(key=lambda line: line.verdict is not Verdict.BLOCKED)
    remark = _ignored(detail.instances.value or ())
    return (*lines, remark) if remark else tuple(lines)


def _looked(state: AppState, group: GroupId, name: str) -> CheckLine:
    failure = state.discovery.failed.get(group)
    if group in state.history:
        looked = state.discovery.looked.get(group)
        seen = f"checked {age(state.now.mono - looked)} ago" if looked is not None else "None"
        return CheckLine(name, seen, Verdict.OK, failure.sentence if failure else "")
    if failure is not None:
        return CheckLine(name, "not known", Verdict.REMARK, failure.sentence)
    return CheckLine(name, "looking…", Verdict.WAITING)


def _ignored(instances: tuple[Instance, ...]) -> CheckLine | None:
    reasons = Counter(reason for i in instances if i.state not in LEAVING and (reason := ignored_because(i)))
    if not reasons:
        return None
    count = sum(reasons.values())
    sentence = (
        "A refresh leaves these instances as they are: "
        + ", ".join(f"{n} {reason.lower()}" for reason, n in reasons.most_common())
        + "."
    )
    return CheckLine(
        f"{counted(count, 'instance')} will be ignored",
        ", ".join(reason for reason, _n in reasons.most_common()),
        Verdict.REMARK,
        sentence,
    )


def _reads_configuration(group: ScalingGroup, found: ScalingConfiguration | None) -> bool:
    return found is None and not group.from_template and group.active_configuration is not None


def _facts(
    group: ScalingGroup, found: ScalingConfiguration | None, instances: tuple[Instance, ...] | None
) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    if group.from_template:
        facts.append(Fact("Id", str(group.launch_template), mono=True))
        facts.append(Fact("Version", group.launch_template_version or "Default"))
        if group.override_types:
            facts.append(Fact("Instance types", _types(group.override_types)))
    else:
        if found is not None:
            facts.append(Fact("Name", found.name))
        facts.append(Fact("Id", group.active_configuration or "none", mono=bool(group.active_configuration)))
        if found is not None:
            facts.extend(_contents(group, found))
    if instances:
        zones = Counter(i.zone for i in instances if i.zone)
        spread = " · ".join(f"{zone} {n}" for zone, n in sorted(zones.items()))
        if len(spread) > WIDEST_ZONES:
            prefix = f"{group.region}-"
            spread = " · ".join(f"{zone.removeprefix(prefix)} {n}" for zone, n in sorted(zones.items()))
        if spread:
            facts.append(Fact("Zones", spread))
    return tuple(facts)


def _contents(group: ScalingGroup, found: ScalingConfiguration) -> list[Fact]:
    facts: list[Fact] = []
    if group.type is GroupType.ECI:
        for container in found.containers:
            facts.append(Fact(container.name, container.image, mono=True))
        if found.cpu is not None and found.memory is not None:
            facts.append(Fact("Size", f"{found.cpu:g} vCPU, {found.memory:g} GiB"))
    elif found.image:
        named = found.image_name and found.image_name != found.image
        facts.append(Fact("Image", f"{found.image} ({found.image_name})" if named else found.image))
    if found.instance_types:
        facts.append(Fact("Instance types", _types(found.instance_types)))
    return facts


def _types(types: tuple[str, ...]) -> str:
    more = len(types) - 1
    if not more:
        return types[0]
    return f"{types[0]}, +{more} fallback{'' if more == 1 else 's'}"


def _past(task: RefreshTask, now: datetime) -> PastRefresh:
    started = task.started_at
    until = task.ended_at if task.over else now
    took = span((until - started).total_seconds()) if started is not None and until is not None else ""
    counts = f"{min(task.finished, task.total)}/{task.total}" if task.total > 0 else ""
    return PastRefresh(task.id, str(task.status), day(started, now) if started else "", counts, took)


def _refreshes_note(state: AppState, group: ScalingGroup, tasks: tuple[RefreshTask, ...]) -> str:
    if tasks:
        return ""
    if group.id in state.history:
        return "This group was never refreshed."
    failure = state.discovery.failed.get(group.id)
    return f"Not known: {failure.sentence}" if failure is not None else "Looking for refreshes…"
