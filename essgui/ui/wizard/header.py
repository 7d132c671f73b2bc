"""The wizard's header: the way back to the fleet, whom it is about, and the steps with their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.select_wizard import TITLES
from essgui.core.state import Step
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import Button, icon_button
from essgui.ui.widgets.card import Ground
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import ElidedLabel, Label
from essgui.ui.widgets.step_strip import StepStrip
from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from essgui.core.select_wizard_frame import Frame, StepMark

_NAME = 110
"""Pixels that a group's name keeps in a narrow window."""


class WizardHeader(Ground):
    """A step with an error has a red mark on its disc, one with a caution an amber one.

    Signals: left() to go back to the fleet; chosen(index) for a step; menu_wanted() for saved settings.
    """

    left = Signal()
    chosen = Signal(int)
    menu_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self.setFixedHeight(62)
        self.back = icon_button("chevron-left", "Back to the fleet; what you typed is kept")
        self.back.setObjectName("wizard_leave")
        self.back.clicked.connect(self.left)
        self.name = ElidedLabel("", FontRole.SMALL, "text2")
        self.group = ElidedLabel("", FontRole.ID, "text2", mode=Qt.TextElideMode.ElideMiddle)
        self.place = Label("", FontRole.SMALL, "text2")
        self.source = ElidedLabel("", FontRole.SMALL, "text3", mode=Qt.TextElideMode.ElideMiddle)
        self.source.setObjectName("wizard_source")
        self.source.hide()
        self.strip = StepStrip([TITLES[step] for step in Step])
        self.strip.setObjectName("wizard_steps")
        self.strip.chosen.connect(self.chosen)
        self.saved = Button("Saved settings", "chevron-down", "secondary", trailing=True)
        self.saved.setObjectName("saved_settings")
        self.saved.setToolTip("Save the settings of this form, or fill it from saved ones")
        self.saved.clicked.connect(self.menu_wanted)
        self._marks = tuple(self._mark(step) for step in Step)
        who = QHBoxLayout()
        who.setSpacing(6)
        who.addWidget(self.name)
        who.addWidget(self.group)
        who.addWidget(self.place)
        who.addStretch(1)
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(Label("New instance refresh", FontRole.HEADING))
        title.addWidget(self.source)
        title.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(title)
        words.addLayout(who)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 24, 8)
        layout.setSpacing(12)
        layout.addWidget(self.back)
        layout.addLayout(words, 1)
        layout.addWidget(self.strip)
        layout.addSpacing(12)
        layout.addWidget(self.saved)

    def show_frame(self, frame: Frame) -> None:
        """Show whom it is about and where it stands."""
        self.name.setText(frame.name)
        # Whom it is about is read first: the id beside it gives way sooner.
        wide = self.name.fontMetrics().horizontalAdvance(frame.name) + 2
        self.name.setMinimumWidth(min(_NAME, wide))
        self.group.setText(frame.group)
        self.place.setText(frame.place)
        self.source.setText(frame.source)
        self.source.setVisible(bool(frame.source))
        visited = max((mark.step for mark in frame.marks if mark.visited), default=Step.TARGET)
        self.strip.set_state(frame.step, visited)
        for mark, icon in zip(frame.marks, self._marks, strict=True):
            self._show_mark(mark, icon)

    def mark_of(self, step: Step) -> str:
        """Return what the mark of a step says, or an empty string."""
        return self._marks[step].toolTip()

    def _mark(self, step: Step) -> IconLabel:
        icon = IconLabel("octx", "red_fg", 12, self.strip.step(step), tile="surface", extent=14)
        icon.move(15, 0)
        icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        icon.hide()
        return icon

    def _show_mark(self, mark: StepMark, icon: IconLabel) -> None:
        wanted = mark.left and (mark.errors or mark.cautions)
        icon.setVisible(bool(wanted))
        icon.set_icon("octx" if mark.errors else "warn", "red_fg" if mark.errors else "amber_fg")
        said = _said(mark) if wanted else ""
        icon.setToolTip(plain_tip(said))
        button = self.strip.step(mark.step)
        button.setToolTip(plain_tip(said) or ("" if mark.visited else "Press Next to get here."))
        if said:
            button.setAccessibleDescription(said)


def _said(mark: StepMark) -> str:
    parts: list[str] = []
    if mark.errors:
        parts.append(f"{mark.errors} {'problem' if mark.errors == 1 else 'problems'} to mend")
    if mark.cautions:
        parts.append(f"{mark.cautions} to look at")
    return ", ".join(parts)
