"""What a monitor knew at a moment is found again in a recording, or counts as not known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.replay_then import pauses_then
from essgui.core.state import Pause, Remote
from essgui.domain.course import cut_off
from essgui.domain.durations import durations_of
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import MOST_OF_GROUP
from essgui.domain.run import Event, EventKind
from essgui.domain.scaling import ActivityId, TaskId
from essgui.domain.timeline import Sample
from tests.support.replays import Watching, moments, then
from tests.support.states import NOW, later

S = RefreshStatus


@pytest.fixture(scope="module")
def watching() -> Watching:
    live = Watching()
    live.until(S.SUCCESSFUL)
    return live


def test_while_no_answer_comes_the_end_stays_that_of_the_last_one() -> None:
    live = Watching()
    while len(live.shown) < 30:
        live.look()
    lost = [live.miss(40) for _ in range(5)]
    live.until(S.SUCCESSFUL)
    state = live.archived()
    for shown in lost:
        mine, drawn = then(state, live.task.id, shown)
        assert mine == drawn
        assert mine.ahead is not None
    assert lost[-1].drawing.gaps


def test_without_the_past_of_the_group_the_durations_that_were_kept_stand_for_it(watching: Watching) -> None:
    known = durations_of(watching.past)
    kept = watching.archived(past=False, durations=known)
    for shown in moments(watching):
        mine, live = then(kept, watching.task.id, shown)
        assert mine == live
        mine, _live = then(watching.archived(past=False), watching.task.id, shown)
        assert (mine.ahead, mine.first) == (None, ()), "no end is better than a wrong one"


def test_a_list_of_the_past_that_is_full_has_lost_its_end_since() -> None:
    live = Watching()
    live.past = tuple(
        replace(one, id=ActivityId(f"{one.id}-{n}")) for n in range(MOST_OF_GROUP) for one in live.past[:1]
    )
    live.until(S.CHECKPOINT_PAUSE)
    assert then(live.archived(), live.task.id, live.shown[9])[0].ahead is None
    mine, drawn = then(live.state, live.task.id, live.shown[-1])
    assert mine == drawn, "nothing has come since"
    assert drawn.ahead is not None


def test_where_the_recording_breaks_off_a_batch_may_be_under_way_that_it_does_not_tell() -> None:
    live = Watching()
    waits = live.until(S.CHECKPOINT_PAUSE)
    live.until(S.IN_PROGRESS)
    live.look(20)
    broken = live.shown[-1]
    state = live.archived()
    for shown, known in ((live.shown[20], True), (waits, True), (broken, False)):
        mine, drawn = then(state, live.task.id, shown)
        assert drawn.ahead is not None
        assert mine.ahead == (drawn.ahead if known else None)


@pytest.mark.parametrize(
    "event",
    [
        Event(NOW.at, EventKind.ACTIVITY, "An activity failed.", "NoStock", bad=True),
        Event(
            NOW.at,
            EventKind.ACTIVITY,
            "Sold out, asa-x.",
            "asa-x · Failed · took 0 s · error NoStock",
            bad=True,
        ),
        cut_off(NOW.at, 2000, 5),
    ],
)
def test_where_not_all_activities_are_told_no_end_is_foretold(watching: Watching, event: Event) -> None:
    state, task = watching.archived(), watching.task.id
    read = state.archive.recordings[task].value
    assert read is not None
    told = {task: Remote(replace(read, events=(event, *read.events)), NOW)}
    state = replace(state, archive=replace(state.archive, recordings=told))
    assert all(then(state, task, shown)[0].ahead is None for shown in moments(watching))


def test_some_are_new_and_no_activity_is_told_so_they_could_not_be_read(watching: Watching) -> None:
    state, task = watching.archived(), watching.task.id
    read = state.archive.recordings[task].value
    assert read is not None
    told = tuple(e for e in read.events if e.kind is not EventKind.ACTIVITY)
    remote = Remote(replace(read, events=told), NOW)
    state = replace(state, archive=replace(state.archive, recordings={task: remote}))
    drawn = [then(state, task, shown) for shown in moments(watching) if shown.task.finished]
    assert not any(mine.ahead for mine, _live in drawn)
    assert any(live.ahead for _mine, live in drawn)


def test_activities_of_a_monitor_that_are_not_all_read_foretell_nothing(watching: Watching) -> None:
    monitor = replace(watching.state.monitors[watching.task.id], unread=1)
    state = replace(watching.state, monitors={watching.task.id: monitor})
    assert not any(then(state, watching.task.id, shown)[0].ahead for shown in moments(watching))


@pytest.mark.parametrize(
    ("looks", "pause"),
    [
        (((0, 5, False), (5, 5, True)), Pause(later(5).at, exact=True)),
        (((0, 5, False), (200, 5, True)), Pause(later(200).at, exact=False)),
        (((0, 5, True),), Pause(NOW.at, exact=False)),
        (((0, 5, True), (5, 9, True)), Pause(NOW.at, exact=False)),
        (((0, 5, True), (200, 5, True)), Pause(NOW.at, exact=False)),
        (((0, 5, True), (200, 9, True)), Pause(later(200).at, exact=False)),
        (((0, 5, True), (5, 5, False)), None),
    ],
)
def test_a_pause_begins_as_a_monitor_notes_it(
    looks: tuple[tuple[float, int, bool], ...], pause: Pause | None
) -> None:
    samples = [
        Sample(later(at).at, S.CHECKPOINT_PAUSE if waits else S.IN_PROGRESS, finished, 20)
        for at, finished, waits in looks
    ]
    found = pauses_then(TaskId("ir-1"), samples, (), (), 1.0)
    assert found.running == pause


def test_a_pause_that_began_while_nobody_looked_is_shown_as_the_monitor_showed_it() -> None:
    live = Watching()
    while len(live.shown) < 20:
        live.look()
    live.look(700)
    live.look()
    first = len(live.shown) - 2
    assert live.shown[first].task.status is S.CHECKPOINT_PAUSE
    assert live.state.pauses[live.task.id].exact is False
    live.until(S.SUCCESSFUL)
    state = live.archived()
    for n in (first - 1, first, first + 1, first + 99, (first + len(live.shown)) // 2, -2, -1):
        mine, drawn = then(state, live.task.id, live.shown[n])
        assert mine == drawn, (n, live.shown[n].task.status, live.shown[n].task.finished)


def test_where_watching_began_late_the_pause_is_as_it_was_and_no_end_is_foretold() -> None:
    live = Watching(joined=1500)
    live.until(S.SUCCESSFUL)
    state = live.archived()
    assert live.shown[0].drawing.marks[-1].until is not None
    for shown in (live.shown[0], live.shown[9], live.shown[-1]):
        mine, drawn = then(state, live.task.id, shown)
        assert (mine.marks, mine.ahead) == (drawn.marks, None)
