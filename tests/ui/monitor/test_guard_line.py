"""One guard with its choice: what is chosen, why it cannot be, and how it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from essgui.core.select_guards import CHOSEN, OFF, row_of
from essgui.domain.guards import Guard, Guards
from essgui.domain.refresh import ImageTarget
from essgui.ui.monitor.guard_line import GuardLine


def row(guard: Guard, guards: Guards = Guards()):
    return row_of(guard, guards, ImageTarget("m-1"), 8)


@pytest.fixture
def line(qtbot, themed):
    def make(made):
        widget = GuardLine(made)
        qtbot.addWidget(widget)
        widget.show()
        chosen: list[str] = []
        widget.chosen.connect(chosen.append)
        return widget, chosen

    return make


def test_the_floor_is_a_switch(qtbot, line):
    widget, chosen = line(row(Guard.FLOOR))
    assert not widget.control.isChecked()
    qtbot.mouseClick(widget.control, Qt.MouseButton.LeftButton)
    qtbot.keyClick(widget.control, Qt.Key.Key_Space)
    assert chosen == [CHOSEN, OFF]


def test_the_counts_are_segments(qtbot, line):
    widget, chosen = line(row(Guard.FAILURES))
    button = widget.findChild(QAbstractButton, "guard_failures_3")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == ["3"]


def test_showing_a_choice_chooses_nothing(line):
    widget, chosen = line(row(Guard.FAILURES))
    widget.show_row(row(Guard.FAILURES, Guards(suspend_after=5)))
    assert chosen == []
    assert widget.findChild(QAbstractButton, "guard_failures_5").isChecked()


def test_one_that_cannot_be_chosen_says_why(line):
    widget, _ = line(replace(row(Guard.ROLL_BACK), reason="There is no way back."))
    assert not widget.control.isEnabled()
    assert widget.standing.isVisible()
    assert widget.standing.text() == widget.control.accessibleDescription() == "There is no way back."
    widget.show_row(row(Guard.ROLL_BACK))
    assert widget.control.isEnabled()
    assert not widget.standing.isVisible()
