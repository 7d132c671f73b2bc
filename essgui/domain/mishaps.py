"""What failed in the launches and releases since a refresh began and is not past: by code, newest first.

Past is what the refresh has got over: later launches succeeded, what could not be released is gone all the
same, or those that fell ill are gone and as many others have served since, and well, for a while.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.aftermath import is_new
from essgui.domain.eta import is_launch
from essgui.domain.scaling import SERVING, ActivityError
from essgui.domain.situation import since_start
from essgui.domain.told_activity import FAILED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from essgui.domain.scaling import Activity, ActivityId, Instance, InstanceId
    from essgui.domain.situation import Situation

GOT_OVER = 3
"""Launches in a row, or releases, that have to succeed before an earlier error is past (assumed)."""
PROVEN = timedelta(minutes=5)
"""How old a replacement has to be before it tells that the target is not at fault (assumed)."""


def unwell(code: str) -> bool:
    """Tell whether a code says that an instance fell ill."""
    return "unhealthy" in code.lower()


def failed_launches(found: Situation) -> dict[str, list[ActivityError]]:
    """Return the errors of launches that are not past; those of ill health are no failed launches."""
    return _standing(found, launches(found))


def failed_releases(found: Situation) -> dict[str, list[ActivityError]]:
    """Return the errors of releases of instances that are still there."""
    return _standing(found, [a for a in since_start(found) if _is_release(a)], _still_there(found))


def fallen_ill(found: Situation) -> list[ActivityError]:
    """Return the errors of ill health that are not past."""
    ill: set[InstanceId | str] = set()
    standing: list[ActivityError] = []
    own, proven = own_of(found), _proven(found)
    still_ill = {i.id for i in found.instances or () if not _well(i)}
    for activity in since_start(found):
        began = activity.started_at
        # Whoever fell ill began earlier, so what began later was made from the target once more.
        since = 0 if began is None else len(proven) - bisect_left(proven, began)
        for number, error in enumerate(e for e in errors_of(activity, own) if unwell(e.code)):
            ill |= set(error.instances) or {f"{activity.id}/{number}"}
            if since < len(ill) or not still_ill.isdisjoint(error.instances):
                standing.append(error)
    return standing


def launches(found: Situation) -> list[Activity]:
    """Return the launches since the refresh began, newest first; one that says nothing counts as one."""
    return [a for a in since_start(found) if is_launch(a) or not (a.description or a.created or a.destroyed)]


def own_of(found: Situation) -> frozenset[ActivityId]:
    """Return which activities are those of the refresh."""
    own = (a.id for a in found.activities)
    return frozenset(own).union(a.id for a in found.others if a.task == found.task.id)


def errors_of(activity: Activity, own: AbstractSet[ActivityId]) -> tuple[ActivityError, ...]:
    """Return the errors of an activity; one of the refresh that failed without any has its message."""
    if activity.errors or activity.status not in FAILED or activity.id not in own:
        return activity.errors
    return (ActivityError("", activity.message),)


def _standing(
    found: Situation,
    of_sort: Sequence[Activity],
    stands: Callable[[ActivityError], bool | None] = lambda _: None,
) -> dict[str, list[ActivityError]]:
    """Gather errors by code; `stands` tells which stand, or None where what came later has to tell."""
    gathered: dict[str, list[ActivityError]] = {}
    own = own_of(found)
    good = sorted(_good(of_sort, own))
    next_at: dict[str, datetime | None] = {}
    past: set[str] = set()
    for activity in of_sort:
        began, errors = activity.started_at, errors_of(activity, own)
        codes = dict.fromkeys(e.code for e in errors if not unwell(e.code))
        end = activity.ended_at or began or found.now
        for code in codes:
            until = next_at.get(code)
            later = len(good) if until is None else bisect_left(good, until)
            if later - bisect_left(good, end) >= GOT_OVER:
                past.add(code)
            next_at[code] = began
        for error in errors:
            known = stands(error)
            if error.code in codes and (error.code not in past if known is None else known):
                gathered.setdefault(error.code, []).append(error)
    return gathered


def _good(activities: Sequence[Activity], own: AbstractSet[ActivityId]) -> Iterator[datetime]:
    """Yield when those of the refresh began that have ended without an error."""
    for activity in activities:
        began, ended = activity.started_at, activity.ended_at
        if began is not None and ended is not None and activity.id in own and not errors_of(activity, own):
            yield began


def _is_release(activity: Activity) -> bool:
    if activity.created or activity.destroyed:
        return not activity.created
    return activity.description.startswith("Remove")


def _still_there(found: Situation) -> Callable[[ActivityError], bool | None]:
    there = None if found.instances is None else {i.id for i in found.instances}
    return lambda e: None if there is None or not e.instances else not there.isdisjoint(e.instances)


def _proven(found: Situation) -> list[datetime]:
    """Return when those new instances began that have served, and well, for long enough; the oldest first."""
    read = found.instances_seen or found.now
    return sorted(
        i.created_at
        for i in found.instances or ()
        if i.created_at is not None and is_new(found.task, i) and _well(i) and read - i.created_at >= PROVEN
    )


def _well(instance: Instance) -> bool:
    return instance.state in SERVING and instance.health in {"Healthy", ""}
