"""What stands in place of the list of runs: nothing is recorded yet, or nothing matches the filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.past import Ending
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from essgui.core.past import History

_NOTHING = (
    "Nothing recorded yet",
    "Every refresh that is seen from now on is kept here, also when ESS has forgotten it.",
)


class NothingListed(EmptyState):
    """Says why there is no row, with the way out: a refresh by its id, or another filter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        watch = secondary_button("Import by ir-…", "link")
        clear = secondary_button("Clear filter", "close")
        clear.setObjectName("history_clear")
        super().__init__("history", *_NOTHING, parent, actions=(watch, clear))
        self.watch, self.clear = watch, clear

    def show_past(self, past: History, *, filtered: bool) -> None:
        """Show which of both it is; `filtered` where there are runs and none of them is listed."""
        self.clear.setVisible(filtered)
        self.watch.setVisible(not filtered)
        if filtered:
            self.set_texts("No refresh matches", _filter_words(past))
        else:
            self.set_texts(*_NOTHING)


def _filter_words(past: History) -> str:
    parts = [f"“{past.text.strip()}”"] if past.text.strip() else []
    if past.ending is not Ending.ALL:
        parts.append(past.ending.value)
    if past.days:
        parts.append(f"the last {past.days} days" if past.days > 1 else "the last 24 hours")
    return f"Only: {', '.join(parts)}." if parts else ""
