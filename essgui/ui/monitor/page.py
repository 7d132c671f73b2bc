"""The page of one watched refresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from essgui.core.messages import (
    ActionFailureDismissed,
    FileAsked,
    GuardsChosen,
    MonitorOpened,
    PageChosen,
    ReadAgain,
    RemedyFailureDismissed,
    WizardOpenedBack,
    WizardOpenedLike,
)
from essgui.core.permits import permit
from essgui.core.select_attention import attention_view
from essgui.core.select_monitor import Watched, data_age, watched
from essgui.core.select_monitor_aftermath import final_check
from essgui.core.select_monitor_chart import drawing
from essgui.core.select_monitor_ladder import RungState, ladder
from essgui.core.state import Page
from essgui.domain.lifecycle import RefreshAction
from essgui.ui.monitor.attention_card import AttentionCard
from essgui.ui.monitor.chart_card import ChartCard
from essgui.ui.monitor.details import Details
from essgui.ui.monitor.final_card import FinalCard
from essgui.ui.monitor.head import MonitorHead
from essgui.ui.monitor.ladder_card import LadderCard
from essgui.ui.monitor.notes import Notes
from essgui.ui.monitor.sheets import Sheets
from essgui.ui.widgets.empty_state import EmptyState
from essgui.ui.widgets.focus import kept_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from essgui.core.messages import Message
    from essgui.core.state import AppState
    from essgui.domain.guards import Guards
    from essgui.domain.remedies import Remedy
    from essgui.domain.scaling import TaskId


class MonitorPage(QWidget):
    """Shows one refresh; the window has one of these per open monitor.

    `zone` is the time zone of all times; None is that of this computer.
    """

    def __init__(
        self,
        send: Callable[[Message], None],
        task_id: TaskId,
        parent: QWidget | None = None,
        *,
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("monitor_page")
        self._send, self._task, self._zone = send, task_id, zone
        self._state: AppState | None = None
        self._shown: tuple[object, ...] = ()
        self._minute = -1
        self._counting = False
        self.head = MonitorHead(zone)
        self.notes = Notes()
        self.sheets = Sheets(send, task_id, self.notes.say_withdrawn, self)
        self.ladder = LadderCard()
        self.chart = ChartCard(zone)
        self.attention = AttentionCard()
        self.attention.follow(lambda: self.chart.last_stop)
        self.final = FinalCard()
        self.final.hide()
        self.final.again.connect(lambda: self._send(MonitorOpened(self._task)))
        self._details = Details(send, task_id, zone, self)
        self.tabs = self._details.tabs
        self.unknown = EmptyState(
            "eye",
            "This refresh is not watched any more",
            "Open it again from the list of refreshes.",
        )
        self._lay_out()
        self.chart.picture_wanted.connect(self._save_picture)
        self.head.left.connect(lambda: self._send(PageChosen(Page.REFRESHES)))
        self.head.again_wanted.connect(lambda: self._send(WizardOpenedLike(self._task)))
        self.head.back_wanted.connect(lambda: self._send(WizardOpenedBack(self._task)))
        self.head.guards.chosen.connect(self._guard)
        self.head.buttons.asked.connect(self._ask)
        self.head.buttons.asked_why.connect(self._ask_reason)
        self.head.figures.age.again.connect(self._again)
        self.notes.again.connect(self._again)
        self.notes.failure_read.connect(lambda: self._send(ActionFailureDismissed(self._task)))
        self.ladder.resume_requested.connect(lambda: self._ask(RefreshAction.RESUME))
        self.attention.asked.connect(self.sheets.take)
        self.attention.read.connect(self._dismiss)

    @property
    def task_id(self) -> TaskId:
        """The refresh that is shown."""
        return self._task

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Show the state; what did not change since the last time is left alone."""
        with kept_in(self.attention, self.ladder, self.head, self.notes, self.tabs, self):
            self._show_state(old, new)

    def _show_state(self, old: AppState | None, new: AppState) -> None:
        self._state = new
        self._details.keep(new)
        found = watched(new, self._task)
        self._faces.setCurrentIndex(0 if found is not None else 1)
        if found is None:
            self.sheets.close()
            return
        poll = new.polls.get(found.task.region)
        pause = new.pauses.get(self._task)
        detail = new.details.get(found.task.group)
        told = (new.chronicles.get(self._task), new.archive.recordings.get(self._task))
        shown = (found.task, found.monitor, found.group, detail, poll, pause, new.profile, *told)
        minute = int(new.now.at.timestamp() // 60)
        changed = old is None or not _same(shown, self._shown)
        age = data_age(new, found)
        self.head.figures.age.show_age(age)
        self.notes.show_age(age)
        if changed or minute != self._minute:
            self._show_all(new, found, stale=age.stale)
        elif self._counting:
            self._show_ladder(new, found)
        self._show_attention(new, found)
        self._shown, self._minute = shown, minute
        if changed:
            self.sheets.mind_action(new, found)

    def _show_all(self, state: AppState, found: Watched, *, stale: bool) -> None:
        self.head.show_watched(state, found, stale=stale)
        self.notes.show_watched(state, found)
        self._show_ladder(state, found)
        self.chart.show_drawing(drawing(state, found, self._zone))
        self.final.show_check(final_check(state, found, self._zone))
        self._details.show_watched(state, found, stale=stale)

    def _show_attention(self, state: AppState, found: Watched) -> None:
        # Its countdowns move every second.
        view = attention_view(state, found)
        self.attention.show_view(view)
        self.sheets.mind_remedy(view)

    def _dismiss(self, remedies: tuple[Remedy, ...]) -> None:
        for remedy in remedies:
            self._send(RemedyFailureDismissed(remedy))

    def _show_ladder(self, state: AppState, found: Watched) -> None:
        shown = ladder(state, found, self._zone)
        self._counting = any(rung.countdown or rung.state is RungState.WAITING for rung in shown.rungs)
        self.ladder.show_ladder(shown, permit(state, self._task, RefreshAction.RESUME).reason)

    def _save_picture(self, path: str, png: bytes) -> None:
        self._send(FileAsked(path, png))

    def _ask(self, action: RefreshAction) -> None:
        state = self._state
        found = None if state is None else watched(state, self._task)
        if state is not None and found is not None:
            self.sheets.act(state, found, action)

    def _guard(self, guards: Guards) -> None:
        self._send(GuardsChosen(self._task, guards))

    def _again(self) -> None:
        state = self._state
        task = None if state is None else state.tasks.get(self._task)
        if task is None:
            return
        # One that is over is polled no more, so it is read anew as if it were opened.
        self._send(MonitorOpened(self._task) if task.over else ReadAgain(task.region))

    def _ask_reason(self, action: RefreshAction) -> None:
        state = self._state
        found = None if state is None else watched(state, self._task)
        if state is not None and found is not None:
            self.sheets.ask_reason(state, found, action)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.ladder)
        row.addWidget(self.chart, 1)
        row.addWidget(self.attention)
        row.addWidget(self.final)
        cards = QWidget()
        column = QVBoxLayout(cards)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(12)
        column.addLayout(row, 5)
        column.addWidget(self.tabs, 4)
        area = QScrollArea()
        area.setWidget(cards)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QWidget()
        parts = QVBoxLayout(whole)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        parts.addWidget(self.head)
        parts.addWidget(self.notes)
        parts.addWidget(area, 1)
        self._faces = QStackedLayout(self)
        self._faces.addWidget(whole)
        self._faces.addWidget(self.unknown)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
