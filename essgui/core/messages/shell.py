"""Facts and intents of the window itself: pages, notices, settings, the way to the cloud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.cadence import Cadence
    from essgui.core.failure import Failure
    from essgui.core.state import Page, ProfileFacts
    from essgui.domain.credentials import Secret
    from essgui.domain.scaling import RegionId
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
class PracticeEnded:
    """The practice cloud has ended by itself."""


@dataclass(frozen=True, slots=True)
class PracticeWanted:
    """The operator wants another practice cloud in the place of the one that has ended."""


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
    closed: str = ""
    """Why the keyring did not say whether there is one, in a sentence; empty where it did."""


@dataclass(frozen=True, slots=True)
class WebhookTestRequested:
    """The operator wants a message sent to see whether it arrives."""


@dataclass(frozen=True, slots=True)
class WebhookTried:
    """A message was sent to the webhook; `trouble` is empty where it arrived."""

    trouble: str = ""
    test: bool = False
    given_up: int = 0
    """Messages that were given up since the last one, because too many waited."""


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


ShellMessage = (
    Opened
    | ProfileReady
    | ProfileFailed
    | PracticeEnded
    | PracticeWanted
    | Ticked
    | SettingChosen
    | PageChosen
    | NoticeDismissed
    | NoticesHeld
    | CloseDeclined
)


CentreMessage = (
    CentreRead | CentreCleared | WebhookEntered | WebhookKept | WebhookTestRequested | WebhookTried
)
