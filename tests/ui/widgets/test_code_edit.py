"""The text of a request: what is typed goes out as it is, what is shown again moves nothing."""

from __future__ import annotations

import pytest

from essgui.ui.widgets.code_edit import CodeEdit


@pytest.fixture
def edit(qtbot, themed):
    made = CodeEdit("text", "Text")
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


def test_only_what_is_typed_is_told(edit):
    told: list[str] = []
    edit.typed.connect(told.append)
    edit.show_text("one\ntwo")
    assert told == []
    edit.textCursor().insertText("x")
    assert told == ["xone\ntwo"]


def test_a_text_that_is_shown_already_keeps_the_cursor(edit):
    edit.show_text("one\ntwo")
    cursor = edit.textCursor()
    cursor.setPosition(5)
    edit.setTextCursor(cursor)
    edit.show_text("one\ntwo")
    assert edit.textCursor().position() == 5


def test_no_character_is_changed_on_the_way(edit):
    text = "a\u00a0b\t中 🙂\n"
    edit.show_text(text)
    assert edit.text() == text


def test_lines_are_marked(edit):
    edit.show_text("one\ntwo\nthree")
    edit.mark_lines([2, 2, 9, 0])
    assert edit.wrong_lines == (2, 9)
    assert [s.cursor.blockNumber() for s in edit.extraSelections()] == [1]
    edit.grab()
    edit.mark_lines([])
    assert edit.extraSelections() == []
