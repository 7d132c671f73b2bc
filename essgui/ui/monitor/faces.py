"""Something read from the cloud with its other faces: still loading, nothing there, could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from essgui.ui.widgets.banner import Banner
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.empty_state import EmptyState, LoadingBars

if TYPE_CHECKING:
    from essgui.core.failure import Failure


class Faces(QWidget):
    """Shows what is there; a failure stands above it and takes nothing away.

    Signals: again() when the operator wants to read once more.
    """

    again = Signal()

    def __init__(self, filled: QWidget, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = empty
        self.retry = secondary_button("Try again", small=True)
        self.retry.setObjectName("try_again")
        self.failure = Banner("", "amber", actions=(self.retry,))
        self.failure.setObjectName("table_failure")
        self._bars = LoadingBars((0.5, 0.8, 0.65, 0.75))
        self.loading = QWidget()
        padding = QVBoxLayout(self.loading)
        padding.setContentsMargins(16, 12, 16, 12)
        padding.addWidget(self._bars)
        padding.addStretch(1)
        self.stack = QStackedWidget()
        for face in (self.loading, empty, filled):
            self.stack.addWidget(face)
        self._filled = filled
        self._strip = QWidget()
        margin = QVBoxLayout(self._strip)
        margin.setContentsMargins(16, 8, 16, 8)
        margin.addWidget(self.failure)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._strip)
        layout.addWidget(self.stack, 1)
        self._strip.hide()
        self.retry.clicked.connect(self.again)

    @property
    def face(self) -> str:
        """Which face is on: loading, empty or rows."""
        shown = self.stack.currentWidget()
        return "loading" if shown is self.loading else "empty" if shown is self.empty else "rows"

    def show_face(self, *, known: bool, some: bool, failure: Failure | None) -> None:
        """Turn to the face for what is known, and say why the newest read failed where it did."""
        if failure is not None:
            code = f" ({failure.code})" if failure.code else ""
            self.failure.set_message(f"{failure.sentence}{code} {failure.hint}".strip())
        self._strip.setVisible(failure is not None)
        self.stack.setCurrentWidget(self._filled if some else self.empty if known else self.loading)
        # After a failure nothing loads: grey bars would promise too much.
        self._bars.setVisible(failure is None)
