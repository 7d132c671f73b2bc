"""The request in its forms: read, copied and kept, with values folded until they are asked for."""

from __future__ import annotations

import json
from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from essgui.domain.refresh import ContainersTarget, ImageTarget
from essgui.domain.scaling import Container, EnvironmentVariable
from essgui.ui.monitor.request_pane import RequestPane
from tests.support.states import make_group, make_task

TASK = make_task(make_group(), target=ImageTarget("m-bp1new"))
SECRET = ContainersTarget((Container("app", "shop:2", environment=(EnvironmentVariable("KEY", "s3cret"),)),))


def opened(qtbot, task=TASK):
    pane = RequestPane()
    qtbot.addWidget(pane)
    pane.show_request(task)
    pane.show()
    return pane


def test_the_request_is_read_and_copied(qtbot, themed):
    pane = opened(qtbot)
    assert pane.text.isReadOnly()
    pane.copy.click()
    assert json.loads(QGuiApplication.clipboard().text())["ScalingGroupId"] == TASK.group
    assert not pane.values.isVisible()


def test_it_is_there_as_command_program_and_block(qtbot, themed):
    pane = opened(qtbot)
    starts = {"cli": "aliyun ess StartInstanceRefresh", "python": "from ", "terraform": "# The region"}
    for form, begin in starts.items():
        pane.forms.set_current(form)
        assert begin in pane.text.toPlainText()
        assert "m-bp1new" in pane.text.toPlainText()


def test_values_are_folded_in_every_form_until_they_are_asked_for(qtbot, themed):
    pane = opened(qtbot, replace(TASK, target=SECRET))
    assert pane.values.isVisible()
    for form in ("json", "cli", "python", "terraform"):
        pane.forms.set_current(form)
        assert "s3cret" not in pane.text.toPlainText()
        assert "folded" in pane.note.text()
    pane.values.click()
    assert "s3cret" in pane.text.toPlainText()
    pane.forms.set_current("json")
    assert "s3cret" in pane.text.toPlainText()
    assert "folded" not in pane.note.text()


def test_it_is_kept_as_a_file_named_after_the_refresh(qtbot, themed):
    pane = opened(qtbot)
    pane.forms.set_current("terraform")
    pane.save.click()
    dialog = pane.findChild(QFileDialog, "file_dialog")
    assert dialog is not None
    with qtbot.waitSignal(pane.saved) as told:
        dialog.fileSelected.emit("there.tf")
    assert told.args == ["there.tf", pane.text.toPlainText()]
    assert dialog.selectedFiles()[0].endswith(f"refresh-{TASK.id}.tf")
    dialog.close()


def test_the_same_request_keeps_what_is_selected_in_it(qtbot, themed):
    pane = opened(qtbot)
    cursor = pane.text.textCursor()
    cursor.select(cursor.SelectionType.Document)
    pane.text.setTextCursor(cursor)
    pane.show_request(replace(TASK, finished=3))
    assert pane.text.textCursor().hasSelection()
    pane.show_request(replace(TASK, target=ImageTarget("m-bp1other")))
    assert "m-bp1other" in pane.text.toPlainText()


def test_despite_what_it_was_started_stands_above_the_request(qtbot, themed):
    pane = opened(qtbot)
    assert not pane.despite.isVisible()
    pane.show_despite("A no-go stood against the Start. Reason: it burns")
    assert pane.despite.isVisible()
    assert pane.despite.label.text().endswith("it burns")
    pane.show_despite("")
    assert not pane.despite.isVisible()
