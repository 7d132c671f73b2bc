"""Answers are taken in order, an end is told once, and silence is never taken for news."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import messages as m
from essgui.core.close_looks import BEHIND_GOOD
from essgui.core.effects import PollRefreshes, ReadActivities, ReadGroup, ReadInstances, Wake
from essgui.core.permits import OFFLINE_AFTER, permit
from essgui.core.select_spent import spent_of
from essgui.core.state import AppState, Held, InFlight, Pause, Poll
from essgui.domain.lifecycle import TERMINAL, RefreshAction, RefreshStatus
from essgui.domain.refresh import RefreshTask, ScalingConfigurationTarget
from essgui.domain.scaling import TaskId
from essgui.domain.spent import Certainty
from tests.support.playbook import BUSY, OFFLINE, Playbook
from tests.support.states import (
    HANGZHOU,
    NOW,
    OTHER,
    SHANGHAI,
    later,
    make_group,
    make_state,
    make_task,
    with_monitor,
)

S = RefreshStatus
A = RefreshAction
WEB, API = make_group("web"), make_group("api")
TASK = make_task(WEB, target=ScalingConfigurationTarget(OTHER))
POLL = f"poll:{HANGZHOU}"


def running(*, watched: bool = False) -> Playbook:
    state = make_state([WEB, API], [TASK])
    return Playbook(with_monitor(state, TASK) if watched else state)


def answer(number: int, *tasks: RefreshTask) -> m.PollSucceeded:
    return m.PollSucceeded(HANGZHOU, number, (TASK.id,), tasks)


def now(status: RefreshStatus | str, finished: int = 4) -> RefreshTask:
    return replace(TASK, status=status, finished=finished)


def test_all_that_runs_in_a_region_is_asked_for_in_one_poll() -> None:
    other, over = make_task(API), make_task(make_group("x"), S.FAILED)
    far = make_task(make_group("far", region=SHANGHAI))
    play = Playbook(make_state([], [TASK, other, over, far]))
    play.take(m.PollDue(HANGZHOU))
    (poll,) = play.asked(PollRefreshes)
    assert (poll.region, poll.number, set(poll.tasks)) == (HANGZHOU, 1, {TASK.id, other.id})
    play.take(m.PollDue(HANGZHOU))
    assert play.asked(PollRefreshes)[0].number == 2


def test_the_time_of_an_answer_and_of_a_late_timer_is_part_of_the_interval() -> None:
    play = running()
    play.take(m.PollDue(HANGZHOU))
    play.after(0.4).take(answer(1, TASK))
    assert play.wakes()[POLL] == pytest.approx(4.6)
    # Due at 5.0, and 0.1 s late.
    play.after(4.7).take(m.PollDue(HANGZHOU))
    play.after(0.4).take(answer(2, TASK))
    assert play.wakes()[POLL] == pytest.approx(4.5)


def test_a_poll_before_its_time_begins_a_new_interval() -> None:
    play = running()
    play.take(m.PollDue(HANGZHOU), answer(1, TASK))
    play.after(2.0).take(m.PollDue(HANGZHOU), answer(2, TASK))
    assert play.wakes()[POLL] == 5.0


def test_after_a_sleep_nothing_is_made_up_for() -> None:
    play = running()
    play.take(m.PollDue(HANGZHOU), answer(1, TASK))
    play.after(3600.0).take(m.PollDue(HANGZHOU), answer(2, TASK))
    assert play.wakes()[POLL] == 2.5


def test_the_loop_ends_where_nothing_runs_and_goes_on_where_something_does() -> None:
    play = running()
    play.take(m.PollDue(HANGZHOU), answer(1, now(S.PAUSED)))
    assert play.wakes() == {POLL: 10.0}
    play.take(m.PollDue(HANGZHOU), answer(2, now(S.IN_PROGRESS)))
    assert play.wakes() == {POLL: 5.0}
    assert play.state.polls[HANGZHOU].next_at == NOW.mono + 5.0
    play.take(m.PollDue(HANGZHOU), answer(3, now(S.SUCCESSFUL, 10)))
    play.take(m.PollDue(HANGZHOU))
    assert play.effects == ()
    assert play.state.polls[HANGZHOU].next_at is None


def test_an_answer_older_than_the_last_one_taken_is_dropped() -> None:
    play = running()
    play.take(m.PollDue(HANGZHOU), m.PollDue(HANGZHOU), answer(2, now(S.PAUSED, 6)))
    before = play.state
    assert play.take(answer(1, now(S.IN_PROGRESS, 4))) == ()
    assert play.take(answer(2, now(S.IN_PROGRESS, 4))) == ()
    assert play.take(m.PollFailed(HANGZHOU, 1, OFFLINE)) == ()
    assert play.state == before


@pytest.mark.parametrize("over", sorted(TERMINAL))
@pytest.mark.parametrize("stale", [S.IN_PROGRESS, S.CHECKPOINT_PAUSE, S.ROLLBACK_IN_PROGRESS, "Baking"])
def test_over_is_over(over: RefreshStatus, stale: RefreshStatus | str) -> None:
    play = running(watched=True)
    play.take(answer(1, now(over)))
    ended = play.state.tasks[TASK.id]
    assert play.take(answer(2, now(stale))) == (Wake(POLL, 10.0, m.PollDue(HANGZHOU)),)
    assert play.state.tasks[TASK.id] is ended
    assert play.state.pauses == {}
    assert len(play.state.notices) == 1


def test_failures_grow_the_wait_keep_the_data_and_one_answer_ends_them() -> None:
    play = running()
    play.take(answer(1, TASK))
    play.after(5)
    waits: list[float] = []
    for number in range(2, 8):
        play.take(m.PollDue(HANGZHOU), m.PollFailed(HANGZHOU, number, OFFLINE))
        waits.append(play.wake(POLL).after)
    assert waits[0] < waits[1] < waits[2] < waits[3]
    assert all(wait <= 75.0 for wait in waits)
    poll = play.state.polls[HANGZHOU]
    assert (poll.misses, poll.failure, poll.seen) == (6, OFFLINE, NOW)
    assert poll.next_at == later(5).mono + waits[-1]
    assert play.state.tasks[TASK.id] is TASK
    play.take(m.PollDue(HANGZHOU), answer(8, TASK))
    poll = play.state.polls[HANGZHOU]
    assert (poll.misses, poll.failure, poll.seen) == (0, None, later(5))
    assert play.wake(POLL).after == 5.0


def test_throttling_waits_as_long_as_the_cloud_says() -> None:
    play = running()
    play.take(m.PollDue(HANGZHOU), m.PollFailed(HANGZHOU, 1, replace(BUSY, retry_after=120.0)))
    assert play.wake(POLL).after == 120.0


def test_after_three_misses_nothing_is_acted_on_until_an_answer_comes() -> None:
    play = running(watched=True)
    for number in range(1, OFFLINE_AFTER + 1):
        assert permit(play.state, TASK.id, A.CANCEL).enabled
        play.take(m.PollDue(HANGZHOU), m.PollFailed(HANGZHOU, number, OFFLINE))
    assert not permit(play.state, TASK.id, A.CANCEL).enabled
    play.take(m.PollDue(HANGZHOU), answer(9, TASK))
    assert permit(play.state, TASK.id, A.CANCEL).enabled


def test_only_what_is_watched_is_read_closely() -> None:
    play = running()
    play.take(answer(1, now(S.IN_PROGRESS, 5)))
    assert not play.asked(ReadInstances)
    play = running(watched=True)
    play.take(answer(1, now(S.IN_PROGRESS, 5)))
    assert play.asked(ReadInstances) == [ReadInstances(HANGZHOU, WEB.id)]
    assert play.asked(ReadActivities) == [ReadActivities(HANGZHOU, WEB.id, TASK.id)]


def test_all_activities_are_read_until_they_are_known_and_once_more_at_the_end() -> None:
    everything = [ReadActivities(HANGZHOU, WEB.id, TASK.id)]
    play = running(watched=True)
    play.take(answer(1, now(S.CHECKPOINT_PAUSE, 5)))
    assert play.asked(ReadActivities) == everything, "they are not known"
    play.take(m.ActivitiesLoaded(TASK.id, ()), answer(2, now(S.IN_PROGRESS, 5)))
    assert play.asked(ReadInstances), "the status has changed"
    assert not play.asked(ReadActivities), "the newest of the group are asked for after the poll"
    play.take(answer(3, now(S.PAUSED, 5)), answer(4, now(S.PAUSED, 5)))
    assert not play.asked(ReadActivities)
    play.take(answer(5, now(S.CANCELLED, 5)))
    assert play.asked(ReadActivities) == everything, "after the end nothing follows the polls"


def test_a_monitor_behind_the_screen_is_read_closely_once_a_minute_and_where_its_status_changes() -> None:
    play = running(watched=True)
    read = m.InstancesLoaded(WEB.id, ())
    play.take(m.ActivitiesLoaded(TASK.id, ()), read, answer(1, now(S.IN_PROGRESS, 5)))
    assert not play.asked(ReadInstances)
    play.after(BEHIND_GOOD + 1).take(answer(2, now(S.IN_PROGRESS, 6)))
    assert play.asked(ReadInstances)
    play.take(read, answer(3, now(S.CHECKPOINT_PAUSE, 6)))
    assert play.asked(ReadInstances)
    play.take(read, m.MonitorOpened(TASK.id), answer(4, now(S.CHECKPOINT_PAUSE, 6)))
    assert len(play.asked(ReadInstances)) == 2, "as it is opened, and with each poll from then on"


def test_each_poll_is_a_look_at_the_progress_of_what_is_behind_the_screen() -> None:
    waits = replace(now(S.CHECKPOINT_PAUSE), started_at=NOW.at)
    play = running(watched=True)
    play.take(m.ActivitiesLoaded(TASK.id, ()), answer(1, waits), m.InstancesLoaded(WEB.id, ()))
    looks = 0
    for number in range(2, 242):
        play.after(30).take(answer(number, waits))
        if play.asked(ReadInstances) and not looks:
            # Then ESS throttles, and nothing but the polls goes on.
            looks += 1
            play.take(m.InstancesLoaded(WEB.id, ()))
            play.state = replace(play.state, held=Held(1, play.state.now.mono + 9999))
    last = play.state.monitors[TASK.id].timeline.last
    assert last is not None
    assert (last.at, last.in_service) == (play.state.now.at, None)
    took = spent_of(play.state, waits)
    assert took is not None
    assert (took.waiting, took.certainty) == (7200.0 - 30.0, Certainty.EXACT)


def test_what_a_look_follows_or_an_answer_leaves_out_is_no_look_of_its_own() -> None:
    play = running(watched=True)
    play.take(answer(1, now(S.IN_PROGRESS)), m.InstancesLoaded(WEB.id, ()))
    before = play.state.monitors[TASK.id].timeline
    play.after(30).take(answer(2))
    play.after(BEHIND_GOOD).take(answer(3, now(S.IN_PROGRESS)))
    assert play.asked(ReadInstances)
    assert play.state.monitors[TASK.id].timeline == before


def test_an_end_is_told_once_and_looked_at_once_more() -> None:
    play = running(watched=True)
    play.take(answer(1, now(S.SUCCESSFUL, 10)))
    assert [n.key for n in play.state.notices] == [f"ending:{TASK.id}"]
    assert play.asked(ReadInstances)
    assert play.asked(ReadGroup) == [ReadGroup(HANGZHOU, WEB.id)]
    play.take(m.NoticeDismissed(f"ending:{TASK.id}"), answer(2, now(S.SUCCESSFUL, 10)))
    assert play.state.notices == ()


def test_an_end_that_nobody_saw_coming_is_no_news() -> None:
    play = Playbook(make_state([WEB]))
    play.take(answer(1, now(S.FAILED)))
    assert play.state.notices == ()


def test_an_unknown_status_is_kept_verbatim_and_asked_for_again() -> None:
    play = running(watched=True)
    play.take(answer(1, now("Baking")))
    assert play.state.tasks[TASK.id].status == "Baking"
    assert not any(permit(play.state, TASK.id, a).enabled for a in A)
    assert play.wake(POLL).after == 5.0
    play.take(m.PollDue(HANGZHOU))
    assert play.asked(PollRefreshes)[0].tasks == (TASK.id,)


def acting(play: Playbook, accepted_at: int | None) -> Playbook:
    flight = InFlight(A.SUSPEND, NOW, accepted_at)
    monitor = replace(play.state.monitors[TASK.id], in_flight=flight)
    play.state = replace(play.state, monitors={TASK.id: monitor}, polls={HANGZHOU: Poll(sent=3, applied=2)})
    return play


def in_flight(state: AppState) -> InFlight | None:
    return state.monitors[TASK.id].in_flight


def test_an_action_is_settled_only_by_a_poll_sent_after_it_was_accepted() -> None:
    play = acting(running(watched=True), accepted_at=3)
    play.take(answer(3, now(S.IN_PROGRESS)))
    assert in_flight(play.state) is not None
    play.take(answer(4, now(S.PAUSED)))
    assert in_flight(play.state) is None


def test_an_action_that_was_not_accepted_yet_is_not_settled_by_polls() -> None:
    play = acting(running(watched=True), accepted_at=None)
    play.take(answer(3, TASK), answer(4, now(S.PAUSED)))
    assert in_flight(play.state) is not None


@pytest.mark.parametrize("accepted_at", [None, 3])
def test_an_end_settles_whatever_was_in_flight_because_no_later_poll_will(accepted_at: int | None) -> None:
    play = acting(running(watched=True), accepted_at)
    play.take(answer(3, now(S.SUCCESSFUL, 10)))
    assert in_flight(play.state) is None


def test_a_pause_seen_to_begin_is_exact_and_ends_with_the_pause() -> None:
    play = running()
    play.take(answer(1, TASK))
    play.after(5).take(answer(2, now(S.CHECKPOINT_PAUSE)))
    began = play.state.pauses[TASK.id]
    assert (began.began, began.exact) == (later(5).at, True)
    play.after(10).take(answer(3, now(S.CHECKPOINT_PAUSE)))
    assert play.state.pauses[TASK.id] is began
    play.after(10).take(answer(4, TASK))
    assert play.state.pauses == {}


def test_a_pause_that_began_while_the_computer_slept_is_not_exact() -> None:
    play = running()
    play.take(answer(1, TASK))
    play.after(8 * 3600).take(answer(2, now(S.CHECKPOINT_PAUSE)))
    assert not play.state.pauses[TASK.id].exact


@pytest.mark.parametrize("exact", [False, True])
def test_what_was_worked_out_of_a_pause_outlives_it(exact: bool) -> None:
    play = running(watched=True)
    play.take(answer(1, now(S.CHECKPOINT_PAUSE, 3)))
    began = later(-60).at
    play.state = replace(play.state, pauses={TASK.id: Pause(began, exact=exact)})
    play.after(10).take(answer(2, now(S.CHECKPOINT_PAUSE, 3)))
    assert play.state.monitors[TASK.id].paused == {}, "it lasts"
    play.after(10).take(answer(3, now(S.IN_PROGRESS, 3)))
    assert play.state.pauses == {}
    # One that was seen to begin stands in the samples.
    assert play.state.monitors[TASK.id].paused == ({} if exact else {3: began})


def test_a_fast_simulated_cloud_is_measured_by_its_own_time() -> None:
    play = running()
    play.state = replace(play.state, profile=replace(play.state.profile, speed=60.0))
    play.take(answer(1, TASK))
    play.after(300).take(answer(2, now(S.CHECKPOINT_PAUSE)))
    assert play.state.pauses[TASK.id].exact


def test_a_rollback_remembers_from_where_it_falls() -> None:
    play = running(watched=True)
    play.take(answer(1, now(S.IN_PROGRESS, 7)), answer(2, now(S.ROLLBACK_IN_PROGRESS, 6)))
    assert play.state.monitors[TASK.id].before_rollback == 7
    play.take(answer(3, now(S.ROLLBACK_IN_PROGRESS, 2)), answer(4, now(S.ROLLBACK_SUCCESSFUL, 0)))
    assert play.state.monitors[TASK.id].before_rollback == 7


def test_a_refresh_that_the_cloud_forgot_is_told_once_and_comes_back_quietly() -> None:
    play = running()
    play.take(answer(1))
    assert [n.key for n in play.state.notices] == [f"missing:{TASK.id}"]
    assert play.state.tasks[TASK.id] is TASK
    play.take(m.NoticeDismissed(f"missing:{TASK.id}"), answer(2))
    assert play.state.notices == ()
    play.take(answer(3, TASK), answer(4))
    assert len(play.state.notices) == 1
    play.take(answer(5, TASK))
    assert play.state.notices == ()


def test_an_equal_answer_redraws_nothing() -> None:
    play = running(watched=True)
    play.take(m.GroupLoaded(WEB))
    before = play.state
    play.take(answer(1, replace(TASK)))
    assert play.state.tasks is before.tasks
    assert play.state.pauses is before.pauses
    assert play.state.monitors is before.monitors
    assert play.state.notices is before.notices
    assert play.state.groups is before.groups


def test_another_region_is_none_of_its_business() -> None:
    far = make_task(make_group("far", region=SHANGHAI))
    play = Playbook(make_state([], [TASK, far]))
    play.take(m.PollDue(SHANGHAI), m.PollFailed(SHANGHAI, 1, OFFLINE), m.PollDue(HANGZHOU))
    assert play.asked(PollRefreshes)[-1].tasks == (TASK.id,)
    assert play.state.polls[HANGZHOU].misses == 0
    assert TaskId(far.id) not in play.asked(PollRefreshes)[-1].tasks
