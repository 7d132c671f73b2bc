"""Scaling activities of a refresh as events: each is told once it has ended, and read back for the reports.

An event keeps a sentence and a detail; the detail holds the rest of the activity in parts with a word before
each, for a person to read and for `told` to find again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from essgui.domain.run import Event, EventKind
from essgui.domain.scaling import ActivityId, InstanceId

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.scaling import Activity, ActivityError

FAILED = frozenset({"Failed", "Rejected"})
UNDER_WAY = "InProgress"
_APART = " · "
_TOOK, _CREATED, _RELEASED, _ERROR, _ON = "took ", "created ", "released ", "error ", "on "


@dataclass(frozen=True, slots=True)
class Told:
    """An activity as its event tells of it."""

    id: ActivityId
    at: datetime
    """When it ended."""
    outcome: str
    sentence: str
    seconds: float | None = None
    """How long it took."""
    created: tuple[InstanceId, ...] = ()
    released: tuple[InstanceId, ...] = ()
    errors: tuple[tuple[str, tuple[InstanceId, ...]], ...] = ()
    """A code with its message each, and the instances that it hit."""
    bad: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its errors."""
        return tuple(words.partition(":")[0] for words, _ in self.errors)


def activity_event(activity: Activity) -> Event | None:
    """Return the event of an activity that has ended, or that has met an error; None before."""
    bad = bool(activity.errors) or activity.status in FAILED
    at = activity.ended_at or (activity.started_at if bad else None)
    if at is None or (activity.status == UNDER_WAY and not bad):
        return None
    first = activity.errors[0].message if activity.errors else ""
    what = " ".join((first or activity.message if bad else "").split()) or activity.description
    sentence = f"{' '.join(what.split()).rstrip('.') or activity.status}, {activity.id}."
    return Event(at, EventKind.ACTIVITY, sentence, _detail(activity), bad)


def told(events: Iterable[Event]) -> tuple[Told, ...]:
    """Return the activities that events tell of, each once as it was told last, in order of their ends."""
    found: dict[ActivityId, Told] = {}
    for event in events:
        one = _told(event)
        if one is not None:
            found[one.id] = one
    return tuple(sorted(found.values(), key=lambda one: one.at))


def told_already(events: Iterable[Event]) -> frozenset[tuple[ActivityId, str]]:
    """Return which activities were told, each with its status."""
    return frozenset((one.id, one.outcome) for event in events if (one := _told(event)) is not None)


def last_told(events: Iterable[Event], before: datetime) -> datetime | None:
    """Return when the last activity before a moment had ended, as far as it was told."""
    ends = (e.at for e in events if e.kind is EventKind.ACTIVITY and e.at <= before)
    return max(ends, default=None)


@dataclass(frozen=True, slots=True)
class Fate:
    """What the activities of a refresh did with one instance."""

    id: InstanceId
    created: Told | None = None
    released: Told | None = None
    failed: Told | None = None
    error: str = ""

    @property
    def words(self) -> str:
        """What happened to it, in words."""
        if self.failed is not None:
            return "failed"
        if self.created is not None:
            return "created, then released" if self.released is not None else "created"
        return "released"


def fates(activities: Iterable[Told]) -> tuple[Fate, ...]:
    """Return what happened to each instance that an activity names, the failed ones first."""
    found: dict[InstanceId, Fate] = {}
    for one in activities:
        for instance in one.created:
            found[instance] = replace(found.get(instance, Fate(instance)), created=one)
        for instance in one.released:
            found[instance] = replace(found.get(instance, Fate(instance)), released=one)
        for words, hit in one.errors:
            for instance in hit:
                found[instance] = replace(found.get(instance, Fate(instance)), failed=one, error=words)
    return tuple(sorted(found.values(), key=lambda fate: fate.failed is None))


def _detail(activity: Activity) -> str:
    parts = [activity.id, activity.status]
    if activity.started_at is not None and activity.ended_at is not None:
        parts.append(f"{_TOOK}{max(0.0, (activity.ended_at - activity.started_at).total_seconds()):.0f} s")
    if activity.created:
        parts.append(_CREATED + " ".join(activity.created))
    if activity.destroyed:
        parts.append(_RELEASED + " ".join(activity.destroyed))
    return _APART.join((*parts, *map(_error, activity.errors)))


def _error(error: ActivityError) -> str:
    words = " ".join(f"{error.code}: {error.message}".replace(_APART.strip(), "-").split())
    return f"{_ERROR}{_ON}{' '.join(error.instances)}: {words}" if error.instances else f"{_ERROR}{words}"


def _told(event: Event) -> Told | None:
    identifier, apart, rest = event.detail.partition(_APART)
    if event.kind is not EventKind.ACTIVITY or not apart:
        return None
    outcome, *parts = rest.split(_APART)
    one = Told(ActivityId(identifier), event.at, outcome, event.sentence, bad=event.bad)
    for part in parts:
        if part.startswith(_TOOK):
            seconds = part.removeprefix(_TOOK).removesuffix(" s")
            one = replace(one, seconds=float(seconds) if seconds.isdecimal() else None)
        elif part.startswith(_CREATED):
            one = replace(one, created=_ids(part.removeprefix(_CREATED)))
        elif part.startswith(_RELEASED):
            one = replace(one, released=_ids(part.removeprefix(_RELEASED)))
        elif part.startswith(_ERROR):
            words, hit = part.removeprefix(_ERROR), ""
            if words.startswith(_ON):
                hit, _, words = words.removeprefix(_ON).partition(": ")
            one = replace(one, errors=(*one.errors, (words, _ids(hit))))
    return one


def _ids(text: str) -> tuple[InstanceId, ...]:
    return tuple(InstanceId(word) for word in text.split())
