"""Activities as they were at a moment: cut there, and read back from what was told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from essgui.domain.run import EventKind
from essgui.domain.scaling import Activity, ActivityError
from essgui.domain.told_activity import UNDER_WAY, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from essgui.domain.run import Event
    from essgui.domain.told_activity import Told

_ADDS, _REMOVES = "Add", "Remove"


def cut(activities: Iterable[Activity], at: datetime) -> Iterator[Activity]:
    """Yield the activities that had begun by a moment; one that ended later listed nothing yet."""
    for one in activities:
        begun = one.started_at or one.ended_at
        if begun is None or begun > at:
            continue
        if one.ended_at is None or one.ended_at <= at:
            yield one
        else:
            yield replace(
                one,
                status=UNDER_WAY,
                message="",
                progress=0,
                ended_at=None,
                created=(),
                destroyed=(),
                errors=(),
            )


@lru_cache(maxsize=4)
def read_back(events: tuple[Event, ...]) -> tuple[tuple[Activity, ...], datetime | None]:
    """Return the activities that events tell of, newest first, and from when on one is not told well enough.

    Earlier versions have told only a code, and of one that failed the kind may not be known. It is remembered
    for equal events: a slider asks again and again.
    """
    every = tuple(e for e in events if e.kind is EventKind.ACTIVITY)
    known = told(every)
    ids = {one.id for one in known}
    dim = [e.at for e in every if not any(one.id in ids for one in told((e,)))]
    found: list[Activity] = []
    for one in reversed(known):
        activity = _activity(one)
        found.append(activity)
        if activity.started_at is None or not activity.description:
            dim.append(activity.started_at or one.at)
    return tuple(found), min(dim, default=None)


def _activity(one: Told) -> Activity:
    ended = None if one.outcome == UNDER_WAY else one.at
    began = one.at if ended is None else None
    if one.seconds is not None:
        began = one.at - timedelta(seconds=one.seconds)
    return Activity(
        one.id,
        one.outcome,
        description=_description(one),
        started_at=began,
        ended_at=ended,
        created=one.created,
        destroyed=one.released,
        errors=tuple(ActivityError(*_error(words), hit) for words, hit in one.errors),
    )


def _description(one: Told) -> str:
    words = one.meant or one.sentence.removesuffix(f", {one.id}.")
    if not one.bad or words.startswith((_ADDS, _REMOVES)):
        return words
    # The sentence of one that failed is its error.
    if one.created or one.released:
        return _ADDS if one.created else _REMOVES
    return ""


def _error(words: str) -> tuple[str, str]:
    code, _, message = words.partition(": ")
    return code, message
