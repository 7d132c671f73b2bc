"""Monitors open, close and find their refresh; an action is guarded again at the moment it is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.cadence import DENIED_AGAIN
from essgui.core.effects import Act, FindTask, ReadActivities, ReadConfigurations, ReadGroup, ReadInstances
from essgui.core.state import AppState, InFlight, Page, Pause, Poll, Remote, Watch
from essgui.domain.lifecycle import ALLOWED, RefreshAction, RefreshStatus
from essgui.domain.refresh import LaunchTemplateTarget, ScalingConfigurationTarget
from essgui.domain.scaling import Activity, ActivityId, TaskId, TemplateId
from tests.support.playbook import DENIED, GONE, OFFLINE, REFUSED, UNKNOWN, Playbook
from tests.support.states import (
    HANGZHOU,
    NOW,
    OTHER,
    SHANGHAI,
    later,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

if TYPE_CHECKING:
    from essgui.core.failure import Failure

S = RefreshStatus
A = RefreshAction
WEB, API, CMS = make_group("web"), make_group("api"), make_group("cms")
TASK = make_task(WEB, target=ScalingConfigurationTarget(OTHER))
POLL = f"poll:{HANGZHOU}"


def watched() -> Playbook:
    play = Playbook(with_monitor(make_state([WEB], [TASK]), TASK))
    play.take(m.GroupLoaded(WEB))
    return play


def test_opening_a_monitor_reads_all_that_it_shows_and_polls_at_once() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.MonitorOpened(TASK.id))
    assert (play.state.page, play.state.monitor) == (Page.MONITOR, TASK.id)
    monitor = play.state.monitors[TASK.id]
    assert (monitor.opened, monitor.joined_late) == (NOW, True)
    assert [s.finished for s in monitor.timeline.samples] == [4]
    assert {type(e) for e in play.effects} >= {ReadInstances, ReadActivities, ReadGroup, ReadConfigurations}
    assert play.wakes() == {POLL: 0.0}
    assert play.state.details[WEB.id].instances.loading


def test_opening_it_again_keeps_what_was_gathered() -> None:
    play = watched()
    monitor = play.state.monitors[TASK.id]
    play.after(60).take(m.PageChosen(Page.FLEET), m.MonitorOpened(TASK.id))
    assert play.state.monitors[TASK.id] is monitor
    assert play.state.page is Page.MONITOR


def test_what_has_not_begun_is_not_joined_late() -> None:
    pending = make_task(WEB, S.PENDING)
    play = Playbook(make_state([WEB], [pending]))
    play.take(m.MonitorOpened(pending.id))
    assert not play.state.monitors[pending.id].joined_late


def test_what_is_over_is_read_and_not_polled() -> None:
    over = make_task(WEB, S.FAILED)
    play = Playbook(make_state([WEB], [over]))
    play.take(m.MonitorOpened(over.id))
    assert play.asked(ReadInstances)
    assert set(play.wakes()) == {f"final:{over.id}"}, "only its final check goes on"


def test_what_is_not_known_is_not_opened() -> None:
    play = Playbook(make_state([WEB]))
    assert play.take(m.MonitorOpened(TASK.id)) == ()
    assert play.state.page is Page.FLEET


def three() -> tuple[Playbook, list[TaskId]]:
    tasks = [make_task(g) for g in (WEB, API, CMS)]
    play = Playbook(make_state([WEB, API, CMS], tasks))
    play.take(*(m.MonitorOpened(t.id) for t in tasks))
    return play, [t.id for t in tasks]


@pytest.mark.parametrize(("closed", "then"), [(0, 1), (1, 2), (2, 1)])
def test_when_the_monitor_on_screen_closes_its_neighbour_takes_its_place(closed: int, then: int) -> None:
    play, ids = three()
    play.take(m.MonitorOpened(ids[closed]), m.MonitorClosed(ids[closed]))
    assert (play.state.page, play.state.monitor) == (Page.MONITOR, ids[then])
    assert ids[closed] not in play.state.monitors
    assert ids[closed] in play.state.tasks


def test_the_neighbour_that_comes_to_the_screen_is_polled_at_once() -> None:
    play, ids = three()
    shown = play.state.monitor
    play.take(m.MonitorClosed(ids[0]))
    assert play.wakes() == {}, "one behind it changes nothing on screen"
    assert shown is not None
    play.take(m.MonitorClosed(shown))
    assert play.wakes() == {f"poll:{HANGZHOU}": 0.0}


def test_closing_another_monitor_leaves_the_one_on_screen() -> None:
    play, ids = three()
    play.take(m.MonitorClosed(ids[0]))
    assert play.state.monitor == ids[2]
    assert list(play.state.monitors) == ids[1:]


def test_after_the_last_monitor_the_list_is_shown() -> None:
    play = watched()
    play.take(m.PageChosen(Page.MONITOR), m.MonitorClosed(TASK.id))
    assert (play.state.page, play.state.monitor) == (Page.REFRESHES, None)
    play = watched()
    play.take(m.PageChosen(Page.FLEET), m.MonitorClosed(TASK.id))
    assert (play.state.page, play.state.monitor) == (Page.FLEET, None)


# By id


@pytest.mark.parametrize(
    "text",
    [
        "ir-bp1g6x0c3mtz8qkwy2ne",
        "  ir-bp1g6x0c3mtz8qkwy2ne\n",
        "asg-bp1web:ir-bp1g6x0c3mtz8qkwy2ne",
        "https://essnew.console.example/#/cn-hangzhou/refresh/asg-bp1web/ir-bp1g6x0c3mtz8qkwy2ne?tab=1",
        "https://console.example/?id=asg-bp1web%3Air-bp1g6x0c3mtz8qkwy2ne",
        "please look at ir-bp1g6x0c3mtz8qkwy2ne, thanks",
    ],
)
def test_an_id_is_found_in_whatever_contains_it(text: str) -> None:
    play = Playbook(make_state([WEB], chosen=(SHANGHAI,)))
    play.take(m.WatchRequested(text))
    task = TaskId("ir-bp1g6x0c3mtz8qkwy2ne")
    assert play.effects == (FindTask((SHANGHAI, HANGZHOU), task),)
    assert play.state.watch == Watch(task)


@pytest.mark.parametrize(
    "text", ["", "   ", "asg-bp1web", "ir-", "ir-x", "air-bp1g6x0c3", "i-bp1 %zz \x00", "💥"]
)
def test_what_contains_no_id_asks_nothing_and_says_so(text: str) -> None:
    play = Playbook(make_state([WEB]))
    assert play.take(m.WatchRequested(text)) == ()
    watch = play.state.watch
    assert watch is not None
    assert not watch.searching
    assert watch.failure is not None
    assert watch.failure.code == "NotAnId"


def test_without_any_region_there_is_nowhere_to_look() -> None:
    play = Playbook(replace(make_state(), chosen=(), groups={}, regions=Remote(loading=True)))
    assert play.take(m.WatchRequested("ir-bp1g6x0c3mtz8qkwy2ne")) == ()
    watch = play.state.watch
    assert watch is not None
    assert watch.failure is not None
    assert (watch.searching, watch.failure.code) == (False, "NoRegion")


def test_a_known_refresh_is_opened_without_a_search() -> None:
    play = Playbook(make_state([WEB], [TASK], watch=Watch(TaskId("ir-old"))))
    play.take(m.WatchRequested(f"{WEB.id}:{TASK.id}"))
    assert not play.asked(FindTask)
    assert play.state.monitor == TASK.id
    assert play.state.watch is None


def searching() -> Playbook:
    play = Playbook(make_state([WEB]))
    play.take(m.WatchRequested(TASK.id))
    return play


def test_a_refresh_that_is_found_is_opened_and_polled() -> None:
    play = searching()
    play.take(m.WatchFound(TASK))
    assert (play.state.page, play.state.monitor, play.state.watch) == (Page.MONITOR, TASK.id, None)
    assert play.state.history[WEB.id] == (TASK.id,)
    assert play.wakes() == {POLL: 0.0}


def test_a_refresh_found_in_a_pause_has_no_exact_begin() -> None:
    play = searching()
    play.take(m.WatchFound(replace(TASK, status=S.CHECKPOINT_PAUSE)))
    assert play.state.pauses == {TASK.id: Pause(NOW.at, exact=False)}


def test_an_old_refresh_that_is_found_takes_its_place_in_the_history() -> None:
    new = make_task(WEB, S.SUCCESSFUL, id=TaskId("ir-new123"))
    play = Playbook(make_state([WEB], [new]))
    old = replace(TASK, status=S.FAILED, started_at=later(-90_000).at)
    play.take(m.WatchRequested(old.id), m.WatchFound(old))
    assert play.state.history[WEB.id] == (new.id, old.id)


def test_a_search_takes_nothing_back_that_is_known_meanwhile() -> None:
    play = searching()
    over = replace(TASK, status=S.SUCCESSFUL, finished=10)
    play.take(m.RefreshesFound(WEB.id, (over,)), m.WatchFound(TASK))
    assert play.state.tasks[TASK.id] is over
    assert play.state.monitor == TASK.id


def test_a_search_that_was_given_up_opens_nothing() -> None:
    play = searching()
    play.take(m.WatchDismissed())
    assert play.take(m.WatchFound(TASK), m.WatchFailed(TASK.id, GONE)) == ()
    assert play.state.monitor is None
    assert play.state.watch is None


def test_an_answer_to_an_earlier_search_is_dropped() -> None:
    play = searching()
    play.take(m.WatchRequested("ir-another1"), m.WatchFound(TASK), m.WatchFailed(TASK.id, GONE))
    assert play.state.watch == Watch(TaskId("ir-another1"))


def test_a_search_in_vain_says_why() -> None:
    play = searching()
    play.take(m.WatchFailed(TASK.id, GONE))
    assert play.state.watch == Watch(TASK.id, searching=False, failure=GONE)


# Actions


@pytest.mark.parametrize("action", RefreshAction)
@pytest.mark.parametrize("status", [*RefreshStatus, "Baking"])
def test_update_guards_every_action_by_the_table_again(
    status: RefreshStatus | str, action: RefreshAction
) -> None:
    task = replace(TASK, status=status)
    play = Playbook(with_monitor(make_state([WEB], [task]), task))
    play.take(m.ActionRequested(task.id, action))
    allowed = isinstance(status, RefreshStatus) and action in ALLOWED[status]
    assert play.effects == ((Act(HANGZHOU, WEB.id, task.id, action),) if allowed else ())
    assert (play.state.monitors[task.id].in_flight is not None) == allowed


@pytest.mark.parametrize("version", ["Default", "Latest"])
def test_a_rollback_that_cannot_be_is_not_sent(version: str) -> None:
    task = replace(TASK, target=LaunchTemplateTarget(TemplateId("lt-1"), version))
    play = Playbook(with_monitor(make_state([WEB], [task]), task))
    assert play.take(m.ActionRequested(task.id, A.ROLLBACK)) == ()


def test_a_second_click_sends_nothing() -> None:
    play = watched()
    assert len(play.take(m.ActionRequested(TASK.id, A.CANCEL))) == 1
    assert play.take(m.ActionRequested(TASK.id, A.CANCEL), m.ActionRequested(TASK.id, A.SUSPEND)) == ()
    assert play.state.monitors[TASK.id].in_flight == InFlight(A.CANCEL, NOW)


def test_what_another_operator_did_between_click_and_call_is_respected() -> None:
    play = watched()
    cancelling = replace(TASK, status=S.CANCELLING)
    play.take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (cancelling,)))
    assert play.take(m.ActionRequested(TASK.id, A.ROLLBACK)) == ()


def test_an_action_goes_to_the_refresh_it_names_and_to_no_other() -> None:
    theirs = make_task(API, target=ScalingConfigurationTarget(OTHER))
    play = Playbook(with_monitor(with_monitor(make_state([WEB, API], [TASK, theirs]), TASK), theirs))
    play.take(m.ActionRequested(TASK.id, A.SUSPEND))
    (act,) = play.asked(Act)
    assert (act.task, act.group) == (TASK.id, WEB.id)
    assert play.state.monitors[theirs.id].in_flight is None


def test_an_accepted_action_waits_for_the_next_poll_and_asks_for_it() -> None:
    play = watched()
    play.state = replace(play.state, polls={HANGZHOU: Poll(sent=7, applied=6)})
    play.take(m.ActionRequested(TASK.id, A.SUSPEND), m.ActionAccepted(TASK.id, A.SUSPEND))
    assert play.state.monitors[TASK.id].in_flight == InFlight(A.SUSPEND, NOW, accepted_at_poll=7)
    assert play.wakes() == {POLL: 0.5}


@pytest.mark.parametrize("failure", [REFUSED, UNKNOWN])
def test_a_refusal_or_an_unknown_outcome_is_shown_and_the_next_poll_tells(failure: Failure) -> None:
    play = watched()
    play.take(m.ActionRequested(TASK.id, A.SUSPEND), m.ActionFailed(TASK.id, A.SUSPEND, failure))
    monitor = play.state.monitors[TASK.id]
    assert monitor.in_flight is None
    assert monitor.action_failure == (A.SUSPEND, failure)
    assert play.wakes() == {POLL: 0.5}
    play.take(m.ActionFailureDismissed(TASK.id))
    assert play.state.monitors[TASK.id].action_failure is None


def test_a_new_action_puts_the_old_failure_away() -> None:
    play = watched()
    play.take(m.ActionRequested(TASK.id, A.SUSPEND), m.ActionFailed(TASK.id, A.SUSPEND, REFUSED))
    play.take(m.ActionRequested(TASK.id, A.CANCEL))
    assert play.state.monitors[TASK.id].action_failure is None


def test_a_refusal_is_told_even_where_the_monitor_was_closed_meanwhile() -> None:
    play = watched()
    play.take(m.ActionRequested(TASK.id, A.CANCEL), m.MonitorClosed(TASK.id))
    play.take(m.ActionFailed(TASK.id, A.CANCEL, REFUSED))
    (notice,) = play.state.notices
    assert (notice.failure, notice.task) == (REFUSED, TASK.id)
    assert "did not accept “Cancel”" in notice.text


def test_messages_about_a_monitor_that_is_gone_change_nothing() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    before = play.state
    play.take(
        m.ActionRequested(TASK.id, A.CANCEL),
        m.ActionAccepted(TASK.id, A.CANCEL),
        m.ActionFailureDismissed(TASK.id),
        m.ActivitiesLoaded(TASK.id, ()),
        m.ActivitiesFailed(TASK.id, OFFLINE),
        m.MonitorClosed(TASK.id),
    )
    assert play.effects == ()
    assert play.state == before


# Samples and activities


def counts(state: AppState) -> list[tuple[str, int | None]]:
    return [(s.status, s.in_service) for s in state.monitors[TASK.id].timeline.samples]


def test_instances_that_were_read_become_a_sample() -> None:
    play = watched()
    play.after(5).take(m.InstancesLoaded(WEB.id, make_instances(8)))
    assert counts(play.state) == [("InProgress", None), ("InProgress", 8)]


def test_instances_that_could_not_be_read_leave_a_gap_and_no_invention() -> None:
    play = watched()
    play.after(5).take(m.InstancesLoaded(WEB.id, make_instances(8)))
    play.after(5).take(m.InstancesFailed(WEB.id, OFFLINE))
    assert counts(play.state)[-1] == ("InProgress", None)


def test_what_was_denied_is_not_read_with_each_poll_and_progress_is_sampled_all_the_same() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.MonitorOpened(TASK.id))
    play.take(m.InstancesFailed(WEB.id, DENIED), m.ActivitiesFailed(TASK.id, DENIED))
    for number in range(1, 5):
        moved = replace(TASK, finished=TASK.finished + number)
        play.after(5).take(m.PollSucceeded(HANGZHOU, number, (TASK.id,), (moved,)))
        assert not play.asked(ReadInstances)
        assert not play.asked(ReadActivities)
    finished = [s.finished for s in play.state.monitors[TASK.id].timeline.samples]
    assert finished == [TASK.finished + n for n in range(5)]
    play.take(m.MonitorOpened(TASK.id))
    assert play.asked(ReadInstances), "the operator asks again"
    assert play.asked(ReadActivities)
    play.take(m.InstancesFailed(WEB.id, DENIED), m.ActivitiesFailed(TASK.id, DENIED))
    play.after(DENIED_AGAIN).take(m.PollSucceeded(HANGZHOU, 9, (TASK.id,), (TASK,)))
    assert play.asked(ReadInstances), "somebody may have given the permission"
    assert play.asked(ReadActivities)


def test_another_failure_is_tried_again_with_the_next_poll() -> None:
    play = watched()
    play.take(m.InstancesFailed(WEB.id, OFFLINE))
    play.after(5).take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (TASK,)))
    assert play.asked(ReadInstances)


def test_after_the_end_one_last_sample_is_taken_and_no_more() -> None:
    play = watched()
    play.after(5).take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (replace(TASK, status=S.SUCCESSFUL),)))
    play.after(1).take(m.InstancesFailed(WEB.id, OFFLINE))
    play.after(1).take(m.InstancesLoaded(WEB.id, make_instances(10)))
    ended = play.state.monitors[TASK.id]
    play.after(60).take(m.InstancesLoaded(WEB.id, make_instances(3)))
    assert play.state.monitors[TASK.id] is ended
    assert counts(play.state)[-1] == ("Successful", 10)


def test_a_second_look_at_the_same_moment_is_no_sample_and_redraws_nothing() -> None:
    play = watched()
    play.take(m.InstancesLoaded(WEB.id, make_instances(8)))
    before = play.state.monitors
    play.take(m.InstancesLoaded(WEB.id, make_instances(8)))
    assert play.state.monitors is before


def test_another_group_gives_no_samples() -> None:
    play = watched()
    before = play.state.monitors
    play.after(5).take(m.InstancesLoaded(API.id, make_instances(2)))
    assert play.state.monitors is before


def test_activities_are_kept_and_better_the_begin_of_a_pause() -> None:
    play = watched()
    play.state = replace(play.state, pauses={TASK.id: Pause(NOW.at, exact=False)})
    done = (Activity(ActivityId("asa-1"), "Successful", ended_at=later(-200).at),)
    play.take(m.ActivitiesLoaded(TASK.id, done))
    assert play.state.monitors[TASK.id].activities == Remote(done, NOW)
    assert play.state.pauses == {TASK.id: Pause(later(-200).at, exact=False, came=NOW.at)}
    play.take(m.ActivitiesFailed(TASK.id, OFFLINE))
    kept = play.state.monitors[TASK.id].activities
    assert (kept.value, kept.seen, kept.failure, kept.misses) == (done, NOW, OFFLINE, 1)
