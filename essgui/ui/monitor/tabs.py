"""The card at the bottom of a monitor: tabs with activities, instances and the request."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from essgui.ui.monitor.activity_pane import ActivityPane
from essgui.ui.monitor.instance_pane import InstancePane
from essgui.ui.monitor.request_pane import RequestPane
from essgui.ui.widgets.card import Card, Divider
from essgui.ui.widgets.tab_bar import CountedTabBar

ACTIVITIES, INSTANCES, REQUEST = range(3)


class MonitorTabs(Card):
    """Chooses between the panes; a count stands beside those that have rows.

    Signals: again() when the operator wants to read once more.
    """

    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setContentsMargins(1, 0, 1, 1)
        self.body.setSpacing(0)
        self.setMinimumHeight(210)
        self.activities = ActivityPane()
        self.instances = InstancePane()
        self.request = RequestPane()
        self.bar = CountedTabBar()
        self.bar.setObjectName("detail_tabs")
        self.bar.setAccessibleName("Details of the refresh")
        self.stack = QStackedWidget()
        for title, pane in (
            ("Activities", self.activities),
            ("Instances", self.instances),
            ("Request", self.request),
        ):
            self.bar.addTab(title)
            self.stack.addWidget(pane)
        inset = QHBoxLayout()
        inset.setContentsMargins(16, 0, 16, 0)
        inset.addWidget(self.bar)
        inset.addStretch(1)
        self.body.addLayout(inset)
        self.body.addWidget(Divider())
        self.body.addWidget(self.stack, 1)
        self.bar.currentChanged.connect(self.stack.setCurrentIndex)
        self.activities.again.connect(self.again)
        self.instances.again.connect(self.again)
