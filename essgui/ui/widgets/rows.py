"""Lines of a panel: a key with its value, and the title of a section."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import ElidedLabel, Label


class KeyValueRow(QWidget):
    """A caption at the left and what it is at the right, 24 pixels high."""

    def __init__(
        self,
        key: str,
        value: str = "",
        parent: QWidget | None = None,
        *,
        mono: bool = False,
        key_width: int = 104,
    ) -> None:
        super().__init__(parent)
        self.key = Label(key, FontRole.SMALL, "text3")
        self.key.setFixedWidth(key_width)
        mode = Qt.TextElideMode.ElideMiddle if mono else Qt.TextElideMode.ElideRight
        self.value = ElidedLabel(value, FontRole.ID if mono else FontRole.SMALL, "text", mode=mode)
        self.setFixedHeight(24)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.key)
        layout.addWidget(self.value, 1)
        self.setAccessibleName(key)

    def set_value(self, value: str) -> None:
        """Show another value."""
        self.value.setText(value)
        self.setAccessibleDescription(value)


class CheckRow(QWidget):
    """One check with its outcome: an icon, what was checked, and what it is now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel("tick", "green_fg")
        self.name = ElidedLabel("", FontRole.SMALL)
        self.value = Label("", FontRole.SMALL, "text3")
        self.setFixedHeight(24)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.icon)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.value)

    def set_check(self, name: str, value: str, icon: str = "tick", tone: str = "green_fg") -> None:
        """Show a check; use "tick"/"green_fg", "ban"/"slate_fg" or "warn"/"amber_fg"."""
        self.icon.set_icon(icon, tone)
        self.name.setText(name)
        self.value.setText(value)


class SectionTitle(QWidget):
    """A small heading, with something at its right such as a link or a note."""

    def __init__(self, text: str, parent: QWidget | None = None, trailing: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Label(text, FontRole.SMALL_STRONG, "text2")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label)
        layout.addStretch(1)
        if trailing is not None:
            layout.addWidget(trailing)
