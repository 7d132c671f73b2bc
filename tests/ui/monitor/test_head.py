from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from essgui.core.select_monitor import Age, watched
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.vigil import posted
from essgui.ui.monitor.head import MonitorHead
from essgui.ui.widgets.labels import ElidedLabel, Label
from tests.ui.monitor import scenes
from tests.ui.monitor.conftest import BEIJING


@pytest.fixture
def head(qtbot, themed):
    made = MonitorHead(BEIJING)
    qtbot.addWidget(made)
    return made


def show(head, state, stale: bool = False):
    found = watched(state, scenes.TASK)
    assert found is not None
    head.show_watched(state, found, stale=stale)


def test_the_head_names_group_status_id_and_place(head):
    show(head, scenes.scene())
    assert head.name.text() == "checkout-api-prod"
    assert head.pill.status == "InProgress"
    assert head.identifier.identifier == scenes.TASK
    assert head.place.text() == "cn-hangzhou · ECS · scaling configuration"
    assert head.figures.running.value.text() == "13:40"
    assert head.figures.target.value.text() == "checkout-api-prod-2026-11"
    assert head.figures.in_service.value.text() == "39"


def test_the_smallest_window_is_wide_enough_for_it(head, qtbot):
    watched_by_three = scenes.watching(scenes.flying(), vigil=posted(Guards(True, 1, 1), scenes.NOW.at, None))
    over = (scenes.ended(status, 40) for status in (RefreshStatus.ROLLBACK_FAILED, RefreshStatus.CANCELLED))
    show(head, scenes.scene())
    head.resize(1180 - 72, 140)
    head.show()
    for state in (scenes.scene(), scenes.stale(), scenes.failed(), watched_by_three, *over):
        show(head, state)
        # Buttons that come and go count once the layout has taken note of it.
        qtbot.waitUntil(lambda: head.minimumSizeHint().width() <= 1180 - 72)


def test_the_word_on_the_guards_gives_way_where_there_is_little_room(head):
    show(head, scenes.guarded())
    head.resize(1108, 140)
    head.show()
    assert head.guards.button.text() == "2"
    head.resize(1370, 140)
    assert head.guards.button.text() == "Guards · 2"


def test_a_long_name_is_shortened_and_told_whole(head):
    head.resize(1108, 140)
    show(head, scenes.scene(name="n" * 200))
    head.grab()
    assert head.name.shown() != head.name.text()
    assert head.name.toolTip() == "n" * 200


@pytest.mark.parametrize(
    "name", ["checkout-api-prod", "checkout-with-a-name-as-long-as-the-cloud-lets-one-production"]
)
@pytest.mark.parametrize("stale", [False, True])
@pytest.mark.parametrize(
    "status",
    [
        RefreshStatus.IN_PROGRESS,
        RefreshStatus.CHECKPOINT_PAUSE,
        RefreshStatus.FAILED,
        RefreshStatus.ROLLBACK_SUCCESSFUL,
    ],
)
def test_in_the_smallest_window_no_figure_is_cut_and_the_id_says_something(head, qtbot, status, stale, name):
    head.figures.age.show_age(Age("no answer for 48 s", "amber_fg", "warn", stale, "Because."))
    show(head, scenes.scene(status, name=name), stale)
    head.setFixedWidth(1108)
    head.show()
    whole = [label for label in head.figures.findChildren(Label) if not isinstance(label, ElidedLabel)]
    qtbot.waitUntil(lambda: not any(w.isVisible() and w.width() < w.sizeHint().width() for w in whole))
    assert head.figures.target.value.width() >= 120
    assert len(head.identifier.label.shown()) > 12
    assert head.identifier.label.shown().startswith("ir-bp")
    assert head.name.shown()[-4:] == name[-4:], "it is shortened in the middle"
    assert not head.place.isVisible(), "it goes first"


def test_an_id_for_which_there_is_no_room_is_told_by_its_button(head, qtbot):
    show(head, scenes.scene(name="n" * 200))
    head.resize(1370, 140)
    head.show()
    assert head.identifier.label.isVisible()
    head.identifier.fit(60)
    assert not head.identifier.label.isVisible()
    assert scenes.TASK in head.identifier.button.toolTip()


def test_the_place_is_there_where_there_is_room(head, qtbot):
    show(head, scenes.scene())
    head.resize(1370, 140)
    head.show()
    qtbot.waitUntil(head.place.isVisible)
    head.resize(1108, 140)
    qtbot.waitUntil(lambda: not head.place.isVisible())


def test_the_chevron_leaves(head, qtbot):
    with qtbot.waitSignal(head.left):
        head.back.click()


def test_one_that_is_over_can_be_started_again(head, qtbot):
    head.resize(1108, 140)
    head.show()
    show(head, scenes.scene())
    assert not head.again_gate.isVisible()
    show(head, scenes.ended(RefreshStatus.SUCCESSFUL, 40))
    assert head.again_gate.isVisible()
    qtbot.waitUntil(lambda: head.minimumSizeHint().width() <= 1180 - 72)
    with qtbot.waitSignal(head.again_wanted):
        head.again.click()


def test_the_handover_is_copied_and_that_is_said_for_a_moment(head, qtbot):
    show(head, scenes.scene())
    head.show()
    assert "hand-over" in head.handover.accessibleName()
    head.handover.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("checkout-api-prod (cn-hangzhou)")
    assert "UTC+08:00" in text
    assert head.handover.accessibleDescription() == "Copied"
    qtbot.waitUntil(lambda: head.handover.accessibleDescription() == "")
