"""Start is possible only where nothing stands against it, and what does is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.draft import ContainerDraft, Draft, TargetKind
from essgui.core.form import start_permit, wizard_group, wizard_problems, wizard_spec
from essgui.core.state import AppState, Attempt, Detail, Remote, Wizard
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import RefreshSpec
from essgui.domain.scaling import Container, GroupId, ScalingGroup
from tests.support.states import (
    NOW,
    OTHER,
    make_configurations,
    make_eci_group,
    make_group,
    make_state,
    make_task,
)

WEB = make_group()
GOOD = Draft(kind=TargetKind.CONFIGURATION, configuration=OTHER)


def opened(draft: Draft = GOOD, group: ScalingGroup = WEB, **changes: object) -> AppState:
    return make_state([group], wizard=replace(Wizard(group.id, group.region, draft), **changes))


def test_without_a_wizard_there_is_nothing_to_start() -> None:
    state = make_state([WEB])
    assert wizard_group(state) is None
    assert wizard_spec(state) is None
    assert wizard_problems(state) == ()
    assert not start_permit(state).enabled


def test_a_good_form_can_be_started() -> None:
    state = opened()
    assert start_permit(state).enabled
    assert wizard_problems(state) == ()
    spec = wizard_spec(state)
    assert spec is not None
    assert spec.group == WEB.id


def test_a_start_on_its_way_stands_against_another() -> None:
    attempt = Attempt("t", RefreshSpec(WEB.region, WEB.id), NOW)
    assert "on its way" in start_permit(opened(attempt=attempt)).reason


def test_a_group_that_is_gone_or_unknown_stands_against_it() -> None:
    assert "no longer exists" in start_permit(opened(gone=True)).reason
    unknown = replace(opened(), wizard=Wizard(GroupId("asg-other"), WEB.region, GOOD))
    assert "not known" in start_permit(unknown).reason
    assert wizard_group(unknown) is None


def test_an_error_in_the_form_stands_against_it_and_a_caution_does_not() -> None:
    assert not start_permit(opened(replace(GOOD, configuration=""))).enabled
    assert not start_permit(opened(replace(GOOD, checkpoints=(50,)))).enabled
    assert start_permit(opened(replace(GOOD, min_healthy=0))).enabled


def test_a_group_that_cannot_be_refreshed_stands_against_it() -> None:
    assert "Priority" in start_permit(opened(group=replace(WEB, multi_az_policy="BALANCE"))).reason


@pytest.mark.parametrize("status", [*RefreshStatus, "Baking"])
def test_one_refresh_at_a_time(status: RefreshStatus | str) -> None:
    task = make_task(WEB, status)
    state = replace(make_state([WEB], [task]), wizard=opened().wizard)
    assert start_permit(state).enabled == task.over


def test_container_names_are_checked_once_they_are_known() -> None:
    group = make_eci_group()
    stranger = ContainerDraft(Container("stranger", "x:1"), chosen=True)
    state = opened(Draft(kind=TargetKind.CONTAINERS, containers=(stranger,)), group)
    assert start_permit(state).enabled
    active, _ = make_configurations(group)
    known = replace(active, containers=(Container("app", "a:1"),))
    read = replace(state, details={group.id: Detail(configurations=Remote((known,), NOW))})
    assert [p.field for p in wizard_problems(read)] == ["containers.0.name"]
    assert not start_permit(read).enabled
