"""A card: surface, hairline, radius 8, with an optional heading and something at its right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.labels import Label


class Card(QFrame):
    """Holds widgets in `body`, a vertical layout; the heading is 13 px, 600."""

    def __init__(
        self, title: str = "", parent: QWidget | None = None, trailing: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", "card")
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        if title or trailing is not None:
            self.title = Label(title, FontRole.STRONG)
            row = QHBoxLayout()
            row.addWidget(self.title)
            row.addStretch(1)
            if trailing is not None:
                row.addWidget(trailing)
            self.body.addLayout(row)
            self.setAccessibleName(title)


class Divider(QFrame):
    """A hairline between two things."""

    def __init__(self, parent: QWidget | None = None, *, vertical: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("line", "v" if vertical else "h")


class Ground(QFrame):
    """A plain area in one of the grounds of the style sheet: window, surface, rail, sunken, raised."""

    def __init__(self, ground: str = "surface", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", ground)
