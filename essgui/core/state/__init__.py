"""The state of the whole application as one frozen value; `update` is the only thing that makes a new one.

Unchanged branches keep their identity from one state to the next: that is how views know what to redraw.
"""

from __future__ import annotations

from essgui.core.state.app import AppState, Page, ThemeChoice
from essgui.core.state.archive import Archive, Origin
from essgui.core.state.fleet import BackOff, Detail, Discovery, Fleet, Held, Poll, Segment, Survey
from essgui.core.state.monitor import Errand, InFlight, Monitor, Pause, Watch
from essgui.core.state.notices import Centre, Notice, NoticeKind, Notification, NotificationKind, Webhook
from essgui.core.state.profile import PracticePhase, ProfileFacts, ProfileKind
from essgui.core.state.remote import Remote
from essgui.core.state.wizard import Attempt, AttemptPhase, Intake, Override, Picker, Step, Wizard

__all__ = [
    "AppState",
    "Archive",
    "Attempt",
    "AttemptPhase",
    "BackOff",
    "Centre",
    "Detail",
    "Discovery",
    "Errand",
    "Fleet",
    "Held",
    "InFlight",
    "Intake",
    "Monitor",
    "Notice",
    "NoticeKind",
    "Notification",
    "NotificationKind",
    "Origin",
    "Override",
    "Page",
    "Pause",
    "Picker",
    "Poll",
    "PracticePhase",
    "ProfileFacts",
    "ProfileKind",
    "Remote",
    "Segment",
    "Step",
    "Survey",
    "ThemeChoice",
    "Watch",
    "Webhook",
    "Wizard",
]
