"""What the panel beside the history says: one ticked run as a report, or two of them side by side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import starmap
from typing import TYPE_CHECKING

from essgui.core.permits import Permit
from essgui.core.select_history import day_of, limits_of, target_short
from essgui.core.select_monitor_words import span
from essgui.core.select_spent import spent_of
from essgui.core.state import Remote
from essgui.core.tape import tape_of
from essgui.core.undoing import again_permit, back_permit, retry_permit, run_known
from essgui.domain.course import all_told, course_of, failed_activities, replaced_words
from essgui.domain.lifecycle import TERMINAL, parse_status
from essgui.domain.plan import corridor
from essgui.domain.size_then import size_then
from essgui.domain.spent import NOT_RECORDED, READING, Certainty, waiting_words, whole_words, working_words
from essgui.domain.stuck import stuck_count

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.state import AppState
    from essgui.core.tape import Tape
    from essgui.domain.course import Course
    from essgui.domain.run import Run
    from essgui.domain.scaling import TaskId

MOST_STEPS = 8
"""Steps that are named one by one."""


class Reading(StrEnum):
    """How far the recordings of the panel are."""

    READY = "ready"
    READING = "reading"
    NOTHING = "nothing"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Head:
    """One column of the panel."""

    letter: str
    task: TaskId
    day: str
    status: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a word, and a value for each run."""

    word: str
    values: tuple[str, ...]
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """New instances over time: seconds since the start, and counts."""

    letter: str
    points: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """All of the panel."""

    title: str
    note: str
    line: str
    heads: tuple[Head, ...]
    facts: tuple[Fact, ...]
    curves: tuple[Curve, ...]
    most: int
    """The most instances of all curves."""
    reading: Reading
    sentence: str
    """What stands in the place of the curves while there are none."""
    again: Permit
    back: Permit
    retry: Permit
    replay: Permit


def panel(state: AppState, zone: tzinfo | None = None) -> Panel | None:
    """Return the panel of the ticked runs, or None where none is ticked."""
    found = tuple(run for task in state.past.ticked if (run := run_known(state, task)) is not None)
    if not found:
        return None
    tapes = tuple(tape_of(state, run.task.id) for run in found)
    courses = tuple(course_of(tape.timeline.samples) for tape in tapes)
    reading, sentence = _reading(state, found, tapes)
    first = found[0]
    curves = tuple(
        Curve(letter, _points(run, tape))
        for letter, run, tape in zip("AB", found, tapes, strict=False)
        if tape.timeline.samples
    )
    return Panel(
        title="Compare" if len(found) == 2 else "Report",
        note=f"{len(found)} of 2 selected",
        line=_line(found),
        heads=tuple(
            Head(letter, run.task.id, _day(state, run, zone), str(run.task.status))
            for letter, run in zip("AB", found, strict=False)
        ),
        facts=_facts(state, found, tapes, courses),
        curves=curves,
        most=max((count for curve in curves for _, count in curve.points), default=0),
        reading=reading,
        sentence=sentence,
        again=again_permit(state, first.task.id),
        back=back_permit(state, first.task.id),
        retry=retry_permit(state, first.task.id),
        replay=replay_permit(state, first.task.id),
    )


def replay_permit(state: AppState, task: TaskId) -> Permit:
    """Tell whether there is a recording to go through, and if not, why."""
    if tape_of(state, task).timeline.samples:
        return Permit()
    remote = state.archive.recordings.get(task, Remote())
    if remote.loading:
        return Permit("The recording is being read.")
    if remote.failure is not None:
        return Permit(f"The recording could not be read. {remote.failure.sentence}")
    return Permit("Nothing was recorded of this refresh: its monitor was not open while it ran.")


def _facts(
    state: AppState, found: tuple[Run, ...], tapes: tuple[Tape, ...], courses: tuple[Course | None, ...]
) -> tuple[Fact, ...]:
    tasks = tuple(run.task for run in found)
    spans = tuple(spent_of(state, task) for task in tasks)
    whole = tuple(s is not None and s.certainty is Certainty.EXACT for s in spans)
    rows: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("Target", tuple(target_short(t.target)[0].removeprefix("Image ") for t in tasks)),
        ("Min / max", tuple(limits_of(t).replace("/", " / ") for t in tasks)),
        ("Checkpoints", tuple(_stops(t.checkpoints) for t in tasks)),
        ("Pause", tuple(f"{t.pause_minutes} min" if t.checkpoints else "none" for t in tasks)),
        ("Skip matching", tuple("on" if t.skip_matching else "off" for t in tasks)),
        ("Replaced", tuple(f"{t.finished}/{t.total}" if t.total > 0 else replaced_words(t) for t in tasks)),
        ("Took", tuple(map(whole_words, spans))),
        ("Working time", tuple(map(working_words, spans))),
        ("Waiting time", tuple(map(waiting_words, spans))),
        ("Steps seen", tuple(_steps(c) for c in courses)),
        ("Lowest in service", tuple(starmap(_lowest, zip(found, tapes, courses, whole, strict=True)))),
        ("Peak in service", tuple(starmap(_highest, zip(courses, whole, strict=True)))),
        ("Failed activities", tuple(starmap(_failures, zip(found, tapes, strict=True)))),
        ("Stuck instances", tuple(starmap(_stuck, zip(tapes, courses, whole, strict=True)))),
        ("Reason given", tuple(run.reason or "none" for run in found)),
    )
    loading = tuple(state.archive.recordings.get(t.id, Remote()).loading for t in tasks)
    facts: list[Fact] = []
    for word, told in rows:
        pairs = zip(told, loading, strict=True)
        values = tuple(READING if on and value == NOT_RECORDED else value for value, on in pairs)
        facts.append(Fact(word, values, len(set(values)) > 1))
    return tuple(facts)


def _reading(state: AppState, found: tuple[Run, ...], tapes: tuple[Tape, ...]) -> tuple[Reading, str]:
    if any(tape.timeline.samples for tape in tapes):
        missing = [letter for letter, tape in zip("AB", tapes, strict=False) if not tape.timeline.samples]
        gap = f"Nothing was recorded of {missing[0]}." if missing else ""
        return Reading.READY, gap
    remotes = [state.archive.recordings.get(run.task.id, Remote()) for run in found]
    if any(remote.loading for remote in remotes):
        return Reading.READING, "Reading what was recorded…"
    failure = next((remote.failure for remote in remotes if remote.failure is not None), None)
    if failure is not None:
        return Reading.FAILED, f"What was recorded could not be read. {failure.sentence}"
    return Reading.NOTHING, "Nothing was recorded: no monitor was open while this ran."


def _line(found: tuple[Run, ...]) -> str:
    first = found[0]
    names = list(dict.fromkeys(run.group_name for run in found))
    place = " and ".join(names)
    regions = list(dict.fromkeys(str(run.task.region) for run in found))
    parts = [place, " and ".join(regions)]
    if len(found) == 2:
        first_took, second_took = (_took(run) for run in found)
        if first_took is not None and second_took is not None:
            less = second_took - first_took
            word = "sooner" if less > 0 else "later"
            parts.append(
                "A and B took the same time"
                if abs(less) < 60
                else f"A finished {span(abs(less))} {word} than B"
            )
    elif first.ours:
        parts.append("started from this computer")
    return " · ".join(parts)


def _took(run: Run) -> float | None:
    task = run.task
    if not task.over or task.started_at is None or task.ended_at is None:
        return None
    return (task.ended_at - task.started_at).total_seconds()


def _points(run: Run, tape: Tape) -> tuple[tuple[float, int], ...]:
    samples = tape.timeline.samples
    start = run.task.started_at or samples[0].at
    return tuple((max(0.0, (s.at - start).total_seconds()), max(0, s.finished)) for s in samples)


def _day(state: AppState, run: Run, zone: tzinfo | None) -> str:
    return day_of(run.task.started_at, state.now.at, zone) if run.task.started_at else "not begun"


def _stops(checkpoints: tuple[int, ...]) -> str:
    return f"{' · '.join(str(p) for p in checkpoints)} %" if checkpoints else "none"


def _steps(course: Course | None) -> str:
    if course is None:
        return NOT_RECORDED
    if not course.steps:
        return "none"
    more = len(course.steps) - MOST_STEPS
    named = "·".join(str(step) for step in course.steps[:MOST_STEPS])
    return f"{named} +{more}" if more > 0 else named


def _lowest(run: Run, tape: Tape, course: Course | None, whole: bool) -> str:
    if course is None or course.lowest is None:
        return NOT_RECORDED
    task = run.task
    lowest = str(course.lowest) if whole else f"at most {course.lowest}"
    size = size_then(task, tape.timeline.samples)
    if size is None:
        return lowest
    return f"{lowest} (floor {corridor(size, task.min_healthy, task.max_healthy).floor})"


def _highest(course: Course | None, whole: bool) -> str:
    return NOT_RECORDED if course is None or course.highest is None else _seen(course.highest, whole)


def _seen(number: int, whole: bool) -> str:
    """Say a number of what was seen, of which there may be more where not all was seen."""
    if whole:
        return str(number)
    return f"at least {number}" if number else "none seen"


def _failures(run: Run, tape: Tape) -> str:
    samples = tape.timeline.samples
    if not samples and not tape.events:
        return NOT_RECORDED
    # ESS lists the activities from the begin: those after the last look are missing, and the oldest of many.
    to_end = not run.task.over or (bool(samples) and parse_status(samples[-1].status) in TERMINAL)
    whole = to_end and all_told(tape.events)
    count, code = failed_activities(tape.events)
    return f"{_seen(count, whole)} ({code})" if code else _seen(count, whole)


def _stuck(tape: Tape, course: Course | None, whole: bool) -> str:
    # Where no look ever saw the instances, none could be found stuck.
    count = None if course is None or course.lowest is None else stuck_count(tape.events)
    return NOT_RECORDED if count is None else _seen(count, whole)
