"""One thing that needs attention: who, what, why, how long still, and the buttons that help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from essgui.domain.situation import Gravity, Kind
from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.buttons import Button
from essgui.ui.widgets.copyable_id import CopyableId
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.progress import ThinProgress

if TYPE_CHECKING:
    from essgui.core.select_attention import ItemView, OfferView
    from essgui.ui.widgets.buttons import Kind as ButtonKind

MOST_NAMED = 4
"""Instances that are named; the others are counted."""
BUTTON_ROOM = 261
"""Pixels that the buttons of a row have."""
GAP = 4

ICONS: dict[Kind, str] = {
    Kind.HOOK: "hook",
    Kind.LAUNCH: "octx",
    Kind.RELEASE: "octx",
    Kind.NO_STOCK: "box",
    Kind.UNHEALTHY: "warn",
    Kind.SLOW_LAUNCH: "stuck",
    Kind.PROCESSES: "pause",
    Kind.SYSTEM: "stop",
    Kind.ZONE: "globe",
    Kind.FLOOR: "down",
    Kind.SLOW: "stuck",
    Kind.FOREIGN_SCALING: "up",
    Kind.FOREIGN_ACT: "user",
    Kind.SCHEDULED: "clock",
    Kind.IGNORED: "lock",
}
_FAMILY: dict[Gravity, str] = {Gravity.GRAVE: "red", Gravity.CAUTION: "amber"}


class AttentionItem(QFrame):
    """Shows one item; what only ticks is changed in place, so that no button moves under the hand.

    Signals: asked(Offer) when the operator wants a remedy.
    """

    asked = Signal(object)

    def __init__(self, view: ItemView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        item = view.item
        self._shape = shape(view)
        self._family = _FAMILY.get(item.gravity, "")
        tone = f"{self._family}_fg" if self._family else "text2"
        self.headline = Label("", FontRole.STRONG if self._family else FontRole.NAME, wrap=True)
        self.evidence = [Label("", FontRole.SMALL, "text2", wrap=True) for _ in item.evidence]
        self.left = Label("", FontRole.SMALL_STRONG, tone)
        self.left.setObjectName("attention_left")
        self.bar = ThinProgress(thickness=4)
        self.consequence = Label("", FontRole.SMALL, "text3", wrap=True)
        self._buttons: list[tuple[Button, DisabledReason]] = []
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*((14, 8, 8, 10) if self._family else (0, 2, 0, 2)))
        inside.setSpacing(3)
        icon = IconLabel(ICONS[item.kind], tone)
        column = QVBoxLayout()
        column.setSpacing(3)
        top = QHBoxLayout()
        top.setSpacing(8)
        if len(item.instances) == 1 and self._family:
            top.addWidget(icon)
            top.addWidget(CopyableId(item.instances[0]), 1)
            if item.place:
                top.addWidget(Label(item.place, FontRole.CAPTION, "text3"))
            inside.addLayout(top)
            inside.addWidget(self.headline)
            inside.addLayout(column)
        else:
            top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            column.addWidget(self.headline)
            top.addLayout(column, 1)
            inside.addLayout(top)
        for line in self.evidence:
            column.addWidget(line)
        if len(item.instances) > 1 or (item.instances and not self._family):
            column.addWidget(_named(item.instances))
        # A widget, as an empty layout would keep the whole column from growing.
        self._time = QWidget()
        time = QHBoxLayout(self._time)
        time.setContentsMargins(0, 0, 0, 0)
        time.setSpacing(8)
        time.addWidget(self.left)
        time.addWidget(self.bar, 1)
        column.addWidget(self._time)
        column.addWidget(self.consequence)
        self._lay_out_buttons(inside if self._family else column, view.offers)
        if self._buttons:
            # Rather than the id, which can be copied.
            self.setFocusProxy(self._buttons[0][0])
        self._show(view)

    def takes(self, view: ItemView) -> bool:
        """Show newer words and figures; False where it would take other widgets."""
        if shape(view) != self._shape:
            return False
        self._show(view)
        return True

    def _show(self, view: ItemView) -> None:
        item = view.item
        self.headline.setText(item.headline)
        for label, line in zip(self.evidence, item.evidence, strict=True):
            label.setText(line)
        self.left.setText(view.left)
        self._time.setVisible(bool(view.left))
        self.bar.set_share(view.share, f"{self._family}_solid" if self._family else "c_old")
        self.consequence.setText(item.consequence)
        self.consequence.setVisible(bool(item.consequence))
        for (button, gate), offered in zip(self._buttons, view.offers, strict=True):
            label = offered.offer.label
            button.setText(f"{label}…" if offered.busy or offered.offer.confirm else label)
            gate.set_reason(offered.reason, f"{label} is not possible now" if offered.reason else "")
        self.setAccessibleName(item.headline)
        self.setAccessibleDescription(" ".join((*item.evidence, item.consequence)).strip())

    def _lay_out_buttons(self, layout: QVBoxLayout, offers: tuple[OfferView, ...]) -> None:
        row, room = QHBoxLayout(), 0
        for number, offered in enumerate(offers):
            offer = offered.offer
            kind: ButtonKind = "primary" if offer.primary and self._family else "secondary"
            if offer.confirm is not None:
                kind = "link"
            button = Button(f"{offer.label}…" if offer.confirm else offer.label, "", kind, small=True)
            button.setObjectName(f"offer_{self._shape[0].partition(':')[0].lower()}_{number}")
            button.setAccessibleName(offer.label)
            button.clicked.connect(lambda _=False, o=number: self._ask(o))
            gate = DisabledReason(button)
            self._buttons.append((button, gate))
            width = button.sizeHint().width()
            if not room or room + GAP + width > BUTTON_ROOM:
                row, room = QHBoxLayout(), -GAP
                row.setSpacing(GAP)
                layout.addSpacing(3)
                layout.addLayout(row)
                row.addStretch(1)
            row.insertWidget(row.count() - 1, gate)
            room += GAP + width
        self._offers = offers

    def _ask(self, number: int) -> None:
        self.asked.emit(self._offers[number].offer)

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        if not self._family:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = theme.color(f"{self._family}_solid")
        painter.setPen(QPen(edge, 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(frame, 6, 6)
        painter.setClipRect(QRectF(0, 0, 4, self.height()))
        painter.setBrush(edge)
        painter.drawRoundedRect(frame, 6, 6)


def shape(view: ItemView) -> tuple[str, Gravity, int, tuple[str, ...], tuple[object, ...]]:
    """Return what decides which widgets an item has; its remedies too, so that none is out of date."""
    item = view.item
    offers = tuple(o.offer for o in view.offers)
    return item.key, item.gravity, len(item.evidence), (*item.instances, item.place), offers


def acts(view: ItemView) -> tuple[object, ...]:
    """Return what the buttons of an item do, in their order, whomever they do it to."""
    return tuple(
        (tuple({type(remedy) for remedy in o.offer.remedies}), o.offer.confirm is None, o.offer.primary)
        for o in view.offers
    )


def _named(instances: tuple[str, ...]) -> Label:
    more = len(instances) - MOST_NAMED
    names = "\n".join(instances[:MOST_NAMED])
    label = Label(f"{names}\nand {more} more" if more > 0 else names, FontRole.ID, "text2", wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
