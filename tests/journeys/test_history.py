"""A refresh is history after a restart: listed, compared, gone through again, reported and undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from essgui.core.draft import TargetKind
from essgui.core.past import HistoryView, Replay
from essgui.core.replay import Frame, frame_at, length_of
from essgui.core.select_chart_marks import MarkKind
from essgui.core.select_compare import Fact, panel
from essgui.core.state import AppState, Page
from essgui.core.tape import tape_of
from essgui.core.undoing import run_known
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import EventKind
from essgui.domain.stuck import stuck_named
from essgui.ui.history.replay_page import ReplayPage
from essgui.ui.widgets.segmented import SegmentedControl
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator
from tests.ui.history.test_exports import parsed

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from essgui.core.draft import Draft
    from essgui.domain.scaling import TaskId

S = RefreshStatus
SHARES = (0.0, 0.3, 0.55, 0.8, 1.0)
"""Where in the recording frames are taken."""


KNOWN = "m-bp1shop20261112bbbb2"
"""An image that the account has: a diagnosis afterwards finds nothing wrong."""


def paused(draft: Draft) -> Draft:
    """Fill the form with another image and one checkpoint."""
    return replace(new_image(draft), image=KNOWN, checkpoints=(50, 100), pause_minutes=5)


def frames(state: AppState, task: TaskId) -> list[Frame | None]:
    run = run_known(state, task)
    assert run is not None
    length = length_of(state, task)
    return [frame_at(state, run, tape_of(state, task), share * length, UTC) for share in SHARES]


async def shots(stage: Stage, task: TaskId) -> list[QImage]:
    """Grab the replay at some moments, on a page of its own: the one in the window reads the archive."""
    page = ReplayPage(zone=UTC)
    page.resize(1100, 700)
    page.chart.make_charts()
    taken: list[QImage] = []
    for share in SHARES:
        at = share * length_of(stage.state, task)
        state = replace(stage.state, past=replace(stage.state.past, replay=Replay(task, at)))
        page.show_state(state)
        await stage.settle()
        taken.append(page.grab().toImage())
    page.deleteLater()
    return taken


async def export(stage: Stage, button: str, action: str, path: Path) -> None:
    """Choose an entry of the menu of exports and a file."""
    await stage.click(button)
    menu = stage.find(QMenu, "export_menu")
    entry = next(a for a in menu.actions() if isinstance(a, QAction) and a.objectName() == action)
    assert entry.isEnabled(), entry.toolTip()
    entry.trigger()
    menu.close()
    await stage.settle()
    dialog = stage.find(QFileDialog, "file_dialog")
    dialog.fileSelected.emit(str(path))
    dialog.close()
    await stage.until(lambda s: any(n.key == f"file:{path}" for n in s.notices), f"{path.name}")


# The offscreen platform says so of every menu that pops up.
@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_refresh_of_before_is_listed_replayed_reported_and_undone(
    qapp: QApplication, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.sqlite3"
    tasks: list[TaskId] = []
    seen: list[Frame | None] = []
    grabbed: list[QImage] = []
    with RunningSimulator(manual_clock=True) as sim:

        async def first(stage: Stage) -> None:
            task = await stage.begin("web", paused)
            await stage.until_status(task, S.CHECKPOINT_PAUSE)
            # Nobody looks for a while: the recording has a gap there.
            sim.advance(240)
            await stage.until_status(task, S.SUCCESSFUL)
            await stage.quiet()
            tasks.append(task)
            assert task not in stage.state.archive.recordings, "from memory alone"
            seen.extend(frames(stage.state, task))
            grabbed.extend(await shots(stage, task))
            await stage.until(lambda s: not s.archive.changed and not s.archive.pending, "the writing")

        play(sim, first, archive=archive)

        async def second(stage: Stage) -> None:
            (task,) = tasks
            await stage.fleet_ready()
            await stage.click("rail_history")
            await stage.until(lambda s: s.page is Page.HISTORY and task in s.archive.runs, "the history")
            await stage.select_row("history_table", task)
            state = await stage.until(
                lambda s: s.past.ticked == (task,) and task in s.archive.timelines, "its recording"
            )
            assert task not in state.monitors, "from the archive alone"
            assert frames(state, task) == seen
            assert await shots(stage, task) == grabbed
            assert len({f.status for f in seen if f is not None}) >= 2
            assert seen[-1] is not None
            assert seen[-1].gaps, "the stretch without a look is marked"
            zones = {member.zone for member in sim.group("web").members.values()}
            assert {zone.name for zone in seen[-1].zones} == zones
            for zone in seen[-1].zones:
                count = sum(member.zone == zone.name for member in sim.group("web").members.values())
                assert zone.words == f"{count} new · 0 other"

            await stage.click("history_replay")
            await stage.until(lambda s: s.past.replay is not None, "the replay")
            assert stage.has("replay_slider")
            await stage.click("replay_play")
            await stage.until(
                lambda s: s.past.replay is not None and (s.past.replay.position or 0) > 0, "a step forward"
            )
            await stage.click("replay_back")

            page = tmp_path / "report.html"
            await stage.until(lambda s: s.archive.asked.value is not None, "what was asked")
            await export(stage, "history_panel_export", "export_html_A", page)
            reader = parsed(page.read_text("utf-8"))
            assert reader.tags.count("img") == 2
            assert all(point.startswith("data:image/png;base64,") for point in reader.points)
            words = " ".join(reader.text)
            assert "Waits at a checkpoint." in words
            assert "accepted" in words

            before = sim.group("web")
            await stage.click("history_back")
            await stage.until(lambda s: s.wizard is not None, "the wizard")
            wizard = stage.state.wizard
            assert wizard is not None
            assert wizard.draft.kind is TargetKind.IMAGE
            assert wizard.draft.image != KNOWN
            await stage.review()
            back = await stage.start_refresh()
            await stage.until_status(back, S.SUCCESSFUL)
            tasks.append(back)
            sent = sim.starts()[-1]["parameters"]
            assert sent["DesiredConfiguration.ImageId"] == wizard.draft.image
            after = sim.group("web")
            assert {member.source.image for member in after.members.values()} == {wizard.draft.image}
            assert {member.source.image for member in before.members.values()} == {KNOWN}
            assert {m.id for m in after.members.values()}.isdisjoint(before.members)

            await stage.click("rail_history")
            await stage.until(lambda s: s.page is Page.HISTORY, "the history")
            await stage.select_row("history_table", back)
            await stage.until(lambda s: len(s.past.ticked) == 2, "two ticks")
            assert "Compare" in stage.texts()
            await stage.until(lambda s: back in s.archive.timelines, "the second recording")
            stage.window.grab()

        play(sim, second, archive=archive)
        assert len(sim.starts()) == 2

        async def third(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.click("rail_history")
            await stage.until(lambda s: set(tasks) <= set(s.archive.runs), "both runs")
            stage.find(SegmentedControl, "history_views").set_current(HistoryView.ASKED.value)
            state = await stage.until(lambda s: s.archive.asked.value is not None, "what was asked")
            assert [i.task for i in state.archive.asked.value or ()] == tasks[::-1]
            table = tmp_path / "asked.csv"
            await export(stage, "history_export", "export_asked", table)
            text = table.read_text("utf-8")
            assert text.count("Start,cn-") == 2
            assert all(task in text for task in tasks)

        play(sim, third, archive=archive)


def test_what_was_stuck_and_who_scaled_beside_it_is_in_the_recording(
    qapp: QApplication, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.sqlite3"
    tasks: list[TaskId] = []
    named: set[str] = set()
    with RunningSimulator("hook-timeout", manual_clock=True) as sim:

        async def first(stage: Stage) -> None:
            task = await stage.begin("catalogue-api", new_image)
            tasks.append(task)
            for _ in range(40):
                if stage.state.stuck.get(task):
                    break
                await stage.pass_time(15)
            held = {m.id for m in sim.group("catalogue-api").members.values() if m.hook}
            assert set(stage.state.stuck[task]) == held
            sim.scale("catalogue-api", 1)
            await stage.until(
                lambda s: any(e.kind is EventKind.SCALING for e in s.chronicles[task]), "the foreign activity"
            )
            await stage.pass_time(15)
            named.update(stuck_named(stage.state.chronicles[task]))
            assert held <= named
            await stage.until(lambda s: not s.archive.changed and not s.archive.pending, "the writing")

        play(sim, first, archive=archive)

        async def second(stage: Stage) -> None:
            (task,) = tasks
            await stage.fleet_ready()
            # Watched again after the restart, and told no second time.
            await stage.until(lambda s: task in s.monitors, "the monitor")
            await stage.pass_time(5)
            told = stage.state.chronicles[task]
            assert sum(e.kind is EventKind.SCALING for e in told) == 1
            await stage.click("rail_history")
            await stage.until(lambda s: s.page is Page.HISTORY and task in s.archive.runs, "the history")
            await stage.select_row("history_table", task)
            await stage.until(lambda s: task in s.archive.timelines, "its recording")
            shown = panel(stage.state)
            assert shown is not None
            count = len(stuck_named(stage.state.chronicles[task]))
            assert count >= len(named)
            assert Fact("Stuck instances", (str(count),)) in shown.facts
            await stage.click("history_replay")
            await stage.until(lambda s: s.past.replay is not None, "the replay")
            page = stage.find(ReplayPage, "replay_page")
            assert page.frame is not None
            marks = [mark for mark in page.frame.drawing.events if mark.kind is MarkKind.SCALING]
            assert len(marks) == 1

        play(sim, second, archive=archive)
