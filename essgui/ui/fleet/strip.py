"""One failed region, or several with one cause, as a strip above the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.copyable_id import CopyableId
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from essgui.core.select_fleet_summary import Strip


class FailureStrip(QFrame):
    """Says what failed, what to do next, the code, the request id and how old the rows are.

    Signals: retried(Strip) when it shall be read again now.
    """

    retried = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip: Strip | None = None
        self.setObjectName("failure_strip")
        self.sentence = Label("", FontRole.NAME, "red_fg", wrap=True)
        self.hint = Label("", FontRole.SMALL, "text2", wrap=True)
        self.code = Label("", FontRole.ID, "text2")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.request = CopyableId()
        self.note = Label("", FontRole.SMALL, "text2")
        self.retry = secondary_button(self.tr("Retry"), "refreshes", small=True)
        self.retry.setObjectName("retry_region")
        self.retry.clicked.connect(self._on_retry)
        facts = QHBoxLayout()
        facts.setSpacing(12)
        facts.addWidget(self.note)
        facts.addWidget(self.code)
        facts.addWidget(self.request)
        facts.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(1)
        middle.addWidget(self.sentence)
        middle.addWidget(self.hint)
        middle.addLayout(facts)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 7, 12, 7)
        layout.setSpacing(10)
        layout.addWidget(IconLabel("octx", "red_fg"), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(middle, 1)
        layout.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_strip(self, strip: Strip) -> None:
        """Show a failure; parts that are empty take no room."""
        if strip == self._strip:
            return
        self._strip = strip
        failure = strip.failure
        hint = failure.hint
        if failure.action and failure.action not in f"{failure.sentence} {hint}":
            hint = f"{hint} {self.tr('Missing permission: {action}.').format(action=failure.action)}".strip()
        self.sentence.setText(strip.sentence)
        for label, text in ((self.hint, hint), (self.code, failure.code), (self.note, strip.note)):
            label.setText(text)
            label.setVisible(bool(text))
        self.request.set_identifier(failure.request_id)
        self.request.setVisible(bool(failure.request_id))
        self.request.setToolTip(self.tr("Request id: tell it to support"))
        self.retry.setText(self.tr("Reading…") if strip.loading else self.tr("Retry"))
        self.retry.setAccessibleName(self.tr("Retry {what}").format(what=strip.title))
        self.setAccessibleName(strip.sentence)
        self.setAccessibleDescription(hint)

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("red_bg"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)

    def _on_retry(self) -> None:
        if self._strip is not None:
            self.retried.emit(self._strip)
