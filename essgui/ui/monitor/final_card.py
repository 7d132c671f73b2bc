"""The card of the final check, beside the chart of a refresh that is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from essgui.domain.final_line import Verdict
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from essgui.core.select_monitor_aftermath import FinalCheck
    from essgui.domain.final_line import Line

WIDTH = 300
MOST_NAMED = 4
"""Instances that a line names; the others are counted."""

_LOOKS: dict[Verdict, tuple[str, str]] = {
    Verdict.GOOD: ("tick", "green_fg"),
    Verdict.CAUTION: ("warn", "amber_fg"),
    Verdict.BAD: ("octx", "red_fg"),
    Verdict.NOT_KNOWN: ("help", "text3"),
}


class FinalCard(Card):
    """Shows the lines of the final check.

    Signals: again() when the operator wants the group to be read once more.
    """

    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.summary = Label("", FontRole.SMALL, "text3")
        super().__init__("Final check", parent, self.summary)
        self.setObjectName("final_check")
        self.setFixedWidth(WIDTH)
        self._shown: FinalCheck | None = None
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        area = QScrollArea()
        area.setWidget(self._inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Final check")
        self.body.addWidget(area, 1)
        self.read = Label("", FontRole.SMALL, "text3", wrap=True)
        self.read.setObjectName("final_read")
        self.look_again = secondary_button("Check again", small=True)
        self.look_again.setObjectName("check_again")
        self.look_again.clicked.connect(self.again)
        row = QHBoxLayout()
        row.addWidget(self.read, 1)
        row.addWidget(self.look_again)
        self.body.addLayout(row)

    def show_check(self, check: FinalCheck | None) -> None:
        """Show a check; without one the card takes no room."""
        self.setVisible(check is not None)
        if check is None or check == self._shown:
            return
        self._shown = check
        self.summary.setText(check.summary)
        self.read.setText(check.read)
        self.look_again.setEnabled(not check.reading)
        self.look_again.setText("Reading…" if check.reading else "Check again")
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if check.waiting:
            self._column.addWidget(Label(check.waiting, tone="text2", wrap=True))
        for line in check.lines:
            self._column.addWidget(_LineView(line))
        self._column.addStretch(1)


class _LineView(QWidget):
    def __init__(self, line: Line) -> None:
        super().__init__()
        icon, tone = _LOOKS[line.verdict]
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(line.headline, FontRole.NAME, wrap=True))
        if line.text:
            words.addWidget(Label(line.text, FontRole.SMALL, "text2", wrap=True))
        if line.instances:
            named = Label(_named(line), FontRole.ID, "text2", wrap=True)
            named.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(named)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setAccessibleName(f"{line.verdict.value}: {line.headline}")
        self.setAccessibleDescription(line.text)


def _named(line: Line) -> str:
    more = len(line.instances) - MOST_NAMED
    names = "\n".join(line.instances[:MOST_NAMED])
    return f"{names}\nand {more} more" if more > 0 else names
