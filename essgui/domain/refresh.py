"""Instance refreshes: what we ask for (RefreshSpec) and what the cloud says of it (RefreshTask).

The target is a union of five kinds, so a request with two targets cannot be written down.
Source: StartInstanceRefresh and DescribeInstanceRefreshes, API version 2022-02-22.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import TERMINAL, RefreshStatus

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.scaling import ConfigurationId, Container, GroupId, RegionId, TaskId, TemplateId

MOVING_VERSIONS = frozenset({"Default", "Latest"})
"""Template versions that name a moving thing: a refresh to one cannot be rolled back (documented)."""


@dataclass(frozen=True, slots=True)
class ActiveConfiguration:
    """Rebuild instances from the configuration that is active now; sends no DesiredConfiguration."""


@dataclass(frozen=True, slots=True)
class ScalingConfigurationTarget:
    """Move to another scaling configuration of the group; it becomes the active one on success."""

    id: ConfigurationId


@dataclass(frozen=True, slots=True)
class ImageTarget:
    """Keep the active configuration but for its image; not for groups on a launch template."""

    image: str


@dataclass(frozen=True, slots=True)
class LaunchTemplateTarget:
    """Move to a launch template version, with an ordered list of instance types to override its own."""

    id: TemplateId
    version: str = "Default"
    """A number, "Default" or "Latest"."""
    instance_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContainersTarget:
    """New images, commands, args and variables for containers of an ECI group, matched by name."""

    containers: tuple[Container, ...]


Target = (
    ActiveConfiguration | ScalingConfigurationTarget | ImageTarget | LaunchTemplateTarget | ContainersTarget
)


@dataclass(frozen=True, slots=True)
class RefreshSpec:
    """Everything that StartInstanceRefresh takes, but for the client token."""

    region: RegionId
    group: GroupId
    target: Target = ActiveConfiguration()
    min_healthy: int = 80
    """Percent of the group's capacity, 0 to 100; the API's default is 80."""
    max_healthy: int = 120
    """Percent of the group's capacity, 100 to 200; the API's default is 120."""
    skip_matching: bool = True
    checkpoints: tuple[int, ...] = ()
    """Percentages of new instances at which the refresh pauses, ascending, the last one 100."""
    pause_minutes: int = 60
    """Minutes of pause at a checkpoint, 1 to 2880; sent only where there are checkpoints."""


@dataclass(frozen=True, slots=True)
class RefreshTask:
    """One instance refresh as DescribeInstanceRefreshes tells of it."""

    id: TaskId
    group: GroupId
    region: RegionId
    status: RefreshStatus | str
    """A RefreshStatus, or the cloud's own word where this program does not know it."""
    total: int = 0
    """Instances that need to be updated (TotalNeedUpdateCapacity)."""
    finished: int = 0
    """Instances updated so far (FinishedUpdateCapacity)."""
    target: Target = ActiveConfiguration()
    min_healthy: int = 80
    max_healthy: int = 120
    skip_matching: bool = True
    checkpoints: tuple[int, ...] = ()
    pause_minutes: int = 60
    started_at: datetime | None = None
    ended_at: datetime | None = None
    detail: str = ""
    """The cloud's reason for a failure, or nothing."""

    @property
    def spec(self) -> RefreshSpec:
        """What was asked for, as it can be asked for again."""
        return RefreshSpec(
            self.region,
            self.group,
            self.target,
            self.min_healthy,
            self.max_healthy,
            self.skip_matching,
            self.checkpoints,
            self.pause_minutes,
        )

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it. An unknown status is never over."""
        return self.status in TERMINAL

    @property
    def share(self) -> float:
        """Finished over total, between 0 and 1; 0 where the total is unknown."""
        return min(1.0, max(0.0, self.finished / self.total)) if self.total > 0 else 0.0

    @property
    def percent(self) -> int:
        """The share in whole percent, rounded down so that 100 means all of it."""
        return min(100, max(0, self.finished * 100 // self.total)) if self.total > 0 else 0


def accepted(spec: RefreshSpec, task: TaskId, at: datetime) -> RefreshTask:
    """Return a refresh that ESS has accepted, until it tells of it itself."""
    return RefreshTask(
        id=task,
        group=spec.group,
        region=spec.region,
        status=RefreshStatus.PENDING,
        target=spec.target,
        min_healthy=spec.min_healthy,
        max_healthy=spec.max_healthy,
        skip_matching=spec.skip_matching,
        checkpoints=spec.checkpoints,
        pause_minutes=spec.pause_minutes,
        started_at=at,
    )


def can_roll_back(target: Target) -> bool:
    """Tell whether ESS supports a rollback from this target.

    Documented: not for template versions Default and Latest. Assumed: not where no desired
    configuration was given, because the active configuration is then also the one to go back to.
    """
    match target:
        case LaunchTemplateTarget(version=version):
            return version not in MOVING_VERSIONS
        case ActiveConfiguration():
            return False
        case _:
            return True
