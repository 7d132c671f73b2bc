"""Everything that can be asked of the world, as nouns of intent; the runtime performs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.guards import Guards

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.core.first_forecast import Foreseen
    from essgui.core.messages import Message
    from essgui.core.state import Notification
    from essgui.domain.credentials import Secret
    from essgui.domain.exchange.drafts import KeptDraft
    from essgui.domain.exchange.settings import SavedSettings
    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshSpec
    from essgui.domain.remedies import Remedy
    from essgui.domain.run import Recording, Run, Settlement
    from essgui.domain.scaling import GroupId, GroupType, RegionId, TaskId
    from essgui.domain.settings import Key


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
class SurveyInstances:
    """Read the instances of a group for their sums alone."""

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
    reason: str = ""
    """Why, in the operator's words."""
    guards: Guards = Guards()
    """Never sent: what is kept with the intent, for a restart before the answer."""
    group_name: str = ""
    """Never sent, like what follows: it is kept with the acceptance."""
    foreseen: Foreseen | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Suspend, resume, cancel or roll back a refresh."""

    region: RegionId
    group: GroupId
    task: TaskId
    action: RefreshAction
    reason: str = ""
    """Why, in the operator's words."""


@dataclass(frozen=True, slots=True)
class ReadShelf:
    """Read what the archive holds for a program that starts."""


@dataclass(frozen=True, slots=True)
class ReadRecording:
    """Read all samples and events of a run from the archive."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class ReadWaits:
    """Read from the archive when runs worked and waited."""

    tasks: tuple[TaskId, ...]


@dataclass(frozen=True, slots=True)
class ReadAsked:
    """Read everything that was asked for from the archive."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep runs in the archive, and add what was seen of some."""

    runs: tuple[Run, ...] = ()
    recordings: tuple[tuple[TaskId, Recording], ...] = ()


@dataclass(frozen=True, slots=True)
class Settle:
    """Write down what became of an intent of an earlier session."""

    token: str
    settlement: Settlement
    task: TaskId | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the cloud a question that changes nothing."""

    question: Question[object]
    known: object = None
    """The answer of before: of a long list, only what is newer has to be read."""


@dataclass(frozen=True, slots=True)
class RunErrand:
    """Do something to a group's instances or processes."""

    remedy: Remedy
    task: TaskId | None = None
    """The refresh of the group that was running then."""


@dataclass(frozen=True, slots=True)
class KeepSetting:
    """Remember a setting for the next run."""

    key: Key
    value: str


@dataclass(frozen=True, slots=True)
class Tidy:
    """Forget runs that ended before a moment, then measure the archive."""

    before: datetime | None = None
    """None forgets nothing."""


@dataclass(frozen=True, slots=True)
class Notify:
    """Show a message of the desktop, where it has a place for one."""

    notification: Notification


@dataclass(frozen=True, slots=True)
class Post:
    """Send a notification to the webhook."""

    kind: str
    """The value of the setting: dingtalk or json."""
    notification: Notification
    test: bool = False


@dataclass(frozen=True, slots=True)
class ReadWebhook:
    """Look whether the keyring holds an address."""


@dataclass(frozen=True, slots=True)
class KeepWebhook:
    """Keep the address and the signing secret of the webhook; an empty address forgets both."""

    address: Secret
    secret: Secret


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
    """Write a text, or a picture, to a file, in the place of one that is there."""

    path: str
    text: str | bytes


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Read the saved settings of this computer."""


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """Write the saved settings; what another program has written meanwhile stays."""

    saved: tuple[SavedSettings, ...]
    before: tuple[SavedSettings, ...] = ()
    """What they were changed from."""


@dataclass(frozen=True, slots=True)
class ReadDrafts:
    """Read the forms of an earlier run."""


@dataclass(frozen=True, slots=True)
class KeepDrafts:
    """Write the forms that were not started."""

    kept: tuple[KeptDraft, ...]


PaperEffect = ReadText | ReadFile | WriteFile | ReadSettings | KeepSettings | ReadDrafts | KeepDrafts
Effect = (
    Wake
    | Connect
    | ReadRegions
    | ReadGroups
    | ReadGroup
    | FindRefreshes
    | ReadInstances
    | SurveyInstances
    | ReadConfigurations
    | ReadActivities
    | PollRefreshes
    | FindTask
    | StartRefresh
    | Act
    | ReadShelf
    | ReadRecording
    | ReadWaits
    | ReadAsked
    | Keep
    | Settle
    | Ask
    | RunErrand
    | PaperEffect
    | KeepSetting
    | Tidy
    | Notify
    | Post
    | ReadWebhook
    | KeepWebhook
)
