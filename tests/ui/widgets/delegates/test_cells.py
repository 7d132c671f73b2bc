"""Cells are painted from roles: ground, selection, text, pill, bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from essgui.ui.theme import current_theme
from essgui.ui.widgets.capacity import CapacityFigures
from essgui.ui.widgets.delegates.cells import (
    CapacityDelegate,
    DurationDelegate,
    IconTextDelegate,
    PlainDelegate,
    StatusDelegate,
    TwoLineDelegate,
)
from essgui.ui.widgets.delegates.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from essgui.ui.widgets.delegates.cell import CellDelegate

WIDE, HIGH = 180, 48


def painted(
    qtbot: QtBot, delegate: CellDelegate, roles: dict[int, object], *, selected: bool = False
) -> QImage:
    """Return one cell as a view paints it."""
    view, model = QTableView(), QStandardItemModel(1, 1)
    qtbot.addWidget(view)
    model.setParent(view)
    delegate.setParent(view)
    item = QStandardItem()
    for role, value in roles.items():
        item.setData(value, role)
    model.setItem(0, 0, item)
    view.setModel(model)
    view.setItemDelegate(delegate)
    view.setShowGrid(False)
    view.horizontalHeader().hide()
    view.verticalHeader().hide()
    view.setColumnWidth(0, WIDE)
    view.setRowHeight(0, HIGH)
    view.resize(WIDE + 20, HIGH + 20)
    if selected:
        view.selectRow(0)
    view.show()
    return view.viewport().grab().toImage().copy(0, 0, WIDE, HIGH)


def has(picture: QImage, colour: QColor) -> bool:
    return any(
        picture.pixelColor(x, y) == colour for x in range(picture.width()) for y in range(picture.height())
    )


def test_a_selected_first_cell_has_the_bar(themed: QApplication, qtbot: QtBot) -> None:
    theme = current_theme()
    roles: dict[int, object] = {Qt.ItemDataRole.DisplayRole: "web", Role.NAMED: True}
    picture = painted(qtbot, TwoLineDelegate(first=True), roles, selected=True)
    assert picture.pixelColor(1, 20) == theme.color("accent")
    assert picture.pixelColor(170, 20) == theme.color("selected")
    assert picture.pixelColor(90, HIGH - 1) == theme.color("border")
    plain = painted(qtbot, TwoLineDelegate(), roles)
    assert plain.pixelColor(1, 20) == theme.color("surface")


def test_a_changed_cell_flashes(themed: QApplication, qtbot: QtBot) -> None:
    picture = painted(qtbot, PlainDelegate(), {Qt.ItemDataRole.DisplayRole: "18", Role.FLASH: True})
    assert picture.pixelColor(170, 20) == current_theme().color("accent_soft")


@pytest.mark.parametrize("second", [Role.SECOND_LINE, Role.SECOND_STATUS])
def test_the_second_line_is_below_the_first(themed: QApplication, qtbot: QtBot, second: Role) -> None:
    name = {Qt.ItemDataRole.DisplayRole: "image-resizer", Role.NAMED: True}
    one = painted(qtbot, TwoLineDelegate(), {**name})
    two = painted(qtbot, TwoLineDelegate(), {**name, second: "Successful", Role.SECOND_IS_ID: True})
    ground = current_theme().color("surface")

    def inked(picture: QImage) -> set[int]:
        return {y for y in range(HIGH - 2) for x in range(120) if picture.pixelColor(x, y) != ground}

    assert max(inked(two)) > max(inked(one))
    assert min(inked(two)) < min(inked(one))


def test_a_status_is_a_pill_with_its_bar(themed: QApplication, qtbot: QtBot) -> None:
    theme = current_theme()
    roles: dict[int, object] = {
        Qt.ItemDataRole.DisplayRole: "/40",
        Role.STRONG: "18",
        Role.STATUS: "InProgress",
        Role.SHARE: 0.45,
    }
    picture = painted(qtbot, StatusDelegate(), roles)
    assert has(picture, theme.color("blue_bg"))
    assert picture.pixelColor(20, HIGH - 8) == theme.color("blue_solid")
    assert picture.pixelColor(150, HIGH - 8) == theme.color("c_old_soft")
    idle = painted(qtbot, StatusDelegate(), {Qt.ItemDataRole.DisplayRole: "Idle"})
    assert not has(idle, theme.color("blue_bg"))
    unbarred = painted(qtbot, StatusDelegate(), {Role.STATUS: "Failed"})
    assert has(unbarred, theme.color("red_bg"))
    assert not has(unbarred, theme.color("c_old_soft"))


def test_capacity_is_amber_when_short(themed: QApplication, qtbot: QtBot) -> None:
    theme = current_theme()
    enough = painted(qtbot, CapacityDelegate(), {Role.CAPACITY: CapacityFigures(40, 20, 40, 80)})
    short = painted(qtbot, CapacityDelegate(), {Role.CAPACITY: CapacityFigures(40, 20, 42, 80)})
    assert has(enough, theme.color("c_ignored"))
    assert has(short, theme.color("c_transit"))
    assert has(short, theme.color("c_floor"))
    assert painted(qtbot, CapacityDelegate(), {}).pixelColor(20, 20) == theme.color("surface")


def test_a_stale_row_is_dimmed(themed: QApplication, qtbot: QtBot) -> None:
    roles: dict[int, object] = {
        Qt.ItemDataRole.DisplayRole: "Eligible",
        Role.ICON: "tick",
        Role.ICON_TONE: "green_fg",
    }
    theme = current_theme()
    assert has(painted(qtbot, IconTextDelegate(), roles), theme.color("green_fg"))
    assert not has(painted(qtbot, IconTextDelegate(), {**roles, Role.DIM: True}), theme.color("green_fg"))


def test_a_duration_shows_work_filled_and_waiting_outlined(themed: QApplication, qtbot: QtBot) -> None:
    theme = current_theme()
    roles: dict[int, object] = {
        Role.STRONG: "46 min",
        Qt.ItemDataRole.DisplayRole: " · 30 min waiting",
        Role.WORKING: 0.3,
        Role.WAITING: 0.5,
    }
    picture = painted(qtbot, DurationDelegate(), roles)
    assert has(picture, theme.color("blue_solid"))
    assert has(picture, theme.color("c_pause"))


def test_a_duration_that_nobody_saw_is_neither_work_nor_waiting(themed: QApplication, qtbot: QtBot) -> None:
    theme = current_theme()
    picture = painted(qtbot, DurationDelegate(), {Role.STRONG: "46 min", Role.UNSEEN: 0.8})
    assert has(picture, theme.color("text3"))
    assert not has(picture, theme.color("blue_solid"))


def test_numbers_go_right_where_the_model_says_so(themed: QApplication, qtbot: QtBot) -> None:
    roles: dict[int, object] = {Qt.ItemDataRole.DisplayRole: "7"}
    left = painted(qtbot, PlainDelegate(), roles)
    right = painted(
        qtbot,
        PlainDelegate(),
        {**roles, Qt.ItemDataRole.TextAlignmentRole: Qt.AlignmentFlag.AlignRight.value},
    )
    ground = current_theme().color("surface")

    def first(picture: QImage) -> int:
        return min(x for x in range(WIDE) for y in range(HIGH - 2) if picture.pixelColor(x, y) != ground)

    assert first(left) < 20
    assert first(right) > 150


def test_rows_have_the_height_of_the_design(themed: QApplication, qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    model = QStandardItemModel(1, 1, view)
    for height in (48, 32):
        hint = PlainDelegate(view, row_height=height).sizeHint(QStyleOptionViewItem(), model.index(0, 0))
        assert hint == QSize(96, height)
