"""What becomes of a Start, which never happens twice: sent, accepted, refused, or looked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.changes import put, wait_after, with_notice, without, without_notices
from essgui.core.draft import spec_of
from essgui.core.effects import FindRefreshes, ReadGroup, Settle, StartRefresh, Wake
from essgui.core.failure import Failure, FailureKind
from essgui.core.first_forecast import foreseen
from essgui.core.form import start_permit
from essgui.core.lookup import group_of, tasks_of
from essgui.core.messages import StartCheckDue
from essgui.core.on_guards import set_from_start
from essgui.core.on_monitor import open_monitor
from essgui.core.origins import with_origin
from essgui.core.override import despite, reason_of
from essgui.core.state import Attempt, AttemptPhase, Notice, NoticeKind, Page, Wizard
from essgui.domain.guards import fitting
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import accepted
from essgui.domain.run import Settlement

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import GroupId, TaskId

MOST_SENDS = 3
"""How often one Start is sent in all, always with the same client token."""

MOST_LOOKS = 6
"""Looks for a Start whose outcome is unknown before the operator gets the form back."""


def request_start(state: AppState, now: Instant) -> Outcome:
    """Send the Start, if nothing stands against it."""
    wizard = state.wizard
    group = group_of(state, wizard.group) if wizard else None
    if wizard is None or group is None or not start_permit(state).enabled:
        return state, ()
    number = state.starts + 1
    token = f"essgui-{state.session}-{number}"
    spec = spec_of(wizard.draft, group)
    attempt = Attempt(
        token,
        spec,
        now,
        before=state.history.get(group.id, ()),
        override=despite(state),
        guards=fitting(wizard.draft.guards, spec.target),
    )
    wizard = replace(wizard, attempt=attempt, refusal=None)
    return replace(state, wizard=wizard, starts=number), (_start(state, attempt),)


def start_accepted(state: AppState, token: str, task_id: TaskId, now: Instant) -> Outcome:
    """Watch the new refresh; show it at once where the operator still waits for it in the wizard."""
    wizard = state.wizard
    attempt = wizard.attempt if wizard else None
    if wizard is None or attempt is None or attempt.token != token:
        return state, ()
    spec = attempt.spec
    # What was said of the form is over with it.
    state = without_notices(state, *(f"{kind}:{spec.group}" for kind in ("draft", "assumed", "lost-values")))
    known = state.tasks.get(task_id) or accepted(spec, task_id, attempt.since.at)
    history = tuple(t for t in state.history.get(spec.group, ()) if t != task_id)
    state = replace(
        state,
        wizard=None,
        drafts=without(state.drafts, spec.group),
        tasks=put(state.tasks, task_id, known),
        archive=with_origin(
            state, known, ours=True, reason=reason_of(attempt.override), foreseen=foreseen(state, spec)
        ),
        history=put(state.history, spec.group, (task_id, *history)),
    )
    before = state
    state, effects = open_monitor(state, task_id, now, ours=True)
    state = set_from_start(state, task_id, attempt.guards, now)
    if before.page is Page.WIZARD:
        return state, effects
    # Whoever works elsewhere meanwhile must not find another refresh under the pointer.
    group = group_of(state, spec.group)
    text = f"{group.name if group else spec.group}: the refresh was started."
    state = replace(state, page=before.page, monitor=before.monitor or task_id)
    return with_notice(state, Notice(f"started:{task_id}", NoticeKind.GOOD, text, task=task_id)), effects


def start_failed(state: AppState, token: str, failure: Failure) -> Outcome:
    """Show a refusal beside the form; find out about an unknown outcome before anything is sent again."""
    wizard = state.wizard
    attempt = wizard.attempt if wizard else None
    if wizard is None or attempt is None or attempt.token != token:
        return state, ()
    if failure.kind is FailureKind.UNKNOWN_OUTCOME or attempt.sends > 1:
        # Once one send had no answer, a later refusal proves nothing about that first one.
        attempt = replace(attempt, phase=AttemptPhase.UNKNOWN, failure=failure)
        wait = max(wait_after(state, attempt.sends, failure) / 2, failure.retry_after or 0.0)
        check = Wake("start-check", wait, StartCheckDue(token))
        return replace(state, wizard=replace(wizard, attempt=attempt)), (check,)
    state = replace(state, wizard=replace(wizard, attempt=None, refusal=failure))
    # Is it the group that is not found, or the configuration, or the template? Reading the group tells.
    missing = failure.kind is FailureKind.NOT_FOUND
    return state, ((ReadGroup(wizard.region, wizard.group),) if missing else ())


def check_start(state: AppState, token: str) -> Outcome:
    """Ask the group for its refreshes, to see whether the Start took place."""
    wizard = state.wizard
    attempt = wizard.attempt if wizard else None
    if wizard is None or attempt is None or attempt.token != token:
        return state, ()
    attempt = replace(attempt, looked=attempt.looked + 1)
    state = replace(state, wizard=replace(wizard, attempt=attempt))
    return state, (FindRefreshes(wizard.region, wizard.group),)


def settle_start(state: AppState, group: GroupId, now: Instant) -> Outcome:
    """After a look at the group's refreshes: adopt ours, or send the same Start again with the same token."""
    wizard = state.wizard
    attempt = wizard.attempt if wizard else None
    if wizard is None or attempt is None or wizard.group != group:
        return state, ()
    if attempt.phase is not AttemptPhase.UNKNOWN or not attempt.looked:
        return state, ()
    ours = next((t for t in tasks_of(state, group) if _came_of(t, attempt)), None)
    if ours is not None:
        state, effects = start_accepted(state, attempt.token, ours.id, now)
        return state, (*effects, Settle(attempt.token, Settlement.ACCEPTED, ours.id))
    if attempt.sends >= MOST_SENDS:
        return _give_up(state, wizard, attempt)
    again = replace(attempt, phase=AttemptPhase.SENDING, sends=attempt.sends + 1)
    return replace(state, wizard=replace(wizard, attempt=again)), (_start(state, again),)


def _start(state: AppState, attempt: Attempt) -> StartRefresh:
    group = group_of(state, attempt.spec.group)
    return StartRefresh(
        attempt.spec,
        attempt.token,
        reason_of(attempt.override),
        attempt.guards,
        group.name if group is not None else "",
        foreseen(state, attempt.spec),
    )


def _give_up(state: AppState, wizard: Wizard, attempt: Attempt) -> Outcome:
    """Look some more times without sending; then give the form back and say that nobody knows."""
    last = attempt.failure
    if last is not None and attempt.looked < MOST_LOOKS:
        wait = wait_after(state, attempt.looked, last)
        return state, (Wake("start-check", wait, StartCheckDue(attempt.token)),)
    failure = Failure(
        FailureKind.UNKNOWN_OUTCOME,
        last.code if last else "NoAnswer",
        f"The request was sent {attempt.sends} times and at least once no answer came. ESS shows no refresh "
        f"of this group that began since, so it has probably not started."
        f"{f' The last answer was: {last.sentence}' if last else ''}",
        "Look at the refreshes of this group before you start it again.",
        last.request_id if last else "",
    )
    state = replace(state, wizard=replace(wizard, attempt=None, refusal=failure))
    # The operator was told: the next session has nothing to clear up.
    return state, (Settle(attempt.token, Settlement.UNKNOWN),)


def look_failed(state: AppState, group: GroupId, failure: Failure) -> Outcome:
    """Look again later: nothing is sent while we cannot see."""
    wizard = state.wizard
    attempt = wizard.attempt if wizard else None
    if wizard is None or attempt is None or wizard.group != group or not attempt.looked:
        return state, ()
    if attempt.phase is not AttemptPhase.UNKNOWN:
        return state, ()
    wait = wait_after(state, attempt.looked, failure)
    return state, (Wake("start-check", wait, StartCheckDue(attempt.token)),)


def _came_of(task: RefreshTask, attempt: Attempt) -> bool:
    """Tell whether it is what an attempt asked for: not known before, begun since or not yet, same settings.

    The minute of grace is for clocks that differ (assumed).
    """
    spec = attempt.spec
    began = task.started_at
    if task.id in attempt.before or (began is None and task.status is not RefreshStatus.PENDING):
        return False
    if began is not None and (attempt.since.at - began).total_seconds() > 60:
        return False
    return (task.target, task.min_healthy, task.max_healthy, task.checkpoints) == (
        spec.target,
        spec.min_healthy,
        spec.max_healthy,
        spec.checkpoints,
    )
