"""The wizard page: its steps, its Start, and a form that nothing disturbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QSpinBox

from essgui.core import messages as m
from essgui.core.draft import TargetKind
from essgui.core.effects import FindRefreshes, StartRefresh
from essgui.core.state import AppState, AttemptPhase, Remote, Step
from tests.support.states import NOW, OTHER, later
from tests.ui.wizard import look, scenes
from tests.ui.wizard.stage import Stage

Make = Callable[[AppState], Stage]


def test_every_scene_is_drawn_without_a_complaint(stage: Make) -> None:
    here = stage(scenes.ecs())
    for name, state in look.pictures().items():
        here.show(state)
        assert not here.page.grab().isNull(), name


def test_next_and_back_walk_the_steps_and_nothing_locks_going_on(stage: Make) -> None:
    here = stage(scenes.ecs())
    following = here.find(QPushButton, "wizard_next")
    seen = []
    while following.isEnabled():
        QTest.mouseClick(following, Qt.MouseButton.LeftButton)
        here.turn()
        seen.append(here.wizard.step)
    assert seen == [Step.SCOPE, Step.PACE, Step.SAFETY, Step.REVIEW]
    assert here.find(QPushButton, "wizard_start").isVisible()
    assert "last step" in here.page.footer.next_gate.reason
    QTest.mouseClick(here.find(QPushButton, "wizard_back"), Qt.MouseButton.LeftButton)
    here.turn()
    assert here.wizard.step is Step.SAFETY


@pytest.mark.parametrize(
    ("start", "key", "modifier", "end"),
    [
        (Step.TARGET, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier, Step.SCOPE),
        (Step.PACE, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, Step.SCOPE),
        (Step.SCOPE, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Step.PACE),
        (Step.TARGET, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, Step.TARGET),
        (Step.REVIEW, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Step.REVIEW),
    ],
)
def test_keys_walk_the_steps_but_never_start(
    stage: Make, start: Step, key: Qt.Key, modifier: Qt.KeyboardModifier, end: Step
) -> None:
    here = stage(scenes.ecs(start, **scenes.CONFIGURATION))
    QTest.keyClick(here.page, key, modifier)
    here.turn()
    assert here.wizard.step is end
    assert not any(isinstance(message, m.StartRequested) for message in here.sent)


def test_pressing_next_over_and_over_never_starts(stage: Make) -> None:
    here = stage(scenes.ecs(**scenes.CONFIGURATION))
    here.find(QPushButton, "wizard_next").setFocus()
    for _time in range(8):
        pressed = here.page.focusWidget()
        assert pressed is not None
        QTest.keyClick(pressed, Qt.Key.Key_Space)
        here.turn()
    assert here.wizard.step is Step.REVIEW
    assert {type(message) for message in here.sent} == {m.StepChosen}


def test_showing_a_value_beyond_the_slider_does_not_change_the_form(stage: Make) -> None:
    here = stage(scenes.ecs(Step.PACE, min_healthy=150, max_healthy=50))
    here.turn()
    assert (here.draft.min_healthy, here.draft.max_healthy) == (150, 50)
    assert here.sent == []


def test_a_visited_step_can_be_pressed_and_one_ahead_cannot(stage: Make) -> None:
    here = stage(scenes.ecs(Step.PACE))
    strip = here.page.header.strip
    assert not strip.step(Step.REVIEW).isEnabled()
    QTest.mouseClick(strip.step(Step.TARGET), Qt.MouseButton.LeftButton)
    here.turn()
    assert here.wizard.step is Step.TARGET


def test_a_step_that_was_left_with_a_problem_is_marked(stage: Make) -> None:
    here = stage(scenes.ecs())
    assert here.page.header.mark_of(Step.TARGET) == "", "one is still at it"
    QTest.mouseClick(here.find(QPushButton, "wizard_next"), Qt.MouseButton.LeftButton)
    here.turn()
    assert here.page.header.mark_of(Step.TARGET) == "1 problem to mend"


def test_start_is_sent_once_all_is_well(stage: Make) -> None:
    here = stage(scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION))
    QTest.mouseClick(here.find(QPushButton, "wizard_start"), Qt.MouseButton.LeftButton)
    here.turn()
    sent = [effect for effect in here.asked if isinstance(effect, StartRefresh)]
    assert len(sent) == 1
    assert here.page.footer.start.text() == "Starting…"
    assert not here.page.footer.start.isEnabled()
    assert not here.page.review.isEnabled(), "the form is locked while the request is on its way"


def test_start_is_off_with_the_first_problem_as_its_reason(stage: Make) -> None:
    here = stage(scenes.ecs(Step.REVIEW))
    assert "Choose or type the id" in here.page.footer.start_gate.reason
    QTest.mouseClick(here.find(QPushButton, "wizard_start"), Qt.MouseButton.LeftButton)
    assert here.sent == []


def test_a_protected_group_wants_its_name_typed(stage: Make) -> None:
    state = scenes.with_group(scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION), tags={"env": "prod"})
    here = stage(state)
    confirm = here.find(QLineEdit, "confirm_name")
    assert confirm.isVisible()
    assert "Type web-frontend" in here.page.footer.start_gate.reason
    QTest.keyClicks(confirm, "web-frontent")
    assert here.page.footer.start_gate.reason
    QTest.keyClick(confirm, Qt.Key.Key_Backspace)
    QTest.keyClicks(confirm, "d")
    assert here.page.footer.start_gate.reason == ""
    QTest.mouseClick(here.find(QPushButton, "wizard_start"), Qt.MouseButton.LeftButton)
    assert here.sent == [m.StartRequested()]


def test_the_typed_name_is_forgotten_with_the_group(stage: Make) -> None:
    state = scenes.with_group(scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION), tags={"env": "prod"})
    here = stage(state)
    here.find(QLineEdit, "confirm_name").setText("web-frontend")
    here.show(replace(here.store.state, wizard=None))
    here.show(state)
    assert here.find(QLineEdit, "confirm_name").text() == ""


def test_whoever_leaves_the_review_types_the_name_again(stage: Make) -> None:
    state = scenes.with_group(scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION), tags={"env": "prod"})
    here = stage(state)
    confirm = here.find(QLineEdit, "confirm_name")
    confirm.setText("web-frontend")
    assert state.wizard is not None
    here.show(replace(state, wizard=replace(state.wizard, step=Step.TARGET)))
    here.show(state)
    assert confirm.text() == ""
    confirm.setText("web-frontend")
    # As after a Start, with the monitor on screen: the page is told nothing meanwhile.
    here.page.hide()
    here.page.show()
    assert confirm.text() == ""
    assert "Type web-frontend" in here.page.footer.start_gate.reason


def test_an_unknown_outcome_says_so_and_can_be_checked_again(stage: Make) -> None:
    state = scenes.starting(scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION), AttemptPhase.UNKNOWN)
    here = stage(state)
    text = here.page.notices.banner.label.text()
    assert "may or may not have started" in text
    assert "same client token" in text
    QTest.mouseClick(here.find(QPushButton, "start_check_again"), Qt.MouseButton.LeftButton)
    assert here.sent == [m.StartCheckDue("essgui-t-1")]
    assert any(isinstance(effect, FindRefreshes) for effect in here.asked)


def test_a_refusal_is_shown_whole_and_the_form_stays(stage: Make) -> None:
    state = scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION)
    here = stage(state)
    here.show(scenes.with_wizard(state, refusal=scenes.REFUSED))
    card = here.page.notices.refusal
    assert card.isVisible()
    assert "does not exist in this group" in card.sentence.text()
    assert "Check the id" in card.hint.text()
    assert card.code.text() == scenes.REFUSED.code
    assert card.request.identifier == scenes.REFUSED.request_id
    assert here.page.review.isEnabled()
    QTest.mouseClick(card.dismiss, Qt.MouseButton.LeftButton)
    here.turn()
    assert not here.page.notices.isVisible(), "a dismissed refusal leaves no gap"


def test_a_group_that_is_gone_leaves_the_form_readable(stage: Make) -> None:
    state = scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION)
    here = stage(state)
    sentence = here.page.review.sentence.text()
    here.show(scenes.without_group(state))
    assert "no longer exists" in here.page.notices.banner.label.text()
    assert here.page.review.sentence.text() == sentence
    assert here.page.footer.start_gate.reason == "This scaling group no longer exists."
    here.show(scenes.with_wizard(here.store.state, step=Step.TARGET))
    assert here.page.header.name.text() == "web-frontend"
    assert here.find(QLineEdit, "configuration_id").text() == OTHER


def test_typing_goes_out_with_every_key_and_the_caret_stays(stage: Make) -> None:
    here = stage(scenes.ecs(kind=TargetKind.IMAGE, image="m-bp1"))
    field = here.find(QLineEdit, "image_id")
    field.setFocus()
    field.setCursorPosition(2)
    for letter in "xyz":
        QTest.keyClicks(field, letter)
        here.turn()
    assert here.draft.image == "m-xyzbp1"
    assert field.cursorPosition() == 5
    assert [type(message) for message in here.sent] == [m.DraftChanged] * 3


def test_an_answer_of_the_cloud_while_one_types_disturbs_nothing(stage: Make) -> None:
    state = scenes.eci()
    here = stage(state)
    form = here.page.target.containers.forms[0]
    form.chosen.click()
    here.turn()
    value = here.find(QLineEdit, "container_0_environment_0_value")
    area = here.page.stack.currentWidget()
    area.verticalScrollBar().setValue(40)
    value.setFocus()
    value.setCursorPosition(1)
    scrolled = area.verticalScrollBar().value()
    QTest.keyClicks(value, "X")
    assert value.text() == "iXnfo"
    # The answer is older than the key stroke: the turn of the loop has not come yet.
    old = here.store.state
    here.store._state = scenes.with_detail(old, instances=Remote((), later(1)))
    here.page.show_state(None, here.store.state)
    here.turn()
    assert value.hasFocus()
    assert value.text() == "iXnfo"
    assert value.cursorPosition() == 2
    assert area.verticalScrollBar().value() == scrolled
    assert here.draft.containers[0].container.environment[0].value == "iXnfo"
    assert here.draft.containers[0].container.environment[2].field_ref == "status.podIP"


def test_two_edits_in_one_turn_are_both_kept(stage: Make) -> None:
    here = stage(scenes.ecs(Step.PACE, **scenes.CONFIGURATION))
    here.find(QSpinBox, "min_healthy").setValue(50)
    here.find(QSpinBox, "max_healthy").setValue(180)
    assert (here.draft.min_healthy, here.draft.max_healthy) == (50, 180)
    here.turn()
    assert (here.page.pace.low.value, here.page.pace.high.value) == (50, 180)


def test_the_second_hand_redraws_nothing(stage: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    here = stage(scenes.ecs(**scenes.CONFIGURATION))
    drawn: list[str] = []
    monkeypatch.setattr(here.page, "_show", lambda _subject: drawn.append("drawn"))
    here.store.send(m.Ticked())
    here.turn()
    assert drawn == []
    here.send(m.StepChosen(Step.SCOPE))
    here.turn()
    assert drawn == ["drawn"]


def test_cancel_and_the_arrow_leave_and_keep_the_form(stage: Make) -> None:
    here = stage(scenes.ecs(**scenes.CONFIGURATION))
    QTest.mouseClick(here.find(QPushButton, "wizard_cancel"), Qt.MouseButton.LeftButton)
    assert here.sent == [m.WizardClosed()]
    assert here.store.state.wizard is None
    assert next(iter(here.store.state.drafts.values())).configuration == OTHER


def test_a_read_that_failed_can_be_repeated(stage: Make) -> None:
    state = scenes.with_detail(scenes.ecs(), configurations=Remote(failure=scenes.DENIED, misses=1))
    here = stage(state)
    again = here.find(QPushButton, "configurations_failed_again")
    assert again.isVisible()
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert here.sent == [m.GroupSelected(here.wizard.group)]
    assert here.asked, "update reads the group's configurations again"


def test_every_control_has_a_name_for_a_screen_reader_and_an_object_name(stage: Make) -> None:
    here = stage(scenes.ecs())
    for state in (
        scenes.ecs(),
        scenes.eci(),
        scenes.template(),
        scenes.ecs(Step.PACE, checkpoints=(50, 100)),
    ):
        here.show(state)
        page = here.page
        for kind in (QLineEdit, QSpinBox):
            for control in page.findChildren(kind):
                if control.isVisible() and control.objectName() != "qt_spinbox_lineedit":
                    assert control.objectName(), control
                    assert control.accessibleName(), control.objectName()
        for button in page.findChildren(QPushButton):
            if button.isVisible():
                assert button.text() or button.accessibleName(), button.objectName()


def test_time_passes_without_a_wizard(stage: Make) -> None:
    here = stage(scenes.ecs())
    here.show(replace(here.store.state, wizard=None, now=later(1, NOW)))
    QTest.keyClick(here.page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert here.sent == []


def test_the_header_tells_from_what_the_form_was_filled_in(stage: Callable[[AppState], Stage]) -> None:
    state = scenes.ecs()
    here = stage(state)
    assert here.page.header.source.isHidden()
    assert state.wizard is not None
    here.show(replace(state, wizard=replace(state.wizard, source="as ir-1 was")))
    assert not here.page.header.source.isHidden()
    assert here.page.header.source.text() == "filled in as ir-1 was"
    assert here.page.header.minimumSizeHint().width() <= 1180 - 72


def test_a_narrow_header_keeps_the_groups_name(stage: Callable[[AppState], Stage]) -> None:
    here = stage(scenes.ecs())
    here.page.header.resize(1100, 62)
    here.turn()
    name = here.page.header.name
    assert name.width() >= name.fontMetrics().horizontalAdvance("web-frontend")
