"""One guard with its choice: in the monitor's card, and in the wizard before there is a monitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.select_guards import CHOSEN, OFF
from essgui.domain.guards import Guard
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.segmented import SegmentedControl
from essgui.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from essgui.core.select_guards import GuardRow


class GuardLine(QWidget):
    """One guard: its title with the choice, a sentence, and how it stands.

    Signals: chosen(str) when the operator chose; the keys are those of the row.
    """

    chosen = Signal(str)

    def __init__(self, row: GuardRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.control: Switch | SegmentedControl
        if row.guard is Guard.FLOOR:
            self.control = switch = Switch()
            switch.clicked.connect(lambda: self._choose(CHOSEN if switch.isChecked() else OFF))
        else:
            self.control = segments = SegmentedControl(row.choices)
            segments.name_segments(f"guard_{row.guard}")
            segments.changed.connect(self._choose)
        self.control.setObjectName(f"guard_{row.guard}")
        self.control.setAccessibleName(row.title)
        self.gate = DisabledReason(self.control)
        self.title = Label(row.title, FontRole.NAME)
        self.sentence = Label("", FontRole.SMALL, "text2", wrap=True)
        self.standing = Label("", FontRole.SMALL, "text3", wrap=True)
        self.standing.setObjectName(f"guard_{row.guard}_standing")
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.title, 1)
        top.addWidget(self.gate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.sentence)
        column.addWidget(self.standing)
        self.show_row(row)

    def show_row(self, row: GuardRow) -> None:
        """Show the choice in force and how the guard stands."""
        self._showing = True
        if isinstance(self.control, Switch):
            self.control.setChecked(row.current != OFF)
        else:
            self.control.set_current(row.current)
        self._showing = False
        self.gate.set_reason(row.reason, f"{row.title} is not possible" if row.reason else "")
        if not row.reason:
            self.control.setAccessibleDescription(f"{row.sentence} {row.standing}".strip())
        self.sentence.setText(row.sentence)
        self.standing.setText(row.standing or row.reason)
        self.standing.setVisible(bool(row.standing or row.reason))
        self.standing.set_tone("amber_fg" if row.acted else "text3")

    def _choose(self, key: str) -> None:
        # Showing a state chooses a segment too.
        if not self._showing:
            self.chosen.emit(key)
