"""A field's complaint: an empty field is asked for and not blamed, and typing is never disturbed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from essgui.domain.rules import Problem, Severity
from essgui.ui.theme import current_theme
from essgui.ui.wizard.field import Field, keep_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

ERROR = Problem("image", "An image is missing.")
CAUTION = Problem("image", "That image is old.", Severity.CAUTION)


@pytest.fixture
def field(qtbot: QtBot, themed: QApplication) -> Field:
    made = Field("Image", QLineEdit())
    qtbot.addWidget(made)
    made.resize(400, 90)
    made.show()
    return made


def edit(field: Field) -> QLineEdit:
    assert isinstance(field.control, QLineEdit)
    return field.control


@pytest.mark.parametrize(
    ("text", "problem", "tone", "wrong"),
    [("", ERROR, "text2", False), ("x", ERROR, "red_fg", True), ("x", CAUTION, "amber_fg", False)],
)
def test_a_problem_is_as_loud_as_it_is_grave(
    field: Field, text: str, problem: Problem, tone: str, wrong: bool
) -> None:
    edit(field).setText(text)
    field.set_problem(problem)
    assert field.complaint.sentence == problem.sentence
    assert field.complaint.label.palette().windowText().color() == current_theme().color(tone)
    assert bool(edit(field).property("wrong")) is wrong
    assert edit(field).accessibleDescription() == problem.sentence
    field.set_problem(None)
    assert not field.complaint.isVisible()
    assert not edit(field).property("wrong")
    assert edit(field).accessibleDescription() == ""


def test_a_text_from_elsewhere_waits_while_one_types(field: Field, qtbot: QtBot) -> None:
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    edit(field).setFocus()
    QTest.keyClicks(edit(field), "mine")
    edit(field).setCursorPosition(1)
    keep_text(edit(field), "theirs")
    assert (edit(field).text(), edit(field).cursorPosition()) == ("mine", 1)
    edit(field).clearFocus()
    keep_text(edit(field), "theirs")
    assert edit(field).text() == "theirs"
