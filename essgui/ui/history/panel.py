"""The panel beside the list: the report of a ticked run, or two of them compared, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from essgui.core.select_compare import Reading
from essgui.ui.fonts import FontRole
from essgui.ui.history.curves import CurveChart
from essgui.ui.history.facts import FactTable
from essgui.ui.widgets.buttons import icon_button, primary_button, secondary_button
from essgui.ui.widgets.card import Divider, Ground
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.labels import ElidedLabel, Label
from essgui.ui.widgets.legend import Legend, LegendItem, MarkKind

if TYPE_CHECKING:
    from essgui.core.select_compare import Panel

WIDTH = 424
_ITEMS = (LegendItem("A", "accent", MarkKind.LINE), LegendItem("B", "text", MarkKind.DASHED))


class HistoryPanel(Ground):
    """Shows one Panel.

    Signals: closed(); again_wanted(), back_wanted(), retry_wanted(), replay_wanted() for A;
    export_wanted(); read_again() for a recording that could not be read.
    """

    closed = Signal()
    again_wanted = Signal()
    back_wanted = Signal()
    retry_wanted = Signal()
    replay_wanted = Signal()
    export_wanted = Signal()
    read_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self.setObjectName("history_panel")
        self.setFixedWidth(WIDTH)
        self.panel: Panel | None = None
        self.title = Label("", FontRole.HEADING)
        self.note = Label("", FontRole.SMALL, "text3")
        self.close_button = icon_button("close", "Close the panel (Esc)")
        self.close_button.setObjectName("history_panel_close")
        self.line = ElidedLabel("", FontRole.SMALL, "text2")
        self.facts = FactTable()
        self.chart_title = Label("New instances over time", FontRole.STRONG)
        self.legend = Legend(_ITEMS)
        self.curves = CurveChart()
        self.sentence = Label("", FontRole.SMALL, "text2", wrap=True)
        self.sentence.setObjectName("history_sentence")
        self.read = secondary_button("Read again", "refreshes", small=True)
        self.read.setObjectName("history_read_again")
        self.again = primary_button("", "refreshes")
        self.again.setObjectName("history_again")
        self.back = secondary_button("", "undo")
        self.back.setObjectName("history_back")
        self.retry = secondary_button("", "refreshes")
        self.retry.setObjectName("history_retry")
        self.retry.setToolTip("The same settings; instances on the target already are skipped")
        self.replay = secondary_button("", "play")
        self.replay.setObjectName("history_replay")
        self.export = icon_button("export", "Write reports and tables to files (Ctrl+E)")
        self.export.setObjectName("history_panel_export")
        self._gates = {
            "again": DisabledReason(self.again),
            "back": DisabledReason(self.back),
            "retry": DisabledReason(self.retry),
            "replay": DisabledReason(self.replay),
        }
        self._arrange()
        self.close_button.clicked.connect(self.closed)
        self.again.clicked.connect(self.again_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.retry.clicked.connect(self.retry_wanted)
        self.replay.clicked.connect(self.replay_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.read.clicked.connect(self.read_again)

    def show_panel(self, panel: Panel) -> None:
        """Show other runs."""
        if panel == self.panel:
            return
        self.panel = panel
        self.title.setText(panel.title)
        self.note.setText(panel.note)
        self.line.setText(panel.line)
        self.facts.show_panel(panel)
        drawn = panel.reading is Reading.READY
        self.curves.setVisible(drawn)
        self.legend.setVisible(drawn)
        self.legend.set_items(tuple(item for item in _ITEMS if item.word in {c.letter for c in panel.curves}))
        if drawn:
            self.curves.show_panel(panel)
        self.sentence.setText(panel.sentence)
        self.sentence.setVisible(bool(panel.sentence))
        self.read.setVisible(panel.reading is Reading.FAILED)
        both = len(panel.heads) == 2
        which = " A" if both else ""
        self.again.setText(f"Start again like{which or ' this'}…")
        self.back.setText(f"Reverse{which}…")
        self.retry.setText(f"Retry{which}…")
        self.replay.setText(f"Replay{which}")
        for key, permit in (
            ("again", panel.again),
            ("back", panel.back),
            ("retry", panel.retry),
            ("replay", panel.replay),
        ):
            self._gates[key].set_reason(permit.reason)
        # A retry makes sense of what ended early alone; elsewhere it would only take room.
        self._gates["retry"].setVisible(panel.heads[0].status in {"Failed", "Cancelled", "RollbackFailed"})

    def take_focus(self) -> None:
        """Put the keyboard on what one most likely wants next."""
        wanted = self.again if self.again.isEnabled() else self.close_button
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title)
        top.addWidget(self.note)
        top.addStretch(1)
        top.addWidget(self.close_button)
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 12, 12)
        head.setSpacing(4)
        head.addLayout(top)
        head.addWidget(self.line)
        chart = QHBoxLayout()
        chart.addWidget(self.chart_title)
        chart.addStretch(1)
        chart.addWidget(self.legend)
        inner = QWidget()
        body = QVBoxLayout(inner)
        body.setContentsMargins(16, 8, 16, 12)
        body.setSpacing(8)
        body.addWidget(self.facts)
        body.addSpacing(6)
        body.addLayout(chart)
        body.addWidget(self.curves)
        body.addWidget(self.sentence)
        body.addWidget(self.read, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner.setProperty("ground", "surface")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        scroll.setWidget(inner)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._gates["again"], 1)
        first.addWidget(self._gates["back"])
        first.addWidget(self.export)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self._gates["replay"], 1)
        second.addWidget(self._gates["retry"], 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(8)
        foot.addLayout(second)
        foot.addLayout(first)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Divider())
        column.addWidget(scroll, 1)
        column.addWidget(Divider())
        column.addLayout(foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Divider(vertical=True))
        layout.addLayout(column, 1)
