"""One check of the preflight: its verdict, what it says, what to do, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.domain.preflight.verdict import Verdict
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.badges import Tag
from essgui.ui.widgets.buttons import icon_button
from essgui.ui.widgets.card import Divider
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label
from essgui.ui.wizard.verdicts import look_of

if TYPE_CHECKING:
    from essgui.core.select_wizard_safety import CheckLine


_NAME, _TAG, _HIGH = 138, 96, 28
"""Pixels."""


class CheckRow(QWidget):
    """Evidence is folded until it is asked for, and stays as the operator left it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._line: CheckLine | None = None
        self._open = False
        self.icon = IconLabel("clock", "slate_fg")
        self.name = Label("", FontRole.NAME)
        self.tag = Tag("", "slate_fg", "slate_bg")
        self.headline = Label("", FontRole.SMALL, wrap=True)
        self.remedy = Label("", FontRole.SMALL, "text2", wrap=True)
        self.evidence = Label("", FontRole.SMALL, "text2", wrap=True)
        self.evidence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fold = icon_button("chevron-down", "Show what this rests on")
        self.fold.setObjectName(f"{name}_fold")
        self.fold.clicked.connect(self._toggle)
        self.name.setFixedSize(_NAME, _HIGH)
        verdict = QWidget()
        verdict.setFixedSize(_TAG, _HIGH)
        beside = QHBoxLayout(verdict)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.tag)
        beside.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.setContentsMargins(0, 6, 0, 5)
        for label in (self.headline, self.remedy, self.evidence):
            words.addWidget(label)
        words.addStretch(1)
        inside = QHBoxLayout()
        inside.setContentsMargins(0, 2, 0, 2)
        inside.setSpacing(4)
        sign = QVBoxLayout()
        sign.setContentsMargins(0, 6, 6, 0)
        sign.addWidget(self.icon)
        sign.addStretch(1)
        inside.addLayout(sign)
        inside.addWidget(self.name, 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(verdict, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(words, 1)
        inside.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.divider = Divider()
        layout.addWidget(self.divider)
        layout.addLayout(inside)
        self.evidence.hide()

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that is shown."""
        return None if self._line is None else self._line.verdict

    def show_line(self, line: CheckLine) -> None:
        """Show a check."""
        if line == self._line:
            return
        self._line = line
        icon, family = look_of(line.verdict, reading=line.reading)
        self.icon.set_icon(icon, f"{family}_fg")
        self.tag.set_text(line.word, f"{family}_fg", f"{family}_bg")
        self.name.setText(line.name)
        self.headline.setText(line.headline)
        self.headline.set_tone("text3" if line.verdict is Verdict.UNKNOWN else "text")
        self.remedy.setText(line.remedy)
        self.evidence.setText("\n".join(line.evidence))
        self.setAccessibleName(f"{line.name}: {line.word.lower()}. {line.headline}")
        self.setAccessibleDescription(" ".join((line.remedy, *line.evidence)).strip())
        self._show_fold()

    def _toggle(self) -> None:
        self._open = not self._open
        self._show_fold()

    def _show_fold(self) -> None:
        line = self._line
        has = line is not None and bool(line.evidence)
        self.remedy.setVisible(line is not None and bool(line.remedy))
        self.evidence.setVisible(has and self._open)
        self.fold.set_icon("chevron-up" if self._open else "chevron-down")
        word = "Hide" if self._open else "Show"
        name = "" if line is None else line.name
        self.fold.setToolTip(f"{word} what this rests on")
        self.fold.setAccessibleName(f"{word} what “{name}” rests on")
        keep = self.fold.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.fold.setSizePolicy(keep)
        self.fold.setVisible(has)
