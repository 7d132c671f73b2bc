"""What the settings page says beside its controls."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.settings import OFF, Key

if TYPE_CHECKING:
    from essgui.core.state import AppState

_UNITS = ("B", "KB", "MB", "GB")


def archive_line(state: AppState) -> str:
    """Say how much the archive holds."""
    failure, extent = state.archive.failure, state.archive.extent
    if failure is not None:
        return failure.sentence
    if extent is None:
        return "Not read yet: the archive is opened once the account is known."
    runs = "1 refresh" if extent.runs == 1 else f"{extent.runs} refreshes"
    return f"{runs}, {size(extent.size)}"


def archive_place(state: AppState) -> str:
    """Say where the archive is."""
    extent = state.archive.extent
    if extent is None:
        return ""
    return extent.place or "In memory only: a practice cloud ends with the program."


def retention_line(state: AppState) -> str:
    """Say what the chosen retention will cost, and when."""
    days = state.settings.keep_days
    if days is None:
        return "Nothing is forgotten. ESS itself keeps refreshes for a limited time only."
    before = state.now.at - timedelta(days=days)
    runs = (replace(r, watched=r.task.id in state.monitors) for r in state.archive.runs.values())
    old = sum(run.forgotten(before) for run in runs)
    if not old:
        return f"Refreshes that ended more than {days} days ago are forgotten when the program starts."
    them = "1 refresh is" if old == 1 else f"{old} refreshes are"
    return (
        f"{them} older than {days} days and will be forgotten, with all that was recorded, at the next start."
    )


def size(number: int) -> str:
    """Say a number of bytes: "512 B", "1.4 MB"."""
    value, unit = float(number), 0
    # What would be rounded up to a thousand is one of the next unit.
    while value >= 999.5 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.0f} {_UNITS[unit]}" if unit == 0 or value >= 99.95 else f"{value:.1f} {_UNITS[unit]}"


def webhook_line(state: AppState) -> str:
    """Say where messages go to and where that is kept."""
    hook = state.webhook
    if state.settings[Key.WEBHOOK] == OFF:
        return "Nothing is sent."
    if not hook.possible:
        return "No address yet, so nothing is sent."
    if hook.closed:
        return (
            f"The keyring is locked or did not answer: {hook.closed} Whether it has an address is not known. "
            "It is asked again when a message or a test is to be sent."
        )
    if not hook.ready:
        return (
            "No address was entered yet. One that was kept earlier is looked for in the keyring when a "
            "message or a test is to be sent."
        )
    signed = "signed" if hook.signed else "not signed"
    return f"Messages go to {hook.host} ({signed}). {hook.kept}"


def webhook_try(state: AppState) -> tuple[str, bool]:
    """Say that a test is on its way, or how the newest try went, and whether it failed."""
    hook = state.webhook
    if hook.busy:
        return f"Sending a test to {hook.host}…" if hook.host else "Sending a test…", False
    return hook.last, hook.failed


def test_reason(state: AppState) -> str:
    """Say why no test message can be sent now, or nothing."""
    if state.settings[Key.WEBHOOK] == OFF:
        return "Choose DingTalk or plain JSON first."
    if not state.webhook.possible:
        return "Save an address first."
    return "The last test is still on its way." if state.webhook.busy else ""
