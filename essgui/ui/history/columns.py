"""What each cell of the list of runs tells, role by role, and how it is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from essgui.ui.fonts import FontRole
from essgui.ui.monitor.row_model import Column
from essgui.ui.status import status_word
from essgui.ui.widgets.delegates.cell import CellDelegate, Index, text_of, write
from essgui.ui.widgets.delegates.cells import (
    DurationDelegate,
    PlainDelegate,
    StatusDelegate,
    TwoLineDelegate,
)
from essgui.ui.widgets.delegates.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QColor

    from essgui.core.select_history import RunRow
    from essgui.ui.theme import Theme

ROW_HEIGHT = 46
_TEXT = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_BADGE = 20


class TickDelegate(CellDelegate):
    """A box that is ticked or not."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        box = QRectF(rect.left() + 0.5, rect.center().y() - 7.5, 15, 15)
        ticked = bool(index.data(Role.TICKED))
        painter.setPen(QPen(theme.color("accent" if ticked else "border_strong"), 1.4))
        painter.setBrush(theme.color("accent" if ticked else "surface"))
        painter.drawRoundedRect(box, 3.5, 3.5)
        if ticked:
            pen = QPen(theme.color("on_accent"), 1.8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            left, top = box.left(), box.top()
            points = ((4.0, 7.8), (6.6, 10.4), (11.2, 5.2))
            painter.drawPolyline(QPolygonF([QPointF(left + x, top + y) for x, y in points]))


class GroupDelegate(CellDelegate):
    """The group with the letter of a ticked row, and the region below."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        middle = rect.center().y()
        letter = text_of(index, Role.LETTER)
        upper = QRectF(rect.left(), middle - 18, rect.width() - (_BADGE + 4 if letter else 0), 18)
        painter.setPen(theme.color("text"))
        used = write(painter, upper, text_of(index), theme.font(FontRole.NAME))
        if letter:
            badge = QRectF(rect.left() + used + 6, middle - 17, _BADGE - 2, 16)
            paint_letter(painter, badge, letter, theme)
        painter.setPen(theme.color("text3"))
        lower = QRectF(rect.left(), middle + 1, rect.width(), 15)
        write(painter, lower, text_of(index, Role.SECOND_LINE), theme.font(FontRole.CAPTION))


def paint_letter(painter: QPainter, rect: QRectF, letter: str, theme: Theme) -> None:
    """Paint the badge of A or B: they differ by letter and by ground."""
    ground, ink = letter_colors(letter, theme)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setFont(theme.font(FontRole.CAPTION_STRONG))
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter)


def letter_colors(letter: str, theme: Theme) -> tuple[QColor, QColor]:
    """Return ground and ink of a letter."""
    if letter == "A":
        return theme.color("accent"), theme.color("on_accent")
    return theme.color("text"), theme.color("surface")


def _tick(row: RunRow) -> Mapping[int, Any]:
    said = f"ticked as {row.letter}" if row.letter else "not ticked"
    tip = "Take the tick away" if row.letter else "Tick two runs to compare them"
    return _with(row, {_SPOKEN: said, _TIP: tip, Role.SORT: row.letter or "Z"})


def _group(row: RunRow) -> Mapping[int, Any]:
    return _with(
        row,
        {
            _TEXT: row.name,
            Role.SECOND_LINE: row.region,
            Role.LETTER: row.letter,
            Role.SORT: row.name.casefold(),
            _TIP: f"{row.name}\n{row.task}",
            _SPOKEN: f"{row.name}, {row.region}",
        },
    )


def _outcome(row: RunRow) -> Mapping[int, Any]:
    word = status_word(row.status)
    return _with(row, {Role.STATUS: row.status, Role.SORT: word, _SPOKEN: word, _TIP: word})


def _started(row: RunRow) -> Mapping[int, Any]:
    tip = f"{row.when}\n{row.reason}".strip()
    return _with(
        row,
        {
            _TEXT: row.day,
            Role.TONE: "text",
            Role.SECOND_LINE: row.time,
            Role.SORT: row.sort[0],
            _TIP: tip,
            _SPOKEN: row.when,
        },
    )


def _done(row: RunRow) -> Mapping[int, Any]:
    return _with(
        row,
        {
            Role.STRONG: row.done,
            _TEXT: row.total,
            Role.TONE: "text3",
            Role.SORT: int(row.done),
            _SPOKEN: f"{row.done} of {row.total.lstrip('/') or 'an unknown number'}",
        },
    )


def _duration(row: RunRow) -> Mapping[int, Any]:
    return _with(
        row,
        {
            Role.STRONG: row.duration,
            _TEXT: row.waiting,
            Role.WORKING: row.work_share,
            Role.WAITING: row.wait_share,
            Role.UNSEEN: row.unseen_share,
            Role.SORT: row.sort[1],
            _TIP: row.spent,
            _SPOKEN: row.spent,
        },
    )


def _target(row: RunRow) -> Mapping[int, Any]:
    return _with(row, {_TEXT: row.target, Role.TONE: "text", Role.SORT: row.target, _TIP: row.target_tip})


def _limits(row: RunRow) -> Mapping[int, Any]:
    tip = (
        "Least and most percent of the capacity in service; checkpoints in percent and their pause in minutes"
    )
    return _with(
        row,
        {
            _TEXT: row.limits,
            Role.TONE: "text",
            Role.SECOND_LINE: row.stops,
            Role.SORT: row.limits,
            _TIP: tip,
            _SPOKEN: f"{row.limits}, checkpoints {row.stops}",
        },
    )


def _with(row: RunRow, cell: dict[int, Any]) -> Mapping[int, Any]:
    if row.letter:
        cell[Role.TICKED] = True
    return cell


COLUMNS: tuple[Column[RunRow], ...] = (
    Column("", _tick, 40),
    Column("Group", _group, 0),
    Column("Outcome", _outcome, 130),
    Column("Started", _started, 108),
    Column("Done", _done, 54),
    Column("Duration", _duration, 160),
    Column("Target", _target, 0),
    Column("Min / max, checkpoints", _limits, 160),
)
STARTED = 3


def delegates() -> tuple[CellDelegate, ...]:
    """Make a painter for each column."""
    return (
        TickDelegate(row_height=ROW_HEIGHT, first=True),
        GroupDelegate(row_height=ROW_HEIGHT),
        StatusDelegate(row_height=ROW_HEIGHT),
        TwoLineDelegate(row_height=ROW_HEIGHT),
        PlainDelegate(row_height=ROW_HEIGHT),
        DurationDelegate(row_height=ROW_HEIGHT),
        PlainDelegate(row_height=ROW_HEIGHT),
        TwoLineDelegate(row_height=ROW_HEIGHT),
    )


def copied(row: RunRow) -> str:
    """Return a row as text."""
    parts = (
        row.name,
        row.region,
        row.task,
        status_word(row.status),
        row.when,
        f"{row.done}{row.total}",
        f"{row.duration}{row.waiting}",
        row.target,
        row.limits,
        row.stops,
    )
    return "\t".join(parts)
