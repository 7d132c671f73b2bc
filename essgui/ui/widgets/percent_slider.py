"""A slider and a spin box that are one value in percent, with a tick at the API's default."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.capacity import spread
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.painted import PaintedWidget
from essgui.ui.widgets.spin_box import SpinBox

_HANDLE = 16


class _Scale(PaintedWidget):
    """The words under the slider: both ends, and the default with its tick."""

    def __init__(self, low: int, high: int, default: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._low, self._high, self._default = low, high, default
        self.setFixedHeight(22)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font(FontRole.CAPTION)
        metrics = QFontMetricsF(font)
        span = self._high - self._low
        room = self.width() - _HANDLE
        at = _HANDLE / 2 + room * (self._default - self._low) / span
        if self._low < self._default < self._high:
            painter.fillRect(QRectF(at - 0.75, 0, 1.5, 5), theme.color("control_border"))
        painter.setFont(font)
        painter.setPen(theme.color("text3"))
        values = sorted({self._low, self._default, self._high})
        texts = [f"{value} %" for value in values]
        widths = [metrics.horizontalAdvance(text) for text in texts]
        centres = [_HANDLE / 2 + room * (value - self._low) / span for value in values]
        for text, left, width in zip(texts, spread(centres, widths, self.width(), 6), widths, strict=True):
            painter.drawText(QRectF(left, 5, width + 2, 16), Qt.AlignmentFlag.AlignVCenter, text)


class PercentSlider(QWidget):
    """Chooses whole percent; arrows move by 1, page keys by 10, Home and End go to the limits.

    Signals: changed(value) once per change, whichever of the two the user moved.
    """

    changed = Signal(int)

    def __init__(self, label: str, low: int, high: int, default: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Label(label, FontRole.NAME)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(low, high)
        self.slider.setSingleStep(1)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(label)
        # It takes more than the limits: a slip stays as it was typed, for a sentence to be shown beside it.
        self.spin = SpinBox(0, 99999, " %")
        self.spin.setAccessibleName(label)
        self.label.setBuddy(self.spin)
        self.slider.setValue(default)
        self.spin.setValue(default)
        head = QHBoxLayout()
        head.addWidget(self.label)
        head.addStretch(1)
        head.addWidget(self.spin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addSpacing(4)
        layout.addWidget(self.slider)
        layout.addWidget(_Scale(low, high, default, self))
        self.slider.valueChanged.connect(self.spin.setValue)
        self.spin.valueChanged.connect(self._entered)

    @property
    def value(self) -> int:
        """The percentage now."""
        return self.spin.value()

    def set_value(self, value: int) -> None:
        """Show a value; tells of it where it is another."""
        self.spin.setValue(value)

    def _entered(self, value: int) -> None:
        # The slider stops at its end, which must not pull the number back.
        with QSignalBlocker(self.slider):
            self.slider.setValue(value)
        self.changed.emit(value)
