"""The menu of a run, opened by the right button or the menu key; what is off says why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from essgui.core import messages as m
from essgui.core.undoing import again_permit, back_permit, retry_permit
from essgui.ui.icons import themed_icon
from essgui.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.core.state import AppState
    from essgui.domain.scaling import TaskId


def run_menu(state: AppState, task: TaskId, parent: QWidget, send: Callable[[Message], None]) -> QMenu:
    """Build the menu. It deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setObjectName("history_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    ticked = task in state.past.ticked
    _entry(menu, "menu_replay", "Replay", "play", partial(send, m.ReplayOpened(task)))
    word = "Take the tick away" if ticked else "Tick for comparing"
    _entry(menu, "menu_tick", word, "check", partial(send, m.RunTicked(task)))
    if task in state.tasks:
        _entry(menu, "menu_monitor", "Open monitor", "eye", partial(send, m.MonitorOpened(task)))
    menu.addSeparator()
    again, back, retry = again_permit(state, task), back_permit(state, task), retry_permit(state, task)
    like = partial(send, m.WizardOpenedLike(task))
    _entry(menu, "menu_again", "Start again like this…", "refreshes", like, again.reason)
    _entry(menu, "menu_back", "Reverse…", "undo", partial(send, m.WizardOpenedBack(task)), back.reason)
    rest = partial(send, m.WizardOpenedLike(task, retry=True))
    _entry(menu, "menu_retry", "Retry the rest…", "refreshes", rest, retry.reason)
    menu.addSeparator()
    copy = partial(QGuiApplication.clipboard().setText, task)
    _entry(menu, "menu_copy", "Copy id", "copy", copy)
    return menu


def _entry(menu: QMenu, name: str, text: str, icon: str, act: Callable[[], None], why: str = "") -> None:
    action = QAction(themed_icon(current_theme(), icon), text, menu)
    action.setObjectName(name)
    action.setEnabled(not why)
    action.setToolTip(why)
    action.triggered.connect(lambda _checked=False: act())
    menu.addAction(action)
