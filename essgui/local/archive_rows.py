"""Runs, samples and intents as rows of the archive, and back; a request is kept as exported JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from essgui.domain.durations import Durations, Span
from essgui.domain.exchange.request import read_request, write_request
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import RefreshTask
from essgui.domain.run import Deed, Intent, Run, Settlement, folded
from essgui.domain.scaling import GroupId, RegionId, TaskId
from essgui.domain.timeline import Sample, ZoneCount

if TYPE_CHECKING:
    import sqlite3

_MARK = "mark"
"""The mark of a request stands beside the guards of its Start: earlier versions read past it."""


def run_row(scope: str, run: Run, guards: str | None = None) -> tuple[object, ...]:
    """Return the row of a run, in the order in which the archive names the columns.

    `guards` are those that it keeps instead of the run's own.
    """
    task = run.task
    soonest, latest = run.first_forecast or (None, None)
    return (
        scope,
        task.id,
        task.region,
        task.group,
        run.group_name,
        str(task.status),
        task.total,
        task.finished,
        write_request(replace(task.spec, target=folded(task.target))),
        task.started_at.timestamp() if task.started_at else None,
        task.ended_at.timestamp() if task.ended_at else None,
        task.detail,
        run.seen.timestamp(),
        run.ours,
        run.watched,
        run.reason,
        write_request(replace(task.spec, target=folded(run.before))) if run.before is not None else "",
        soonest,
        latest,
        _pace(run.first_durations),
        guards_text(run.guards) if guards is None else guards,
    )


def run_of(row: sqlite3.Row) -> Run | None:
    """Return the run of a row, or None where its request can no longer be read."""
    asked, _ = read_request(row["request"])
    before, _ = read_request(row["before"]) if row["before"] else (None, ())
    if asked is None:
        return None
    status = row["status"]
    task = RefreshTask(
        id=TaskId(row["task"]),
        group=GroupId(row["grp"]),
        region=RegionId(row["region"]),
        status=RefreshStatus(status) if status in set(RefreshStatus) else status,
        total=row["total"],
        finished=row["finished"],
        target=asked.target,
        min_healthy=asked.min_healthy,
        max_healthy=asked.max_healthy,
        skip_matching=asked.skip_matching,
        checkpoints=asked.checkpoints,
        pause_minutes=asked.pause_minutes,
        started_at=_moment(row["started"]),
        ended_at=_moment(row["ended"]),
        detail=row["detail"],
    )
    span = None if row["soonest"] is None or row["latest"] is None else (row["soonest"], row["latest"])
    return Run(
        task,
        row["name"],
        datetime.fromtimestamp(row["seen"], UTC),
        bool(row["ours"]),
        bool(row["watched"]),
        row["reason"],
        before.target if before is not None else None,
        span,
        _durations(row["pace"]),
        guards_of(row["guards"]),
    )


def sample_row(scope: str, task: TaskId, sample: Sample) -> tuple[object, ...]:
    """Return the row of a sample, in the order in which the archive names the columns."""
    zones = [[z.zone, z.new, z.old] for z in sample.zones or ()]
    return (
        scope,
        task,
        sample.at.timestamp(),
        sample.status,
        sample.finished,
        sample.total,
        sample.in_service,
        sample.new,
        "" if sample.zones is None else json.dumps(zones, separators=(",", ":")),
    )


def sample_of(row: sqlite3.Row) -> Sample:
    """Return the sample of a row."""
    return Sample(
        datetime.fromtimestamp(row["at"], UTC),
        row["status"],
        row["finished"],
        row["total"],
        row["serving"],
        row["new"],
        zones=_zones(row["zones"]),
    )


def _zones(text: str) -> tuple[ZoneCount, ...] | None:
    """Return kept counts of zones; None where there are none, or none that can be read any more."""
    try:
        return tuple(ZoneCount(str(zone), int(new), int(old)) for zone, new, old in json.loads(text))
    except (ValueError, TypeError):
        return None


def intent_row(scope: str, intent: Intent) -> tuple[object, ...]:
    """Return the row of an intent, in the order in which the archive names the columns."""
    return (
        scope,
        intent.token,
        intent.deed,
        intent.region,
        intent.group,
        intent.made_at.timestamp(),
        intent.words,
        intent.task,
        intent.reason,
        intent.settlement,
        intent.settled_at.timestamp() if intent.settled_at else None,
        intent.detail,
        _marked(intent),
    )


def intent_of(row: sqlite3.Row) -> Intent:
    """Return the intent of a row."""
    return Intent(
        token=row["token"],
        deed=Deed(row["deed"]),
        region=RegionId(row["region"]),
        group=GroupId(row["grp"]),
        made_at=datetime.fromtimestamp(row["made"], UTC),
        words=row["words"],
        task=TaskId(row["task"]) if row["task"] else None,
        reason=row["reason"],
        settlement=Settlement(row["settlement"]) if row["settlement"] else None,
        settled_at=_moment(row["settled"]),
        detail=row["detail"],
        guards=guards_of(row["guards"]),
        mark=beside_guards(row["guards"], _MARK),
    )


def _pace(durations: Durations | None) -> str:
    return "" if durations is None else json.dumps(asdict(durations))


def _durations(text: str) -> Durations | None:
    """Return kept durations; None where there are none, or none that can be read any more."""
    try:
        kept = json.loads(text) if text else None
        if kept is None:
            return None
        launch, release, schedule = (Span(**kept[part]) for part in ("launch", "release", "schedule"))
        return Durations(launch, release, schedule, kept["source"], kept["learned"])
    except (ValueError, KeyError, TypeError):
        return None


def guards_text(guards: Guards) -> str:
    """Return guards as they are kept: nothing where all are off."""
    return "" if guards == Guards() else json.dumps(asdict(guards))


def guards_of(text: str) -> Guards:
    """Return kept guards; all are off where they cannot be read any more: nothing acts that nobody chose."""
    try:
        if not text:
            return Guards()
        kept = json.loads(text)
        return Guards(kept["suspend_below_floor"] is True, kept["suspend_after"], kept["roll_back_after"])
    except (ValueError, KeyError, TypeError):
        return Guards()


def beside_guards(text: str, name: str) -> str:
    """Return what stands beside kept guards under a name; empty where there is nothing to read."""
    try:
        kept: object = json.loads(text) if text else {}
    except ValueError:
        return ""
    return str(cast("dict[str, object]", kept).get(name, "")) if isinstance(kept, dict) else ""


def _marked(intent: Intent) -> str:
    """Return the guards of an intent as they are kept, with the mark of its request beside them."""
    text = guards_text(intent.guards)
    if not intent.mark:
        return text
    return json.dumps({**(json.loads(text) if text else {}), _MARK: intent.mark})


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
