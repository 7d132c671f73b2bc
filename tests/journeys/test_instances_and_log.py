"""Squares turn new zone by zone, one opens in the table, and the log is exported with its reasons."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QTabBar, QTableView

from essgui.core.messages import MonitorOpened
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.roles import InstanceRole
from essgui.domain.run import EventKind
from essgui.ui.monitor.instance_map import InstanceMapView
from essgui.ui.monitor.tabs import INSTANCES, LOG, MAP, MonitorTabs
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from essgui.domain.scaling import TaskId
    from essgui.ui.monitor.event_pane import EventPane

S = RefreshStatus


def _squares(stage: Stage) -> dict[str, list[tuple[str, InstanceRole]]]:
    view = stage.find(InstanceMapView, "instance_map")
    return {row.row.title: [(s.key, s.role) for s in row.row.squares] for row in view.rows}


def _roles(stage: Stage) -> set[InstanceRole]:
    return {role for squares in _squares(stage).values() for _, role in squares}


def test_squares_turn_new_and_the_log_says_why(qapp: QApplication, tmp_path: Path) -> None:
    archive, file = tmp_path / "archive.sqlite3", tmp_path / "log.csv"
    found: list[TaskId] = []
    with RunningSimulator(manual_clock=True) as sim:

        async def first(stage: Stage) -> None:
            task = await stage.begin("web", new_image)
            found.append(task)
            await stage.quiet()
            instances = stage.state.details[stage.state.tasks[task].group].instances.value or ()
            zones = {one.zone for one in instances}
            group = stage.state.tasks[task].group
            listed = stage.state.details[group].configurations.value or ()
            names = {c.id: c.name for c in listed}
            assert set(_squares(stage)) == zones
            assert InstanceRole.OLD in _roles(stage)
            assert InstanceRole.NEW not in _roles(stage)

            await stage.click("reason_button")
            await stage.type("confirm_reason", "=errors after the deploy")
            await stage.click("confirm_act")
            await stage.until(
                lambda s: s.tasks[task].status is S.PAUSED and not s.monitors[task].in_flight, "suspending"
            )
            await stage.click("resume_button")
            await stage.until(lambda s: s.tasks[task].status is S.IN_PROGRESS, "resuming")

            seen: set[InstanceRole] = set()
            while not stage.state.tasks[task].over:
                await stage.pass_time(10)
                seen |= _roles(stage)
            assert {InstanceRole.STARTING, InstanceRole.NEW, InstanceRole.RELEASING} <= seen
            await stage.until(lambda s: s.tasks[task].status is S.SUCCESSFUL, "the end")
            await stage.quiet()
            assert _roles(stage) == {InstanceRole.NEW}
            view = stage.find(InstanceMapView, "instance_map")
            assert "6 instances released by this refresh" in view.note.text()
            before = {one.id: one for one in instances if one.state == "InService"}
            await stage.click("map_see_gone")
            table = stage.find(QTableView, "instance_table")
            gone = [table.model().index(n, 0) for n in range(table.model().rowCount())]
            assert {index.data() for index in gone} == set(before)
            for index in gone:
                assert index.siblingAtColumn(1).data().startswith("Released ")
                assert index.siblingAtColumn(5).data() == before[index.data()].zone
                assert index.siblingAtColumn(6).data() == names[before[index.data()].configuration]
            tabs = stage.find(QTabBar, "detail_tabs")
            assert tabs.currentIndex() == INSTANCES
            tabs.setCurrentIndex(MAP)
            await stage.settle()

            key = _squares(stage)[next(iter(zones))][0][0]
            view.choose(key)
            QTest.keyClick(view, Qt.Key.Key_Return)
            await stage.settle()
            assert [i.data() for i in table.selectionModel().selectedRows()] == [key]

            assert tabs.currentIndex() == INSTANCES
            tabs.setCurrentIndex(LOG)
            await stage.quiet()
            card = tabs.parentWidget()
            assert isinstance(card, MonitorTabs)
            card.exported.emit(card.log, "csv")
            await stage.settle()
            dialog = stage.find(QFileDialog, "file_dialog")
            dialog.fileSelected.emit(str(file))
            dialog.close()
            await stage.until(lambda s: any("Written" in n.text for n in s.notices), "the file")
            await stage.until(lambda s: not s.archive.changed and not s.archive.pending, "the writing")

        play(sim, first, archive=archive)
        with file.open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        assert "Reason: =errors after the deploy" in [row["detail"] for row in rows]
        assert {"status", "batch", "action"} <= {row["kind"] for row in rows}
        assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)

        async def second(stage: Stage) -> None:
            (task,) = found
            await stage.fleet_ready()
            await stage.until(lambda s: task in s.archive.runs and task in s.tasks, "the archive")
            stage.program.store.send(MonitorOpened(task))
            await stage.until(lambda s: s.monitor == task, "the monitor")
            await stage.quiet()
            tabs = stage.find(QTabBar, "detail_tabs")
            tabs.setCurrentIndex(LOG)
            await stage.until(
                lambda s: task in s.archive.recordings and not s.archive.recordings[task].loading, "the past"
            )
            await stage.settle()
            card = tabs.parentWidget()
            assert isinstance(card, MonitorTabs)
            pane: EventPane = card.log
            actions = [row for row in pane.model.rows if row.kind is EventKind.ACTION]
            assert "Reason: =errors after the deploy" in [row.detail for row in actions]
            assert json.dumps([row.sentence for row in pane.model.rows]).count("Ended in success.") == 1

        play(sim, second, archive=archive)
