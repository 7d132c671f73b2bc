from __future__ import annotations

import pytest

from essgui.core.select_monitor import watched
from essgui.core.select_monitor_ladder import RungState, ladder
from essgui.ui.monitor.ladder_card import LadderCard
from essgui.ui.widgets.ladder import NodeState
from tests.ui.monitor import scenes
from tests.ui.monitor.conftest import BEIJING


@pytest.fixture
def card(qtbot, themed):
    made = LadderCard()
    qtbot.addWidget(made)
    return made


def show(card, state, reason: str = ""):
    found = watched(state, scenes.TASK)
    assert found is not None
    card.show_ladder(ladder(state, found, BEIJING), reason)


def test_every_state_of_a_rung_can_be_drawn():
    assert {state.value for state in RungState} == {state.value for state in NodeState}


def test_the_card_shows_the_rungs_and_the_pause(card):
    show(card, scenes.checkpoint())
    assert card.note.text() == "pause 15 min each"
    assert [node.countdown for node in card.ladder.nodes] == ["", "", "12:40", ""]
    assert card.ladder.nodes[-1].icon == "lock"


def test_resume_now_asks_or_says_why_not(card, qtbot):
    show(card, scenes.checkpoint())
    gate = card.ladder._rungs[2].resume
    with qtbot.waitSignal(card.resume_requested):
        gate.control.click()
    show(card, scenes.checkpoint(), "Not now.")
    assert not gate.control.isEnabled()
    assert gate.reason == "Not now."


def test_many_checkpoints_scroll(card):
    card.resize(248, 300)
    show(card, scenes.scene(checkpoints=tuple(range(5, 101, 5))))
    assert len(card.ladder.nodes) == 21
    assert not card.grab().isNull()
