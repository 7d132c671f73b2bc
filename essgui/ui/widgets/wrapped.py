"""Text in a few lines, for widgets that paint themselves: what does not fit ends with an ellipsis."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption


def wrapped(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """Return the lines of a text, broken between words where that is possible, `most` at the most.

    `width` is in pixels; an empty text has no line.
    """
    if not text:
        return ()
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
        if len(starts) > most:
            break
    layout.endLayout()
    lines = [text[a:b].rstrip() for a, b in zip(starts[:most], [*starts[1:], len(text)], strict=False)]
    if len(starts) > most:
        rest = text[starts[most - 1] :]
        lines[-1] = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return tuple(lines)
