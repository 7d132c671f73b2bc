"""What the history page lists: every run that was kept or that ESS still tells of, newest first, filtered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from essgui.core.on_archive import run_of
from essgui.core.past import STATUSES, Ending
from essgui.core.select_monitor_words import moment, span
from essgui.core.select_spent import spent_of
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.spent import NOT_RECORDED, READING, Certainty, waiting_words, whole_words, working_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from essgui.core.state import AppState
    from essgui.domain.refresh import RefreshTask, Target
    from essgui.domain.run import Run
    from essgui.domain.scaling import TaskId
    from essgui.domain.spent import Spent

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run in the list."""

    task: TaskId
    name: str
    region: str
    status: str
    over: bool
    letter: str
    """A or B where it is ticked."""
    day: str
    time: str
    """The time of the day, and whether it was started from this computer."""
    when: str
    """The whole moment, for a tooltip."""
    done: str
    total: str
    duration: str
    waiting: str
    """Such as " · 30 min waiting", with "≥" where that is the least, or that nothing was recorded."""
    spent: str
    """All of it in words, for a tooltip."""
    work_share: float
    wait_share: float
    unseen_share: float
    """Of the longest run that is listed, 0 to 1."""
    target: str
    target_tip: str
    limits: str
    stops: str
    reason: str
    sort: tuple[float, float]
    """Begin and duration in seconds, to sort by."""

    @property
    def key(self) -> str:
        """What stays the same while the rest changes."""
        return self.task


@dataclass(frozen=True, slots=True)
class MadeRow:
    """A row and what it was made from; with thousands of runs, only what differs is made anew."""

    run: Run
    basis: tuple[object, ...]
    row: RunRow


def all_runs(state: AppState) -> tuple[Run, ...]:
    """Return every run, newest first: those kept, as ESS tells of them now, and those not kept yet."""
    known = dict(state.archive.runs)
    for task_id, task in state.tasks.items():
        kept = known.get(task_id)
        if kept is None or kept.task != task:
            known[task_id] = run_of(state, task)
    return tuple(sorted(known.values(), key=_age))


def listed(state: AppState, runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs that the text and the period let through, whatever became of them."""
    past = state.past
    since = state.now.at - timedelta(days=past.days) if past.days else None
    words = past.text.casefold().split()
    return tuple(
        run
        for run in runs
        if (since is None or _began(run) >= since)
        and (not words or all(word in _haystack(run) for word in words))
    )


def ended_as(runs: Iterable[Run], ending: Ending) -> tuple[Run, ...]:
    """Return the runs that ended in a way."""
    statuses = STATUSES[ending]
    return tuple(run for run in runs if not statuses or run.task.status in statuses)


def ending_counts(runs: Iterable[Run]) -> Mapping[Ending, int]:
    """Count runs by how they ended."""
    found = tuple(runs)
    return {ending: len(ended_as(found, ending)) for ending in Ending}


def run_rows(
    state: AppState,
    runs: Iterable[Run],
    zone: tzinfo | None = None,
    made: dict[TaskId, MadeRow] | None = None,
) -> tuple[RunRow, ...]:
    """Return the rows of runs, their durations on one scale, the rows in `made` used again."""
    found = tuple(runs)
    spans = {run.task.id: spent_of(state, run.task) for run in found}
    longest = max((s.whole or 0.0 for s in spans.values() if s is not None), default=0.0) or 1.0
    letters = dict(zip(state.past.ticked, "AB", strict=False))
    known: dict[TaskId, MadeRow] = {} if made is None else made
    rows: list[RunRow] = []
    for run in found:
        task = run.task.id
        basis = (spans[task], longest, letters.get(task, ""), state.now.at.year)
        old = known.get(task)
        if old is None or old.run is not run or old.basis != basis:
            old = MadeRow(run, basis, _row(state, run, spans[task], longest, letters, zone))
            known[task] = old
        rows.append(old.row)
    return tuple(rows)


def summary(state: AppState, zone: tzinfo | None = None) -> str:
    """Say how many runs are kept, since when, and how many of them ESS still lists."""
    kept = state.archive.runs
    if not kept:
        return ""
    listed_by_ess = {task for tasks in state.history.values() for task in tasks}
    also = sum(1 for task in kept if task in listed_by_ess)
    first = min(map(_began, kept.values()))
    noun = "refresh" if len(kept) == 1 else "refreshes"
    since = _day(first, zone, state.now.at)
    return f"{len(kept)} {noun} kept on this computer since {since} · {also} also on ESS"


def target_short(target: Target) -> tuple[str, str]:
    """Say where a refresh leads: in a few words for a cell, and all of it."""
    match target:
        case ActiveConfiguration():
            return "Active configuration", "The configuration that was active: instances were rebuilt."
        case ScalingConfigurationTarget(id=identifier):
            return str(identifier), f"Scaling configuration {identifier}"
        case ImageTarget(image=image):
            return f"Image {image}", f"Image {image}"
        case LaunchTemplateTarget(id=identifier, version=version, instance_types=types):
            number = f"v{version}" if version.isdecimal() else version
            extra = f" on {', '.join(types)}" if types else ""
            # The version counts most and must not be what a narrow column cuts off.
            short = f"{identifier[:6]}… {number}" if len(identifier) > 12 else f"{identifier} {number}"
            return short, f"Launch template {identifier} version {version}{extra}"
        case ContainersTarget(containers=containers):
            lines = [f"{c.name}: {c.image}" for c in containers]
            if not lines:
                return "Containers", "No container"
            tag = containers[0].image.rpartition("/")[2].replace(":", " ")
            more = f" +{len(lines) - 1}" if len(lines) > 1 else ""
            return f"Containers: {tag}{more}", "\n".join(lines)


def limits_of(task: RefreshTask) -> str:
    """Say the healthy percentages shortly."""
    return f"{task.min_healthy}/{task.max_healthy} %"


def stops_of(task: RefreshTask) -> str:
    """Say the checkpoints and their pause in minutes shortly."""
    if not task.checkpoints:
        return "none"
    return f"{'·'.join(str(p) for p in task.checkpoints)}, {task.pause_minutes}"


def began(run: Run) -> datetime:
    """Return when a run began, or when it was seen where that is not known."""
    return _began(run)


def day_of(at: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """Say a day, with its year where that is another one."""
    return _day(at, zone, now)


def _row(
    state: AppState,
    run: Run,
    took: Spent | None,
    longest: float,
    letters: Mapping[TaskId, str],
    zone: tzinfo | None,
) -> RunRow:
    task = run.task
    start = task.started_at
    short, whole = target_short(task.target)
    local = start.astimezone(zone) if start else None
    return RunRow(
        task=task.id,
        name=run.group_name,
        region=str(task.region),
        status=str(task.status),
        over=task.over,
        letter=letters.get(task.id, ""),
        day=_day(start, zone, state.now.at) if start else "not yet",
        time=" · ".join(
            part for part in (f"{local:%H:%M}" if local else "", run.ours and "from here") if part
        ),
        when=moment(start, zone) if start else "It has not begun.",
        done=str(max(0, task.finished)),
        total=f"/{task.total}" if task.total else "",
        duration=whole_words(took),
        waiting=_waiting(took),
        spent=_spent(took),
        work_share=took.working / longest if took else 0.0,
        wait_share=took.waiting / longest if took else 0.0,
        unseen_share=(took.unseen or 0.0) / longest if took else 0.0,
        target=short,
        target_tip=whole,
        limits=limits_of(task),
        stops=stops_of(task),
        reason=run.reason,
        sort=(_began(run).timestamp(), (took.whole or 0.0) if took else 0.0),
    )


def _waiting(took: Spent | None) -> str:
    if took is None:
        return ""
    if took.certainty is Certainty.NOTHING:
        return f" · {NOT_RECORDED}"
    if took.certainty is Certainty.UNREAD:
        return f" · {READING}"
    if took.waiting < 1:
        return "" if took.certainty is Certainty.EXACT else " · partly recorded"
    least = "" if took.certainty is Certainty.EXACT else "≥ "
    return f" · {least}{span(took.waiting)} waiting"


def _spent(took: Spent | None) -> str:
    if took is None:
        return whole_words(took)
    if took.certainty is Certainty.UNREAD:
        return f"Took {whole_words(took)}. What was recorded of it is not read yet."
    words = f"Took {whole_words(took)}. Working: {working_words(took)}. Waiting: {waiting_words(took)}."
    if took.unseen is None or took.certainty is not Certainty.AT_LEAST:
        return words
    return f"{words} {span(took.unseen)} of it were not recorded."


def _began(run: Run) -> datetime:
    return run.task.started_at or run.seen


def _age(run: Run) -> tuple[float, str]:
    return -(_began(run) - _NEVER).total_seconds(), run.task.id


def _haystack(run: Run) -> str:
    task = run.task
    words = (run.group_name, task.group, task.id, task.region, str(task.status), run.reason)
    return " ".join((*words, *target_short(task.target))).casefold()


def _day(at: datetime, zone: tzinfo | None, now: datetime) -> str:
    local, today = at.astimezone(zone), now.astimezone(zone)
    day = f"{local.day:02} {_MONTHS[local.month - 1]}"
    return day if local.year == today.year else f"{day} {local.year}"
