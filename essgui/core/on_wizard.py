"""What happens in the wizard: the form, its steps, and a Start that never happens twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.before import before_of
from essgui.core.changes import put, wait_after, with_notice, without
from essgui.core.draft import first_draft, like, spec_of, untouched, with_configurations
from essgui.core.effects import FindRefreshes, ReadGroup, Settle, StartRefresh, Wake
from essgui.core.failure import Failure, FailureKind
from essgui.core.first_forecast import foreseen
from essgui.core.form import start_permit
from essgui.core.lookup import detail_of, group_of, tasks_of
from essgui.core.messages import DraftRestored, StartCheckDue
from essgui.core.on_drafts import bring_back
from essgui.core.on_fleet import read_detail
from essgui.core.on_monitor import open_monitor
from essgui.core.origins import with_origin
from essgui.core.override import despite, reason_of
from essgui.core.state import Attempt, AttemptPhase, Notice, NoticeKind, Page, Step, Wizard
from essgui.core.undoing import back_permit, lost_names, run_known
from essgui.domain.exchange.request import read_request, unsent, write_request
from essgui.domain.exchange.slips import located
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import RefreshTask
from essgui.domain.run import Settlement

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.draft import Draft
    from essgui.core.state import AppState, Override
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import GroupId, TaskId

MOST_SENDS = 3
"""How often one Start is sent in all, always with the same client token."""

MOST_LOOKS = 6
"""Looks for a Start whose outcome is unknown before the operator gets the form back."""


def open_wizard(state: AppState, group_id: GroupId) -> Outcome:
    """Open the form of a group, with what was typed there before; an unsettled Start is never covered up."""
    if state.wizard is not None and (state.wizard.attempt is not None or state.wizard.group == group_id):
        return replace(state, page=Page.WIZARD), ()
    group = group_of(state, group_id)
    if group is None:
        return state, ()
    state = _keep_draft(state)
    draft = state.drafts.get(group_id)
    if draft is None:
        state, draft = bring_back(state, group, first_draft(group))
    draft = with_configurations(draft, detail_of(state, group_id).configurations.value or ())
    state = replace(state, wizard=Wizard(group_id, group.region, draft), page=Page.WIZARD)
    return read_detail(state, group_id)


def open_like(state: AppState, task_id: TaskId, *, retry: bool = False) -> Outcome:
    """Open the form of a refresh's group filled in as that refresh was; a Start under way stays as it is.

    A retry skips the instances that are on the target already.
    """
    run = state.archive.runs.get(task_id)
    task = state.tasks.get(task_id) or (run.task if run is not None else None)
    if task is None:
        return state, ()
    if retry:
        task = replace(task, skip_matching=True)
    state, effects = open_wizard(state, task.group)
    wizard = state.wizard
    if wizard is None or wizard.group != task.group or wizard.attempt is not None:
        return state, effects
    draft = like(wizard.draft, task)
    names = lost_names(draft, task.target)
    if names:
        text = (
            "The values of container variables are never stored: type them again before the start "
            f"({', '.join(name for _, name in names)})."
        )
        state = with_notice(state, Notice(f"lost-values:{task.group}", NoticeKind.CAUTION, text))
    return fill_over(state, draft, f"as {task.id} was", names), effects


def open_back(state: AppState, task_id: TaskId) -> Outcome:
    """Open the form of a refresh's group with what it ran before that refresh as the target."""
    run = run_known(state, task_id)
    before = before_of(state, run.task) if run is not None else None
    if run is None or before is None or back_permit(state, task_id).reason:
        return state, ()
    back = replace(run.task, target=before.target)
    state, effects = open_wizard(state, run.task.group)
    wizard = state.wizard
    if wizard is None or wizard.group != run.task.group or wizard.attempt is not None:
        return state, effects
    if before.assumed:
        text = (
            f"What the group ran before {task_id} was not seen. The target is assumed, because "
            f"{before.assumed}: compare it before the start."
        )
        state = with_notice(state, Notice(f"assumed:{run.task.group}", NoticeKind.CAUTION, text))
    return fill_over(state, like(wizard.draft, back), f"with what ran before {task_id}"), effects


def fill_over(state: AppState, draft: Draft, source: str, lost: tuple[tuple[str, str], ...] = ()) -> AppState:
    """Fill the open form with something else; what was typed before can be had back.

    `lost` names the variables whose values have to be typed again.
    """
    wizard = state.wizard
    if wizard is None or wizard.attempt is not None:
        return state
    old = wizard.draft
    wizard = replace(wizard, draft=draft, refusal=None, typed=None, slips=(), lost=lost)
    state = replace(state, wizard=wizard)
    group = group_of(state, wizard.group)
    if (
        draft == old
        or group is None
        or old == untouched(group, detail_of(state, group.id).configurations.value or ())
    ):
        return state
    text = f"{group.name or group.id}: the form is filled in {source}; what was typed before is kept aside."
    back = ("Back to my draft", DraftRestored(group.id, old))
    return with_notice(state, Notice(f"draft:{group.id}", NoticeKind.CAUTION, text, act=back))


def restore_draft(state: AppState, group: GroupId, draft: Draft) -> Outcome:
    """Put back a form that was filled over, in the open wizard or for the next time."""
    state = replace(state, notices=tuple(n for n in state.notices if n.key != f"draft:{group}"))
    wizard = state.wizard
    if wizard is None or wizard.group != group:
        return replace(state, drafts=put(state.drafts, group, draft)), ()
    return change_draft(state, draft)


def type_request(state: AppState, text: str) -> Outcome:
    """Take the request as JSON: into the form where it is right, else with what is wrong and where."""
    wizard = state.wizard
    group = group_of(state, wizard.group) if wizard else None
    if wizard is None or group is None or wizard.attempt is not None:
        return state, ()
    spec, slips = read_request(text)
    draft = wizard.draft
    if spec is not None:
        draft = like(draft, spec)
        slips = located(text, unsent(text, spec, spec_of(draft, group)))
    if slips:
        return replace(state, wizard=replace(wizard, typed=text, slips=slips)), ()
    same = text == write_request(spec_of(draft, group))
    # A text that differs by spaces alone stays as it is: nothing may move under the cursor.
    wizard = replace(wizard, draft=draft, refusal=None, typed=None if same else text, slips=())
    return replace(state, wizard=wizard), ()


def close_wizard(state: AppState) -> Outcome:
    """Leave the wizard; the form is kept for the next time. A Start under way keeps the wizard open."""
    if state.wizard is None or state.wizard.attempt is not None:
        return replace(state, page=Page.FLEET), ()
    return replace(_keep_draft(state), wizard=None, page=Page.FLEET), ()


def change_draft(state: AppState, draft: Draft) -> Outcome:
    """Take what was typed, unless a Start with the earlier form is under way."""
    wizard = state.wizard
    if wizard is None or wizard.attempt is not None or wizard.draft == draft:
        return state, ()
    # The form speaks last: a text that was typed before it is no longer what it says.
    wizard = replace(wizard, draft=draft, refusal=None, typed=None, slips=())
    return replace(state, wizard=wizard), ()


def change_override(state: AppState, override: Override) -> AppState:
    """Take a decision to start despite no-goes; one that is taken back covers nothing."""
    wizard = state.wizard
    if wizard is None or wizard.attempt is not None:
        return state
    kept = override if override.on else replace(override, against=())
    return replace(state, wizard=replace(wizard, override=kept))


def choose_step(state: AppState, step: Step) -> Outcome:
    """Go to a step; problems are shown there, they do not lock the door, only Start."""
    if state.wizard is None:
        return state, ()
    furthest = max(state.wizard.furthest, step)
    return replace(state, wizard=replace(state.wizard, step=step, furthest=furthest)), ()


def request_start(state: AppState, now: Instant) -> Outcome:
    """Send the Start, if nothing stands against it."""
    wizard = state.wizard
    group = group_of(state, wizard.group) if wizard else None
    if wizard is None or group is None or not start_permit(state).enabled:
        return state, ()
    number = state.starts + 1
    token = f"essgui-{state.session}-{number}"
    spec = spec_of(wizard.draft, group)
    attempt = Attempt(token, spec, now, before=state.history.get(group.id, ()), override=despite(state))
    wizard = replace(wizard, attempt=attempt, refusal=None)
    return replace(state, wizard=wizard, starts=number), (
        StartRefresh(spec, token, reason_of(attempt.override)),
    )


def start_accepted(state: AppState, token: str, task_id: TaskId, now: Instant) -> Outcome:
    """Watch the new refresh; show it at once where the operator still waits for it in the wizard."""
    wizard = state.wizard
    attempt = wizard.attempt if wizard else None
    if wizard is None or attempt is None or attempt.token != token:
        return state, ()
    spec = attempt.spec
    known = state.tasks.get(task_id) or RefreshTask(
        id=task_id,
        group=spec.group,
        region=spec.region,
        status=RefreshStatus.PENDING,
        target=spec.target,
        min_healthy=spec.min_healthy,
        max_healthy=spec.max_healthy,
        skip_matching=spec.skip_matching,
        checkpoints=spec.checkpoints,
        pause_minutes=spec.pause_minutes,
        started_at=attempt.since.at,
    )
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
    start = StartRefresh(again.spec, again.token, reason_of(again.override))
    return replace(state, wizard=replace(wizard, attempt=again)), (start,)


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
    """Tell whether a refresh is what an attempt asked for: not known before, begun since, the same settings.

    The minute of grace is for clocks that differ (assumed).
    """
    spec = attempt.spec
    if task.id in attempt.before or task.started_at is None:
        return False
    if (attempt.since.at - task.started_at).total_seconds() > 60:
        return False
    return (task.target, task.min_healthy, task.max_healthy, task.checkpoints) == (
        spec.target,
        spec.min_healthy,
        spec.max_healthy,
        spec.checkpoints,
    )


def _keep_draft(state: AppState) -> AppState:
    wizard = state.wizard
    if wizard is None:
        return state
    return replace(state, drafts=put(state.drafts, wizard.group, wizard.draft), wizard=None)
