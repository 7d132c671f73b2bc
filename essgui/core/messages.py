"""Everything that can happen, as facts and intents: clicks, answers, failures, the passing of time.

A message carries no time of its own: `update` is told the moment at which it arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.cadence import Cadence
    from essgui.core.draft import Draft
    from essgui.core.failure import Failure
    from essgui.core.past import Ending, HistoryView
    from essgui.core.state import Page, Picker, ProfileFacts, Segment, Step
    from essgui.domain.credentials import Secret
    from essgui.domain.exchange.drafts import KeptDraft
    from essgui.domain.exchange.filling import Offer
    from essgui.domain.exchange.settings import SavedSettings
    from essgui.domain.guards import Guards
    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.remedies import Remedy
    from essgui.domain.run import Extent, Intent, Recording, Shelf
    from essgui.domain.scaling import (
        Activity,
        GroupId,
        Instance,
        Region,
        RegionId,
        ScalingConfiguration,
        ScalingGroup,
        TaskId,
    )
    from essgui.domain.settings import Key


@dataclass(frozen=True, slots=True)
class Opened:
    """The window is there."""


@dataclass(frozen=True, slots=True)
class ProfileReady:
    """The way to the cloud is open: what the window may say of it, and the regions to begin with."""

    profile: ProfileFacts
    regions: tuple[RegionId, ...]
    cadence: Cadence


@dataclass(frozen=True, slots=True)
class ProfileFailed:
    """There is no way to the cloud: no credentials, or the simulator did not start."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class Ticked:
    """A second has passed."""


@dataclass(frozen=True, slots=True)
class SettingChosen:
    """The operator chose a value for a setting."""

    key: Key
    value: str


@dataclass(frozen=True, slots=True)
class CentreRead:
    """The operator has seen the list of notifications."""


@dataclass(frozen=True, slots=True)
class CentreCleared:
    """The operator wants the list of notifications empty."""


@dataclass(frozen=True, slots=True)
class WebhookEntered:
    """The operator entered where the webhook is; an empty address takes it away."""

    address: Secret
    secret: Secret


@dataclass(frozen=True, slots=True)
class WebhookKept:
    """There is an address now, or none; where it is kept."""

    host: str
    signed: bool
    kept: str


@dataclass(frozen=True, slots=True)
class WebhookTestRequested:
    """The operator wants a message sent to see whether it arrives."""


@dataclass(frozen=True, slots=True)
class WebhookTried:
    """A message was sent to the webhook; `trouble` is empty where it arrived."""

    trouble: str = ""
    test: bool = False


@dataclass(frozen=True, slots=True)
class ArchiveMeasured:
    """How much the archive holds."""

    extent: Extent
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class PageChosen:
    """The operator went to a page."""

    page: Page


@dataclass(frozen=True, slots=True)
class NoticeDismissed:
    """The operator has read a notice."""

    key: str


@dataclass(frozen=True, slots=True)
class NoticesHeld:
    """The pointer or the focus is on the notices, or no longer."""

    held: bool


@dataclass(frozen=True, slots=True)
class CloseDeclined:
    """The operator was asked before the window closed, and stays."""


# Fleet


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


# Archive


@dataclass(frozen=True, slots=True)
class ShelfRead:
    """What the archive holds; from now on what is seen is kept."""

    shelf: Shelf


@dataclass(frozen=True, slots=True)
class StorageFailed:
    """The archive could not be read or written."""

    failure: Failure
    runs: tuple[TaskId, ...] = ()
    """Runs that were to be kept."""
    recordings: tuple[tuple[TaskId, Recording], ...] = ()
    """Samples and events that were to be kept."""


@dataclass(frozen=True, slots=True)
class StorageWorks:
    """The archive was written again after a failure."""


@dataclass(frozen=True, slots=True)
class RecordingWanted:
    """Somebody wants to see what was recorded of a run."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class RecordingRead:
    """What was recorded of a run."""

    task: TaskId
    recording: Recording


@dataclass(frozen=True, slots=True)
class RecordingFailed:
    """What was recorded of a run could not be read."""

    task: TaskId
    failure: Failure


@dataclass(frozen=True, slots=True)
class KeepDue:
    """It is time to keep what was seen since the last time."""


# Questions and remedies


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody wants the answer to a question; one that is there already is enough unless `again`."""

    question: Question[object]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a question, of the type that the question names."""

    question: Question[object]
    answer: object


@dataclass(frozen=True, slots=True)
class AskFailed:
    """A question was refused or had no usable answer."""

    question: Question[object]
    failure: Failure


@dataclass(frozen=True, slots=True)
class RemedyRequested:
    """The operator confirmed a remedy."""

    remedy: Remedy


@dataclass(frozen=True, slots=True)
class RemedyAccepted:
    """The cloud accepted a remedy; its effect is still to be seen."""

    remedy: Remedy


@dataclass(frozen=True, slots=True)
class RemedyFailed:
    """A remedy was refused, or its outcome is unknown."""

    remedy: Remedy
    failure: Failure


@dataclass(frozen=True, slots=True)
class RemedyFailureDismissed:
    """The operator has read why a remedy failed."""

    remedy: Remedy


# Monitor


@dataclass(frozen=True, slots=True)
class PollDue:
    """It is time to ask for a region's running refreshes."""

    region: RegionId


@dataclass(frozen=True, slots=True)
class PollSucceeded:
    """The answer to poll number `number`."""

    region: RegionId
    number: int
    asked: tuple[TaskId, ...]
    tasks: tuple[RefreshTask, ...]


@dataclass(frozen=True, slots=True)
class PollFailed:
    """Poll number `number` had no usable answer."""

    region: RegionId
    number: int
    failure: Failure


@dataclass(frozen=True, slots=True)
class ActivitiesLoaded:
    """The activities of a refresh, newest first."""

    task: TaskId
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class ActivitiesFailed:
    """A refresh's activities could not be read."""

    task: TaskId
    failure: Failure


@dataclass(frozen=True, slots=True)
class MonitorOpened:
    """The operator wants to watch a refresh that is known."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class MonitorClosed:
    """The operator closed a monitor; the refresh goes on."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class WatchRequested:
    """The operator typed the id of a refresh to watch."""

    text: str


@dataclass(frozen=True, slots=True)
class WatchFound:
    """The refresh was found."""

    task: RefreshTask


@dataclass(frozen=True, slots=True)
class WatchFailed:
    """The refresh was not found, or could not be looked for."""

    task: TaskId
    failure: Failure


@dataclass(frozen=True, slots=True)
class WatchDismissed:
    """The operator gave up the search."""


@dataclass(frozen=True, slots=True)
class ActionRequested:
    """The operator confirmed an action on a refresh."""

    task: TaskId
    action: RefreshAction
    reason: str = ""
    """Why, in the operator's words."""


@dataclass(frozen=True, slots=True)
class ActionAccepted:
    """The cloud accepted an action; its effect is still to be seen."""

    task: TaskId
    action: RefreshAction


@dataclass(frozen=True, slots=True)
class ActionFailed:
    """An action was refused, or its outcome is unknown."""

    task: TaskId
    action: RefreshAction
    failure: Failure


@dataclass(frozen=True, slots=True)
class ActionFailureDismissed:
    """The operator has read why an action failed."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class GuardsChosen:
    """The operator chose what this program may do by itself for a refresh."""

    task: TaskId
    guards: Guards


@dataclass(frozen=True, slots=True)
class GuardsRestored:
    """The operator wants a monitor back that was closed, with its guards."""

    task: TaskId
    guards: Guards


# Wizard


@dataclass(frozen=True, slots=True)
class WizardOpened:
    """The operator wants to refresh a group."""

    group: GroupId


@dataclass(frozen=True, slots=True)
class WizardOpenedLike:
    """The operator wants to refresh a group with the settings of an earlier refresh of it."""

    task: TaskId
    retry: bool = False
    """What is on the target already is skipped: the rest of a refresh that ended early."""


@dataclass(frozen=True, slots=True)
class WizardOpenedBack:
    """The operator wants to refresh a group back to what it ran before an earlier refresh of it."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class WizardClosed:
    """The operator left the wizard; the form is kept."""


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """The operator changed the form."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class StepChosen:
    """The operator went to a step."""

    step: Step


@dataclass(frozen=True, slots=True)
class OverrideChanged:
    """The operator decides to start despite the no-goes that are on screen, or not to, or says why."""

    on: bool
    reason: str
    against: tuple[str, ...] = ()
    """The no-goes on screen."""


@dataclass(frozen=True, slots=True)
class StartRequested:
    """The operator pressed Start."""


@dataclass(frozen=True, slots=True)
class StartAccepted:
    """The cloud made a refresh for a client token."""

    token: str
    task: TaskId


@dataclass(frozen=True, slots=True)
class StartFailed:
    """A Start was refused, or its outcome is unknown."""

    token: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class StartCheckDue:
    """It is time to find out what became of a Start whose outcome is unknown."""

    token: str


# Pickers of the wizard


@dataclass(frozen=True, slots=True)
class PickerChanged:
    """The operator searched, paged, or chose whose images to see."""

    picker: Picker


@dataclass(frozen=True, slots=True)
class TypingPaused:
    """Nothing was typed for a short while, so what was typed may be asked for."""


# The request as a text


@dataclass(frozen=True, slots=True)
class RequestTyped:
    """The operator edited the request as JSON."""

    text: str


@dataclass(frozen=True, slots=True)
class DraftRestored:
    """The operator wants a form back that was filled over."""

    group: GroupId
    draft: Draft


# Papers: texts, files and saved settings on this computer


@dataclass(frozen=True, slots=True)
class ImportAsked:
    """The operator pasted a text to import."""

    text: str


@dataclass(frozen=True, slots=True)
class ImportFileChosen:
    """The operator chose a file to import."""

    path: str


@dataclass(frozen=True, slots=True)
class ImportRead:
    """What a text offers."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class ImportFailed:
    """A file could not be read."""

    sentence: str


@dataclass(frozen=True, slots=True)
class ImportApplied:
    """The operator takes one of the things that the text offers into the form."""

    index: int = 0


@dataclass(frozen=True, slots=True)
class ImportKept:
    """The operator adds the settings that the text offers to those saved."""


@dataclass(frozen=True, slots=True)
class ImportDismissed:
    """The operator closed the import."""


@dataclass(frozen=True, slots=True)
class FileAsked:
    """The operator wants a text, or a picture, written to a file."""

    path: str
    text: str | bytes


@dataclass(frozen=True, slots=True)
class FileWritten:
    """The file is there."""

    path: str


@dataclass(frozen=True, slots=True)
class FileFailed:
    """The file could not be written."""

    path: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """The saved settings of this computer; `trouble` says what is wrong with their file."""

    saved: tuple[SavedSettings, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class DraftsRead:
    """The forms of an earlier run that were not started."""

    kept: tuple[KeptDraft, ...]


@dataclass(frozen=True, slots=True)
class DraftsDue:
    """It is time to keep the forms as they are now."""


@dataclass(frozen=True, slots=True)
class SettingsNotKept:
    """The saved settings could not be written."""

    sentence: str


@dataclass(frozen=True, slots=True)
class SettingsSaved:
    """The operator saves what the form says under a name."""

    name: str
    with_target: bool = False


@dataclass(frozen=True, slots=True)
class SettingsChosen:
    """The operator fills the form with saved settings."""

    name: str


@dataclass(frozen=True, slots=True)
class SettingsRenamed:
    """The operator gives saved settings another name."""

    name: str
    to: str


@dataclass(frozen=True, slots=True)
class SettingsDeleted:
    """The operator deletes saved settings."""

    name: str


@dataclass(frozen=True, slots=True)
class SettingsRestored:
    """The operator wants deleted settings back."""

    settings: SavedSettings


@dataclass(frozen=True, slots=True)
class SettingsShared:
    """The operator wants saved settings as a file."""

    name: str
    path: str


# History


@dataclass(frozen=True, slots=True)
class HistoryViewChosen:
    """The operator chose one of the history's two lists."""

    view: HistoryView


@dataclass(frozen=True, slots=True)
class HistoryTyped:
    """The operator typed into the history's filter."""

    text: str


@dataclass(frozen=True, slots=True)
class EndingChosen:
    """The operator chose a ready-made filter of the history."""

    ending: Ending


@dataclass(frozen=True, slots=True)
class PeriodChosen:
    """The operator chose how far back the history goes."""

    days: int


@dataclass(frozen=True, slots=True)
class RunsShown:
    """These runs are listed: how long they waited is wanted."""

    tasks: tuple[TaskId, ...]


@dataclass(frozen=True, slots=True)
class WaitsRead:
    """How many seconds recorded runs spent waiting."""

    waits: tuple[tuple[TaskId, float], ...]


@dataclass(frozen=True, slots=True)
class RunTicked:
    """The operator ticked a run, or took the tick away."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class TicksCleared:
    """The operator closed the panel of the ticked runs."""


@dataclass(frozen=True, slots=True)
class AskedRead:
    """Everything that was asked for, newest first."""

    intents: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class AskedFailed:
    """What was asked for could not be read."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class ReplayOpened:
    """The operator wants to go through a recording again."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class ReplayClosed:
    """The operator left the replay."""


@dataclass(frozen=True, slots=True)
class ReplayMoved:
    """The operator moved the slider: seconds after the first sample."""

    position: float


@dataclass(frozen=True, slots=True)
class ReplayPaced:
    """The operator chose how fast the replay runs."""

    pace: int


@dataclass(frozen=True, slots=True)
class ReplayPlayed:
    """The operator pressed play, or pause."""

    playing: bool


@dataclass(frozen=True, slots=True)
class ReplayDue:
    """It is time for the replay's next step."""


ShellMessage = (
    Opened
    | ProfileReady
    | ProfileFailed
    | Ticked
    | SettingChosen
    | PageChosen
    | NoticeDismissed
    | NoticesHeld
    | CloseDeclined
)
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
CentreMessage = (
    CentreRead | CentreCleared | WebhookEntered | WebhookKept | WebhookTestRequested | WebhookTried
)
ArchiveMessage = (
    ArchiveMeasured
    | ShelfRead
    | StorageFailed
    | StorageWorks
    | RecordingWanted
    | RecordingRead
    | RecordingFailed
    | KeepDue
)
ErrandMessage = (
    Asked | Answered | AskFailed | RemedyRequested | RemedyAccepted | RemedyFailed | RemedyFailureDismissed
)
MonitorMessage = (
    PollDue
    | PollSucceeded
    | PollFailed
    | ActivitiesLoaded
    | ActivitiesFailed
    | MonitorOpened
    | MonitorClosed
    | WatchRequested
    | WatchFound
    | WatchFailed
    | WatchDismissed
    | ActionRequested
    | ActionAccepted
    | ActionFailed
    | ActionFailureDismissed
    | GuardsChosen
    | GuardsRestored
)
WizardMessage = (
    WizardOpened
    | WizardOpenedLike
    | WizardOpenedBack
    | WizardClosed
    | DraftChanged
    | StepChosen
    | OverrideChanged
    | StartRequested
    | StartAccepted
    | StartFailed
    | StartCheckDue
    | PickerChanged
    | TypingPaused
    | RequestTyped
    | DraftRestored
)
PaperMessage = (
    ImportAsked
    | ImportFileChosen
    | ImportRead
    | ImportFailed
    | ImportApplied
    | ImportKept
    | ImportDismissed
    | FileAsked
    | FileWritten
    | FileFailed
    | DraftsRead
    | DraftsDue
    | SettingsRead
    | SettingsNotKept
    | SettingsSaved
    | SettingsChosen
    | SettingsRenamed
    | SettingsDeleted
    | SettingsRestored
    | SettingsShared
)
HistoryMessage = (
    HistoryViewChosen
    | HistoryTyped
    | EndingChosen
    | PeriodChosen
    | RunsShown
    | WaitsRead
    | RunTicked
    | TicksCleared
    | AskedRead
    | AskedFailed
    | ReplayOpened
    | ReplayClosed
    | ReplayMoved
    | ReplayPaced
    | ReplayPlayed
    | ReplayDue
)


Message = (
    ShellMessage
    | FleetMessage
    | DetailMessage
    | ArchiveMessage
    | CentreMessage
    | ErrandMessage
    | MonitorMessage
    | WizardMessage
    | PaperMessage
    | HistoryMessage
)
