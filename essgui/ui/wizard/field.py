"""One input of the form: its label above, and below it the sentence that says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from essgui.core.draft import Draft
from essgui.core.state import Picker
from essgui.domain.questions import Question
from essgui.domain.rules import Severity
from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from essgui.domain.rules import Problem

Edit = Callable[[Callable[[Draft], Draft]], None]
"""How an editor changes the form: it says what the next draft is, given the one of now."""
Search = Callable[[Callable[[Picker], Picker]], None]
"""How a picker searches: it says what is looked for next, given what is looked for now."""
Ask = Callable[[Question[object]], None]
"""How a picker asks for an answer that failed, or is too old, once more."""


class Complaint(QWidget):
    """A sentence with its sign, red for an error and amber for a caution; takes no room when silent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel("octx", "red_fg", 14)
        self.label = Label("", FontRole.SMALL, "red_fg", wrap=True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.label, 1)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says, or an empty string."""
        return self.label.text()

    def say(self, sentence: str, *, grave: bool = True, prompt: bool = False) -> None:
        """Show a sentence, or nothing; a prompt asks for what is still missing, without alarm."""
        if sentence:
            icon, tone = (
                ("info", "text2") if prompt else ("octx", "red_fg") if grave else ("warn", "amber_fg")
            )
            self.icon.set_icon(icon, tone)
            self.label.set_tone(tone)
        self.label.setText(sentence)
        self.setVisible(bool(sentence))

    def say_problem(self, problem: Problem | None, *, prompt: bool = False) -> None:
        """Show a problem of the rules, or nothing."""
        grave = problem is not None and problem.severity is Severity.ERROR
        self.say(problem.sentence if problem else "", grave=grave, prompt=prompt)


class Field(QWidget):
    """A labelled control; `note` is a caption at the label's right."""

    def __init__(
        self, label: str, control: QWidget, parent: QWidget | None = None, *, note: str = ""
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.label = Label(label, FontRole.NAME)
        self.label.setBuddy(control)
        self.note = Label(note, FontRole.SMALL, "text3")
        self.complaint = Complaint()
        control.setAccessibleName(label)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.label)
        head.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(control)
        layout.addWidget(self.complaint)

    def set_problem(self, problem: Problem | None) -> None:
        """Mark the control and say what is wrong, or nothing."""
        self.complaint.say_problem(problem, prompt=is_empty(self.control))
        mark(self.control, problem)


def mark(control: QWidget, problem: Problem | None) -> None:
    """Give a control the red edge of an error, and its sentence to a screen reader."""
    wrong = problem is not None and problem.severity is Severity.ERROR and not is_empty(control)
    control.setAccessibleDescription(problem.sentence if problem else "")
    if bool(control.property("wrong")) != wrong:
        control.setProperty("wrong", wrong)
        control.style().unpolish(control)
        control.style().polish(control)


def is_empty(control: QWidget) -> bool:
    """Tell whether a line edit waits for its first letter: that is no slip yet."""
    return isinstance(control, QLineEdit) and not control.text()


def keep_text(edit: QLineEdit, text: str) -> None:
    """Show a text unless it is there already; one who types there is never disturbed."""
    if edit.text() != text and not edit.hasFocus():
        edit.setText(text)


def id_edit(name: str, placeholder: str) -> QLineEdit:
    """Make a line edit for an id, in the fixed face."""
    edit = QLineEdit()
    edit.setObjectName(name)
    edit.setFont(current_theme().font(FontRole.ID))
    edit.setPlaceholderText(placeholder)
    return edit
