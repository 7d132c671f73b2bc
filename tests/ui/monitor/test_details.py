from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFileDialog

from essgui.core.messages import FileAsked, RecordingWanted
from essgui.core.state import Archive
from essgui.domain.run import Run
from essgui.ui.monitor.tabs import INSTANCES, LOG
from tests.ui.monitor import scenes


def test_the_map_can_be_grouped_otherwise(watch):
    page = watch.show(scenes.scene())
    page.tabs.by.set_current("state")
    assert [row.row.title for row in page.tabs.map.view.rows] == [
        "InService",
        "Pending",
        "Protected",
        "Removing",
    ]


@pytest.mark.parametrize(("tab", "pane", "most"), [(INSTANCES, "instances", 41), (LOG, "log", 6)])
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_table_is_exported_as_it_is_shown(watch, qtbot, tab, pane, most, kind):
    page = watch.show(scenes.told())
    page.tabs.bar.setCurrentIndex(tab)
    getattr(page.tabs, pane).filter.only_bad.click()
    page.tabs.exported.emit(getattr(page.tabs, pane), kind)
    dialog = page.findChild(QFileDialog, "file_dialog")
    dialog.fileSelected.emit(f"/tmp/x.{kind}")
    dialog.reject()
    (asked,) = watch.sent
    assert isinstance(asked, FileAsked)
    rows = json.loads(asked.text) if kind == "json" else list(csv.DictReader(asked.text.splitlines()))
    assert len(rows) == 1 < most


def test_the_log_reads_its_past_when_it_is_looked_at(watch):
    state = scenes.told()
    run = Run(state.tasks[scenes.TASK], "checkout", scenes.NOW.at)
    state = replace(state, archive=Archive(keeping=True, runs={scenes.TASK: run}))
    page = watch.show(state)
    assert watch.sent == []
    page.tabs.bar.setCurrentIndex(LOG)
    assert watch.sent == [RecordingWanted(scenes.TASK)]


def test_where_not_all_activities_were_read_the_tab_and_the_map_say_so(watch):
    page = watch.show(scenes.departed())
    assert page.tabs.activities.filter.count.text() == ""
    read = len(scenes.departed().monitors[scenes.TASK].activities.value)
    page = watch.show(scenes.watching(scenes.departed(), unread=3000))
    assert page.tabs.activities.filter.count.text() == f"newest {read} of {read + 3000:,} activities"
    assert "at least" in page.tabs.map.view.note.text()
