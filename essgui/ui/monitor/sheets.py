"""The questions of a monitor: one before an action, one before a remedy; kept true, or put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from essgui.core.messages import ActionRequested, RemedyRequested
from essgui.core.permits import permit
from essgui.core.select_monitor_confirm import CONFIRMED, confirmation, withdrawn
from essgui.ui.monitor.question import ActionSheet
from essgui.ui.monitor.remedy_sheet import RemedySheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from essgui.core.messages import Message
    from essgui.core.select_attention import AttentionView
    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.remedies import Remedy
    from essgui.domain.scaling import TaskId
    from essgui.domain.situation import Offer


class Sheets(QObject):
    """Opens the sheets over a page, and sends what they were asked for when the answer is yes.

    `say` takes the sentence about a question that was put away; an empty one takes it back.
    """

    def __init__(
        self, send: Callable[[Message], None], task_id: TaskId, say: Callable[[str], None], page: QWidget
    ) -> None:
        super().__init__(page)
        self._send, self._task, self._say, self._page = send, task_id, say, page
        self.action: ActionSheet | None = None
        self.remedy: RemedySheet | None = None

    def act(self, state: AppState, found: Watched, action: RefreshAction) -> None:
        """Send an action, or ask first where it is hard to undo; nothing where it is not permitted."""
        if not permit(state, self._task, action).enabled:
            return
        self._say("")
        if action not in CONFIRMED:
            self._send(ActionRequested(self._task, action))
            return
        self._open(state, found, action)

    def ask_reason(self, state: AppState, found: Watched, action: RefreshAction) -> None:
        """Ask about an action that needs no question, for the sake of its reason."""
        if permit(state, self._task, action).enabled:
            self._say("")
            self._open(state, found, action)

    def take(self, offer: Offer) -> None:
        """Ask for the remedies of an offer, after a question where it has one."""
        if offer.confirm is None:
            self._run(offer.remedies)
            return
        self._say("")
        self._close_remedy()
        sheet = RemedySheet(offer, offer.confirm, self._page)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.accepted.connect(lambda: self._run(offer.remedies))
        sheet.finished.connect(self._forget_remedy)
        self.remedy = sheet
        sheet.open()

    def mind_action(self, state: AppState, found: Watched) -> None:
        """Keep an open question true, or put it away where the action is no longer possible."""
        sheet = self.action
        if sheet is None:
            return
        reason = permit(state, self._task, sheet.action).reason
        if reason:
            self._close_action()
            self._say(withdrawn(sheet.action, reason))
        elif not sheet.takes(confirmation(state, found, sheet.action)):
            self._open(state, found, sheet.action, sheet.field.text(), sheet.reason.text())

    def mind_remedy(self, view: AttentionView | None) -> None:
        """Put an open question away where its offer is no longer there."""
        if self.remedy is not None and not self.remedy.stands(view):
            title = self.remedy.question.title
            self._close_remedy()
            self._say(f"“{title}” was put away: it is no longer as it was when it was asked.")

    def close(self) -> None:
        """Put away what is open, without a word."""
        self._close_action()
        self._close_remedy()

    def _open(
        self, state: AppState, found: Watched, action: RefreshAction, typed: str = "", reason: str = ""
    ) -> None:
        self._close_action()
        sheet = ActionSheet(action, confirmation(state, found, action), self._page)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.field.setText(typed)
        sheet.reason.setText(reason)
        sheet.accepted.connect(
            lambda: self._send(ActionRequested(self._task, action, sheet.reason.text().strip()))
        )
        sheet.finished.connect(self._forget_action)
        self.action = sheet
        sheet.open()

    def _run(self, remedies: tuple[Remedy, ...]) -> None:
        # Forgotten first: what was asked for is no longer as it was when it was asked.
        self.remedy = None
        for remedy in remedies:
            self._send(RemedyRequested(remedy))

    def _close_action(self) -> None:
        if self.action is not None:
            self.action.reject()

    def _close_remedy(self) -> None:
        if self.remedy is not None:
            self.remedy.reject()

    def _forget_action(self) -> None:
        self.action = None

    def _forget_remedy(self) -> None:
        self.remedy = None
