"""The rail at the left edge: the pages, how many refreshes run, the look and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from essgui.core.select_shell import running_count
from essgui.core.state import Page, ThemeChoice
from essgui.ui.actions import Command, command_spec
from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import PaintedButton, draw_ring

if TYPE_CHECKING:
    from essgui.core.state import AppState

WIDTH = 72


class RailButton(PaintedButton):
    """An icon over a word, with a count in its corner."""

    def __init__(self, icon: str, text: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._count = 0
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip)
        self.setFixedSize(64, 52)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_face(self, icon: str, text: str) -> None:
        """Show another icon and word."""
        if (icon, text) != (self._icon, self.text()):
            self._icon = icon
            self.setText(text)
            self.setAccessibleName(text)
            self.update()

    def set_count(self, count: int) -> None:
        """Show a count, none where it is 0."""
        if count != self._count:
            self._count = count
            self.setAccessibleDescription(f"{count} running" if count else "")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(64, 52)

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(theme.color("selected" if self.isChecked() else "hover"))
            painter.drawRoundedRect(self.rect(), 8, 8)
        color = theme.color("accent_text" if self.isChecked() else "text2")
        paint_icon(painter, self._icon, QRectF(22, 7, 20, 20), color)
        painter.setFont(theme.font(FontRole.CAPTION_STRONG if self.isChecked() else FontRole.CAPTION))
        painter.setPen(color)
        painter.drawText(QRectF(0, 29, 64, 18), Qt.AlignmentFlag.AlignCenter, self.text())
        if self._count:
            text = str(self._count) if self._count < 100 else "99+"
            badge = QRectF(36, 3, 10 + 7 * len(text), 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(badge, 8, 8)
            painter.setFont(theme.font(FontRole.CAPTION_STRONG))
            painter.setPen(theme.color("on_accent"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
        if self.ring:
            draw_ring(painter, QRectF(self.rect()), 8, theme)


class _Mark(QWidget):
    """The product's mark: four squares, one of them being replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for x, y, token in ((3, 3, "c_old"), (17, 3, "accent"), (3, 17, "accent")):
            painter.setBrush(theme.color(token))
            painter.drawRoundedRect(QRectF(x, y, 11, 11), 3, 3)
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.DashLine)
        pen.setColor(theme.color("accent"))
        pen.setWidthF(1.5)
        pen.setDashPattern([2, 1.6])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(17.75, 17.75, 9.5, 9.5), 3, 3)


class Rail(QFrame):
    """The rail.

    Signals:
        asked: a command was pressed.
    """

    asked = Signal(Command)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "rail")
        self.setFixedWidth(WIDTH)
        self._buttons: dict[Command, RailButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 12)
        layout.setSpacing(4)
        layout.addWidget(_Mark(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(10)
        for command in (Command.FLEET, Command.REFRESHES, Command.HISTORY):
            layout.addWidget(self._make(command), 0, Qt.AlignmentFlag.AlignHCenter)
            self._buttons[command].setCheckable(True)
        layout.addStretch(1)
        for command in (Command.THEME, Command.KEYS, Command.SETTINGS):
            layout.addWidget(self._make(command), 0, Qt.AlignmentFlag.AlignHCenter)
        self._buttons[Command.KEYS].set_face("help", "Keys")
        self._buttons[Command.SETTINGS].setCheckable(True)

    def show_state(self, state: AppState) -> None:
        """Show which page is open, how many refreshes run, and the other look."""
        self._buttons[Command.FLEET].setChecked(state.page is Page.FLEET)
        elsewhere = {Page.FLEET, Page.HISTORY, Page.SETTINGS}
        self._buttons[Command.REFRESHES].setChecked(state.page not in elsewhere)
        self._buttons[Command.HISTORY].setChecked(state.page is Page.HISTORY)
        self._buttons[Command.SETTINGS].setChecked(state.page is Page.SETTINGS)
        self._buttons[Command.REFRESHES].set_count(running_count(state))
        dark = state.theme is ThemeChoice.DARK
        self._buttons[Command.THEME].set_face("sun" if dark else "moon", "Light" if dark else "Dark")

    def _make(self, command: Command) -> RailButton:
        spec = command_spec(command)
        button = RailButton(spec.icon, spec.text, f"{spec.text} ({spec.keys[0]})")
        button.setObjectName(f"rail_{command.value}")
        button.clicked.connect(lambda: self._pressed(command))
        self._buttons[command] = button
        return button

    def _pressed(self, command: Command) -> None:
        # The mark of the open page follows the state, never the click.
        button = self._buttons[command]
        if button.isCheckable():
            button.setChecked(not button.isChecked())
        self.asked.emit(command)
