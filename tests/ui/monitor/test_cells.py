from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem

from essgui.ui.monitor.cells import IdDelegate, UnfoldedDelegate
from essgui.ui.theme import current_theme
from essgui.ui.widgets.delegates.roles import Role

SIZE = QSize(300, 48)


def painted(delegate, **roles) -> set[str]:
    model = QStandardItemModel(1, 1)
    item = QStandardItem("Add 10 instances")
    for role, value in roles.items():
        item.setData(value, Role[role])
    model.setItem(0, 0, item)
    image = QImage(SIZE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, SIZE.width(), SIZE.height())
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    below = range(26, 44)
    return {QColor(image.pixel(x, y)).name() for y in below for x in range(SIZE.width())}


@pytest.mark.parametrize("tone", ["red_fg", "text3"])
def test_the_second_line_stands_below_in_its_colour(themed, tone: str):
    found = painted(UnfoldedDelegate(), SECOND_LINE="OperationDenied.NoStock", ICON_TONE=tone)
    assert current_theme().colors[tone].lower() in found


def test_a_stale_row_is_pale(themed):
    found = painted(UnfoldedDelegate(), SECOND_LINE="OperationDenied", ICON_TONE="red_fg", DIM=True)
    assert current_theme().colors["red_fg"].lower() not in found


def test_an_id_is_in_the_middle(themed):
    assert current_theme().colors["text"].lower() in painted(IdDelegate())
