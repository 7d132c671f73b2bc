"""What Auto Scaling knows: regions, scaling groups, their instances, configurations and activities.

Every object here is frozen and in the words of the API reference; times are aware UTC datetimes,
memory is GiB. Where the cloud may grow new words (policies, lifecycle states), the field stays the
cloud's own string, so that a new word is shown and never crashes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

RegionId = NewType("RegionId", str)
GroupId = NewType("GroupId", str)
TaskId = NewType("TaskId", str)
InstanceId = NewType("InstanceId", str)
ConfigurationId = NewType("ConfigurationId", str)
TemplateId = NewType("TemplateId", str)
ActivityId = NewType("ActivityId", str)


class GroupType(StrEnum):
    """What a scaling group is made of."""

    ECS = "ECS"
    ECI = "ECI"


class InstanceState(StrEnum):
    """The lifecycle states of an instance in a scaling group, as DescribeScalingInstances spells them."""

    PENDING = "Pending"
    PENDING_WAIT = "Pending:Wait"
    IN_SERVICE = "InService"
    PROTECTED = "Protected"
    STANDBY = "Standby"
    STOPPED = "Stopped"
    REMOVING = "Removing"
    REMOVING_WAIT = "Removing:Wait"


SERVING = frozenset({InstanceState.IN_SERVICE, InstanceState.PROTECTED})
"""Instances that take traffic (assumed: Protected still serve)."""
LEAVING = frozenset({InstanceState.REMOVING, InstanceState.REMOVING_WAIT})
"""Instances on their way out."""
HELD = frozenset({InstanceState.PENDING_WAIT, InstanceState.REMOVING_WAIT})
"""Instances that a lifecycle hook holds."""


class CreationType(StrEnum):
    """How an instance came into its group."""

    AUTO = "AutoCreated"
    ATTACHED = "Attached"
    MANAGED = "Managed"


@dataclass(frozen=True, slots=True)
class Region:
    """One region that the account can use."""

    id: RegionId
    name: str


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many instances a group has and wants, all in instances."""

    total: int = 0
    active: int = 0
    """Instances that are InService."""
    pending: int = 0
    pending_wait: int = 0
    protected: int = 0
    standby: int = 0
    stopped: int = 0
    removing: int = 0
    removing_wait: int = 0
    min_size: int = 0
    max_size: int = 0
    desired: int | None = None

    @property
    def in_service(self) -> int:
        """Instances that take traffic: InService and Protected ones (assumed: Protected still serve)."""
        return self.active + self.protected

    @property
    def wanted(self) -> int:
        """The desired capacity, or what is in service where the group has no desired capacity."""
        return self.in_service if self.desired is None else self.desired


@dataclass(frozen=True, slots=True)
class ScalingGroup:
    """A scaling group as DescribeScalingGroups tells of it."""

    id: GroupId
    name: str
    region: RegionId
    type: GroupType = GroupType.ECS
    lifecycle_state: str = "Active"
    multi_az_policy: str = "PRIORITY"
    scaling_policy: str = "release"
    capacity: Capacity = Capacity()
    active_configuration: ConfigurationId | None = None
    launch_template: TemplateId | None = None
    launch_template_version: str | None = None
    override_types: tuple[str, ...] = ()
    weighted: bool = False
    """Counts capacity in weights or vCPUs instead of instances (assumed from WeightedCapacity > 1)."""
    suspended_processes: tuple[str, ...] = ()
    system_suspended: bool = False
    vswitches: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict[str, str])
    created_at: datetime | None = None

    @property
    def from_template(self) -> bool:
        """Whether the group's instances come from a launch template rather than a configuration."""
        return self.launch_template is not None


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance of a scaling group as DescribeScalingInstances tells of it."""

    id: InstanceId
    state: str
    """One of InstanceState, or a word that the cloud has added since."""
    health: str = "Healthy"
    creation_type: str = CreationType.AUTO
    configuration: ConfigurationId | None = None
    launch_template: TemplateId | None = None
    launch_template_version: str | None = None
    activity: ActivityId | None = None
    created_at: datetime | None = None
    zone: str = ""
    private_ip: str = ""
    warmup: str = "NoNeedWarmup"


@dataclass(frozen=True, slots=True)
class EnvironmentVariable:
    """One variable of a container."""

    key: str
    value: str = ""
    field_ref: str = ""
    """FieldRefFieldPath; the reference calls it unavailable, Terraform's own test sets it."""


@dataclass(frozen=True, slots=True)
class Container:
    """One container of an ECI scaling configuration, or the new shape of one in a refresh."""

    name: str
    image: str = ""
    commands: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    environment: tuple[EnvironmentVariable, ...] = ()


@dataclass(frozen=True, slots=True)
class ScalingConfiguration:
    """A scaling configuration, ECS or ECI."""

    id: ConfigurationId
    name: str
    group: GroupId
    type: GroupType = GroupType.ECS
    active: bool = False
    image: str = ""
    image_name: str = ""
    instance_types: tuple[str, ...] = ()
    cpu: float | None = None
    memory: float | None = None
    """GiB."""
    system_disk: str = ""
    """Category and size in words, such as "cloud_essd 40 GiB"."""
    security_groups: tuple[str, ...] = ()
    user_data_hash: str = ""
    """First characters of the SHA-256 of the user data, which may hold secrets; empty without any."""
    containers: tuple[Container, ...] = ()
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ActivityError:
    """One error of a scaling activity with the instances that it hit."""

    code: str
    message: str
    instances: tuple[InstanceId, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """One scaling activity as DescribeScalingActivities tells of it."""

    id: ActivityId
    status: str
    """Successful, Warning, Failed, InProgress or Rejected."""
    cause: str = ""
    description: str = ""
    message: str = ""
    progress: int = 0
    """Percent."""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    created: tuple[InstanceId, ...] = ()
    destroyed: tuple[InstanceId, ...] = ()
    errors: tuple[ActivityError, ...] = ()
    task: TaskId | None = None


@dataclass(frozen=True, slots=True)
class Activities:
    """The activities of one refresh."""

    newest: tuple[Activity, ...]
    """The newest first."""
    unread: int = 0
    """Older ones, which were not read because there are so many."""
