"""Renders the monitor in both themes to pictures: python -m tests.ui.monitor.look --out DIR."""

from __future__ import annotations

import argparse
import os
from datetime import timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.refresh import LaunchTemplateTarget
from essgui.domain.scaling import TemplateId
from essgui.ui.monitor.page import MonitorPage
from essgui.ui.monitor.tabs import ACTIVITIES, INSTANCES, LOG, REQUEST
from essgui.ui.theme import THEMES, apply_theme, load_theme
from tests.ui.monitor import scenes, scenes_after

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState

BEIJING = timezone(timedelta(hours=8))


def _instances(page: MonitorPage) -> None:
    page.tabs.bar.setCurrentIndex(INSTANCES)


def _instances_end(page: MonitorPage) -> None:
    page.tabs.bar.setCurrentIndex(INSTANCES)
    page.tabs.instances.table.scrollToBottom()


def _gone(page: MonitorPage) -> None:
    page.tabs.map.view.see_gone.click()


def _request(page: MonitorPage) -> None:
    page.tabs.bar.setCurrentIndex(REQUEST)
    page.chart.choice.set_current("progress")


def _detail(page: MonitorPage) -> None:
    page.tabs.bar.setCurrentIndex(ACTIVITIES)
    page.tabs.activities.table.selectRow(1)


def _ask_rollback(page: MonitorPage) -> None:
    page.head.buttons.asked.emit(RefreshAction.ROLLBACK)


def _ask_cancel(page: MonitorPage) -> None:
    page.head.buttons.asked.emit(RefreshAction.CANCEL)


def _point(page: MonitorPage) -> None:
    chart = page.chart.capacity
    if chart is not None:
        chart.plot.pointed.emit((scenes.START + timedelta(minutes=46, seconds=10)).timestamp())


def _point_late(page: MonitorPage) -> None:
    chart = page.chart.capacity
    if chart is not None:
        chart.plot.left_live.emit()
        chart.plot.pointed.emit((scenes.NOW.at - timedelta(days=1)).timestamp())


def _log(page: MonitorPage) -> None:
    page.tabs.bar.setCurrentIndex(LOG)


def _activities(page: MonitorPage) -> None:
    page.tabs.bar.setCurrentIndex(ACTIVITIES)


def _why(page: MonitorPage) -> None:
    page.head.buttons.reason.click()


def _guards(page: MonitorPage) -> None:
    page.head.guards.button.click()


def _nothing(_page: MonitorPage) -> None:
    pass


SHOTS: dict[str, tuple[Callable[[], AppState], Callable[[MonitorPage], None]]] = {
    "progress": (scenes.scene, _nothing),
    "checkpoint": (scenes.checkpoint, _instances),
    "checkpoint-about": (lambda: scenes.checkpoint(exact=False), _request),
    "stale": (scenes.stale, _detail),
    "rolling-back": (scenes.rolling_back, _nothing),
    "failed": (scenes.failed, _nothing),
    "refused": (scenes.refused, _nothing),
    "flying": (scenes.flying, _nothing),
    "loading": (scenes.loading, _nothing),
    "successful": (lambda: scenes.ended(RefreshStatus.SUCCESSFUL, 40), _nothing),
    "after-freed": (scenes_after.freed, _nothing),
    "after-rolled-back": (scenes_after.rolled_back, _nothing),
    "after-switched": (scenes_after.switched_since, _nothing),
    "after-moving": (scenes_after.moving, _nothing),
    "unknown": (lambda: scenes.scene("Frozen"), _nothing),
    "late": (scenes.joined_late, _nothing),
    "outage": (scenes.outage, _point),
    "cut-off": (scenes.cut_off, _nothing),
    "near": (scenes.near_checkpoints, _nothing),
    "in-vain": (scenes.in_vain, _nothing),
    "long-ago": (scenes.long_ago, _point_late),
    "needing": (scenes.needing, _nothing),
    "many-troubles": (scenes.many_troubles, _nothing),
    "departed": (scenes.departed, _nothing),
    "departed-table": (scenes.departed, _gone),
    "departed-end": (scenes.departed, _instances_end),
    "crowded": (scenes.crowded, _nothing),
    "log": (scenes.told, _log),
    "guarded": (scenes.guarded, _nothing),
    "guards": (scenes.guarded, _guards),
    "growing": (scenes.growing, _nothing),
    "growing-guards": (scenes.growing, _guards),
    "scaled-in": (scenes.scaled_in, _nothing),
    "scaled-in-guards": (scenes.scaled_in, _guards),
    "many-activities": (lambda: scenes.watching(scenes.departed(), unread=3210), _activities),
    "many-gone": (lambda: scenes.watching(scenes.departed(), unread=3210), _nothing),
    "guards-elsewhere": (scenes.guarded_elsewhere, _guards),
    "guarded-elsewhere": (scenes.guarded_elsewhere, _nothing),
    "guards-off": (lambda: scenes.scene(target=LaunchTemplateTarget(TemplateId("lt-1"), "Latest")), _guards),
    "ask-why": (scenes.scene, _why),
    "ask-roll-back": (scenes.scene, _ask_rollback),
    "ask-cancel": (lambda: scenes.scene(tags={}), _ask_cancel),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Render the monitor to pictures.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--size", default="1370x800")
    asked = parser.parse_args()
    width, height = (int(part) for part in asked.size.split("x"))
    asked.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in THEMES:
        apply_theme(app, load_theme(theme))
        for name, (build, then) in SHOTS.items():
            if asked.only and name not in asked.only.split(","):
                continue
            page = MonitorPage(lambda _message: None, scenes.TASK, zone=BEIJING)
            page.resize(width, height)
            page.show_state(None, build())
            page.show()
            for _ in range(4):
                app.processEvents()
            then(page)
            for _ in range(4):
                app.processEvents()
            shot = page.sheets.action or page.head.guards.card or page
            shot.grab().save(str(asked.out / f"{name}-{theme}.png"))
            if page.head.guards.card is not None:
                page.head.guards.card.close()
            page.close()
            page.deleteLater()


if __name__ == "__main__":
    main()
