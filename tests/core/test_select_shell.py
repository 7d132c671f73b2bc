"""What the frame of the window says, from states alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.failure import Failure, FailureKind
from essgui.core.select_shell import (
    account_items,
    age,
    freshness,
    monitor_beside,
    monitor_titles,
    refresh_rows,
    regions_summary,
    running_count,
    status_items,
)
from essgui.core.state import Page, Poll, ProfileKind, Remote
from essgui.domain.lifecycle import RefreshStatus
from tests.support.states import (
    HANGZHOU,
    NOW,
    SHANGHAI,
    later,
    make_group,
    make_state,
    make_task,
    with_monitor,
)

OFFLINE = Failure(FailureKind.UNREACHABLE, "Unreachable", "ESS did not answer.", "Check the network.")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-3, "0 s"),
        (119.9, "119 s"),
        (120, "2 min"),
        (7199, "119 min"),
        (7200, "2 h"),
        (48 * 3600 - 1, "47 h"),
        (48 * 3600, "2 d"),
    ],
)
def test_age(seconds: float, said: str) -> None:
    assert age(seconds) == said


def test_fresh_data_says_how_old_it_is() -> None:
    state = replace(make_state([make_group()]), now=later(4))
    said = freshness(state)
    assert (said.text, said.stale) == ("updated 4 s ago", False)


def test_a_poll_is_newer_than_the_list() -> None:
    state = replace(make_state([make_group()]), now=later(9), polls={HANGZHOU: Poll(seen=later(7))})
    assert freshness(state).text == "updated 2 s ago"


def test_before_the_first_answer_it_reads() -> None:
    state = replace(make_state(), groups={HANGZHOU: Remote(loading=True)})
    assert freshness(state).text == "reading…"


def test_one_region_of_two_failing_is_a_caution_with_the_next_try() -> None:
    state = make_state([make_group(), make_group("api", region=SHANGHAI)], now=later(6))
    broken = replace(state.groups[SHANGHAI], failure=OFFLINE, misses=1, retry_at=later(11).mono)
    said = freshness(replace(state, groups={**state.groups, SHANGHAI: broken}))
    assert said.stale
    assert said.text == "updated 6 s ago"
    assert "ESS did not answer" in said.why
    assert "Next try in 5 s" in said.why


def test_every_region_failing_is_offline() -> None:
    state = make_state([make_group()], now=later(30))
    broken = replace(state.groups[HANGZHOU], failure=OFFLINE, misses=4, retry_at=later(40).mono)
    said = freshness(replace(state, groups={HANGZHOU: broken}))
    assert (said.text, said.tone) == ("no answer for 30 s", "red_fg")


def test_no_way_to_the_cloud_is_said_before_anything_was_read() -> None:
    state = replace(make_state(), chosen=(), groups={}, regions=Remote(failure=OFFLINE))
    assert freshness(state).text == "not connected"


def test_three_missed_polls_are_stale() -> None:
    polls = {HANGZHOU: Poll(seen=NOW, failure=OFFLINE, misses=3, next_at=later(25).mono)}
    said = freshness(make_state([make_group()], now=later(18), polls=polls))
    assert said.text == "no answer for 18 s"
    assert "Next try in 7 s" in said.why


def test_regions_are_counted_and_named() -> None:
    assert regions_summary(make_state([make_group()])) == ("1 region", "cn-hangzhou")
    state = make_state([make_group(), make_group("api", region=SHANGHAI)])
    assert regions_summary(state) == ("2 regions", "cn-hangzhou, cn-shanghai")


def test_the_status_bar_names_the_simulated_cloud_first() -> None:
    items = status_items(make_state([make_group()]))
    assert items[0].startswith("Simulated cloud")
    assert "1 of 1 regions reachable" in items
    assert "1 group" in items
    assert items[-1] == "no refresh to poll"


def test_the_status_bar_of_an_account_says_what_is_polled() -> None:
    group = make_group()
    state = make_state([group], [make_task(group)], polls={HANGZHOU: Poll(next_at=5.0)})
    state = replace(state, profile=replace(state.profile, kind=ProfileKind.ACCOUNT))
    assert status_items(state) == ("1 of 1 regions reachable", "1 group", "polling every 5 s")


def test_the_status_bar_does_not_take_a_call_under_way_for_nothing_to_poll() -> None:
    group = make_group()
    state = make_state([group], [make_task(group)], polls={HANGZHOU: Poll(sent=2, applied=1)})
    assert status_items(state)[-1] == "polling every 5 s"
    lost = replace(state, polls={HANGZHOU: Poll(misses=3, next_at=5.0)})
    assert status_items(lost)[-1] == "ESS does not answer, trying again"
    over = make_state([group], [make_task(group, RefreshStatus.SUCCESSFUL)], polls=lost.polls)
    assert status_items(over)[-1] == "no refresh to poll"


def test_most_digits_of_the_account_are_hidden() -> None:
    assert account_items(make_state())[0] == "Account 1647••••8201"


def test_running_refreshes_come_first_then_the_newest() -> None:
    web, api, job = make_group("web"), make_group("api"), make_group("job")
    done = replace(make_task(web, RefreshStatus.SUCCESSFUL), started_at=later(-60).at)
    older = replace(make_task(api, RefreshStatus.FAILED), started_at=later(-600).at)
    running = replace(make_task(job), started_at=later(-6000).at)
    state = make_state([web, api, job], [done, older, running])
    assert [r.name for r in refresh_rows(state)] == ["job", "web", "api"]
    assert running_count(state) == 1


def test_a_refresh_of_a_group_that_is_not_listed_shows_the_groups_id() -> None:
    stranger = make_group("far")
    state = make_state([make_group()], [make_task(stranger)])
    assert refresh_rows(state)[0].name == stranger.id


def test_tabs_are_named_for_their_groups() -> None:
    group = make_group()
    task = make_task(group)
    state = with_monitor(make_state([group], [task]), task)
    assert monitor_titles(state) == ((task.id, "web", "InProgress"),)
    assert refresh_rows(state)[0].watched


def test_the_next_monitor_goes_round_and_comes_first_from_another_page() -> None:
    web, api, job = (make_group(name) for name in ("web", "api", "job"))
    tasks = [make_task(group) for group in (web, api, job)]
    state = make_state([web, api, job], tasks)
    assert monitor_beside(state, 1) is None
    for task in tasks:
        state = with_monitor(state, task)
    assert monitor_beside(state, 1) == tasks[2].id, "the one that was in front"
    state = replace(state, page=Page.MONITOR)
    assert monitor_beside(state, 1) == tasks[0].id
    assert monitor_beside(state, -1) == tasks[1].id
    assert monitor_beside(replace(state, monitor=None), 1) == tasks[0].id
