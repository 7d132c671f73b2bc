"""The panel: what differs is marked, what was not recorded says so, what can be done says why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from essgui.core.lookup import group_of
from essgui.core.past import History
from essgui.core.select_compare import Fact, Panel, Reading, panel
from essgui.core.state import AppState, Remote
from essgui.domain.course import cut_off
from essgui.domain.run import Event, EventKind, Recording
from essgui.domain.scaling import TaskId
from essgui.domain.timeline import Timeline
from tests.support.playbook import OFFLINE
from tests.support.states import NOW, later
from tests.ui.history.scenes import A, B, compared, history


def shown(state: AppState) -> Panel:
    found = panel(state, UTC)
    assert found is not None
    return found


def facts(state: AppState) -> dict[str, Fact]:
    return {fact.word: fact for fact in shown(state).facts}


def test_no_tick_no_panel() -> None:
    assert panel(history()) is None


def test_the_floor_is_that_of_the_size_then_or_none() -> None:
    state = compared()
    group = group_of(state, state.archive.runs[A].task.group)
    assert group is not None
    grown = replace(group, capacity=replace(group.capacity, desired=160))
    state = replace(state, groups={group.region: Remote((grown,), NOW)})
    assert facts(state)["Lowest in service"].values == ("40 (floor 36)", "40 (floor 36)")
    timelines = {
        task: Timeline(tuple(s for s in line.samples if s.finished))
        for task, line in state.archive.timelines.items()
    }
    late = replace(state, archive=replace(state.archive, timelines=timelines))
    assert all("floor" not in value for value in facts(late)["Lowest in service"].values)


def test_two_runs_stand_side_by_side_and_what_differs_is_marked() -> None:
    view = shown(compared())
    assert [(h.letter, h.task, h.day) for h in view.heads] == [("A", A, "18 Nov"), ("B", B, "04 Nov")]
    assert view.line == "web-frontend-prod · cn-hangzhou · A finished 24 min sooner than B"
    found = facts(compared())
    assert found["Min / max"] == Fact("Min / max", ("90 / 150 %", "90 / 120 %"), differs=True)
    assert found["Checkpoints"] == Fact("Checkpoints", ("25 · 50 · 100 %", "25 · 50 · 100 %"))
    assert found["Working time"].values == ("34 min", "57 min")
    assert found["Waiting time"].values == ("2 h", "2 h 1 min")
    assert found["Steps seen"].values == ("10·10·20", "8·2·8·2·8·8·4")
    assert found["Lowest in service"].values == ("40 (floor 36)", "40 (floor 36)")
    assert [f.word for f in view.facts if f.differs] == [
        "Target",
        "Min / max",
        "Took",
        "Working time",
        "Waiting time",
        "Steps seen",
        "Reason given",
    ]


def test_curves_begin_at_their_own_start() -> None:
    view = shown(compared())
    assert [curve.letter for curve in view.curves] == ["A", "B"]
    for curve in view.curves:
        assert curve.points[0] == (0.0, 0)
        assert curve.points[-1][1] == view.most == 40


def test_one_tick_is_a_report() -> None:
    state = compared()
    view = shown(replace(state, past=History(ticked=(A,))))
    assert (view.title, view.note, len(view.heads)) == ("Report", "1 of 2 selected", 1)
    assert not any(fact.differs for fact in view.facts)
    assert "started from this computer" in view.line


def test_what_was_not_recorded_says_so() -> None:
    state = history(ticked=(A,))
    view = shown(state)
    assert view.reading is Reading.NOTHING
    assert "no monitor was open" in view.sentence
    assert "Nothing was recorded" in view.replay.reason
    assert facts(state)["Steps seen"].values == ("not recorded",)
    assert facts(state)["Failed activities"].values == ("not recorded",)


def test_reading_and_failing_are_told() -> None:
    state = history(ticked=(A,))

    def with_recording(remote: Remote) -> AppState:
        return replace(state, archive=replace(state.archive, recordings={A: remote}))

    loading = with_recording(Remote(loading=True))
    assert shown(loading).reading is Reading.READING
    assert facts(loading)["Steps seen"].values == facts(loading)["Peak in service"].values == ("reading…",)
    read = facts(with_recording(Remote(Recording(), NOW)))
    assert read["Steps seen"].values == ("not recorded",)
    failed = shown(with_recording(Remote(failure=OFFLINE)))
    assert failed.reading is Reading.FAILED
    assert OFFLINE.sentence in failed.sentence
    assert OFFLINE.sentence in failed.replay.reason


def test_one_curve_is_drawn_where_the_other_was_not_recorded() -> None:
    state = compared()
    state = replace(state, past=History(ticked=(A, TaskId("ir-1"))))
    view = shown(state)
    assert [curve.letter for curve in view.curves] == ["A"]
    assert (view.reading, view.sentence) == (Reading.READY, "Nothing was recorded of B.")


def with_events(state: AppState, *more: Event) -> AppState:
    """Add events to the recording of A."""
    read = state.archive.recordings[A].value
    assert read is not None
    recording = replace(read, events=(*read.events, *more))
    recordings = {**state.archive.recordings, A: Remote(recording, NOW)}
    return replace(state, archive=replace(state.archive, recordings=recordings))


def test_stuck_instances_are_counted_each_once() -> None:
    assert facts(compared())["Stuck instances"] == Fact("Stuck instances", ("0", "0"))
    first = Event(NOW.at, EventKind.STUCK, "2 instances stuck: held by a lifecycle hook.", "i-1 i-2")
    again = Event(later(60).at, EventKind.STUCK, "2 instances stuck: new and unhealthy.", "i-2 i-3")
    found = facts(with_events(compared(), first, again))["Stuck instances"]
    assert found == Fact("Stuck instances", ("3", "0"), differs=True)


def test_of_a_recording_that_names_no_stuck_instance_nothing_is_counted() -> None:
    older = Event(NOW.at, EventKind.ATTENTION, "Needs attention: held by a lifecycle hook.")
    assert facts(with_events(compared(), older))["Stuck instances"].values == ("not recorded", "0")
    floor = Event(NOW.at, EventKind.ATTENTION, "Needs attention: below the floor.")
    assert facts(with_events(compared(), floor))["Stuck instances"].values == ("0", "0")


def test_without_a_look_at_the_instances_none_could_be_found_stuck() -> None:
    state = compared()
    timelines = dict(state.archive.timelines)
    timelines[A] = Timeline(tuple(replace(s, in_service=None, new=None) for s in timelines[A].samples))
    state = replace(state, archive=replace(state.archive, timelines=timelines))
    assert facts(state)["Stuck instances"].values == ("not recorded", "0")
    assert facts(history(ticked=(A,)))["Stuck instances"].values == ("not recorded",)


def test_failed_activities_are_counted_with_their_code() -> None:
    bad = Event(NOW.at, EventKind.ACTIVITY, "No stock.", "OperationDenied.NoStock", bad=True)
    state = with_events(compared(), bad)
    assert facts(state)["Failed activities"].values == ("1 (OperationDenied.NoStock)", "0")
    cut = cut_off(NOW.at, 2000, 600)
    found = facts(with_events(compared(), bad, cut))["Failed activities"].values
    assert found == ("at least 1 (OperationDenied.NoStock)", "0")


def test_a_total_that_is_not_known_is_no_nought() -> None:
    state = history(ticked=(A,))
    run = state.archive.runs[A]
    runs = {
        **state.archive.runs,
        A: replace(run, task=replace(run.task, status="Cancelled", finished=0, total=0)),
    }
    state = replace(state, archive=replace(state.archive, runs=runs))
    assert facts(state)["Replaced"].values == ("unknown",)
