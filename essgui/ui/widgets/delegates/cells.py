"""The kinds of cells: plain, two lines, icon and text, status with progress, capacity, duration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.status import status_look, status_word
from essgui.ui.widgets.capacity import CapacityFigures, paint_capacity
from essgui.ui.widgets.delegates.cell import CellDelegate, Index, text_of, tone_of, write
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.pill import HEIGHT, paint_pill
from essgui.ui.widgets.progress import paint_progress

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from essgui.ui.theme import Theme


class PlainDelegate(CellDelegate):
    """One line: an optional heavy part, then the text; right-aligned where the model says so."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        right = index.data(Qt.ItemDataRole.TextAlignmentRole)
        strong = text_of(index, Role.STRONG)
        tone = tone_of(index, "text2" if not index.data(Role.NAMED) else "text")
        place = QRectF(rect)
        if strong:
            painter.setPen(theme.color("text3" if index.data(Role.DIM) else "text"))
            used = write(painter, place, strong, theme.font(FontRole.STRONG))
            place.setLeft(place.left() + used)
            font = theme.font(FontRole.SMALL)
        else:
            font = theme.font(FontRole.NAME if index.data(Role.NAMED) else FontRole.BODY)
        painter.setPen(theme.color(tone))
        align = Qt.AlignmentFlag.AlignVCenter
        if right is not None and int(right) & Qt.AlignmentFlag.AlignRight.value:
            align |= Qt.AlignmentFlag.AlignRight
        write(painter, place, text_of(index), font, align)


class TwoLineDelegate(CellDelegate):
    """A name over an id, a time over a day, a day over a status."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        status = text_of(index, Role.SECOND_STATUS)
        second = text_of(index, Role.SECOND_LINE)
        upper, lower = _lines(rect) if status or second else (rect, rect)
        painter.setPen(theme.color(tone_of(index, "text" if index.data(Role.NAMED) else "text2")))
        role = FontRole.NAME if index.data(Role.NAMED) else FontRole.SMALL
        write(painter, upper, text_of(index), theme.font(role))
        if status:
            look = status_look(status)
            tone = "text3" if index.data(Role.DIM) else look.fg
            square = QRectF(lower.left(), lower.center().y() - 6, 12, 12)
            paint_icon(painter, look.icon, square, theme.color(tone))
            painter.setPen(theme.color(tone))
            write(painter, lower.adjusted(16, 0, 0, 0), status_word(status), theme.font(FontRole.CAPTION))
        elif second:
            painter.setPen(theme.color("text3"))
            role = FontRole.ID if index.data(Role.SECOND_IS_ID) else FontRole.CAPTION
            write(painter, lower, second, theme.font(role))


class IconTextDelegate(CellDelegate):
    """An icon and a word, such as a source of instances or a verdict."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        icon = text_of(index, Role.ICON)
        dim = bool(index.data(Role.DIM))
        icon_tone = "text3" if dim else text_of(index, Role.ICON_TONE) or "text2"
        place = QRectF(rect)
        if icon:
            square = QRectF(rect.left(), rect.center().y() - 7, 14, 14)
            paint_icon(painter, icon, square, theme.color(icon_tone))
            place.setLeft(rect.left() + 20)
        painter.setPen(theme.color(tone_of(index, icon_tone)))
        write(painter, place, text_of(index), theme.font(FontRole.BODY))


class StatusDelegate(CellDelegate):
    """The pill of a status, the count at the right and the bar below; plain text where nothing runs."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        status = text_of(index, Role.STATUS)
        if not status:
            painter.setPen(theme.color(tone_of(index, "text2")))
            write(painter, rect, text_of(index), theme.font(FontRole.BODY))
            return
        share = index.data(Role.SHARE)
        barred = share is not None
        top = rect.top() + (7 if barred else (rect.height() - HEIGHT) / 2)
        width = paint_pill(painter, rect.left(), top, status, theme)
        rest, strong = text_of(index), text_of(index, Role.STRONG)
        line = QRectF(rect.left() + width + 2, top, rect.width() - width - 1, HEIGHT)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("text3"))
        used = write(painter, line, rest, theme.font(FontRole.SMALL), right)
        painter.setPen(theme.color("text3" if index.data(Role.DIM) else "text"))
        write(painter, line.adjusted(0, 0, -used, 0), strong, theme.font(FontRole.STRONG), right)
        if barred:
            bar = QRectF(rect.left(), rect.bottom() - 9, rect.width(), 4)
            paint_progress(painter, bar, float(share), status_look(status).solid, theme)


class CapacityDelegate(CellDelegate):
    """In service in heavy figures, then min / desired / max, and the bar below."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        figures = index.data(Role.CAPACITY)
        if not isinstance(figures, CapacityFigures):
            return
        dim = bool(index.data(Role.DIM))
        upper = QRectF(rect.left(), rect.top() + 9, rect.width(), 18)
        painter.setPen(theme.color("text3" if dim else "amber_fg" if figures.short else "text"))
        used = write(painter, upper, str(figures.in_service), theme.font(FontRole.STRONG))
        painter.setPen(theme.color("text3"))
        limits = f"{figures.minimum} / {figures.desired} / {figures.maximum}"
        write(painter, upper.adjusted(used + 4, 0, 0, 0), limits, theme.font(FontRole.CAPTION))
        bar = QRectF(rect.left(), rect.bottom() - 18, rect.width(), 10)
        paint_capacity(painter, bar, figures, theme)


class DurationDelegate(CellDelegate):
    """How long a refresh took, and a bar: filled for work, outlined for waiting, dashed where unseen."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        upper = QRectF(rect.left(), rect.top() + 8, rect.width(), 18)
        painter.setPen(theme.color("text"))
        used = write(painter, upper, text_of(index, Role.STRONG), theme.font(FontRole.NAME))
        painter.setPen(theme.color("text3"))
        write(painter, upper.adjusted(used, 0, 0, 0), text_of(index), theme.font(FontRole.SMALL))
        bar = QRectF(rect.left(), rect.bottom() - 16, rect.width(), 8)
        working, waiting, unseen = (
            bar.width() * float(index.data(role) or 0) for role in (Role.WORKING, Role.WAITING, Role.UNSEEN)
        )
        left = bar.left()
        if working > 0 or not (waiting > 1 or unseen > 1):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("blue_solid"))
            painter.drawRoundedRect(QRectF(left, bar.top(), max(working, 2), 8), 1.5, 1.5)
            left += max(working, 2) + 1.5
        if waiting > 1:
            painter.setPen(QPen(theme.color("amber_solid"), 1))
            painter.setBrush(theme.color("c_pause"))
            painter.drawRoundedRect(QRectF(left, bar.top() + 0.5, waiting, 7), 1.5, 1.5)
            left += waiting + 1.5
        if unseen > 1:
            painter.setPen(QPen(theme.color("text3"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(left, bar.top() + 0.5, unseen, 7), 1.5, 1.5)


def _lines(rect: QRectF) -> tuple[QRectF, QRectF]:
    middle = rect.center().y()
    upper = QRectF(rect.left(), middle - 18, rect.width(), 18)
    return upper, QRectF(rect.left(), middle + 1, rect.width(), 15)
