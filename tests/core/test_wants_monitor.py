"""An open monitor asks for what surrounds it: once, again when it is old, and never more than a little."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.cadence import DENIED_AGAIN, Cadence
from essgui.core.close_looks import BEHIND_GOOD
from essgui.core.failure import Failure, FailureKind
from essgui.core.state import Page
from essgui.core.wants_monitor import MOST_ASKED, SURROUNDINGS_GOOD
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import Hooks, HookWaits, PastActivities, ScheduledTasks
from essgui.domain.scaling import Activity, ActivityId, InstanceId
from tests.support.playbook import BUSY, OFFLINE, Playbook
from tests.support.states import (
    HANGZHOU,
    NOW,
    SHANGHAI,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshTask

WEB = make_group()
TASK = make_task(WEB)
PAST = PastActivities(HANGZHOU, WEB.id)
HOOKS, TASKS = Hooks(HANGZHOU, WEB.id), ScheduledTasks(HANGZHOU, WEB.id)
NO = Failure(FailureKind.DENIED, "Forbidden.RAM", "Not allowed.")
HELD = make_instances(1, state="Pending:Wait", activity=ActivityId("asa-1"))
ALL = [HOOKS, PAST, TASKS]


def watching(*instances: object) -> Playbook:
    play = Playbook(replace(with_monitor(make_state([WEB], [TASK]), TASK), page=Page.MONITOR))
    play.take(m.InstancesLoaded(WEB.id, (*make_instances(9), *instances)))
    return play


def polled(play: Playbook) -> list[object]:
    """Poll and return the questions that follow."""
    number = play.state.polls[HANGZHOU].sent + 1 if HANGZHOU in play.state.polls else 1
    play.take(m.PollDue(HANGZHOU), m.PollSucceeded(HANGZHOU, number, (TASK.id,), (TASK,)))
    return [ask.question for ask in play.asked(e.Ask)]


def replied(play: Playbook, *questions: object) -> None:
    play.take(*(m.Answered(question, ()) for question in questions))


def test_a_poll_of_an_open_monitor_asks_what_surrounds_it_once() -> None:
    play = watching()
    assert polled(play) == ALL
    assert polled(play) == [], "they are on their way"
    replied(play, *ALL)
    assert polled(play) == []
    play.after(5)
    assert polled(play) == [PAST], "what happens to the group is as new as the poll"
    replied(play, PAST)
    play.after(SURROUNDINGS_GOOD)
    assert polled(play) == ALL


def test_behind_the_screen_it_asks_far_less_often_and_at_once_when_it_comes_to_the_front() -> None:
    play = watching(*HELD)
    play.state = replace(play.state, page=Page.FLEET)
    waits = HookWaits(HANGZHOU, WEB.id, ActivityId("asa-1"))
    every = [HOOKS, waits, PAST, TASKS]
    assert polled(play) == every
    replied(play, *every)
    play.after(BEHIND_GOOD - 1)
    assert polled(play) == []
    play.after(2)
    assert polled(play) == [waits, PAST]
    replied(play, waits, PAST)
    play.after(SURROUNDINGS_GOOD)
    assert polled(play) == [waits, PAST]
    replied(play, waits, PAST)
    play.take(m.MonitorOpened(TASK.id))
    play.after(1)
    assert polled(play) == [HOOKS, PAST, TASKS]


def test_of_activities_that_are_known_only_newer_ones_are_asked_for_and_the_monitor_has_its_share() -> None:
    play = watching()
    old, own = Activity(ActivityId("asa-1"), "Successful"), Activity(ActivityId("asa-2"), "InProgress")
    own = replace(own, task=TASK.id)
    play.take(m.ActivitiesLoaded(TASK.id, (own,)))
    polled(play)
    play.take(m.Answered(PAST, (own, old)))
    play.after(5)
    polled(play)
    (ask,) = play.asked(e.Ask)
    assert (ask.question, ask.known) == (PAST, (own, old))
    newest = replace(own, id=ActivityId("asa-4"))
    foreign = replace(old, id=ActivityId("asa-3"))
    ended = replace(own, status="Failed", ended_at=NOW.at)
    play.take(m.Answered(PAST, (newest, foreign, ended, old)))
    assert play.state.monitors[TASK.id].activities.value == (newest, ended)
    assert any(event.bad for event in play.state.chronicles[TASK.id])


def test_once_ess_throttles_nothing_beside_the_polls_is_asked_for_a_while() -> None:
    play = watching()
    play.take(m.InstancesFailed(WEB.id, BUSY))
    play.after(1)
    assert polled(play) == []
    assert not play.asked(e.ReadInstances)
    play.after(3 * 7)
    assert polled(play) == ALL
    assert play.asked(e.ReadInstances)


def test_what_is_held_is_asked_about_by_its_activity_and_again_after_ten_seconds() -> None:
    play = watching(*HELD)
    waits = HookWaits(HANGZHOU, WEB.id, ActivityId("asa-1"))
    assert polled(play) == [HOOKS, waits, PAST, TASKS]
    replied(play, *ALL, waits)
    play.after(9)
    assert polled(play) == [PAST]
    replied(play, PAST)
    play.after(2)
    assert polled(play) == [waits, PAST]


def test_a_poll_never_asks_more_than_a_few_things_and_each_wait_has_its_turn() -> None:
    many = tuple(replace(HELD[0], id=InstanceId(f"i-{n}"), activity=ActivityId(f"asa-{n}")) for n in range(5))
    play = watching(*many)
    seen: set[object] = set()
    for _ in range(4):
        asked = polled(play)
        assert len(asked) <= MOST_ASKED
        replied(play, *asked)
        seen |= {q for q in asked if isinstance(q, HookWaits)}
        play.after(5)
    assert len(seen) == 5


def test_what_leaves_through_a_hook_is_asked_about_by_the_activities_at_work() -> None:
    play = watching(*make_instances(1, state="Removing:Wait", activity=ActivityId("asa-old")))
    release = Activity(ActivityId("asa-release"), "InProgress", started_at=NOW.at)
    play.take(m.ActivitiesLoaded(TASK.id, (release,)))
    assert HookWaits(HANGZHOU, WEB.id, release.id) in polled(play)


def test_without_a_monitor_or_once_it_is_over_nothing_is_asked() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    assert polled(play) == []
    over = replace(TASK, status=RefreshStatus.SUCCESSFUL)
    play = Playbook(with_monitor(make_state([WEB], [over]), over))
    play.take(m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (over,)))
    assert play.asked(e.Ask) == []


def test_what_is_denied_is_asked_again_much_later_and_what_failed_after_a_back_off() -> None:
    play = watching()
    polled(play)
    play.take(m.AskFailed(HOOKS, NO), m.AskFailed(TASKS, OFFLINE), m.Answered(PAST, ()))
    play.after(20)
    assert polled(play) == [PAST, TASKS]
    replied(play, PAST, TASKS)
    play.after(DENIED_AGAIN)
    assert HOOKS in polled(play)


def test_a_cloud_that_is_asked_more_often_has_answers_that_age_faster() -> None:
    play = watching()
    play.state = replace(play.state, cadence=Cadence(active=1.0))
    replied(play, *ALL)
    play.after(SURROUNDINGS_GOOD / 5 + 1)
    assert polled(play) == ALL


# A group of a region that is not chosen


def far() -> tuple[Playbook, RefreshTask]:
    """Open a refresh by its id in a region whose groups are not listed."""
    group = make_group("far", region=SHANGHAI)
    task = make_task(group)
    play = Playbook(make_state([WEB]))
    play.take(m.WatchRequested(task.id), m.WatchFound(task))
    assert play.asked(e.ReadGroup) == [e.ReadGroup(SHANGHAI, group.id)]
    return play, task


def reads(play: Playbook, task: RefreshTask, polls: int, every: float = 5.0) -> list[float]:
    """Poll and return after how many seconds each read of the group was asked for."""
    began, at = play.moment.mono, list[float]()
    for _ in range(polls):
        number = play.state.polls[SHANGHAI].sent + 1 if SHANGHAI in play.state.polls else 1
        play.after(every).take(m.PollDue(SHANGHAI), m.PollSucceeded(SHANGHAI, number, (task.id,), (task,)))
        at += [play.moment.mono - began for _ in play.asked(e.ReadGroup)]
        if play.asked(e.ReadGroup) and play.state.details[task.group].group.failure is None:
            play.take(m.GroupLoaded(make_group("far", region=SHANGHAI)))
    return at


def test_a_group_that_no_list_brings_up_to_date_is_read_as_often_as_the_lists() -> None:
    play, task = far()
    play.take(m.GroupLoaded(make_group("far", region=SHANGHAI)))
    assert reads(play, task, 15) == [35.0, 70.0]


def test_where_the_list_brings_it_up_to_date_it_is_not_read_alone() -> None:
    play = watching()
    for _ in range(20):
        play.after(5)
        polled(play)
        assert play.asked(e.ReadGroup) == []


def test_a_group_whose_first_read_failed_is_read_again() -> None:
    play, task = far()
    play.take(m.GroupFailed(task.group, OFFLINE))
    (again, *_) = reads(play, task, 4)
    assert again <= 10.0
    play, task = far()
    play.take(m.GroupFailed(task.group, NO))
    assert reads(play, task, 20) == [], "not what was denied"
    play.after(DENIED_AGAIN)
    assert reads(play, task, 1) == [5.0]
