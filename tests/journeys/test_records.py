"""What is told of a refresh that was watched whole, late, with a gap or never is the same in every place."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core.messages import MonitorOpened
from essgui.core.select_compare import panel
from essgui.core.select_history import run_rows
from essgui.core.state import Page
from essgui.core.undoing import run_known
from essgui.domain.exchange.report import report_json
from essgui.domain.exchange.report_html import report_html
from essgui.domain.exchange.report_tables import instances_csv
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.words import span
from essgui.ui.history.exports import report_of, runs_csv
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from essgui.core.draft import Draft
    from essgui.domain.scaling import TaskId

S = RefreshStatus


async def told(stage: Stage, task: TaskId) -> tuple[str, float | None, float | None]:
    """Return the certainty of a run with its seconds, after every place was seen to tell the same."""
    await stage.click("rail_history")
    await stage.until(lambda s: s.page is Page.HISTORY and task in s.archive.runs, "the history")
    if task not in stage.state.past.ticked:
        await stage.select_row("history_table", task)
    await stage.until(lambda s: task in s.archive.timelines and task in s.archive.waits, "the recording")
    await stage.until(lambda s: s.archive.asked.value is not None, "what was asked")
    await stage.quiet()
    state = stage.state
    shown, report, run = panel(state), report_of(state, task), run_known(state, task)
    assert shown is not None
    assert report is not None
    assert run is not None
    facts = {fact.word: fact.values[-1] for fact in shown.facts}
    (row,) = run_rows(state, (run,))
    found = json.loads(report_json(report))["durations_seconds"]
    listed = next(r for r in csv.DictReader(io.StringIO(runs_csv(state))) if r["refresh"] == task)
    html = report_html(report)
    for word, fact in (("Took", "Took"), ("Working", "Working time"), ("Waiting", "Waiting time")):
        assert f"<th>{word}</th><td>{facts[fact]}</td>" in html
    assert f"Working: {facts['Working time']}. Waiting: {facts['Waiting time']}." in row.spent
    assert listed["working_and_waiting_are"] == found["certainty"]
    for column, key in (("working_seconds", "working"), ("waiting_seconds", "waiting")):
        assert listed[column] == ("" if found[key] is None else str(round(found[key])))
    if found["working"]:
        assert span(found["working"]) in facts["Working time"]
    return found["certainty"], found["working"], found["waiting"]


def paused(draft: Draft) -> Draft:
    return replace(new_image(draft), checkpoints=(50, 100), pause_minutes=5)


@pytest.mark.parametrize("gap", [False, True], ids=["whole", "gap"])
def test_one_that_was_watched_from_its_start(qapp: QApplication, tmp_path: Path, gap: bool) -> None:
    tasks: list[TaskId] = []
    archive = tmp_path / "archive.sqlite3"
    with RunningSimulator(manual_clock=True) as sim:

        async def watching(stage: Stage) -> None:
            task = await stage.begin("web", paused)
            await stage.until_status(task, S.CHECKPOINT_PAUSE)
            if gap:
                # Nobody looks for most of the pause.
                sim.advance(240)
            await stage.until_status(task, S.SUCCESSFUL)
            await stage.until(lambda s: not s.archive.changed and not s.archive.pending, "the writing")
            tasks.append(task)

        play(sim, watching, archive=archive)

        async def afterwards(stage: Stage) -> None:
            await stage.fleet_ready()
            certainty, working, waiting = await told(stage, tasks[0])
            assert working
            assert waiting
            if gap:
                assert (certainty, waiting < 120) == ("at least", True)
            else:
                assert (certainty, 270 <= waiting <= 330) == ("exact", True)
            report = report_of(stage.state, tasks[0])
            assert report is not None
            rows = list(csv.DictReader(io.StringIO(instances_csv(report.recording.events))))
            replaced = {member.id for member in sim.group("web").members.values()}
            assert {row["instance"] for row in rows if row["what"] == "created"} == replaced
            assert len([row for row in rows if row["what"] == "released"]) == len(replaced)

        play(sim, afterwards, archive=archive)


@pytest.mark.parametrize("late", [False, True], ids=["never", "late"])
def test_one_that_was_under_way_already(qapp: QApplication, late: bool) -> None:
    with RunningSimulator("checkpointed", manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            task = next(t for t in stage.state.tasks.values() if t.status is S.CHECKPOINT_PAUSE).id
            if late:
                stage.program.store.send(MonitorOpened(task))
                await stage.until(lambda s: s.monitors[task].activities.value is not None, "the monitor")
            await stage.pass_time(30)
            # Somebody else goes on with it, and then gives it up.
            sim.act(task, RefreshAction.RESUME)
            for _ in range(4):
                await stage.pass_time(15)
            sim.act(task, RefreshAction.CANCEL)
            await stage.until_status(task, S.CANCELLED)
            await stage.until(lambda s: not s.archive.changed and not s.archive.pending, "the writing")
            certainty, working, waiting = await told(stage, task)
            if late:
                assert certainty == "at least"
                assert working
                assert waiting
            else:
                assert (certainty, working, waiting) == ("not recorded", None, None)

        play(sim, story)
