from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

from essgui.core.select_event_log import KIND_WORDS, event_log, events_of
from essgui.core.state import Archive, Remote
from essgui.domain.run import Event, EventKind, Recording, Run
from tests.support.playbook import OFFLINE
from tests.ui.monitor import scenes

BEIJING = timezone(timedelta(hours=8))
TOLD = scenes.told().chronicles[scenes.TASK]


def archived(**changes):
    state = scenes.told()
    run = Run(state.tasks[scenes.TASK], "checkout", scenes.NOW.at)
    return replace(state, archive=replace(Archive(keeping=True, runs={scenes.TASK: run}), **changes))


def test_each_event_is_a_row_with_its_time_and_its_reason():
    rows = event_log(scenes.told(), scenes.TASK, BEIJING).rows
    assert [row.at for row in rows[:2]] == ["13:40:00", "13:40:09"]
    assert rows[4].detail == "Reason: ticket OPS-7"
    assert [row.bad for row in rows] == [False] * 5 + [True]
    assert set(KIND_WORDS) == set(EventKind)


def test_the_archive_adds_what_was_before_and_nothing_twice():
    earlier = Event(scenes.START - timedelta(minutes=1), EventKind.STATUS, "Accepted by ESS.")
    kept = Remote(Recording(events=(earlier, *TOLD[:3])), scenes.NOW)
    state = archived(recordings={scenes.TASK: kept})
    assert events_of(state, scenes.TASK) == (earlier, *TOLD)
    assert not event_log(state, scenes.TASK).unread
    assert event_log(archived(), scenes.TASK).unread
    failing = Remote(failure=OFFLINE)
    assert event_log(archived(recordings={scenes.TASK: failing}), scenes.TASK).failure is OFFLINE


def test_rows_keep_their_keys_while_events_are_added():
    at = scenes.NOW.at
    twin = Event(at, EventKind.BATCH, "Same moment.")
    before = event_log(scenes.told(), scenes.TASK).rows
    state = replace(scenes.told(), chronicles={scenes.TASK: (*TOLD, twin, replace(twin, sentence="Other."))})
    after = event_log(state, scenes.TASK).rows
    assert after[: len(before)] == before
    assert len({row.key for row in after}) == len(after)
