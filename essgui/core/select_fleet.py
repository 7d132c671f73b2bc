"""The rows of the fleet table: what is known of each group, and the sorts and counts over them.

A row keeps the very objects it was made from; while those stay the same objects, so does the row. Thus
5,000 groups cost a walk over them and not 5,000 new rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from essgui.core.lookup import all_groups
from essgui.core.permits import OFFLINE_AFTER
from essgui.core.state import Detail, Poll, Remote, Segment
from essgui.domain.eligibility import blockers
from essgui.domain.lifecycle import RefreshStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from essgui.core.failure import Failure
    from essgui.core.state import AppState
    from essgui.domain.ages import Ages
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import GroupId, RegionId, ScalingGroup, TaskId


class Standing(StrEnum):
    """How a group stands with its refreshes; every group has exactly one, so the counts add up."""

    CHECKPOINT = "checkpoint"
    RUNNING = "running"
    FAILED = "failed"
    """Its newest refresh failed, or its rollback did."""
    IDLE = "idle"
    LOOKING = "looking"
    """Its refreshes were not read yet."""
    NOT_KNOWN = "not known"
    """Its refreshes could not be read."""


class Look(IntEnum):
    """How a group's source of instances is told apart by its icon."""

    NONE = 0
    CONFIGURATION = 1
    TEMPLATE = 2


@dataclass(frozen=True, slots=True)
class FleetRow:
    """One group in the table."""

    group: ScalingGroup
    standing: Standing
    tasks: tuple[RefreshTask, ...]
    """Newest first."""
    looked: bool
    failure: Failure | None
    """Why its refreshes are not known."""
    detail: Detail
    source: str
    source_kind: Look
    source_tip: str
    ages: Ages | None
    """Drift and age, where its instances were looked at and no refresh has ended since."""
    blocked: str
    """Why it cannot be refreshed, in a few words; empty where it can."""
    blocked_why: str
    stale: bool
    """Its region has not answered for a while."""
    status: str
    """The words by which the filter finds its status, lower case."""
    words: str
    """What a plain word of the filter is looked for in, lower case."""

    @property
    def id(self) -> GroupId:
        """The group's id."""
        return self.group.id

    @property
    def task(self) -> RefreshTask | None:
        """The refresh that the row speaks of: the one that runs, else the newest."""
        return next((t for t in self.tasks if not t.over), self.tasks[0] if self.tasks else None)

    @property
    def running(self) -> TaskId | None:
        """The refresh that is not over, if there is one."""
        task = self.task
        return task.id if task is not None and not task.over else None

    @property
    def ended_at(self) -> datetime | None:
        """When its newest refresh ended, or began where the cloud gives no end."""
        task = self.task
        return None if task is None else task.ended_at or task.started_at

    @property
    def drift(self) -> int | None:
        """Instances not on the active configuration, where that is known.

        Not while a refresh runs: ESS switches the active configuration at its end, so until then it would be
        the new instances that count.
        """
        return self.ages.drifted if self.ages is not None and self.running is None else None

    @property
    def counts(self) -> str:
        """Finished of total such as "7/16", never more than all of them; empty where the total is unknown."""
        task = self.task
        return f"{min(task.finished, task.total)}/{task.total}" if task and task.total > 0 else ""


class Column(IntEnum):
    """The columns of the table, in their order."""

    NAME = 0
    REGION = 1
    TYPE = 2
    CAPACITY = 3
    SOURCE = 4
    DRIFT = 5
    ELIGIBLE = 6
    REFRESH = 7
    LAST = 8


TITLES = ("Name / ID", "Region", "Type", "Capacity", "Source", "Drift", "Eligible", "Refresh", "Last refresh")

_FAILED = frozenset({RefreshStatus.FAILED, RefreshStatus.ROLLBACK_FAILED})

_WORDS: dict[str, str] = {
    "Pending": "pending",
    "InProgress": "in progress inprogress",
    "Paused": "paused suspended",
    "CheckpointPause": "at checkpoint checkpointpause paused",
    "Failed": "failed",
    "Successful": "successful",
    "Cancelling": "cancelling",
    "Cancelled": "cancelled",
    "RollbackInProgress": "rolling back rollbackinprogress",
    "RollbackSuccessful": "rolled back rollbacksuccessful",
    "RollbackFailed": "rollback failed rollbackfailed",
}


def fleet_rows(state: AppState, before: Mapping[GroupId, FleetRow] | None = None) -> dict[GroupId, FleetRow]:
    """Return a row for each group of the chosen regions; rows of `before` that still hold are kept."""
    before = before or {}
    stale = {region for region in state.chosen if is_stale(state, region)}
    rows: dict[GroupId, FleetRow] = {}
    for group in all_groups(state):
        history = state.history.get(group.id)
        tasks = tuple(state.tasks[t] for t in history if t in state.tasks) if history else ()
        failure = state.discovery.failed.get(group.id)
        detail = state.details.get(group.id, _NOTHING)
        sums = state.survey.facts.get(group.id)
        if sums is not None and not sums.hold(tasks):
            sums = None
        looked = history is not None
        old = before.get(group.id)
        if (
            old is not None
            and old.group is group
            and old.detail is detail
            and old.ages is sums
            and old.failure is failure
            and old.looked == looked
            and old.stale == (group.region in stale)
            and len(old.tasks) == len(tasks)
            and all(a is b for a, b in zip(old.tasks, tasks, strict=True))
        ):
            rows[group.id] = old
        else:
            rows[group.id] = _row(group, tasks, looked, failure, detail, sums, group.region in stale)
    return rows


_NOTHING = Detail()


def is_stale(state: AppState, region: RegionId) -> bool:
    """Tell whether a region has missed so many reads in a row that its rows are to look old."""
    polled = state.polls.get(region, _NO_POLL).misses
    return max(state.groups.get(region, _NO_GROUPS).misses, polled) >= OFFLINE_AFTER


_NO_POLL = Poll()
_NO_GROUPS: Remote[tuple[ScalingGroup, ...]] = Remote()


def _row(
    group: ScalingGroup,
    tasks: tuple[RefreshTask, ...],
    looked: bool,
    failure: Failure | None,
    detail: Detail,
    sums: Ages | None,
    stale: bool,
) -> FleetRow:
    standing = _standing(tasks, looked, failure)
    against = blockers(group, running=any(not t.over for t in tasks))
    kind, source, tip = source_of(group, detail)
    status = status_words(standing, tasks)
    texts = (
        group.name,
        group.id,
        group.region,
        group.type.value,
        *(f"{key} {value} {key}={value} {key}:{value}" for key, value in group.tags.items()),
        status,
    )
    return FleetRow(
        group,
        standing,
        tasks,
        looked,
        failure,
        detail,
        source,
        kind,
        tip,
        sums,
        against[0].short if against else "",
        " ".join(check.sentence for check in against),
        stale,
        status,
        " ".join(texts).lower(),
    )


def _standing(tasks: tuple[RefreshTask, ...], looked: bool, failure: Failure | None) -> Standing:
    running = next((t for t in tasks if not t.over), None)
    if running is not None:
        at_checkpoint = running.status is RefreshStatus.CHECKPOINT_PAUSE
        return Standing.CHECKPOINT if at_checkpoint else Standing.RUNNING
    if not looked:
        return Standing.LOOKING if failure is None else Standing.NOT_KNOWN
    if tasks and tasks[0].status in _FAILED:
        return Standing.FAILED
    return Standing.IDLE


def status_words(standing: Standing, tasks: tuple[RefreshTask, ...]) -> str:
    """Return the words by which the filter finds a status: where the group stands, its newest refresh."""
    words = [standing.value]
    task = next((t for t in tasks if not t.over), tasks[0] if tasks else None)
    if task is not None:
        words.append(_WORDS.get(str(task.status), str(task.status).lower()))
        if not task.over:
            words.append(Standing.RUNNING.value)
    return " ".join(words)


def source_of(group: ScalingGroup, detail: Detail) -> tuple[Look, str, str]:
    """Say where a group's instances come from: the kind, a short text, and a whole one."""
    if group.from_template:
        version = group.launch_template_version or "Default"
        short = f"v{version}" if version.isdecimal() else version
        whole = f"Launch template {group.launch_template}, version {version}"
        return Look.TEMPLATE, f"{short} · {group.launch_template}", whole
    active = group.active_configuration
    if active is None:
        return Look.NONE, "none", "No scaling configuration and no launch template."
    found = next((c for c in detail.configurations.value or () if c.id == active), None)
    name = found.name if found is not None else active
    return Look.CONFIGURATION, name, f"Scaling configuration {name}" + (f" ({active})" if found else "")


_RANK = {Standing.CHECKPOINT: 0, Standing.RUNNING: 1, Standing.FAILED: 2}


def attention(row: FleetRow) -> int:
    """Return how soon a group needs a person: 0 first, 3 for those that need none."""
    task = row.task
    if row.standing is Standing.RUNNING and task is not None and task.status is RefreshStatus.PAUSED:
        return 0
    return _RANK.get(row.standing, 3)


def in_segment(row: FleetRow, segment: Segment) -> bool:
    """Tell whether a row belongs to one of the ready-made filters."""
    match segment:
        case Segment.ALL:
            return True
        case Segment.DRIFTED:
            return bool(row.drift)
        case Segment.BLOCKED:
            # A refresh under way is no defect of the group: it has its own filter.
            return bool(row.blocked) and row.running is None
        case _:
            return row.standing.value == segment.value
