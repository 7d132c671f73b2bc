"""What happens in the wizard: the form, what fills it in, and its steps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.before import before_of
from essgui.core.changes import put, with_notice, without_notices
from essgui.core.draft import first_draft, like, spec_of, untouched, with_configurations
from essgui.core.lookup import detail_of, group_of, guards_of
from essgui.core.messages import DraftRestored
from essgui.core.on_drafts import bring_back
from essgui.core.on_fleet import read_detail
from essgui.core.state import Notice, NoticeKind, Page, Step, Wizard
from essgui.core.undoing import back_permit, lost_names, run_known
from essgui.domain.exchange.request import read_request, unsent, write_request
from essgui.domain.exchange.slips import located

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.draft import Draft
    from essgui.core.state import AppState, Override
    from essgui.domain.scaling import GroupId, TaskId


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

    A retry skips the instances that are on the target already. Guards are those that it has or had here.
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
    if task_id in state.monitors or run is not None:
        guards = guards_of(state, task_id) if run is None or task_id in state.monitors else run.guards
        draft = replace(draft, guards=guards)
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
    wizard = replace(wizard, draft=draft, source=source, refusal=None, typed=None, slips=(), lost=lost)
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
    state = without_notices(state, f"draft:{group}")
    wizard = state.wizard
    if wizard is None or wizard.group != group:
        return replace(state, drafts=put(state.drafts, group, draft)), ()
    return change_draft(replace(state, wizard=replace(wizard, source="")), draft)


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


def _keep_draft(state: AppState) -> AppState:
    wizard = state.wizard
    if wizard is None:
        return state
    return replace(state, drafts=put(state.drafts, wizard.group, wizard.draft), wizard=None)
