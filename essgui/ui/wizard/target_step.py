"""The Target step: five cards of which one is chosen, and the editor of that kind below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.draft import Draft, TargetKind
from essgui.core.select_wizard_target import CARD_TITLES
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.one_of import OneOf
from essgui.ui.widgets.radio_card import RadioCard
from essgui.ui.wizard.configuration_editor import ConfigurationEditor
from essgui.ui.wizard.containers_editor import ContainersEditor
from essgui.ui.wizard.field import Complaint
from essgui.ui.wizard.image_editor import ImageEditor
from essgui.ui.wizard.template_editor import TemplateEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractButton

    from essgui.core.select_wizard_target import TargetView
    from essgui.ui.wizard.field import Ask, Edit, Search

_ICONS: dict[TargetKind, str] = {
    TargetKind.ACTIVE: "active",
    TargetKind.CONFIGURATION: "config",
    TargetKind.IMAGE: "image",
    TargetKind.TEMPLATE: "template",
    TargetKind.CONTAINERS: "box",
}


class TargetStep(QWidget):
    """What was typed for one kind stays when another is chosen."""

    def __init__(
        self,
        edit: Edit,
        read_again: Callable[[], None],
        search: Search,
        ask: Ask,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._edit = edit
        self._view: TargetView | None = None
        self._kinds: dict[QAbstractButton, TargetKind] = {}
        self.cards: dict[TargetKind, RadioCard] = {}
        self._choice = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        for kind in TargetKind:
            card = RadioCard(_ICONS[kind], CARD_TITLES[kind], "")
            card.setObjectName(f"target_{kind.value}")
            self._choice.addButton(card)
            self.cards[kind] = card
            self._kinds[card] = kind
            row.addWidget(card, 1)
        self._choice.buttonToggled.connect(self._toggled)
        self.trouble = Complaint()
        self.active = Card("Current active configuration")
        self.active.body.addWidget(
            Label(
                "Every instance is built anew from what the group launches from now. No desired "
                "configuration is sent. With “skip matching” on, instances that already match are left "
                "alone, so switch it off on the Scope page to rebuild all of them.",
                tone="text2",
                wrap=True,
            )
        )
        self.configuration = ConfigurationEditor(edit, read_again, search)
        self.image = ImageEditor(edit, search, ask)
        self.template = TemplateEditor(edit, search, ask)
        self.containers = ContainersEditor(edit, read_again)
        plain = QWidget()
        around = QVBoxLayout(plain)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.active)
        around.addStretch(1)
        self._editors: dict[TargetKind, QWidget] = {
            TargetKind.ACTIVE: plain,
            TargetKind.CONFIGURATION: self.configuration,
            TargetKind.IMAGE: self.image,
            TargetKind.TEMPLATE: self.template,
            TargetKind.CONTAINERS: self.containers,
        }
        self.stack = OneOf()
        for editor in self._editors.values():
            self.stack.add(editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(Label("What should the new instances run?", FontRole.HEADING))
        layout.addLayout(row)
        layout.addWidget(self.trouble)
        layout.addWidget(self.stack, 1)

    def show_view(self, view: TargetView) -> None:
        """Show the cards and the editor of the chosen kind."""
        if view == self._view:
            return
        self._view = view
        for each in view.cards:
            card = self.cards[each.kind]
            card.set_texts(each.text)
            card.set_reason(each.reason)
        self._choice.blockSignals(True)
        self.cards[view.kind].setChecked(True)
        self._choice.blockSignals(False)
        self.trouble.say_problem(view.problems.get("target"))
        for editor in (self.configuration, self.image, self.template, self.containers):
            editor.show_view(view)
        self.stack.show_one(self._editors[view.kind])

    def _toggled(self, button: QAbstractButton, on: bool) -> None:
        if on:
            kind = self._kinds[button]

            def change(draft: Draft) -> Draft:
                return replace(draft, kind=kind)

            self._edit(change)
