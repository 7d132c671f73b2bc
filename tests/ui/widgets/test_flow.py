"""Widgets side by side go on in the next line where they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from essgui.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def row(themed: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    flow = FlowLayout(made, gap=10, line_gap=5)
    for _number in range(3):
        label = QLabel()
        label.setFixedSize(100, 20)
        flow.addWidget(label)
    made.show()
    return made


def places(row: QWidget, width: int) -> list[tuple[int, int]]:
    row.resize(width, 100)
    flow = row.layout()
    assert flow is not None
    flow.activate()
    flow.setGeometry(row.rect())
    return [(label.x(), label.y()) for label in row.findChildren(QLabel) if label.isVisible()]


def test_lines_break_where_the_room_ends(row: QWidget) -> None:
    assert places(row, 320) == [(0, 0), (110, 0), (220, 0)]
    assert places(row, 319) == [(0, 0), (110, 0), (0, 25)]
    flow = row.layout()
    assert flow is not None
    assert [flow.heightForWidth(width) for width in (320, 319, 100)] == [20, 45, 70]
    assert flow.sizeHint().width() == 320


def test_hidden_ones_take_no_room(row: QWidget) -> None:
    row.findChildren(QLabel)[1].hide()
    assert places(row, 320) == [(0, 0), (110, 0)]
