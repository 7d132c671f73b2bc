"""The card of what needs attention, beside the chart of a refresh that is not over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.monitor.attention_item import AttentionItem
from essgui.ui.widgets.badges import CountBadge
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.copyable_id import CopyableId
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from essgui.core.select_attention import AttentionView, Trouble

WIDTH = 332


class AttentionCard(Card):
    """Shows the items, the gravest first; one green line where there is nothing.

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
        self._items: dict[str, AttentionItem] = {}
        self._troubles: tuple[Trouble, ...] = ()
        self.count = CountBadge()
        self.count.setObjectName("attention_count")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label("Needs attention", FontRole.STRONG))
        head.addWidget(self.count)
        head.addStretch(1)
        self.body.addLayout(head)
        self.waiting = Label("", FontRole.BODY, "text3", wrap=True)
        self.calm = QWidget()
        row = QHBoxLayout(self.calm)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("check", "green_fg"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label("Nothing needs you", FontRole.NAME, "green_fg"), 1)
        self.calm.setObjectName("attention_calm")
        self._failures = QVBoxLayout()
        self._list = QVBoxLayout()
        self._unknown = QVBoxLayout()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        column.addLayout(self._failures)
        column.addWidget(self.waiting)
        column.addWidget(self.calm)
        for layout in (self._failures, self._list, self._unknown):
            layout.setSpacing(8)
        column.addLayout(self._list)
        column.addLayout(self._unknown)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Needs attention")
        self.body.addWidget(area, 1)

    def show_view(self, view: AttentionView | None) -> None:
        """Show a view; without one the card takes no room."""
        self.setVisible(view is not None)
        old, self._shown = self._shown, view
        if view is None or view == old:
            return
        self.count.set_count(view.calling, calls=view.calling > 0)
        self.count.setVisible(view.calling > 0)
        self.waiting.setText(view.waiting)
        self.waiting.setVisible(bool(view.waiting))
        quiet = not (view.calling or view.waiting or view.troubles)
        # What could not be read may be what needs somebody.
        self.calm.setVisible(quiet and not view.not_known)
        if view.troubles != self._troubles:
            self._troubles = view.troubles
            _clear(self._failures)
            for trouble in view.troubles:
                self._failures.addWidget(self._trouble(trouble))
        if old is None or view.not_known != old.not_known:
            _clear(self._unknown)
            for text in view.not_known:
                self._unknown.addWidget(_NotKnown(text))
        self._show_items(view)

    def _show_items(self, view: AttentionView) -> None:
        kept: dict[str, AttentionItem] = {}
        for one in view.items:
            known = self._items.get(one.item.key)
            if known is None or not known.takes(one):
                known = AttentionItem(one)
                known.asked.connect(self.asked)
            kept[one.item.key] = known
        gone = [w for key, w in self._items.items() if kept.get(key) is not w]
        moved = list(kept.values()) != list(self._items.values())
        self._items = kept
        for widget in gone:
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        if moved:
            for place, widget in enumerate(kept.values()):
                self._list.insertWidget(place, widget)

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


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
