"""A list of short texts to edit: one row each with its fields, remove, and where order matters, moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.buttons import icon_button, secondary_button
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.labels import Label
from essgui.ui.wizard.field import Complaint, is_empty, keep_text, mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essgui.domain.rules import Problem

Values = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of every row."""

    key: str
    """How problems name it; empty where a row has only one field."""
    title: str
    placeholder: str = ""
    stretch: int = 1


class _Row(QWidget):
    """One row; what a value has beyond the columns is carried along unseen."""

    def __init__(self, columns: Sequence[Column], ordered: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.rest: tuple[str, ...] = ()
        self.number = Label("", FontRole.SMALL, "text3")
        self.number.setFixedWidth(20)
        self.edits = tuple(QLineEdit() for _ in columns)
        self.up = icon_button("up", "Move up")
        self.down = icon_button("down", "Move down")
        self.remove = icon_button("close", "Remove")
        self.up_gate, self.down_gate = DisabledReason(self.up), DisabledReason(self.down)
        self.complaint = Complaint()
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.number)
        for edit, column in zip(self.edits, columns, strict=True):
            edit.setFont(current_theme().font(FontRole.ID))
            edit.setPlaceholderText(column.placeholder)
            edit.setProperty("small", True)
            line.addWidget(edit, column.stretch)
        for gate in (self.up_gate, self.down_gate):
            line.addWidget(gate)
        line.addWidget(self.remove)
        self.complaint.setContentsMargins(26, 0, 0, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.complaint)
        for gate in (self.up_gate, self.down_gate):
            gate.setVisible(ordered)

    def values(self) -> tuple[str, ...]:
        return (*(edit.text() for edit in self.edits), *self.rest)


class RowsEditor(QWidget):
    """Edits rows in place; Enter in a row adds one below, Alt+Up and Alt+Down move an ordered one.

    Signals: changed() when the user changed a text, or added, removed or moved a row.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        noun: str,
        columns: Sequence[Column],
        parent: QWidget | None = None,
        *,
        ordered: bool = False,
        most: int = 0,
    ) -> None:
        super().__init__(parent)
        self._name, self._noun, self._most, self._ordered = name, noun, most, ordered
        self._columns = tuple(columns)
        self._rows: list[_Row] = []
        self._body = QVBoxLayout()
        self._body.setSpacing(4)
        self.add = secondary_button(f"Add {noun}", "plus", small=True)
        self.add.setObjectName(f"{name}_add")
        self.add.clicked.connect(lambda: self._insert(len(self._rows)))
        self._gate = DisabledReason(self.add)
        foot = QHBoxLayout()
        foot.addWidget(self._gate)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._body)
        layout.addLayout(foot)

    def values(self) -> Values:
        """Return the texts of all rows."""
        return tuple(row.values() for row in self._rows)

    def show_values(self, values: Values) -> None:
        """Show these rows; a field that somebody types in is left alone."""
        if self.values() == values:
            return
        while len(self._rows) > len(values):
            self._drop(self._rows[-1])
        while len(self._rows) < len(values):
            self._place(len(self._rows))
        for row, texts in zip(self._rows, values, strict=True):
            row.rest = texts[len(self._columns) :]
            for edit, text in zip(row.edits, texts, strict=False):
                keep_text(edit, text)
            source = row.rest[0] if row.rest else ""
            row.edits[-1].setPlaceholderText(f"from {source}" if source else self._columns[-1].placeholder)
        self._renumber()

    def show_problems(self, problems: Mapping[str, Problem]) -> None:
        """Show problems by place, such as "2" or "2.key"."""
        for index, row in enumerate(self._rows):
            first, prompt = None, False
            for edit, column in zip(row.edits, self._columns, strict=True):
                problem = problems.get(f"{index}.{column.key}" if column.key else str(index))
                mark(edit, problem)
                if first is None and problem is not None:
                    first, prompt = problem, is_empty(edit)
            row.complaint.say_problem(first, prompt=prompt)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        at = next((i for i, row in enumerate(self._rows) if watched in row.edits), None)
        if at is None:
            return False
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            if not self._gate.reason:
                self._insert(at + 1)
            return True
        if self._ordered and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step:
                self._move(self._rows[at], step)
                return True
        return False

    def _typed(self, _text: str) -> None:
        self.changed.emit()

    def _insert(self, at: int) -> None:
        row = self._place(at)
        self._renumber()
        self.changed.emit()
        row.edits[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, row: _Row) -> None:
        at = self._rows.index(row)
        self._drop(row)
        self._renumber()
        self.changed.emit()
        if self._rows:
            self._rows[min(at, len(self._rows) - 1)].remove.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, row: _Row, step: int) -> None:
        at = self._rows.index(row)
        to = at + step
        if not 0 <= to < len(self._rows):
            return
        self._rows.insert(to, self._rows.pop(at))
        # The other row is moved in the layout, so that the one being moved keeps the focus.
        other = self._rows[at]
        self._body.removeWidget(other)
        self._body.insertWidget(at, other)
        self._renumber()
        self.changed.emit()

    def _place(self, at: int) -> _Row:
        row = _Row(self._columns, self._ordered, self)
        for edit in row.edits:
            edit.textEdited.connect(self._typed)
            edit.installEventFilter(self)
        row.remove.clicked.connect(lambda: self._remove(row))
        row.up.clicked.connect(lambda: self._move(row, -1))
        row.down.clicked.connect(lambda: self._move(row, 1))
        self._rows.insert(at, row)
        self._body.insertWidget(at, row)
        return row

    def _drop(self, row: _Row) -> None:
        self._rows.remove(row)
        self._body.removeWidget(row)
        row.hide()
        row.setParent(None)
        row.deleteLater()

    def _renumber(self) -> None:
        for index, row in enumerate(self._rows):
            row.number.setText(str(index + 1))
            row.remove.setObjectName(f"{self._name}_{index}_remove")
            row.remove.setAccessibleName(f"Remove {self._noun} {index + 1}")
            row.up.setObjectName(f"{self._name}_{index}_up")
            row.down.setObjectName(f"{self._name}_{index}_down")
            row.up_gate.set_reason("" if index else f"This is the first {self._noun}.")
            last = index == len(self._rows) - 1
            row.down_gate.set_reason(f"This is the last {self._noun}." if last else "")
            for edit, column in zip(row.edits, self._columns, strict=True):
                part = f"_{column.key}" if column.key else ""
                edit.setObjectName(f"{self._name}_{index}{part}")
                edit.setAccessibleName(f"{column.title} {index + 1}")
        full = self._most and len(self._rows) >= self._most
        self._gate.set_reason(f"ESS takes at most {self._most} {self._noun}s." if full else "")
