"""The quiet button that says how many guards watch and opens their card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from essgui.ui.monitor.guards_card import GuardsCard
from essgui.ui.widgets.buttons import Button
from essgui.ui.widgets.disabled_reason import DisabledReason, reason_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from essgui.core.select_guards import GuardsView


class GuardsButton(DisabledReason):
    """Off, with the reason, for a refresh that has ended.

    Signals: chosen(Guards) when the operator chose other ones.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.button = Button("Guards", "guard", "ghost")
        super().__init__(self.button, parent)
        self._view: GuardsView | None = None
        self._narrow = False
        self.card: GuardsCard | None = None
        self.button.setObjectName("guards_button")
        self.button.clicked.connect(self._open)

    def show_view(self, view: GuardsView) -> None:
        """Show how many guards watch, and newer facts in the card while it is open."""
        self._view = view
        # One that is over has more buttons beside it, and no need of this one's word.
        text = "" if view.over else view.short if self._narrow else view.text
        self.button.set_kind("ghost" if text else "icon")
        self.button.setText(text)
        self.button.setAccessibleName(view.text)
        self.set_reason(view.reason, "No guards now" if view.reason else "")
        if not view.reason:
            self.button.setToolTip(reason_tip(view.tip))
            self.button.setAccessibleDescription(view.tip)
        if self.card is not None:
            self.card.show_view(view)

    def set_narrow(self, narrow: bool) -> None:
        """Leave the word out where there is little room, or show it again."""
        if narrow != self._narrow:
            self._narrow = narrow
            if self._view is not None:
                self.show_view(self._view)

    def _open(self) -> None:
        if self._view is None:
            return
        self.card = GuardsCard(self._view, self)
        self.card.chosen.connect(self.chosen)
        self.card.destroyed.connect(self._forget)
        self.card.open_below(self.button)

    def _forget(self) -> None:
        self.card = None
