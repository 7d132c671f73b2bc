"""A ScalingApi in memory, for the tests of what asks it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

from essgui.domain.run import Receipt, Started
from essgui.domain.scaling import Activities, Activity, ActivityId, Region, RegionId, TaskId
from tests.support.states import HANGZHOU, make_configurations, make_group, make_instances, make_task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshSpec, RefreshTask
    from essgui.domain.remedies import Remedy
    from essgui.domain.scaling import GroupId, GroupType, Instance, ScalingConfiguration, ScalingGroup

A = TypeVar("A")


WEB, API = make_group("web"), make_group("api")
TASK = make_task(WEB)


ACTIVITY = Activity(ActivityId("asa-1"), "Successful")


@dataclass
class Cloud:
    """A ScalingApi in memory; `error` is raised by every call, `broken` by those of some regions."""

    error: Exception | None = None
    broken: dict[RegionId, Exception] = field(default_factory=dict[RegionId, Exception])
    home: RegionId = HANGZHOU
    calls: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    batches: list[tuple[TaskId, ...]] = field(default_factory=list[tuple[TaskId, ...]])

    async def _call(self, *call: object) -> None:
        self.calls.append(call)
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error

    async def regions(self) -> tuple[Region, ...]:
        await self._call("regions")
        return (Region(HANGZHOU, "Hangzhou"),)

    async def groups(
        self, region: RegionId, on_page: Callable[[tuple[ScalingGroup, ...]], None] | None = None
    ) -> tuple[ScalingGroup, ...]:
        if on_page is not None:
            on_page((WEB,))
        await self._call("groups", region)
        return (WEB, API)

    async def group(self, region: RegionId, group: GroupId) -> ScalingGroup:
        await self._call("group", region, group)
        return WEB

    async def instances(self, region: RegionId, group: GroupId) -> tuple[Instance, ...]:
        await self._call("instances", region, group)
        return make_instances(2)

    async def configurations(
        self, region: RegionId, group: GroupId, kind: GroupType
    ) -> tuple[ScalingConfiguration, ...]:
        await self._call("configurations", region, group, kind)
        return make_configurations(WEB)

    async def activities(
        self, region: RegionId, group: GroupId, known: Sequence[Activity] = ()
    ) -> tuple[Activity, ...]:
        await self._call("activities", region, group)
        return (ACTIVITY,)

    async def activities_of(self, region: RegionId, group: GroupId, task: TaskId) -> Activities:
        await self._call("activities_of", region, group, task)
        return Activities((ACTIVITY,), 7)

    async def refreshes(self, region: RegionId, group: GroupId, most: int = 10) -> tuple[RefreshTask, ...]:
        await self._call("refreshes", region, group)
        return (TASK,)

    async def refreshes_by_id(self, region: RegionId, tasks: Sequence[TaskId]) -> tuple[RefreshTask, ...]:
        self.batches.append(tuple(tasks))
        await self._call("refreshes_by_id", region, tuple(tasks))
        if region in self.broken:
            raise self.broken[region]
        return (TASK,) if region == self.home and TASK.id in tasks else ()

    async def start(self, spec: RefreshSpec, token: str) -> Started:
        await self._call("start", spec, token)
        return Started(TASK.id, Receipt(("R-1",)))

    async def act(self, region: RegionId, group: GroupId, task: TaskId, action: RefreshAction) -> Receipt:
        await self._call("act", region, group, task, action)
        return Receipt()

    async def ask(self, question: Question[A], known: A | None = None) -> A:
        await self._call("ask", question, known)
        return cast("A", ())

    async def remedy(self, remedy: Remedy) -> Receipt:
        await self._call("remedy", remedy)
        return Receipt()

    async def close(self) -> None:
        await self._call("close")
