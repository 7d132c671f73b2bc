"""What happens with notifications, the webhook and the settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core import on_notices
from essgui.core.changes import with_notice
from essgui.core.effects import KeepSetting, KeepWebhook, Post, Tidy
from essgui.core.messages import PageChosen
from essgui.core.state import Notice, NoticeKind, Notification, NotificationKind, Page
from essgui.domain.scaling import RegionId, TaskId
from essgui.domain.settings import OFF, Key, setting
from essgui.domain.words import counted, either

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.messages import WebhookKept
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.credentials import Secret
    from essgui.domain.run import Shelf

_NOWHERE = "webhook"
"""The notice that messages have nowhere to go."""


def choose_setting(state: AppState, key: Key, value: str) -> Outcome:
    """Take a value that is allowed and remember it; another retention waits for the next start."""
    if not setting(key).legal(value) or state.settings[key] == value:
        return state, ()
    state = replace(state, settings=state.settings.having(key, value))
    if key is Key.WEBHOOK and value == OFF:
        state = on_notices.dismiss(state, _NOWHERE)
    # The keyring is not asked before a message is to be sent: it may want to be unlocked.
    return state, (KeepSetting(key, value),)


def remembered(state: AppState, shelf: Shelf, now: Instant) -> Shelf:
    """Return a shelf without the runs that are about to be forgotten."""
    before = tidy(state, now).before
    if before is None:
        return shelf
    left = tuple(r for r in shelf.runs if not r.forgotten(before))
    return replace(shelf, runs=left)


def tidy(state: AppState, now: Instant) -> Tidy:
    """Return the effect that forgets what is older than the retention."""
    days = state.settings.keep_days
    return Tidy(None if days is None else now.at - timedelta(days=days))


def read(state: AppState) -> AppState:
    """Mark every notification as read."""
    if not state.centre.unread:
        return state
    return replace(state, centre=replace(state.centre, read=state.centre.count))


def clear(state: AppState) -> AppState:
    """Empty the list."""
    return replace(state, centre=replace(state.centre, told=(), read=state.centre.count))


def enter(state: AppState, address: Secret, secret: Secret) -> Outcome:
    """Keep an address and a secret; neither stays in the state."""
    return state, (KeepWebhook(address, secret),)


def kept(state: AppState, told: WebhookKept) -> AppState:
    """Note that there is an address, or none, or that the keyring did not say; tell once what is missing."""
    was = state.webhook
    hook = replace(
        was,
        ready=bool(told.host),
        host=told.host,
        signed=told.signed,
        looked=not told.closed,
        closed=told.closed,
        kept=told.kept,
        last="",
        failed=False,
        given_up=0,
    )
    state = replace(state, webhook=hook)
    if told.host:
        return on_notices.dismiss(state, _NOWHERE)
    # Who has just taken the address away knows that nothing is sent.
    if state.settings[Key.WEBHOOK] == OFF or was.ready or was.told:
        return state
    what = f"its address could not be looked up. {told.closed}" if told.closed else "it has no address."
    text = f"The webhook is on, but {what} Nothing is sent to it until you enter the address in Settings."
    act = ("Open Settings", PageChosen(Page.SETTINGS))
    state = replace(state, webhook=replace(hook, told=True))
    return with_notice(state, Notice(_NOWHERE, NoticeKind.CAUTION, text, act=act))


def test(state: AppState, now: Instant) -> Outcome:
    """Send a message by hand."""
    way = state.settings[Key.WEBHOOK]
    if way == OFF or not state.webhook.possible or state.webhook.busy:
        return state, ()
    told = Notification(
        0,
        NotificationKind.FINISHED,
        now.at,
        "Test",
        RegionId("none"),
        TaskId("none"),
        "Test",
        "This is a test message of the ESS instance refreshes program. No refresh is concerned.",
    )
    return replace(state, webhook=replace(state.webhook, busy=True)), (Post(way, told, test=True),)


def tried(state: AppState, trouble: str, now: Instant, given_up: int = 0, *, test: bool) -> AppState:
    """Note how a try went, with the time of this computer's zone, and how many were never tried."""
    time = f"{now.at.astimezone():%H:%M}"
    last = f"Last try failed {time}: {trouble}" if trouble else f"Last message arrived {time}."
    lost = state.webhook.given_up + given_up
    if lost:
        were = either(lost, "was", "were")
        last = f"{last.rstrip('.')}. {counted(lost, 'message')} {were} never sent, because too many waited."
    busy = state.webhook.busy and not test
    hook = replace(state.webhook, last=last, failed=bool(trouble), busy=busy, given_up=lost)
    return replace(state, webhook=hook)
