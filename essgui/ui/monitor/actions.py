"""The four actions of a refresh, declared once: words, icon, key, and whether they are asked about first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.select_monitor_confirm import CONFIRMED
from essgui.domain.lifecycle import RefreshAction

if TYPE_CHECKING:
    from essgui.ui.widgets.buttons import Kind


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """How one action is offered."""

    action: RefreshAction
    name: str
    """For the test driver: the button is called after it."""
    word: str
    """What it is called in a sentence."""
    icon: str
    key: str
    kind: Kind = "secondary"

    @property
    def confirmed(self) -> bool:
        """Whether a question comes first."""
        return self.action in CONFIRMED

    @property
    def text(self) -> str:
        """The button's text: an ellipsis says that a question follows."""
        return f"{self.word}…" if self.confirmed else self.word


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(RefreshAction.SUSPEND, "suspend", "Suspend", "bars", "Alt+S"),
    ActionSpec(RefreshAction.RESUME, "resume", "Resume", "play", "Alt+R"),
    ActionSpec(RefreshAction.CANCEL, "cancel", "Cancel", "", "Alt+C", "danger"),
    ActionSpec(RefreshAction.ROLLBACK, "roll_back", "Roll back", "undo", "Alt+B"),
)
