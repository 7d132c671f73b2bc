"""The event log of a refresh: what was told of it in this session and what the archive holds of before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.select_monitor_words import clock, moment
from essgui.core.state import Remote
from essgui.domain.run import EventKind

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from essgui.core.failure import Failure
    from essgui.core.state import AppState
    from essgui.domain.run import Event
    from essgui.domain.scaling import TaskId

KIND_WORDS: dict[EventKind, tuple[str, str]] = {
    EventKind.STATUS: ("refreshes", "Status"),
    EventKind.BATCH: ("tick", "Batch"),
    EventKind.CHECKPOINT: ("flag", "Checkpoint"),
    EventKind.ACTION: ("user", "Action"),
    EventKind.ACTIVITY: ("log", "Activity"),
    EventKind.SCALING: ("fleet", "Scaling"),
    EventKind.ATTENTION: ("warn", "Attention"),
    EventKind.STUCK: ("stuck", "Stuck"),
    EventKind.CONNECTION: ("link", "Connection"),
}
"""Icon and word of each kind."""


LONGEST_TIP = 600
"""Letters of a detail that a tooltip shows: an activity may name hundreds of instances."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event."""

    key: str
    at: str
    at_tip: str
    at_sort: float
    """Seconds since 1970, and a little more for each that came before at the same time."""
    kind: EventKind
    icon: str
    word: str
    sentence: str
    detail: str
    bad: bool


@dataclass(frozen=True, slots=True)
class EventLog:
    """The events, and how the reading of the earlier ones fares."""

    rows: tuple[EventRow, ...] = ()
    unread: bool = False
    """The archive may hold earlier ones that nobody has asked for yet."""
    loading: bool = False
    failure: Failure | None = None


def events_of(state: AppState, task: TaskId) -> tuple[Event, ...]:
    """Return all events that are known, each once, in the order of their times."""
    told = state.chronicles.get(task, ())
    kept = state.archive.recordings.get(task, Remote()).value
    if kept is None or not kept.events:
        return tuple(sorted(told, key=lambda e: e.at))
    both = {**dict.fromkeys(kept.events), **dict.fromkeys(told)}
    return tuple(sorted(both, key=lambda e: e.at))


def event_log(state: AppState, task: TaskId, zone: tzinfo | None = None) -> EventLog:
    """Return the log of a refresh."""
    known = state.archive.recordings.get(task)
    unread = state.archive.keeping and task in state.archive.runs and known is None
    times: Counter[datetime] = Counter()
    rows: list[EventRow] = []
    for event in events_of(state, task):
        times[event.at] += 1
        icon, word = KIND_WORDS[event.kind]
        key = f"{event.at.isoformat()}#{times[event.at]}"
        rows.append(
            EventRow(
                key,
                clock(event.at, state.now.at, zone) + event.at.astimezone(zone).strftime(":%S"),
                moment(event.at, zone),
                event.at.timestamp() + times[event.at] * 1e-6,
                event.kind,
                icon,
                word,
                event.sentence,
                event.detail,
                event.bad,
            )
        )
    remote = known or Remote()
    return EventLog(tuple(rows), unread, remote.loading, remote.failure)
