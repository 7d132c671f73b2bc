from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from essgui.core.select_guards import PROMISE, guards_view
from essgui.core.select_monitor import watched
from essgui.domain.guards import Guard, Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import LaunchTemplateTarget
from essgui.domain.scaling import TemplateId
from essgui.ui.monitor.guards_card import GuardsCard
from essgui.ui.widgets.labels import Label
from tests.ui.monitor import scenes
from tests.ui.monitor.conftest import BEIJING

# A popup asks for the keyboard, which an offscreen platform cannot give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def view(state):
    found = watched(state, scenes.TASK)
    assert found is not None
    return guards_view(state, found, BEIJING)


@pytest.fixture
def opened(qtbot, themed):
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.show()
    cards = []

    def make(state):
        card = GuardsCard(view(state), anchor)
        card.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(card)
        card.open_below(anchor)
        chosen: list[Guards] = []
        card.chosen.connect(chosen.append)
        cards.append(card)
        return card, chosen

    yield make
    for card in cards:
        card.close()


def test_the_card_says_first_when_guards_act(opened):
    card, _ = opened(scenes.scene())
    assert card.findChild(Label, "guards_promise").text() == PROMISE
    assert not card.lines[Guard.FLOOR].standing.isVisible()


def test_showing_a_state_chooses_nothing(opened):
    card, chosen = opened(scenes.guarded())
    card.show_view(view(scenes.guarded(acted=False)))
    assert chosen == []
    assert card.lines[Guard.FLOOR].control.isChecked()
    assert card.lines[Guard.ROLL_BACK].control.current == "3"


def test_each_choice_goes_out_with_the_others_as_they_are(opened):
    card, chosen = opened(scenes.guarded(acted=False))
    card.findChild(QAbstractButton, "guard_failures_5").click()
    card.findChild(QAbstractButton, "guard_roll_back_off").click()
    card.findChild(QAbstractButton, "guard_floor").click()
    assert chosen == [Guards(True, 5, 3), Guards(True, 1, None), Guards(False, 1, 3)]


def test_all_of_it_is_done_by_keyboard(opened, qtbot):
    card, chosen = opened(scenes.scene())
    switch = card.lines[Guard.FLOOR].control
    qtbot.waitUntil(lambda: card.focusWidget() is switch)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert chosen == [Guards(suspend_below_floor=True)]
    card.focusNextChild()
    segment = card.focusWidget()
    assert segment.objectName() == "guard_failures_off"
    qtbot.keyClick(segment, Qt.Key.Key_Right)
    assert chosen[-1] == Guards(suspend_after=1)


def test_what_has_acted_is_told_in_amber(opened):
    card, _ = opened(scenes.guarded())
    standing = card.lines[Guard.FAILURES].standing
    assert "OperationDenied.NoStock" in standing.text()
    assert standing.property("tone") == "amber_fg"
    assert card.lines[Guard.FLOOR].standing.property("tone") == "text3"


def test_a_guard_that_cannot_be_is_off_with_its_reason(opened):
    card, chosen = opened(scenes.scene(target=LaunchTemplateTarget(TemplateId("lt-1"), "Latest")))
    line = card.lines[Guard.ROLL_BACK]
    assert "template version Latest" in line.gate.reason
    assert "template version Latest" in line.standing.text()
    card.findChild(QAbstractButton, "guard_roll_back_1").click()
    assert chosen == []


def test_it_closes_when_the_refresh_has_ended(opened):
    card, _ = opened(scenes.guarded())
    card.show_view(view(scenes.ended(RefreshStatus.SUCCESSFUL, 40)))
    assert not card.isVisible()


def test_nothing_is_cut_off_when_more_is_to_be_said(opened, qtbot):
    card, _ = opened(scenes.scene())
    low = card.height()
    card.show_view(view(scenes.guarded()))
    assert card.height() > low
    for label in card.findChildren(Label):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_every_control_has_a_name_for_the_ear(opened):
    card, _ = opened(scenes.guarded())
    for guard, line in card.lines.items():
        assert line.control.accessibleName() == line.title.text(), guard
        assert line.sentence.text() in line.control.accessibleDescription()


def test_guards_of_another_window_cannot_be_changed_here(opened):
    card, chosen = opened(scenes.guarded_elsewhere())
    assert "Another window of this program" in card.findChild(Label, "guards_promise").text()
    for line in card.lines.values():
        assert not line.control.isEnabled()
        assert line.standing.isVisible()
    card.show_view(view(scenes.scene()))
    assert card.findChild(Label, "guards_promise").text() == PROMISE
    assert card.lines[Guard.FLOOR].control.isEnabled()
    assert chosen == []
