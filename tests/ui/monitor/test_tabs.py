from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from essgui.ui.monitor.tabs import ACTIVITIES, INSTANCES, LOG, MAP, REQUEST, MonitorTabs
from tests.ui.monitor import scenes


@pytest.fixture
def tabs(qtbot, themed):
    made = MonitorTabs()
    qtbot.addWidget(made)
    return made


def test_each_tab_turns_to_its_pane(tabs):
    panes = {MAP: tabs.map, INSTANCES: tabs.instances, ACTIVITIES: tabs.activities, REQUEST: tabs.request}
    panes[LOG] = tabs.log
    for index, pane in panes.items():
        tabs.bar.setCurrentIndex(index)
        assert tabs.stack.currentWidget() is pane


def test_all_that_is_read_can_ask_to_be_read_again(tabs, qtbot):
    for pane in (tabs.map, tabs.activities, tabs.instances):
        with qtbot.waitSignal(tabs.again):
            pane.retry.click()


def test_the_map_leads_to_those_that_have_left(watch, qtbot):
    page = watch.show(scenes.scene())
    page.show()
    qtbot.waitExposed(page)
    tabs = page.tabs
    assert not tabs.map.view.see_gone.isVisible(), "nobody has left"
    watch.show(scenes.departed())
    assert tabs.bar.count_of(INSTANCES) == "29"
    assert "10 instances released" in tabs.map.view.note.text()
    qtbot.mouseClick(tabs.map.view.see_gone, Qt.MouseButton.LeftButton)
    assert tabs.bar.currentIndex() == INSTANCES
    assert len(tabs.instances.shown_keys) == 12
