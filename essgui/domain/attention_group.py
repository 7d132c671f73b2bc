"""What the group calls attention to: processes, suspension, others who scale or act, time, schedules."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.foreign import TRIGGERS, cause_of, foreign_activities, trigger_of
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.recurrence import not_worked_out, run_within
from essgui.domain.remedies import ResumeProcesses, SuspendProcesses
from essgui.domain.situation import Confirm, Gravity, Item, Kind, Offer
from essgui.domain.words import counted, listed, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essgui.domain.scaling import Activity, ScalingGroup
    from essgui.domain.situation import Situation
    from essgui.domain.surroundings import ScheduledTask

STALLED_AFTER = 2.0
"""Batches, by their slow bound, without progress from which a refresh counts as stalled (assumed)."""
LOOK_AHEAD = 3600.0
"""Seconds in which a scheduled task matters where the end of the refresh is not known (assumed)."""
RECENT = 600.0
"""Seconds for which what others did is more than information (assumed)."""

_EFFECTS = {
    "ScaleOut": "launches may not happen, so the refresh may wait for ever",
    "ScaleIn": "old instances may not be released, so the refresh may wait for ever",
    "HealthCheck": "unhealthy instances are not found and stay in service",
    "AlarmNotification": "alarms do not scale the group",
    "ScheduledAction": "scheduled tasks do not run",
}
_TRIGGERS = frozenset(process for process, _ in TRIGGERS)

_ACTS: dict[RefreshStatus, tuple[str, str]] = {
    RefreshStatus.PAUSED: ("suspended it", "It stays suspended until somebody resumes it."),
    RefreshStatus.IN_PROGRESS: ("resumed it", "It goes on replacing instances."),
    RefreshStatus.CANCELLING: ("cancelled it", "What is new stays, the rest keeps the old configuration."),
    RefreshStatus.ROLLBACK_IN_PROGRESS: (
        "rolled it back",
        "New instances are replaced again, by the configuration of before.",
    ),
}


def suspended_processes(found: Situation) -> Iterator[Item]:
    """Find suspended processes: those that hold the refresh up, and apart from them those that trigger."""
    group = found.group
    if group is None:
        return
    for triggers in (False, True):
        names = tuple(p for p in group.suspended_processes if (p in _TRIGGERS) == triggers)
        if not names:
            continue
        meaning = tuple(f"{p}: {_EFFECTS.get(p, 'does not work')}." for p in names)
        yield Item(
            Kind.PROCESSES,
            Gravity.INFORMATION if triggers else Gravity.CAUTION,
            f"{listed(names)} {'is' if len(names) == 1 else 'are'} suspended",
            meaning,
            consequence=_until(names, found.suspended_from_here),
            offers=(
                Offer(
                    "Resume" if len(names) == 1 else f"Resume all {len(names)}",
                    (ResumeProcesses(group.region, group.id, names),),
                    primary=not triggers,
                ),
            ),
            part="triggers" if triggers else "work",
        )


def system_suspended(found: Situation) -> Iterator[Item]:
    """Find that ESS itself has suspended the group."""
    if found.group is not None and found.group.system_suspended:
        yield Item(
            Kind.SYSTEM,
            Gravity.GRAVE,
            "ESS has suspended the group",
            ("Usually after launches kept failing, or for an account in arrears.",),
            consequence="Nothing is launched until the cause is mended and the group is enabled in the ESS "
            "console.",
        )


def slower(found: Situation) -> Iterator[Item]:
    """Find that the refresh is later than forecast, or that nothing moves; pauses do not count.

    It is judged as of the last answer: while ESS gives none, the refresh may have gone on or ended.
    """
    task, last = found.task, found.timeline.last
    now = found.now if last is None else last.at
    if task.status is not RefreshStatus.IN_PROGRESS or task.started_at is None:
        return
    stalled = _unmoved(found)
    if found.batch > 0 and stalled > STALLED_AFTER * found.batch:
        yield Item(
            Kind.SLOW,
            Gravity.CAUTION,
            f"No progress for {span(stalled)}",
            (f"A batch takes {span(found.batch)} at most, by earlier activities or by default.",),
            consequence="It waits until the instances of the batch are in service.",
            part="stalled",
        )
    if found.ends is not None:
        latest = task.started_at + timedelta(seconds=found.ends[1] + _suspended(found))
        if now > latest:
            yield Item(
                Kind.SLOW,
                Gravity.CAUTION,
                f"{span((now - latest).total_seconds())} later than the latest end of the forecast",
                (
                    f"Forecast at the start: {span(found.ends[0])} to {span(found.ends[1])} in all.",
                    f"{task.finished} of {task.total or 'an unknown number'} are new.",
                ),
                part="late",
            )


def foreign_scaling(found: Situation) -> Iterator[Item]:
    """Find activities of the group that are not of the refresh and began while it ran."""
    foreign = foreign_activities(found.task, found.activities, found.others)
    if not foreign:
        return
    newest = foreign[0]
    fresh = any(a.ended_at is None or (found.now - a.ended_at).total_seconds() < RECENT for a in foreign)
    causes = tuple(dict.fromkeys(cause_of(a) for a in foreign))[:3]
    yield Item(
        Kind.FOREIGN_SCALING,
        Gravity.CAUTION if fresh else Gravity.INFORMATION,
        f"{counted(len(foreign), 'scaling activity')} beside the refresh"
        if len(foreign) == 1
        else f"{len(foreign)} scaling activities beside the refresh",
        (*causes, f"The newest: {newest.description or newest.id}."),
        consequence="Scale-out launches from the target of the refresh; counts and times shift.",
        offers=_stop(found.group, foreign),
    )


def foreign_act(found: Situation) -> Iterator[Item]:
    """Find that somebody else has suspended, resumed, cancelled or rolled back the refresh."""
    if found.foreign_act is None:
        return
    status, at = found.foreign_act
    ago = (found.now - at).total_seconds()
    if status not in _ACTS or (found.task.status != status and ago > RECENT):
        return
    if status is RefreshStatus.IN_PROGRESS and ago > RECENT:
        return
    did, then = _ACTS[status]
    yield Item(
        Kind.FOREIGN_ACT,
        Gravity.CAUTION,
        f"Somebody else {did}, {span(ago)} ago",
        ("It was not asked for from here. ActionTrail names who did.",),
        consequence=then if found.task.status == status else "",
    )


def scheduled_soon(found: Situation) -> Iterator[Item]:
    """Find scheduled tasks that run before the refresh is expected to end, and those that may."""
    group, task = found.group, found.task
    if group is None or "ScheduledAction" in group.suspended_processes:
        return
    until = found.now + timedelta(seconds=LOOK_AHEAD)
    if found.ends is not None and task.started_at is not None:
        until = max(found.now, task.started_at + timedelta(seconds=found.ends[1]))
    working = [t for t in found.scheduled if t.enabled]
    near = [(at, t) for t in working if (at := run_within(t, found.now, until)) is not None]
    for at, one in sorted(near, key=lambda pair: pair[0]):
        yield Item(
            Kind.SCHEDULED,
            Gravity.INFORMATION,
            f"Scheduled task {one.name} in {span((at - found.now).total_seconds())}",
            (_sets(one, group),),
            consequence="It runs during this refresh.",
            offers=(_pause(group, "ScheduledAction"),),
            part=one.id,
        )
    for one in working:
        if not_worked_out(one, found.now):
            yield Item(
                Kind.SCHEDULED,
                Gravity.INFORMATION,
                f"Scheduled task {one.name} runs by a cron expression",
                (f"Cron: {one.recurrence_value}.", _sets(one, group)),
                consequence="It may run during this refresh: this program does not work out when.",
                offers=(_pause(group, "ScheduledAction"),),
                part=one.id,
            )


def _until(names: tuple[str, ...], ours: frozenset[str]) -> str:
    it, stays = ("it", "It stays") if len(names) == 1 else ("them", "They stay")
    if ours.issuperset(names):
        return f"Suspended from here: you are asked to resume {it} when the refresh is over."
    return f"{stays} so until somebody resumes {it}, also after the refresh."


def _unmoved(found: Situation) -> float:
    """Return the seconds for which nothing has moved while it was in progress."""
    last = found.timeline.last
    if last is None:
        return 0.0
    since = last.at
    for sample in reversed(found.timeline.samples):
        if sample.finished != found.task.finished or sample.status != RefreshStatus.IN_PROGRESS:
            break
        since = sample.at
    return (last.at - since).total_seconds()


def _suspended(found: Situation) -> float:
    samples = found.timeline.samples
    later = [s.at for s in samples[1:]] + [found.now]
    return sum(
        (until - s.at).total_seconds()
        for s, until in zip(samples, later, strict=True)
        if s.status == RefreshStatus.PAUSED
    )


def _stop(group: ScalingGroup | None, foreign: Iterable[Activity]) -> tuple[Offer, ...]:
    if group is None:
        return ()
    at_work = {trigger_of(a) for a in foreign}
    return tuple(
        _pause(group, process)
        for process, _ in TRIGGERS
        if process in at_work and process not in group.suspended_processes
    )


def _pause(group: ScalingGroup, process: str) -> Offer:
    what = "alarms" if process == "AlarmNotification" else "scheduled tasks"
    ask = Confirm(
        f"Suspend {process} of {group.name}?",
        (f"Then {what} do not change the group while the refresh runs.",),
        "Suspend",
        (f"It stays suspended after the refresh too: you are asked to resume {process} when it is over.",),
        grave=False,
    )
    return Offer(f"Suspend {what}", (SuspendProcesses(group.region, group.id, (process,)),), ask)


def _sets(task: ScheduledTask, group: ScalingGroup) -> str:
    sizes = (("desired capacity", task.desired), ("minimum", task.min_size), ("maximum", task.max_size))
    parts = [f"{what} {value}" for what, value in sizes if value is not None]
    if parts:
        return f"Sets {', '.join(parts)}; the group has {group.capacity.wanted} now."
    return f"Runs the scaling rule {task.action}." if task.action else "What it sets is not known."
