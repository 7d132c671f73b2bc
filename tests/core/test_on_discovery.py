"""The search for refreshes is paced, looks at rows on screen first, and never takes back what is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.effects import FindRefreshes, Wake
from essgui.core.on_discovery import enqueue
from essgui.core.state import AppState, Discovery
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import GroupId, TaskId
from tests.support.playbook import BUSY, DENIED, OFFLINE, Playbook
from tests.support.states import HANGZHOU, NOW, SHANGHAI, later, make_group, make_state, make_task

if TYPE_CHECKING:
    from essgui.core.failure import Failure

GROUPS = [make_group(f"g{n}") for n in range(8)]
IDS = tuple(g.id for g in GROUPS)
WEB = GROUPS[0]


def listed() -> Playbook:
    """A fleet that was just listed: nobody knows anything of its refreshes."""
    state = replace(make_state(GROUPS), history={})
    play = Playbook(state)
    play.take(m.GroupsLoaded(HANGZHOU, tuple(GROUPS)))
    return play


def looked_at(play: Playbook) -> list[GroupId]:
    return [e.group for e in play.asked(FindRefreshes)]


def test_a_list_of_groups_starts_the_search() -> None:
    play = listed()
    assert play.state.discovery.queue == IDS
    assert play.wakes()["discovery"] == 0.0
    assert looked_at(play) == []


def test_never_more_than_a_burst_is_under_way() -> None:
    play = listed()
    play.take(m.DiscoveryDue())
    assert looked_at(play) == list(IDS[:2])
    assert play.wakes() == {"discovery": 0.25}
    play.take(m.DiscoveryDue())
    assert looked_at(play) == []
    play.take(m.RefreshesFound(IDS[0], ()), m.DiscoveryDue())
    assert looked_at(play) == [IDS[2]]


def test_all_groups_are_looked_at_once_and_then_the_search_rests() -> None:
    play = listed()
    seen: list[GroupId] = []
    resting = False
    for _ in range(20):
        play.after(0.25).take(m.DiscoveryDue())
        found = looked_at(play)
        resting = not play.wakes()
        seen += found
        play.take(*(m.RefreshesFound(g, ()) for g in found))
    assert seen == list(IDS)
    assert resting
    assert play.state.discovery.in_flight == frozenset()
    assert all(play.state.history[g] == () for g in IDS)


def test_rows_on_screen_come_first() -> None:
    play = listed()
    play.take(m.RowsShown((IDS[6], IDS[5], GroupId("asg-elsewhere"))))
    assert play.state.discovery.queue == (IDS[5], IDS[6], *IDS[:5], IDS[7])
    before = play.state.discovery
    play.take(m.RowsShown((IDS[5], IDS[6])))
    assert play.state.discovery is before
    play.take(m.RowsShown(()))
    assert play.state.discovery is before


def test_groups_are_looked_at_again_only_after_a_while() -> None:
    play = Playbook(make_state(GROUPS, discovery=Discovery(looked=dict.fromkeys(IDS, 1000.0))))
    play.after(59).take(m.GroupsLoaded(HANGZHOU, tuple(GROUPS)))
    assert play.state.discovery.queue == ()
    play.after(1).take(m.GroupsLoaded(HANGZHOU, tuple(GROUPS)))
    assert play.state.discovery.queue == IDS
    play.take(m.GroupsLoaded(HANGZHOU, tuple(GROUPS)))
    assert play.state.discovery.queue == IDS


def test_a_group_whose_refresh_runs_is_not_searched_for_another() -> None:
    busy, idle = make_group("busy"), make_group("idle")
    task = make_task(busy)
    state = make_state([busy, idle], [task])
    looked = {busy.id: NOW.mono, idle.id: NOW.mono}
    state = replace(state, discovery=replace(state.discovery, looked=looked))
    then = later(state.cadence.rediscover + 1)
    assert enqueue(state, (busy.id, idle.id), then).discovery.queue == (idle.id,)
    over = {task.id: replace(task, status=RefreshStatus.SUCCESSFUL)}
    assert enqueue(replace(state, tasks=over), (busy.id,), then).discovery.queue == (busy.id,)


def test_a_group_that_is_gone_or_not_chosen_any_more_is_passed_over() -> None:
    far = make_group("far", region=SHANGHAI)
    state = make_state([WEB, far], discovery=Discovery(queue=(GroupId("asg-gone"), far.id, WEB.id)))
    play = Playbook(replace(state, chosen=(HANGZHOU,)))
    play.take(m.DiscoveryDue(), m.DiscoveryDue())
    assert looked_at(play) == [WEB.id]


def throttled(times: int, failure: Failure = BUSY) -> Playbook:
    play = listed()
    for _ in range(times):
        play.take(m.DiscoveryDue())
        (first, *_) = looked_at(play)
        play.take(m.RefreshesFailed(first, failure))
        wait = play.wake("discovery").after
        play.after(wait)
    return play


@pytest.mark.parametrize("failure", [BUSY, OFFLINE])
def test_throttled_looks_are_tried_again_after_a_growing_wait(failure: Failure) -> None:
    play = listed()
    waits: list[float] = []
    for group in IDS[:4]:
        play.take(m.RefreshesFailed(group, failure))
        waits.append(play.wake("discovery").after)
    assert waits[0] < waits[1] < waits[2] < waits[3] <= 75.0
    assert set(IDS) == set(play.state.discovery.queue)


def test_nothing_ends_a_back_off_early() -> None:
    play = listed()
    play.take(m.DiscoveryDue(), m.RefreshesFailed(IDS[0], BUSY))
    wait = play.wake("discovery").after
    assert wait > 3
    play.take(m.RefreshesFound(IDS[1], ()), m.GroupsLoaded(HANGZHOU, tuple(GROUPS)))
    play.after(1).take(m.DiscoveryDue())
    assert looked_at(play) == []
    assert play.wakes() == {"discovery": pytest.approx(wait - 1)}
    play.after(wait - 1).take(m.DiscoveryDue())
    assert len(looked_at(play)) == 2


def test_the_operator_may_end_a_back_off() -> None:
    play = listed()
    play.take(m.RefreshesFailed(IDS[0], BUSY), m.ReadAgain(), m.DiscoveryDue())
    assert looked_at(play)


def test_the_cloud_says_how_long_to_wait() -> None:
    play = listed()
    play.take(m.RefreshesFailed(IDS[0], replace(BUSY, retry_after=300.0)))
    assert play.wake("discovery").after == 300.0


def test_one_good_answer_forgets_the_failures() -> None:
    play = throttled(3)
    assert play.state.discovery.back_off.misses == {HANGZHOU: 3}
    play.take(m.RefreshesFound(IDS[0], ()))
    assert play.state.discovery.back_off.misses == {}
    assert IDS[0] not in play.state.discovery.failed


def test_what_waiting_does_not_cure_is_remembered_and_not_hammered() -> None:
    play = listed()
    play.take(m.DiscoveryDue(), m.RefreshesFailed(IDS[0], DENIED))
    assert play.state.discovery.failed == {IDS[0]: DENIED}
    assert IDS[0] not in play.state.discovery.queue
    play.take(m.GroupsLoaded(HANGZHOU, tuple(GROUPS)))
    assert IDS[0] not in play.state.discovery.queue
    play.after(60).take(m.GroupsLoaded(HANGZHOU, tuple(GROUPS)))
    assert IDS[0] in play.state.discovery.queue


def test_a_refresh_that_somebody_else_started_appears_and_is_polled() -> None:
    play = listed()
    task = make_task(WEB)
    play.take(m.RefreshesFound(WEB.id, (task,)))
    assert play.state.tasks == {task.id: task}
    assert play.state.history[WEB.id] == (task.id,)
    assert play.effects == (Wake(f"poll:{HANGZHOU}", 0.0, m.PollDue(HANGZHOU)),)


def test_a_region_that_is_polled_already_is_not_polled_out_of_turn() -> None:
    one, two = make_task(GROUPS[0]), make_task(GROUPS[1])
    play = Playbook(make_state(GROUPS, [one]))
    play.take(m.RefreshesFound(GROUPS[1].id, (two,)))
    assert play.effects == ()
    assert set(play.state.tasks) == {one.id, two.id}


def test_what_is_over_starts_no_polls() -> None:
    play = listed()
    play.take(m.RefreshesFound(WEB.id, (make_task(WEB, RefreshStatus.FAILED),)))
    assert play.effects == ()


@pytest.mark.parametrize("stale", [RefreshStatus.IN_PROGRESS, RefreshStatus.CHECKPOINT_PAUSE, "Baking"])
def test_over_is_over_even_if_an_old_answer_says_otherwise(stale: RefreshStatus | str) -> None:
    over = make_task(WEB, RefreshStatus.SUCCESSFUL, finished=10)
    play = Playbook(make_state([WEB], [over]))
    play.take(m.RefreshesFound(WEB.id, (make_task(WEB, stale),)))
    assert play.state.tasks[over.id] is over
    assert play.state.pauses == {}


def test_the_end_of_a_polled_refresh_is_left_to_the_poll_which_tells_it() -> None:
    task = make_task(WEB)
    play = Playbook(make_state([WEB], [task]))
    done = replace(task, status=RefreshStatus.SUCCESSFUL, finished=10)
    play.take(m.RefreshesFound(WEB.id, (done,)))
    assert not play.state.tasks[task.id].over
    play.take(m.PollDue(HANGZHOU), m.PollSucceeded(HANGZHOU, 1, (task.id,), (done,)))
    assert play.state.tasks[task.id].over
    assert [n.key for n in play.state.notices] == [f"ending:{task.id}"]


def test_a_refresh_just_started_is_kept_though_an_older_answer_lacks_it() -> None:
    ours = make_task(WEB, RefreshStatus.PENDING, id=TaskId("ir-ours"))
    old = make_task(WEB, RefreshStatus.FAILED, id=TaskId("ir-old"))
    play = Playbook(make_state([WEB], [ours, old]))
    play.take(m.RefreshesFound(WEB.id, (old,)))
    assert play.state.history[WEB.id] == (ours.id, old.id)


def test_a_refresh_found_in_a_pause_has_no_exact_begin() -> None:
    play = listed()
    task = make_task(WEB, RefreshStatus.CHECKPOINT_PAUSE)
    play.take(m.RefreshesFound(WEB.id, (task,)))
    assert not play.state.pauses[task.id].exact


def test_the_same_answer_again_changes_nothing_that_is_drawn() -> None:
    task = make_task(WEB, RefreshStatus.FAILED)
    play = listed()
    play.take(m.RefreshesFound(WEB.id, (task,)))
    before: AppState = play.state
    play.take(m.RefreshesFound(WEB.id, (replace(task),)))
    assert play.state.tasks is before.tasks
    assert play.state.history is before.history
    assert play.state.pauses is before.pauses
