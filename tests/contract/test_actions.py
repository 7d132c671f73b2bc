"""Each action in each status, through SDK and HTTP to the simulator: accepted where the table says so."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.domain.errors import NotFound, Refused
from essgui.domain.lifecycle import ALLOWED, RefreshAction, RefreshStatus
from essgui.domain.refresh import ActiveConfiguration, ImageTarget, LaunchTemplateTarget, RefreshSpec
from essgui.domain.scaling import GroupId, TaskId, TemplateId
from tests.contract.conftest import asked

if TYPE_CHECKING:
    from essgui.cloud.alibaba import AlibabaCloud
    from tests.support.simulated import RunningSimulator

OPERATION = {action: f"{action.value}InstanceRefresh" for action in RefreshAction}


def running(sim: RunningSimulator, status: RefreshStatus) -> TaskId:
    """Start a refresh to another image and put it into a status."""
    web = sim.group("web")
    other = next(c.image for c in web.configurations.values() if c.id != web.active_configuration)
    spec = RefreshSpec(web.region, web.id, ImageTarget(other))
    task = asked(sim, lambda api: api.start(spec, "token-of-the-start")).task
    known = sim.group("web").refreshes
    sim.change_group("web", refreshes=(*known[:-1], replace(known[-1], status=status)))
    return task


@pytest.mark.parametrize("action", [*RefreshAction])
@pytest.mark.parametrize("status", [*RefreshStatus])
def test_each_action_in_each_status(
    sim: RunningSimulator, status: RefreshStatus, action: RefreshAction
) -> None:
    task = running(sim, status)
    web, before = sim.group("web"), sim.ledger()

    async def act(api: AlibabaCloud) -> None:
        (seen,) = await api.refreshes_by_id(web.region, [task])
        assert seen.status is status
        await api.act(web.region, web.id, task, action)

    if action in ALLOWED[status]:
        asked(sim, act)
        assert [e["operation"] for e in sim.ledger()[len(before) :]] == [OPERATION[action]]
        assert sim.ledger()[-1]["task_id"] == task
    else:
        with pytest.raises(Refused) as caught:
            asked(sim, act)
        assert caught.value.code
        assert caught.value.request_id
        assert caught.value.sentence
        assert sim.group("web") == web
        assert sim.ledger() == before


def test_each_action_does_what_it_says(sim: RunningSimulator) -> None:
    task = running(sim, RefreshStatus.IN_PROGRESS)
    web = sim.group("web")

    async def play(api: AlibabaCloud) -> list[str]:
        seen: list[str] = []
        for action in (RefreshAction.SUSPEND, RefreshAction.RESUME, RefreshAction.CANCEL):
            await api.act(web.region, web.id, task, action)
            (found,) = await api.refreshes_by_id(web.region, [task])
            seen.append(str(found.status))
        return seen

    assert asked(sim, play) == ["Paused", "InProgress", "Cancelling"]
    sim.advance(3_600)
    assert sim.task(task).status is RefreshStatus.CANCELLED


def test_the_rollback_of_a_moving_target_is_refused_by_the_cloud(sim: RunningSimulator) -> None:
    worker = sim.group("worker")
    assert worker.launch_template is not None
    target = LaunchTemplateTarget(TemplateId(worker.launch_template), "Latest")
    for number, goal in enumerate((target, ActiveConfiguration())):
        spec = RefreshSpec(worker.region, worker.id, goal, skip_matching=False)
        task = asked(sim, lambda api, s=spec, n=number: api.start(s, f"token-{n}")).task
        sim.advance(10)
        with pytest.raises(Refused):
            asked(sim, lambda api, t=task: api.act(worker.region, worker.id, t, RefreshAction.ROLLBACK))
        asked(sim, lambda api, t=task: api.act(worker.region, worker.id, t, RefreshAction.CANCEL))
        sim.advance(3_600)


@pytest.mark.parametrize("action", [*RefreshAction])
def test_an_unknown_refresh_and_an_unknown_group_are_not_found(
    sim: RunningSimulator, action: RefreshAction
) -> None:
    task = running(sim, RefreshStatus.IN_PROGRESS)
    web = sim.group("web")
    for group, refresh in ((web.id, TaskId("ir-none")), (GroupId("asg-none"), task)):
        with pytest.raises(NotFound):
            asked(sim, lambda api, g=group, r=refresh: api.act(web.region, g, r, action))
    assert len(sim.ledger()) == 1


def test_two_at_the_same_time_and_one_wins(sim: RunningSimulator) -> None:
    task = running(sim, RefreshStatus.IN_PROGRESS)
    web = sim.group("web")

    async def both(api: AlibabaCloud) -> list[object]:
        calls = (api.act(web.region, web.id, task, RefreshAction.SUSPEND) for _ in range(2))
        return await asyncio.gather(*calls, return_exceptions=True)

    outcomes = asked(sim, both)
    assert sorted(type(o).__name__ for o in outcomes) == ["Receipt", "Refused"]
