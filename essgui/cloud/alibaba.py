"""The ScalingApi over the official SDK: its synchronous client in eight threads of our own.

This module does not import the SDK: the first call does, in a worker thread. Reads are tried a second
time only where a connection that was kept alive turns out to be dead; back-off belongs to whoever asks
again. Changes are never repeated here.
"""

from __future__ import annotations

import asyncio
import threading
from math import inf
from typing import TYPE_CHECKING, TypeVar, cast
from uuid import uuid4

from essgui.cloud import activities, errands, outcome
from essgui.cloud.call import under_way
from essgui.cloud.endpoints import is_region
from essgui.cloud.lookups import DIAGNOSIS_LOOKS, DIAGNOSIS_WAIT, Lookups
from essgui.cloud.paging import Pages, follow
from essgui.cloud.pool import CallPool
from essgui.cloud.port import MOST_IDS
from essgui.cloud.transport import BODY_CAP, Transport
from essgui.domain.errors import NotFound, ScalingError
from essgui.domain.questions import PastActivities
from essgui.domain.remedies import ExitStandby, Unprotect
from essgui.domain.run import Receipt, Started
from essgui.domain.scaling import GroupType

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from essgui.cloud.call import Call
    from essgui.cloud.endpoints import Connection
    from essgui.cloud.paging import Page
    from essgui.cloud.questions import Questions
    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshSpec, RefreshTask
    from essgui.domain.remedies import Remedy
    from essgui.domain.scaling import (
        Activities,
        Activity,
        GroupId,
        Instance,
        Region,
        RegionId,
        ScalingConfiguration,
        ScalingGroup,
        TaskId,
    )

A = TypeVar("A")
T = TypeVar("T")


class AlibabaCloud:
    """Auto Scaling of Alibaba Cloud, or of the simulator; one per connection.

    `deadline` is in seconds for one call, from the moment it is asked; `body_cap` in bytes for one answer;
    `wait` is in seconds, between the `looks` at a diagnosis under way.
    """

    def __init__(
        self,
        connection: Connection,
        deadline: float = 15.0,
        threads: int = 8,
        body_cap: int = BODY_CAP,
        wait: float = DIAGNOSIS_WAIT,
        looks: int = DIAGNOSIS_LOOKS,
    ) -> None:
        self._connection = connection
        self._body_cap = body_cap
        self._threads = threads
        self._pool = CallPool(threads, deadline)
        self._pages = Pages()
        self._long_lists = Pages(activities.AT_ONCE, within=self._pages)
        self._lookups = Lookups(self._call, self._pages, wait, looks)
        self._making = threading.Lock()
        self._asked: dict[RegionId, Questions] = {}
        self._transport: Transport | None = None

    async def regions(self) -> tuple[Region, ...]:
        """Return the regions that the account can use; names that no region can have are left out."""
        found = await self._call("DescribeRegions", self._connection.start, lambda ask: ask.regions())
        return tuple(region for region in found if is_region(region.id))

    async def groups(
        self, region: RegionId, on_page: Callable[[tuple[ScalingGroup, ...]], None] | None = None
    ) -> tuple[ScalingGroup, ...]:
        """Return all scaling groups of a region; `on_page` gets each page on the event loop's thread."""

        def read(page: int) -> Awaitable[Page[ScalingGroup]]:
            return self._call("DescribeScalingGroups", region, lambda ask: ask.groups(page))

        return await self._pages.all(read, lambda group: group.id, on_page)

    async def group(self, region: RegionId, group: GroupId) -> ScalingGroup:
        """Return one scaling group; raises NotFound where there is none."""
        found = await self._call("DescribeScalingGroups", region, lambda ask: ask.group(group))
        if found is None:
            raise NotFound(
                "ScalingGroupNotFound",
                f"The scaling group {group} does not exist in {region}, or no longer does.",
                "Read the list of groups again. What was typed for it is kept.",
            )
        return found

    async def instances(self, region: RegionId, group: GroupId) -> tuple[Instance, ...]:
        """Return all instances of a group."""

        def read(page: int) -> Awaitable[Page[Instance]]:
            return self._call(
                "DescribeScalingInstances",
                region,
                lambda ask: ask.instances(group, page),
            )

        return await self._pages.all(read, lambda instance: instance.id)

    async def configurations(
        self, region: RegionId, group: GroupId, kind: GroupType
    ) -> tuple[ScalingConfiguration, ...]:
        """Return the scaling configurations of a group, ECS or ECI."""

        def read(page: int) -> Awaitable[Page[ScalingConfiguration]]:
            if kind is GroupType.ECI:
                return self._call(
                    "DescribeEciScalingConfigurations",
                    region,
                    lambda ask: ask.eci_configurations(group, page),
                )
            return self._call(
                "DescribeScalingConfigurations", region, lambda ask: ask.configurations(group, page)
            )

        return await self._pages.all(read, lambda configuration: configuration.id)

    async def activities(
        self, region: RegionId, group: GroupId, known: Sequence[Activity] = ()
    ) -> tuple[Activity, ...]:
        """Return the newest scaling activities of a group (up to 200), taking from `known` what it can."""
        return await activities.of_group(self._pages, self._activities(region, group), known)

    async def activities_of(self, region: RegionId, group: GroupId, task: TaskId) -> Activities:
        """Return the scaling activities of a refresh (up to 2,000)."""
        return await activities.of_refresh(self._long_lists, self._activities(region, group, task))

    def _activities(
        self, region: RegionId, group: GroupId, task: TaskId | None = None
    ) -> Callable[[int], Awaitable[Page[Activity]]]:
        return lambda page: self._call(
            "DescribeScalingActivities", region, lambda ask: ask.activities(group, task, page)
        )

    async def refreshes(self, region: RegionId, group: GroupId, most: int = 10) -> tuple[RefreshTask, ...]:
        """Return the newest refreshes of a group, newest first."""
        wanted = max(1, most)

        def read(token: str) -> Awaitable[Page[RefreshTask]]:
            return self._call(
                "DescribeInstanceRefreshes",
                region,
                lambda ask: ask.refreshes(group, wanted, token),
            )

        found = await follow(read, lambda task: task.id, wanted)
        return tuple(sorted(found, key=_newest_first)[:wanted])

    async def refreshes_by_id(self, region: RegionId, tasks: Sequence[TaskId]) -> tuple[RefreshTask, ...]:
        """Return the refreshes that exist among up to MOST_IDS ids; unknown ids are left out."""
        if len(tasks) > MOST_IDS:
            raise ValueError(f"at most {MOST_IDS} ids in one question")
        if not tasks:
            return ()

        def read(token: str) -> Awaitable[Page[RefreshTask]]:
            return self._call(
                "DescribeInstanceRefreshes",
                region,
                lambda ask: ask.refreshes_by_id(tasks, token),
            )

        try:
            found = await follow(read, lambda task: task.id, len(tasks))
        except NotFound:
            # Not documented whether one unknown id refuses them all: then each is asked for alone.
            if len(tasks) == 1:
                return ()
            each = [await self.refreshes_by_id(region, [task]) for task in tasks]
            return tuple(task for some in each for task in some)
        asked = set(tasks)
        return tuple(task for task in found if task.id in asked)

    async def start(self, spec: RefreshSpec, token: str) -> Started:
        """Start a refresh; the same token with the same spec never starts a second one."""
        task, number = await self._change(
            "StartInstanceRefresh", spec.region, lambda ask: ask.start(spec, token)
        )
        return Started(task, Receipt((number,)))

    async def act(self, region: RegionId, group: GroupId, task: TaskId, action: RefreshAction) -> Receipt:
        """Suspend, resume, cancel or roll back a refresh; returns once the cloud has accepted it."""
        _, number = await self._change(
            f"{action.value}InstanceRefresh", region, lambda ask: ask.act(group, task, action)
        )
        return Receipt((number,))

    async def ask(self, question: Question[A], known: A | None = None) -> A:
        """Answer a question that changes nothing; of what is `known`, not all is read again."""
        if isinstance(question, PastActivities):
            before = cast("tuple[Activity, ...]", known or ())
            return cast("A", await self.activities(question.region, question.group, before))
        return await self._lookups.answer(question)

    async def remedy(self, remedy: Remedy) -> Receipt:
        """Do something to a group's instances or processes; returns once the cloud has accepted it.

        More than INSTANCES_A_CALL instances take several calls, one after the other; none is repeated.
        """
        each = errands.parts(remedy)
        numbers: list[str] = []
        for number, part in enumerate(each):
            try:
                numbers.append(await self._remedy(part))
            except ScalingError as error:
                if number == 0 or not isinstance(remedy, Unprotect | ExitStandby):
                    raise
                done = number * errands.INSTANCES_A_CALL
                raise errands.partly(error, done, len(remedy.instances)) from None
        return Receipt(tuple(numbers))

    async def close(self) -> None:
        """Let go of threads and connections within about a second; calls under way end with an error."""
        await asyncio.wrap_future(self._pool.close())
        if self._transport is not None:
            self._transport.close()

    async def _remedy(self, remedy: Remedy) -> str:
        token = uuid4().hex
        operation = errands.OPERATIONS[type(remedy)]
        _, number = await self._change(operation, remedy.region, lambda ask: ask.changes.make(remedy, token))
        return number

    async def _call(self, action: str, region: RegionId, question: Callable[[Questions], T]) -> T:
        future = self._pool.submit(
            lambda call: self._perform(call, action, region, question), outcome.late, change=False
        )
        return await asyncio.wrap_future(future)

    async def _change(
        self, action: str, region: RegionId, question: Callable[[Questions], T]
    ) -> tuple[T, str]:
        """Send a change once; returns what it gave and its request id."""

        def work(call: Call) -> tuple[T, str]:
            given = self._perform(call, action, region, question)
            return given, call.request_id

        return await asyncio.wrap_future(self._pool.submit(work, outcome.late, change=True))

    def _perform(self, call: Call, action: str, region: RegionId, question: Callable[[Questions], T]) -> T:
        # In a worker thread from here on.
        tries = 1 if call.change else 2
        while True:
            try:
                transport, ask = self._ready(region)
                with under_way(call, transport):
                    return question(ask)
            except BaseException as error:
                failed = error
            tries -= 1
            if not (tries and outcome.stale(call)):
                break
            call.again()
        # Outside of the handler: the SDK's exception holds the request with its token and signature, and
        # would travel along as this one's context.
        raise outcome.explain(call, failed, action)

    def _ready(self, region: RegionId) -> tuple[Transport, Questions]:
        # One thread imports and builds, the others wait: the first calls come all at once.
        with self._making:
            from essgui.cloud.questions import Questions
            from essgui.cloud.sdk import AUTHORITIES

            if self._transport is None:
                self._transport = Transport(self._connection, AUTHORITIES, self._threads, self._body_cap)
            if region not in self._asked:
                self._asked[region] = Questions(self._connection, region)
            return self._transport, self._asked[region]


def _newest_first(task: RefreshTask) -> float:
    # A refresh that has no start yet is the newest of all.
    return -inf if task.started_at is None else -task.started_at.timestamp()
