"""What the window tells its operator: notices, the centre, the webhook."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.core.failure import Failure
    from essgui.core.messages import Message
    from essgui.domain.scaling import RegionId, TaskId


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
    looked: bool = False
    """Whether the keyring has answered, or an address was entered, in this run."""
    closed: str = ""
    """Why the keyring gave no answer when it was last asked, in a sentence."""
    kept: str = ""
    """Where address and secret are kept, in a sentence."""
    told: bool = False
    """Whether the operator was told in this session that messages have nowhere to go."""
    busy: bool = False
    """A test is on its way."""
    last: str = ""
    """How the newest try went."""
    failed: bool = False
    given_up: int = 0
    """Messages that were never sent, because too many waited."""

    @property
    def possible(self) -> bool:
        """Whether a message may have somewhere to go: an address is known, or nobody has looked for one."""
        return self.ready or not self.looked
