from __future__ import annotations

from essgui.domain.lifecycle import RefreshAction
from essgui.ui.icons import icon_names
from essgui.ui.monitor.actions import ACTIONS


def test_every_action_is_declared_once_with_its_own_key_and_name():
    assert [spec.action for spec in ACTIONS] == list(RefreshAction)
    assert len({spec.key for spec in ACTIONS}) == len(ACTIONS)
    assert len({spec.name for spec in ACTIONS}) == len(ACTIONS)
    assert [spec.key for spec in ACTIONS] == ["Alt+S", "Alt+R", "Alt+C", "Alt+B"]


def test_an_ellipsis_says_that_a_question_follows():
    assert [spec.text for spec in ACTIONS] == ["Suspend", "Resume", "Cancel…", "Roll back…"]
    assert [spec.confirmed for spec in ACTIONS] == [False, False, True, True]


def test_their_icons_exist():
    assert {spec.icon for spec in ACTIONS if spec.icon} <= set(icon_names())
