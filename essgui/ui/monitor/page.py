"""The page of one watched refresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from essgui.core.lookup import detail_of
from essgui.core.messages import (
    ActionFailureDismissed,
    ActionRequested,
    FileAsked,
    GuardsChosen,
    MonitorOpened,
    PageChosen,
    ReadAgain,
    RecordingWanted,
    RemedyFailureDismissed,
    RemedyRequested,
    WizardOpenedBack,
    WizardOpenedLike,
)
from essgui.core.permits import permit
from essgui.core.select_attention import attention_view
from essgui.core.select_event_log import event_log
from essgui.core.select_exports import activities_table, events_table, instances_table
from essgui.core.select_instance_map import GroupBy, instance_map
from essgui.core.select_monitor import Watched, data_age, watched
from essgui.core.select_monitor_aftermath import final_check
from essgui.core.select_monitor_chart import drawing
from essgui.core.select_monitor_confirm import CONFIRMED, confirmation, withdrawn
from essgui.core.select_monitor_gone import listed_rows
from essgui.core.select_monitor_ladder import RungState, ladder
from essgui.core.select_monitor_request import despite_text
from essgui.core.select_monitor_rows import activity_rows
from essgui.core.state import Page
from essgui.domain.exchange.tabular import to_csv, to_json
from essgui.domain.lifecycle import RefreshAction
from essgui.domain.roles import GONE
from essgui.ui.monitor.attention_card import AttentionCard
from essgui.ui.monitor.chart_card import ChartCard
from essgui.ui.monitor.final_card import FinalCard
from essgui.ui.monitor.head import MonitorHead
from essgui.ui.monitor.ladder_card import LadderCard
from essgui.ui.monitor.notes import Notes
from essgui.ui.monitor.question import ActionSheet
from essgui.ui.monitor.remedy_sheet import RemedySheet
from essgui.ui.monitor.tabs import ACTIVITIES, INSTANCES, LOG, MonitorTabs
from essgui.ui.widgets.empty_state import EmptyState
from essgui.ui.widgets.file_dialogs import ask_where_to_save
from essgui.ui.widgets.focus import kept_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from essgui.core.messages import Message
    from essgui.core.select_monitor_rows import InstanceRow
    from essgui.core.state import AppState
    from essgui.domain.guards import Guards
    from essgui.domain.remedies import Remedy
    from essgui.domain.scaling import TaskId
    from essgui.domain.situation import Offer
    from essgui.ui.monitor.table_pane import TablePane


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
        self._by = GroupBy.ZONE
        self._instances: tuple[InstanceRow, ...] | None = None
        self.sheet: ActionSheet | None = None
        self.remedy_sheet: RemedySheet | None = None
        self.head = MonitorHead(zone)
        self.notes = Notes()
        self.ladder = LadderCard()
        self.chart = ChartCard(zone)
        self.attention = AttentionCard()
        self.attention.follow(lambda: self.chart.last_stop)
        self.final = FinalCard()
        self.final.hide()
        self.final.again.connect(lambda: self._send(MonitorOpened(self._task)))
        self.tabs = MonitorTabs()
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
        # What a poll would leave out, because it was denied, is read as if it were opened.
        self.tabs.again.connect(lambda: self._send(MonitorOpened(self._task)))
        self.attention.asked.connect(self._offer_taken)
        self.attention.read.connect(self._dismiss)
        self.tabs.grouped.connect(self._group)
        self.tabs.exported.connect(self._export)
        self.tabs.request.saved.connect(self._save_text)
        self.tabs.bar.currentChanged.connect(self._read_past)

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
        found = watched(new, self._task)
        self._faces.setCurrentIndex(0 if found is not None else 1)
        if found is None:
            self._close_sheet()
            self._close_remedy_sheet()
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
            self._mind_sheet(new, found)

    def _show_all(self, state: AppState, found: Watched, *, stale: bool) -> None:
        self.head.show_watched(state, found, stale=stale)
        self.notes.show_watched(state, found)
        self._show_ladder(state, found)
        self.chart.show_drawing(drawing(state, found, self._zone))
        self.final.show_check(final_check(state, found, self._zone))
        self._show_tables(state, found, stale=stale)

    def _show_attention(self, state: AppState, found: Watched) -> None:
        # Its countdowns move every second.
        view = attention_view(state, found)
        self.attention.show_view(view)
        if self.remedy_sheet is not None and not self.remedy_sheet.stands(view):
            title = self.remedy_sheet.question.title
            self._close_remedy_sheet()
            self.notes.say_withdrawn(f"“{title}” was put away: it is no longer as it was when it was asked.")

    def _offer_taken(self, offer: Offer) -> None:
        if offer.confirm is None:
            self._run(offer.remedies)
            return
        self.notes.say_withdrawn("")
        self._close_remedy_sheet()
        sheet = RemedySheet(offer, offer.confirm, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.accepted.connect(lambda: self._run(offer.remedies))
        sheet.finished.connect(self._forget_remedy_sheet)
        self.remedy_sheet = sheet
        sheet.open()

    def _run(self, remedies: tuple[Remedy, ...]) -> None:
        # Forgotten first: what was asked for is no longer as it was when it was asked.
        self.remedy_sheet = None
        for remedy in remedies:
            self._send(RemedyRequested(remedy))

    def _dismiss(self, remedies: tuple[Remedy, ...]) -> None:
        for remedy in remedies:
            self._send(RemedyFailureDismissed(remedy))

    def _close_remedy_sheet(self) -> None:
        if self.remedy_sheet is not None:
            self.remedy_sheet.reject()

    def _forget_remedy_sheet(self) -> None:
        self.remedy_sheet = None

    def _show_ladder(self, state: AppState, found: Watched) -> None:
        shown = ladder(state, found, self._zone)
        self._counting = any(rung.countdown or rung.state is RungState.WAITING for rung in shown.rungs)
        self.ladder.show_ladder(shown, permit(state, self._task, RefreshAction.RESUME).reason)

    def _show_tables(self, state: AppState, found: Watched, *, stale: bool) -> None:
        read = found.monitor.activities
        rows = None if read.value is None else activity_rows(read.value, state.now.at, self._zone)
        self.tabs.activities.show_rows(rows, read.failure, dim=stale)
        bad = any(row.second_bad for row in rows or ())
        self.tabs.bar.set_count(ACTIVITIES, None if rows is None else len(rows), calls=bad)
        listed = detail_of(state, found.task.group).instances
        known = listed.value
        self._instances = None if known is None else listed_rows(state, found, known, self._zone)
        self._show_map(state, found)
        self.tabs.instances.show_rows(self._instances, listed.failure, dim=stale)
        self.tabs.bar.set_count(INSTANCES, None if known is None else len(known))
        self._show_log(state)
        self.tabs.request.show_request(found.task)
        self.tabs.request.show_despite(despite_text(state, found.task.id))

    def _save_text(self, path: str, text: str) -> None:
        self._send(FileAsked(path, text))

    def _save_picture(self, path: str, png: bytes) -> None:
        self._send(FileAsked(path, png))

    def _show_map(self, state: AppState, found: Watched) -> None:
        rows, failure = self._instances, detail_of(state, found.task.group).instances.failure
        if rows is None:
            self.tabs.map.show_map(None, {}, failure, dim=False)
            return
        shown = instance_map(rows, self._by, found.monitor.zones)
        details = {row.key: row for row in rows if row.role not in GONE}
        self.tabs.map.show_map(shown, details, failure, dim=data_age(state, found).stale)

    def _show_log(self, state: AppState) -> None:
        log = event_log(state, self._task, self._zone)
        self.tabs.log.show_log(log)
        self.tabs.bar.set_count(LOG, len(log.rows) or None, calls=any(row.bad for row in log.rows))
        if log.unread and self.tabs.bar.currentIndex() == LOG:
            self._send(RecordingWanted(self._task))

    def _read_past(self) -> None:
        if self._state is not None:
            self._show_log(self._state)

    def _export(self, pane: TablePane, kind: str) -> None:
        state = self._state
        found = None if state is None else watched(state, self._task)
        if state is None or found is None:
            return
        keys = pane.shown_keys
        if pane is self.tabs.log:
            name, table = "events", events_table(state, found, keys)
        elif pane is self.tabs.activities:
            name, table = "activities", activities_table(found, keys)
        else:
            name, table = "instances", instances_table(state, found, keys)
        text = to_csv(table) if kind == "csv" else to_json(table)
        file = f"{self._task}-{name}.{kind}"
        ask_where_to_save(self, f"Export the {name}", file, lambda path: self._send(FileAsked(path, text)))

    def _group(self, by: GroupBy) -> None:
        self._by = by
        found = None if self._state is None else watched(self._state, self._task)
        if self._state is not None and found is not None:
            self._show_map(self._state, found)

    def _ask(self, action: RefreshAction) -> None:
        state = self._state
        found = None if state is None else watched(state, self._task)
        if state is None or found is None or not permit(state, self._task, action).enabled:
            return
        self.notes.say_withdrawn("")
        if action not in CONFIRMED:
            self._send(ActionRequested(self._task, action))
            return
        self._open_sheet(state, found, action)

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
        if state is not None and found is not None and permit(state, self._task, action).enabled:
            self.notes.say_withdrawn("")
            self._open_sheet(state, found, action)

    def _open_sheet(
        self, state: AppState, found: Watched, action: RefreshAction, typed: str = "", reason: str = ""
    ) -> None:
        self._close_sheet()
        sheet = ActionSheet(action, confirmation(state, found, action), self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.field.setText(typed)
        sheet.reason.setText(reason)
        sheet.accepted.connect(
            lambda: self._send(ActionRequested(self._task, action, sheet.reason.text().strip()))
        )
        sheet.finished.connect(self._forget_sheet)
        self.sheet = sheet
        sheet.open()

    def _mind_sheet(self, state: AppState, found: Watched) -> None:
        """Keep an open question true, or put it away where the action is no longer possible."""
        sheet = self.sheet
        if sheet is None:
            return
        reason = permit(state, self._task, sheet.action).reason
        if reason:
            self._close_sheet()
            self.notes.say_withdrawn(withdrawn(sheet.action, reason))
        elif not sheet.takes(confirmation(state, found, sheet.action)):
            self._open_sheet(state, found, sheet.action, sheet.field.text(), sheet.reason.text())

    def _close_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.reject()

    def _forget_sheet(self) -> None:
        self.sheet = None

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
