"""What can be written to a file from the history: tables, reports, with the charts drawn into them."""

from __future__ import annotations

import base64
from datetime import UTC
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from essgui.core.before import before_of
from essgui.core.messages import FileAsked
from essgui.core.replay import frame_at, length_of
from essgui.core.select_event_log import events_of
from essgui.core.select_history import all_runs, ended_as, listed, target_short
from essgui.core.select_spent import spent_of
from essgui.core.state import Remote
from essgui.core.tape import tape_of
from essgui.core.undoing import run_known
from essgui.domain.exchange.report import (
    Report,
    events_csv,
    intents_csv,
    report_json,
    samples_csv,
)
from essgui.domain.exchange.report_html import report_html
from essgui.domain.exchange.report_tables import activities_csv, instances_csv, runs_table
from essgui.domain.run import Recording
from essgui.domain.told_activity import told
from essgui.ui.icons import themed_icon
from essgui.ui.monitor.pictures import capacity_picture, progress_picture
from essgui.ui.theme import current_theme
from essgui.ui.widgets.file_dialogs import ask_where_to_save

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.core.state import AppState
    from essgui.domain.scaling import TaskId

PICTURE = (960, 360)


def report_of(state: AppState, task: TaskId, pictures: tuple[tuple[str, str], ...] = ()) -> Report | None:
    """Collect everything that is known of a run."""
    run = run_known(state, task)
    if run is None:
        return None
    read = state.archive.recordings.get(task, Remote()).value
    watched = tape_of(state, task).timeline.samples
    kept = read.samples if read is not None else ()
    fuller = kept if kept and (not watched or kept[-1].at >= watched[-1].at) else watched
    recording = Recording(fuller, events_of(state, task))
    asked = tuple(i for i in reversed(state.archive.asked.value or ()) if i.task == task)
    spent, before = spent_of(state, run.task), before_of(state, run.task)
    return Report(run, state.now.at, recording, asked, pictures, spent, before)


def charts_of(state: AppState, task: TaskId) -> tuple[tuple[str, str], ...]:
    """Draw both charts of a whole run as PNG in base64; none where nothing was recorded."""
    run = run_known(state, task)
    found = frame_at(state, run, tape_of(state, task), length_of(state, task), UTC) if run else None
    if found is None:
        return ()
    from essgui.ui.charts.capacity_chart import CapacityChart
    from essgui.ui.charts.progress_chart import ProgressChart

    capacity, progress = CapacityChart(zone=UTC), ProgressChart(zone=UTC)
    capacity.resize(*PICTURE)
    progress.resize(*PICTURE)
    capacity.set_picture(capacity_picture(found.drawing))
    progress.set_picture(progress_picture(found.drawing))
    pictures = (("Capacity over time", _png(capacity)), ("Progress over time", _png(progress)))
    capacity.deleteLater()
    progress.deleteLater()
    return pictures


def runs_csv(state: AppState) -> str:
    """Return the list of runs as it is filtered."""
    shown = ended_as(listed(state, all_runs(state)), state.past.ending)
    return runs_table((run, spent_of(state, run.task), target_short(run.task.target)[1]) for run in shown)


def export_menu(
    state: AppState, tasks: tuple[TaskId, ...], parent: QWidget, send: Callable[[Message], None]
) -> QMenu:
    """Build the menu; an entry that is off says why in its tooltip. It deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setObjectName("export_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)

    def entry(name: str, text: str, file: str, make: Callable[[], str], why: str = "") -> None:
        action = QAction(themed_icon(current_theme(), "export"), text, menu)
        action.setObjectName(name)
        action.setEnabled(not why)
        action.setToolTip(why)
        action.triggered.connect(
            lambda _on=False: ask_where_to_save(
                parent, text, file, lambda path: send(FileAsked(path, make()))
            )
        )
        menu.addAction(action)

    entry("export_list", "List of refreshes (CSV)…", "refreshes.csv", lambda: runs_csv(state))
    entry(
        "export_asked",
        "What was asked (CSV)…",
        "asked.csv",
        lambda: intents_csv(state.archive.asked.value or (), state.profile.account),
        "" if state.archive.asked.value else "Open the list “What was asked” first.",
    )
    for letter, task in zip("AB", tasks, strict=False):
        report = report_of(state, task)
        if report is None:
            continue
        which = f" of {letter}" if len(tasks) > 1 else ""
        loading = state.archive.recordings.get(task, Remote()).loading
        wait = "The recording is being read." if loading else ""
        empty = wait or ("" if report.recording.samples else "Nothing was recorded of this refresh.")
        untold = "" if told(report.recording.events) else "No activity of this refresh was recorded."
        menu.addSeparator()
        entry(
            f"export_html_{letter}",
            f"Report{which} (HTML)…",
            f"{task}.html",
            lambda task=task: _html(state, task),
            wait,
        )
        entry(
            f"export_samples_{letter}",
            f"Samples{which} (CSV)…",
            f"{task}-samples.csv",
            lambda found=report: samples_csv(found.recording.samples),
            empty,
        )
        entry(
            f"export_events_{letter}",
            f"Events{which} (CSV)…",
            f"{task}-events.csv",
            lambda found=report: events_csv(found.recording.events),
            empty,
        )
        entry(
            f"export_activities_{letter}",
            f"Activities{which} (CSV)…",
            f"{task}-activities.csv",
            lambda found=report: activities_csv(found.recording.events),
            wait or untold,
        )
        entry(
            f"export_instances_{letter}",
            f"Instances{which} (CSV)…",
            f"{task}-instances.csv",
            lambda found=report: instances_csv(found.recording.events),
            wait or untold,
        )
        entry(
            f"export_json_{letter}",
            f"Everything{which} (JSON)…",
            f"{task}.json",
            lambda found=report: report_json(found),
            wait,
        )
    return menu


def _html(state: AppState, task: TaskId) -> str:
    report = report_of(state, task, charts_of(state, task))
    return report_html(report) if report is not None else ""


def _png(chart: QWidget) -> str:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    chart.grab().save(buffer, "PNG")
    return base64.b64encode(data.data()).decode("ascii")
