"""A confirmation and the keyboard: where it starts, and that Enter alone never does what is grave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from essgui.ui.widgets.confirm import MOST_REASON, ConfirmSheet, Question

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

PLAIN = Question("Cancel the refresh?", act="Cancel the refresh")


def opened(qtbot: QtBot, question: Question) -> ConfirmSheet:
    sheet = ConfirmSheet(question)
    qtbot.addWidget(sheet)
    sheet.open()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({}, "cancel"),
        ({"typed": "web"}, "field"),
        ({"reason": "Why?"}, "cancel"),
        ({"reason": "Why?", "grave": False}, "reason"),
        ({"reason": "Why?", "typed": "web"}, "field"),
    ],
)
def test_the_keyboard_starts_on_what_does_no_harm(
    qtbot: QtBot, themed: QApplication, changes: dict[str, object], first: str
) -> None:
    sheet = opened(qtbot, replace(PLAIN, **changes))
    wanted = getattr(sheet, first)
    qtbot.waitUntil(wanted.hasFocus)
    done: list[bool] = []
    sheet.accepted.connect(lambda: done.append(True))
    QTest.keyClick(wanted, Qt.Key.Key_Return)
    QTest.keyClick(wanted, Qt.Key.Key_Enter)
    assert done == []


def test_the_name_is_wanted_to_the_letter_but_pasted_blanks_are_forgiven(
    qtbot: QtBot, themed: QApplication
) -> None:
    sheet = opened(qtbot, replace(PLAIN, typed="Web-1"))
    for text, right in (("web-1", False), ("Web-", False), (" Web-1\t", True), ("", False)):
        sheet.field.setText(text)
        assert sheet.act.isEnabled() is right, text


def test_a_reason_is_optional_and_has_an_end(qtbot: QtBot, themed: QApplication) -> None:
    sheet = opened(qtbot, replace(PLAIN, reason="Why, for the record?"))
    assert sheet.reason.isVisible()
    assert sheet.reason.accessibleName() == "Why, for the record?"
    assert sheet.act.isEnabled()
    QTest.keyClicks(sheet.reason, "x" * (MOST_REASON + 5))
    assert len(sheet.reason.text()) == MOST_REASON
    bare = opened(qtbot, PLAIN)
    assert not bare.reason.isVisible()
    assert not bare.field.isVisible()
