from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from essgui.domain.rules import Problem
from essgui.ui.wizard.rows_editor import Column, RowsEditor

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def editor(themed: QApplication) -> Iterator[RowsEditor]:
    made = RowsEditor("types", "instance type", (Column("", "Type"),), ordered=True, most=4)
    made.show_values((("a",), ("b",), ("c",)))
    made.show()
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def press(editor: RowsEditor, name: str) -> None:
    found = editor.findChild(QPushButton, name)
    assert found is not None
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def field(editor: RowsEditor, name: str) -> QLineEdit:
    found = editor.findChild(QLineEdit, name)
    assert found is not None
    return found


def test_a_row_moves_and_keeps_its_text(editor: RowsEditor) -> None:
    told: list[object] = []
    editor.changed.connect(lambda: told.append(editor.values()))
    press(editor, "types_0_down")
    assert editor.values() == (("b",), ("a",), ("c",))
    press(editor, "types_2_up")
    assert editor.values() == (("b",), ("c",), ("a",))
    assert len(told) == 2
    tops = [
        field(editor, f"types_{n}").mapTo(editor, field(editor, f"types_{n}").pos()).y() for n in range(3)
    ]
    assert tops == sorted(tops), "the rows stand in the order of their numbers"


def test_keys_add_below_and_move(editor: RowsEditor) -> None:
    first = field(editor, "types_0")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.values() == (("b",), ("a",), ("c",))
    assert first.hasFocus(), "the row that moves keeps the focus"
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert editor.values() == (("b",), ("a",), ("",), ("c",))
    assert field(editor, "types_2").hasFocus()


def test_the_ends_cannot_be_passed_and_say_why(editor: RowsEditor) -> None:
    assert not editor._rows[0].up.isEnabled()
    assert editor._rows[0].up_gate.reason == "This is the first instance type."
    assert editor._rows[2].down_gate.reason == "This is the last instance type."
    assert editor._rows[1].up.isEnabled()


def test_removing_leaves_the_others_and_a_place_for_the_focus(editor: RowsEditor) -> None:
    press(editor, "types_1_remove")
    assert editor.values() == (("a",), ("c",))
    assert editor._rows[1].remove.hasFocus()
    press(editor, "types_0_remove")
    press(editor, "types_0_remove")
    assert editor.values() == ()
    assert editor.add.hasFocus()


def test_a_full_list_says_why_nothing_can_be_added(editor: RowsEditor) -> None:
    press(editor, "types_add")
    assert len(editor.values()) == 4
    assert not editor.add.isEnabled()
    assert editor._gate.reason == "ESS takes at most 4 instance types."
    QTest.keyClick(field(editor, "types_0"), Qt.Key.Key_Return)
    assert len(editor.values()) == 4


def test_problems_stand_beside_their_row(editor: RowsEditor) -> None:
    editor.show_problems({"1": Problem("types.1", "b is already in the list.")})
    assert editor._rows[1].complaint.sentence == "b is already in the list."
    assert field(editor, "types_1").property("wrong") is True
    assert field(editor, "types_1").accessibleDescription() == "b is already in the list."
    assert editor._rows[0].complaint.isHidden()
    editor.show_problems({})
    assert editor._rows[1].complaint.isHidden()


def test_an_empty_field_is_asked_for_without_alarm(editor: RowsEditor) -> None:
    press(editor, "types_add")
    editor.show_problems({"3": Problem("types.3", "An instance type looks like ecs.g7.large.")})
    assert field(editor, "types_3").property("wrong") is not True
    assert editor._rows[3].complaint.sentence


def test_a_field_that_is_typed_in_is_left_alone(editor: RowsEditor) -> None:
    field(editor, "types_1").setFocus()
    editor.show_values((("A",), ("B",), ("C",)))
    assert editor.values() == (("A",), ("b",), ("C",))


def test_what_has_no_column_is_carried_along(themed: QApplication) -> None:
    editor = RowsEditor("env", "variable", (Column("key", "Name"), Column("value", "Value")))
    editor.show_values((("POD_IP", "", "status.podIP"), ("A", "1", "")))
    press(editor, "env_1_remove")
    assert editor.values() == (("POD_IP", "", "status.podIP"),)
    assert field(editor, "env_0_value").placeholderText() == "from status.podIP"
    editor.deleteLater()


def test_where_a_value_comes_from_goes_with_its_row(themed: QApplication) -> None:
    editor = RowsEditor("env", "variable", (Column("key", "Name"), Column("value", "Value", "value")))
    editor.show_values((("POD", "", "status.podIP"), ("B", "2", "")))
    assert field(editor, "env_0_value").placeholderText() == "from status.podIP"
    editor.show_values((("B", "2", ""),))
    assert field(editor, "env_0_value").placeholderText() == "value"
    editor.deleteLater()
