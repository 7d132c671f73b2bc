"""A row of segments of which one is chosen, each with an optional count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import PaintedButton, draw_ring
from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HEIGHT = 28
_SIDE = 11
_GAP = 7


class _Segment(PaintedButton):
    def __init__(self, key: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.count = ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        # Wide enough for the heavier face of the chosen one, so that choosing moves nothing.
        width = QFontMetricsF(current_theme().font(FontRole.SMALL_STRONG)).horizontalAdvance(self.text())
        if self.count:
            width += _GAP + self._badge_width()
        return QSize(round(width + 2 * _SIDE), _HEIGHT)

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        role = FontRole.SMALL_STRONG if chosen else FontRole.PILL
        tone = "disabled" if not self.isEnabled() else "accent_text" if chosen else "text2"
        painter.setFont(theme.font(role))
        painter.setPen(theme.color(tone))
        painter.drawText(QRectF(_SIDE, 0, self.width(), _HEIGHT), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.count:
            width = self._badge_width()
            badge = QRectF(self.width() - _SIDE - width, (_HEIGHT - 18) / 2, width, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(badge, 9, 9)
            painter.setFont(theme.font(FontRole.CAPTION_STRONG))
            painter.setPen(theme.color("text2"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self.count)
        if self.ring:
            draw_ring(painter, QRectF(self.rect()), 5, theme)

    def _badge_width(self) -> float:
        metrics = QFontMetricsF(current_theme().font(FontRole.CAPTION_STRONG))
        return max(18.0, metrics.horizontalAdvance(self.count) + 12)


class SegmentedControl(QWidget):
    """Chooses one of a few; arrow keys move the choice.

    Signals: changed(key) when the user or the program chose another segment.
    """

    changed = Signal(str)

    def __init__(self, items: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(1)
        for key, text in items:
            segment = _Segment(key, text, self)
            self._segments[key] = segment
            self._group.addButton(segment)
            layout.addWidget(segment)
            segment.toggled.connect(self._on_toggled)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if items:
            self._segments[items[0][0]].setChecked(True)

    @property
    def current(self) -> str:
        """The key of the chosen segment."""
        chosen = self._group.checkedButton()
        return chosen.key if isinstance(chosen, _Segment) else ""

    def set_current(self, key: str) -> None:
        """Choose a segment; raises KeyError for a key that it does not have."""
        self._segments[key].setChecked(True)

    def name_segments(self, prefix: str) -> None:
        """Give each segment an object name: the prefix, an underline and its key."""
        for key, segment in self._segments.items():
            segment.setObjectName(f"{prefix}_{key}")

    def set_counts(self, counts: Mapping[str, int | str]) -> None:
        """Show counts beside the words; segments that are not named show none."""
        for key, segment in self._segments.items():
            segment.count = str(counts.get(key, ""))
            segment.setAccessibleDescription(segment.count)
            segment.updateGeometry()
            segment.update()

    def count_of(self, key: str) -> str:
        """Return the count that a segment shows."""
        return self._segments[key].count

    def set_segment_enabled(self, key: str, enabled: bool, reason: str = "") -> None:
        """Switch a segment on or off; where it is off its tooltip gives the reason."""
        self._segments[key].setEnabled(enabled)
        self._segments[key].setToolTip("" if enabled else plain_tip(reason))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(frame, 6, 6)
        segments = list(self._segments.values())
        for segment in segments:
            tone = "selected" if segment.isChecked() else "hover" if segment.underMouse() else ""
            if tone:
                painter.save()
                painter.setClipRect(segment.geometry().adjusted(-1, -1, 1, 1))
                painter.setBrush(theme.color(tone))
                painter.drawRoundedRect(frame, 6, 6)
                painter.restore()
        painter.setPen(QPen(theme.color("border_strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for segment in segments[:-1]:
            x = segment.geometry().right() + 1
            painter.fillRect(x, 0, 1, self.height(), theme.color("border_strong"))
        painter.drawRoundedRect(frame, 6, 6)

    def _on_toggled(self, checked: bool) -> None:
        self.update()
        if checked:
            self.changed.emit(self.current)
