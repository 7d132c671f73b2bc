"""An open monitor remembers when waits began, where was service, what was extended, and who acted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.core import messages as m
from essgui.core.state import Page
from essgui.core.witness import OURS_FOR
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.questions import HookWaits, PastActivities
from essgui.domain.remedies import EndHookWait, ExtendHookWait
from essgui.domain.run import Recording, Run, Shelf
from essgui.domain.scaling import Activity, ActivityId
from essgui.domain.surroundings import HookWait
from tests.support.playbook import Playbook
from tests.support.states import HANGZHOU, NOW, later, make_group, make_instances, make_state, make_task

S = RefreshStatus
A = RefreshAction
WEB = make_group()
TASK = make_task(WEB)
ALL = make_instances(3)
HELD = replace(ALL[0], state="Pending:Wait")


def opened(status: S = S.IN_PROGRESS) -> Playbook:
    play = Playbook(make_state([WEB], [replace(TASK, status=status)]))
    play.take(m.MonitorOpened(TASK.id))
    return play


def became(play: Playbook, status: S | str, after: float = 5) -> None:
    play.after(after).take(m.PollDue(HANGZHOU))
    number = play.state.polls[HANGZHOU].sent
    play.take(m.PollSucceeded(HANGZHOU, number, (TASK.id,), (replace(TASK, status=status),)))


def test_a_wait_that_was_there_at_the_first_look_began_nobody_knows_when() -> None:
    play = opened()
    play.after(1).take(m.InstancesLoaded(WEB.id, (HELD, *ALL[1:])))
    assert play.state.monitors[TASK.id].held == {HELD.id: None}
    play.after(5).take(m.InstancesLoaded(WEB.id, (HELD, *ALL[1:])))
    assert play.state.monitors[TASK.id].held == {HELD.id: None}
    assert play.state.monitors[TASK.id].held_at_least == {HELD.id: later(1).at}
    another = replace(ALL[1], state="Pending:Wait")
    play.after(5).take(m.InstancesLoaded(WEB.id, (HELD, another, ALL[2])))
    assert play.state.monitors[TASK.id].held_at_least == {HELD.id: later(1).at}, "the first sight stays"
    play.after(5).take(m.InstancesLoaded(WEB.id, ALL))
    assert play.state.monitors[TASK.id].held_at_least == {}


def test_a_wait_that_begins_under_our_eyes_began_at_the_look_before() -> None:
    play = opened()
    play.after(1).take(m.InstancesLoaded(WEB.id, ALL))
    play.after(5).take(m.InstancesLoaded(WEB.id, (HELD, *ALL[1:])))
    play.after(60).take(m.InstancesLoaded(WEB.id, (HELD, *ALL[1:])))
    assert play.state.monitors[TASK.id].held == {HELD.id: later(1).at}
    assert play.state.monitors[TASK.id].held_at_least == {}
    play.after(5).take(m.InstancesLoaded(WEB.id, ALL))
    assert play.state.monitors[TASK.id].held == {}


def test_zones_that_had_service_stay_known() -> None:
    play = opened()
    play.after(1).take(m.InstancesLoaded(WEB.id, ALL))
    only_h = tuple(i for i in ALL if i.zone.endswith("h"))
    play.after(5).take(m.InstancesLoaded(WEB.id, only_h))
    assert play.state.monitors[TASK.id].zones == {"cn-hangzhou-h", "cn-hangzhou-j"}


def test_an_extension_from_here_that_was_accepted_moves_the_end() -> None:
    play = opened()
    longer = ExtendHookWait(HANGZHOU, WEB.id, "ash-1", "TOKEN", 600)
    play.after(1).take(m.RemedyRequested(longer))
    assert play.state.monitors[TASK.id].extended == {}
    play.after(2).take(m.RemedyAccepted(longer))
    assert play.state.monitors[TASK.id].extended == {"TOKEN": later(3).at + timedelta(seconds=600)}
    play.take(m.RemedyAccepted(EndHookWait(HANGZHOU, WEB.id, "ash-1", "OTHER", go_on=True)))
    assert set(play.state.monitors[TASK.id].extended) == {"TOKEN"}


@pytest.mark.parametrize(
    ("before", "after", "foreign"),
    [
        (S.IN_PROGRESS, S.PAUSED, True),
        (S.PAUSED, S.IN_PROGRESS, True),
        (S.IN_PROGRESS, S.CANCELLING, True),
        (S.IN_PROGRESS, S.CANCELLED, True),
        (S.IN_PROGRESS, S.ROLLBACK_IN_PROGRESS, True),
        (S.CANCELLING, S.CANCELLED, False),
        (S.PENDING, S.IN_PROGRESS, False),
        (S.IN_PROGRESS, S.CHECKPOINT_PAUSE, False),
        (S.CHECKPOINT_PAUSE, S.IN_PROGRESS, False),
        (S.IN_PROGRESS, S.FAILED, False),
        (S.IN_PROGRESS, "Frozen", False),
    ],
)
def test_which_changes_only_somebody_can_have_made(before: S, after: S | str, foreign: bool) -> None:
    play = opened(before)
    became(play, after)
    assert play.state.monitors[TASK.id].foreign_act == ((after, later(5).at) if foreign else None)


def test_what_was_asked_for_from_here_is_ours_for_a_while() -> None:
    play = opened()
    play.take(m.ActionRequested(TASK.id, A.SUSPEND), m.ActionAccepted(TASK.id, A.SUSPEND))
    became(play, S.PAUSED)
    assert play.state.monitors[TASK.id].foreign_act is None
    became(play, S.IN_PROGRESS, OURS_FOR)
    monitor = play.state.monitors[TASK.id]
    assert monitor.foreign_act is not None, "it was resumed by somebody else"
    assert monitor.last_act == (A.SUSPEND, NOW.at)
    became(play, S.PAUSED, OURS_FOR)
    assert play.state.monitors[TASK.id].foreign_act == (S.PAUSED, play.moment.at)


def test_the_first_status_after_a_silence_may_be_what_was_asked_before_it() -> None:
    for seen_between in (False, True):
        play = opened()
        became(play, S.IN_PROGRESS)
        play.take(m.ActionRequested(TASK.id, A.SUSPEND), m.ActionAccepted(TASK.id, A.SUSPEND))
        if seen_between:
            became(play, S.IN_PROGRESS)
        became(play, S.PAUSED, 2 * OURS_FOR)
        assert (play.state.monitors[TASK.id].foreign_act is not None) == seen_between


@pytest.mark.parametrize("status", [S.PAUSED, S.CANCELLING, S.ROLLBACK_IN_PROGRESS])
def test_what_changed_while_the_program_was_away_is_nobodys_act_now(status: S) -> None:
    run = Run(TASK, WEB.name, later(-3600).at, watched=True)
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(Shelf((run,), ((TASK.id, Recording()),))))
    became(play, status)
    assert play.state.monitors[TASK.id].foreign_act is None, "perhaps it was we, before"
    became(play, S.IN_PROGRESS)
    became(play, S.PAUSED)
    assert play.state.monitors[TASK.id].foreign_act == (S.PAUSED, later(15).at)


def test_a_poll_without_a_look_does_not_move_the_begin_of_a_wait() -> None:
    play = opened()
    play.after(1).take(m.ActivitiesLoaded(TASK.id, ()), m.InstancesLoaded(WEB.id, ALL))
    play.take(m.PageChosen(Page.FLEET))
    became(play, S.IN_PROGRESS, 20)
    last = play.state.monitors[TASK.id].timeline.last
    assert last is not None
    assert (last.at, last.in_service) == (later(21).at, None)
    play.after(5).take(m.InstancesLoaded(WEB.id, (HELD, *ALL[1:])))
    assert play.state.monitors[TASK.id].held == {HELD.id: later(1).at}


def made(begun: float, **changes: object) -> Activity:
    activity = Activity(ActivityId("asa-1"), "InProgress", started_at=later(begun).at, task=TASK.id)
    return replace(activity, **changes)


@pytest.mark.parametrize(("begun", "since"), [(200, 200), (-50, 1), (900, 301)])
def test_a_wait_begins_no_sooner_than_the_activity_that_its_instance_belongs_to(
    begun: float, since: float
) -> None:
    play = opened()
    play.after(1).take(m.InstancesLoaded(WEB.id, ALL))
    new = replace(HELD, activity=ActivityId("asa-1"))
    newer = made(250, id=ActivityId("asa-2"))
    play.after(300).take(m.ActivitiesLoaded(TASK.id, (newer, made(begun))))
    play.take(m.InstancesLoaded(WEB.id, (new, *ALL[1:])))
    assert play.state.monitors[TASK.id].held == {HELD.id: later(since).at}


def test_an_activity_that_is_read_after_the_look_counts_at_the_next_one() -> None:
    play = opened()
    play.after(1).take(m.ActivitiesLoaded(TASK.id, ()), m.InstancesLoaded(WEB.id, ALL))
    new = (replace(HELD, activity=ActivityId("asa-1")), *ALL[1:])
    play.after(300).take(m.InstancesLoaded(WEB.id, new))
    assert play.state.monitors[TASK.id].held == {HELD.id: later(1).at}
    scaling = made(200, task=None)
    play.after(5).take(
        m.Answered(PastActivities(HANGZHOU, WEB.id), (scaling,)), m.InstancesLoaded(WEB.id, new)
    )
    assert play.state.monitors[TASK.id].held == {HELD.id: later(200).at}, "also where it is somebody else's"


def test_on_the_way_out_it_is_the_activity_that_releases_and_not_the_one_that_made_it() -> None:
    play = opened()
    play.after(1).take(m.InstancesLoaded(WEB.id, ALL))
    leaving = (replace(HELD, state="Removing:Wait", activity=ActivityId("asa-2")), *ALL[1:])
    activities = (made(200), made(250, id=ActivityId("asa-2")))
    play.after(300).take(m.ActivitiesLoaded(TASK.id, activities), m.InstancesLoaded(WEB.id, leaving))
    assert play.state.monitors[TASK.id].held == {HELD.id: later(1).at}
    question = HookWaits(HANGZHOU, WEB.id, ActivityId("asa-1"))
    wait = HookWait("ash-1", "TOKEN", "Pending", (HELD.id,))
    play.take(m.Answered(question, (wait,)), m.InstancesLoaded(WEB.id, leaving))
    assert play.state.monitors[TASK.id].held == {HELD.id: later(200).at}


def test_a_begin_that_nobody_saw_stays_unknown_whatever_the_activity_says() -> None:
    play = opened()
    new = replace(HELD, activity=ActivityId("asa-1"))
    play.after(1).take(m.ActivitiesLoaded(TASK.id, (made(-50),)), m.InstancesLoaded(WEB.id, (new, *ALL[1:])))
    play.after(5).take(m.InstancesLoaded(WEB.id, (new, *ALL[1:])))
    assert play.state.monitors[TASK.id].held == {HELD.id: None}
