"""What both charts share: the lazy plot, the way back to now, and the words where there is nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from essgui.ui.charts.frame import Frame
    from essgui.ui.charts.picture import ChartSeries, Notch, NotchKind
    from essgui.ui.charts.plot import TimePlot


class LiveChart(QWidget):
    """A plot that follows now until the user moves it, and a button that makes it follow again."""

    def __init__(self, parent: QWidget | None = None, zone: tzinfo | None = None) -> None:
        super().__init__(parent)
        # Here and not above: the import costs more than a whole window.
        from essgui.ui.charts.plot import TimePlot

        self.plot: TimePlot = TimePlot(zone=zone)
        self.nothing = Label(self.tr("Nothing measured yet"), FontRole.BODY, "text3")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.follow_button = secondary_button(self.tr("Follow now"), "clock", self, small=True)
        self.follow_button.hide()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.plot)
        self.setMinimumSize(240, 160)
        self.follow_button.clicked.connect(self._follow)
        self.plot.left_live.connect(self._offer_follow)
        self.plot.pointed.connect(self._point)
        self.plot.double_clicked.connect(self._follow)
        self._described = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw, and the words stand there instead."""
        return self._stack.currentWidget() is self.nothing

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The event may come while the base class is still being built.
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.PaletteChange} and hasattr(self, "plot"):
            self.plot.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def describe(self, words: str) -> None:
        """Say for those who do not see it what the chart shows; a moment pointed at is told in its place."""
        self._described = words
        self.setAccessibleDescription(words)

    def show_plot(self, drawn: Iterable[ChartSeries], text: str = "") -> bool:
        """Show the plot where any series has points, else the words; tell which."""
        if text:
            self.nothing.setText(text)
        found = any(not series.empty for series in drawn)
        self._stack.setCurrentWidget(self.plot if found else self.nothing)
        if not found:
            # What comes next is another story: where the user looked in this one says nothing of it.
            self._follow()
        return found

    def draw(self, frame: Frame, span: tuple[float, float], highest: float = 0) -> None:
        """Draw the curves as they were set; the way back is named by whether there is a now."""
        self.plot.draw(frame, span, highest)
        self._name_button()

    def lines_at(self, at: float) -> tuple[str, ...]:
        """Return what there is to say of a moment in epoch seconds; each chart says its own."""
        return ()

    def words_at(self, at: float) -> tuple[str, ...]:
        """Return all that the pointer shows: the time, the values, and what happened near it."""
        values = (self.tr("not recorded"),) if self.plot.unseen(at) else self.lines_at(at)
        return (self.plot.clock_of(at), *values, *self.plot.happened_near(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in moves and not self.empty:
            self._point(self.plot.next_moment(moves[event.key()]))
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_Escape} and not self.plot.following:
            self._follow()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def _point(self, at: float | None) -> None:
        lines = () if at is None else self.words_at(at)
        self.plot.cursor_line.show_moment(at, lines)
        self.setAccessibleDescription(", ".join(lines) or self._described)

    def _follow(self) -> None:
        self.plot.follow()
        self.follow_button.hide()

    def _offer_follow(self) -> None:
        self._name_button()
        self.follow_button.show()
        self.follow_button.raise_()

    def _name_button(self) -> None:
        self.follow_button.setText(self.tr("Follow now") if self.plot.live else self.tr("Show all"))
        self.follow_button.set_icon("clock" if self.plot.live else "")
        self._place_button()

    def _place_button(self) -> None:
        self.follow_button.adjustSize()
        self.follow_button.move(self.width() - self.follow_button.width() - 12, 28)


def span_of(
    series: Iterable[ChartSeries], start: datetime | None, end: datetime | None
) -> tuple[float, float]:
    """Return the first and last second to show: as asked for, else all that the series have."""
    drawn = [one for one in series if one.times]
    left = start or min(one.times[0] for one in drawn)
    right = end or max(one.times[-1] for one in drawn)
    first, last = left.timestamp(), right.timestamp()
    return (first, last) if last > first else (first - 30, first + 30)


def spans(gaps: Iterable[tuple[datetime, datetime]]) -> tuple[tuple[float, float], ...]:
    """Return gaps in epoch seconds."""
    return tuple((start.timestamp(), end.timestamp()) for start, end in gaps)


def notched(notches: Iterable[Notch]) -> tuple[tuple[float, str, NotchKind], ...]:
    """Return notches as they are painted."""
    return tuple((notch.at.timestamp(), notch.words, notch.kind) for notch in notches)
