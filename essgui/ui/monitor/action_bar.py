"""The buttons of the four actions: what is off says why, what the refresh waits for is the primary one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from essgui.core.permits import doing, permit
from essgui.core.select_monitor import called_for
from essgui.core.select_monitor_confirm import consequence
from essgui.domain.lifecycle import RefreshAction
from essgui.ui.monitor.actions import ACTIONS, ActionSpec
from essgui.ui.widgets.buttons import Button, icon_button
from essgui.ui.widgets.disabled_reason import DisabledReason, reason_tip

if TYPE_CHECKING:
    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState


class ActionBar(QWidget):
    """Offers Suspend, Resume, Cancel and Roll back.

    Signals: asked(RefreshAction) when the operator pressed a button or its key; asked_why(RefreshAction)
    when it is to be done with a reason.
    """

    asked = Signal(object)
    asked_why = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gates: dict[RefreshAction, DisabledReason] = {}
        self._buttons: dict[RefreshAction, Button] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        # Cancel and Roll back ask for their reason anyway.
        self.reason = icon_button("edit", "Add a reason…")
        self.reason.setObjectName("reason_button")
        self._reason_gate = DisabledReason(self.reason)
        self._reason_for: RefreshAction | None = None
        self.reason.clicked.connect(self._with_reason)
        layout.addWidget(self._reason_gate)
        for spec in ACTIONS:
            layout.addWidget(self._make(spec))

    def button(self, action: RefreshAction) -> Button:
        """Return the button of an action."""
        return self._buttons[action]

    def gate(self, action: RefreshAction) -> DisabledReason:
        """Return the wrapper that says why an action is off."""
        return self._gates[action]

    def show_watched(self, state: AppState, found: Watched) -> None:
        """Enable what the table allows and say why the rest is off."""
        flight = found.monitor.in_flight
        wanted = called_for(found) if flight is None else None
        for spec in ACTIONS:
            button, gate = self._buttons[spec.action], self._gates[spec.action]
            reason = permit(state, found.task.id, spec.action).reason
            flying = flight is not None and flight.action is spec.action
            button.setText(doing(spec.action) if flying else spec.text)
            button.set_kind("primary" if spec.action is wanted and not reason else spec.kind)
            gate.set_reason(reason, f"{spec.word} is not possible now" if reason else "")
            if not reason:
                button.setToolTip(reason_tip(consequence(found, spec.action), f"{spec.word} ({spec.key})"))

        plain = (RefreshAction.SUSPEND, RefreshAction.RESUME)
        self._reason_for = next((a for a in plain if permit(state, found.task.id, a).enabled), None)
        off = "A reason is given with Suspend or Resume, and neither is possible now."
        self._reason_gate.set_reason("" if self._reason_for else off, "No reason can be added now")
        if self._reason_for:
            words = f"{self._reason_for.value} with a reason…"
            self.reason.setToolTip(words)
            self.reason.setAccessibleName(words)

    def _with_reason(self) -> None:
        if self._reason_for is not None:
            self.asked_why.emit(self._reason_for)

    def _make(self, spec: ActionSpec) -> DisabledReason:
        button = Button(spec.text, spec.icon, spec.kind)
        button.setObjectName(f"{spec.name}_button")
        button.setAccessibleName(spec.word)
        gate = DisabledReason(button)
        gate.setObjectName(f"{spec.name}_gate")
        shortcut = QShortcut(QKeySequence(spec.key), self)
        self._buttons[spec.action], self._gates[spec.action] = button, gate
        button.clicked.connect(lambda: self.asked.emit(spec.action))
        shortcut.activated.connect(lambda: self._by_key(spec.action))
        return gate

    def _by_key(self, action: RefreshAction) -> None:
        gate = self._gates[action]
        if gate.reason:
            # The gate shows the reason while it has the focus.
            gate.clearFocus()
            gate.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.asked.emit(action)
