"""Routes what happens to the window itself: the way to the cloud, pages, notices, the centre."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import messages as m
from essgui.core import on_centre, on_fleet, on_history, on_notices, on_practice, suspended
from essgui.core.changes import loading
from essgui.core.effects import Connect, ReadDrafts, ReadSettings, ReadShelf, ReadWebhook, Wake
from essgui.core.state import Page
from essgui.domain.settings import OFF, Key

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant

TICK = 1.0
"""Seconds between looks at the clock; ages and countdowns move by it."""


def take(state: AppState, message: m.ShellMessage, now: Instant) -> Outcome:
    """Return what becomes of a message of the window itself."""
    match message:
        case m.Opened():
            state = replace(state, regions=loading(state.regions))
            wanted = () if state.settings[Key.WEBHOOK] == OFF else (ReadWebhook(),)
            tick = Wake("tick", TICK, m.Ticked())
            return state, (Connect(), ReadSettings(), ReadDrafts(), *wanted, tick)
        case m.ProfileReady(profile, regions, cadence):
            return _connected(
                replace(
                    on_practice.begun_anew(state),
                    connected=True,
                    profile=profile,
                    chosen=regions,
                    cadence=cadence,
                )
            )
        case m.ProfileFailed(failure):
            return on_practice.no_way(state, failure), ()
        case m.PracticeEnded():
            return on_practice.ended(state), ()
        case m.PracticeWanted():
            return on_practice.want(state)
        case m.Ticked():
            return on_notices.leave(state, now), (Wake("tick", TICK, m.Ticked()),)
        case m.SettingChosen(key, value):
            return on_centre.choose_setting(state, key, value)
        case m.PageChosen(page):
            return _opened_page(_choose_page(state, page), page, now)
        case m.CloseDeclined():
            return suspended.tell_again(state), ()
        case m.NoticeDismissed(key):
            return on_notices.dismiss(state, key), ()
        case m.NoticesHeld(held):
            return on_notices.hold(state, now, held=held), ()


def take_centre(state: AppState, message: m.CentreMessage, now: Instant) -> Outcome:
    """Return what becomes of a message of the notification centre."""
    match message:
        case m.CentreRead():
            return on_centre.read(state), ()
        case m.CentreCleared():
            return on_centre.clear(state), ()
        case m.WebhookEntered(address, secret):
            return on_centre.enter(state, address, secret)
        case m.WebhookKept():
            return on_centre.kept(state, message), ()
        case m.WebhookTestRequested():
            return on_centre.test(state, now)
        case m.WebhookTried(trouble, test, given_up):
            return on_centre.tried(state, trouble, now, given_up, test=test), ()


def _opened_page(state: AppState, page: Page, now: Instant) -> Outcome:
    """Read what a page shows of the archive as it is now."""
    match page:
        case Page.HISTORY:
            return on_history.read_asked(state)
        case Page.SETTINGS if state.archive.keeping:
            return state, (on_centre.tidy(state, now),)
        case _:
            return state, ()


def _connected(state: AppState) -> Outcome:
    state, effects = on_fleet.read_regions(state)
    state, more = on_fleet.choose_regions(state, state.chosen)
    return state, (ReadShelf(), *effects, *more)


def _choose_page(state: AppState, page: Page) -> AppState:
    if (page is Page.WIZARD and state.wizard is None) or (page is Page.MONITOR and state.monitor is None):
        return state
    if page is state.page is Page.HISTORY:
        # What was asked for is the list: a replay stands in its place.
        return replace(state, past=replace(state.past, replay=None))
    return replace(state, page=page)
