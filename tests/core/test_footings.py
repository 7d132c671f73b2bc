"""The floor moves with the size that others give the group, and what is judged by it is fresh."""

from __future__ import annotations

from dataclasses import replace

from essgui.core import messages as m
from essgui.core.effects import Act, ReadGroup
from essgui.core.situations import items_of
from essgui.domain.footing import Footing
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshAction
from essgui.domain.questions import PastActivities
from essgui.domain.scaling import Activity, ActivityId
from essgui.domain.situation import Kind
from tests.support.playbook import DENIED, OFFLINE, REFUSED
from tests.support.states import HANGZHOU, make_instances
from tests.support.watching import TASK, WEB, Watched, size

A = RefreshAction


FLOOR = Guards(suspend_below_floor=True)


def test_a_surge_of_a_group_without_a_desired_capacity_does_not_lift_its_floor() -> None:
    play = Watched(FLOOR, min_healthy=100, max_healthy=120)
    for serving in (10, 12, 10, 10, 10):
        play.group = size(None, serving, serving)
        play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
        assert play.look(serving) == []
        assert items_of(play.state, TASK.id) == ()


def test_without_a_desired_capacity_a_loss_does_not_lower_the_floor() -> None:
    play = Watched(FLOOR)
    play.group = size(None, 10, 10)
    play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
    play.look(10)
    play.group = size(None, 10, 4)
    play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
    assert play.look(4) == []
    (act,) = play.look(4)
    assert act.reason == "Guard: 4 instances in service, below the floor of 8, at 2 looks in a row."
    assert [item.kind for item in items_of(play.state, TASK.id)] == [Kind.FLOOR]


def test_without_a_desired_capacity_what_others_release_lowers_the_floor() -> None:
    play = Watched(FLOOR)
    play.group = size(None, 10, 10)
    play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
    play.look(10)
    gone = Activity(
        ActivityId("asa-in"),
        "InProgress",
        cause="An alarm task.",
        description="Remove",
        started_at=play.moment.at,
    )
    play.take(m.Answered(PastActivities(HANGZHOU, WEB.id), (gone,)))
    play.group = size(None, 5, 5)
    assert [play.look(5) for _ in range(3)] == [[], [], []], "how many it takes is not known yet"
    ids = tuple(i.id for i in make_instances(5))
    done = replace(gone, status="Successful", ended_at=play.moment.at, destroyed=ids)
    play.take(m.Answered(PastActivities(HANGZHOU, WEB.id), (done,)))
    assert [play.look(5) for _ in range(3)] == [[], [], []]
    assert play.look(3) == []
    assert len(play.look(3)) == 1, "below the floor of the five that are left"


def test_a_scale_out_is_no_loss_and_a_loss_during_it_is_one() -> None:
    play = Watched(FLOOR)
    play.look(10)
    play.group = size(20, 20, 10)
    play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
    assert [play.look(serving) for serving in (10, 9, 8, 12)] == [[], [], [], []]
    assert items_of(play.state, TASK.id) == ()
    assert play.look(7) == []
    (act,) = play.look(7)
    assert "7 instances in service, below the floor of 8" in act.reason


def test_once_it_has_grown_the_floor_of_the_new_size_counts() -> None:
    play = Watched(FLOOR)
    play.look(10)
    play.group = size(20, 20, 10)
    play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
    play.look(16)
    assert play.look(15) == []
    (act,) = play.look(15)
    assert "below the floor of 16" in act.reason


def test_a_scale_in_that_the_group_was_not_read_since_is_no_loss() -> None:
    play = Watched(FLOOR)
    play.look(10)
    play.group = size(5, 5, 5)
    for _ in range(3):
        assert play.look(5) == []
        assert items_of(play.state, TASK.id) == ()
    assert play.look(3) == []
    assert len(play.look(3)) == 1


def test_between_the_look_and_the_read_of_the_group_nothing_is_claimed() -> None:
    play = Watched(FLOOR)
    play.look(10)
    play.after(5).take(m.InstancesLoaded(WEB.id, make_instances(5)))
    assert items_of(play.state, TASK.id) == ()
    assert play.asked(ReadGroup) == [ReadGroup(HANGZHOU, WEB.id)]
    play.take(m.GroupLoaded(WEB))
    assert [item.kind for item in items_of(play.state, TASK.id)] == [Kind.FLOOR]
    play.after(5).take(m.InstancesLoaded(WEB.id, make_instances(5)))
    assert [item.kind for item in items_of(play.state, TASK.id)] == [Kind.FLOOR], "it does not come and go"


def test_an_action_that_was_in_flight_does_not_make_old_facts_evidence() -> None:
    play = Watched(FLOOR)
    play.look(10)
    play.take(m.ActionRequested(TASK.id, A.CANCEL))
    assert play.look(7) + play.look(7) == []
    play.take(m.ActionFailed(TASK.id, A.CANCEL, REFUSED))
    play.after(5).take(m.InstancesLoaded(WEB.id, make_instances(5)))
    play.task = replace(play.task, finished=5)
    assert play.poll() == []
    play.take(m.GroupLoaded(size(5, 5, 5)))
    assert play.asked(Act) == [], "it was scaled in meanwhile"


def test_where_the_group_cannot_be_read_a_loss_is_acted_on_by_what_was_known() -> None:
    play = Watched(FLOOR)
    play.look(10)
    acts: list[Act] = []
    for _ in range(20):
        play.after(5).take(m.InstancesLoaded(WEB.id, make_instances(4)))
        acts += play.asked(Act)
        if play.asked(ReadGroup):
            play.take(m.GroupFailed(WEB.id, OFFLINE))
            acts += play.asked(Act)
    assert [act.action for act in acts] == [A.SUSPEND]


def test_a_group_that_may_not_be_read_again_keeps_the_floor_that_it_had() -> None:
    play = Watched(FLOOR)
    play.look(10)
    play.take(m.GroupFailed(WEB.id, DENIED))
    assert play.look(4) == []
    assert len(play.look(4)) == 1


def test_a_fleet_that_is_lost_altogether_is_seen() -> None:
    play = Watched(FLOOR)
    play.look(10)
    play.group = size(10, 0, 0)
    assert play.look(0) == []
    (act,) = play.look(0)
    assert act.reason.startswith("Guard: 0 instances in service")


def test_a_group_that_was_growing_before_the_first_look_is_left_to_grow() -> None:
    play = Watched(FLOOR)
    play.group = size(20, 20, 10)
    play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
    out = Activity(
        ActivityId("asa-out"),
        "InProgress",
        cause="An alarm task.",
        description="Add",
        started_at=play.moment.at,
    )
    play.take(m.Answered(PastActivities(HANGZHOU, WEB.id), (out,)))
    play.state = replace(play.state, monitors={TASK.id: replace(play.monitor, footing=Footing())})
    assert [play.look(10) for _ in range(3)] == [[], [], []]
    ended = replace(out, status="Failed", ended_at=play.moment.at)
    play.take(m.Answered(PastActivities(HANGZHOU, WEB.id), (ended,)))
    assert play.look(10) + play.look(10) != []


def test_what_others_released_is_no_loss_for_a_monitor_that_opens_again() -> None:
    play = Watched(FLOOR, min_healthy=50)
    play.group = size(None, 10, 10)
    play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
    play.look(10)
    ids = [i.id for i in make_instances(6)]
    done = Activity(
        ActivityId("asa-in"),
        "Successful",
        cause="An alarm task.",
        description="Remove",
        started_at=play.moment.at,
        ended_at=play.moment.at,
        destroyed=tuple(ids[:5]),
    )
    play.after(10).take(m.Answered(PastActivities(HANGZHOU, WEB.id), (done,)))
    play.group = size(None, 5, 5)
    assert play.look(5) + play.look(5) == []
    for _ in range(2):
        play.after(30).take(m.MonitorClosed(TASK.id))
        play.after(30).take(m.GuardsRestored(TASK.id, FLOOR), m.ActivitiesLoaded(TASK.id, ()))
        play.take(m.Answered(PastActivities(HANGZHOU, WEB.id), (done,)))
        assert [play.look(serving) for serving in (5, 5, 3, 3)] == [[], [], [], []]
        assert Kind.FLOOR not in [item.kind for item in items_of(play.state, TASK.id)]
    play.take(m.MonitorClosed(TASK.id))
    one = replace(done, id=ActivityId("asa-one"), started_at=play.moment.at, destroyed=(ids[5],))
    play.after(30).take(m.GuardsRestored(TASK.id, FLOOR), m.ActivitiesLoaded(TASK.id, ()))
    play.take(m.Answered(PastActivities(HANGZHOU, WEB.id), (done, one)))
    play.group = size(None, 4, 4)
    assert play.look(2) + play.look(2) == [], "the floor of four is two"
    assert play.look(1) == []
    assert len(play.look(1)) == 1


def test_two_looks_that_come_together_are_no_two_in_a_row() -> None:
    play = Watched(FLOOR)
    play.look(10)
    for _ in range(4):
        play.after(0.3).take(m.InstancesLoaded(WEB.id, make_instances(4)), m.GroupLoaded(WEB))
        assert play.asked(Act) == []
    assert [item.kind for item in items_of(play.state, TASK.id)] == [Kind.FLOOR]
    (act,) = play.look(4)
    assert act.reason.endswith("at 2 looks in a row.")
