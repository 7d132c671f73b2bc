"""Forms that outlive the program: kept a moment after the last key, brought back when their wizard opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.changes import with_notice, without
from essgui.core.draft import filled, spec_of, untouched
from essgui.core.effects import KeepDrafts, Wake
from essgui.core.lookup import detail_of, group_of
from essgui.core.messages import DraftRestored, DraftsDue
from essgui.core.select_shell import age
from essgui.core.state import Notice, NoticeKind, ProfileKind
from essgui.domain.exchange.drafts import draft_of
from essgui.domain.scaling import GroupType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from essgui.core.changes import Outcome
    from essgui.core.draft import Draft
    from essgui.core.effects import Effect
    from essgui.core.state import AppState
    from essgui.domain.exchange.drafts import KeptDraft
    from essgui.domain.scaling import GroupId, ScalingGroup

SOON = 2.0
"""Seconds after the last change until the forms are written."""
_STILL = timedelta(seconds=10)
"""How long after its Start a form may still be written: it was on its way, and clocks differ (assumed)."""


def drafts_read(state: AppState, kept: tuple[KeptDraft, ...]) -> AppState:
    """Remember the forms of an earlier run, but for groups whose form was opened meanwhile.

    A practice cloud ends with the program: the groups of another have the same ids and are not the same, so
    nothing is taken from the file, and what was not read is not written.
    """
    if state.profile.kind is ProfileKind.SIMULATED:
        return state
    opened = set(state.drafts) | ({state.wizard.group} if state.wizard else set[str]())
    return replace(state, kept_drafts={k.group: k for k in kept if k.group not in opened})


def bring_back(state: AppState, group: ScalingGroup, draft: Draft) -> tuple[AppState, Draft]:
    """Fill a form that opens with what it said in an earlier run, and say so."""
    kept = (state.kept_drafts or {}).get(group.id)
    if state.kept_drafts is None or kept is None:
        return state, draft
    state = replace(state, kept_drafts=without(state.kept_drafts, group.id))
    if _was_started(state, kept):
        return state, draft
    old = age((state.now.at - kept.at).total_seconds())
    lost = " What was typed for containers is not." if group.type is GroupType.ECI else ""
    text = f"{group.name or group.id}: your draft from {old} ago is back.{lost}"
    over = ("Start over", DraftRestored(group.id, draft))
    notice = Notice(f"draft:{group.id}", NoticeKind.CAUTION, text, act=over)
    return with_notice(state, notice), filled(draft, kept.settings.filling)


def keep_soon(before: AppState, after: AppState) -> tuple[Effect, ...]:
    """Ask for the forms to be written once nobody types any more, if one of them has changed."""
    same = before.wizard is after.wizard and before.drafts is after.drafts
    if same or after.kept_drafts is None or _forms(before) == _forms(after):
        return ()
    return (Wake("drafts", SOON, DraftsDue()),)


def keep_now(state: AppState) -> Outcome:
    """Write the forms that differ from how they open, with those of an earlier run that were not opened."""
    if state.kept_drafts is None:
        return state, ()
    return state, (KeepDrafts((*state.kept_drafts.values(), *_kept(state))),)


def _was_started(state: AppState, kept: KeptDraft) -> bool:
    """Tell whether the group was refreshed from here since: a program that is killed writes no forms."""
    since = kept.at - _STILL
    ours = (run.task for run in state.archive.runs.values() if run.ours and run.task.group == kept.group)
    begun = (*(t.started_at for t in ours), *_accepted(state, kept.group))
    return any(at is not None and at >= since for at in begun)


def _accepted(state: AppState, group: GroupId) -> Iterator[datetime]:
    """Yield when Starts were sent whose refresh is not taken up yet."""
    for intent in state.archive.unsettled:
        if intent.group == group and intent.task is not None:
            yield intent.made_at


def _forms(state: AppState) -> tuple[object, ...]:
    wizard = state.wizard
    return (state.drafts, None if wizard is None else (wizard.group, wizard.draft))


def _kept(state: AppState) -> Iterator[KeptDraft]:
    forms: dict[GroupId, Draft] = dict(state.drafts)
    if state.wizard is not None:
        forms[state.wizard.group] = state.wizard.draft
    for identifier, draft in forms.items():
        group = group_of(state, identifier)
        if group is None:
            continue
        if draft != untouched(group, detail_of(state, identifier).configurations.value or ()):
            yield draft_of(spec_of(draft, group), state.now.at, draft.guards)
