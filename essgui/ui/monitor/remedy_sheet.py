"""The sheet that asks before a remedy that is hard to undo, or that somebody has to undo later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.ui.widgets.confirm import ConfirmSheet, Question

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from essgui.core.select_attention import AttentionView
    from essgui.domain.situation import Confirm, Offer


class RemedySheet(ConfirmSheet):
    """Asks about one offer."""

    def __init__(self, offer: Offer, asked: Confirm, parent: QWidget | None = None) -> None:
        question = Question(asked.title, asked.lines, loses=asked.loses, act=asked.act, grave=asked.grave)
        super().__init__(question, parent)
        self.offer = offer
        self.setObjectName("confirm_sheet")
        self.act.setObjectName("confirm_act")
        self.cancel.setObjectName("confirm_keep")

    def stands(self, view: AttentionView | None) -> bool:
        """Tell whether the offer is still there: the same remedies, and nothing against them."""
        return view is not None and any(
            offered.offer.remedies == self.offer.remedies and not offered.reason
            for one in view.items
            for offered in one.offers
        )
