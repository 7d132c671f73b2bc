"""The question before an act: what will happen, what is not undone, and for the gravest a typed name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import Button, secondary_button
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.mnemonics import literal

MOST_REASON = 300
"""Characters that a reason may have."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a confirmation says."""

    title: str
    lines: tuple[str, ...] = ()
    """Plain sentences: what will happen."""
    keeps: tuple[str, ...] = ()
    """What stays as it is, or is undone; each with a tick."""
    loses: tuple[str, ...] = ()
    """What is not undone; each with a warning sign."""
    act: str = ""
    """The word on the button."""
    typed: str = ""
    """What has to be typed before the button works, such as the group's name; empty for nothing."""
    grave: bool = True
    """Whether the button is red."""
    reason: str = ""
    """What stands above a field for the operator's reason, which may stay empty; empty for no field."""


class ConfirmSheet(QDialog):
    """Asks a Question without blocking: open() it, then accepted or rejected is emitted."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.setWindowTitle(question.title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(460)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(Label(question.title, FontRole.HEADING, wrap=True))
        for line in question.lines:
            layout.addWidget(Label(line, FontRole.BODY, "text2", wrap=True))
        for icon, tone, points in (
            ("tick", "green_fg", question.keeps),
            ("warn", "amber_fg", question.loses),
        ):
            for point in points:
                row = QHBoxLayout()
                row.setSpacing(8)
                row.addWidget(IconLabel(icon, tone, extent=18), 0, Qt.AlignmentFlag.AlignTop)
                row.addWidget(Label(point, FontRole.BODY, wrap=True), 1)
                layout.addLayout(row)
        self.field = QLineEdit()
        if question.typed:
            ask = self.tr("Type {name} to confirm").format(name=question.typed)
            label = Label(literal(ask), FontRole.SMALL, "text2", wrap=True)
            label.setBuddy(self.field)
            self.field.setAccessibleName(ask)
            self.field.textChanged.connect(self._judge)
            layout.addSpacing(4)
            layout.addWidget(label)
            layout.addWidget(self.field)
        else:
            self.field.setParent(self)
            self.field.hide()
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(MOST_REASON)
        self.reason.setVisible(bool(question.reason))
        if question.reason:
            label = Label(literal(question.reason), FontRole.SMALL, "text2", wrap=True)
            label.setBuddy(self.reason)
            self.reason.setAccessibleName(question.reason)
            self.reason.setPlaceholderText(self.tr("Optional"))
            layout.addSpacing(4)
            layout.addWidget(label)
            layout.addWidget(self.reason)
        self.cancel = secondary_button(self.tr("Keep as it is"))
        self.act = Button(question.act, "", "danger-filled" if question.grave else "primary")
        self._gate = DisabledReason(self.act)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self._gate)
        layout.addSpacing(12)
        layout.addLayout(row)
        self.cancel.clicked.connect(self.reject)
        self.act.clicked.connect(self.accept)
        self._judge()
        first = self.field if question.typed else self.cancel
        if question.reason and not question.grave:
            first = self.reason
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge(self) -> None:
        wanted = self.question.typed
        right = not wanted or self.field.text().strip() == wanted
        self._gate.set_reason("" if right else self.tr("Type {name} first").format(name=wanted))
