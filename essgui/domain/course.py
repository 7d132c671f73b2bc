"""How a refresh went, by what was recorded: steps, least and most in service; all counts in instances."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Event, EventKind
from essgui.domain.told_activity import told

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.timeline import Sample


@dataclass(frozen=True, slots=True)
class Course:
    """How a refresh went."""

    steps: tuple[int, ...] = ()
    """How many became new between two looks at which that changed."""
    lowest: int | None = None
    highest: int | None = None
    """In service; None where the instances were never looked at."""


def course_of(samples: tuple[Sample, ...]) -> Course | None:
    """Sum up samples in order of time; None where there are fewer than two."""
    if len(samples) < 2:
        return None
    steps: list[int] = []
    for before, after in pairwise(samples):
        if after.finished > before.finished:
            steps.append(after.finished - before.finished)
    serving = [s.in_service for s in samples if s.in_service is not None]
    return Course(tuple(steps), min(serving, default=None), max(serving, default=None))


_UNREAD = "not read: "
"""Before the count in the detail of the event: the sentence is for people alone."""


def cut_off(at: datetime, read: int, unread: int) -> Event:
    """Return the event of a refresh that has more activities than are read."""
    sentence = (
        f"Older activities of this refresh were not read: ESS has {read + unread:,} of them, "
        f"and the newest {read:,} were read."
    )
    return Event(at, EventKind.CONNECTION, sentence, f"{_UNREAD}{unread}")


def all_told(events: tuple[Event, ...]) -> bool:
    """Tell whether the events know of all activities of a refresh."""
    return not any(e.kind is EventKind.CONNECTION and e.detail.startswith(_UNREAD) for e in events)


def failed_activities(events: tuple[Event, ...]) -> tuple[int, str]:
    """Count the activities that failed, and return the code of the first that has one."""
    known = told(events)
    bad = [one for one in known if one.bad]
    codes = [code for one in bad for code in one.codes]
    # Earlier versions have told the code alone; one that was told again since is the same one.
    ends = {one.at for one in known}
    older = [e for e in events if e.bad and e.kind == "activity" and not told((e,)) and e.at not in ends]
    codes += [e.detail for e in older if e.detail]
    return len(bad) + len(older), next(iter(codes), "")


def replaced_words(task: RefreshTask) -> str:
    """Say how many instances are new, of how many; ESS does not always tell how many there are to be."""
    if task.total > 0:
        return f"{max(0, task.finished)} of {task.total} instances"
    if task.status is RefreshStatus.SUCCESSFUL and not task.finished:
        return "none: ESS counted none to replace"
    return f"{max(0, task.finished)} of an unknown number" if task.finished > 0 else "unknown"
