"""The Scope step: skip matching explained, the counts, and the list of those left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.select_wizard_remedies import remedy_of, remedy_question
from essgui.core.select_wizard_scope import SKIP_EXPLAINED
from essgui.domain.scaling import InstanceId
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.banner import Banner
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.confirm import ConfirmSheet, Question
from essgui.ui.widgets.delegates.cells import PlainDelegate
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.empty_state import LoadingBars
from essgui.ui.widgets.labels import Label
from essgui.ui.wizard.lines_model import LinesModel
from essgui.ui.wizard.load_failure import LoadFailure
from essgui.ui.wizard.remedies_panel import RemediesPanel
from essgui.ui.wizard.tables import make_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.draft import Draft
    from essgui.core.select_wizard_remedies import Mended
    from essgui.core.select_wizard_scope import ScopeView
    from essgui.domain.remedies import Remedy
    from essgui.ui.wizard.field import Edit

_ROW = 32


class _Count(Card):
    """A big number with its word and a caption."""

    def __init__(self, name: str, word: str, tone: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._word = word
        self.number = Label("–", FontRole.FIGURE, tone)
        self.caption = Label("", FontRole.SMALL, "text2", wrap=True)
        self.body.setSpacing(2)
        self.body.addWidget(self.number)
        self.body.addWidget(Label(word, FontRole.NAME))
        self.body.addWidget(self.caption)
        self.body.addStretch(1)

    def show_count(self, count: int | None, caption: str) -> None:
        self.number.setText("–" if count is None else str(count))
        self.caption.setText(caption)
        self.setAccessibleName(f"{'unknown' if count is None else count} {self._word}. {caption}")


class ScopeStep(QWidget):
    """Counts are dashes until the instances were read; a failed read says so and can be repeated."""

    def __init__(
        self,
        edit: Edit,
        read_again: Callable[[], None],
        mend: Callable[[Remedy], None],
        dismiss: Callable[[Remedy], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view: ScopeView | None = None
        self._edit = edit
        self._mend = mend
        self.sheet: ConfirmSheet | None = None
        self._asked: Mended | None = None
        self.skip = QCheckBox("Skip instances that already match")
        self.skip.setObjectName("skip_matching")
        self.skip.setFont(Label("", FontRole.NAME).font())
        self.skip.toggled.connect(self._toggled)
        explained = Label(SKIP_EXPLAINED, FontRole.SMALL, "text2", wrap=True)
        explained.setContentsMargins(24, 0, 0, 0)
        self.skip.setAccessibleDescription(SKIP_EXPLAINED)
        choice = Card("Who is replaced")
        choice.body.addWidget(self.skip)
        choice.body.addWidget(explained)
        self.replaced = _Count("count_replaced", "replaced", "accent_text")
        self.matching = _Count("count_matching", "already match", "text")
        self.ignored = _Count("count_ignored", "left alone", "text")
        counts = QHBoxLayout()
        counts.setSpacing(12)
        for card in (self.replaced, self.matching, self.ignored):
            counts.addWidget(card, 1)
        self.failed = LoadFailure("instances_failed", "The group's instances could not be read.", read_again)
        self.warnings = tuple(Banner("", "amber") for _ in range(3))
        for banner in self.warnings:
            banner.setObjectName("scope_warning")
            banner.hide()
        self.loading = LoadingBars((0.5, 0.8, 0.6))
        self.none = Label("No instance is left alone.", tone="text2")
        self.model = LinesModel(("Instance", "Why", "State", "Zone"), self)
        self.table = make_table(
            "ignored", "Instances that are left alone", self.model, (0, 160, 130, 150), _ROW
        )
        for column in range(4):
            delegate = PlainDelegate(self.table, row_height=_ROW, first=column == 0)
            self.table.setItemDelegateForColumn(column, delegate)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.remedies = RemediesPanel(self._ask, mend, dismiss)
        alone = Card("Left alone")
        alone.body.setContentsMargins(0, 12, 0, 12)
        alone.title.setContentsMargins(16, 0, 16, 0)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 0, 16, 0)
        inner.addWidget(
            Label(
                "ESS never replaces instances that were attached by hand, or are Protected or Standby.",
                FontRole.SMALL,
                "text2",
                wrap=True,
            )
        )
        inner.addWidget(self.loading)
        inner.addWidget(self.none)
        alone.body.addLayout(inner)
        alone.body.addWidget(self.remedies)
        alone.body.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(Label("Which instances will it touch?", FontRole.HEADING))
        layout.addWidget(choice)
        layout.addWidget(self.failed)
        layout.addLayout(counts)
        for banner in self.warnings:
            layout.addWidget(banner)
        layout.addWidget(alone)
        layout.addStretch(1)

    def show_view(self, view: ScopeView) -> None:
        """Show who is replaced, skipped and left alone."""
        if view == self._view:
            return
        self._view = view
        self.skip.blockSignals(True)
        self.skip.setChecked(view.skip_matching)
        self.skip.blockSignals(False)
        waiting = "reading the instances" if view.loading else "not known"
        known = view.ignored is not None
        self.failed.show_failure(view.failure)
        self.replaced.show_count(view.replaced, view.share if known else waiting)
        self.matching.show_count(view.matching, view.matching_caption if known else waiting)
        self.ignored.show_count(
            len(view.ignored or ()) if known else None, view.ignored_share if known else waiting
        )
        for banner, sentence in zip(self.warnings, (*view.warnings, "", "", ""), strict=False):
            banner.set_message(sentence)
            banner.setVisible(bool(sentence))
        rows = view.ignored or ()
        self._mind_sheet(view)
        self.loading.setVisible(not known and view.loading)
        self.none.setVisible(known and not rows)
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight(_ROW * min(len(rows), 8) + 34)
        show = Qt.ItemDataRole.DisplayRole
        self.model.set_rows(
            [
                (
                    row.id,
                    (
                        {show: row.id, Role.NAMED: True},
                        {show: row.reason},
                        {show: row.state},
                        {show: row.zone},
                    ),
                )
                for row in rows
            ]
        )

        self.remedies.show_view(view.remedies, view.failures)

    def _selected(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        self.remedies.select(tuple(InstanceId(self.model.key(index.row())) for index in rows))

    def _ask(self, reason: str, instances: tuple[InstanceId, ...]) -> None:
        view = self._view
        if view is None or self.sheet is not None:
            return
        remedy = remedy_of(view.group, reason, instances)
        if remedy is None:
            return
        asked = remedy_question(remedy, view.group)
        sheet = ConfirmSheet(
            Question(asked.title, asked.lines, asked.keeps, asked.loses, asked.act, grave=False), self
        )
        sheet.setObjectName("confirm_sheet")
        sheet.act.setObjectName("confirm_act")
        sheet.cancel.setObjectName("confirm_keep")
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.accepted.connect(lambda: self._mend(remedy))
        sheet.finished.connect(self._forget_sheet)
        self.sheet, self._asked = sheet, remedy
        sheet.open()

    def _mind_sheet(self, view: ScopeView) -> None:
        """Put an open question away where it is about instances that are left alone no more."""
        asked = self._asked
        if self.sheet is None or asked is None:
            return
        on = {i for line in view.remedies if line.act and not line.off for i in line.instances}
        if view.group.id != asked.group or not on.issuperset(asked.instances):
            self.sheet.reject()

    def _forget_sheet(self) -> None:
        self.sheet = self._asked = None

    def _toggled(self, on: bool) -> None:
        def change(draft: Draft) -> Draft:
            return replace(draft, skip_matching=on)

        self._edit(change)
