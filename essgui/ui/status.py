"""How a status of a refresh looks and reads: always shape, word and colour together."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from essgui.ui.theme import tokens

_CONTEXT = "Status"

_WORDS: dict[str, object] = {
    "Pending": QT_TRANSLATE_NOOP("Status", "Pending"),
    "InProgress": QT_TRANSLATE_NOOP("Status", "In progress"),
    "Paused": QT_TRANSLATE_NOOP("Status", "Paused"),
    "CheckpointPause": QT_TRANSLATE_NOOP("Status", "At checkpoint"),
    "Failed": QT_TRANSLATE_NOOP("Status", "Failed"),
    "Successful": QT_TRANSLATE_NOOP("Status", "Successful"),
    "Cancelling": QT_TRANSLATE_NOOP("Status", "Cancelling"),
    "Cancelled": QT_TRANSLATE_NOOP("Status", "Cancelled"),
    "RollbackInProgress": QT_TRANSLATE_NOOP("Status", "Rolling back"),
    "RollbackSuccessful": QT_TRANSLATE_NOOP("Status", "Rolled back"),
    "RollbackFailed": QT_TRANSLATE_NOOP("Status", "Rollback failed"),
}


@dataclass(frozen=True, slots=True)
class StatusLook:
    """What a status is drawn with; the colours are names of tokens."""

    icon: str
    family: str
    """slate, blue, amber, red, green or plum."""

    @property
    def fg(self) -> str:
        """For the icon and the word."""
        return f"{self.family}_fg"

    @property
    def bg(self) -> str:
        """For the pill behind them."""
        return f"{self.family}_bg"

    @property
    def solid(self) -> str:
        """For the progress bar."""
        return f"{self.family}_solid"


def status_look(status: str) -> StatusLook:
    """Return how a status is drawn; one that this program does not know gets a question mark in slate."""
    found = tokens()["statuses"].get(str(status), tokens()["unknown_status"])
    return StatusLook(found["icon"], found["family"])


def status_word(status: str) -> str:
    """Return the word for a status in the user's language, or the cloud's own word where we have none."""
    word = _WORDS.get(str(status))
    return str(status) if word is None else QCoreApplication.translate(_CONTEXT, str(word))
