"""What happens when the practice cloud ends by itself: that is said, and it can be begun anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.changes import failed, loading, put, with_notice
from essgui.core.effects import Connect
from essgui.core.messages import PracticeWanted
from essgui.core.state import AppState, Centre, Notice, NoticeKind, Page, Poll, PracticePhase

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.failure import Failure

_KEY = "practice"
_STARTING = "practice:starting"


def ended(state: AppState) -> AppState:
    """Say that it has ended, what is still shown of it, and what beginning anew means."""
    return _offer(replace(state, practice=PracticePhase.ENDED))


def offer_again(state: AppState) -> AppState:
    """Offer to begin anew once more, to whoever reads again what is no longer there."""
    return _offer(state) if state.practice is PracticePhase.ENDED else state


def want(state: AppState) -> Outcome:
    """Start another practice cloud, once."""
    if state.practice is not PracticePhase.ENDED:
        return state, ()
    state = replace(state, practice=PracticePhase.STARTING, regions=loading(state.regions))
    text = "A new practice cloud is being started…"
    return with_notice(state, Notice(_STARTING, NoticeKind.CAUTION, text)), (Connect(),)


def no_way(state: AppState, failure: Failure) -> AppState:
    """Say why there is no way to the cloud; a practice cloud can be tried again."""
    state = replace(state, regions=failed(state.regions, failure))
    if state.practice is not PracticePhase.STARTING:
        return state
    left = tuple(n for n in state.notices if n.key != _STARTING)
    return _offer(replace(state, practice=PracticePhase.ENDED, notices=left), failure)


def begun_anew(state: AppState) -> AppState:
    """Forget the world that is gone; what the operator has set and typed stays."""
    if state.practice is PracticePhase.RUNNING:
        return state
    drafts, wizard = state.drafts, state.wizard
    if wizard is not None:
        drafts = put(drafts, wizard.group, wizard.draft)
    fresh = AppState(
        profile=state.profile,
        session=state.session,
        now=state.now,
        settings=state.settings,
        webhook=state.webhook,
        # The numbers go on: two of one session never have the same.
        centre=Centre(count=state.centre.count, read=state.centre.count),
        page=Page.SETTINGS if state.page is Page.SETTINGS else Page.FLEET,
        # An answer to a poll of before is older than any of the new world.
        polls={region: Poll(sent=poll.sent, applied=poll.sent) for region, poll in state.polls.items()},
        fleet=replace(state.fleet, selected=None),
        past=replace(state.past, ticked=(), replay=None),
        drafts=drafts,
        kept_drafts=state.kept_drafts,
        saved=state.saved,
        notices_held=state.notices_held,
        starts=state.starts,
    )
    text = "A new practice world has begun; nothing of the one before is in it."
    return with_notice(fresh, Notice(_KEY, NoticeKind.GOOD, text))


def _offer(state: AppState, failure: Failure | None = None) -> AppState:
    count = len(state.monitors)
    closes = "the open monitor closes" if count == 1 else f"the {count} open monitors close" if count else ""
    loses = " and ".join(part for part in (closes, "the history is empty") if part)
    text = (
        "The practice cloud has ended; what you see is what was last seen of it. Starting it again begins a "
        f"new practice world: no refresh of this one is in it, {loses}. Forms that you filled in are kept."
    )
    if failure is not None:
        text = f"A new practice cloud did not start. {failure.sentence}"
    act = ("Start it again", PracticeWanted())
    return with_notice(state, Notice(_KEY, NoticeKind.BAD, text, failure, act=act))
