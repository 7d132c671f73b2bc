"""A line of the last refreshes: read aloud without gaps, opened by key, and its words never overlap."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from essgui.core.select_fleet_drawer import PastRefresh
from essgui.domain.scaling import TaskId
from essgui.ui.fleet.past_row import PastRefreshRow
from essgui.ui.theme import current_theme

PAST = PastRefresh(TaskId("ir-1"), "Successful", "11 Nov", "18/18", "24 min")


@pytest.fixture
def row(qtbot, themed):
    made = PastRefreshRow()
    qtbot.addWidget(made)
    made.resize(312, 28)
    made.set_past(PAST)
    made.show()
    return made


def test_it_is_read_aloud_without_the_words_that_it_lacks(row):
    assert row.accessibleName() == "Successful, 11 Nov, 18/18, 24 min"
    assert "ir-1" in row.toolTip()
    row.set_past(PastRefresh(TaskId("ir-2"), "Cancelled", "2 Nov", "", ""))
    assert row.accessibleName() == "Cancelled, 2 Nov"
    assert "ir-2" in row.toolTip()


def test_the_keyboard_opens_it_and_sees_where_it_is(row, qtbot):
    row.activateWindow()
    qtbot.waitUntil(row.isActiveWindow)
    row.clearFocus()
    row.setFocus(Qt.FocusReason.TabFocusReason)
    image = row.grab().toImage()
    assert image.pixelColor(row.width() // 2, 1) == current_theme().color("focus")
    with qtbot.waitSignal(row.clicked):
        QTest.keyClick(row, Qt.Key.Key_Space)


def test_dates_stand_below_one_another_whatever_the_status(row):
    def ink(status, left):
        """Return the first column after `left` that has ink of the date."""
        row.set_past(PastRefresh(TaskId("ir-3"), status, "11 Nov", "", ""))
        image = row.grab().toImage()
        ground = image.pixelColor(row.width() - 2, 14)
        return next(
            x for x in range(left, image.width()) if any(image.pixelColor(x, y) != ground for y in range(28))
        )

    assert ink("Successful", 112) == ink("Failed", 112)
    assert ink("Failed", 112) >= 118
