from __future__ import annotations

from dataclasses import replace

from essgui.core.past import HistoryView
from essgui.core.state import Remote
from essgui.ui.history.differences import asked_differs, panel_differs, runs_differ
from tests.ui.history import scenes
from tests.ui.history.scenes import A


def test_the_first_state_is_drawn_whole() -> None:
    state = scenes.asked()
    assert runs_differ(None, state)
    assert panel_differs(None, state)
    assert asked_differs(None, state)


def test_what_did_not_change_is_left_alone_unless_a_refresh_runs() -> None:
    state = replace(scenes.history(), tasks={})
    later = replace(state, fleet=replace(state.fleet, text="web"))
    assert not runs_differ(state, later)
    assert not panel_differs(state, later)
    assert runs_differ(state, replace(state, past=replace(state.past, days=7)))
    running = replace(state, tasks={A: replace(state.archive.runs[A].task, status="InProgress")})
    assert runs_differ(running, replace(running)), "its time goes on"


def test_a_recording_that_came_is_for_the_panel_alone() -> None:
    state = replace(scenes.history(), tasks={})
    came = replace(state, archive=replace(state.archive, recordings={A: Remote(loading=True)}))
    assert not runs_differ(state, came)
    assert panel_differs(state, came)


def test_what_was_asked_is_drawn_only_where_it_is_on_screen() -> None:
    runs = scenes.history()
    came = replace(runs, archive=replace(runs.archive, asked=Remote(())))
    assert not asked_differs(runs, came)
    shown = replace(runs, past=replace(runs.past, view=HistoryView.ASKED))
    assert asked_differs(runs, shown)
    assert not asked_differs(shown, shown)
    assert asked_differs(shown, replace(came, past=shown.past))
