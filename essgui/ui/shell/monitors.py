"""The open monitors: a tab each, so that several refreshes can be watched side by side in one window."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from essgui.core.messages import MonitorClosed, MonitorOpened
from essgui.core.select_attention import grave_calls
from essgui.core.select_shell import monitor_titles
from essgui.ui.icons import themed_icon
from essgui.ui.monitor.page import MonitorPage
from essgui.ui.shell.monitor_tabs import MonitorTabBar, TabEnd
from essgui.ui.status import status_look, status_word
from essgui.ui.theme import current_theme
from essgui.ui.widgets.focus import has_focus
from essgui.ui.widgets.mnemonics import literal
from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.core.state import AppState
    from essgui.domain.scaling import TaskId


class Monitors(QWidget):
    """A tab bar over a stack of monitor pages; only the one in front is rendered."""

    def __init__(self, send: Callable[[Message], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._send = send
        self._pages: dict[TaskId, MonitorPage] = {}
        self._front: TaskId | None = None
        self.tabs = MonitorTabBar()
        self.tabs.tabBarClicked.connect(self._chosen)
        # The arrow keys and the wheel move the bar's mark without a click.
        self.tabs.currentChanged.connect(self._chosen)
        self._stack = QStackedWidget()
        bar = QFrame()
        bar.setProperty("ground", "surface")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 0, 16, 0)
        row.addWidget(self.tabs, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._stack, 1)

    def page(self, task: TaskId) -> MonitorPage | None:
        """Return the page of a refresh, where it is open."""
        return self._pages.get(task)

    @property
    def front(self) -> MonitorPage | None:
        """The page on screen, where one is open."""
        return None if self._front is None else self._pages.get(self._front)

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Show the tabs of a state, and the monitor in front."""
        # What is drawn here nobody has chosen.
        with QSignalBlocker(self.tabs):
            self._show(old, new)

    def _show(self, old: AppState | None, new: AppState) -> None:
        titles = monitor_titles(new)
        self._sync_pages(tuple(task for task, _, _ in titles))
        if old is None or titles != monitor_titles(old) or old.theme is not new.theme:
            self._sync_tabs(titles)
        if old is None or titles != monitor_titles(old) or new.attention is not old.attention:
            self._sync_badges(new)
        if new.monitor is None or new.monitor not in self._pages:
            return
        page = self._pages[new.monitor]
        self.tabs.setCurrentIndex([task for task, _, _ in titles].index(new.monitor))
        if self._stack.currentWidget() is not page:
            held = has_focus(self._stack)
            self._stack.setCurrentWidget(page)
            if held:
                # Qt would ring the way back, the first stop of the page, so that Space leaves the monitor.
                page.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        page.show_state(old if self._front == new.monitor else None, new)
        self._front = new.monitor

    def _sync_pages(self, tasks: tuple[TaskId, ...]) -> None:
        for task in [t for t in self._pages if t not in tasks]:
            page = self._pages.pop(task)
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
            if self._front == task:
                self._front = None
        for task in tasks:
            if task not in self._pages:
                self._pages[task] = MonitorPage(self._send, task)
                self._stack.addWidget(self._pages[task])

    def _sync_tabs(self, titles: tuple[tuple[TaskId, str, str], ...]) -> None:
        theme = current_theme()
        while self.tabs.count() > len(titles):
            self.tabs.removeTab(self.tabs.count() - 1)
        for index, (task, name, status) in enumerate(titles):
            if index >= self.tabs.count():
                self.tabs.addTab("")
                self.tabs.setTabButton(index, QTabBar.ButtonPosition.RightSide, self._end())
            look = status_look(status)
            self.tabs.setTabText(index, literal(name))
            self.tabs.setAccessibleTabName(index, name)
            self.tabs.setTabData(index, task)
            self.tabs.setTabIcon(index, themed_icon(theme, look.icon, look.fg))
            self.tabs.setTabToolTip(index, plain_tip(f"{name}: {status_word(status)}\n{task}"))
        # A bar that was asked for its size while it was hidden does not tell that it has grown since.
        self.tabs.updateGeometry()

    def _sync_badges(self, state: AppState) -> None:
        """Count on each tab what is grave in its refresh; no badge where nothing is."""
        for index in range(self.tabs.count()):
            end = self.tabs.tabButton(index, QTabBar.ButtonPosition.RightSide)
            if isinstance(end, TabEnd) and end.show_count(grave_calls(state, self._task(index))):
                # The bar measures its tabs anew only when one of them changes.
                self.tabs.setTabText(index, self.tabs.tabText(index))

    def _end(self) -> TabEnd:
        end = TabEnd()
        end.closed.connect(lambda: self._close(end))
        return end

    def _close(self, end: TabEnd) -> None:
        for index in range(self.tabs.count()):
            if self.tabs.tabButton(index, QTabBar.ButtonPosition.RightSide) is end:
                self._send(MonitorClosed(self._task(index)))
                return

    def _chosen(self, index: int) -> None:
        if index >= 0:
            self._send(MonitorOpened(self._task(index)))

    def _task(self, index: int) -> TaskId:
        return cast("TaskId", self.tabs.tabData(index))
