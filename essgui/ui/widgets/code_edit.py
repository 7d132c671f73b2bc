"""A plain text in the fixed face with numbered lines, some of which can be marked as wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent, QResizeEvent

_SIDE = 8


class _Numbers(QWidget):
    """The strip of line numbers; it paints what the text beside it tells it to."""

    def __init__(self, beside: CodeEdit) -> None:
        super().__init__(beside)
        self._beside = beside
        self.setAccessibleName("Line numbers")

    def sizeHint(self) -> QSize:
        return QSize(self._beside.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._beside.paint_numbers(self, event)


class CodeEdit(QPlainTextEdit):
    """Tab leaves it, as every other field of a form.

    Signals: typed(text) when the operator changed the text, not when it was shown.
    """

    typed = Signal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFont(current_theme().font(FontRole.ID))
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._wrong: tuple[int, ...] = ()
        self._showing = False
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(self._fit)
        self.updateRequest.connect(self._scroll)
        self.textChanged.connect(self._changed)
        self._fit()

    def text(self) -> str:
        """Return the text as it was typed: toPlainText would turn a no-break space into another one."""
        return self.document().toRawText().replace("\u2029", "\n")

    def show_text(self, text: str) -> None:
        """Show a text; the same one is left alone, with the cursor and what is selected in it."""
        if self.text() == text:
            return
        self._showing = True
        try:
            self.setPlainText(text)
        finally:
            self._showing = False

    def mark_lines(self, lines: Iterable[int]) -> None:
        """Mark lines, counted from 1, as wrong."""
        wrong = tuple(sorted({line for line in lines if line >= 1}))
        self._wrong = wrong
        ground = QColor(current_theme().color("red_bg"))
        marks: list[QTextEdit.ExtraSelection] = []
        for line in wrong:
            block = self.document().findBlockByNumber(line - 1)
            if not block.isValid():
                continue
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(ground)
            look.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.format = look  # pyright: ignore[reportAttributeAccessIssue] - the stubs miss Qt's own field
            cursor = self.textCursor()
            cursor.setPosition(block.position())
            mark.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue] - as above
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    @property
    def wrong_lines(self) -> tuple[int, ...]:
        """The lines that are marked."""
        return self._wrong

    def numbers_width(self) -> int:
        """Return the pixels that the numbers take."""
        digits = max(2, len(str(self.blockCount())))
        return 2 * _SIDE + self.fontMetrics().horizontalAdvance("9") * digits

    def paint_numbers(self, strip: QWidget, event: QPaintEvent) -> None:
        """Paint the numbers of the lines on screen."""
        theme = current_theme()
        painter = QPainter(strip)
        painter.fillRect(event.rect(), theme.color("rail"))
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            wrong = block.blockNumber() + 1 in self._wrong
            painter.setPen(theme.color("red_fg" if wrong else "text3"))
            line = QRectF(0, top, strip.width() - _SIDE, self.fontMetrics().height())
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            top += self.blockBoundingRect(block).height()
            block = block.next()

    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        inside = self.contentsRect()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), self.numbers_width(), inside.height()))

    def _fit(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)
        self._numbers.setFixedWidth(self.numbers_width())

    def _scroll(self, rect: QRect, pixels: int) -> None:
        if pixels:
            self._numbers.scroll(0, pixels)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())

    def _changed(self) -> None:
        if not self._showing:
            self.typed.emit(self.text())
