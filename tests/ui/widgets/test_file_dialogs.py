"""Asking for a file: the right question, one answer or none, and nothing left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from essgui.ui.widgets.file_dialogs import ask_what_to_open, ask_where_to_save

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def parent(qtbot: QtBot, themed: QApplication) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_name_without_an_ending_gets_the_one_of_the_proposal(parent: QWidget, tmp_path: Path) -> None:
    told: list[str] = []
    dialog = ask_where_to_save(parent, "Save", "web.prod.tf", told.append)
    assert dialog.isVisible()
    assert dialog.selectedFiles()[0].endswith("web.prod.tf")
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path / "mine"))
    dialog.accept()
    assert told == [str(tmp_path / "mine.tf")]
    assert not (tmp_path / "mine.tf").exists(), "the dialog only asks"


def test_only_a_file_that_is_there_can_be_opened(parent: QWidget, tmp_path: Path) -> None:
    told: list[str] = []
    there = tmp_path / "x.tf"
    there.write_text("x")
    dialog = ask_what_to_open(parent, "Open", told.append)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    assert "*.tf" in dialog.nameFilters()[0]
    assert dialog.nameFilters()[-1] == "All files (*)"
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(there))
    dialog.accept()
    assert told == [str(there)]


def test_a_dialog_that_is_left_tells_nothing_and_is_gone(parent: QWidget) -> None:
    told: list[str] = []
    for ask in (
        lambda: ask_where_to_save(parent, "Save", "a.json", told.append),
        lambda: ask_what_to_open(parent, "Open", told.append),
    ):
        ask().reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert told == []
    assert parent.findChildren(QFileDialog) == []


def test_a_typed_folder_is_not_listed_for_completion(qtbot: QtBot, parent: QWidget) -> None:
    for dialog in (
        ask_where_to_save(parent, "Save", "a.json", lambda _path: None),
        ask_what_to_open(parent, "Open", lambda _path: None),
    ):
        (field,) = dialog.findChildren(QLineEdit, "fileNameEdit")
        # Checked before anything is typed: with it, typing /proc/ never comes back.
        assert field.completer() is None
        qtbot.keyClicks(field, "/proc/")
        assert field.text() == "/proc/"
        dialog.reject()
