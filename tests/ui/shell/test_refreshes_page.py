"""The list of refreshes: the selected one is watched, or started again like it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from essgui.core.messages import MonitorOpened, WizardOpenedLike
from essgui.domain.lifecycle import RefreshStatus
from essgui.ui.shell.refreshes_page import RefreshesPage
from tests.support.states import make_group, make_state, make_task

if TYPE_CHECKING:
    from essgui.core.messages import Message

WEB, API = make_group("web"), make_group("api")
OVER, RUNNING = make_task(WEB, RefreshStatus.SUCCESSFUL), make_task(API)


@pytest.fixture
def shown(qtbot, themed):
    sent: list[Message] = []
    page = RefreshesPage(sent.append, lambda: None)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show_state(None, make_state((WEB, API), (OVER, RUNNING)))
    page.show()
    return page, sent


def select(page, task):
    rows = {page.model.row_at(n).task: n for n in range(page.model.rowCount())}
    page.table.selectRow(rows[task.id])


def test_a_selected_refresh_is_started_again_by_button_and_by_key(shown, qtbot):
    page, sent = shown
    assert not page.again.isEnabled()
    select(page, OVER)
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    page.table.setFocus()
    page._start_like_selected()
    assert sent == [WizardOpenedLike(OVER.id)] * 2


def test_one_whose_group_is_busy_says_why_not(shown):
    page, sent = shown
    select(page, RUNNING)
    assert not page.again.isEnabled()
    assert page.again.accessibleDescription()
    page._start_like_selected()
    assert sent == []


def test_the_menu_of_a_row_does_the_same(shown, monkeypatch):
    # Offscreen there is no keyboard to grab.
    monkeypatch.setattr(QMenu, "popup", lambda _menu, _where: None)
    page, sent = shown
    select(page, OVER)
    rect = page.table.visualRect(page.table.currentIndex())
    page.table.customContextMenuRequested.emit(rect.center())
    menu = page.findChild(QMenu, "refresh_menu")
    for name in ("refresh_again", "refresh_watch"):
        menu.findChild(QAction, name).trigger()
    menu.deleteLater()
    assert sent == [WizardOpenedLike(OVER.id), MonitorOpened(OVER.id)]
