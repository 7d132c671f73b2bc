"""What a monitor records is what was so then: nothing of today falsifies a refresh that is over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.effects import Keep, ReadRecording
from essgui.core.recorded import MOST_CLOSED
from essgui.core.state import Archive
from essgui.core.tape import tape_of
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Event, EventKind, Recording, Run, Shelf
from essgui.domain.scaling import InstanceId
from essgui.domain.timeline import Sample
from tests.support.playbook import OFFLINE, Playbook
from tests.support.states import (
    HANGZHOU,
    later,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshTask

S = RefreshStatus
WEB = make_group("web")
TASK = make_task(WEB)
OVER = replace(TASK, status=S.SUCCESSFUL, finished=10, ended_at=later(-2 * 86400).at)


def watched() -> Playbook:
    return Playbook(with_monitor(make_state([WEB], [TASK]), TASK))


def seen(play: Playbook) -> list[tuple[str, int | None]]:
    return [(s.status, s.in_service) for s in play.state.monitors[TASK.id].timeline.samples]


def test_what_is_over_when_it_is_opened_gets_no_samples_of_today() -> None:
    play = Playbook(make_state([WEB], [OVER], archive=Archive(keeping=True)))
    play.take(m.MonitorOpened(TASK.id))
    play.after(2).take(m.InstancesLoaded(WEB.id, make_instances(2)))
    play.after(60).take(m.InstancesFailed(WEB.id, OFFLINE), m.InstancesLoaded(WEB.id, make_instances(3)))
    assert play.state.monitors[TASK.id].timeline.samples == ()
    assert all(not held.samples for held in play.state.archive.pending.values())
    play.take(m.KeepDue())
    assert all(not recording.samples for kept in play.asked(Keep) for _, recording in kept.recordings)


@pytest.mark.parametrize(("missed", "told"), [(60, 2), (8 * 3600, None)])
def test_an_end_that_was_missed_is_recorded_when_it_was_and_not_as_the_group_is_now(
    missed: float, told: int | None
) -> None:
    play = watched()
    play.after(5).take(m.InstancesLoaded(WEB.id, make_instances(8)))
    ended = replace(OVER, ended_at=later(60).at)
    play.moment = later(60 + missed)
    play.take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (ended,)))
    play.after(1).take(m.InstancesLoaded(WEB.id, make_instances(2)))
    play.after(1).take(m.InstancesLoaded(WEB.id, make_instances(3)))
    last = play.state.monitors[TASK.id].timeline.samples[-1]
    assert (last.status, last.in_service) == ("Successful", told)
    assert last.at == (later(60).at if told is None else later(60 + missed + 1).at)
    assert seen(play)[-2] == ("InProgress", 8)


def kept_of(play: Playbook) -> list[Sample]:
    """Write what waits, and return its samples."""
    play.take(m.KeepDue())
    return [s for kept in play.asked(Keep) for _, recording in kept.recordings for s in recording.samples]


def test_a_monitor_that_is_closed_and_opened_again_goes_on_where_it_was() -> None:
    play = Playbook(make_state([WEB], [TASK], archive=Archive(keeping=True)))
    play.take(m.MonitorOpened(TASK.id))
    hook = make_instances(1, id=InstanceId("i-held"), state="Pending:Wait")
    for count in (10, 9, 8):
        play.after(5).take(m.InstancesLoaded(WEB.id, (*make_instances(count), *hook)))
    play.take(m.GuardsChosen(TASK.id, Guards(suspend_below_floor=True)))
    written = kept_of(play)
    before = play.state.monitors[TASK.id]
    assert before.held
    play.take(m.MonitorClosed(TASK.id))
    assert TASK.id not in play.state.monitors
    play.after(300).take(m.MonitorOpened(TASK.id))
    monitor = play.state.monitors[TASK.id]
    assert monitor.timeline.samples[:-1] == before.timeline.samples
    assert monitor.timeline.samples[-1].after_gap
    assert (monitor.held, monitor.zones) == (before.held, before.zones)
    assert not monitor.vigil.guards.on, "they are off, as was said"
    assert monitor.activities.value is None
    again = kept_of(play)
    assert not {s.at for s in again} & {s.at for s in written}, "no sample twice"
    assert [s.at for s in again] == [play.moment.at]


def test_what_was_over_when_it_was_closed_comes_back_as_it_was() -> None:
    play = watched()
    play.state = replace(play.state, archive=Archive(keeping=True))
    play.after(5).take(m.InstancesLoaded(WEB.id, make_instances(8)))
    ended = replace(TASK, status=S.SUCCESSFUL, ended_at=later(9).at)
    play.after(5).take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (ended,)))
    play.after(1).take(m.InstancesLoaded(WEB.id, make_instances(10)))
    kept_of(play)
    before = seen(play)
    play.take(m.MonitorClosed(TASK.id))
    play.after(3600).take(m.MonitorOpened(TASK.id), m.InstancesLoaded(WEB.id, make_instances(3)))
    assert seen(play) == before
    assert kept_of(play) == []


def test_only_so_many_closed_monitors_are_kept_the_newest_of_them() -> None:
    groups = [make_group(f"g{n}") for n in range(MOST_CLOSED + 2)]
    tasks = [make_task(group) for group in groups]
    play = Playbook(make_state(groups, tasks))
    for task in tasks:
        play.take(m.MonitorOpened(task.id), m.MonitorClosed(task.id))
    assert tuple(play.state.closed) == tuple(t.id for t in tasks[2:])
    play.take(m.MonitorOpened(tasks[-1].id))
    assert tasks[-1].id not in play.state.closed


EARLIER = tuple(Sample(later(-500 + n * 5).at, "InProgress", n, 10, 10 - n, n) for n in range(4))


def recorded_before(task: RefreshTask) -> Playbook:
    """Begin a session whose archive knows a refresh that was not watched when the last one ended."""
    runs = {task.id: Run(task, "web", later(-500).at)}
    return Playbook(make_state([WEB], [task], archive=Archive(keeping=True, runs=runs)))


@pytest.mark.parametrize("task", [TASK, OVER], ids=["runs", "is over"])
def test_what_an_earlier_session_recorded_comes_back_when_a_monitor_opens(task: RefreshTask) -> None:
    play = recorded_before(task)
    play.take(m.MonitorOpened(task.id))
    assert play.asked(ReadRecording) == [ReadRecording(task.id)]
    opened = play.state.monitors[task.id].timeline.samples
    kept_of(play)
    happened = Event(EARLIER[2].at, EventKind.BATCH, "2 of 10 instances are new.")
    play.after(1).take(m.RecordingRead(task.id, Recording(EARLIER, (happened,))))
    samples = play.state.monitors[task.id].timeline.samples
    assert samples == (*EARLIER, *opened)
    assert [s.after_gap for s in samples] == [False] * 4 + [True] * len(opened)
    assert kept_of(play) == [], "the archive has them"
    assert happened in tape_of(play.state, task.id).events
    play.take(m.RecordingRead(task.id, Recording((*EARLIER, *opened))))
    assert play.state.monitors[task.id].timeline.samples == samples


def test_the_archive_is_not_asked_for_what_is_at_hand() -> None:
    play = recorded_before(TASK)
    play.take(m.MonitorOpened(TASK.id), m.RecordingRead(TASK.id, Recording(EARLIER)))
    play.take(m.MonitorOpened(TASK.id))
    assert not play.asked(ReadRecording)
    play.take(m.MonitorClosed(TASK.id), m.MonitorOpened(TASK.id))
    assert not play.asked(ReadRecording)
    assert len(play.state.monitors[TASK.id].timeline.samples) >= len(EARLIER)
    new = make_task(make_group("api"))
    play.state = replace(play.state, tasks={**play.state.tasks, new.id: new})
    play.take(m.MonitorOpened(new.id))
    assert not play.asked(ReadRecording), "nothing was recorded of it"


def test_what_only_the_archive_told_is_no_look_of_now() -> None:
    play = Playbook(make_state([WEB]))
    watched_then = Run(TASK, "web", later(-500).at, watched=True)
    play.take(m.ShelfRead(Shelf((watched_then,), ((TASK.id, Recording(EARLIER)),))))
    play.after(1).take(m.InstancesLoaded(WEB.id, make_instances(10)))
    assert play.state.monitors[TASK.id].timeline.samples == EARLIER
    waits = replace(TASK, status=S.CHECKPOINT_PAUSE, finished=5)
    play.after(1).take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (waits,)))
    play.after(1).take(m.InstancesLoaded(WEB.id, make_instances(10)))
    assert seen(play)[len(EARLIER) :] == [("CheckpointPause", 10)]
