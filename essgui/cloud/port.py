"""The one door to the cloud, in domain types only; the runtime knows nothing else of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshSpec, RefreshTask
    from essgui.domain.remedies import Remedy
    from essgui.domain.run import Receipt, Started
    from essgui.domain.scaling import (
        Activities,
        Activity,
        GroupId,
        GroupType,
        Instance,
        Region,
        RegionId,
        ScalingConfiguration,
        ScalingGroup,
        TaskId,
    )

A = TypeVar("A")

MOST_IDS = 20
"""Most refresh ids that one DescribeInstanceRefreshes takes (InstanceRefreshTaskId.N, 1 to 20)."""


class ScalingApi(Protocol):
    """What this program asks of Auto Scaling.

    Every method raises only ScalingError types: Refused and its kinds, Throttled, Unreachable; `start`,
    `act` and `remedy` also UnknownOutcome. A method answers within its deadline, whatever the network does;
    a DiagnosisOf, which the cloud has to work out first, within some half a minute more.
    """

    async def regions(self) -> tuple[Region, ...]:
        """Return the regions that the account can use (DescribeRegions)."""
        ...

    async def groups(
        self, region: RegionId, on_page: Callable[[tuple[ScalingGroup, ...]], None] | None = None
    ) -> tuple[ScalingGroup, ...]:
        """Return all scaling groups of a region; pages are read concurrently and told to `on_page`."""
        ...

    async def group(self, region: RegionId, group: GroupId) -> ScalingGroup:
        """Return one scaling group; raises NotFound where there is none."""
        ...

    async def instances(self, region: RegionId, group: GroupId) -> tuple[Instance, ...]:
        """Return all instances of a group."""
        ...

    async def configurations(
        self, region: RegionId, group: GroupId, kind: GroupType
    ) -> tuple[ScalingConfiguration, ...]:
        """Return the scaling configurations of a group, ECS or ECI."""
        ...

    async def activities(
        self, region: RegionId, group: GroupId, known: Sequence[Activity] = ()
    ) -> tuple[Activity, ...]:
        """Return the newest scaling activities of a group (up to 200).

        What is `known` from an earlier answer and has ended since is taken from there.
        """
        ...

    async def activities_of(self, region: RegionId, group: GroupId, task: TaskId) -> Activities:
        """Return the scaling activities of a refresh: all, or the newest 2,000 and how many are older."""
        ...

    async def refreshes(self, region: RegionId, group: GroupId, most: int = 10) -> tuple[RefreshTask, ...]:
        """Return the newest refreshes of a group, newest first."""
        ...

    async def refreshes_by_id(self, region: RegionId, tasks: Sequence[TaskId]) -> tuple[RefreshTask, ...]:
        """Return the refreshes that exist among up to MOST_IDS ids; unknown ids are left out."""
        ...

    async def start(self, spec: RefreshSpec, token: str) -> Started:
        """Start a refresh; the same token with the same spec never starts a second one."""
        ...

    async def act(self, region: RegionId, group: GroupId, task: TaskId, action: RefreshAction) -> Receipt:
        """Suspend, resume, cancel or roll back a refresh; returns once the cloud has accepted it."""
        ...

    async def ask(self, question: Question[A], known: A | None = None) -> A:
        """Answer a question that changes nothing; of what is `known`, not all has to be read again."""
        ...

    async def remedy(self, remedy: Remedy) -> Receipt:
        """Do something to a group's instances or processes; returns once the cloud has accepted it."""
        ...

    async def close(self) -> None:
        """Let go of threads and connections; calls under way end as Unreachable or UnknownOutcome."""
        ...
