"""The card of what needs attention, beside the chart of a refresh that is not over."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.monitor.attention_item import AttentionItem, acts
from essgui.ui.theme import current_theme
from essgui.ui.widgets.badges import CountBadge
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.copyable_id import CopyableId
from essgui.ui.widgets.focus import has_focus
from essgui.ui.widgets.held_list import HeldList, Row
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.painted import draw_ring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QHideEvent, QPaintEvent

    from essgui.core.select_attention import AttentionView, ItemView, Trouble

WIDTH = 332
ROOM = 282
"""Pixels that the list has, beside its scroll bar."""


class AttentionCard(Card):
    """Shows the items, the gravest first; one green line where there is nothing.

    While the pointer is on the card, or the keyboard is used in it, nothing in it changes its place.

    Signals: asked(Offer) for a remedy; read(tuple[Remedy, ...]) when the failure of remedies was read.
    """

    asked = Signal(object)
    read = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("attention_card")
        self.setAccessibleName("Needs attention")
        self.setFixedWidth(WIDTH)
        self._shown: AttentionView | None = None
        self._pointed = False
        self._by_key = False
        self._showing = False
        self._before: Callable[[], QWidget] | None = None
        self._ordered: list[QWidget] = []
        self.count = CountBadge()
        self.count.setObjectName("attention_count")
        # The heading keeps its height without it.
        room = self.count.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.count.setSizePolicy(room)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label("Needs attention", FontRole.STRONG))
        head.addWidget(self.count)
        head.addStretch(1)
        self.body.addLayout(head)
        self.list = HeldList()
        self.list.setAccessibleName("Needs attention")
        inside = QWidget()
        # The same with and without a scroll bar: one that comes must not break the lines anew.
        inside.setMaximumWidth(ROOM)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(area, 1)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def follow(self, before: Callable[[], QWidget]) -> None:
        """Let the Tab key come here from a widget, which may be another one later."""
        self._before = before

    def show_view(self, view: AttentionView | None) -> None:
        """Show a view; without one the card takes no room."""
        self.setVisible(view is not None)
        old, self._shown = self._shown, view
        if view is None or view == old:
            return
        self.count.set_count(view.calling, calls=view.calling > 0)
        self.count.setVisible(view.calling > 0)
        self._showing = True
        self.list.show_rows(tuple(self._rows(view)))
        self._showing = False
        self._mind()
        self._order()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._pointed = True
        self._mind()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = False
        self._mind()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pointed = False
        self._mind()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name of the argument
        self._by_key = True
        return super().focusNextPrevChild(next)

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        # The list has it where the last button went.
        if self.list.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ring(painter, QRectF(self.rect()), 8, current_theme())

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        self.update()
        if new is None or not self.isAncestorOf(new):
            self._by_key = False
        elif QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            # What was clicked keeps the focus for long after the pointer left.
            self._by_key = False
        elif old is None or not self.isAncestorOf(old):
            self._by_key = True
        self._mind()

    def _mind(self) -> None:
        if not self._showing:
            typed = self._by_key and has_focus(self.list) and not self.list.hasFocus()
            self.list.set_held(self.isVisible() and (self._pointed or typed))
            self._order()

    def _order(self) -> None:
        """Let Tab go from the widget before the card into its rows: Qt puts what is made late at the end."""
        if self._before is None:
            return
        layout = self.list.layout()
        items = () if layout is None else tuple(layout.itemAt(n) for n in range(layout.count()))
        rows = [row for item in items if item is not None and (row := item.widget()) is not None]
        stops = [stop for row in rows for stop in row.findChildren(QWidget) if _tabbed(stop)]
        order = [self._before(), *stops]
        if order == self._ordered:
            return
        self._ordered = order
        for before, stop in pairwise(order):
            QWidget.setTabOrder(before, stop)

    def _rows(self, view: AttentionView) -> Iterator[Row]:
        for trouble in view.troubles:
            yield Row(f"trouble {trouble}", lambda t=trouble: self._trouble(t))
        if view.waiting:
            yield Row("waiting", lambda: _waiting(view.waiting))
        # What could not be read may be what needs somebody.
        elif not (view.calling or view.troubles or view.not_known):
            yield Row("calm", _calm)
        for one in view.items:
            yield Row(one.item.key, lambda o=one: self._item(o), lambda w, o=one: _takes(w, o), acts(one))
        for text in view.not_known:
            yield Row(f"not known {text}", lambda t=text: _NotKnown(t))

    def _item(self, view: ItemView) -> QWidget:
        item = AttentionItem(view)
        item.asked.connect(self.asked)
        return item

    def _trouble(self, trouble: Trouble) -> QWidget:
        box = QWidget()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(trouble.sentence, FontRole.SMALL, "red_fg", wrap=True))
        if trouble.hint:
            words.addWidget(Label(trouble.hint, FontRole.SMALL, "text2", wrap=True))
        words.addWidget(Label(trouble.code, FontRole.ID, "text2", wrap=True))
        if trouble.request_id:
            words.addWidget(CopyableId(trouble.request_id))
        dismiss = secondary_button("Dismiss", small=True)
        dismiss.setObjectName("trouble_dismiss")
        dismiss.clicked.connect(lambda: self.read.emit(trouble.remedies))
        words.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("octx", "red_fg"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        box.setAccessibleName(trouble.sentence)
        return box


class _NotKnown(QWidget):
    def __init__(self, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("help", "text3"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(text, FontRole.SMALL, "text3", wrap=True), 1)
        self.setAccessibleName(text)


def _waiting(text: str) -> QWidget:
    label = Label(text, FontRole.BODY, "text3", wrap=True)
    label.setObjectName("attention_waiting")
    return label


def _calm() -> QWidget:
    calm = QWidget()
    calm.setObjectName("attention_calm")
    row = QHBoxLayout(calm)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconLabel("check", "green_fg"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label("Nothing needs you", FontRole.NAME, "green_fg"), 1)
    return calm


def _tabbed(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _takes(widget: QWidget, view: ItemView) -> bool:
    return isinstance(widget, AttentionItem) and widget.takes(view)
