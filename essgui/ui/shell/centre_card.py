"""The card below the bell: what was told in this session, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from essgui.core.messages import CentreCleared, MonitorOpened, PageChosen
from essgui.core.select_monitor_words import clock
from essgui.core.state import NotificationKind, Page
from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.shell.popover import Popover
from essgui.ui.status import status_look
from essgui.ui.widgets.buttons import link_button
from essgui.ui.widgets.empty_state import EmptyState
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.mnemonics import literal
from essgui.ui.widgets.painted import PaintedButton, draw_ring
from essgui.ui.widgets.tips import plain_tip
from essgui.ui.widgets.wrapped import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from essgui.core.messages import Message
    from essgui.core.state import Centre, Notification

FACES: dict[NotificationKind, tuple[str, str]] = {
    NotificationKind.CHECKPOINT: ("flag", "amber_fg"),
    NotificationKind.STUCK: ("warn", "amber_fg"),
    NotificationKind.FAILED: ("octx", "red_fg"),
    NotificationKind.FINISHED: ("check", "green_fg"),
    NotificationKind.LOST: ("offline", "red_fg"),
}
"""Icon and tone of each kind."""

WIDTH = 440
_TEXT = WIDTH - 100
"""Of a row's words, in pixels: left of it is the icon, right of it the dot and the scroll bar."""
_MOST_HIGH = 420


class CentreRow(PaintedButton):
    """One notification; pressing it opens the monitor."""

    def __init__(self, told: Notification, now: datetime, *, unread: bool) -> None:
        super().__init__()
        self.told = told
        self._unread = unread
        self._time = clock(told.at, now)
        small = self.theme.font(FontRole.SMALL)
        # What it means is read here, by whoever was called: two lines of it, the rest in the tooltip.
        self._lines = tuple(
            (line, tone)
            for text, tone in ((told.sentence, "text"), (told.next, "text2"))
            for line in wrapped(text, small, _TEXT, 2)
        )
        self.setFixedHeight(28 + 18 * len(self._lines) + 6)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        whole = "\n".join(part for part in (told.sentence, told.next) if part)
        self.setText(literal(f"{told.group}: {told.sentence}"))
        self.setAccessibleName(f"{'Unread: ' if unread else ''}{told.group}, {self._time}: {whole}")
        self.setToolTip(plain_tip(f"{told.group} · {told.region}\n{whole}"))

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse():
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        icon, tone = FACES[self.told.kind]
        if self.told.kind is NotificationKind.FINISHED:
            # Success, cancelled and rolled back are not the same good news.
            look = status_look(self.told.status)
            icon, tone = look.icon, look.fg
        paint_icon(painter, icon, QRectF(10, 10, 16, 16), theme.color(tone))
        if self._unread:
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(QRectF(self.width() - 14, 15, 7, 7))
        right = self.width() - 22.0
        small = QFontMetricsF(theme.font(FontRole.SMALL))
        wide = small.horizontalAdvance(self._time) + 4
        strong, room = theme.font(FontRole.STRONG), right - 36 - wide - 8
        name = QFontMetricsF(strong).elidedText(self.told.group, Qt.TextElideMode.ElideRight, room)
        painter.setFont(strong)
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(36, 8, room, 18), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(theme.font(FontRole.SMALL))
        for number, (line, line_tone) in enumerate(self._lines):
            painter.setPen(theme.color(line_tone))
            spot = QRectF(36, 28 + 18 * number, right - 36, 18)
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, line)
        painter.setPen(theme.color("text3"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(right - wide, 8, wide, 18), flags, self._time)
        if self.ring:
            draw_ring(painter, QRectF(self.rect()), 6, theme)


class CentreCard(Popover):
    """Lists the notifications of a state as it was when the card opened.

    Signals: done() when a row or a button closed it.
    """

    done = Signal()

    def __init__(
        self, centre: Centre, now: datetime, send: Callable[[Message], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._send = send
        self.setObjectName("centre_card")
        self.setAccessibleName("Notifications")
        self.setFixedWidth(WIDTH)
        self.rows: tuple[CentreRow, ...] = tuple(
            CentreRow(told, now, unread=told.number > centre.read) for told in centre.told
        )
        head = QHBoxLayout()
        head.addWidget(Label("Notifications", FontRole.HEADING))
        head.addStretch(1)
        self.clear = link_button("Clear all")
        self.clear.setObjectName("centre_clear")
        self.clear.setVisible(bool(self.rows))
        self.choose = link_button("Settings")
        self.choose.setObjectName("centre_settings")
        head.addWidget(self.clear)
        head.addWidget(self.choose)
        self.body.addLayout(head)
        self.body.addWidget(self._list() if self.rows else self._nothing())
        self.clear.clicked.connect(lambda: self._leave(CentreCleared()))
        self.choose.clicked.connect(lambda: self._leave(PageChosen(Page.SETTINGS)))

    def _list(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            row.setObjectName(f"told_{row.told.number}")
            row.clicked.connect(lambda _=False, task=row.told.task: self._leave(MonitorOpened(task)))
            column.addWidget(row)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setFixedHeight(min(_MOST_HIGH, sum(row.height() for row in self.rows)) + 4)
        return area

    def _nothing(self) -> QWidget:
        empty = EmptyState(
            "bell",
            "Nothing to tell",
            "Checkpoints, ends, failures, stuck instances and lost connections are listed here as they come.",
        )
        empty.setFixedHeight(200)
        return empty

    def _leave(self, message: Message) -> None:
        self._send(message)
        self.done.emit()
        self.close()
