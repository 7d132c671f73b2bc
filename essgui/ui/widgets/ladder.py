"""The ladder of checkpoints: what was reached, where the refresh waits now, and what lies ahead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

_DISC = 26


class NodeState(StrEnum):
    """What a rung of the ladder is."""

    STARTED = "started"
    REACHED = "reached"
    NEXT = "next"
    """The one that the refresh is on its way to."""
    WAITING = "waiting"
    """The one at which it pauses now."""
    AHEAD = "ahead"


_LOOK: dict[NodeState, tuple[str, str, str]] = {
    NodeState.STARTED: ("play", "blue_fg", "blue_bg"),
    NodeState.REACHED: ("tick", "blue_fg", "blue_bg"),
    NodeState.NEXT: ("flag", "blue_fg", "blue_bg"),
    NodeState.WAITING: ("flag", "amber_fg", "amber_bg"),
    NodeState.AHEAD: ("flag", "slate_fg", "slate_bg"),
}


@dataclass(frozen=True, slots=True)
class LadderNode:
    """One rung: a title, lines of small text, and for the one that counts a time in big figures."""

    state: NodeState
    title: str
    lines: tuple[str, ...] = ()
    countdown: str = ""
    """Such as "12:40"; with a "≈ " in front where it is an estimate."""
    after: tuple[str, ...] = ()
    """Lines below the countdown."""
    warning: str = ""
    can_resume: bool = False
    """Whether the rung offers to go on at once."""
    icon: str = ""
    """Another icon than that of the state, such as "lock" for the last rung."""


class _Gutter(PaintedWidget):
    """The disc of a rung and the line down to the next one."""

    def __init__(self, node: LadderNode, last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._node, self._last = node, last
        self.setFixedWidth(_DISC)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        icon, fg, bg = _LOOK[self._node.state]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._last:
            passed = self._node.state in {NodeState.STARTED, NodeState.REACHED}
            line = QRectF(_DISC / 2 - 1, _DISC + 3, 2, self.height() - _DISC - 6)
            painter.fillRect(line, theme.color("accent" if passed else "border_strong"))
        disc = QRectF(0, 0, _DISC, _DISC)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(bg))
        painter.drawEllipse(disc)
        paint_icon(painter, self._node.icon or icon, disc.adjusted(6, 6, -6, -6), theme.color(fg))


class _Rung(QWidget):
    def __init__(self, node: LadderNode, last: bool, parent: CheckpointLadder) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(_Gutter(node, last, self))
        column = QVBoxLayout()
        column.setContentsMargins(0, 3, 0, 0 if last else 14)
        column.setSpacing(1)
        layout.addLayout(column, 1)
        column.addWidget(Label(node.title, FontRole.NAME))
        for line in node.lines:
            column.addWidget(Label(line, FontRole.SMALL, "text2", wrap=True))
        self.countdown: Label | None = None
        if node.countdown:
            tone = "amber_fg" if node.state is NodeState.WAITING else "text"
            self.countdown = Label(node.countdown, FontRole.COUNTDOWN, tone)
            column.addWidget(self.countdown)
        for line in node.after:
            column.addWidget(Label(line, FontRole.SMALL, "text3", wrap=True))
        if node.warning:
            row = QHBoxLayout()
            row.setSpacing(5)
            row.addWidget(IconLabel("warn", "amber_fg", 14), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(Label(node.warning, FontRole.SMALL, "amber_fg", wrap=True), 1)
            column.addLayout(row)
        self.resume: DisabledReason | None = None
        if node.can_resume:
            button = secondary_button(self.tr("Resume now"), "play", small=True)
            button.clicked.connect(parent.resume_requested)
            self.resume = DisabledReason(button)
            column.addSpacing(5)
            column.addWidget(self.resume, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        said = (node.title, *node.lines, node.countdown, *node.after, node.warning)
        self.setAccessibleName(", ".join(part for part in said if part))


class CheckpointLadder(QWidget):
    """Shows the rungs from start to 100 %.

    Signals: resume_requested() when the user wants to go on before the pause is over.
    """

    resume_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nodes: tuple[LadderNode, ...] = ()
        self._rungs: list[_Rung] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addStretch(1)

    @property
    def nodes(self) -> tuple[LadderNode, ...]:
        """The rungs that are shown."""
        return self._nodes

    def set_nodes(self, nodes: Sequence[LadderNode]) -> None:
        """Show other rungs; where only a countdown differs, its figures change in place."""
        fresh = tuple(nodes)
        if fresh == self._nodes:
            return
        if [_still(node) for node in fresh] == [_still(node) for node in self._nodes]:
            for rung, node in zip(self._rungs, fresh, strict=True):
                if rung.countdown is not None:
                    rung.countdown.setText(node.countdown)
        else:
            self._build(fresh)
        self._nodes = fresh

    def set_resume_reason(self, reason: str) -> None:
        """Disable "Resume now" for a reason, or enable it with an empty one."""
        for rung in self._rungs:
            if rung.resume is not None:
                rung.resume.set_reason(reason)

    def _build(self, nodes: tuple[LadderNode, ...]) -> None:
        for rung in self._rungs:
            self._layout.removeWidget(rung)
            rung.hide()
            rung.deleteLater()
        self._rungs = []
        for index, node in enumerate(nodes):
            rung = _Rung(node, index == len(nodes) - 1, self)
            self._layout.insertWidget(index, rung)
            self._rungs.append(rung)


def _still(node: LadderNode) -> tuple[object, ...]:
    """Return all of a rung but the figures of its countdown."""
    return (
        node.state,
        node.title,
        node.lines,
        bool(node.countdown),
        node.after,
        node.warning,
        node.can_resume,
        node.icon,
    )
