"""The guards of one refresh at work: what they have seen, and which of them has to act; pure.

A guard acts once and is spent, whatever ESS answers. After a suspension has ended, those that suspend watch
anew, for what is new: whoever resumed the refresh had seen what was wrong before.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from essgui.domain.guards import DOES, Guard, Guards, setting
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.told_activity import FAILED
from essgui.domain.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.scaling import Activity, ActivityId

LOOKS = 2
"""Looks in a row below the floor before a guard suspends: a single one may be a flicker (assumed)."""


@dataclass(frozen=True, slots=True)
class Trip:
    """What a guard did, once."""

    at: datetime
    evidence: str


@dataclass(frozen=True, slots=True)
class Post:
    """One guard on duty, and what it has seen since."""

    since: datetime
    known: frozenset[ActivityId] | None = None
    """Failed activities of before, which do not count; None until the activities were read."""
    low: int = 0
    """Looks in a row that found fewer instances in service than the floor."""
    recovering: bool = False
    """It was resumed from a suspension: the floor counts once it was reached again."""
    trip: Trip | None = None
    """It has acted and is spent."""


@dataclass(frozen=True, slots=True)
class Vigil:
    """The guards of one refresh."""

    guards: Guards = Guards()
    posts: Mapping[Guard, Post] = field(default_factory=dict["Guard", "Post"])
    """One for each guard that is on."""

    @property
    def watching(self) -> tuple[Guard, ...]:
        """The guards that may still act."""
        return tuple(guard for guard, post in self.posts.items() if post.trip is None)

    @property
    def awake(self) -> Guards:
        """What was chosen, without the guards that are spent."""
        on, chosen = self.watching, self.guards
        return Guards(
            Guard.FLOOR in on,
            chosen.suspend_after if Guard.FAILURES in on else None,
            chosen.roll_back_after if Guard.ROLL_BACK in on else None,
        )


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of the refresh at the moment of judging; None is "not known"."""

    status: RefreshStatus | str
    may: frozenset[RefreshAction]
    """What could be asked of it now: by the table, its target, and what is in flight."""
    failed: tuple[Activity, ...] = ()
    """Its failed activities, the newest first."""
    serving: int | None = None
    floor: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A guard that has to act, with its evidence in a sentence."""

    guard: Guard
    action: RefreshAction
    evidence: str


def failed_of(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Return the activities that failed, wholly or in part, or that ESS rejected: what the log calls bad."""
    return tuple(a for a in activities if a.errors or a.status in FAILED)


def posted(
    guards: Guards, now: datetime, known: frozenset[ActivityId] | None, was: Vigil | None = None
) -> Vigil:
    """Put guards on duty from now on; one whose choice is that of before stays as it is."""
    was = was or Vigil()
    same = {g for g in was.posts if setting(was.guards, g) == setting(guards, g)}
    return Vigil(guards, {g: was.posts[g] if g in same else Post(now, known) for g in guards.on})


def read(vigil: Vigil, failed: frozenset[ActivityId]) -> Vigil:
    """Take the first reading of the activities as what was there before."""
    blind = {g: replace(p, known=failed) for g, p in vigil.posts.items() if p.known is None}
    return _changed(vigil, blind) if blind else vigil


def earlier(vigil: Vigil, failed: frozenset[ActivityId]) -> Vigil:
    """Take failed activities that were read late as what was there before."""
    late = {g: replace(p, known=p.known | failed) for g, p in vigil.posts.items() if p.known is not None}
    return _changed(vigil, late) if failed and late else vigil


def looked(vigil: Vigil, status: RefreshStatus | str, serving: int, floor: int) -> Vigil:
    """Take a look at the instances; one while it is not in progress says nothing."""
    post = vigil.posts.get(Guard.FLOOR)
    if post is None or post.trip is not None:
        return vigil
    if status is not RefreshStatus.IN_PROGRESS:
        seen = replace(post, low=0)
    elif serving >= floor:
        seen = replace(post, low=0, recovering=False)
    else:
        seen = post if post.recovering else replace(post, low=post.low + 1)
    return vigil if seen == post else _changed(vigil, {Guard.FLOOR: seen})


def resumed(vigil: Vigil, failed: frozenset[ActivityId] | None, now: datetime) -> Vigil:
    """Watch anew after a suspension has ended; a guard that asked for a rollback asks no second time."""
    fresh = Post(now, failed, recovering=True)
    again = {g for g, post in vigil.posts.items() if g is not Guard.ROLL_BACK or post.trip is None}
    return _changed(vigil, dict.fromkeys(again, fresh))


def tripped(vigil: Vigil, call: Call, now: datetime) -> Vigil:
    """Note that a guard has acted."""
    return _changed(vigil, {call.guard: replace(vigil.posts[call.guard], trip=Trip(now, call.evidence))})


def counting(post: Post, failed: tuple[Activity, ...]) -> tuple[Activity, ...]:
    """Return the failed activities that count: none before it is known which were there already."""
    known = post.known
    return () if known is None else tuple(a for a in failed if a.id not in known)


def called_for(vigil: Vigil, sight: Sight) -> Call | None:
    """Return the guard that has to act now, or None."""
    if sight.status is not RefreshStatus.IN_PROGRESS:
        return None
    for guard in Guard:
        post = vigil.posts.get(guard)
        if post is None or post.trip is not None or DOES[guard] not in sight.may:
            continue
        evidence = _too_few(post, sight) if guard is Guard.FLOOR else _failures(vigil, guard, sight)
        if evidence:
            return Call(guard, DOES[guard], evidence)
    return None


def came_too_late(vigil: Vigil, before: RefreshStatus | str, after: RefreshStatus | str) -> bool:
    """Tell whether ESS ended a refresh as failed before the guard that rolls back could act."""
    post = vigil.posts.get(Guard.ROLL_BACK)
    failed = after is RefreshStatus.FAILED and before is not RefreshStatus.FAILED
    return failed and post is not None and post.trip is None


def _failures(vigil: Vigil, guard: Guard, sight: Sight) -> str:
    limit, new = setting(vigil.guards, guard), counting(vigil.posts[guard], sight.failed)
    if limit is None or len(new) < limit:
        return ""
    code = new[0].errors[0].code if new[0].errors else ""
    if len(new) == 1:
        return f"1 activity has failed{f', with {code}' if code else ''}."
    return f"{len(new)} activities have failed{f', the last with {code}' if code else ''}."


def _too_few(post: Post, sight: Sight) -> str:
    if post.low < LOOKS or sight.serving is None or sight.floor is None or sight.serving >= sight.floor:
        return ""
    serving = counted(sight.serving, "instance")
    return f"{serving} in service, below the floor of {sight.floor}, at {post.low} looks in a row."


def _changed(vigil: Vigil, posts: dict[Guard, Post]) -> Vigil:
    return replace(vigil, posts={**vigil.posts, **posts})
