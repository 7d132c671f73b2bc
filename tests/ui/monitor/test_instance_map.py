from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from essgui.core.select_instance_map import GroupBy, instance_map
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_rows import instance_rows
from essgui.domain.roles import GONE, InstanceRole
from essgui.domain.scaling import InstanceId
from essgui.ui.monitor.instance_map import InstanceMapView
from essgui.ui.monitor.squares import LOOKS, measures, square_picture
from tests.ui.monitor import scenes
from tests.ui.pointer import double_click


@pytest.fixture
def view(qtbot, themed):
    made = InstanceMapView()
    qtbot.addWidget(made)
    made.resize(1000, 260)
    show(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def show(view, instances=None, by: GroupBy = GroupBy.ZONE):
    state = scenes.scene()
    found = watched(state, scenes.TASK)
    assert found is not None
    rows = instance_rows(state, found, scenes.instances() if instances is None else instances)
    view.show_map(instance_map(rows, by), {row.key: row for row in rows})


def keys(view, number: int) -> list[str]:
    return [square.key for square in view.rows[number].row.squares]


def test_each_row_is_told_to_the_ear(view):
    assert view.rows[0].accessibleName() == "cn-hangzhou-h, 9 new, 10 old, 1 starting, 1 ignored"
    assert "cn-hangzhou-j, 9 new" in view.accessibleDescription()


def test_arrows_move_from_square_to_square_and_over_the_rows(view, qtbot):
    first, second = keys(view, 0), keys(view, 1)
    qtbot.waitUntil(lambda: view.rows[0].width() > 700)
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.chosen == first[0]
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen == first[1]
    across = view.rows[0].across
    assert across < len(first)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen == first[1 + across]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen == second[1]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.chosen == first[1 + across]
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.chosen == second[0]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.chosen == first[-1]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.chosen == first[0]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.chosen == first[0]
    assert view.accessibleDescription().startswith(f"{first[0]}, ")
    assert view.accessibleDescription().endswith(view.rows[0].row.spoken)


def test_enter_and_a_double_click_open_the_instance(view, qtbot):
    spot = view.rows[1].rect_of(2).center()
    with qtbot.waitSignal(view.opened) as told:
        double_click(view.rows[1], spot)
    assert told.args == [keys(view, 1)[2]]
    qtbot.mouseClick(view.rows[0], Qt.MouseButton.LeftButton, pos=view.rows[0].rect_of(4).center())
    assert view.chosen == keys(view, 0)[4]
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [keys(view, 0)[4]]
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == keys(view, 0)[4]


def test_the_choice_outlives_polls_other_rows_and_ends_with_its_instance(view):
    key = keys(view, 0)[5]
    view.choose(key)
    changed = tuple(replace(i, state="Removing") if i.id == key else i for i in scenes.instances())
    show(view, changed)
    assert view.chosen == key
    show(view, changed, GroupBy.STATE)
    assert view.chosen == key
    assert [row.row.title for row in view.rows][-1] == "Removing"
    assert view.rows[-1].current >= 0
    show(view, tuple(i for i in changed if i.id != key))
    assert view.chosen == ""


def test_a_square_says_everything_when_hovered(view, monkeypatch):
    said = []
    monkeypatch.setattr(QToolTip, "showText", lambda _pos, text, _widget: said.append(text))
    row = view.rows[0]
    point = row.rect_of(0).center()
    QApplication.sendEvent(row, QHelpEvent(QEvent.Type.ToolTip, point, row.mapToGlobal(point)))
    assert keys(view, 0)[0] in said[0]
    for word in ("State", "Warm-up", "checkout-api-prod", "Age", "Activity"):
        assert word in said[0]
    QApplication.sendEvent(row, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), QPoint(2, 2)))
    assert len(said) == 1


def test_a_hostile_name_is_not_taken_for_markup(view):
    instance = replace(scenes.instances()[0], id=InstanceId("i-<b>x"))
    show(view, (instance,))
    assert "i-&lt;b&gt;x" in view.tip_of("i-<b>x")


def test_roles_differ_by_more_than_colour():
    shapes = {(look.glyph, look.dashed, look.width) for look in LOOKS.values()}
    assert len(shapes) == len(LOOKS)
    assert set(LOOKS) == set(InstanceRole) - GONE
    assert len({look.glyph for look in LOOKS.values()}) == len(LOOKS)


def test_squares_shrink_for_many_and_are_drawn_once():
    assert [measures(n)[0] for n in (44, 400, 1000)] == [26, 18, 13]
    one = square_picture(InstanceRole.NEW, 13, "light", 1.0)
    assert square_picture(InstanceRole.NEW, 13, "light", 1.0) is one


def test_a_thousand_are_all_there_and_wrapped(view, qtbot):
    many = scenes.instances(500, 500)
    show(view, many)
    assert sum(len(row.row.squares) for row in view.rows) == 1001

    def fits() -> None:
        for row in view.rows:
            assert row.rect().contains(row.rect_of(len(row.row.squares) - 1))

    qtbot.waitUntil(fits)
    assert not view.grab().isNull()


def test_a_poll_that_brings_nothing_new_paints_nothing(view, qtbot):
    updates = []
    view.rows[0].update = lambda: updates.append(1)
    show(view)
    assert updates == []
