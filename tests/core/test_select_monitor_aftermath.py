"""The final check waits for instances as they are after the end, and is only made for the newest refresh."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from essgui.core.select_monitor import watched
from essgui.core.select_monitor_aftermath import final_check
from essgui.core.state import Detail, Remote
from essgui.domain.final_line import Verdict
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ImageTarget, ScalingConfigurationTarget
from essgui.domain.scaling import ConfigurationId, TaskId
from tests.support.playbook import DENIED, OFFLINE
from tests.support.states import (
    NOW,
    OTHER,
    later,
    make_configurations,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

WEB = make_group(active_configuration=OTHER)
TASK = make_task(
    WEB, RefreshStatus.SUCCESSFUL, 10, target=ScalingConfigurationTarget(OTHER), ended_at=later(-60).at
)
NEW = make_instances(10, configuration=OTHER, created_at=NOW.at)


READ = Detail(instances=Remote(NEW, NOW))


def made(task=TASK, detail=READ, history=()):
    state = with_monitor(make_state([WEB], [*history, task]), task)
    state = replace(state, details={WEB.id: detail})
    found = watched(state, task.id)
    assert found is not None
    return final_check(state, found)


def test_a_refresh_that_goes_on_has_no_final_check() -> None:
    assert made(replace(TASK, status=RefreshStatus.IN_PROGRESS)) is None


def test_the_gravest_line_gives_the_summary() -> None:
    good = made()
    assert (good.verdict, good.summary) == (Verdict.GOOD, "all as it should be")
    bad = made(detail=Detail(instances=Remote((*NEW[1:], *make_instances(1)), NOW)))
    assert (bad.verdict, bad.summary) == (Verdict.BAD, "not as it should be")


@pytest.mark.parametrize("status", [RefreshStatus.FAILED, RefreshStatus.CANCELLED])
def test_what_fell_short_is_not_called_as_it_should_be(status: RefreshStatus) -> None:
    whole = Detail(instances=Remote(make_instances(10), NOW))
    target = ScalingConfigurationTarget(ConfigurationId("asc-bp1elsewhere"))
    found = made(replace(TASK, status=status, finished=0, target=target), whole)
    assert "Nothing was replaced" in [line.headline for line in found.lines]
    assert (found.verdict, found.summary) == (Verdict.GOOD, "nothing left over")


def test_it_waits_for_instances_that_were_read_after_the_end() -> None:
    early = made(detail=Detail(instances=Remote(NEW, later(-61))))
    assert (early.lines, early.waiting) == ((), "Reading the instances as they are after the end…")
    assert made(detail=Detail()).waiting == "Reading the instances of the group…"
    assert made(detail=Detail(instances=Remote(failure=OFFLINE))).waiting == OFFLINE.sentence


def test_it_says_of_when_it_is() -> None:
    state = replace(with_monitor(make_state([WEB], [TASK]), TASK), details={WEB.id: READ})
    found = watched(state, TASK.id)
    assert found is not None
    check = final_check(state, found, UTC)
    assert check is not None
    assert (check.read, check.reading) == ("As of 06:00", False)
    again = made(detail=Detail(instances=replace(READ.instances, loading=True)))
    assert again.reading
    lost = made(detail=Detail(instances=replace(READ.instances, failure=OFFLINE)))
    assert lost.read.endswith("could not be read again")


def test_after_a_later_refresh_nothing_is_claimed() -> None:
    assert made(history=(make_task(WEB, RefreshStatus.IN_PROGRESS, id=TaskId("ir-later")),)) is None


@pytest.mark.parametrize("failure", [None, OFFLINE])
def test_configurations_of_before_the_end_tell_nothing(failure: object) -> None:
    task = replace(TASK, target=ImageTarget("m-bp1new"))
    known = make_configurations(WEB)
    early = Remote(known, later(-61), failure=failure)
    found = made(task, replace(READ, configurations=early))
    line = next(i for i in found.lines if i.headline == "The active configuration was not read")
    assert line.verdict is Verdict.NOT_KNOWN
    assert line.text == (
        "It is being read; “Check again” asks once more." if failure is None else OFFLINE.sentence
    )
    after = made(task, replace(READ, configurations=Remote(known, NOW)))
    assert "The active configuration is the target" in [i.headline for i in after.lines]


def test_what_cannot_be_read_after_the_end_is_not_said_to_be_read() -> None:
    denied = made(detail=Detail(instances=Remote(NEW, later(-61), failure=DENIED)))
    assert (denied.lines, denied.waiting) == ((), DENIED.sentence)


def test_without_its_group_it_is_the_group_that_is_waited_for() -> None:
    state = replace(with_monitor(make_state([WEB], [TASK]), TASK), details={WEB.id: READ}, groups={})
    found = watched(state, TASK.id)
    assert found is not None
    check = final_check(state, found)
    assert check is not None
    assert (check.verdict, check.waiting) == (Verdict.NOT_KNOWN, "Reading the group…")
