from __future__ import annotations

import pytest

from essgui.ui.monitor.tabs import ACTIVITIES, INSTANCES, LOG, MAP, REQUEST, MonitorTabs


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
