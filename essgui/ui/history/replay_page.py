"""A recording gone through again: the charts, the figures and the events up to the moment of the slider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from essgui.core.replay import frame
from essgui.core.select_compare import replay_permit
from essgui.core.state import Remote
from essgui.ui.fonts import FontRole
from essgui.ui.history.event_table import EventPane
from essgui.ui.history.replay_bar import ReplayBar
from essgui.ui.history.zone_strip import ZoneStrip
from essgui.ui.monitor.chart_card import ChartCard
from essgui.ui.widgets.banner import Banner
from essgui.ui.widgets.buttons import icon_button, secondary_button
from essgui.ui.widgets.card import Card, Divider, Ground
from essgui.ui.widgets.copyable_id import CopyableId
from essgui.ui.widgets.empty_state import EmptyState, LoadingBars
from essgui.ui.widgets.labels import ElidedLabel, Label
from essgui.ui.widgets.pill import StatusPill

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.replay import Frame
    from essgui.core.state import AppState


class ReplayPage(QWidget):
    """Renders the replay of AppState.

    Signals: left() back to the list; moved(seconds); played(bool); paced(int); export_wanted();
    read_again() after a failure; monitor_wanted() where there is nothing to replay.
    """

    left = Signal()
    moved = Signal(float)
    played = Signal(bool)
    paced = Signal(int)
    export_wanted = Signal()
    read_again = Signal()
    monitor_wanted = Signal()

    def __init__(self, zone: tzinfo | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("replay_page")
        self._zone = zone
        self.frame: Frame | None = None
        self.back = icon_button("chevron-left", "Back to the history (Esc)")
        self.back.setObjectName("replay_back")
        self.name = ElidedLabel("", FontRole.TITLE)
        self.pill = StatusPill("", large=True)
        self.pill.setObjectName("replay_pill")
        self.identifier = CopyableId()
        self.kind = Label("Replay", FontRole.SMALL, "text2")
        self.export = secondary_button("Export", "export")
        self.export.setObjectName("replay_export")
        self.counts = {
            key: (Label(word, FontRole.CAPTION, "text3"), Label("", FontRole.HEADING))
            for key, word in (
                ("done", "Replaced"),
                ("in_service", "In service"),
                ("new", "New in service"),
                ("elapsed", "Running for"),
            )
        }
        self.zones = ZoneStrip()
        self.gap = Banner("", "amber")
        self.gap.setObjectName("replay_gap")
        self.chart = ChartCard(zone)
        self.events = EventPane(zone)
        self.bar = ReplayBar()
        self.monitor = secondary_button("Look for it on ESS", "eye")
        self.monitor.setObjectName("replay_monitor")
        self.retry = secondary_button("Read again", "refreshes")
        self.nothing = EmptyState("history", "Nothing to replay", "", actions=(self.retry, self.monitor))
        self.reading = LoadingBars((0.3, 0.7, 0.5, 0.6))
        self.stack = QStackedWidget()
        self.top = Ground("surface")
        self._arrange()
        self.back.clicked.connect(self.left)
        self.export.clicked.connect(self.export_wanted)
        self.retry.clicked.connect(self.read_again)
        self.monitor.clicked.connect(self.monitor_wanted)
        self.bar.moved.connect(self.moved)
        self.bar.played.connect(self.played)
        self.bar.paced.connect(self.paced)
        # On the slider alone: elsewhere Space presses the button that has the focus.
        toggle = QShortcut(QKeySequence("Space"), self.bar.slider)
        toggle.setContext(Qt.ShortcutContext.WidgetShortcut)
        toggle.activated.connect(self.bar.toggle)

    def show_state(self, state: AppState) -> None:
        """Show the moment that a state stands at."""
        replay = state.past.replay
        if replay is None:
            return
        found = frame(state, replay, self._zone)
        self.frame = found
        if found is None:
            self._show_nothing(state)
            return
        self.stack.setCurrentIndex(2)
        self.name.setText(found.name)
        self.pill.set_status(found.status)
        self.identifier.set_identifier(found.task)
        self.kind.setText(f"Replay · {found.region}")
        for key, (_, value) in self.counts.items():
            value.setText(str(getattr(found, key)))
        self.zones.show_zones(found.zones)
        self.gap.setVisible(bool(found.gap))
        if found.gap:
            self.gap.set_message(found.gap)
        self.chart.show_drawing(found.drawing)
        self.events.show_events(found.events)
        self.bar.show_frame(found, replay)

    def take_focus(self) -> None:
        """Put the keyboard on the slider."""
        self.bar.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_nothing(self, state: AppState) -> None:
        task = state.past.replay.task if state.past.replay is not None else None
        remote: Remote[Any] = state.archive.recordings.get(task, Remote()) if task is not None else Remote()
        if remote.loading:
            self.stack.setCurrentIndex(0)
            return
        reason = replay_permit(state, task).reason if task is not None else ""
        self.nothing.set_texts("Nothing to replay", reason)
        self.retry.setVisible(remote.failure is not None)
        self.monitor.setText("Open monitor" if task in state.tasks else "Look for it on ESS")
        self.monitor.setVisible(remote.failure is None)
        self.stack.setCurrentIndex(1)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 24, 12)
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(self.name)
        head.addWidget(self.pill)
        head.addWidget(self.identifier)
        head.addWidget(self.kind)
        head.addStretch(1)
        head.addWidget(self.export)
        figures = QHBoxLayout()
        figures.setContentsMargins(24, 0, 24, 14)
        figures.setSpacing(48)
        for caption, value in self.counts.values():
            pair = QVBoxLayout()
            pair.setSpacing(1)
            pair.addWidget(caption)
            pair.addWidget(value)
            figures.addLayout(pair)
        figures.addStretch(1)
        upper = QVBoxLayout(self.top)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addLayout(head)
        upper.addLayout(figures)
        below = QHBoxLayout()
        below.setContentsMargins(24, 0, 24, 12)
        below.addWidget(self.zones)
        upper.addLayout(below)
        events = Card("What had happened by then")
        events.body.addWidget(self.events, 1)
        events.setMinimumWidth(300)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addWidget(self.chart, 3)
        cards.addWidget(events, 2)
        middle = QVBoxLayout()
        middle.setContentsMargins(24, 16, 24, 16)
        middle.setSpacing(12)
        middle.addWidget(self.gap)
        middle.addLayout(cards, 1)
        foot = Ground("surface")
        lower = QVBoxLayout(foot)
        lower.setContentsMargins(8, 0, 8, 0)
        lower.addWidget(self.bar)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(Divider())
        column.addLayout(middle, 1)
        column.addWidget(Divider())
        column.addWidget(foot)
        waiting = QWidget()
        padding = QVBoxLayout(waiting)
        padding.setContentsMargins(24, 24, 24, 24)
        padding.addWidget(self.reading)
        padding.addStretch(1)
        for face in (waiting, self._leaving(self.nothing), shown):
            self.stack.addWidget(face)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _leaving(self, face: QWidget) -> QWidget:
        """Return a face with the way back above it."""
        made = QWidget()
        back = icon_button("chevron-left", "Back to the history (Esc)")
        back.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 24, 0)
        row.addWidget(back)
        row.addStretch(1)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(face, 1)
        return made
