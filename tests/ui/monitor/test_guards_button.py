from __future__ import annotations

import pytest

from essgui.core.select_guards import guards_view
from essgui.core.select_monitor import watched
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.ui.monitor.guards_button import GuardsButton
from tests.ui.monitor import scenes
from tests.ui.monitor.conftest import BEIJING

# A popup asks for the keyboard, which an offscreen platform cannot give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def button(qtbot, themed):
    made = GuardsButton()
    qtbot.addWidget(made)
    made.show()
    return made


def show(button, state):
    found = watched(state, scenes.TASK)
    assert found is not None
    button.show_view(guards_view(state, found, BEIJING))


def test_it_says_how_many_watch(button):
    show(button, scenes.scene())
    assert button.button.text() == "Guards"
    show(button, scenes.guarded(acted=False))
    assert button.button.text() == button.button.accessibleName() == "Guards · 3"
    assert "suspend below the floor" in button.button.toolTip()


def test_with_little_room_it_keeps_the_number_and_its_name(button):
    button.set_narrow(True)
    show(button, scenes.guarded())
    assert (button.button.text(), button.button.kind) == ("2", "ghost")
    assert button.button.accessibleName() == "Guards · 2"
    show(button, scenes.scene())
    assert (button.button.text(), button.button.kind) == ("", "icon")
    button.set_narrow(False)
    assert button.button.text() == "Guards"


def test_it_is_off_with_the_reason_where_the_refresh_has_ended(button):
    show(button, scenes.ended(RefreshStatus.SUCCESSFUL, 40))
    assert "has ended" in button.reason
    assert not button.button.isEnabled()
    assert button.button.accessibleName() == "Guards"


def test_its_card_follows_the_state_and_is_forgotten_when_it_closes(button, qtbot):
    show(button, scenes.scene())
    button.button.click()
    card = button.card
    assert card is not None
    chosen: list[Guards] = []
    button.chosen.connect(chosen.append)
    card.chosen.emit(Guards(True))
    assert chosen == [Guards(True)]
    show(button, scenes.guarded())
    assert "Acted at" in "".join(line.standing.text() for line in card.lines.values())
    card.close()
    qtbot.waitUntil(lambda: button.card is None)
    show(button, scenes.scene())
