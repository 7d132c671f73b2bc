"""The card below the button of the guards: what this program may do by itself, and what it has seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.select_guards import CHOSEN, OFF, PROMISE, with_choice
from essgui.domain.guards import Guard
from essgui.ui.fonts import FontRole
from essgui.ui.shell.popover import Popover
from essgui.ui.widgets.card import Divider
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.segmented import SegmentedControl
from essgui.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from essgui.core.select_guards import GuardRow, GuardsView

_WIDTH = 460


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


class GuardsCard(Popover):
    """The three guards of one refresh; it follows the state while it is open.

    Signals: chosen(Guards) when the operator chose other ones.
    """

    chosen = Signal(object)

    def __init__(self, view: GuardsView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self.setObjectName("guards_card")
        self.setAccessibleName("Guards")
        self.setFixedWidth(_WIDTH)
        self.body.addWidget(Label("Guards", FontRole.HEADING))
        promise = Label(PROMISE, FontRole.SMALL, "text2", wrap=True)
        promise.setObjectName("guards_promise")
        self.body.addWidget(promise)
        self.body.addSpacing(4)
        self.lines: dict[Guard, GuardLine] = {}
        for row in view.rows:
            self.body.addWidget(Divider())
            line = GuardLine(row)
            line.chosen.connect(partial(self._choose, row.guard))
            self.lines[row.guard] = line
            self.body.addWidget(line)

    def show_view(self, view: GuardsView) -> None:
        """Show newer facts; a refresh that has ended needs no guards any more."""
        self._view = view
        if view.over:
            self.close()
            return
        for row in view.rows:
            self.lines[row.guard].show_row(row)
        self.setFixedHeight(self.heightForWidth(_WIDTH))

    def open_below(self, anchor: QWidget, *, right: bool = False) -> None:
        """Open with the focus on the first choice."""
        self.setFixedHeight(self.heightForWidth(_WIDTH))
        super().open_below(anchor, right=right)
        self.lines[Guard.FLOOR].control.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, guard: Guard, key: str) -> None:
        self.chosen.emit(with_choice(self._view.guards, guard, key))
