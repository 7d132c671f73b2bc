"""Everything that can be asked of the world, as nouns of intent; the runtime performs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.messages import Message
    from essgui.core.state import ThemeChoice
    from essgui.domain.exchange.settings import SavedSettings
    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshSpec
    from essgui.domain.remedies import Remedy
    from essgui.domain.scaling import GroupId, GroupType, RegionId, TaskId


@dataclass(frozen=True, slots=True)
class Wake:
    """Deliver a message after some seconds; a new Wake of the same name replaces the old one."""

    name: str
    after: float
    message: Message


@dataclass(frozen=True, slots=True)
class Connect:
    """Open the way to the cloud of the profile."""


@dataclass(frozen=True, slots=True)
class ReadRegions:
    """Read the account's regions."""


@dataclass(frozen=True, slots=True)
class ReadGroups:
    """Read all groups of a region, page by page."""

    region: RegionId


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """Read one group."""

    region: RegionId
    group: GroupId


@dataclass(frozen=True, slots=True)
class FindRefreshes:
    """Read the newest refreshes of a group."""

    region: RegionId
    group: GroupId


@dataclass(frozen=True, slots=True)
class ReadInstances:
    """Read the instances of a group."""

    region: RegionId
    group: GroupId


@dataclass(frozen=True, slots=True)
class ReadConfigurations:
    """Read the scaling configurations of a group."""

    region: RegionId
    group: GroupId
    kind: GroupType


@dataclass(frozen=True, slots=True)
class ReadActivities:
    """Read the activities of a refresh."""

    region: RegionId
    group: GroupId
    task: TaskId


@dataclass(frozen=True, slots=True)
class PollRefreshes:
    """Ask for refreshes by id, in batches."""

    region: RegionId
    number: int
    tasks: tuple[TaskId, ...]


@dataclass(frozen=True, slots=True)
class FindTask:
    """Look for a refresh in several regions."""

    regions: tuple[RegionId, ...]
    task: TaskId


@dataclass(frozen=True, slots=True)
class StartRefresh:
    """Start a refresh."""

    spec: RefreshSpec
    token: str


@dataclass(frozen=True, slots=True)
class Act:
    """Suspend, resume, cancel or roll back a refresh."""

    region: RegionId
    group: GroupId
    task: TaskId
    action: RefreshAction


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the cloud a question that changes nothing."""

    question: Question[object]


@dataclass(frozen=True, slots=True)
class RunErrand:
    """Do something to a group's instances or processes."""

    remedy: Remedy


@dataclass(frozen=True, slots=True)
class KeepTheme:
    """Remember the look for the next run."""

    theme: ThemeChoice


@dataclass(frozen=True, slots=True)
class ReadText:
    """Read what a text offers to the form."""

    text: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Read what a file offers to the form."""

    path: str


@dataclass(frozen=True, slots=True)
class WriteFile:
    """Write a text to a file, in the place of one that is there."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Read the saved settings of this computer."""


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """Write the saved settings."""

    saved: tuple[SavedSettings, ...]


PaperEffect = ReadText | ReadFile | WriteFile | ReadSettings | KeepSettings
Effect = (
    Wake
    | Connect
    | ReadRegions
    | ReadGroups
    | ReadGroup
    | FindRefreshes
    | ReadInstances
    | ReadConfigurations
    | ReadActivities
    | PollRefreshes
    | FindTask
    | StartRefresh
    | Act
    | Ask
    | RunErrand
    | KeepTheme
    | PaperEffect
)
