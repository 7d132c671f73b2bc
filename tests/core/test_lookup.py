"""The small questions find what is there, in order, and say so where there is nothing."""

from __future__ import annotations

from dataclasses import replace

from essgui.core import lookup
from essgui.core.state import Detail, Poll, Remote
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import GroupId, TaskId
from tests.support.states import (
    ACTIVE,
    HANGZHOU,
    NOW,
    OTHER,
    SHANGHAI,
    later,
    make_configurations,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

WEB, API = make_group("web"), make_group("api", region=SHANGHAI)
NONE = GroupId("asg-none")


def test_groups_come_in_the_order_of_the_chosen_regions() -> None:
    state = make_state([WEB, API], chosen=(SHANGHAI, HANGZHOU))
    assert list(lookup.all_groups(state)) == [API, WEB]
    assert list(lookup.all_groups(replace(state, chosen=(HANGZHOU,)))) == [WEB]


def test_a_group_is_found_in_any_region_that_was_read() -> None:
    state = make_state([WEB, API], chosen=(HANGZHOU,))
    assert lookup.group_of(state, API.id) is API
    assert lookup.group_of(state, NONE) is None
    assert lookup.group_of(make_state(groups=()), WEB.id) is None


def test_the_running_refresh_of_a_group_is_the_one_that_is_not_over() -> None:
    new = make_task(WEB, RefreshStatus.PAUSED, id=TaskId("ir-new"))
    old = make_task(WEB, RefreshStatus.FAILED, id=TaskId("ir-old"))
    state = make_state([WEB], [old, new])
    assert lookup.tasks_of(state, WEB.id) == (old, new)
    assert lookup.running_task(state, WEB.id) is new
    assert lookup.running_task(make_state([WEB], [old]), WEB.id) is None
    assert lookup.running_task(state, NONE) is None


def test_what_is_polled_is_what_runs_in_the_region_watched_ones_first() -> None:
    one = make_task(make_group("one"))
    two = make_task(make_group("two"), "Baking")
    over = make_task(make_group("three"), RefreshStatus.SUCCESSFUL)
    far = make_task(API)
    state = make_state([], [one, two, over, far])
    assert lookup.running_in(state, HANGZHOU) == (one, two)
    assert lookup.running_in(with_monitor(state, two), HANGZHOU) == (two, one)
    assert lookup.running_in(state, SHANGHAI) == (far,)


def test_details_that_were_not_read_are_empty() -> None:
    state = make_state([WEB])
    assert lookup.detail_of(state, WEB.id) == Detail()
    assert lookup.instances_of(state, WEB.id) is None
    assert lookup.active_configuration(state, WEB) is None


def test_details_that_were_read_are_found() -> None:
    instances, configurations = make_instances(2), make_configurations(WEB)
    detail = Detail(Remote(instances, NOW), Remote(configurations, NOW))
    state = make_state([WEB], details={WEB.id: detail})
    assert lookup.instances_of(state, WEB.id) is instances
    found = lookup.active_configuration(state, WEB)
    assert found is not None
    assert found.id == ACTIVE


def test_only_a_checkpoint_pause_is_at_a_checkpoint() -> None:
    at = [s for s in RefreshStatus if lookup.at_checkpoint(make_task(WEB, s))]
    assert at == [RefreshStatus.CHECKPOINT_PAUSE]


def test_a_refresh_that_ess_no_longer_knows_is_not_polled_for_ever() -> None:
    group = make_group("web")
    old = make_task(group)
    young = replace(old, started_at=later(-30).at)
    for task, running in ((old, False), (young, True)):
        state = make_state([group], [task], polls={HANGZHOU: Poll(missing=frozenset({task.id}))})
        assert bool(lookup.running_in(state, HANGZHOU)) is running
        assert (lookup.running_task(state, group.id) is not None) is running


def test_the_group_knows_which_configuration_is_active_better_than_an_older_list() -> None:
    group = replace(make_group("web"), active_configuration=OTHER)
    detail = Detail(configurations=Remote(make_configurations(group)))
    active = lookup.active_configuration(make_state([group], details={group.id: detail}), group)
    assert active is not None
    assert active.id == OTHER
