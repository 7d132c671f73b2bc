"""The presets side by side: what each asks for, and what it would lead to in this group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from essgui.core.presets import PRESETS
from essgui.ui.widgets.radio_card import PresetCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essgui.core.presets import PresetName
    from essgui.core.select_presets import PresetView


class PresetRow(QWidget):
    """None is checked where the form equals none of them.

    Signals: chosen(name) when the user chose one.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Presets")
        self._group = QButtonGroup(self)
        self.cards: dict[PresetName, PresetCard] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for preset in PRESETS:
            card = PresetCard(preset.title, "")
            card.setObjectName(f"preset_{preset.name}")
            card.clicked.connect(lambda _on=False, name=preset.name: self.chosen.emit(name))
            self._group.addButton(card)
            self.cards[preset.name] = card
            layout.addWidget(card, 1)

    def show_presets(self, views: Sequence[PresetView]) -> None:
        """Show what the presets lead to, and which one the form equals."""
        # An exclusive group does not let go of its last checked button.
        self._group.setExclusive(False)
        for view in views:
            card = self.cards[view.name]
            card.set_texts(view.settings, view.takes, view.serving)
            card.setChecked(view.chosen)
        self._group.setExclusive(True)
