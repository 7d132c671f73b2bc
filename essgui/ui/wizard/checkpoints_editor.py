"""The checkpoints: a row each with its percentage, its instances and its time; the last one is 100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from essgui.core.select_wizard_pace import next_checkpoint, with_checkpoint
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import icon_button, secondary_button
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import ElidedLabel, Label
from essgui.ui.widgets.spin_box import SpinBox
from essgui.ui.wizard.field import Complaint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essgui.core.select_wizard_pace import CheckpointRow

FIRST = (50, 100)
"""What switching checkpoints on begins with."""
_ENDS = "Only the last batch reaches it: the refresh ends there and does not pause."


class _Row(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = Label("", FontRole.SMALL, "text3")
        self.number.setFixedWidth(16)
        # Wider than the rule, so that a slip is shown as typed and explained rather than swallowed.
        self.spin = SpinBox(0, 99999, " %")
        self.last = QWidget()
        inside = QHBoxLayout(self.last)
        inside.setContentsMargins(10, 0, 0, 0)
        inside.addWidget(Label("100 %", FontRole.STRONG))
        inside.addWidget(IconLabel("lock", "text3", 14))
        inside.addStretch(1)
        self.last.setFixedWidth(88)
        self.last.setToolTip("The last checkpoint is always 100 %.")
        self.count = ElidedLabel("", FontRole.BODY, "text2")
        self.time = ElidedLabel("", FontRole.BODY, "text2")
        self.flag = IconLabel("flag", "amber_fg", 14)
        self.pause = Label("", FontRole.SMALL, "amber_fg")
        self.remove = icon_button("close", "Remove checkpoint")
        # The columns of all rows stand below one another, whichever have these.
        for widget in (self.remove, self.flag):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        self.complaint = Complaint()
        self.complaint.setContentsMargins(28, 0, 0, 4)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addStrut(30)
        for widget in (self.number, self.spin, self.last):
            line.addWidget(widget)
        line.addWidget(self.count, 4)
        line.addWidget(self.time, 5)
        line.addWidget(self.flag)
        line.addSpacing(-4)
        line.addWidget(self.pause)
        line.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 3, 0, 3)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.complaint)


class CheckpointsEditor(QWidget):
    """Insert adds a row, Ctrl+Delete removes the one with the focus (Delete alone edits its text).

    Signals: changed(values) when the user changed, added or removed one.
    """

    changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._values: tuple[int, ...] = ()
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        self.add = secondary_button("Add checkpoint", "plus", small=True)
        self.add.setObjectName("checkpoint_add")
        self.add.setToolTip("Insert")
        self._gate = DisabledReason(self.add)
        self.add.clicked.connect(self._insert)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._gate)
        foot.addWidget(
            Label(
                "Ascending, 100 % at the end. Pause 1 min to 48 h.",
                FontRole.SMALL,
                "text3",
                wrap=True,
            ),
            1,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._body)
        layout.addLayout(foot)

    def show_rows(self, rows: Sequence[CheckpointRow], pause: str) -> None:
        """Show checkpoints with their problems; a spin box that is typed in is left alone."""
        self._values = tuple(row.percent for row in rows)
        while len(self._rows) > len(rows):
            self._drop(len(self._rows) - 1)
        while len(self._rows) < len(rows):
            self._make(len(self._rows))
        for index, (widget, row) in enumerate(zip(self._rows, rows, strict=True)):
            _put(widget.spin, row.percent)
            widget.spin.setVisible(not row.locked)
            widget.last.setVisible(row.locked)
            widget.remove.setVisible(not row.locked)
            widget.count.setText(row.count)
            widget.time.setText(row.time)
            widget.flag.setVisible(row.pauses)
            ends = not row.locked and not row.pauses and bool(row.time)
            widget.pause.setText(pause if row.pauses else "end" if row.locked else "no pause" if ends else "")
            widget.pause.setToolTip(_ENDS if ends else "")
            widget.pause.set_tone("amber_fg" if row.pauses else "text3")
            widget.complaint.say(row.problem, grave=row.grave)
            widget.number.setText(str(index + 1))
        wide = max((row.pause.sizeHint().width() for row in self._rows), default=0)
        for row in self._rows:
            row.pause.setFixedWidth(wide)
        self._name_all()
        full = next_checkpoint(self._values) is None
        self._gate.set_reason("There is no room between the checkpoints." if full else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Insert:
            self._insert()
            return True
        if event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            at = next((i for i, row in enumerate(self._rows) if row.spin is watched), None)
            if at is not None:
                self._remove(self._rows[at])
                return True
        return False

    def _insert(self) -> None:
        percent = next_checkpoint(self._values)
        if percent is None:
            return
        values = with_checkpoint(self._values, percent)
        at = values.index(percent)
        self._make(at, percent)
        self._values = values
        self.changed.emit(values)
        spin = self._rows[at].spin
        spin.setFocus(Qt.FocusReason.OtherFocusReason)
        spin.selectAll()

    def _remove(self, row: _Row) -> None:
        at = self._rows.index(row)
        self._drop(at)
        self._values = (*self._values[:at], *self._values[at + 1 :])
        self.changed.emit(self._values)
        if at < len(self._rows) - 1:
            self._rows[at].remove.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, row: _Row, percent: int) -> None:
        at = self._rows.index(row)
        values = list(self._values)
        if at < len(values) and values[at] != percent:
            values[at] = percent
            self._values = tuple(values)
            self.changed.emit(self._values)

    def _make(self, at: int, percent: int = 0) -> None:
        row = _Row(self)
        _put(row.spin, percent)

        def typed(value: int) -> None:
            self._typed(row, value)

        row.spin.valueChanged.connect(typed)
        row.spin.installEventFilter(self)
        row.remove.clicked.connect(lambda: self._remove(row))
        self._rows.insert(at, row)
        self._body.insertWidget(at, row)
        self._name_all()

    def _drop(self, at: int) -> None:
        row = self._rows.pop(at)
        self._body.removeWidget(row)
        row.hide()
        row.setParent(None)
        row.deleteLater()
        self._name_all()

    def _name_all(self) -> None:
        for index, row in enumerate(self._rows):
            row.spin.setObjectName(f"checkpoint_{index}")
            row.spin.setAccessibleName(f"Checkpoint {index + 1}, percent of new instances")
            row.remove.setObjectName(f"checkpoint_{index}_remove")
            row.remove.setAccessibleName(f"Remove checkpoint {index + 1}")


def _put(spin: QSpinBox, value: int) -> None:
    """Show a value without telling of it; the text of one that is typed in stays as typed."""
    if spin.value() != value:
        spin.blockSignals(True)
        spin.setValue(value)
        spin.blockSignals(False)
