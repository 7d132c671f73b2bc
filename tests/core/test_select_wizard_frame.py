from __future__ import annotations

from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_frame import frame
from essgui.core.state import AppState, Step
from tests.ui.wizard import scenes


def subject(state: AppState):
    found = subject_of(state)
    assert found is not None
    return found


def test_the_frame_names_the_group_and_the_next_step() -> None:
    shown = frame(subject(scenes.ecs(Step.SCOPE)))
    assert (shown.name, shown.place) == ("web-frontend", "cn-hangzhou · ECS")
    assert shown.next_title == "Pace"
    assert shown.back
    assert [mark.visited for mark in shown.marks] == [True, True, False, False, False]
    assert shown.marks[0].errors == 1
    assert [mark.left for mark in shown.marks] == [True, False, False, False, False]
    last = frame(subject(scenes.ecs(Step.REVIEW)))
    assert last.next_title == ""
    assert "Choose or type the id" in last.start_reason


def test_a_group_without_a_name_is_called_by_its_id() -> None:
    shown = frame(subject(scenes.with_group(scenes.ecs(), name="")))
    assert shown.name == shown.group
