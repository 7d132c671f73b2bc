"""Asks for the name of settings that are saved or renamed, without blocking anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from essgui.domain.exchange.settings import LONGEST_NAME, name_problem
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import primary_button, secondary_button
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SAVED = (
    "The healthy percentages, skip matching, checkpoints, the pause and the guards are saved, for use with "
    "any group of this computer."
)
_TARGET = "Values of environment variables are never saved, nor are their names."


class NameDialog(QDialog):
    """`done_with` is called with the name and whether the target is kept too."""

    def __init__(
        self,
        parent: QWidget,
        names: Sequence[str],
        done_with: Callable[[str, bool], None],
        *,
        renamed: str = "",
    ) -> None:
        super().__init__(parent)
        self._names = tuple(n for n in names if n != renamed)
        self._renamed = renamed
        title = "Rename saved settings" if renamed else "Save these settings"
        self.setWindowTitle(title)
        self.setObjectName("name_dialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(460)
        self.name = QLineEdit(renamed)
        self.name.setObjectName("settings_name")
        self.name.setAccessibleName("Name of the settings")
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText("Such as: Careful")
        self.target = QCheckBox("Keep the target too")
        self.target.setObjectName("settings_target")
        self.target.setToolTip(_TARGET)
        self.note = Label("", FontRole.SMALL, "text2", wrap=True)
        self.act = primary_button("Rename" if renamed else "Save", "tick")
        self.act.setObjectName("settings_save")
        self.gate = DisabledReason(self.act)
        cancel = secondary_button("Cancel")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.gate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(Label(title, FontRole.HEADING))
        if not renamed:
            layout.addWidget(Label(_SAVED, FontRole.BODY, "text2", wrap=True))
        layout.addWidget(self.name)
        if not renamed:
            layout.addWidget(self.target)
        self.target.setVisible(not renamed)
        layout.addWidget(self.note)
        layout.addSpacing(8)
        layout.addLayout(row)
        cancel.clicked.connect(self.reject)
        self.name.textChanged.connect(self._judge)
        self.target.toggled.connect(self._judge)
        self.name.returnPressed.connect(self._accept)
        self.act.clicked.connect(self._accept)
        self.accepted.connect(lambda: done_with(self.name.text().strip(), self.target.isChecked()))
        self._judge()

    def _judge(self) -> None:
        name = self.name.text().strip()
        # Saving under a name that is there replaces it, as saving a file does; renaming must not.
        reason = name_problem(name, self._names if self._renamed else ())
        self.gate.set_reason(reason)
        replaces = name in self._names and not self._renamed
        said = [f"This replaces the settings saved as {name}."] if replaces else []
        said += [_TARGET] if self.target.isChecked() else []
        self.note.setText(" ".join(said))

    def _accept(self) -> None:
        if self.act.isEnabled():
            self.accept()
