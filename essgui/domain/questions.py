"""Questions to the cloud that change nothing: each is a value, so that its answer can be kept under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from essgui.domain.catalog import Found, Image, InstanceType, LaunchTemplate, TemplateVersion
from essgui.domain.scaling import Activity
from essgui.domain.surroundings import (
    Alarm,
    Diagnosis,
    HookWait,
    LifecycleHook,
    ScheduledTask,
    Stock,
)

if TYPE_CHECKING:
    from essgui.domain.catalog import ImageOwner
    from essgui.domain.refresh import Target
    from essgui.domain.scaling import ActivityId, GroupId, RegionId, TemplateId

A = TypeVar("A", covariant=True)


@dataclass(frozen=True)
class Question(Generic[A]):
    """A question in one region; A is the type of its answer."""

    region: RegionId


MOST_OF_GROUP = 200
"""Activities of a group that are read, the newest."""


@dataclass(frozen=True)
class PastActivities(Question[tuple[Activity, ...]]):
    """The newest activities of a group, up to 200, newest first (DescribeScalingActivities)."""

    group: GroupId


@dataclass(frozen=True)
class Images(Question[Found[Image]]):
    """One page of the images whose name holds a text or whose id is one (DescribeImages)."""

    owner: ImageOwner | None = None
    text: str = ""
    page: int = 1
    """From 1; IMAGES_A_PAGE on each."""


@dataclass(frozen=True)
class ImageById(Question[Image | None]):
    """One image, or None where the account cannot see it (DescribeImages)."""

    image: str


@dataclass(frozen=True)
class LaunchTemplates(Question[tuple[LaunchTemplate, ...]]):
    """All launch templates of the region (DescribeLaunchTemplates)."""


@dataclass(frozen=True)
class TemplateVersions(Question[tuple[TemplateVersion, ...]]):
    """All versions of a launch template, newest first (DescribeLaunchTemplateVersions)."""

    template: TemplateId


@dataclass(frozen=True)
class InstanceTypes(Question[tuple[InstanceType, ...]]):
    """All instance types (DescribeInstanceTypes)."""


@dataclass(frozen=True)
class Hooks(Question[tuple[LifecycleHook, ...]]):
    """The lifecycle hooks of a group (DescribeLifecycleHooks)."""

    group: GroupId


@dataclass(frozen=True)
class HookWaits(Question[tuple[HookWait, ...]]):
    """What the hooks hold for one activity (DescribeLifecycleActions)."""

    group: GroupId
    activity: ActivityId


@dataclass(frozen=True)
class ScheduledTasks(Question[tuple[ScheduledTask, ...]]):
    """The scheduled tasks that change a group (DescribeScheduledTasks)."""

    group: GroupId


@dataclass(frozen=True)
class Alarms(Question[tuple[Alarm, ...]]):
    """The alarms of a group (DescribeAlarms)."""

    group: GroupId


@dataclass(frozen=True)
class StockOf(Question[tuple[Stock, ...]]):
    """Whether what a target would launch can be had, per type and zone (DescribeElasticStrength)."""

    group: GroupId
    target: Target
    instance_types: tuple[str, ...] = ()
    """The types that the target would launch; none asks for those of the group."""


@dataclass(frozen=True)
class DiagnosisOf(Question[Diagnosis]):
    """A new diagnosis of a group, read to its end (CreateDiagnoseReport, DescribeDiagnoseReports)."""

    group: GroupId


IMAGES_A_PAGE = 50
"""Images on one page; DescribeImages takes up to 100."""
