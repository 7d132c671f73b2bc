"""The card below the button of the guards: what this program may do by itself, and what it has seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from essgui.core.select_guards import with_choice
from essgui.domain.guards import Guard
from essgui.ui.fonts import FontRole
from essgui.ui.monitor.guard_line import GuardLine
from essgui.ui.shell.popover import Popover
from essgui.ui.widgets.card import Divider
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from essgui.core.select_guards import GuardsView

_WIDTH = 460


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
        self._promise = Label(view.promise, FontRole.SMALL, "text2", wrap=True)
        self._promise.setObjectName("guards_promise")
        self.body.addWidget(self._promise)
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
        self._promise.setText(view.promise)
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
