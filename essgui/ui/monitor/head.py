"""The head of a monitor: which refresh it is, what can be asked of it, and the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from essgui.core import select_monitor as select
from essgui.core.again import again_permit
from essgui.core.handover import handover
from essgui.core.select_eta import end_of, finishes
from essgui.core.select_guards import guards_view
from essgui.core.select_monitor_serving import in_service
from essgui.core.undoing import back_permit
from essgui.ui.fonts import FontRole
from essgui.ui.monitor.action_bar import ActionBar
from essgui.ui.monitor.figures import FigureRow
from essgui.ui.monitor.guards_button import GuardsButton
from essgui.ui.widgets.buttons import icon_button, secondary_button
from essgui.ui.widgets.card import Divider, Ground
from essgui.ui.widgets.copyable_id import CopyableId
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.labels import ElidedLabel
from essgui.ui.widgets.pill import StatusPill

if TYPE_CHECKING:
    from datetime import tzinfo

    from PySide6.QtGui import QResizeEvent

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState


_ROOMY = 1240
"""Pixels of width from which the group's name and id leave room for the word on the guards' button."""
_GAP, _MARGIN = 12, 24
_NAME, _NAME_LEAST = 440, 140
"""Pixels that the group's name takes at most, and that it keeps before the id gives way."""
_CONFIRMED_FOR = 2000
"""Milliseconds in which the button shows that it has copied."""


class MonitorHead(Ground):
    """Identity, actions and figures on the surface.

    Signals: left() when the operator goes back to the list; again_wanted() to start one like it;
    back_wanted() to undo a refresh that is over.
    """

    left = Signal()
    again_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self._zone = zone
        self.back = icon_button("chevron-left", "Back to the refreshes")
        self.back.setObjectName("back")
        self.name = ElidedLabel("", FontRole.TITLE, mode=Qt.TextElideMode.ElideMiddle)
        self.name.setObjectName("group_name")
        self.name.setMinimumWidth(96)
        self.pill = StatusPill("", large=True)
        self.pill.setObjectName("status_pill")
        self.identifier = CopyableId()
        self.identifier.setObjectName("task_id")
        self.identifier.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.place = ElidedLabel("", FontRole.SMALL, "text2")
        self.place.setObjectName("place")
        # It takes what the name and the id leave.
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.handover = icon_button(
            "export", "Copy a hand-over: the state of this refresh as text for a chat"
        )
        self.handover.setObjectName("handover")
        self._calm = QTimer(self, singleShot=True, interval=_CONFIRMED_FOR)
        self._calm.timeout.connect(self._forget_copy)
        self._shown: tuple[AppState, Watched] | None = None
        self.guards = GuardsButton()
        self.buttons = ActionBar()
        self.again = secondary_button("Start again…", "history")
        self.again.setObjectName("start_again")
        self.again.setToolTip("Open the form of this group with the settings of this refresh")
        self.again_gate = DisabledReason(self.again)
        self.again.clicked.connect(self.again_wanted)
        self.reverse = secondary_button("Reverse…", "undo")
        self.reverse.setObjectName("reverse")
        self.reverse.setToolTip("Open the form of this group with what it ran before as the target")
        self.reverse_gate = DisabledReason(self.reverse)
        self.reverse.clicked.connect(self.back_wanted)
        self.figures = FigureRow()
        self._row = row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(self.back)
        row.addWidget(self.name)
        row.addWidget(self.pill)
        row.addWidget(self.identifier)
        row.addWidget(self.place, 1000)
        row.addStretch(1)
        row.addWidget(self.again_gate)
        row.addWidget(self.handover)
        row.addWidget(self.guards)
        row.addWidget(self.buttons)
        row.addWidget(self.reverse_gate)
        inner = QVBoxLayout()
        inner.setContentsMargins(_MARGIN, 12, _MARGIN, 16)
        inner.setSpacing(12)
        inner.addLayout(row)
        inner.addWidget(self.figures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(inner)
        layout.addWidget(Divider())
        self.back.clicked.connect(self.left)
        self.handover.clicked.connect(self._copy)

    def show_watched(self, state: AppState, found: Watched, *, stale: bool) -> None:
        """Show everything of a refresh."""
        task = found.task
        self._shown = (state, found)
        self.name.setText(found.name)
        self.pill.set_status(task.status)
        self.identifier.set_identifier(task.id)
        figure, words = select.target_figure(state, found)
        kind = found.group.type.value if found.group is not None else ""
        self.place.setText(" · ".join(part for part in (task.region, kind, words.kind) if part))
        self.again_gate.setVisible(task.over)
        self.again_gate.set_reason(again_permit(state, task.id).reason if task.over else "")
        self.guards.show_view(guards_view(state, found, self._zone))
        self.buttons.show_watched(state, found)
        self.reverse_gate.setVisible(task.over)
        self.reverse_gate.set_reason(back_permit(state, task.id).reason if task.over else "")
        self.figures.progress.show_progress(select.progress(found), str(task.status), dim=stale)
        self.figures.in_service.show_figure(in_service(state, found), dim=stale)
        self.figures.target.show_figure(figure)
        self.figures.show_ended(select.ended(state, found, self._zone))
        self.show_time(state, found, stale=stale)

    def show_time(self, state: AppState, found: Watched, *, stale: bool) -> None:
        """Show what changes by the passing of time alone."""
        self._shown = (state, found)
        self.figures.running.show_figure(select.running_time(state, found, self._zone), dim=stale)
        self.figures.show_finishes(finishes(state, found, self._zone), dim=stale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.guards.set_narrow(event.size().width() < _ROOMY)
        self._fit()

    def event(self, event: QEvent) -> bool:
        # A button or a word has come, gone or changed.
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Share what the buttons leave: the place goes first, then the id is shortened, then the name."""
        held = (self.name, self.identifier, self.place)
        items = [self._row.itemAt(n) for n in range(self._row.count())]
        widgets = [item.widget() for item in items if item is not None]
        others = [w for w in widgets if w is not None and w not in held and not w.isHidden()]
        room = self.width() - 2 * _MARGIN - sum(w.sizeHint().width() + _GAP for w in others) - _GAP
        button, least, whole = self.identifier.bounds()
        name = min(self.name.sizeHint().width(), _NAME)
        kept = least if room - least >= min(name, _NAME_LEAST) else button
        name = max(min(name, room - kept), 0)
        shown = whole if room - name >= whole else max(room - name, kept)
        self.name.setMaximumWidth(name)
        self.identifier.fit(shown if kept == least else button)
        region = self.place.text().partition(" · ")[0]
        left = room - name - shown - _GAP
        self.place.setVisible(left >= self.place.fontMetrics().horizontalAdvance(region) + 2)

    def _copy(self) -> None:
        if self._shown is None:
            return
        said = end_of(*self._shown)
        finish = (said.soonest, said.latest) if said.soonest and said.latest else None
        text = handover(*self._shown, self._zone, finish)
        QGuiApplication.clipboard().setText(text)
        self.handover.set_icon("check")
        self.handover.setAccessibleDescription("Copied")
        spot = self.handover.mapToGlobal(self.handover.rect().bottomLeft())
        QToolTip.showText(spot, f"Copied:\n{text}", self.handover)
        self._calm.start()

    def _forget_copy(self) -> None:
        self.handover.set_icon("export")
        self.handover.setAccessibleDescription("")
