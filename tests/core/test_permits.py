"""Which action is on: by the table, the target, what is in flight, and how fresh the status is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.permits import OFFLINE_AFTER, Permit, asking, doing, permit
from essgui.core.state import AppState, InFlight, Poll
from essgui.domain.lifecycle import ALLOWED, RefreshAction, RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshTask,
    Target,
)
from essgui.domain.scaling import TaskId, TemplateId
from tests.support.states import HANGZHOU, NOW, make_group, make_state, make_task, with_monitor

WEB = make_group()
A = RefreshAction
IMAGE = ImageTarget("m-1")


def watched(
    status: RefreshStatus | str = RefreshStatus.IN_PROGRESS, target: Target = IMAGE
) -> tuple[AppState, RefreshTask]:
    task = make_task(WEB, status, target=target)
    return with_monitor(make_state([WEB], [task]), task), task


@pytest.mark.parametrize("action", RefreshAction)
@pytest.mark.parametrize("status", RefreshStatus)
def test_an_action_is_on_exactly_where_the_table_allows_it(
    status: RefreshStatus, action: RefreshAction
) -> None:
    state, task = watched(status)
    found = permit(state, task.id, action)
    assert found.enabled == (action in ALLOWED[status])
    assert found.enabled == (not found.reason)


@pytest.mark.parametrize("action", RefreshAction)
@pytest.mark.parametrize("status", RefreshStatus)
def test_whatever_is_off_says_why_in_a_sentence(status: RefreshStatus, action: RefreshAction) -> None:
    state, task = watched(status)
    reason = permit(state, task.id, action).reason
    assert reason == "" or (reason[0].isupper() and reason.endswith("."))
    assert "{" not in reason


def test_an_end_is_named_in_the_reason_and_a_running_refresh_is_never_called_ended() -> None:
    for status in RefreshStatus:
        state, task = watched(status)
        for action in set(A) - ALLOWED[status]:
            ended = "has ended" in permit(state, task.id, action).reason
            assert ended == task.over, (status, action)


@pytest.mark.parametrize(
    ("target", "possible"),
    [
        (LaunchTemplateTarget(TemplateId("lt-1"), "3"), True),
        (LaunchTemplateTarget(TemplateId("lt-1"), "Default"), False),
        (LaunchTemplateTarget(TemplateId("lt-1"), "Latest"), False),
        (ActiveConfiguration(), False),
    ],
)
def test_there_is_no_way_back_from_a_moving_target(target: Target, possible: bool) -> None:
    state, task = watched(target=target)
    assert permit(state, task.id, A.ROLLBACK).enabled is possible
    assert permit(state, task.id, A.CANCEL).enabled


def test_the_reason_names_the_version() -> None:
    state, task = watched(target=LaunchTemplateTarget(TemplateId("lt-1"), "Latest"))
    assert "version Latest" in permit(state, task.id, A.ROLLBACK).reason


@pytest.mark.parametrize("word", ["Baking", "", "inprogress"])
def test_an_unknown_status_turns_all_off_and_is_shown_as_it_is(word: str) -> None:
    state, task = watched(word)
    for action in A:
        assert f"“{word}”" in permit(state, task.id, action).reason


@pytest.mark.parametrize("in_flight", RefreshAction)
def test_while_one_action_is_in_flight_no_other_is_sent(in_flight: RefreshAction) -> None:
    state, task = watched()
    monitor = replace(state.monitors[task.id], in_flight=InFlight(in_flight, NOW))
    state = replace(state, monitors={task.id: monitor})
    for action in A:
        assert permit(state, task.id, action).reason.startswith(doing(in_flight))


def test_what_is_stale_is_not_acted_on() -> None:
    state, task = watched()
    for misses in range(OFFLINE_AFTER + 2):
        stale = replace(state, polls={HANGZHOU: Poll(misses=misses)})
        assert permit(stale, task.id, A.CANCEL).enabled == (misses < OFFLINE_AFTER)


def test_what_is_not_known_or_not_watched_has_no_actions() -> None:
    state, task = watched()
    assert not permit(state, TaskId("ir-none"), A.CANCEL).enabled
    assert not permit(replace(state, monitors={}), task.id, A.CANCEL).enabled
    assert not permit(replace(state, tasks={}), task.id, A.CANCEL).enabled


def test_a_permit_without_a_reason_is_a_yes() -> None:
    assert Permit().enabled
    assert not Permit("No.").enabled


def test_every_action_can_be_said_behind_to() -> None:
    assert [asking(action) for action in RefreshAction] == ["suspend", "resume", "cancel", "roll back"]
