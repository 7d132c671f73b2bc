from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from essgui.core.select_monitor import watched
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.refresh import LaunchTemplateTarget
from essgui.domain.scaling import TemplateId
from essgui.ui.monitor.action_bar import ActionBar
from tests.ui.monitor import scenes

A, S = RefreshAction, RefreshStatus


@pytest.fixture
def bar(qtbot, themed):
    made = ActionBar()
    qtbot.addWidget(made)
    return made


def show(bar, state):
    found = watched(state, scenes.TASK)
    assert found is not None
    bar.show_watched(state, found)


@pytest.mark.parametrize(
    ("status", "primary"),
    [(S.IN_PROGRESS, None), (S.PAUSED, A.RESUME), (S.CHECKPOINT_PAUSE, A.RESUME), (S.FAILED, None)],
)
def test_the_primary_style_moves_to_what_is_called_for(bar, status: S, primary: A | None):
    show(bar, scenes.scene(status))
    kinds = {action: bar.button(action).kind for action in A}
    assert [action for action, kind in kinds.items() if kind == "primary"] == ([primary] if primary else [])
    assert kinds[A.CANCEL] == "danger"


def test_a_moving_template_version_says_why_there_is_no_way_back(bar):
    show(bar, scenes.scene(target=LaunchTemplateTarget(TemplateId("lt-1"), "Latest")))
    assert "template version Latest" in bar.gate(A.ROLLBACK).reason
    assert "Roll back is not possible now" in bar.button(A.ROLLBACK).toolTip()
    assert bar.button(A.CANCEL).isEnabled()


def test_an_action_in_flight_says_so_and_holds_the_others_back(bar):
    show(bar, scenes.flying())
    assert bar.button(A.SUSPEND).text() == "Suspending…"
    assert bar.button(A.CANCEL).text() == "Cancel…"
    assert not any(bar.button(action).isEnabled() for action in A)
    show(bar, scenes.scene())
    assert bar.button(A.SUSPEND).text() == "Suspend"


def test_an_action_that_is_on_says_what_it_will_do_and_its_key(bar):
    show(bar, scenes.checkpoint())
    tip = bar.button(A.RESUME).toolTip()
    assert "Alt+R" in tip
    assert "Goes on at once" in tip


def test_an_unknown_status_turns_all_off_with_the_reason(bar):
    show(bar, scenes.scene("Frozen"))
    for action in A:
        assert not bar.button(action).isEnabled()
        assert "“Frozen”" in bar.gate(action).reason


@pytest.mark.parametrize(
    ("key", "action"), [("S", A.SUSPEND), ("R", A.RESUME), ("C", A.CANCEL), ("B", A.ROLLBACK)]
)
def test_keys_ask_for_what_is_on_and_explain_what_is_off(bar, qtbot, key: str, action: A):
    asked: list[A] = []
    bar.asked.connect(asked.append)
    show(bar, scenes.scene())
    bar.show()
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    qtbot.keyClick(bar, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.AltModifier)
    if action is A.RESUME:
        assert asked == []
        assert bar.gate(action).hasFocus()
    else:
        assert asked == [action]
