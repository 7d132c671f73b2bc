"""The lines of the panel: a word and one or two values each; what differs has a mark and is heavier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.history.columns import paint_letter
from essgui.ui.status import status_word
from essgui.ui.widgets.delegates.cell import write
from essgui.ui.widgets.painted import PaintedWidget
from essgui.ui.widgets.pill import HEIGHT, paint_pill

if TYPE_CHECKING:
    from essgui.core.select_compare import Panel

_MARK, _WORD, _ROW, _HEAD = 16, 108, 28, 44


class FactTable(PaintedWidget):
    """Paints the heads and the facts of a panel; a value that does not fit is whole in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel: Panel | None = None
        self.setObjectName("history_facts")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_panel(self, panel: Panel) -> None:
        """Show other facts."""
        if panel != self._panel:
            self._panel = panel
            self.setAccessibleName(panel.title)
            self.setAccessibleDescription(_spoken(panel))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        rows = len(self._panel.facts) + 1 if self._panel is not None else 0
        return QSize(360, _HEAD + rows * _ROW)

    def event(self, e: QEvent) -> bool:
        if e.type() is QEvent.Type.ToolTip and isinstance(e, QHelpEvent) and self._panel is not None:
            place = (e.pos().y() - _HEAD) // _ROW - 1
            if 0 <= place < len(self._panel.facts):
                fact = self._panel.facts[place]
                lines = [
                    f"{head.letter}: {v}" for head, v in zip(self._panel.heads, fact.values, strict=True)
                ]
                QToolTip.showText(e.globalPos(), f"{fact.word}\n" + "\n".join(lines), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(e)

    def paintEvent(self, event: QPaintEvent) -> None:
        panel, theme = self._panel, self.theme
        if panel is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = (self.width() - _MARK - _WORD) / len(panel.heads)
        for number, head in enumerate(panel.heads):
            left = _MARK + _WORD + number * width
            paint_letter(painter, QRectF(left, 11, 20, 20), head.letter, theme)
            painter.setPen(theme.color("text"))
            write(painter, QRectF(left + 28, 2, width - 34, 18), head.day, theme.font(FontRole.NAME))
            painter.setPen(theme.color("text3"))
            font = theme.font(FontRole.ID)
            shown = QFontMetricsF(font).elidedText(head.task, Qt.TextElideMode.ElideMiddle, width - 34)
            write(painter, QRectF(left + 28, 20, width - 34, 16), shown, font)
        self._line(painter, _HEAD, "Outcome", differs=len({h.status for h in panel.heads}) > 1)
        for number, head in enumerate(panel.heads):
            left = _MARK + _WORD + number * width
            painter.save()
            painter.setClipRect(QRectF(left, _HEAD, width - 4, _ROW))
            paint_pill(painter, left, _HEAD + (_ROW - HEIGHT) / 2, head.status, theme)
            painter.restore()
        top = float(_HEAD + _ROW)
        for fact in panel.facts:
            self._line(painter, top, fact.word, differs=fact.differs)
            for number, value in enumerate(fact.values):
                left = _MARK + _WORD + number * width
                role = FontRole.SMALL_STRONG if fact.differs else FontRole.SMALL
                painter.setPen(theme.color("text" if fact.differs else "text2"))
                write(painter, QRectF(left, top, width - 8, _ROW), value, theme.font(role))
            top += _ROW

    def _line(self, painter: QPainter, top: float, word: str, *, differs: bool) -> None:
        theme = self.theme
        painter.fillRect(QRectF(0, top, self.width(), 1), theme.color("border"))
        if differs:
            painter.setPen(theme.color("accent_text"))
            write(painter, QRectF(0, top, _MARK, _ROW), "≠", theme.font(FontRole.SMALL_STRONG))
        painter.setPen(theme.color("text2"))
        write(painter, QRectF(_MARK, top, _WORD - 4, _ROW), word, theme.font(FontRole.SMALL))


def _spoken(panel: Panel) -> str:
    heads = ", ".join(f"{h.letter}: {h.day}, {h.task}, {status_word(h.status)}" for h in panel.heads)
    facts = "; ".join(
        f"{f.word}{' differs' if f.differs else ''}: {' and '.join(f.values)}" for f in panel.facts
    )
    return f"{heads}. {facts}"
