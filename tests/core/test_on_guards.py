"""Guards act once, as an operator would, and never on what is old, in flight, over or somebody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essgui.core import messages as m
from essgui.core.effects import Act, Keep, Notify
from essgui.core.lookup import guards_of
from essgui.core.state import InFlight, NotificationKind, Remote
from essgui.domain.guards import Guard, Guards
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.refresh import LaunchTemplateTarget, ScalingConfigurationTarget
from essgui.domain.run import EventKind, Run, Shelf
from essgui.domain.run import Recording as Kept
from essgui.domain.scaling import TemplateId
from tests.support.playbook import OFFLINE, REFUSED, UNKNOWN, Playbook
from tests.support.states import (
    HANGZHOU,
    OTHER,
    make_group,
    make_state,
    make_task,
    with_monitor,
)
from tests.support.watching import TASK, WEB, Watched, failures

S = RefreshStatus
A = RefreshAction
ONE = Guards(suspend_after=1)


# Acting


def test_a_failed_activity_suspends_on_the_way_of_an_operator_and_says_why() -> None:
    play = Watched(ONE)
    assert play.poll() == []
    (act,) = play.fail(1)
    why = "Guard: 1 activity has failed, with OperationDenied.NoStock."
    assert act == Act(HANGZHOU, WEB.id, TASK.id, A.SUSPEND, why)
    assert play.monitor.in_flight == InFlight(A.SUSPEND, play.moment, reason=why)
    assert ("Asked ESS to suspend.", f"Reason: {why}") in play.events()
    (notice,) = play.state.notices
    assert (notice.task, notice.text.startswith("web: a guard asked ESS to suspend")) == (TASK.id, True)
    (told,) = [e.notification for e in play.asked(Notify) if "guard" in e.notification.sentence]
    assert told.kind is NotificationKind.STUCK
    assert "OperationDenied.NoStock" in told.sentence
    assert told.next


def test_it_acts_once() -> None:
    play = Watched(ONE)
    play.fail(1)
    assert play.fail(2) == []
    play.take(m.ActionAccepted(TASK.id, A.SUSPEND))
    assert play.poll() == []
    assert play.poll() == []
    assert play.fail(3) == []
    assert play.monitor.vigil.watching == ()


def test_too_few_in_service_at_two_looks_suspend() -> None:
    play = Watched(Guards(suspend_below_floor=True))
    assert play.look(7) == []
    (act,) = play.look(7)
    assert act.action is A.SUSPEND
    assert act.reason == "Guard: 7 instances in service, below the floor of 8, at 2 looks in a row."


def test_a_flicker_an_unread_list_and_an_empty_one_do_not_suspend() -> None:
    play = Watched(Guards(suspend_below_floor=True))
    for serving in (7, 8, 7, 9, 0, 0, 0):
        assert play.look(serving) == []
    for _ in range(4):
        play.after(5).take(m.InstancesFailed(WEB.id, OFFLINE))
        assert play.asked(Act) == []
    assert play.monitor.vigil.posts[Guard.FLOOR].low == 0


def test_the_same_look_does_not_count_twice() -> None:
    play = Watched(Guards(suspend_below_floor=True))
    play.look(7)
    for _ in range(4):
        assert play.poll() == []
        play.after(1).take(m.Ticked())
    assert play.monitor.vigil.posts[Guard.FLOOR].low == 1


def test_enough_failures_roll_back() -> None:
    play = Watched(Guards(roll_back_after=3))
    assert play.fail(2) == []
    (act,) = play.fail(3)
    assert act.action is A.ROLLBACK
    assert "3 activities have failed" in act.reason
    assert "roll the refresh back" in play.state.notices[0].text


def test_only_the_refresh_that_it_was_set_for_is_acted_on() -> None:
    other = make_group("api")
    theirs = make_task(other, target=ScalingConfigurationTarget(OTHER))
    play = Watched(ONE)
    play.state = with_monitor(
        replace(
            play.state,
            tasks={**play.state.tasks, theirs.id: theirs},
            groups={HANGZHOU: Remote((WEB, other))},
        ),
        theirs,
    )
    play.take(m.ActivitiesLoaded(theirs.id, ()), m.ActivitiesLoaded(theirs.id, failures(9)))
    assert play.asked(Act) == []
    assert [a.task for a in play.fail(1)] == [TASK.id]


# Not acting


def test_without_a_guard_nothing_acts() -> None:
    play = Watched()
    assert play.fail(9) == []
    assert play.look(1) == []
    assert play.look(1) == []
    assert play.monitor.vigil.posts == {}


def test_what_had_failed_before_it_was_set_does_not_count() -> None:
    play = Watched()
    play.fail(2)
    play.take(m.GuardsChosen(TASK.id, ONE))
    assert play.asked(Act) == []
    assert play.fail(2) == []
    assert len(play.fail(3)) == 1


@pytest.mark.parametrize("status", [S.PENDING, S.PAUSED, S.CHECKPOINT_PAUSE, S.CANCELLING, "Baking"])
def test_it_waits_while_the_refresh_is_not_in_progress(status: RefreshStatus | str) -> None:
    play = Watched(Guards(True, 1, 1), status=status)
    assert play.fail(3) == []
    assert play.look(1) == []
    assert play.look(1) == []
    assert play.monitor.vigil.watching != ()


def test_it_waits_while_another_action_is_in_flight() -> None:
    play = Watched(ONE)
    play.take(m.ActionRequested(TASK.id, A.CANCEL))
    assert play.fail(1) == []
    assert play.monitor.in_flight is not None
    assert play.monitor.in_flight.action is A.CANCEL
    assert play.monitor.vigil.watching == (Guard.FAILURES,)
    play.take(m.ActionFailed(TASK.id, A.CANCEL, REFUSED))
    assert play.asked(Act) == [], "a refusal tells nothing of the refresh"
    assert play.poll() == []
    assert [a.action for a in play.fail(2)] == [A.SUSPEND]


def test_what_somebody_else_does_right_now_is_respected() -> None:
    play = Watched(ONE)
    play.poll(S.CANCELLING)
    assert play.fail(3) == []
    play.poll(S.CANCELLED)
    assert play.fail(4) == []


def test_a_refresh_that_ess_no_longer_knows_is_left_alone() -> None:
    play = Watched(ONE)
    play.take(m.PollDue(HANGZHOU), m.PollSucceeded(HANGZHOU, 1, (TASK.id,), ()))
    assert play.fail(3) == []


def test_nothing_is_asked_while_ess_does_not_answer() -> None:
    play = Watched(ONE)
    for number in (1, 2, 3):
        play.take(m.PollDue(HANGZHOU), m.PollFailed(HANGZHOU, number, OFFLINE))
    assert play.fail(1) == []


# Refused, resumed


@pytest.mark.parametrize("failure", [REFUSED, UNKNOWN])
def test_a_refusal_is_shown_like_any_other_and_is_not_asked_again(failure: object) -> None:
    play = Watched(ONE)
    play.fail(1)
    play.take(m.ActionFailed(TASK.id, A.SUSPEND, failure))
    assert play.monitor.action_failure == (A.SUSPEND, failure)
    for count in (1, 2, 3):
        assert play.poll() == []
        assert play.fail(count) == []


def test_after_it_was_resumed_the_old_failures_do_not_suspend_it_again_and_new_ones_do() -> None:
    play = Watched(ONE)
    play.fail(1)
    play.suspended()
    play.resume()
    assert play.monitor.vigil.watching == (Guard.FAILURES,)
    assert play.fail(1) == []
    assert [a.action for a in play.fail(2)] == [A.SUSPEND]


def test_after_it_was_resumed_below_the_floor_it_is_left_to_recover() -> None:
    play = Watched(Guards(suspend_below_floor=True))
    play.look(7)
    play.look(7)
    play.suspended()
    play.resume()
    for serving in (7, 7, 7, 8, 7):
        assert play.look(serving) == []
    assert len(play.look(7)) == 1


def test_it_reacts_to_the_resume_of_somebody_else_in_the_same_way() -> None:
    play = Watched(ONE)
    play.fail(1)
    play.suspended()
    play.poll(S.IN_PROGRESS)
    assert play.fail(1) == []
    assert len(play.fail(2)) == 1


# Setting them


@pytest.mark.parametrize("version", ["Default", "Latest"])
def test_where_ess_cannot_roll_back_that_guard_cannot_be_set(version: str) -> None:
    play = Watched(Guards(False, 3, 1), target=LaunchTemplateTarget(TemplateId("lt-1"), version))
    assert guards_of(play.state, TASK.id) == Guards(suspend_after=3)
    assert [a.action for a in play.fail(3)] == [A.SUSPEND]


def test_what_is_over_or_not_watched_takes_no_guards() -> None:
    play = Watched(status=S.FAILED)
    play.take(m.GuardsChosen(TASK.id, ONE))
    assert guards_of(play.state, TASK.id) == Guards()
    play.take(m.MonitorClosed(TASK.id), m.GuardsChosen(TASK.id, ONE))
    assert guards_of(play.state, TASK.id) == Guards()


def test_setting_them_is_told_in_the_log_and_setting_the_same_changes_nothing() -> None:
    play = Watched(ONE)
    assert play.events()[-1][0] == "Guards set: suspend after 1 failed activity."
    before = play.monitor
    play.take(m.GuardsChosen(TASK.id, ONE))
    assert play.monitor is before
    play.take(m.GuardsChosen(TASK.id, Guards()))
    assert play.events()[-1][0] == "All guards are off."


def test_closing_the_monitor_says_that_they_are_off_and_brings_both_back() -> None:
    play = Watched(ONE)
    play.take(m.MonitorClosed(TASK.id))
    (notice,) = play.state.notices
    assert "its guards are off" in notice.text
    assert notice.act == ("Open it with them", m.GuardsRestored(TASK.id, ONE))
    play.take(m.GuardsRestored(TASK.id, ONE))
    assert guards_of(play.state, TASK.id) == ONE
    play.take(m.ActivitiesLoaded(TASK.id, failures(2)))
    assert play.asked(Act) == [], "what failed meanwhile does not count"
    assert len(play.fail(3)) == 1


def test_closing_without_guards_or_after_the_end_says_nothing() -> None:
    play = Watched()
    play.take(m.MonitorClosed(TASK.id))
    assert play.state.notices == ()
    play = Watched(ONE)
    play.poll(S.SUCCESSFUL)
    play.take(m.NoticeDismissed(f"ending:{TASK.id}"), m.MonitorClosed(TASK.id))
    assert play.state.notices == ()


# Whatever comes, in whatever order


steps = st.one_of(
    st.sampled_from([S.IN_PROGRESS, S.IN_PROGRESS, S.PAUSED, S.CHECKPOINT_PAUSE]).map(lambda s: ("poll", s)),
    st.integers(0, 4).map(lambda n: ("fail", n)),
    st.sampled_from([0, 6, 7, 8, 10]).map(lambda n: ("look", n)),
    st.sampled_from([Guards(), Guards(True, 1), Guards(True, 3, 1), Guards(roll_back_after=3)]).map(
        lambda g: ("choose", g)
    ),
    st.sampled_from(
        [
            m.ActionAccepted(TASK.id, A.SUSPEND),
            m.ActionFailed(TASK.id, A.SUSPEND, REFUSED),
            m.ActionRequested(TASK.id, A.RESUME),
        ]
    ).map(lambda message: ("tell", message)),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(steps, max_size=40))
def test_guards_act_no_more_often_than_they_were_put_on_duty(way: list[tuple[str, object]]) -> None:
    play, posts, acts = Watched(), 0, 0
    for what, value in way:
        before = play.monitor.vigil.posts
        match what, value:
            case "poll", status:
                play.poll(status)
            case "fail", count:
                play.fail(count)
            case "look", serving:
                play.look(serving)
            case "choose", chosen:
                play.take(m.GuardsChosen(TASK.id, chosen))
            case _:
                play.take(value)
        after = play.monitor.vigil.posts
        posts += sum(1 for g, post in after.items() if g not in before or before[g].since != post.since)
        for act in play.asked(Act):
            if act.action is A.RESUME:
                continue
            acts += 1
            assert act.reason.startswith("Guard: ")
            assert play.state.tasks[TASK.id].status is S.IN_PROGRESS
        assert len(play.asked(Act)) <= 1
    assert acts <= posts


# Too late


def test_a_refresh_that_ess_ends_as_failed_first_is_said_to_be_too_late() -> None:
    play = Watched(Guards(roll_back_after=10))
    play.fail(1)
    assert play.poll(S.FAILED) == []
    assert play.fail(10) == []
    bad = [e for e in play.state.chronicles[TASK.id] if e.bad and e.kind is EventKind.ACTION]
    assert len(bad) == 1
    assert "cannot be rolled back" in bad[0].sentence
    assert any(n.key == f"guard:{TASK.id}" for n in play.state.notices)


def test_a_failure_after_other_guards_says_nothing_of_them() -> None:
    play = Watched(Guards(suspend_after=10))
    play.poll(S.FAILED)
    assert not any(n.key.startswith("guard") for n in play.state.notices)


# The archive


def test_they_are_kept_with_the_run_as_soon_as_they_change() -> None:
    play = Watched()
    play.take(m.KeepDue())
    play.take(m.GuardsChosen(TASK.id, ONE), m.KeepDue())
    ((run,),) = [keep.runs for keep in play.asked(Keep)]
    assert run.guards == ONE
    play.take(m.GuardsChosen(TASK.id, Guards()), m.KeepDue())
    ((run,),) = [keep.runs for keep in play.asked(Keep)]
    assert run.guards == Guards()


def test_after_a_restart_they_watch_from_now_and_say_so() -> None:
    play = Playbook(make_state([WEB], []))
    run = Run(TASK, "web", play.moment.at, watched=True, guards=Guards(True, 1))
    play.take(m.ShelfRead(Shelf((run,), ((TASK.id, Kept()),))))
    assert guards_of(play.state, TASK.id) == Guards(True, 1)
    said = [e.sentence for e in play.state.chronicles[TASK.id]]
    assert "Guards watch from now on: suspend below the floor, suspend after 1 failed activity." in said
    play.take(m.ActivitiesLoaded(TASK.id, failures(2)))
    assert play.asked(Act) == [], "of the time in between"
    play.take(m.ActivitiesLoaded(TASK.id, failures(3)))
    assert len(play.asked(Act)) == 1
