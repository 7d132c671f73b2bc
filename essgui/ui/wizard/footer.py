"""The wizard's footer: a hint, Cancel, Back and Next at the right, and on the last step Start at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from essgui.ui.widgets.buttons import Button, link_button, primary_button, secondary_button
from essgui.ui.widgets.card import Ground
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from essgui.core.select_wizard_frame import Frame


class WizardFooter(Ground):
    """Going on is never locked; Start is, with its reason.

    Start never stands where a button of an earlier step stood, and on the last step no other button does:
    whoever presses Next twice, however slowly, starts nothing and stays on the Review page.

    Signals: cancelled(), went_back(), went_on(), started().
    """

    cancelled = Signal()
    went_back = Signal()
    went_on = Signal()
    started = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self.setFixedHeight(56)
        self.hint = ElidedLabel("", tone="text2")
        self.cancel = link_button("Cancel")
        self.cancel.setObjectName("wizard_cancel")
        self.cancel.setToolTip("Back to the fleet; what you typed is kept")
        self.back = secondary_button("Back")
        self.back.setObjectName("wizard_back")
        self.back.setToolTip("Alt+Left")
        self.next = Button("Next", "chevron-right", "primary", trailing=True)
        self.next.setObjectName("wizard_next")
        self.next.setToolTip("Ctrl+Enter or Alt+Right")
        self.start = primary_button("Start instance refresh", "play")
        self.start.setObjectName("wizard_start")
        self.back_gate, self.next_gate = DisabledReason(self.back), DisabledReason(self.next)
        self.start_gate = DisabledReason(self.start)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 8)
        layout.setSpacing(8)
        layout.addWidget(self.start_gate)
        layout.addWidget(IconLabel("info"))
        layout.addWidget(self.hint, 1)
        layout.addWidget(self.cancel)
        layout.addSpacing(8)
        layout.addWidget(self.back_gate)
        layout.addWidget(self.next_gate)
        self.cancel.clicked.connect(self.cancelled)
        self.back.clicked.connect(self.went_back)
        self.next.clicked.connect(self.went_on)
        self.start.clicked.connect(self.started)

    def show_frame(self, frame: Frame, start_reason: str, starting: bool) -> None:
        """Show the buttons of a step."""
        self.hint.setText(frame.hint)
        self.back_gate.set_reason("" if frame.back else "This is the first step.")
        # As wide as it was: Back must not move under a pointer that rests on Next.
        self.next.setMinimumWidth(max(self.next.minimumWidth(), self.next.sizeHint().width()))
        self.next.setText(f"Next: {frame.next_title}" if frame.next_title else "Next")
        self.next_gate.set_reason("" if frame.next_title else "This is the last step. Start is at the left.")
        self.start_gate.setVisible(not frame.next_title)
        self.start.setText("Starting…" if starting else "Start instance refresh")
        self.start_gate.set_reason(start_reason)
