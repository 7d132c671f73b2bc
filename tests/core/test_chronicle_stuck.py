"""Stuck instances are told by their ids, each once, also after a restart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from essgui.core import messages as m
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Event, EventKind, Recording, Run, Shelf
from essgui.domain.scaling import ActivityError, Instance, InstanceId
from tests.support.playbook import Playbook
from tests.support.situations import activity, new
from tests.support.states import NOW, OTHER, later, make_group, make_instances, make_state, make_task

S = RefreshStatus
WEB = make_group()
TASK = make_task(WEB, S.IN_PROGRESS, finished=2)
OLD = make_instances(10)
UNWELL = ActivityError("UnhealthyInstance", "The health check failed.", (InstanceId("i-ill"),))


def ill(*numbers: int) -> tuple[Instance, ...]:
    """Return new instances that are unhealthy."""
    made = NOW.at - timedelta(minutes=5)
    return tuple(
        replace(OLD[0], id=InstanceId(f"i-new{n}"), created_at=made, configuration=OTHER, health="Unhealthy")
        for n in numbers
    )


def playbook(shelf: Shelf | None = None) -> Playbook:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.ShelfRead(shelf or Shelf()), m.MonitorOpened(TASK.id))
    return play


def told(play: Playbook) -> list[tuple[str, str, bool]]:
    events = play.state.chronicles[TASK.id]
    return [(e.sentence, e.detail, e.bad) for e in events if e.kind is EventKind.STUCK]


def look(play: Playbook, *numbers: int) -> None:
    play.after(5).take(m.InstancesLoaded(WEB.id, (*OLD, *ill(*numbers))))


def test_each_is_named_once_and_graver_ones_are_bad() -> None:
    play = playbook()
    look(play, 1)
    look(play, 1)
    look(play, 1, 3, 2)
    look(play)
    look(play, 2)
    assert told(play) == [
        ("1 instance stuck: new and unhealthy.", "i-new1", False),
        ("2 instances stuck: new and unhealthy.", "i-new2 i-new3", True),
    ]
    assert set(play.state.stuck[TASK.id]) == {"i-new2"}


def test_those_that_an_earlier_session_named_are_not_named_again() -> None:
    kept = Event(NOW.at, EventKind.STUCK, "1 instance stuck: new and unhealthy.", "i-new1")
    run = Run(TASK, WEB.name, NOW.at, watched=True)
    play = playbook(Shelf((run,), ((TASK.id, Recording((), (kept,))),)))
    look(play, 1, 2)
    assert [detail for _, detail, _ in told(play)] == ["i-new1", "i-new2"]


def test_ill_ones_that_are_gone_and_replaced_are_no_longer_said_to_need_attention() -> None:
    play = playbook()
    removal = activity(1, status="Failed", created=(), errors=(UNWELL,), started_at=NOW.at)
    play.after(5).take(m.InstancesLoaded(WEB.id, OLD), m.ActivitiesLoaded(TASK.id, (removal,)))
    assert set(play.state.stuck[TASK.id]) == set(UNWELL.instances)
    other = new(9, created_at=later(10).at)
    play.after(60).take(m.InstancesLoaded(WEB.id, (*OLD, other)))
    assert play.state.stuck[TASK.id]
    play.after(600).take(m.InstancesLoaded(WEB.id, (*OLD, other)))
    assert play.state.stuck[TASK.id] == {}
    assert play.state.attention[TASK.id] == {}
    assert [e.sentence for e in play.state.chronicles[TASK.id] if e.kind is EventKind.ATTENTION] == [
        "Needs attention: unhealthy new instances.",
        "No longer: unhealthy new instances.",
    ]


def test_a_refresh_that_is_over_has_none_stuck() -> None:
    play = playbook()
    over = replace(TASK, status=S.FAILED, ended_at=NOW.at)
    play.after(5).take(m.PollDue(WEB.region), m.PollSucceeded(WEB.region, 1, (TASK.id,), (over,)))
    look(play, 1)
    assert told(play) == []
