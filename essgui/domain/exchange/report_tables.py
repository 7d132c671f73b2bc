"""The tables of the history as CSV: the list of refreshes, and the activities and instances of one.

Times are UTC in the form of ISO 8601, lengths of time are seconds in columns that say so; an empty cell is
not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.exchange.report import seconds_of, stamp, table_csv
from essgui.domain.spent import Certainty
from essgui.domain.told_activity import fates, told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.run import Event, Run
    from essgui.domain.spent import Spent

_RUNS = (
    "refresh",
    "group",
    "region",
    "status",
    "started_utc",
    "ended_utc",
    "finished",
    "total",
    "duration_seconds",
    "working_seconds",
    "waiting_seconds",
    "not_recorded_seconds",
    "working_and_waiting_are",
    "target",
    "min_healthy_percent",
    "max_healthy_percent",
    "checkpoints_percent",
    "pause_minutes",
    "started_here",
    "reason",
)
_ACTIVITIES = (
    "activity",
    "outcome",
    "ended_utc",
    "duration_seconds",
    "what",
    "created",
    "released",
    "errors",
)
_INSTANCES = (
    "instance",
    "what",
    "created_utc",
    "created_by",
    "released_utc",
    "released_by",
    "failed_in",
    "error",
)


def runs_table(rows: Iterable[tuple[Run, Spent | None, str]]) -> str:
    """Return runs as CSV, each with how its time was spent and its target in words."""
    return table_csv(_RUNS, (_run(*row) for row in rows))


def activities_csv(events: Iterable[Event]) -> str:
    """Return the activities that events tell of as CSV."""
    return table_csv(
        _ACTIVITIES,
        (
            (
                one.id,
                one.outcome,
                stamp(one.at),
                one.seconds,
                one.sentence,
                " ".join(one.created),
                " ".join(one.released),
                "; ".join(words for words, _ in one.errors),
            )
            for one in told(events)
        ),
    )


def instances_csv(events: Iterable[Event]) -> str:
    """Return what the activities did with each instance as CSV, the failed ones first."""
    return table_csv(
        _INSTANCES,
        (
            (
                fate.id,
                fate.words,
                _at(fate.created.at if fate.created else None),
                fate.created.id if fate.created else None,
                _at(fate.released.at if fate.released else None),
                fate.released.id if fate.released else None,
                fate.failed.id if fate.failed else None,
                fate.error,
            )
            for fate in fates(told(events))
        ),
    )


def _run(run: Run, spent: Spent | None, target: str) -> tuple[object, ...]:
    task = run.task
    return (
        task.id,
        run.group_name,
        task.region,
        str(task.status),
        _at(task.started_at),
        _at(task.ended_at),
        task.finished,
        task.total if task.total > 0 else None,
        *(None if seconds is None else round(seconds) for seconds in seconds_of(spent)),
        spent.certainty.value if spent and spent.certainty is not Certainty.UNREAD else None,
        target,
        task.min_healthy,
        task.max_healthy,
        " ".join(str(p) for p in task.checkpoints),
        task.pause_minutes if task.checkpoints else None,
        "yes" if run.ours else "no",
        run.reason,
    )


def _at(at: datetime | None) -> str | None:
    return stamp(at) if at is not None else None
