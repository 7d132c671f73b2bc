"""A wizard page on a real store: what is typed goes through `update` and comes back in the next turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from essgui.runtime.store import Store
from essgui.ui.wizard.page import WizardPage
from tests.support.states import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.draft import Draft
    from essgui.core.effects import Effect
    from essgui.core.messages import Message
    from essgui.core.state import AppState, Wizard

W = TypeVar("W", bound=QWidget)


class Stage:
    """Shows a state; `sent` are the page's messages, `asked` the effects that `update` wants performed."""

    def __init__(self, state: AppState, size: tuple[int, int] = (1370, 800)) -> None:
        self.sent: list[Message] = []
        self.asked: list[Effect] = []
        self._pending: list[Callable[[], None]] = []
        self.store = Store(state, lambda: NOW, self._pending.append)
        self.store.connect(self.asked.append)
        self.page = WizardPage(self.send)
        self.page.resize(*size)
        self.page.show_state(None, state)
        self.store.listen(self.page.show_state)
        self.page.show()
        self.page.activateWindow()
        self.turn()

    def send(self, message: Message) -> None:
        self.sent.append(message)
        self.store.send(message)

    def turn(self) -> None:
        """Let the loop go on: messages are told of, events are delivered."""
        while self._pending:
            self._pending.pop(0)()
        for _round in range(6):
            QApplication.processEvents()

    def show(self, state: AppState) -> None:
        """Show another state, as after an answer of the cloud."""
        old, self.store._state = self.store.state, state
        self.store._shown = state
        self.page.show_state(old, state)
        self.turn()

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChildren(kind, name)
        assert len(found) == 1, f"{len(found)} widgets {name}"
        return found[0]

    def close(self) -> None:
        self.page.close()
        self.page.deleteLater()

    @property
    def wizard(self) -> Wizard:
        wizard = self.store.state.wizard
        assert wizard is not None
        return wizard

    @property
    def draft(self) -> Draft:
        return self.wizard.draft
