"""Facts and intents of the fleet: regions, groups, and what is read about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.core.state import Segment
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import GroupId, Instance, Region, RegionId, ScalingConfiguration, ScalingGroup


@dataclass(frozen=True, slots=True)
class RegionsLoaded:
    """The account's regions."""

    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class RegionsFailed:
    """The regions could not be read."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class RegionsChosen:
    """The operator chose which regions to see."""

    regions: tuple[RegionId, ...]


@dataclass(frozen=True, slots=True)
class ReadRegionsAgain:
    """The list of regions shall be read again."""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Everything on screen shall be read again now: of one region, or of all."""

    region: RegionId | None = None


@dataclass(frozen=True, slots=True)
class FleetDue:
    """It is time to list a region's groups."""

    region: RegionId


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """Some of a region's groups, while the rest is still being read."""

    region: RegionId
    groups: tuple[ScalingGroup, ...]


@dataclass(frozen=True, slots=True)
class GroupsLoaded:
    """All of a region's groups."""

    region: RegionId
    groups: tuple[ScalingGroup, ...]


@dataclass(frozen=True, slots=True)
class GroupsFailed:
    """A region's groups could not be read."""

    region: RegionId
    failure: Failure


@dataclass(frozen=True, slots=True)
class GroupLoaded:
    """One group, read by itself."""

    group: ScalingGroup


@dataclass(frozen=True, slots=True)
class GroupFailed:
    """One group could not be read."""

    group: GroupId
    failure: Failure


@dataclass(frozen=True, slots=True)
class RowsShown:
    """These groups are on screen: their refreshes are looked for first."""

    groups: tuple[GroupId, ...]


@dataclass(frozen=True, slots=True)
class DiscoveryDue:
    """It is time to look for the refreshes of some more groups."""


@dataclass(frozen=True, slots=True)
class RefreshesFound:
    """The refreshes of a group, newest first; an empty list is an answer too."""

    group: GroupId
    tasks: tuple[RefreshTask, ...]


@dataclass(frozen=True, slots=True)
class RefreshesFailed:
    """A group's refreshes could not be read."""

    group: GroupId
    failure: Failure


@dataclass(frozen=True, slots=True)
class FilterTyped:
    """The operator typed into the fleet's filter."""

    text: str


@dataclass(frozen=True, slots=True)
class SegmentChosen:
    """The operator chose a ready-made filter."""

    segment: Segment


@dataclass(frozen=True, slots=True)
class GroupSelected:
    """The operator selected a group, or none."""

    group: GroupId | None


@dataclass(frozen=True, slots=True)
class InstancesLoaded:
    """All instances of a group."""

    group: GroupId
    instances: tuple[Instance, ...]


@dataclass(frozen=True, slots=True)
class InstancesFailed:
    """A group's instances could not be read."""

    group: GroupId
    failure: Failure


@dataclass(frozen=True, slots=True)
class SurveyDue:
    """It is time to look at the instances of some more groups."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """All instances of a group, of which only the sums are kept."""

    group: GroupId
    instances: tuple[Instance, ...]


@dataclass(frozen=True, slots=True)
class SurveyFailed:
    """A group's instances could not be read for the survey."""

    group: GroupId
    failure: Failure


@dataclass(frozen=True, slots=True)
class ConfigurationsLoaded:
    """The scaling configurations of a group."""

    group: GroupId
    configurations: tuple[ScalingConfiguration, ...]


@dataclass(frozen=True, slots=True)
class ConfigurationsFailed:
    """A group's scaling configurations could not be read."""

    group: GroupId
    failure: Failure


FleetMessage = (
    RegionsLoaded
    | RegionsFailed
    | RegionsChosen
    | ReadRegionsAgain
    | ReadAgain
    | FleetDue
    | GroupsPage
    | GroupsLoaded
    | GroupsFailed
    | GroupLoaded
    | GroupFailed
    | FilterTyped
    | SegmentChosen
    | GroupSelected
)


DetailMessage = (
    RowsShown
    | DiscoveryDue
    | RefreshesFound
    | RefreshesFailed
    | InstancesLoaded
    | InstancesFailed
    | SurveyDue
    | Surveyed
    | SurveyFailed
    | ConfigurationsLoaded
    | ConfigurationsFailed
)
