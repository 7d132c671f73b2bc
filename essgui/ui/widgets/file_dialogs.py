"""Dialogs that ask for a file; they only ask: what is done with it is told by a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

IMPORTED = "Terraform, JSON, settings (*.tf *.hcl *.json);;All files (*)"


def ask_where_to_save(parent: QWidget, title: str, name: str, chosen: Callable[[str], None]) -> QFileDialog:
    """Open a dialog for a new file; `chosen` is called with its path, or never."""
    dialog = _dialog(parent, title, chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    dialog.selectFile(name)
    dialog.open()
    return dialog


def ask_what_to_open(parent: QWidget, title: str, chosen: Callable[[str], None]) -> QFileDialog:
    """Open a dialog for a file that is there; `chosen` is called with its path, or never."""
    dialog = _dialog(parent, title, chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(IMPORTED.split(";;"))
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, chosen: Callable[[str], None]) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("file_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # Where Qt draws the dialog itself, its completion of a typed path lists the folder in the window's own
    # thread, and never ends at one that changes all the time, such as /proc.
    for field in dialog.findChildren(QLineEdit):
        field.setCompleter(None)  # pyright: ignore[reportArgumentType] - Qt takes none, its stubs do not say so
    dialog.fileSelected.connect(chosen)
    return dialog
