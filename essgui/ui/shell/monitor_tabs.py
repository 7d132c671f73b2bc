"""The tabs of the open monitors: wide enough to be told apart, each with a count and a close button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from essgui.ui.theme import current_theme
from essgui.ui.widgets.badges import CountBadge
from essgui.ui.widgets.buttons import icon_button
from essgui.ui.widgets.painted import draw_ring
from essgui.ui.widgets.tab_bar import RingedTabBar

_WIDEST, _NARROWEST = 280, 220
"""Pixels of a tab: a longer name is shortened; where they do not fit any more, the bar scrolls."""


class MonitorTabBar(RingedTabBar):
    """Shortens names in the middle: those of one service differ at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("monitor_tabs")
        self.setAccessibleName("Open monitors")
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)

    def tabSizeHint(self, index: int) -> QSize:
        whole = super().tabSizeHint(index)
        return QSize(min(whole.width(), _WIDEST), whole.height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        whole = self.tabSizeHint(index)
        return QSize(min(whole.width(), _NARROWEST), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.ring and self.count():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            front = QRectF(self.tabRect(self.currentIndex()))
            draw_ring(painter, front.adjusted(2, 4, -2, -4), 5, current_theme())


class TabEnd(QWidget):
    """Stands on the right of a tab: Qt paints the tab's icon over whatever stands on the left.

    Signals: closed() when the operator closes the monitor.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = CountBadge()
        self.badge.setObjectName("monitor_badge")
        self.badge.setToolTip("Needs attention")
        self.badge.hide()
        self.button = icon_button("close", "Close this monitor; the refresh goes on")
        self.button.setObjectName("monitor_close")
        self.button.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.badge)
        row.addWidget(self.button)
        self._fit()

    def show_count(self, count: int) -> bool:
        """Count what is grave, or nothing; return whether the end has another size now."""
        before = self.size()
        self.badge.set_count(count, calls=True)
        self.badge.setVisible(bool(count))
        self._fit()
        return self.size() != before

    def _fit(self) -> None:
        # A tab measures its button by the size that this has, before any layout was at work.
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.setFixedSize(self.sizeHint())
