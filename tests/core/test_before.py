"""What a group ran before a refresh: seen where that was possible, else assumed and marked as such."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.before import before_of
from essgui.core.state import Archive, Detail, Remote
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.run import Before, Run, Shelf
from essgui.domain.scaling import ConfigurationId, Container, InstanceId, TaskId, TemplateId
from tests.support.playbook import Playbook
from tests.support.states import (
    ACTIVE,
    HANGZHOU,
    NOW,
    OTHER,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.refresh import RefreshTask, Target

S = RefreshStatus
WEB = make_group()
OLDEST = ConfigurationId("asc-bp1oldest")
TASK = make_task(WEB, target=ScalingConfigurationTarget(OTHER))
DONE = replace(TASK, status=S.SUCCESSFUL, ended_at=NOW.at)
SWITCHED = replace(WEB, active_configuration=OTHER)


def earlier(target: Target, status: RefreshStatus = S.SUCCESSFUL, hours: int = 5) -> RefreshTask:
    began = NOW.at - timedelta(hours=hours)
    identifier = TaskId(f"ir-bp1{hours:02}hours")
    return make_task(
        WEB,
        status,
        10,
        id=identifier,
        target=target,
        started_at=began,
        ended_at=began + timedelta(minutes=9),
    )


def done_after(*tasks: RefreshTask, task: RefreshTask = DONE) -> AppState:
    return make_state([SWITCHED], [task, *tasks])


def test_a_refresh_that_is_first_seen_half_way_leaves_what_was_before_for_its_end() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.MonitorOpened(TASK.id))
    play.take(m.PollSucceeded(HANGZHOU, 5, (TASK.id,), (DONE,)), m.GroupsLoaded(HANGZHOU, (SWITCHED,)))
    assert play.state.tasks[TASK.id].over
    assert before_of(play.state, DONE) == Before(ScalingConfigurationTarget(ACTIVE))


def test_what_is_learnt_late_is_written_to_the_archive() -> None:
    play = Playbook(make_state([], [TASK], archive=Archive(keeping=True)))
    play.take(m.MonitorOpened(TASK.id), m.PollSucceeded(HANGZHOU, 5, (TASK.id,), (TASK,)), m.KeepDue())
    kept = play.state.archive.runs.get(TASK.id)
    assert kept is None or kept.before is None
    play.take(m.GroupLoaded(WEB), m.GroupsLoaded(HANGZHOU, (WEB,)), m.KeepDue())
    assert play.state.archive.runs[TASK.id].before == ScalingConfigurationTarget(ACTIVE)


def test_reading_the_archive_forgets_nothing_that_was_seen() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.MonitorOpened(TASK.id))
    origins = play.state.archive.origins
    assert origins
    play.take(m.ShelfRead(Shelf()))
    assert play.state.archive.origins == origins


def test_what_the_archive_kept_is_certain() -> None:
    run = Run(DONE, "web", NOW.at, before=ScalingConfigurationTarget(OLDEST))
    state = replace(done_after(), archive=Archive(runs={DONE.id: run}))
    assert before_of(state, DONE) == Before(ScalingConfigurationTarget(OLDEST))


@pytest.mark.parametrize("status", [S.FAILED, S.CANCELLED, S.ROLLBACK_FAILED])
def test_after_one_that_did_not_succeed_the_group_itself_tells(status: RefreshStatus) -> None:
    task = replace(TASK, status=status)
    found = before_of(make_state([WEB], [task]), task)
    assert found is not None
    assert found.target == ScalingConfigurationTarget(ACTIVE)
    assert "did not succeed" in found.assumed
    since = make_task(WEB, S.SUCCESSFUL, id=TaskId("ir-since"), started_at=NOW.at)
    assert before_of(make_state([WEB], [since, task]), task) is None, "a later one has switched it"


def test_the_instances_that_were_replaced_tell() -> None:
    old = make_instances(3, configuration=OLDEST)
    odd = replace(old[0], id=InstanceId("i-odd"), configuration=ConfigurationId("asc-odd"))
    state = with_monitor(done_after(), DONE, make_instances(2, configuration=OTHER, created_at=NOW.at))
    gone = {i.id: i for i in (*old, odd)}
    state = replace(state, monitors={DONE.id: replace(state.monitors[DONE.id], gone=gone)})
    expected = Before(ScalingConfigurationTarget(OLDEST), "3 older instances were made from it")
    assert before_of(state, DONE) == expected


def test_the_older_instances_that_are_left_tell_where_none_was_seen_to_go() -> None:
    left = make_instances(1, launch_template=TemplateId("lt-1"), launch_template_version="7")
    state = replace(done_after(), details={WEB.id: Detail(instances=Remote(left, NOW))})
    found = before_of(state, DONE)
    assert found == Before(
        LaunchTemplateTarget(TemplateId("lt-1"), "7"), "an older instance was made from it"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"configuration": OTHER},
        {"configuration": OLDEST, "created_at": NOW.at},
        {"configuration": OLDEST, "state": "Standby"},
        {"configuration": None},
    ],
)
def test_instances_that_are_new_ignored_or_on_the_active_one_tell_nothing(changes: dict[str, object]) -> None:
    instances = make_instances(2, **changes)
    state = replace(done_after(), details={WEB.id: Detail(instances=Remote(instances, NOW))})
    assert before_of(state, DONE) is None


def test_the_refresh_before_it_tells_where_it_had_led() -> None:
    led = earlier(ScalingConfigurationTarget(OLDEST))
    found = before_of(done_after(led), DONE)
    assert found == Before(ScalingConfigurationTarget(OLDEST), f"{led.id} before it had led there")
    # A rebuild and one that was cancelled have not moved it; what is newer counts.
    between = (
        earlier(ActiveConfiguration(), hours=3),
        earlier(ScalingConfigurationTarget(ConfigurationId("asc-x")), S.CANCELLED, 2),
    )
    oldest = earlier(ScalingConfigurationTarget(ConfigurationId("asc-y")), hours=9)
    assert before_of(done_after(*between, led, oldest), DONE) == found


def test_one_that_the_archive_alone_knows_counts_too() -> None:
    led = earlier(ScalingConfigurationTarget(OLDEST))
    state = replace(done_after(), archive=Archive(runs={led.id: Run(led, "web", NOW.at)}))
    assert before_of(state, DONE) is not None


@pytest.mark.parametrize(
    ("led", "target", "tells"),
    [
        (ImageTarget("m-1"), ImageTarget("m-2"), True),
        (ImageTarget("m-2"), ImageTarget("m-2"), False),
        (ImageTarget("m-1"), ScalingConfigurationTarget(OTHER), False),
        (ScalingConfigurationTarget(OLDEST), ImageTarget("m-2"), False),
        (LaunchTemplateTarget(TemplateId("lt-1"), "7"), ScalingConfigurationTarget(OTHER), True),
        (LaunchTemplateTarget(TemplateId("lt-1"), "Latest"), ScalingConfigurationTarget(OTHER), False),
        (ContainersTarget((Container("a", "a:1"),)), ContainersTarget((Container("a", "a:2"),)), True),
        (ContainersTarget((Container("b", "b:1"),)), ContainersTarget((Container("a", "a:2"),)), False),
    ],
)
def test_only_what_leads_all_the_way_back_counts(led: Target, target: Target, tells: bool) -> None:
    task = replace(DONE, target=target)
    assert (before_of(done_after(earlier(led), task=task), task) is not None) is tells
