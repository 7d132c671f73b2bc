"""A dialog for a file does not hold the window, whatever folder is typed into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from essgui.ui.widgets.file_dialogs import ask_what_to_open, ask_where_to_save

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_typed_folder_is_not_listed_for_completion(qtbot: QtBot, themed: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for dialog in (
        ask_where_to_save(window, "Save", "a.json", lambda _path: None),
        ask_what_to_open(window, "Open", lambda _path: None),
    ):
        (field,) = dialog.findChildren(QLineEdit, "fileNameEdit")
        # Checked before anything is typed: with it, typing /proc/ never comes back.
        assert field.completer() is None
        qtbot.keyClicks(field, "/proc/")
        assert field.text() == "/proc/"
        dialog.reject()
