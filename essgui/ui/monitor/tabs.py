"""The card at the bottom of a monitor: tabs with the instance map, the tables and the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from essgui.core.select_instance_map import GroupBy
from essgui.ui.fonts import FontRole
from essgui.ui.monitor.activity_pane import ActivityPane
from essgui.ui.monitor.event_pane import EventPane
from essgui.ui.monitor.export_menu import export_menu
from essgui.ui.monitor.instance_pane import InstancePane
from essgui.ui.monitor.map_pane import MapPane
from essgui.ui.monitor.request_pane import RequestPane
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.card import Card, Divider
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.segmented import SegmentedControl
from essgui.ui.widgets.tab_bar import CountedTabBar

if TYPE_CHECKING:
    from essgui.ui.monitor.table_pane import TablePane

MAP, INSTANCES, ACTIVITIES, LOG, REQUEST = range(5)


class MonitorTabs(Card):
    """Chooses between the panes; a count stands beside those that have rows.

    Signals: again() when the operator wants to read once more; grouped(GroupBy) when the rows of the map
    are to be others; exported(pane, kind) when a table is wanted as "csv" or "json".
    """

    again = Signal()
    grouped = Signal(object)
    exported = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(1, 0, 1, 1)
        self.body.setSpacing(0)
        self.setMinimumHeight(210)
        self.map = MapPane()
        self.instances = InstancePane()
        self.activities = ActivityPane()
        self.log = EventPane()
        self.request = RequestPane()
        self.bar = CountedTabBar()
        self.bar.setObjectName("detail_tabs")
        self.bar.setAccessibleName("Details of the refresh")
        self.stack = QStackedWidget()
        for title, pane in (
            ("Instance map", self.map),
            ("Instances table", self.instances),
            ("Activities", self.activities),
            ("Event log", self.log),
            ("Request", self.request),
        ):
            self.bar.addTab(title)
            self.stack.addWidget(pane)
        inset = QHBoxLayout()
        inset.setContentsMargins(16, 0, 16, 0)
        inset.setSpacing(8)
        inset.addWidget(self.bar)
        inset.addStretch(1)
        self.by_label = Label("Group by", FontRole.SMALL, "text2")
        self.by = SegmentedControl([(by.value, by.value.capitalize()) for by in GroupBy])
        self.by.setObjectName("map_group_by")
        self.by.setAccessibleName("Group the map by")
        self.export = secondary_button("Export", "export", small=True)
        self.export.setObjectName("export_table")
        for widget in (self.by_label, self.by, self.export):
            inset.addWidget(widget)
        self.export.clicked.connect(self._offer)
        self.body.addLayout(inset)
        self.body.addWidget(Divider())
        self.body.addWidget(self.stack, 1)
        self.bar.currentChanged.connect(self._turn)
        self.by.changed.connect(self._regroup)
        self.map.view.opened.connect(self.open_instance)
        self.map.view.gone_wanted.connect(self.open_gone)
        for pane in (self.map, self.instances, self.activities, self.log):
            pane.again.connect(self.again)
        # Ctrl+Tab is the window's, for the open monitors: a key of two shortcuts reaches neither.
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self._turn_by(step))

    def open_instance(self, key: str) -> None:
        """Show an instance in the table."""
        self.bar.setCurrentIndex(INSTANCES)
        self.instances.show_row(key)

    def open_gone(self) -> None:
        """Show the instances that have left in the table."""
        self.bar.setCurrentIndex(INSTANCES)
        self.instances.show_gone()

    def _turn(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        for widget in (self.by_label, self.by):
            widget.setVisible(index == MAP)
        self.export.setVisible(self._exported() is not None)

    def _offer(self) -> None:
        pane = self._exported()
        if pane is not None:
            menu = export_menu(self, len(pane.shown_keys), lambda kind: self.exported.emit(pane, kind))
            menu.popup(self.export.mapToGlobal(self.export.rect().bottomLeft()))

    def _exported(self) -> TablePane | None:
        """Return the table of the tab on screen; the map stands for the instances."""
        tables = {MAP: self.instances, INSTANCES: self.instances, ACTIVITIES: self.activities, LOG: self.log}
        return tables.get(self.bar.currentIndex())

    def _regroup(self, key: str) -> None:
        self.grouped.emit(GroupBy(key))

    def _turn_by(self, step: int) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() + step) % self.bar.count())
