"""The sections of the drawer: capacity with drift, the checks, the configuration, the last refreshes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from essgui.core.select_fleet_drawer import Verdict
from essgui.ui.fleet.past_row import PastRefreshRow
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.badges import EligibilityBadge
from essgui.ui.widgets.buttons import link_button
from essgui.ui.widgets.capacity import CapacityFigures, CapacityStrip
from essgui.ui.widgets.empty_state import LoadingBars
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.rows import CheckRow, KeyValueRow, SectionTitle
from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from essgui.core.select_fleet_drawer import CheckLine, DrawerView, Fact

_MARKS: dict[Verdict, tuple[str, str]] = {
    Verdict.OK: ("tick", "green_fg"),
    Verdict.BLOCKED: ("ban", "red_fg"),
    Verdict.REMARK: ("warn", "amber_fg"),
    Verdict.WAITING: ("clock", "slate_fg"),
}


class Section(QWidget):
    """A title with what belongs to it below."""

    def __init__(self, title: str, trailing: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SectionTitle(title, trailing=trailing)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.title)


class _Strip(CapacityStrip):
    """The capacity strip where the instances may not have been read: it then says nothing of drift."""

    def __init__(self) -> None:
        super().__init__()
        self._known = ""

    def say_only(self, text: str) -> None:
        """Say this in place of the legend; an empty text brings the legend back."""
        if text != self._known:
            self._known = text
            self.update()

    def legend(self) -> list[tuple[str, str]]:
        # The base class asks while it is still being built.
        text = getattr(self, "_known", "")
        return [(text, "c_ignored")] if text else super().legend()


class CapacitySection(Section):
    """In service against the limits, and which instances are not on the active configuration."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.in_service = Label("", FontRole.SMALL, "text3")
        super().__init__(self.tr("Capacity"), self.in_service, parent)
        self.strip = _Strip()
        self.note = Label("", FontRole.SMALL, "text3", wrap=True)
        self.toggle = link_button("")
        self.toggle.setObjectName("show_drifted")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._on_toggled)
        self._lines = QWidget()
        self._lines.hide()
        self._rows: list[KeyValueRow] = []
        self._list = QVBoxLayout(self._lines)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.column.addSpacing(4)
        self.column.addWidget(self.strip)
        self.column.addWidget(self.note)
        self.column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._lines)
        self._group = ""
        self._count = 0

    def show_view(self, view: DrawerView) -> None:
        """Show the figures of a group."""
        figures = CapacityFigures(view.in_service, view.minimum, view.desired, view.maximum, view.drift or 0)
        self.in_service.setText(self.tr("{n} in service").format(n=view.in_service))
        only = "" if view.drift is not None else self.tr("{n} in service").format(n=view.in_service)
        self.strip.say_only(only)
        self.strip.set_figures(figures, view.drift_note)
        self.strip.setToolTip(plain_tip(view.drift_tip) if view.drift else "")
        self.note.setText(view.instances_note)
        self.note.setVisible(bool(view.instances_note))
        if view.id != self._group:
            self._group = view.id
            self.toggle.setChecked(False)
        self._count = view.drift or 0
        self.toggle.setVisible(bool(view.drift_lines))
        self._on_toggled(on=self.toggle.isChecked())
        while len(self._rows) < len(view.drift_lines):
            row = KeyValueRow("", mono=True, key_width=164)
            row.key.setFont(row.value.font())
            self._rows.append(row)
            self._list.addWidget(row)
        for index, row in enumerate(self._rows):
            row.setVisible(index < len(view.drift_lines))
            if index < len(view.drift_lines):
                line = view.drift_lines[index]
                row.key.setText(line.instance)
                row.setAccessibleName(line.instance)
                row.set_value(f"{line.source}  {line.age}")

    def _on_toggled(self, on: bool) -> None:
        self._lines.setVisible(on)
        if on:
            self.toggle.setText(self.tr("Hide the drifted instances"))
        elif self._count == 1:
            self.toggle.setText(self.tr("Show the drifted instance"))
        else:
            self.toggle.setText(self.tr("Show the {n} drifted instances").format(n=self._count))


class ChecksSection(Section):
    """Whether the group can be refreshed, check by check."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.badge = EligibilityBadge()
        super().__init__(self.tr("Eligible for refresh"), self.badge, parent)
        self.rows: list[CheckRow] = []
        self.column.addSpacing(2)

    def show_lines(self, lines: tuple[CheckLine, ...], reason: str) -> None:
        """Show the checks; `reason` is why the group cannot be refreshed, or nothing."""
        self.badge.set_eligible(eligible=not reason, reason=reason)
        while len(self.rows) < len(lines):
            row = CheckRow()
            self.rows.append(row)
            self.column.addWidget(row)
        for index, row in enumerate(self.rows):
            row.setVisible(index < len(lines))
            if index < len(lines):
                line = lines[index]
                icon, tone = _MARKS[line.verdict]
                row.set_check(line.name, line.value, icon, tone)
                row.setToolTip(plain_tip(line.sentence))
                row.setAccessibleName(f"{line.name}: {line.value}")
                row.setAccessibleDescription(line.sentence)


class FactsSection(Section):
    """The active configuration or the launch template."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Active configuration"), parent=parent)
        self.rows: list[KeyValueRow] = []
        self._shape: tuple[tuple[str, bool], ...] = ()
        self.bars = LoadingBars((0.7, 0.85, 0.5))
        self.failure = Label("", FontRole.SMALL, "red_fg", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.column.addSpacing(2)
        self.column.addLayout(self._list)
        self.column.addWidget(self.bars)
        self.column.addWidget(self.failure)

    def show_view(self, view: DrawerView) -> None:
        """Show the facts; rows are made anew only where another set of facts is known."""
        self.title.label.setText(view.source_title)
        shape = tuple((fact.key, fact.mono) for fact in view.facts)
        if shape != self._shape:
            self._shape = shape
            self._build(view.facts)
        for row, fact in zip(self.rows, view.facts, strict=True):
            row.set_value(fact.value)
        self.bars.setVisible(view.facts_loading and view.facts_failure is None)
        failure = view.facts_failure
        self.failure.setText(
            "" if failure is None else f"{failure.sentence} {failure.hint} ({failure.code})".strip()
        )
        self.failure.setVisible(failure is not None)

    def _build(self, facts: tuple[Fact, ...]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [KeyValueRow(fact.key, mono=fact.mono) for fact in facts]
        for row in self.rows:
            self._list.addWidget(row)


class RefreshesSection(Section):
    """The last refreshes of the group.

    Signals: opened(task id) when one was clicked; menu_wanted(task id, point on screen).
    """

    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Last refreshes"), parent=parent)
        self.rows: list[PastRefreshRow] = []
        self.note = Label("", FontRole.SMALL, "text3", wrap=True)
        self.column.addSpacing(2)
        self.column.addWidget(self.note)

    def show_view(self, view: DrawerView) -> None:
        """Show the refreshes, or the reason why there are none."""
        self.note.setText(view.refreshes_note)
        self.note.setVisible(bool(view.refreshes_note))
        while len(self.rows) < len(view.refreshes):
            row = PastRefreshRow()
            row.clicked.connect(self._on_clicked)
            row.menu_wanted.connect(self._on_menu)
            self.rows.append(row)
            self.column.addWidget(row)
        for index, row in enumerate(self.rows):
            row.setVisible(index < len(view.refreshes))
            if index < len(view.refreshes):
                row.set_past(view.refreshes[index])

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, PastRefreshRow) and row.past is not None:
            self.opened.emit(row.past.task)

    def _on_menu(self, where: QPoint) -> None:
        row = self.sender()
        if isinstance(row, PastRefreshRow) and row.past is not None:
            self.menu_wanted.emit(row.past.task, where)
