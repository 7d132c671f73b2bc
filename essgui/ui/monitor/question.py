"""The sheet that asks before an action and for its reason; its counts stay true while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.ui.widgets.confirm import ConfirmSheet, Question
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from essgui.core.select_monitor_confirm import Confirmation
    from essgui.domain.lifecycle import RefreshAction


class ActionSheet(ConfirmSheet):
    """Asks about one action on one refresh."""

    def __init__(self, action: RefreshAction, asked: Confirmation, parent: QWidget | None = None) -> None:
        super().__init__(_question(asked), parent)
        self.action = action
        self.asked = asked
        self.setObjectName("confirm_sheet")
        self.act.setObjectName("confirm_act")
        self.cancel.setObjectName("confirm_keep")
        self.field.setObjectName("confirm_typed")
        self.reason.setObjectName("confirm_reason")

    def takes(self, asked: Confirmation) -> bool:
        """Show newer words in the place of the old ones; False where they are not as many.

        What was typed stays, and nothing moves but the text.
        """
        if _shape(asked) != _shape(self.asked):
            return False
        old, new = _texts(self.asked), _texts(asked)
        labels = {label.text(): label for label in self.findChildren(Label)}
        if any(text not in labels for text in old):
            return False
        for before, after in zip(old, new, strict=True):
            if before != after:
                labels[before].setText(after)
        self.asked = asked
        self.question = _question(asked)
        return True


def _shape(asked: Confirmation) -> tuple[int, int, int, str]:
    return len(asked.lines), len(asked.keeps), len(asked.loses), asked.typed


def _texts(asked: Confirmation) -> tuple[str, ...]:
    return (asked.title, *asked.lines, *asked.keeps, *asked.loses)


def _question(asked: Confirmation) -> Question:
    return Question(
        title=asked.title,
        lines=asked.lines,
        keeps=asked.keeps,
        loses=asked.loses,
        act=asked.act,
        typed=asked.typed,
        grave=asked.grave,
        reason="Reason, kept in the log",
    )
