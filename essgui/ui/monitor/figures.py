"""The figures in the head of a monitor: progress with its bar, capacity, time, target, age of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.status import status_look
from essgui.ui.widgets.buttons import link_button
from essgui.ui.widgets.card import Divider
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import ElidedLabel, Label
from essgui.ui.widgets.progress import ThinProgress
from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from essgui.core.select_monitor import Age, Figure, Progress


_TARGET = 132
"""Pixels that the target keeps before a column gives way to it."""


class ProgressFigure(QWidget):
    """The big figure, the percentage and the bar; a rollback has its own, in plum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(248)
        self.done = Label("–", FontRole.FIGURE)
        self.total = Label("", FontRole.FIGURE, "text2")
        self.caption = ElidedLabel("", FontRole.SMALL, "text2")
        self.percent = Label("", FontRole.STRONG)
        self.bar = ThinProgress()
        self.bar.setObjectName("progress_bar")
        self.done.setObjectName("progress_done")
        self.total.setObjectName("progress_total")
        self.percent.setObjectName("progress_percent")
        bottom = Qt.AlignmentFlag.AlignBottom
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.done, 0, bottom)
        line.addWidget(self.total, 0, bottom)
        line.addSpacing(6)
        self.caption.setContentsMargins(0, 0, 0, 5)
        self.percent.setContentsMargins(8, 0, 0, 4)
        line.addWidget(self.caption, 1, bottom)
        line.addWidget(self.percent, 0, bottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.bar)

    def show_progress(self, shown: Progress, status: str, *, dim: bool) -> None:
        """Show figures and bar in the colour of the status; pale where they are stale."""
        self.done.setText(shown.done)
        self.total.setText(shown.total)
        self.total.setVisible(bool(shown.total))
        self.caption.setText(shown.caption)
        self.percent.setText(shown.percent)
        self.done.set_tone("text3" if dim else "text")
        self.total.set_tone("text3" if dim else "text2")
        self.percent.set_tone("text3" if dim else "text")
        self.bar.set_share(shown.share, "slate_solid" if dim else status_look(status).solid, shown.ticks)
        said = f"{shown.done}{shown.total.replace('/', ' of ')} {shown.caption}"
        self.setAccessibleName(f"{said}, {shown.percent}" if shown.percent else said)


class FigureColumn(QWidget):
    """A caption, a value that counts, and a line below; all of it in the tooltip."""

    def __init__(self, name: str, parent: QWidget | None = None, *, elided: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.caption = Label("", FontRole.SMALL, "text3")
        self.value: Label = Label("", FontRole.HEADING)
        self.line: Label = Label("", FontRole.SMALL, "text2")
        if elided:
            self.value = ElidedLabel("", FontRole.HEADING, mode=Qt.TextElideMode.ElideMiddle)
            self.line = ElidedLabel("", FontRole.SMALL, "text2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        for label in (self.caption, self.value, self.line):
            layout.addWidget(label)
        layout.addStretch(1)

    def show_figure(self, figure: Figure, *, dim: bool = False) -> None:
        """Show a figure; pale where it is stale."""
        self.caption.setText(figure.caption)
        self.value.setText(figure.value)
        self.line.setText(figure.line)
        self.value.set_tone("text3" if dim else figure.tone)
        self.line.set_tone("text3" if dim else figure.tone if figure.tone != "text" else "text2")
        self.setToolTip(plain_tip(figure.tip))
        self.setAccessibleName(f"{figure.caption}: {figure.value}")
        self.setAccessibleDescription(figure.line)


class AgeLine(QWidget):
    """How old the data is; where it is stale, the way to ask again at once.

    Signals: again() when the operator wants to ask now.
    """

    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel("refreshes", "green_fg")
        self.label = Label("", FontRole.SMALL, "text2")
        self.label.setObjectName("data_age")
        self.try_now = link_button("Try now")
        self.try_now.setObjectName("try_now")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.icon)
        layout.addWidget(self.label)
        layout.addWidget(self.try_now)
        self.try_now.clicked.connect(self.again)

    def show_age(self, age: Age) -> None:
        """Show an age."""
        self.icon.set_icon(age.icon, age.tone)
        self.label.setText(age.text)
        self.label.set_tone(age.tone if age.stale else "text2")
        self.try_now.setVisible(age.stale)
        self.setToolTip(plain_tip(age.why))
        self.setAccessibleName(age.text)
        self.setAccessibleDescription(age.why)


class FigureRow(QWidget):
    """All figures side by side, with hairlines between.

    Where they do not fit, the time since the start gives way: the ladder tells it too.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.progress = ProgressFigure()
        self.in_service = FigureColumn("figure_in_service")
        self.running = FigureColumn("figure_running")
        self.ended = FigureColumn("figure_ended")
        self.finishes = FigureColumn("figure_finishes")
        self.target = FigureColumn("figure_target", elided=True)
        self.target.setMinimumWidth(_TARGET)
        self.age = AgeLine()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignTop)
        self._blocks: dict[FigureColumn, QWidget] = {}
        for column in (self.finishes, self.in_service, self.running, self.ended, self.target):
            self._blocks[column] = _set_off(column)
            layout.addWidget(self._blocks[column], 1 if column is self.target else 0)
        layout.addSpacing(16)
        layout.addWidget(self.age, 0, Qt.AlignmentFlag.AlignTop)

    def show_ended(self, figure: Figure | None) -> None:
        """Show when it ended, or nothing while it runs."""
        self._blocks[self.ended].setVisible(figure is not None)
        if figure is not None:
            self.ended.show_figure(figure)

    def show_finishes(self, figure: Figure | None, *, dim: bool = False) -> None:
        """Show when it will end, or nothing once it is over."""
        self._blocks[self.finishes].setVisible(figure is not None)
        if figure is not None:
            self.finishes.show_figure(figure, dim=dim)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        running = self._blocks[self.running]
        return whole if running.isHidden() else whole - QSize(running.minimumSizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        # Some words have become longer or shorter.
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        running = self._blocks[self.running]
        needed = self.minimumSizeHint().width() + running.minimumSizeHint().width()
        running.setVisible(needed <= self.width())


def _set_off(column: FigureColumn) -> QWidget:
    block = QWidget()
    layout = QHBoxLayout(block)
    layout.setContentsMargins(24, 0, 0, 0)
    layout.setSpacing(24)
    layout.addWidget(Divider(vertical=True))
    layout.addWidget(column)
    return block
