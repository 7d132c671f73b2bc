from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from essgui.ui.widgets.tab_bar import CountedTabBar


@pytest.fixture
def bar(qtbot, themed):
    made = CountedTabBar()
    qtbot.addWidget(made)
    for word in ("Activities", "Instances", "Request"):
        made.addTab(word)
    return made


def test_a_count_makes_its_own_tab_wider_and_is_said(bar):
    before = bar.tabSizeHint(0).width()
    other = bar.tabSizeHint(1).width()
    bar.set_count(0, 4, calls=True)
    assert bar.tabSizeHint(0).width() > before
    assert bar.tabSizeHint(1).width() == other
    assert bar.count_of(0) == "4"
    assert bar.accessibleTabName(0) == "Activities 4"
    bar.set_count(0, None)
    assert bar.count_of(0) == ""
    assert bar.tabSizeHint(0).width() == before


def test_the_tabs_make_room_at_once(bar, qtbot):
    bar.show()
    qtbot.waitExposed(bar)
    left = bar.tabRect(1).left()
    bar.set_count(0, 12345)
    assert bar.tabRect(1).left() > left


def test_arrows_turn_the_tabs(bar, qtbot):
    bar.show()
    qtbot.waitExposed(bar)
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.currentIndex() == 1
    assert not bar.grab().isNull()
