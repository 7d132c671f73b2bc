"""Builders of domain objects and states for tests: every argument has a believable default."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from essgui.core.state import AppState, Detail, Monitor, ProfileFacts, ProfileKind, Remote
from essgui.domain.clock import Instant
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import RefreshTask
from essgui.domain.scaling import (
    Capacity,
    ConfigurationId,
    GroupId,
    GroupType,
    Instance,
    InstanceId,
    Region,
    RegionId,
    ScalingConfiguration,
    ScalingGroup,
    TaskId,
)
from essgui.domain.timeline import Timeline, sample

if TYPE_CHECKING:
    from collections.abc import Iterable

HANGZHOU = RegionId("cn-hangzhou")
SHANGHAI = RegionId("cn-shanghai")
NOW = Instant(datetime(2026, 11, 23, 6, 0, tzinfo=UTC), 1000.0)
ACTIVE = ConfigurationId("asc-bp1active00000000001")
OTHER = ConfigurationId("asc-bp1other000000000002")


def later(seconds: float, start: Instant = NOW) -> Instant:
    """Return a moment some seconds after another."""
    return Instant(start.at + timedelta(seconds=seconds), start.mono + seconds)


def make_group(
    name: str = "web", size: int = 10, region: RegionId = HANGZHOU, **changes: object
) -> ScalingGroup:
    """Build an eligible ECS group on a scaling configuration."""
    group = ScalingGroup(
        id=GroupId(f"asg-bp1{name}"),
        name=name,
        region=region,
        capacity=Capacity(total=size, active=size, min_size=1, max_size=size * 2, desired=size),
        active_configuration=ACTIVE,
        created_at=NOW.at - timedelta(days=90),
    )
    return replace(group, **changes)


def make_instances(count: int = 10, **changes: object) -> tuple[Instance, ...]:
    """Build instances of the active configuration in two zones, made a day ago."""
    first = Instance(
        id=InstanceId("i-0"),
        state="InService",
        configuration=ACTIVE,
        created_at=NOW.at - timedelta(days=1),
        zone="cn-hangzhou-h",
    )
    return tuple(
        replace(
            first,
            **{"id": InstanceId(f"i-bp1{n:05}"), "zone": f"cn-hangzhou-{'hj'[n % 2]}", **changes},
        )
        for n in range(count)
    )


def make_configurations(group: ScalingGroup) -> tuple[ScalingConfiguration, ...]:
    """Build the active configuration and another one."""
    active = ScalingConfiguration(
        ACTIVE, f"{group.name}-2026-10", group.id, group.type, active=True, image="m-bp1old", cpu=2, memory=4
    )
    return active, replace(active, id=OTHER, name=f"{group.name}-2026-11", active=False, image="m-bp1new")


def make_task(
    group: ScalingGroup,
    status: RefreshStatus | str = RefreshStatus.IN_PROGRESS,
    finished: int = 4,
    **changes: object,
) -> RefreshTask:
    """Build a refresh of a group that began ten minutes ago."""
    task = RefreshTask(
        id=TaskId(f"ir-bp1{group.name}"),
        group=group.id,
        region=group.region,
        status=status,
        total=group.capacity.total,
        finished=finished,
        started_at=NOW.at - timedelta(minutes=10),
    )
    return replace(task, **changes)


def make_state(
    groups: Iterable[ScalingGroup] = (), tasks: Iterable[RefreshTask] = (), **changes: object
) -> AppState:
    """Build a state with these groups listed and these refreshes known, newest first per group."""
    groups, tasks = tuple(groups), tuple(tasks)
    regions = tuple(dict.fromkeys(g.region for g in groups)) or (HANGZHOU,)
    state = AppState(
        profile=ProfileFacts("Practice cloud", ProfileKind.SIMULATED, account="1647000000008201"),
        connected=True,
        now=NOW,
        regions=Remote((Region(HANGZHOU, "Hangzhou"), Region(SHANGHAI, "Shanghai")), NOW),
        chosen=regions,
        groups={r: Remote(tuple(g for g in groups if g.region == r), NOW) for r in regions},
        tasks={t.id: t for t in tasks},
        history={g.id: tuple(t.id for t in tasks if t.group == g.id) for g in groups},
    )
    return replace(state, **changes)


def with_monitor(
    state: AppState, task: RefreshTask, instances: tuple[Instance, ...] | None = None
) -> AppState:
    """Open a monitor of a task in a state, with a first sample."""
    monitor = Monitor(
        task.id,
        task.region,
        task.group,
        opened=NOW,
        timeline=Timeline().add(sample(task, NOW.at, instances)),
    )
    details = state.details
    if instances is not None:
        details = {**details, task.group: Detail(instances=Remote(instances, NOW))}
    return replace(state, monitors={**state.monitors, task.id: monitor}, monitor=task.id, details=details)


def make_eci_group(name: str = "push", size: int = 4) -> ScalingGroup:
    """Build an eligible ECI group."""
    return make_group(name, size, type=GroupType.ECI)
