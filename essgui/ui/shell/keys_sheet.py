"""The sheet of keyboard shortcuts, made from the tables of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from essgui.ui.actions import COMMANDS, PAGE_KEYS
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.labels import Label


class KeysSheet(QDialog):
    """Lists every shortcut of the window and its pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setObjectName("keys_sheet")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        everywhere = [("Everywhere", spec.text, ", ".join(spec.keys)) for spec in COMMANDS]
        previous = ""
        for line, (place, text, keys) in enumerate((*everywhere, *PAGE_KEYS)):
            if place != previous:
                grid.addWidget(Label(place, FontRole.STRONG), line, 0)
                previous = place
            grid.addWidget(Label(text, FontRole.BODY), line, 1)
            grid.addWidget(Label(keys, FontRole.ID, "text2"), line, 2)
        close = secondary_button("Close")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Label("Keyboard shortcuts", FontRole.HEADING))
        layout.addLayout(grid)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
