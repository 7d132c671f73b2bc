"""Runs random refreshes in the simulator, looks at them as the program does, and asks when they will end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from essgui.domain.durations import DEFAULTS
from essgui.domain.eta import eta
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.plan import corridor
from essgui.domain.refresh import ImageTarget, RefreshSpec, RefreshTask
from essgui.domain.scaling import Activity, RegionId
from essgui.domain.timeline import Sample
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import Refusal, Start
from essgui.simulator.machine import advance, apply
from essgui.simulator.world import Pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.domain.eta import Eta
    from essgui.domain.scaling import GroupId, TaskId
    from essgui.simulator.world import World

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
POLL = timedelta(seconds=5)
AT = (0.25, 0.5, 0.75)
"""Shares of the whole time at which it is asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said at one moment of one refresh, and what became true."""

    share: float
    said: Eta
    left: float
    """Seconds to the true end."""
    at: datetime

    @property
    def inside(self) -> bool:
        """Whether the true end lies in the range."""
        end = self.at + timedelta(seconds=self.left)
        low, high = self.said.soonest, self.said.latest
        return low is not None and high is not None and low <= end <= high

    @property
    def error(self) -> float | None:
        """How far the middle of the range is off, as a share of what was left."""
        if self.said.middle is None:
            return None
        return abs((self.said.middle - self.at).total_seconds() - self.left) / max(1.0, self.left)


def foretold(count: int, seed: int = 20261123) -> Iterator[Asked]:
    """Yield what was said of random refreshes, at each share of their time."""
    random = Random(seed)  # noqa: S311 - sizes of practice groups, not secrets
    done = 0
    while done < count:
        size = random.randint(4, 80)
        launch = random.uniform(20, 300)
        builder = WorldBuilder(NOW, seed=random.randrange(10_000))
        group = builder.group("web", size, warmup=random.choice((0, 0, 30, 120)))
        world = builder.done()
        pace = Pace(
            launch=(round(launch * 0.6), round(launch * 1.6)),
            drain=(round(launch * 0.1) + 2, round(launch * 0.4) + 5),
            schedule=(3, 20),
        )
        world = replace(world, groups={**world.groups, group: replace(world.groups[group], pace=pace)})
        spec = RefreshSpec(
            RegionId("cn-hangzhou"),
            group,
            ImageTarget("m-bp1shop20261112bbbb2"),
            min_healthy=random.choice((50, 80, 90, 100)),
            max_healthy=random.choice((100, 105, 110, 120)),
            skip_matching=False,
            checkpoints=random.choice(((), (), (50, 100), (10, 25, 50, 100))),
            pause_minutes=random.choice((1, 10, 60)),
        )
        world, reply = apply(world, Start(spec), NOW)
        if isinstance(reply, Refusal):
            continue
        end = advance(world, NOW + timedelta(days=20)).groups[group].refreshes[-1].ended_at
        if end is None:
            continue
        done += 1
        yield from _asked(world, group, spec, end)


def task_of(world: World, group: GroupId, spec: RefreshSpec) -> RefreshTask:
    """Return the newest refresh of a group as the program knows it."""
    found = world.groups[group].refreshes[-1]
    return RefreshTask(
        id=found.id,
        group=group,
        region=spec.region,
        status=found.status,
        total=found.total,
        finished=found.finished,
        target=spec.target,
        min_healthy=spec.min_healthy,
        max_healthy=spec.max_healthy,
        skip_matching=spec.skip_matching,
        checkpoints=spec.checkpoints,
        pause_minutes=spec.pause_minutes,
        started_at=found.started_at,
        ended_at=found.ended_at,
    )


def activities_of(world: World, group: GroupId, task: TaskId) -> tuple[Activity, ...]:
    """Return the activities of a refresh as the program knows them."""
    return tuple(
        Activity(
            deed.id,
            deed.status,
            description=deed.description,
            started_at=deed.started_at,
            ended_at=deed.ended_at,
            created=deed.created,
            destroyed=deed.destroyed,
            task=deed.task,
        )
        for deed in world.groups[group].deeds
        if deed.task == task
    )


def _asked(world: World, group: GroupId, spec: RefreshSpec, end: datetime) -> Iterator[Asked]:
    samples: list[Sample] = []
    whole = (end - NOW).total_seconds()
    moments = [NOW + timedelta(seconds=whole * share) for share in AT]
    at, began = NOW, None
    step = max(POLL, timedelta(seconds=whole / 600))
    band = corridor(world.groups[group].wanted, spec.min_healthy, spec.max_healthy)
    while moments:
        at = min(at + step, moments[0])
        world = advance(world, at)
        task = task_of(world, group, spec)
        samples.append(Sample(at, str(task.status), task.finished, task.total))
        waits = task.status is RefreshStatus.CHECKPOINT_PAUSE
        began = (began or at) if waits else None
        if at < moments[0]:
            continue
        said = eta(task, band, at, DEFAULTS, activities_of(world, group, task.id), samples, began)
        share = AT[len(AT) - len(moments)]
        moments.pop(0)
        yield Asked(share, said, (end - at).total_seconds(), at)
