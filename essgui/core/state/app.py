"""The state of the whole application."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core.cadence import Cadence
from essgui.core.past import History
from essgui.core.state.archive import Archive
from essgui.core.state.fleet import Detail, Discovery, Fleet, Held, Poll, Survey
from essgui.core.state.notices import Centre, Notice, Webhook
from essgui.core.state.profile import PracticePhase
from essgui.core.state.remote import Remote
from essgui.domain.clock import START_OF_TIME, Instant
from essgui.domain.settings import Key, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from essgui.core.draft import Draft
    from essgui.core.state.monitor import Errand, InFlight, Monitor, Pause, Watch
    from essgui.core.state.profile import ProfileFacts
    from essgui.core.state.wizard import Intake, Wizard
    from essgui.domain.exchange.drafts import KeptDraft
    from essgui.domain.exchange.settings import SavedSettings
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.remedies import Remedy
    from essgui.domain.run import Event
    from essgui.domain.scaling import GroupId, InstanceId, Region, RegionId, ScalingGroup, TaskId
    from essgui.domain.situation import Gravity, Kind


class Page(StrEnum):
    """The pages of the window."""

    FLEET = "fleet"
    REFRESHES = "refreshes"
    MONITOR = "monitor"
    WIZARD = "wizard"
    HISTORY = "history"
    SETTINGS = "settings"


class ThemeChoice(StrEnum):
    """Which look to wear."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class AppState:
    """All of it."""

    profile: ProfileFacts
    connected: bool = False
    """Whether there is a way to the cloud; before that, reading again means connecting."""
    practice: PracticePhase = PracticePhase.RUNNING
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
    called: Mapping[tuple[TaskId, Kind, Gravity], datetime | None] = field(
        default_factory=dict["tuple[TaskId, Kind, Gravity]", "datetime | None"]
    )
    """When each kind last called for attention in a refresh at least so gravely; None while it does."""
    polls: Mapping[RegionId, Poll] = field(default_factory=dict["RegionId", "Poll"])
    held: Held = Held()
    """Close looks; the polls have their own back-off."""
    monitors: Mapping[TaskId, Monitor] = field(default_factory=dict["TaskId", "Monitor"])
    """In the order of their tabs."""
    flights: Mapping[TaskId, InFlight] = field(default_factory=dict["TaskId", "InFlight"])
    """Actions on their way whose monitor was closed."""
    closed: Mapping[TaskId, Monitor] = field(default_factory=dict["TaskId", "Monitor"])
    """Monitors as they were closed, the last one last: what they saw comes back with them."""
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
