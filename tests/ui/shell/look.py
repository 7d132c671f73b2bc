"""Renders the window's frame in both themes to pictures: python -m tests.ui.shell.look --out DIR."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from essgui.core.state import Page
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.situation import Gravity, Kind
from essgui.ui.theme import THEMES, apply_theme, load_theme
from essgui.ui.window import SMALLEST, MainWindow
from tests.support.states import make_group, make_instances, make_state, make_task, with_monitor

if TYPE_CHECKING:
    from essgui.core.state import AppState

NAMES = (
    "web",
    "R&D &web",
    "checkout-with-a-name-as-long-as-the-cloud-lets-one-be-production",
    *(f"service-{n:02}-production" for n in range(9)),
)
GRAVE = {Kind.FLOOR: Gravity.GRAVE, Kind.ZONE: Gravity.GRAVE}


def watching(count: int, front: int = 0) -> AppState:
    """Return a state with some monitors open, every second of them with something grave."""
    groups = [make_group(name, id=f"asg-bp1{n:017}") for n, name in enumerate(NAMES[:count])]
    statuses = (RefreshStatus.IN_PROGRESS, RefreshStatus.CHECKPOINT_PAUSE, RefreshStatus.FAILED)
    tasks = [
        replace(make_task(group, statuses[n % 3]), id=f"ir-bp1{n:017}") for n, group in enumerate(groups)
    ]
    state = make_state(groups, tasks, page=Page.MONITOR)
    for task in tasks:
        state = with_monitor(state, task, make_instances())
    grave = {task.id: GRAVE for task in tasks[1::2]}
    return replace(state, monitor=tasks[front].id, attention=grave)


def main() -> None:
    """Write a picture of each number of monitors, theme and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    for theme in THEMES:
        apply_theme(app, load_theme(theme))
        for count, front in ((1, 0), (3, 2), (12, 7)):
            for size in ((1440, 900), SMALLEST):
                window = MainWindow(lambda _message: None)
                window.resize(*size)
                window.show()
                window.show_state(None, watching(count, front))
                app.processEvents()
                window.grab().save(str(out / f"monitors-{count}-{size[0]}-{theme}.png"))
                window.close()
                window.deleteLater()
                app.processEvents()


if __name__ == "__main__":
    main()
