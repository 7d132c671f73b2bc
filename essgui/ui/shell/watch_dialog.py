"""Watch by ID: opens a monitor from `ir-…` alone; searches every region that the account may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from essgui.core.messages import WatchDismissed, WatchRequested
from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.banner import ErrorCard
from essgui.ui.widgets.buttons import primary_button, secondary_button
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.core.state import AppState


class WatchDialog(QDialog):
    """Asks for an id without blocking; closes by itself when the refresh was found."""

    def __init__(self, send: Callable[[Message], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._send = send
        self._asked = False
        self.setWindowTitle("Watch by ID")
        self.setObjectName("watch_dialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(480)
        self.field = QLineEdit()
        self.field.setObjectName("watch_id")
        self.field.setAccessibleName("Id of the instance refresh")
        self.field.setPlaceholderText("ir-…, asg-…:ir-…, or the address of its console page")
        self.field.setFont(current_theme().font(FontRole.ID))
        self.searching = Label("", FontRole.SMALL, "text2", wrap=True)
        self.error = ErrorCard()
        self.error.dismiss.hide()
        self.error.setObjectName("watch_error")
        self.cancel = secondary_button("Cancel")
        self.watch = primary_button("Watch", "eye")
        self.watch.setObjectName("watch_start")
        self._gate = DisabledReason(self.watch)
        label = Label("Which instance refresh?", FontRole.HEADING)
        label.setBuddy(self.field)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self._gate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(label)
        text = "It may have been started by anyone, in any region: console, Terraform, a script."
        layout.addWidget(Label(text, FontRole.BODY, "text2", wrap=True))
        layout.addWidget(self.field)
        layout.addWidget(self.searching)
        layout.addWidget(self.error)
        layout.addSpacing(8)
        layout.addLayout(row)
        self.cancel.clicked.connect(self.reject)
        self.watch.clicked.connect(self._start)
        self.field.returnPressed.connect(self._start)
        self.field.textChanged.connect(self._judge)
        self.rejected.connect(self._given_up)

    def ask(self) -> None:
        """Open with an empty field."""
        self._asked = False
        self.field.clear()
        self.error.hide()
        self.searching.hide()
        self._judge()
        self.open()
        self.field.setFocus()

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Show how the search fares."""
        watch = new.watch
        if not self._asked:
            return
        if watch is None:
            self._asked = False
            self.accept()
            return
        if old is not None and old.watch is watch:
            return
        self.searching.setVisible(watch.searching)
        if watch.searching:
            count = len(new.regions.value or new.chosen)
            self.searching.setText(f"Looking for {watch.task} in {count} regions…")
        failure = watch.failure
        self.error.setVisible(failure is not None)
        if failure is not None:
            self.error.set_problem(failure.sentence, failure.hint, failure.code, failure.request_id)
            self.error.dismiss.hide()
        self.adjustSize()

    def _start(self) -> None:
        if self.field.text().strip():
            self._asked = True
            self._send(WatchRequested(self.field.text()))

    def _judge(self) -> None:
        self._gate.set_reason("" if self.field.text().strip() else "Type or paste an id first.")

    def _given_up(self) -> None:
        self._asked = False
        self._send(WatchDismissed())
