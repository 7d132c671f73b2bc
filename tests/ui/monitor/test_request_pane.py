from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from essgui.ui.monitor.request_pane import RequestPane


def test_the_request_is_read_and_copied(qtbot, themed):
    pane = RequestPane()
    qtbot.addWidget(pane)
    pane.show_text('{"RegionId": "cn-hangzhou"}')
    assert pane.text.isReadOnly()
    pane.copy.click()
    assert QGuiApplication.clipboard().text() == '{"RegionId": "cn-hangzhou"}'


def test_the_same_request_keeps_what_is_selected_in_it(qtbot, themed):
    pane = RequestPane()
    qtbot.addWidget(pane)
    pane.show_text("one")
    cursor = pane.text.textCursor()
    cursor.select(cursor.SelectionType.Document)
    pane.text.setTextCursor(cursor)
    pane.show_text("one")
    assert pane.text.textCursor().hasSelection()
    pane.show_text("two")
    assert pane.text.toPlainText() == "two"


def test_despite_what_it_was_started_stands_above_the_request(qtbot, themed):
    pane = RequestPane()
    qtbot.addWidget(pane)
    pane.show()
    assert not pane.despite.isVisible()
    pane.show_despite("Started despite a no-go. Reason: it burns")
    assert pane.despite.isVisible()
    assert pane.despite.label.text().endswith("it burns")
    pane.show_despite("")
    assert not pane.despite.isVisible()
