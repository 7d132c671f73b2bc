"""Chooses an image by its id, with the image of now beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.rows import KeyValueRow
from essgui.ui.wizard.field import Field, id_edit, keep_text

if TYPE_CHECKING:
    from essgui.core.select_wizard_target import TargetView
    from essgui.ui.wizard.field import Edit


class ImageEditor(QWidget):
    """One field."""

    def __init__(self, edit: Edit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self.now = KeyValueRow("Image now", mono=True)
        self.now.setObjectName("image_now")
        self.id = id_edit("image_id", "m-… or the id of a public image")
        self.id.textEdited.connect(self._set_image)
        self.field = Field("Image id", self.id)
        self.field.setMaximumWidth(520)
        card = Card("Image")
        card.body.addWidget(self.now)
        card.body.addWidget(self.field)
        card.body.addWidget(
            Label(
                "Everything else stays as in the active configuration. The image has to fit the group's "
                "instance types; ESS checks that when it launches the first instance.",
                FontRole.SMALL,
                "text2",
                wrap=True,
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def show_view(self, view: TargetView) -> None:
        """Show the id and the image of now."""
        self.now.set_value(view.image_now or "not known yet")
        keep_text(self.id, view.image)
        self.field.set_problem(view.problems.get("image"))

    def _set_image(self, text: str) -> None:
        self._edit(lambda d: replace(d, image=text))
