"""What stands between head and cards: stale data, a failed action, how it ended, a question put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from essgui.core import select_monitor as select
from essgui.core.select_monitor_confirm import policy_to_act
from essgui.ui.monitor.actions import ACTIONS
from essgui.ui.widgets.banner import Banner, ErrorCard
from essgui.ui.widgets.buttons import secondary_button

if TYPE_CHECKING:
    from essgui.core.select_monitor import Age, Watched
    from essgui.core.state import AppState


class Notes(QWidget):
    """A column of sentences; it takes no room while there is nothing to say.

    Signals: again() to ask the cloud now; failure_read() when a failed action was read.
    """

    again = Signal()
    failure_read = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.try_now = secondary_button("Try now", small=True)
        self.try_now.setObjectName("stale_try_now")
        self.stale = Banner("", "amber", actions=(self.try_now,))
        self.stale.setObjectName("stale_note")
        self.refused = ErrorCard()
        self.refused.setObjectName("action_failure")
        self.ending = ErrorCard()
        self.ending.setObjectName("ending_failure")
        self.ending.dismiss.hide()
        self.outcome = Banner("", "green")
        self.outcome.setObjectName("outcome_note")
        self.understood = secondary_button("Understood", small=True)
        self.understood.setObjectName("withdrawn_dismiss")
        self.withdrawn = Banner("", "blue", actions=(self.understood,))
        self.withdrawn.setObjectName("withdrawn_note")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 0)
        layout.setSpacing(8)
        self._every: tuple[QWidget, ...] = (
            self.stale,
            self.refused,
            self.withdrawn,
            self.ending,
            self.outcome,
        )
        for note in self._every:
            note.hide()
            layout.addWidget(note)
        self.try_now.clicked.connect(self.again)
        self.refused.dismiss.clicked.connect(self.failure_read)
        self.understood.clicked.connect(lambda: self.say_withdrawn(""))
        self.hide()

    def show_watched(self, state: AppState, found: Watched) -> None:
        """Show what the state says of a refresh."""
        self._show_failure(state, found)
        self._show_outcome(found)
        self._fold()

    def show_age(self, age: Age) -> None:
        """Say why nothing newer comes, where that is so."""
        if age.stale:
            code = f" ({age.code})" if age.code else ""
            self.stale.set_message(
                f"{age.text.capitalize()}{code}. {age.why} What is shown may have changed since."
            )
        self.stale.setVisible(age.stale)
        self._fold()

    def say_withdrawn(self, text: str) -> None:
        """Say that an open question was put away, or take that back with an empty text."""
        if text:
            self.withdrawn.set_message(text)
        self.withdrawn.setVisible(bool(text))
        self._fold()

    def _show_failure(self, state: AppState, found: Watched) -> None:
        told = found.monitor.action_failure
        if told is not None:
            action, failure = told
            word = next(spec.word for spec in ACTIONS if spec.action is action)
            self.refused.set_problem(
                f"{word}: {failure.sentence}",
                failure.hint,
                failure.code,
                failure.request_id,
                policy_to_act(state, found, failure),
            )
        self.refused.setVisible(told is not None)

    def _show_outcome(self, found: Watched) -> None:
        outcome = select.outcome(found)
        failed = outcome is not None and outcome.family == "red"
        if outcome is not None and failed:
            self.ending.set_problem(outcome.sentence, outcome.hint)
        elif outcome is not None:
            self.outcome.set_message(f"{outcome.sentence} {outcome.hint}".strip(), outcome.family)
        self.ending.setVisible(failed)
        self.outcome.setVisible(outcome is not None and not failed)

    def _fold(self) -> None:
        self.setVisible(any(not note.isHidden() for note in self._every))
