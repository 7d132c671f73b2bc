"""What takes the place of the table while there are no rows: grey bars, or a sentence and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from essgui.core.select_fleet_summary import Body
from essgui.ui.fleet.delegate import ROW_HEIGHT
from essgui.ui.widgets.buttons import Button, secondary_button
from essgui.ui.widgets.empty_state import EmptyState
from essgui.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from essgui.ui.fleet.table import FleetTable

_BARS = (0.02, 0.22, 0.32, 0.44, 0.58, 0.72, 0.9)
"""Where the columns of grey bars begin, as shares of the width."""


class SkeletonTable(PaintedWidget):
    """Grey bars where rows will be; they stand still and fade downwards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Reading the scaling groups"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        count = min(8, self.height() // ROW_HEIGHT)
        for row in range(count):
            top = row * ROW_HEIGHT
            painter.setOpacity(1 - row / 9)
            painter.fillRect(QRectF(0, top + ROW_HEIGHT - 1, self.width(), 1), theme.color("border"))
            painter.setBrush(theme.color("c_old_soft"))
            for index, left in enumerate(_BARS):
                until = _BARS[index + 1] if index + 1 < len(_BARS) else 1.0
                share = (until - left) * (0.5 + 0.1 * ((row * 3 + index * 2) % 4))
                bar = QRectF(self.width() * left, top + 13, self.width() * share, 9)
                painter.drawRoundedRect(bar, 3, 3)
                if index == 0:
                    painter.drawRoundedRect(bar.translated(0, 15).adjusted(0, 1, -30, -1), 3, 3)


class Places(QStackedWidget):
    """The table, or what stands for it.

    Signals: cleared() for a filter that nothing matches; read_again() where nothing was found or read.
    """

    cleared = Signal()
    read_again = Signal()

    def __init__(self, table: FleetTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clear = self._button("clear_filter", self.tr("Clear filter"), "close")
        self.again = self._button("read_groups_again", self.tr("Read again"), "refreshes")
        self.retry = self._button("retry_all", self.tr("Try again"), "refreshes")
        self.clear.clicked.connect(self.cleared)
        self.again.clicked.connect(self.read_again)
        self.retry.clicked.connect(self.read_again)
        self._shown = Body.ROWS
        self._bodies: dict[Body, QWidget] = {
            Body.ROWS: table,
            Body.LOADING: SkeletonTable(),
            Body.EMPTY: EmptyState(
                "fleet",
                self.tr("No scaling groups in these regions"),
                self.tr("Choose other regions above, or create a group in the Auto Scaling console."),
                actions=[self.again],
            ),
            Body.NO_REGION: EmptyState(
                "globe",
                self.tr("No region is chosen"),
                self.tr("Choose one or more regions above to see their scaling groups."),
            ),
            Body.NO_MATCH: EmptyState(
                "filter",
                self.tr("No group matches the filter"),
                actions=[self.clear],
            ),
            Body.FAILED: EmptyState(
                "offline",
                self.tr("The scaling groups could not be read"),
                self.tr(
                    "The lines above say why, and what to do. Nothing in your fleet has changed by this."
                ),
                actions=[self.retry],
            ),
        }
        for body, widget in self._bodies.items():
            if body is not Body.ROWS:
                widget.setObjectName(f"fleet_{body.name.lower()}")
                widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
                widget.setProperty("ground", "surface")
            self.addWidget(widget)

    @property
    def body(self) -> Body:
        """What is shown."""
        return self._shown

    def show_body(self, body: Body, words: str = "") -> None:
        """Show one of them; `words` are those of the filter that nothing matches."""
        self._shown = body
        place = self._bodies[body]
        if body is Body.NO_MATCH and isinstance(place, EmptyState):
            place.set_texts(self.tr("No group matches the filter"), words)
        self.setCurrentWidget(place)

    def _button(self, name: str, text: str, icon: str) -> Button:
        made = secondary_button(text, icon)
        made.setObjectName(name)
        return made
