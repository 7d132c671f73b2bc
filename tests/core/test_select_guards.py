"""The card of the guards tells what each waits for, has seen and has done, and why one cannot be chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from essgui.core.select_guards import (
    OFF,
    PROMISE,
    GuardsView,
    choices_of,
    current_of,
    guards_view,
    with_choice,
)
from essgui.core.select_monitor import watched
from essgui.domain.footing import Footing
from essgui.domain.guards import Guard, Guards
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.refresh import LaunchTemplateTarget, ScalingConfigurationTarget
from essgui.domain.scaling import Activity, ActivityError, ActivityId, TemplateId
from essgui.domain.vigil import Call, posted, resumed, tripped
from tests.support.states import NOW, OTHER, make_group, make_instances, make_state, make_task, with_monitor

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.vigil import Vigil

WEB = make_group()
TASK = make_task(WEB, target=ScalingConfigurationTarget(OTHER))
ALL = Guards(True, 3, 10)


def view(
    vigil: Vigil | None = None, state: AppState | None = None, task: object = TASK, read: bool = True
) -> GuardsView:
    made = state or with_monitor(make_state([WEB], [task]), task, make_instances(9) if read else None)
    if vigil is not None:
        monitor = replace(made.monitors[TASK.id], vigil=vigil)
        made = replace(made, monitors={TASK.id: monitor})
    found = watched(made, TASK.id)
    assert found is not None
    return guards_view(made, found, UTC)


def row(shown: GuardsView, guard: Guard) -> tuple[str, str, str]:
    found = next(r for r in shown.rows if r.guard is guard)
    return found.sentence, found.standing, found.reason


def test_with_nothing_chosen_all_are_off_and_nothing_stands_beside_them() -> None:
    shown = view()
    assert (shown.text, shown.short, shown.over, shown.reason) == ("Guards", "", False, "")
    assert [r.current for r in shown.rows] == [OFF, OFF, OFF]
    assert [r.standing for r in shown.rows] == ["", "", ""]
    assert "this program runs" in PROMISE


def test_the_floor_is_said_in_instances() -> None:
    assert row(view(), Guard.FLOOR)[0] == "When fewer than 8 instances are in service, at 2 looks in a row."
    assert "never acts" in row(view(task=replace(TASK, min_healthy=0)), Guard.FLOOR)[0]
    unknown = with_monitor(make_state([], [TASK]), TASK)
    assert "than the floor" in row(view(state=unknown), Guard.FLOOR)[0]


def test_guards_on_duty_are_counted_and_say_what_they_have_seen() -> None:
    shown = view(posted(ALL, NOW.at, frozenset()))
    assert (shown.text, shown.short) == ("Guards · 3", "3")
    assert "suspend after failed activities (3)" in shown.tip
    assert row(shown, Guard.FLOOR)[1] == "Watches since 06:00: 9 in service now."
    assert row(shown, Guard.FAILURES)[1] == "Watches since 06:00: 0 of 3 failed."
    assert [r.current for r in shown.rows] == ["on", "3", "10"]


def test_only_what_failed_since_counts() -> None:
    state = with_monitor(make_state([WEB], [TASK]), TASK)
    failed = tuple(
        Activity(ActivityId(f"asa-{n}"), "Failed", errors=(ActivityError("X", "x"),)) for n in (2, 1)
    )
    monitor = state.monitors[TASK.id]
    monitor = replace(monitor, activities=replace(monitor.activities, value=failed))
    state = replace(state, monitors={TASK.id: monitor})
    shown = view(posted(ALL, NOW.at, frozenset({ActivityId("asa-1")})), state)
    assert row(shown, Guard.FAILURES)[1].endswith("1 of 3 failed.")


def test_what_is_not_read_yet_is_said() -> None:
    shown = view(posted(ALL, NOW.at, None), read=False)
    assert row(shown, Guard.FLOOR)[1] == "The instances are not read yet."
    assert row(shown, Guard.FAILURES)[1] == "The activities are not read yet."


def test_one_that_has_acted_says_when_why_and_whether_it_watches_again() -> None:
    vigil = posted(ALL, NOW.at, frozenset())
    vigil = tripped(vigil, Call(Guard.FAILURES, RefreshAction.SUSPEND, "Why."), NOW.at)
    vigil = tripped(vigil, Call(Guard.ROLL_BACK, RefreshAction.ROLLBACK, "Why."), NOW.at)
    shown = view(vigil)
    assert shown.text == "Guards · 1"
    assert row(shown, Guard.FAILURES)[1] == (
        "Acted at 06:00: Why. It watches again after a suspension has ended."
    )
    assert row(shown, Guard.ROLL_BACK)[1] == "Acted at 06:00: Why. It acts only once."
    assert [r.acted for r in shown.rows] == [False, True, True]


def test_when_all_have_acted_the_button_counts_none() -> None:
    vigil = posted(Guards(suspend_after=1), NOW.at, frozenset())
    shown = view(tripped(vigil, Call(Guard.FAILURES, RefreshAction.SUSPEND, "Why."), NOW.at))
    assert (shown.text, shown.short) == ("Guards", "")
    assert shown.tip.startswith("Guards that have acted")


def test_after_a_suspension_the_floor_is_waited_for() -> None:
    shown = view(resumed(posted(ALL, NOW.at, frozenset()), frozenset(), NOW.at))
    assert row(shown, Guard.FLOOR)[1] == "Waits until 8 are in service again."


def test_while_the_group_grows_both_floors_are_said() -> None:
    made = with_monitor(make_state([WEB], [TASK]), TASK, make_instances(9))
    grows = replace(made.monitors[TASK.id], footing=Footing(size=20, held=10))
    made = replace(made, monitors={TASK.id: grows})
    sentence, standing, _ = row(view(posted(ALL, NOW.at, frozenset()), state=made), Guard.FLOOR)
    assert sentence.startswith("When fewer than 8 ")
    assert standing.endswith("9 in service now. The group grows: its floor becomes 16 once so many are.")


@pytest.mark.parametrize("version", ["Default", "Latest"])
def test_where_ess_cannot_roll_back_the_row_says_why(version: str) -> None:
    shown = view(task=replace(TASK, target=LaunchTemplateTarget(TemplateId("lt-1"), version)))
    assert version in row(shown, Guard.ROLL_BACK)[2]
    assert row(shown, Guard.FAILURES)[2] == ""


def test_a_refresh_that_has_ended_needs_none() -> None:
    shown = view(task=replace(TASK, status=RefreshStatus.SUCCESSFUL))
    assert shown.over
    assert "ended" in shown.reason


@pytest.mark.parametrize("guard", Guard)
def test_a_choice_changes_its_own_guard_and_can_be_taken_back(guard: Guard) -> None:
    for key, _ in choices_of(guard):
        chosen = with_choice(ALL, guard, key)
        assert current_of(chosen, guard) == key
        assert all(current_of(chosen, g) == current_of(ALL, g) for g in Guard if g is not guard)
    assert with_choice(ALL, guard, current_of(ALL, guard)) == ALL


def test_guards_of_another_window_are_shown_and_changed_there() -> None:
    state = with_monitor(make_state([WEB], [TASK]), TASK, make_instances(9))
    state = replace(state, archive=replace(state.archive, elsewhere={TASK.id: Guards(suspend_after=3)}))
    shown = view(state=state)
    assert (shown.text, shown.short, shown.reason) == ("Guards elsewhere", "", "")
    assert shown.promise.startswith("Another window of this program on this computer acts for this refresh: ")
    assert row(shown, Guard.FAILURES)[1:] == (
        "Watched by the other window.",
        "Change it in the window that acts.",
    )
    assert [r.current for r in shown.rows] == [OFF, "3", OFF]
    assert all(r.reason for r in shown.rows)
    ended = replace(TASK, status=RefreshStatus.SUCCESSFUL)
    assert view(state=replace(state, tasks={TASK.id: ended})).over
