"""Above the table: the four cards, the filter with its segments, and a strip for each failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.select_fleet_summary import CARDS, SEGMENTS
from essgui.core.state import Segment
from essgui.ui.fleet.strip import FailureStrip
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.labels import ElidedLabel
from essgui.ui.widgets.search_field import SearchField
from essgui.ui.widgets.segmented import SegmentedControl
from essgui.ui.widgets.stat_card import StatCard
from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from essgui.core.select_fleet_summary import CardView, Strip

_LOOKS: dict[Segment, tuple[str, str, str]] = {
    Segment.RUNNING: ("spin", "blue", "running"),
    Segment.CHECKPOINT: ("flag", "amber", "at checkpoint"),
    Segment.FAILED: ("octx", "red", "failed"),
    Segment.IDLE: ("tick", "slate", "idle"),
}

_WORDS: dict[Segment, str] = {
    Segment.ALL: "All",
    Segment.RUNNING: "Running",
    Segment.IDLE: "Idle",
    Segment.DRIFTED: "Drifted",
    Segment.BLOCKED: "Not eligible",
}


class FilterField(SearchField):
    """The filter's field with its funnel and a button that empties it.

    Signals: left(): by Down or Enter, to what is listed below.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "fleet_filter",
            self.tr("Filter the groups"),
            self.tr("Filter, e.g. status:failed"),
            parent,
            icon="filter",
        )
        self.setToolTip(
            self.tr(
                "Name, id, region, tag or status; every word has to match.\n"
                "status:failed   region:cn-shanghai   type:eci"
            )
        )
        self.setFixedWidth(240)

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(arg__1)


class FleetTop(QWidget):
    """Cards, filter and strips.

    Signals: segment_chosen(Segment); typed(text); retried(Strip).
    """

    segment_chosen = Signal(object)
    typed = Signal(str)
    retried = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segment = Segment.ALL
        self.cards = {segment: StatCard(*_LOOKS[segment]) for segment in CARDS}
        self.filter = FilterField()
        self.segments = SegmentedControl([(s.value, _WORDS[s]) for s in SEGMENTS])
        self.segments.setObjectName("fleet_segments")
        self.order = ElidedLabel("", FontRole.SMALL, "text3")
        self.order.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.strips: list[FailureStrip] = []
        self._strips = QVBoxLayout()
        self._strips.setSpacing(6)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for segment, card in self.cards.items():
            card.setObjectName(f"card_{segment.value}")
            card.clicked.connect(self._on_card)
            cards.addWidget(card)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.filter)
        row.addWidget(self.segments)
        row.addWidget(self.order, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(cards)
        layout.addLayout(row)
        layout.addLayout(self._strips)
        self.filter.textEdited.connect(self.typed)
        # Clearing by the field's own button is no edit for Qt.
        self.filter.textChanged.connect(self._on_changed)
        self.segments.changed.connect(self._on_segment)

    def show_cards(self, views: Mapping[Segment, CardView]) -> None:
        """Show the counts of the cards."""
        for segment, view in views.items():
            card = self.cards[segment]
            card.set_count(view.count, view.line)
            filters = self.tr("Show only these; once more shows all")
            card.setToolTip(plain_tip(f"{view.tip}\n{filters}" if view.tip else filters))

    def show_filter(self, text: str, segment: Segment, counts: Mapping[Segment, int]) -> None:
        """Show what is filtered; a field in which somebody types is left alone."""
        if self.filter.text() != text and not self.filter.hasFocus():
            self.filter.setText(text)
        self._segment = segment
        for each, card in self.cards.items():
            card.setChecked(each is segment)
        self.segments.blockSignals(True)
        if segment in SEGMENTS:
            self.segments.set_current(segment.value)
        else:
            self._choose_none()
        self.segments.set_counts({each.value: counts[each] for each in SEGMENTS})
        self.segments.blockSignals(False)

    def show_strips(self, strips: tuple[Strip, ...]) -> None:
        """Show a strip for each failure."""
        while len(self.strips) < len(strips):
            made = FailureStrip()
            made.retried.connect(self.retried)
            self.strips.append(made)
            self._strips.addWidget(made)
        for index, widget in enumerate(self.strips):
            widget.setVisible(index < len(strips))
            if index < len(strips):
                widget.set_strip(strips[index])

    def _choose_none(self) -> None:
        # The card that is on has no segment of its own.
        for group in self.segments.findChildren(QButtonGroup):
            chosen = group.checkedButton()
            group.setExclusive(False)
            if chosen is not None:
                chosen.setChecked(False)
            group.setExclusive(True)

    def _on_card(self) -> None:
        card = self.sender()
        for segment, each in self.cards.items():
            if each is card:
                self.segment_chosen.emit(Segment.ALL if segment is self._segment else segment)

    def _on_segment(self, key: str) -> None:
        segment = Segment(key)
        if segment is not self._segment:
            self.segment_chosen.emit(segment)

    def _on_changed(self, text: str) -> None:
        if not text and self.filter.hasFocus():
            self.typed.emit("")
