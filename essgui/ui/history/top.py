"""Above the list: the title with what is kept, the filters, and the ways in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from essgui.core.past import PERIODS, Ending, HistoryView
from essgui.ui.fleet.top import FilterField
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import Button, secondary_button
from essgui.ui.widgets.labels import ElidedLabel, Label
from essgui.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.core.past import History

_WORDS: dict[Ending, str] = {
    Ending.ALL: "All",
    Ending.SUCCESSFUL: "Successful",
    Ending.FAILED: "Failed",
    Ending.ROLLED_BACK: "Rolled back",
    Ending.CANCELLED: "Cancelled",
}


def period_word(days: int) -> str:
    """Say how far back."""
    if not days:
        return "Any time"
    return "Last 24 hours" if days == 1 else "Last year" if days == 365 else f"Last {days} days"


class HistoryTop(QWidget):
    """Title and filters.

    Signals: typed(text); ending_chosen(Ending); period_chosen(days); view_chosen(HistoryView);
    watch_wanted() for a refresh by its id; export_wanted() when the menu of exports is about to show.
    """

    typed = Signal(str)
    ending_chosen = Signal(object)
    period_chosen = Signal(int)
    view_chosen = Signal(object)
    watch_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("History", FontRole.TITLE)
        self.summary = ElidedLabel("", FontRole.SMALL, "text3")
        self.summary.setObjectName("history_summary")
        self.watch = secondary_button("Import by ir-…", "link")
        self.watch.setObjectName("history_import")
        self.watch.setToolTip("Find a refresh by its id in all regions, and watch it")
        self.export = secondary_button("Export", "export")
        self.export.setObjectName("history_export")
        self.export.setToolTip("Write reports and tables to files (Ctrl+E)")
        self.views = SegmentedControl(
            ((HistoryView.RUNS.value, "Refreshes"), (HistoryView.ASKED.value, "What was asked"))
        )
        self.views.setObjectName("history_views")
        self.views.setAccessibleName("Which list")
        self.filter = FilterField()
        self.filter.setObjectName("history_filter")
        self.filter.setAccessibleName("Filter the refreshes")
        self.filter.setPlaceholderText("Group, id, target, reason")
        self.filter.setToolTip("Group, id, region, target or reason; every word has to match.")
        self.filter.setFixedWidth(196)
        self.endings = SegmentedControl([(e.value, _WORDS[e]) for e in Ending])
        self.endings.setObjectName("history_endings")
        self.endings.setAccessibleName("How they ended")
        self.period = Button(period_word(0), "chevron-down", trailing=True)
        self.period.setObjectName("history_period")
        self._periods: dict[int, QAction] = {}
        self._make_periods()
        self._arrange()
        self.filter.textEdited.connect(self.typed)
        self.filter.textChanged.connect(self._on_changed)
        self.endings.changed.connect(self._on_ending)
        self.views.changed.connect(self._on_view)
        self.watch.clicked.connect(self.watch_wanted)
        self.export.clicked.connect(self.export_wanted)

    def _on_ending(self, key: str) -> None:
        self.ending_chosen.emit(Ending(key))

    def _on_view(self, key: str) -> None:
        self.view_chosen.emit(HistoryView(key))

    def show_past(self, past: History, counts: Mapping[Ending, int], summary: str) -> None:
        """Show what is filtered; a field in which somebody types is left alone."""
        self.summary.setText(summary)
        if self.filter.text() != past.text and not self.filter.hasFocus():
            self.filter.setText(past.text)
        for control, key in ((self.endings, past.ending.value), (self.views, past.view.value)):
            control.blockSignals(True)
            control.set_current(key)
            control.blockSignals(False)
        self.endings.set_counts({ending.value: counts.get(ending, 0) for ending in Ending})
        self.period.setText(period_word(past.days))
        self.period.setAccessibleName(f"How far back: {period_word(past.days)}")
        for days, action in self._periods.items():
            action.setChecked(days == past.days)
        runs = past.view is HistoryView.RUNS
        for widget in (self.filter, self.endings, self.period):
            widget.setVisible(runs)

    def _make_periods(self) -> None:
        menu = QMenu(self.period)
        group = QActionGroup(menu)
        for days in PERIODS:
            action = QAction(period_word(days), menu)
            action.setCheckable(True)
            action.triggered.connect(lambda _on=False, days=days: self.period_chosen.emit(days))
            group.addAction(action)
            menu.addAction(action)
            self._periods[days] = action
        menu.aboutToShow.connect(lambda: menu.setMinimumWidth(self.period.width()))
        self.period.clicked.connect(
            lambda: menu.popup(self.period.mapToGlobal(self.period.rect().bottomLeft()))
        )

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.summary, 1)
        head.addWidget(self.views)
        head.addWidget(self.watch)
        head.addWidget(self.export)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.filter)
        filters.addWidget(self.endings)
        filters.addStretch(1)
        filters.addWidget(self.period)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(filters)

    def _on_changed(self, text: str) -> None:
        # Clearing by the field's own button is no edit for Qt.
        if not text and self.filter.hasFocus():
            self.typed.emit("")
