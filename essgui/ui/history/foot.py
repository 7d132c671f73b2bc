"""Below the list of runs: what the strips of time mean, and how many runs are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.card import Ground
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.legend import Legend, LegendItem, MarkKind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LEGEND = (
    LegendItem("working", "blue_solid", MarkKind.AREA),
    LegendItem("waiting at checkpoints or suspended", "amber_solid", MarkKind.OUTLINED),
    LegendItem("not recorded", "text3", MarkKind.DASHED),
)


class HistoryFoot(Ground):
    """A legend and a count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self.count = Label("", FontRole.SMALL, "text3")
        self.count.setObjectName("history_count")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(Legend(_LEGEND))
        row.addStretch(1)
        row.addWidget(self.count)
