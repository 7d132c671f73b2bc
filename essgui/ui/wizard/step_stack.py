"""The steps of the wizard, one on screen at a time; each is added when it is first shown, and scrolls."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from essgui.core.state import Step

S = TypeVar("S", bound=QWidget)

_LEFT_LEAST = 784
"""Pixels: five cards side by side."""
_LOCKED = "A start is under way: the form is locked until its outcome is known."


class StepStack(QStackedWidget):
    """Keeps the focus on the step that is shown, never on a button below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: dict[Step, QWidget] = {}
        self._areas: dict[Step, QScrollArea] = {}

    def has(self, step: Step) -> bool:
        """Tell whether a step was ever shown."""
        return step in self._steps

    def add(self, step: Step, widget: S) -> S:
        """Take the page of a step."""
        self._steps[step] = widget
        self._areas[step] = _scrolling(widget)
        self.addWidget(self._areas[step])
        return widget

    def lock(self, locked: bool) -> None:
        """Lock every step while a Start is under way, or unlock it."""
        for step in self._steps.values():
            step.setEnabled(not locked)
            step.setToolTip(_LOCKED if locked else "")

    def open(self, step: Step) -> None:
        """Show a step."""
        area = self._areas[step]
        if self.currentWidget() is area:
            return
        page = self.parentWidget() or self
        inside = self.isAncestorOf(page.focusWidget() or page)
        self.setCurrentWidget(area)
        # Next is off on the last step, and the focus must not slip from it to anything that acts.
        if inside or step is Step.REVIEW:
            self._steps[step].setFocus(Qt.FocusReason.OtherFocusReason)


def _scrolling(step: QWidget) -> QScrollArea:
    inside = QWidget()
    around = QVBoxLayout(inside)
    around.setContentsMargins(24, 16, 16, 16)
    around.addWidget(step)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumWidth(_LEFT_LEAST)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
