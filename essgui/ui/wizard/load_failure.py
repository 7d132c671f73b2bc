"""The card for a read that failed, with a way to read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.ui.widgets.banner import ErrorCard
from essgui.ui.widgets.buttons import secondary_button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from essgui.core.failure import Failure


class LoadFailure(ErrorCard):
    """Hidden while nothing failed."""

    def __init__(
        self, name: str, what: str, read_again: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        self.again = secondary_button("Read again", "spin", small=True)
        super().__init__(parent, actions=[self.again])
        self.setObjectName(name)
        self.again.setObjectName(f"{name}_again")
        self._what = what
        self.dismiss.hide()
        self.again.clicked.connect(lambda: read_again())
        self.hide()

    def show_failure(self, failure: Failure | None) -> None:
        """Show a failure, or nothing."""
        if failure is not None:
            sentence = f"{self._what} {failure.sentence}".strip()
            self.set_problem(sentence, failure.hint, failure.code, failure.request_id)
        self.setVisible(failure is not None)
