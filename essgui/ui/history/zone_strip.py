"""The zones of a replay side by side: each with its counts, amber with a sign where none serves any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.flow import FlowLayout
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from essgui.core.replay_zones import ZoneView


class _Zone(QWidget):
    """One zone: its name above its counts."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Label("", FontRole.CAPTION, "text3")
        self.words = Label("", FontRole.STRONG)
        self.sign = IconLabel("warn", "amber_fg", 14)
        lower = QHBoxLayout()
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(5)
        lower.addWidget(self.sign)
        lower.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.name)
        column.addLayout(lower)

    def show_zone(self, view: ZoneView) -> None:
        """Show another moment."""
        self.name.setText(view.name)
        self.words.setText(view.words)
        self.words.set_tone("amber_fg" if view.empty else "text")
        self.sign.setVisible(view.empty)


class ZoneStrip(QWidget):
    """Shows a zone beside the other; what does not fit goes on in the next line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("replay_zones")
        self.zones: list[_Zone] = []
        self._flow = FlowLayout(self, gap=40)
        self.unknown = Label("Zones: not recorded", FontRole.SMALL, "text3")
        self._flow.addWidget(self.unknown)

    def show_zones(self, views: tuple[ZoneView, ...]) -> None:
        """Show the zones of a moment; none means that the recording has no zones."""
        while len(self.zones) < len(views):
            made = _Zone()
            self.zones.append(made)
            self._flow.addWidget(made)
        for zone, view in zip(self.zones, views, strict=False):
            zone.show_zone(view)
        for number, zone in enumerate(self.zones):
            zone.setVisible(number < len(views))
        self.unknown.setVisible(not views)
        self.setAccessibleName("Zones")
        self.setAccessibleDescription(
            ", ".join(f"{view.name}: {view.words}" for view in views) or self.unknown.text()
        )
