"""The state of the whole application as one frozen value; `update` is the only thing that makes a new one.

Unchanged branches keep their identity from one state to the next: that is how views know what to redraw.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from essgui.core.cadence import Cadence
from essgui.core.draft import Draft
from essgui.core.past import History
from essgui.domain.clock import START_OF_TIME, Instant
from essgui.domain.settings import Key, Settings
from essgui.domain.timeline import Timeline
from essgui.domain.vigil import Vigil

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from essgui.core.failure import Failure
    from essgui.core.messages import Message
    from essgui.domain.ages import Ages
    from essgui.domain.catalog import ImageOwner
    from essgui.domain.durations import Durations
    from essgui.domain.exchange.drafts import KeptDraft
    from essgui.domain.exchange.filling import Offer
    from essgui.domain.exchange.settings import SavedSettings
    from essgui.domain.exchange.slips import Slip
    from essgui.domain.lifecycle import RefreshAction, RefreshStatus
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshSpec, RefreshTask, Target
    from essgui.domain.remedies import Remedy
    from essgui.domain.run import Event, Extent, Intent, Recording, Run
    from essgui.domain.scaling import (
        Activity,
        GroupId,
        Instance,
        InstanceId,
        Region,
        RegionId,
        ScalingConfiguration,
        ScalingGroup,
        TaskId,
    )
    from essgui.domain.situation import Gravity, Kind
    from essgui.domain.suspensions import Suspension

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Remote(Generic[T]):
    """Something read from the cloud: the last good value and its age, and how the newest read fares."""

    value: T | None = None
    seen: Instant | None = None
    loading: bool = False
    failure: Failure | None = None
    """Why the newest read failed; the value of before stays."""
    misses: int = 0
    """Reads that failed in a row."""
    retry_at: float | None = None
    """Monotonic seconds of the next try by itself."""


class ProfileKind(StrEnum):
    """Which sort of cloud a profile leads to."""

    SIMULATED = "simulated"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What the window shows of the profile in use; no secret is in it."""

    name: str
    kind: ProfileKind
    source: str = ""
    """Where the credentials come from, in words."""
    key_hint: str = ""
    account: str = ""
    endpoint: str = ""
    speed: float = 1.0
    """How much faster than real time the simulated cloud runs."""


class Page(StrEnum):
    """The pages of the window."""

    FLEET = "fleet"
    REFRESHES = "refreshes"
    MONITOR = "monitor"
    WIZARD = "wizard"
    HISTORY = "history"
    SETTINGS = "settings"


class Segment(StrEnum):
    """The ready-made filters of the fleet table."""

    ALL = "all"
    RUNNING = "running"
    CHECKPOINT = "checkpoint"
    FAILED = "failed"
    IDLE = "idle"
    DRIFTED = "drifted"
    BLOCKED = "not eligible"


@dataclass(frozen=True, slots=True)
class Fleet:
    """The fleet page: what is filtered and selected."""

    text: str = ""
    segment: Segment = Segment.ALL
    selected: GroupId | None = None


@dataclass(frozen=True, slots=True)
class BackOff:
    """The regions that are left alone for a while, after failures: one that is down holds up no other."""

    misses: Mapping[RegionId, int] = field(default_factory=dict["RegionId", "int"])
    """Failures in a row."""
    until: Mapping[RegionId, float] = field(default_factory=dict["RegionId", "float"])
    """Monotonic seconds before which nothing is asked there."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """The search for refreshes, one call per group, paced."""

    queue: tuple[GroupId, ...] = ()
    in_flight: frozenset[GroupId] = frozenset()
    looked: Mapping[GroupId, float] = field(default_factory=dict["GroupId", float])
    """Monotonic seconds of the last look per group."""
    failed: Mapping[GroupId, Failure] = field(default_factory=dict["GroupId", "Failure"])
    back_off: BackOff = BackOff()


@dataclass(frozen=True, slots=True)
class Survey:
    """The looks at the instances of all groups, one after another, for drift and age."""

    queue: tuple[GroupId, ...] = ()
    in_flight: frozenset[GroupId] = frozenset()
    looked: Mapping[GroupId, float] = field(default_factory=dict["GroupId", float])
    """Monotonic seconds of the last look per group."""
    facts: Mapping[GroupId, Ages] = field(default_factory=dict["GroupId", "Ages"])
    back_off: BackOff = BackOff()


@dataclass(frozen=True, slots=True)
class Detail:
    """What is read of one group when somebody looks at it closely."""

    instances: Remote[tuple[Instance, ...]] = Remote()
    configurations: Remote[tuple[ScalingConfiguration, ...]] = Remote()


@dataclass(frozen=True, slots=True)
class Poll:
    """The polling of one region's running refreshes."""

    sent: int = 0
    """Number of the newest poll sent."""
    applied: int = 0
    """Number of the newest poll whose answer was applied; older answers are dropped."""
    seen: Instant | None = None
    failure: Failure | None = None
    misses: int = 0
    next_at: float | None = None
    """Monotonic seconds of the next poll."""
    missing: frozenset[TaskId] = frozenset()
    """Asked for in the last poll, but not in its answer."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held back because ESS throttles."""

    misses: int = 0
    """Times in a row."""
    until: float = 0.0
    """Monotonic seconds."""


@dataclass(frozen=True, slots=True)
class InFlight:
    """An action between the click and the poll that shows its effect."""

    action: RefreshAction
    since: Instant
    accepted_at_poll: int | None = None
    """The newest poll sent when the cloud accepted it: only a later one can show the effect."""
    reason: str = ""
    """Why, in the operator's words."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause at a checkpoint."""

    began: datetime
    exact: bool
    """Whether we saw it begin; otherwise `began` is when we came and the rest is shown with ≈."""


@dataclass(frozen=True, slots=True)
class Monitor:
    """One refresh that is watched closely."""

    task: TaskId
    region: RegionId
    group: GroupId
    opened: Instant
    joined_late: bool = True
    """It was already running when we first saw it."""
    timeline: Timeline = Timeline()
    activities: Remote[tuple[Activity, ...]] = Remote()
    in_flight: InFlight | None = None
    action_failure: tuple[RefreshAction, Failure] | None = None
    before_rollback: int = 0
    """Instances that were new when the rollback was first seen: its own bar fills from 0 to here."""
    held: Mapping[InstanceId, datetime | None] = field(default_factory=dict["InstanceId", "datetime | None"])
    """Since when instances are held by a hook; None where that began before it could be seen."""
    extended: Mapping[str, datetime] = field(default_factory=dict[str, "datetime"])
    """When a wait ends that was extended from here, by its token."""
    zones: frozenset[str] = frozenset()
    """Zones in which an instance was seen in service."""
    leaving: Mapping[InstanceId, datetime] = field(default_factory=dict["InstanceId", "datetime"])
    """When instances that are on their way out were first seen so."""
    gone: Mapping[InstanceId, Instance] = field(default_factory=dict["InstanceId", "Instance"])
    """Instances that the group listed and no longer lists, as they were last seen."""
    last_act: tuple[RefreshAction, datetime] | None = None
    """What was asked of it last from here."""
    foreign_act: tuple[RefreshStatus, datetime] | None = None
    """The newest status that was brought about by somebody else, and when it was seen."""
    vigil: Vigil = Vigil()
    """What this program may do by itself, and what its guards have seen."""


class Step(IntEnum):
    """The steps of the wizard."""

    TARGET = 0
    SCOPE = 1
    PACE = 2
    SAFETY = 3
    REVIEW = 4


class AttemptPhase(StrEnum):
    """How far a Start has come."""

    SENDING = "sending"
    UNKNOWN = "unknown"
    """No usable answer: it may or may not have started."""


@dataclass(frozen=True, slots=True)
class Override:
    """The decision to start although checks say no-go."""

    on: bool = False
    reason: str = ""
    against: tuple[str, ...] = ()
    """The no-goes that were on screen when it was made; it covers no other."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One Start; the token and the request stay the same however often it is sent."""

    token: str
    spec: RefreshSpec
    since: Instant
    phase: AttemptPhase = AttemptPhase.SENDING
    sends: int = 1
    looked: int = 0
    failure: Failure | None = None
    before: tuple[TaskId, ...] = ()
    """The group's refreshes that were known when it began: none of them can have come of it."""
    override: Override | None = None
    """Despite what it was started; None where nothing stood against it."""


@dataclass(frozen=True, slots=True)
class Picker:
    """What is looked for in the lists of the Target step; their contents are the answers to questions."""

    owner: ImageOwner | None = None
    """Whose images; None for all."""
    by_id: bool = False
    """An image is named by its id instead of being chosen from the list."""
    text: str = ""
    """What images are searched for, as typed."""
    asked: str = ""
    """What the cloud is asked for: the text once the typing has paused."""
    page: int = 1
    """Of the images, from 1."""
    configurations: str = ""
    templates: str = ""
    types: str = ""
    """What the other lists are searched for; they are whole, so no question is needed."""
    typing: bool = False
    """Ids and texts that are typed just now are not asked for yet."""


@dataclass(frozen=True, slots=True)
class Wizard:
    """The wizard of one group."""

    group: GroupId
    region: RegionId
    draft: Draft = Draft()
    step: Step = Step.TARGET
    furthest: Step = Step.TARGET
    attempt: Attempt | None = None
    refusal: Failure | None = None
    """What the cloud said when it refused the last Start."""
    gone: bool = False
    """The group was deleted while the wizard was open."""
    override: Override = Override()
    picker: Picker = Picker()
    typed: str | None = None
    """The request as it was typed as JSON; None where the form's own text stands for it."""
    slips: tuple[Slip, ...] = ()
    """What is wrong with the typed text; while there is any, the form is not what was typed."""
    lost: tuple[tuple[str, str], ...] = ()
    """Container and name of variables whose values were not stored: they have to be typed again."""


@dataclass(frozen=True, slots=True)
class Intake:
    """An import, from the text or file that was given until the form has taken it."""

    source: str = ""
    """The name of the file; empty for a text that was pasted."""
    reading: bool = True
    offer: Offer | None = None
    failure: str = ""
    """Why the file could not be read."""


@dataclass(frozen=True, slots=True)
class Watch:
    """The search for a refresh by its id alone."""

    task: TaskId
    searching: bool = True
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """A remedy between the click and its answer; one that failed stays until it is read."""

    since: Instant
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """What only the begin of a refresh tells."""

    ours: bool = False
    reason: str = ""
    """Why it was started, or despite what, in the operator's words."""
    before: Target | None = None
    """What the group ran before, as a target to go back to."""
    first_forecast: tuple[float, float] | None = None
    """Seconds after the Start between which the forecast saw the end."""
    first_durations: Durations | None = None
    """From what that forecast was made."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What this computer keeps of refreshes, and what of it is not written yet."""

    keeping: bool = False
    """Whether the archive could be read; nothing is kept before."""
    extent: Extent | None = None
    """How much there is of it, as of the start."""
    failure: Failure | None = None
    runs: Mapping[TaskId, Run] = field(default_factory=dict["TaskId", "Run"])
    """As they were last kept, the newest first."""
    recordings: Mapping[TaskId, Remote[Recording]] = field(
        default_factory=dict["TaskId", "Remote[Recording]"]
    )
    """Read for the history and the replay."""
    timelines: Mapping[TaskId, Timeline] = field(default_factory=dict["TaskId", "Timeline"])
    """The samples of those recordings as a monitor would keep them."""
    waits: Mapping[TaskId, float] = field(default_factory=dict["TaskId", "float"])
    """Seconds that recorded runs spent waiting; -1 where nothing was recorded."""
    asked: Remote[tuple[Intent, ...]] = Remote()
    """Everything that was asked for from this computer, newest first."""
    origins: Mapping[TaskId, Origin] = field(default_factory=dict["TaskId", "Origin"])
    """Of refreshes that were seen to begin in this session."""
    unsettled: tuple[Intent, ...] = ()
    """Starts of an earlier session whose outcome was never seen."""
    suspended: tuple[Suspension, ...] = ()
    """Processes that were suspended from here and not resumed from here since."""
    changed: frozenset[TaskId] = frozenset()
    """Runs to keep at the next writing."""
    pending: Mapping[TaskId, Recording] = field(default_factory=dict["TaskId", "Recording"])
    """Samples and events to keep at the next writing."""


class NoticeKind(StrEnum):
    """How a notice is to be read."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that stays until it is dismissed; good news without a decision takes leave by itself."""

    key: str
    """A second notice with the same key replaces the first."""
    kind: NoticeKind
    text: str
    failure: Failure | None = None
    task: TaskId | None = None
    """The refresh that it is about."""
    act: tuple[str, Message] | None = None
    """A button on it: its word, and the message that it sends."""
    since: float = field(default=0.0, compare=False)
    """Monotonic seconds from which it is shown."""


class ThemeChoice(StrEnum):
    """Which look to wear."""

    LIGHT = "light"
    DARK = "dark"


class NotificationKind(StrEnum):
    """What a notification is about; each kind can be switched off."""

    CHECKPOINT = "checkpoint"
    STUCK = "stuck"
    FAILED = "failed"
    FINISHED = "finished"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Notification:
    """Something that the operator wants to be told of, with what to do next."""

    number: int
    """Counts up in a session."""
    kind: NotificationKind
    at: datetime
    group: str
    """The group's name."""
    region: RegionId
    task: TaskId
    status: str
    """The refresh's, as ESS gives it."""
    sentence: str
    next: str = ""


@dataclass(frozen=True, slots=True)
class Centre:
    """What was told in this session."""

    told: tuple[Notification, ...] = ()
    """The newest first, bounded."""
    count: int = 0
    """All that were ever told."""
    read: int = 0
    """The number of the newest that was read."""
    unheard: frozenset[TaskId] = frozenset()
    """Taken from the archive and not seen in the cloud since: what became of them happened earlier."""

    @property
    def unread(self) -> int:
        """How many were not read."""
        return sum(1 for n in self.told if n.number > self.read)


@dataclass(frozen=True, slots=True)
class Webhook:
    """What may be shown of the webhook; its address and its secret are kept elsewhere."""

    ready: bool = False
    """Whether there is an address."""
    host: str = ""
    signed: bool = False
    """Whether there is a signing secret."""
    kept: str = ""
    """Where address and secret are kept, in a sentence."""
    busy: bool = False
    """A test is on its way."""
    last: str = ""
    """How the newest try went."""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class AppState:
    """All of it."""

    profile: ProfileFacts
    connected: bool = False
    """Whether there is a way to the cloud; before that, reading again means connecting."""
    session: str = "session"
    """Random letters of this run; part of every client token."""
    cadence: Cadence = Cadence()
    now: Instant = START_OF_TIME
    settings: Settings = field(default_factory=Settings)
    centre: Centre = Centre()
    webhook: Webhook = Webhook()
    page: Page = Page.FLEET
    monitor: TaskId | None = None
    """The monitor on screen."""
    regions: Remote[tuple[Region, ...]] = Remote()
    chosen: tuple[RegionId, ...] = ()
    groups: Mapping[RegionId, Remote[tuple[ScalingGroup, ...]]] = field(
        default_factory=dict["RegionId", "Remote[tuple[ScalingGroup, ...]]"]
    )
    tasks: Mapping[TaskId, RefreshTask] = field(default_factory=dict["TaskId", "RefreshTask"])
    history: Mapping[GroupId, tuple[TaskId, ...]] = field(
        default_factory=dict["GroupId", "tuple[TaskId, ...]"]
    )
    """Refreshes known of each group, newest first; a missing group was not looked at yet."""
    pauses: Mapping[TaskId, Pause] = field(default_factory=dict["TaskId", "Pause"])
    discovery: Discovery = Discovery()
    survey: Survey = Survey()
    details: Mapping[GroupId, Detail] = field(default_factory=dict["GroupId", "Detail"])
    looks: Mapping[Question[object], Remote[object]] = field(
        default_factory=dict["Question[object]", "Remote[object]"]
    )
    """Answers to questions, the newest last; `lookup.answer` reads them with their type."""
    errands: Mapping[Remedy, Errand] = field(default_factory=dict["Remedy", "Errand"])
    archive: Archive = Archive()
    chronicles: Mapping[TaskId, tuple[Event, ...]] = field(
        default_factory=dict["TaskId", "tuple[Event, ...]"]
    )
    """What happened in the watched refreshes, oldest first."""
    attention: Mapping[TaskId, Mapping[Kind, Gravity]] = field(
        default_factory=dict["TaskId", "Mapping[Kind, Gravity]"]
    )
    """What called for attention in the watched refreshes at the last look, with the gravest of each kind."""
    stuck: Mapping[TaskId, Mapping[InstanceId, Kind]] = field(
        default_factory=dict["TaskId", "Mapping[InstanceId, Kind]"]
    )
    """The instances that were stuck in them at the last look."""
    polls: Mapping[RegionId, Poll] = field(default_factory=dict["RegionId", "Poll"])
    held: Held = Held()
    """Close looks; the polls have their own back-off."""
    monitors: Mapping[TaskId, Monitor] = field(default_factory=dict["TaskId", "Monitor"])
    """In the order of their tabs."""
    flights: Mapping[TaskId, InFlight] = field(default_factory=dict["TaskId", "InFlight"])
    """Actions on their way whose monitor was closed."""
    fleet: Fleet = Fleet()
    past: History = History()
    wizard: Wizard | None = None
    drafts: Mapping[GroupId, Draft] = field(default_factory=dict["GroupId", "Draft"])
    """Forms of wizards that were closed without starting."""
    kept_drafts: Mapping[GroupId, KeptDraft] | None = None
    """Forms of an earlier run whose wizard was not opened in this one; until they are read, none are kept."""
    intake: Intake | None = None
    saved: tuple[SavedSettings, ...] = ()
    """Saved settings, in the order of their names."""
    watch: Watch | None = None
    notices: tuple[Notice, ...] = ()
    notices_held: bool = False
    """The pointer or the focus is on one of them, so none may move."""
    starts: int = 0
    """Client tokens made in this run."""

    @property
    def theme(self) -> ThemeChoice:
        """The look to wear."""
        return ThemeChoice(self.settings[Key.THEME])
