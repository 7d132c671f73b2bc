"""The transport of a replay: play, the slider with its gaps, and how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from essgui.core.past import PACES
from essgui.core.select_monitor_words import span
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import icon_button
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.painted import PaintedWidget
from essgui.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from essgui.core.past import Replay
    from essgui.core.replay import Frame

_HANDLE = 8
"""Half a handle's width: the groove of the slider begins and ends there."""


class GapStrip(PaintedWidget):
    """Marks the stretches of the slider in which nothing was recorded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gaps: tuple[tuple[float, float], ...] = ()
        self._length = 1.0
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_gaps(self, gaps: tuple[tuple[float, float], ...], length: float) -> None:
        """Show other gaps, in seconds of a recording of some length."""
        if (gaps, length) != (self._gaps, self._length):
            self._gaps, self._length = gaps, max(length, 1.0)
            words = "\n".join(f"Nothing was recorded for {span(b - a)}, {span(a)} in." for a, b in gaps)
            self.setToolTip(words)
            self.setAccessibleName(words or "No gap in the recording")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.width() - 2 * _HANDLE
        for begin, end in self._gaps:
            left = _HANDLE + room * begin / self._length
            width = max(3.0, room * (end - begin) / self._length)
            painter.fillRect(QRectF(left, 1, width, 6), theme.color("sunken"))
            painter.setPen(theme.color("text3"))
            painter.setBrush(Qt.BrushStyle.BDiagPattern)
            painter.drawRect(QRectF(left, 1, width, 5.5))


class ReplayBar(QWidget):
    """Moves a replay.

    Signals: moved(seconds); played(bool); paced(int).
    """

    moved = Signal(float)
    played = Signal(bool)
    paced = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.play = icon_button("play", "Play (Space)")
        self.play.setObjectName("replay_play")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("replay_slider")
        self.slider.setAccessibleName("Moment of the recording")
        self.gaps = GapStrip()
        self.pace = SegmentedControl([(str(pace), f"×{pace}") for pace in PACES])
        self.pace.setObjectName("replay_pace")
        self.pace.setAccessibleName("How fast")
        self.begin = Label("0 s", FontRole.CAPTION, "text3")
        self.end = Label("", FontRole.CAPTION, "text3")
        self.moment = Label("", FontRole.NAME)
        self.moment.setObjectName("replay_moment")
        self._playing = False
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.slider)
        middle.addWidget(self.gaps)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(self.play)
        row.addWidget(self.begin)
        row.addLayout(middle, 1)
        row.addWidget(self.end)
        row.addWidget(self.moment)
        row.addWidget(self.pace)
        self.slider.valueChanged.connect(self._on_value)
        self.play.clicked.connect(self.toggle)
        self.pace.changed.connect(self._on_pace)

    def _on_pace(self, key: str) -> None:
        self.paced.emit(int(key))

    def toggle(self) -> None:
        """Play, or pause."""
        self.played.emit(not self._playing)

    def show_frame(self, frame: Frame, replay: Replay) -> None:
        """Show where a replay stands."""
        self._playing = replay.playing_since is not None
        self.play.set_icon("pause" if self._playing else "play")
        word = "Pause (Space)" if self._playing else "Play (Space)"
        self.play.setToolTip(word)
        self.play.setAccessibleName(word)
        self.slider.blockSignals(True)
        self.slider.setMaximum(max(1, round(frame.length)))
        self.slider.setSingleStep(max(1, round(frame.length / 200)))
        self.slider.setPageStep(max(1, round(frame.length / 20)))
        self.slider.setValue(round(frame.position))
        self.slider.blockSignals(False)
        self.slider.setAccessibleDescription(frame.moment)
        self.gaps.show_gaps(frame.gaps, frame.length)
        self.end.setText(span(frame.length))
        self.moment.setText(frame.moment)
        self.pace.blockSignals(True)
        self.pace.set_current(str(replay.pace))
        self.pace.blockSignals(False)

    def _on_value(self, value: int) -> None:
        self.moved.emit(float(value))
