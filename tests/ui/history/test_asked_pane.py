"""The log of what was asked shows a request ID whole, and copies it with its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtTest import QTest

from essgui.core.select_asked import AskedRow
from essgui.ui.fonts import FontRole
from essgui.ui.history.asked_pane import COLUMNS, REQUEST, AskedPane
from essgui.ui.theme import current_theme
from essgui.ui.widgets.delegates.roles import Role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

UUID = "6C2B1F9E-0C5A-5E0D-9A55-3F7A8E4B1C22"
MARGINS = 24


def asked(detail: str) -> AskedRow:
    when = ("14:31", "29 Nov 2026 14:31:00 UTC+0800")
    who = ("1234••••5678", "Suspend", "", "web", "ir-1", "no refresh yet")
    return AskedRow("t1", *when, *who, "refused", "octx", "red_fg", detail, "", 1.0)


def test_a_whole_request_id_has_room(themed: QApplication) -> None:
    wide = QFontMetricsF(current_theme().font(FontRole.ID)).horizontalAdvance(UUID)
    assert wide + MARGINS <= REQUEST
    assert next(c for c in COLUMNS if "request ID" in c.title).width == REQUEST


@pytest.mark.parametrize(
    ("detail", "code", "request_id"),
    [(f"Forbidden.RAM · {UUID}", "Forbidden.RAM", UUID), ("Timeout", "Timeout", ""), ("", "–", "")],
)
def test_the_code_stands_over_the_request_id(
    themed: QApplication, qtbot: QtBot, detail: str, code: str, request_id: str
) -> None:
    pane = AskedPane()
    qtbot.addWidget(pane)
    pane.show_rows((asked(detail),), None, dim=False)
    cell = pane.table.proxy.index(0, 4)
    assert (cell.data(), cell.data(Role.SECOND_LINE)) == (code, request_id)
    assert request_id in str(cell.data(Qt.ItemDataRole.ToolTipRole) or "")


def test_the_row_is_copied_with_its_request_id(themed: QApplication, qtbot: QtBot) -> None:
    pane = AskedPane()
    qtbot.addWidget(pane)
    pane.show_rows((asked(f"Forbidden.RAM · {UUID}"),), None, dim=False)
    pane.table.selectRow(0)
    QTest.keyClick(pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert UUID in QGuiApplication.clipboard().text()
