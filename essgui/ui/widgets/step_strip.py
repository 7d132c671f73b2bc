"""The steps of the wizard: done, current, and those to come; what was visited can be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import PaintedButton, PaintedWidget, draw_ring

if TYPE_CHECKING:
    from collections.abc import Sequence

_DISC = 22


class _Step(PaintedButton):
    def __init__(self, number: int, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self.done = False
        self.now = False
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(current_theme().font(FontRole.STRONG)).horizontalAdvance(self.text())
        return QSize(round(_DISC + 8 + width + 6), 28)

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(2, 3, _DISC, _DISC)
        if self.done and not self.now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawEllipse(disc)
            paint_icon(painter, "tick", disc.adjusted(5, 5, -5, -5), theme.color("accent_text"))
        else:
            painter.setPen(Qt.PenStyle.NoPen if self.now else QPen(theme.color("control_border"), 1))
            painter.setBrush(theme.color("accent" if self.now else "surface"))
            painter.drawEllipse(disc if self.now else disc.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setFont(theme.font(FontRole.SMALL_STRONG))
            painter.setPen(theme.color("on_accent" if self.now else "text2"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.number))
        hover = self.underMouse() and self.isEnabled() and not self.now
        painter.setFont(theme.font(FontRole.STRONG if self.now else FontRole.BODY))
        painter.setPen(theme.color("text" if self.now else "accent_text" if hover else "text2"))
        words = QRectF(_DISC + 10, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.ring:
            draw_ring(painter, QRectF(self.rect()), 6, theme)


class _Link(PaintedWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.passed = False
        self.setFixedSize(32, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = "accent" if self.passed else "border_strong"
        QPainter(self).fillRect(0, 13, 32, 1, self.theme.color(tone))


class StepStrip(QWidget):
    """Shows where one is in a sequence of steps.

    Signals: chosen(index) when the user pressed a step that can be gone to.
    """

    chosen = Signal(int)

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[_Step] = []
        self._links: list[_Link] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for index, text in enumerate(steps):
            if index:
                link = _Link(self)
                self._links.append(link)
                layout.addWidget(link)
            step = _Step(index + 1, text, self)
            step.clicked.connect(lambda _checked=False, at=index: self.chosen.emit(at))
            self._steps.append(step)
            layout.addWidget(step)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._current = 0
        self.set_state(0, 0)

    @property
    def current(self) -> int:
        """The step that is open."""
        return self._current

    def set_state(self, current: int, visited: int) -> None:
        """Open a step; those up to `visited` can be pressed, those before the open one are ticked."""
        self._current = current
        reach = max(current, visited)
        for index, step in enumerate(self._steps):
            step.now = index == current
            step.done = index < reach
            step.setEnabled(index <= reach)
            word = self.tr("current") if step.now else self.tr("done") if step.done else ""
            step.setAccessibleName(self.tr("Step {n}: {name}").format(n=index + 1, name=step.text()))
            step.setAccessibleDescription(word)
            step.update()
        for index, link in enumerate(self._links):
            link.passed = index < reach
            link.update()

    def step(self, index: int) -> PaintedButton:
        """Return one step's button."""
        return self._steps[index]
