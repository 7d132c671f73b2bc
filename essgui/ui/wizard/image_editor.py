"""Chooses an image from those that the account sees, or by its id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.core import lists
from essgui.core.select_wizard_images import OWNER_TITLES, ListPhase
from essgui.domain.fitting import Fit
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import icon_button
from essgui.ui.widgets.card import Card, Divider
from essgui.ui.widgets.delegates.cells import IconTextDelegate
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.labels import ElidedLabel, Label
from essgui.ui.widgets.rows import KeyValueRow
from essgui.ui.widgets.search_field import SearchField
from essgui.ui.widgets.segmented import SegmentedControl
from essgui.ui.wizard.choice_delegate import CHOSEN_ROLE
from essgui.ui.wizard.choice_table import ChoiceTable, take_height
from essgui.ui.wizard.field import Complaint, Field, id_edit, keep_text
from essgui.ui.wizard.lines_model import OFF_ROLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.core.select_wizard_images import ImagePicker, ImageRow
    from essgui.core.select_wizard_target import TargetView
    from essgui.ui.wizard.field import Ask, Edit, Search

_BY_ID = "id"
_COLUMNS = (("Name / ID", 0), ("System", 152), ("Disk", 62), ("Created", 92), ("Fits this group", 184))
_LOOKS: dict[Fit, tuple[str, str]] = {
    Fit.FITS: ("tick", "green_fg"),
    Fit.NOW: ("active", "text2"),
    Fit.DOUBTFUL: ("warn", "amber_fg"),
    Fit.NOT: ("ban", "text2"),
    Fit.UNKNOWN: ("help", "text3"),
}


class ImageEditor(QWidget):
    """A list with a search and pages; where it cannot be read, a field for the id and the reason."""

    def __init__(self, edit: Edit, search: Search, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit, self._search, self._ask = edit, search, ask
        self._shown: ImagePicker | None = None
        self.setObjectName("image_editor")
        keys = [(owner or "all", OWNER_TITLES[owner]) for owner in lists.OWNERS]
        self.owners = SegmentedControl([*keys, (_BY_ID, "Paste id")])
        self.owners.setObjectName("image_owners")
        self.owners.setAccessibleName("Whose images")
        self.owners.changed.connect(self._choose_owner)
        self.search_field = SearchField("image_search", "Search the images", "Name, id or system")
        self.search_field.setProperty("small", True)
        self.search_field.setMinimumWidth(150)
        self.search_field.setMaximumWidth(208)
        self.search_field.textChanged.connect(self._type)
        self.table = ChoiceTable(
            "images",
            "Images",
            _COLUMNS,
            self._read_again,
            "The list of images could not be read; type or paste an id instead.",
            {4: IconTextDelegate},
        )
        self.table.chosen.connect(self._choose)
        self.id = id_edit("image_id", "m-… or the id of a public image")
        self.id.textEdited.connect(self._set_image)
        self.field = Field("Image id", self.id)
        self.now = KeyValueRow("Image now", mono=True)
        self.now.setObjectName("image_now")
        self.told = Label("", FontRole.SMALL, "text2", wrap=True)
        self.by_id = QWidget()
        typed = QVBoxLayout(self.by_id)
        typed.setContentsMargins(16, 4, 16, 12)
        typed.setSpacing(8)
        # Not a greatest width: a sentence that wraps would not be given the height for it.
        narrow = QHBoxLayout()
        narrow.addWidget(self.field, 64)
        narrow.addStretch(36)
        typed.addWidget(self.now)
        typed.addLayout(narrow)
        typed.addWidget(self.told)
        self.trouble = Complaint()
        self.foot = _Foot()
        self.foot.previous.clicked.connect(lambda: self._turn(-1))
        self.foot.following.clicked.connect(lambda: self._turn(1))
        right = QWidget()
        tools = QHBoxLayout(right)
        tools.setContentsMargins(0, 0, 16, 0)
        tools.setSpacing(8)
        tools.addWidget(self.owners)
        tools.addWidget(self.search_field)
        card = self._card = Card("Image", trailing=right)
        card.title.setContentsMargins(16, 0, 0, 0)
        card.body.setContentsMargins(0, 10, 0, 0)
        card.body.setSpacing(8)
        trouble = QHBoxLayout()
        trouble.setContentsMargins(16, 0, 16, 0)
        trouble.addWidget(self.trouble)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.by_id)
        card.body.addLayout(trouble)
        card.body.addWidget(self.foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def show_view(self, view: TargetView) -> None:
        """Show the list, or the field."""
        shown = self._shown = view.images
        picker = shown.picker
        self.owners.blockSignals(True)
        self.owners.set_current(_BY_ID if picker.by_id else picker.owner or "all")
        self.owners.blockSignals(False)
        self.owners.set_counts(
            {owner or "all": count for owner, count in zip(lists.OWNERS, shown.counts, strict=True)}
        )
        keep_text(self.search_field, picker.text)
        self.search_field.setVisible(not picker.by_id)
        failed = shown.phase is ListPhase.FAILED
        listed = not picker.by_id and not failed
        self._show_table(shown, listed=listed)
        self.by_id.setVisible(not listed)
        self.now.set_value(view.image_now or "not known yet")
        keep_text(self.id, view.image)
        problem = view.problems.get("image")
        self.field.set_problem(problem)
        self.told.setText(shown.chosen)
        self.told.setVisible(bool(shown.chosen))
        self.trouble.say_problem(problem if listed else None, prompt=not view.image)
        self.foot.show_page(shown if listed and shown.footer else None)
        # Only a table has use for the height of the page.
        take_height(self._card, listed and bool(shown.rows))

    def _show_table(self, shown: ImagePicker, *, listed: bool) -> None:
        chosen = next((r.id for r in shown.rows if r.chosen), "")
        self.table.show_rows([(r.id, _cells(r)) for r in shown.rows] if listed else [], chosen)
        searched = f"No image matches “{shown.picker.text.strip()}”." if shown.picker.text.strip() else ""
        none = searched or "This account has no such images here. Paste an id instead."
        self.table.show_phase(shown.phase if listed else ListPhase.READY, none)
        self.table.failed.show_failure(None if shown.picker.by_id else shown.failure)
        self.table.setVisible(not shown.picker.by_id)

    def _choose_owner(self, key: str) -> None:
        by_id = key == _BY_ID
        owner = next((o for o in lists.OWNERS if (o or "all") == key), None)
        self._search(lambda p: replace(p, by_id=by_id, owner=p.owner if by_id else owner))

    def _type(self, text: str) -> None:
        self._search(lambda p: replace(p, text=text))

    def _turn(self, by: int) -> None:
        self._search(lambda p: replace(p, page=p.page + by))

    def _choose(self, key: str) -> None:
        self.id.setText(key)
        self._set_image(key)

    def _set_image(self, text: str) -> None:
        self._edit(lambda d: replace(d, image=text))

    def _read_again(self) -> None:
        if self._shown is not None and self._shown.question is not None:
            self._ask(self._shown.question)


class _Foot(QWidget):
    """How many there are, and the way to the next page."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ElidedLabel("", FontRole.SMALL, "text2")
        self.text.setObjectName("images_footer")
        self.previous = icon_button("chevron-left", "Previous page")
        self.following = icon_button("chevron-right", "Next page")
        self.previous.setObjectName("images_previous")
        self.following.setObjectName("images_next")
        self._gates = (DisabledReason(self.previous), DisabledReason(self.following))
        row = QHBoxLayout()
        row.setContentsMargins(16, 2, 12, 6)
        row.addWidget(self.text, 1)
        for gate in self._gates:
            row.addWidget(gate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Divider())
        layout.addLayout(row)

    def show_page(self, shown: ImagePicker | None) -> None:
        """Show where one is, or nothing."""
        self.setVisible(shown is not None)
        if shown is None:
            return
        elsewhere = f" Chosen, not on this page: {shown.chosen}." if shown.chosen else ""
        self.text.setText(shown.footer + elsewhere)
        paged = shown.previous or shown.following
        for gate, on, why in zip(
            self._gates,
            (shown.previous, shown.following),
            ("This is the first page.", "This is the last page."),
            strict=True,
        ):
            gate.setVisible(paged)
            gate.set_reason("" if on else why)


def _cells(row: ImageRow) -> tuple[Mapping[int, Any], ...]:
    show, tip = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
    icon, tone = _LOOKS[row.fit.fit]
    said = row.fit.sentence
    dim = {Role.DIM: True} if row.off else {}
    return (
        {
            show: row.name,
            tip: "\n".join(t for t in (row.name, row.id, said) if t),
            Role.SECOND_LINE: row.below,
            Role.SECOND_IS_ID: row.below_is_id,
            Role.NAMED: True,
            Role.IDENTITY: row.id,
            CHOSEN_ROLE: row.chosen,
            OFF_ROLE: row.off,
            **dim,
        },
        {show: row.system, tip: row.system_tip, **dim},
        {show: row.disk, **dim},
        {show: row.created, **dim},
        {show: row.fit.short, tip: said or row.fit.short, Role.ICON: icon, Role.ICON_TONE: tone},
    )
