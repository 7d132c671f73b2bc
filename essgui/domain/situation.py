"""What the attention rules look at and what they find: a situation, items with evidence, offers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from essgui.domain.timeline import Timeline
from essgui.domain.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from essgui.domain.lifecycle import RefreshStatus
    from essgui.domain.plan import Corridor
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.remedies import Remedy
    from essgui.domain.scaling import Activity, ActivityId, Instance, InstanceId, ScalingGroup
    from essgui.domain.surroundings import HookWait, LifecycleHook, ScheduledTask


class Gravity(IntEnum):
    """How much an item calls for a person; sorts the gravest first."""

    GRAVE = 0
    """Instances serve too few, or something is lost unless somebody acts."""
    CAUTION = 1
    """It does not go as it should."""
    INFORMATION = 2
    """Good to know; nothing needs to be done."""


class Kind(StrEnum):
    """What an item is about; the value is how an event log calls it."""

    HOOK = "Held by a lifecycle hook"
    LAUNCH = "Launches failed"
    RELEASE = "Releases failed"
    NO_STOCK = "No stock"
    UNHEALTHY = "Unhealthy new instances"
    SLOW_LAUNCH = "Instances stay in Pending"
    PROCESSES = "Processes are suspended"
    SYSTEM = "ESS suspended the group"
    ZONE = "A zone without an instance in service"
    FLOOR = "Below the floor"
    SLOW = "Slower than forecast"
    FOREIGN_SCALING = "Scaling by others"
    FOREIGN_ACT = "Somebody else acted on the refresh"
    SCHEDULED = "A scheduled task is near"
    IGNORED = "Instances will not change"


def call_words(kind: Kind) -> str:
    """Return how an event log says that something of a kind calls for a person."""
    return f"Needs attention: {inside(kind.value)}."


def inside(words: str) -> str:
    """Return words as they stand inside a sentence; a name such as ESS keeps its capitals."""
    return words if words[:2].isalpha() and words[:2].isupper() else f"{words[0].lower()}{words[1:]}"


@dataclass(frozen=True, slots=True)
class Confirm:
    """What is asked before a remedy that is hard to undo, or has to be undone later."""

    title: str
    lines: tuple[str, ...]
    act: str
    """The word on the button."""
    loses: tuple[str, ...] = ()
    """What will not be undone by itself."""
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """A remedy that an item offers; several remedies are asked for together."""

    label: str
    remedies: tuple[Remedy, ...]
    confirm: Confirm | None = None
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that needs attention."""

    kind: Kind
    gravity: Gravity
    headline: str
    evidence: tuple[str, ...] = ()
    """Sentences."""
    instances: tuple[InstanceId, ...] = ()
    place: str = ""
    """The zone, where it is about one."""
    consequence: str = ""
    """What happens if nobody does anything."""
    ends_at: datetime | None = None
    """When that happens by itself, where it is known; ESS tells it nowhere, so it is worked out (≈)."""
    lasts: float = 0.0
    """Seconds in all until `ends_at`."""
    overdue: bool = False
    """Whether its time is over by what is known, and what then comes has not been seen."""
    offers: tuple[Offer, ...] = ()
    by: str = ""
    """The name of what does it, where it is known: a lifecycle hook."""
    part: str = ""
    """Tells it from other items of its kind: a hook's token, an error code."""

    @property
    def key(self) -> str:
        """What stays the same while it is the same item."""
        return f"{self.kind.name}:{self.part}"


def call_sentence(kind: Kind, items: Sequence[Item]) -> tuple[str, str]:
    """Return how an event log says that items of a kind call for a person, and whom they are about."""
    instances = tuple(dict.fromkeys(i for item in items for i in item.instances))
    about = " ".join(instances) or " ".join(dict.fromkeys(item.place for item in items if item.place))
    if kind is not Kind.HOOK or not instances:
        return call_words(kind), about
    hooks = tuple(dict.fromkeys(item.by for item in items if item.by))
    who = "a lifecycle hook"
    if hooks:
        who = f"lifecycle {'hook' if len(hooks) == 1 else 'hooks'} {listed(hooks)}"
    whom = instances[0] if len(instances) == 1 else counted(len(instances), "instance")
    lost = {i for item in items if item.gravity is Gravity.GRAVE for i in item.instances}
    end = ", which ESS soon releases" if lost else ""
    if lost and len(lost) < len(instances):
        end = f", {len(lost)} of which ESS soon releases"
    return f"Needs attention: {who} {'hold' if len(hooks) > 1 else 'holds'} {whom}{end}.", about


@dataclass(frozen=True, slots=True)
class Situation:
    """One refresh and its surroundings at one moment; None is "not known"."""

    now: datetime
    task: RefreshTask
    group: ScalingGroup | None = None
    instances: tuple[Instance, ...] | None = None
    instances_seen: datetime | None = None
    """When they were read; None where that is now."""
    activities: tuple[Activity, ...] = ()
    """Of the refresh."""
    others: tuple[Activity, ...] = ()
    """Of the group; those of the refresh may be among them."""
    hooks: tuple[LifecycleHook, ...] | None = None
    waits: Mapping[ActivityId, tuple[HookWait, ...]] = field(
        default_factory=dict["ActivityId", "tuple[HookWait, ...]"]
    )
    held_since: Mapping[InstanceId, datetime] = field(default_factory=dict["InstanceId", "datetime"])
    """Of instances whose wait was seen to begin."""
    held_at_least: Mapping[InstanceId, datetime] = field(default_factory=dict["InstanceId", "datetime"])
    """Of the others: when they were first seen to wait."""
    extended: Mapping[str, datetime] = field(default_factory=dict[str, "datetime"])
    """When a wait ends that was extended from here, by its token."""
    scheduled: tuple[ScheduledTask, ...] = ()
    band: Corridor | None = None
    """That of the size of before while the group grows."""
    doubtful: bool = False
    """The group may have been scaled in since it was read, and the instances since."""
    ends: tuple[float, float] | None = None
    """Seconds after the Start between which the first forecast saw the end."""
    batch: float = 0.0
    """Seconds that a batch takes by the slow bound; 0 where nothing is known."""
    timeline: Timeline = Timeline()
    zones: frozenset[str] = frozenset()
    """Zones in which an instance was in service at any time since the monitor was opened."""
    foreign_act: tuple[RefreshStatus, datetime] | None = None
    """The newest status that somebody else brought about."""
    suspended_from_here: frozenset[str] = frozenset()
    """Processes that were suspended from here and not resumed since."""


def since_start(found: Situation) -> tuple[Activity, ...]:
    """Return all activities of the refresh, and those of its group since it began, newest first."""
    began = found.task.started_at
    every = {a.id: a for a in found.others if began and a.started_at and a.started_at >= began}
    every |= {a.id: a for a in found.activities}
    return tuple(sorted(every.values(), key=lambda a: (a.started_at or found.now, a.id), reverse=True))
