"""The preflight of the wizard's form: every check made from what was answered, or said not to be made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from essgui.core.draft import spec_of
from essgui.core.failure import FailureKind
from essgui.core.lookup import answer, detail_of, group_of, running_task, would_replace
from essgui.core.origin import origin_of
from essgui.core.preflight_questions import preflight_questions, stock_question, target_complete
from essgui.core.select_monitor_words import clock
from essgui.domain.durations import durations_of
from essgui.domain.forecast import forecast
from essgui.domain.plan import batches, corridor
from essgui.domain.preflight.calendar import Window, alarms_check, schedule_check
from essgui.domain.preflight.diagnosis import diagnosis_check
from essgui.domain.preflight.hooks import hooks_check, wait_per_batch
from essgui.domain.preflight.permissions import permissions_check
from essgui.domain.preflight.processes import processes_check
from essgui.domain.preflight.rehearsal import rehearse, way_back_check
from essgui.domain.preflight.room import group_check, room_check
from essgui.domain.preflight.stock import stock_check
from essgui.domain.preflight.verdict import Check, CheckKind, Verdict, unread
from essgui.domain.questions import Alarms, DiagnosisOf, Hooks, PastActivities, ScheduledTasks
from essgui.domain.rules import CHECKPOINT, PAUSE_MINUTES
from essgui.domain.scaling import GroupType

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.failure import Failure
    from essgui.core.state import AppState, Remote
    from essgui.domain.clock import Instant
    from essgui.domain.durations import Durations
    from essgui.domain.plan import Corridor
    from essgui.domain.preflight.rehearsal import Rehearsal
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshSpec
    from essgui.domain.scaling import ScalingGroup

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Preflight:
    """All checks, in the order of CheckKind."""

    checks: tuple[Check, ...]
    rehearsal: Rehearsal
    questions: tuple[Question[object], ...]
    """What they rest on; asked again by "Check again"."""
    oldest: Instant | None
    """When the oldest answer came; None before the first."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """The refresh that the form stands for, in numbers."""

    band: Corridor
    total: int
    checkpoints: tuple[int, ...]
    pause: int
    durations: Durations


def preflight(state: AppState) -> Preflight | None:
    """Make every check that can be made now; None without a wizard whose group is known."""
    wizard = state.wizard
    group = group_of(state, wizard.group) if wizard else None
    if wizard is None or group is None:
        return None
    spec = spec_of(wizard.draft, group)
    plan = _plan(state, group, spec)
    questions = tuple(preflight_questions(state, wizard))
    # Questions are values of many types here; only how they fare is looked at.
    remotes = [answer(state, q) for q in questions]
    rehearsed = rehearse(
        spec.target,
        origin_of(state, group),
        plan.band,
        plan.total,
        plan.checkpoints,
        plan.durations,
    )
    steps = len(batches(plan.band, plan.total, plan.checkpoints))
    hooks = answer(state, Hooks(group.region, group.id))
    wait = steps * wait_per_batch(hooks.value or ())
    window = Window(state.now.at, state.now.at + timedelta(seconds=_finish(plan) + wait))
    checks = (
        group_check(
            group,
            running_task(state, group.id) is not None,
            plan.total if target_complete(group, spec) else None,
        ),
        _stock(state, group, spec, plan.total),
        _judged(CheckKind.DIAGNOSIS, answer(state, DiagnosisOf(group.region, group.id)), diagnosis_check),
        room_check(group, plan.band),
        processes_check(group),
        _judged(CheckKind.HOOKS, hooks, lambda found: hooks_check(found, steps)),
        _judged(
            CheckKind.SCHEDULE,
            answer(state, ScheduledTasks(group.region, group.id)),
            lambda found: schedule_check(found, group, window, lambda at: clock(at, state.now.at)),
        ),
        _judged(
            CheckKind.ALARMS,
            answer(state, Alarms(group.region, group.id)),
            lambda found: alarms_check(found, group),
        ),
        way_back_check(rehearsed),
        _permissions(_denied(state, group, remotes), remotes),
    )
    seen = [r.seen for r in remotes if r.seen is not None]
    return Preflight(checks, rehearsed, questions, min(seen, key=lambda at: at.mono, default=None))


def _plan(state: AppState, group: ScalingGroup, spec: RefreshSpec) -> _Plan:
    capacity = group.capacity.wanted or group.capacity.total
    past = answer(state, PastActivities(group.region, group.id)).value or ()
    return _Plan(
        corridor(capacity, spec.min_healthy, spec.max_healthy),
        would_replace(state, group, spec),
        tuple(sorted({p for p in spec.checkpoints if CHECKPOINT.holds(p)})),
        min(max(spec.pause_minutes, PAUSE_MINUTES.low), PAUSE_MINUTES.high),
        durations_of(past),
    )


def _finish(plan: _Plan) -> float:
    """Return the seconds after which it is over at the latest, as far as can be foreseen."""
    return forecast(plan.band, plan.total, plan.checkpoints, plan.pause, plan.durations).finish[1]


def _stock(state: AppState, group: ScalingGroup, spec: RefreshSpec, launches: int) -> Check:
    kind = CheckKind.STOCK
    if group.type is GroupType.ECI:
        return Check(kind, Verdict.UNKNOWN, "ESS tells the stock of ECS instance types only")
    if not target_complete(group, spec):
        return Check(
            kind, Verdict.UNKNOWN, "The target is not complete yet", remedy="Choose it on the Target page."
        )
    question = stock_question(state, group, spec)
    if question is None:
        return unread(kind)
    remote = answer(state, question)
    if remote.failure is not None and remote.failure.kind is FailureKind.NOT_FOUND:
        # Looking for its stock, the adaptor looks the target up first.
        return Check(
            kind,
            Verdict.NO_GO,
            f"The target was not found: {remote.failure.sentence.rstrip('.')}",
            _of_failure(remote.failure),
            remote.failure.hint,
            reading=remote.loading,
        )
    return _judged(kind, remote, lambda found: stock_check(found, launches))


def _judged(kind: CheckKind, remote: Remote[A], judge: Callable[[A], Check]) -> Check:
    """Judge an answer; without one, say why there is none. An older answer stands until the next."""
    if remote.value is not None:
        check = replace(judge(remote.value), reading=remote.loading)
        if remote.failure is None or remote.loading:
            return check
        stale = f"This is an earlier answer; the newest read failed: {remote.failure.sentence}"
        return replace(check, evidence=(*check.evidence, stale))
    if remote.loading or remote.failure is None:
        return unread(kind)
    return not_made(kind, remote.failure)


def not_made(kind: CheckKind, failure: Failure) -> Check:
    """Say that a check could not be made, and why."""
    if failure.kind is FailureKind.DENIED and failure.action:
        headline = f"Not allowed to look: {failure.action} is missing"
    else:
        headline = f"Could not be checked: {failure.sentence.rstrip('.')}"
    return Check(kind, Verdict.UNKNOWN, headline, _of_failure(failure), failure.hint)


def _of_failure(failure: Failure) -> tuple[str, ...]:
    lines = (failure.sentence, f"Code {failure.code}")
    return (*lines, f"Request ID {failure.request_id}") if failure.request_id else lines


def _permissions(denied: tuple[str, ...], remotes: list[Remote[object]]) -> Check:
    answered = sum(1 for r in remotes if r.seen is not None)
    waiting = any(r.seen is None and r.failure is None for r in remotes)
    if waiting and not denied:
        return unread(CheckKind.PERMISSIONS)
    return permissions_check(denied, asked=len(remotes), answered=answered)


def _denied(state: AppState, group: ScalingGroup, remotes: list[Remote[object]]) -> tuple[str, ...]:
    detail = detail_of(state, group.id)
    failures = [r.failure for r in (*remotes, detail.instances, detail.configurations)]
    return tuple(f.action or f.code for f in failures if f is not None and f.kind is FailureKind.DENIED)
