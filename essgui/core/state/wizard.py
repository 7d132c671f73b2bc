"""The form that starts a refresh, its pickers, and an attempt to start."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from essgui.core.draft import Draft
from essgui.domain.guards import Guards

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.domain.catalog import ImageOwner
    from essgui.domain.clock import Instant
    from essgui.domain.exchange.filling import Offer
    from essgui.domain.exchange.slips import Slip
    from essgui.domain.refresh import RefreshSpec
    from essgui.domain.scaling import GroupId, RegionId, TaskId


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
    guards: Guards = Guards()
    """Those of the form that fit its target: they watch once there is a refresh."""


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
    source: str = ""
    """From what the form was filled in last, to go on after "filled in"; empty for a form of its own."""
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
