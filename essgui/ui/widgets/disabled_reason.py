"""A control that is off says why: by pointer, by keyboard and to a screen reader."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QWidget

from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import by_keyboard, draw_ring


def reason_tip(reason: str, title: str = "") -> str:
    """Return a tooltip of a bold title and a plain sentence that wraps at a readable width."""
    head = f"<b>{escape(title)}</b><br>" if title else ""
    return f"<div style='max-width:300px'>{head}{escape(reason)}</div>" if reason else ""


class DisabledReason(QWidget):
    """Wraps a control: with a reason it is disabled and explains itself, without one it is enabled.

    A disabled widget cannot take the keyboard focus, so the wrapper takes it in its place and shows the
    reason there; the accessible description of the control always is the reason.
    """

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._reason = ""
        self._title = ""
        self._tip = control.toolTip()
        self._ring = False
        self._by_keyboard = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(control)
        self.setSizePolicy(control.sizePolicy())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        control.installEventFilter(self)

    @property
    def reason(self) -> str:
        """Why the control is off, or an empty string where it is on."""
        return self._reason

    def set_reason(self, reason: str, title: str = "") -> None:
        """Disable the control for a reason, or enable it with an empty one."""
        if (reason, title) == (self._reason, self._title):
            return
        had_focus, alone = self.control.hasFocus(), self.hasFocus()
        self._reason, self._title = reason, title
        if had_focus and reason:
            # First, or the focus would go to whatever comes next.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.control.setEnabled(not reason)
        self.control.setToolTip(reason_tip(reason, title) or self._tip)
        self.control.setAccessibleDescription(reason)
        self.setAccessibleName(self.control.accessibleName())
        self.setAccessibleDescription(reason)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if reason else Qt.FocusPolicy.NoFocus)
        if alone and not reason:
            self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.control
            and self._reason
            and event.type() is QEvent.Type.ToolTip
            and isinstance(event, QHelpEvent)
        ):
            QToolTip.showText(event.globalPos(), reason_tip(self._reason, self._title), self.control)
            return True
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = self._by_keyboard = by_keyboard(event.reason(), self._by_keyboard)
        # Not where the control went off under the user's hands: nobody asked then.
        if self._reason and event.reason() is not Qt.FocusReason.OtherFocusReason:
            below = self.mapToGlobal(QPoint(0, self.height()))
            QToolTip.showText(below, reason_tip(self._reason, self._title), self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        QToolTip.hideText()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ring:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ring(painter, QRectF(self.rect()), 6, current_theme())
