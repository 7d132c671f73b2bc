"""The card of the checkpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.ladder import CheckpointLadder, LadderNode, NodeState

if TYPE_CHECKING:
    from essgui.core.select_monitor_ladder import Ladder, Rung


class LadderCard(Card):
    """Shows the ladder; it scrolls where there are more checkpoints than room.

    Signals: resume_requested() when the operator wants to go on before the pause is over.
    """

    resume_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.note = Label("", FontRole.SMALL, "text3")
        super().__init__("Checkpoints", parent, self.note)
        self.setFixedWidth(248)
        self.ladder = CheckpointLadder()
        self.ladder.setObjectName("ladder")
        area = QScrollArea()
        area.setWidget(self.ladder)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Checkpoints")
        self.body.addWidget(area, 1)
        self.ladder.resume_requested.connect(self.resume_requested)

    def show_ladder(self, shown: Ladder, resume_reason: str) -> None:
        """Show the rungs, and why one cannot go on at once where that is so."""
        self.note.setText(shown.note)
        self.ladder.set_nodes([_node(rung) for rung in shown.rungs])
        self.ladder.set_resume_reason(resume_reason)


def _node(rung: Rung) -> LadderNode:
    return LadderNode(
        state=NodeState(rung.state.value),
        title=rung.title,
        lines=rung.lines,
        countdown=rung.countdown,
        after=rung.after,
        warning=rung.warning,
        can_resume=rung.can_resume,
        icon=rung.icon,
    )
