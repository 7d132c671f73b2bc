"""The main window: the frame around the pages. It renders a state and sends messages, nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from essgui.core.messages import (
    CloseDeclined,
    MonitorClosed,
    MonitorOpened,
    PageChosen,
    ReadAgain,
    SettingChosen,
)
from essgui.core.select_closing import closing
from essgui.core.select_shell import monitor_beside
from essgui.core.state import Page, ThemeChoice
from essgui.domain.settings import Key
from essgui.ui.actions import COMMANDS, Command
from essgui.ui.fleet.page import FleetPage
from essgui.ui.history.page import HistoryPage
from essgui.ui.settings.page import SettingsPage
from essgui.ui.shell.context_bar import ContextBar
from essgui.ui.shell.keys_sheet import KeysSheet
from essgui.ui.shell.monitors import Monitors
from essgui.ui.shell.notices import Notices
from essgui.ui.shell.rail import Rail
from essgui.ui.shell.refreshes_page import RefreshesPage
from essgui.ui.shell.regions_order import page_regions
from essgui.ui.shell.status_bar import StatusBar
from essgui.ui.shell.tray import Tray
from essgui.ui.shell.watch_dialog import WatchDialog
from essgui.ui.widgets.card import Divider
from essgui.ui.widgets.confirm import ConfirmSheet, Question
from essgui.ui.widgets.regions import Region, go_round
from essgui.ui.wizard.import_dialog import ImportDialog
from essgui.ui.wizard.page import WizardPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from essgui.core.messages import Message
    from essgui.core.state import AppState

SIZE = (1440, 900)
SMALLEST = (1180, 720)
_FRAME = QSize(8, 40)
"""What the desktop's own frame and title take of the screen."""


def first_size(screen: QSize) -> QSize:
    """Return how large the window opens on a screen: it fits, unless not even the smallest one would."""
    room, whole = screen - _FRAME, QSize(*SIZE)
    fits = room.width() >= SMALLEST[0] and room.height() >= SMALLEST[1]
    return whole.boundedTo(room) if fits else whole


class MainWindow(QWidget):
    """The window."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        super().__init__()
        self._send = send
        self._state: AppState | None = None
        self._shown: Page | None = None
        self._closing = False
        self._sheet: ConfirmSheet | None = None
        self.setWindowTitle("ESS instance refreshes")
        self.setObjectName("main_window")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(first_size(self.screen().availableGeometry().size()))
        self.setMinimumSize(*SMALLEST)
        self.rail = Rail()
        self.context = ContextBar(send)
        self.notices = Notices(send, self)
        self.status = StatusBar()
        self.fleet = FleetPage(send)
        self.refreshes = RefreshesPage(send, lambda: self.run_command(Command.WATCH))
        self.wizard = WizardPage(send)
        self.monitors = Monitors(send)
        self.past = HistoryPage(send, lambda: self.run_command(Command.WATCH))
        self.watch = WatchDialog(send, self)
        self.importing = ImportDialog(send, self)
        self.wizard.import_wanted.connect(self.importing.ask)
        self.tray = Tray(send, self)
        self.settings = SettingsPage(send, tray=self.tray.possible)
        self._pages: dict[Page, QWidget] = {
            Page.FLEET: self.fleet,
            Page.REFRESHES: self.refreshes,
            Page.WIZARD: self.wizard,
            Page.MONITOR: self.monitors,
            Page.HISTORY: self.past,
            Page.SETTINGS: self.settings,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._arrange()
        self.rail.asked.connect(self.run_command)
        self.context.asked.connect(self.run_command)
        for spec in COMMANDS:
            for keys in spec.keys:
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.activated.connect(lambda command=spec.command: self.run_command(command))

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Show a state; a page that comes to the front is drawn anew, one behind is not drawn at all."""
        self._state = new
        self.rail.show_state(new)
        self.context.show_state(old, new)
        self.notices.show_state(old, new)
        self.status.show_state(new)
        self.watch.show_state(old, new)
        self.importing.show_state(old, new)
        before = old if self._shown is new.page else None
        match new.page:
            case Page.FLEET:
                self.fleet.show_state(before, new)
            case Page.REFRESHES:
                self.refreshes.show_state(before, new)
            case Page.WIZARD:
                self.wizard.show_state(before, new)
            case Page.MONITOR:
                self.monitors.show_state(before, new)
            case Page.HISTORY:
                self.past.show_state(before, new)
            case Page.SETTINGS:
                self.settings.show_state(before, new)
        self._place_notices()
        self._mind_closing(new)
        if self._shown is not new.page:
            self._shown = new.page
            page = self._pages[new.page]
            # A stack that takes the focus off a page gives it to the first button of the next one.
            self._stack.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
            self._stack.setCurrentWidget(page)
            # Otherwise the focus of the page that went would fall on whatever comes next in the rail.
            page.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_notices()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first while something is on its way or guarded; once that was confirmed, wait for nothing."""
        asked = None if self._closing or self._state is None else closing(self._state)
        if asked is None:
            event.accept()
            return
        event.ignore()
        if self._sheet is not None:
            return
        question = Question(asked.title, asked.lines, asked.keeps, asked.loses, act="Close now")
        self._sheet = ConfirmSheet(question, self)
        self._sheet.setObjectName("close_sheet")
        self._sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sheet.accepted.connect(self._close_now)
        self._sheet.rejected.connect(lambda: self._send(CloseDeclined()))
        self._sheet.finished.connect(self._forget_sheet)
        self._sheet.open()

    def _close_now(self) -> None:
        self._closing = True
        self.close()

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _mind_closing(self, state: AppState) -> None:
        # The answer came while the question stood there: closing loses nothing any more.
        if self._sheet is not None and closing(state) is None:
            self._sheet.reject()

    def run_command(self, command: Command) -> None:
        """Do what a command of the table asks for."""
        state = self._state
        if state is None:
            return
        match command:
            case Command.FLEET:
                self._send(PageChosen(Page.FLEET))
            case Command.REFRESHES:
                self._send(PageChosen(Page.REFRESHES))
            case Command.HISTORY:
                self._send(PageChosen(Page.HISTORY))
            case Command.WATCH:
                self.watch.ask()
            case Command.READ_AGAIN:
                self._send(ReadAgain())
            case Command.NEXT_REGION | Command.EARLIER_REGION:
                self._go_round(1 if command is Command.NEXT_REGION else -1)
            case Command.NEXT_MONITOR | Command.EARLIER_MONITOR:
                task = monitor_beside(state, 1 if command is Command.NEXT_MONITOR else -1)
                if task is not None:
                    self._send(MonitorOpened(task))
            case Command.CLOSE_MONITOR:
                if state.page is Page.MONITOR and state.monitor is not None:
                    self._send(MonitorClosed(state.monitor))
            case Command.THEME:
                dark = state.theme is ThemeChoice.DARK
                self._send(SettingChosen(Key.THEME, (ThemeChoice.LIGHT if dark else ThemeChoice.DARK).value))
            case Command.CENTRE:
                self.context.open_centre()
            case Command.SETTINGS:
                self._send(PageChosen(Page.SETTINGS))
            case Command.KEYS:
                sheet = KeysSheet(self)
                sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
                sheet.open()
            case Command.QUIT:
                self.close()

    def _go_round(self, step: int) -> None:
        page = () if self._shown is None else page_regions(self._pages[self._shown])
        go_round((Region(self.rail), Region(self.context), *page, Region(self.notices)), step)

    def _place_notices(self) -> None:
        # Above the status bar and the footer of the wizard.
        self.notices.place(QPoint(self.rail.width() + 24, self.height() - 28 - 64))

    def _arrange(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.context)
        middle.addWidget(Divider())
        middle.addWidget(self._stack, 1)
        middle.addWidget(Divider())
        middle.addWidget(self.status)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addWidget(Divider(vertical=True))
        layout.addLayout(middle, 1)
