"""The panel at the right: now → after, what changed on top and the rest folded, then the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from essgui.core.select_wizard_diff import Change, DiffPhase, diff_text
from essgui.core.select_wizard_facts import FactKind
from essgui.core.select_wizard_fields import READING
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.badges import Tag
from essgui.ui.widgets.buttons import Button, secondary_button
from essgui.ui.widgets.card import Card, Divider
from essgui.ui.widgets.empty_state import LoadingBars
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import ElidedLabel, Label

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent

    from essgui.core.select_wizard_diff import DiffRow, DiffView
    from essgui.core.select_wizard_facts import Fact

_LABEL = 104
_LEAST_FOLDED = 3
"""Unchanged fields shown before the rest is folded away."""
_NARROW = 400
"""Pixels: below, a field's name stands above its values."""
_WIDEST = 16_777_215
"""Qt's own word for no limit."""

_LOOK: dict[FactKind, tuple[str, str]] = {
    FactKind.COUNT: ("spin", "accent_text"),
    FactKind.WAY_BACK: ("undo", "plum_fg"),
    FactKind.NO_WAY_BACK: ("ban", "amber_fg"),
    FactKind.SUCCESS: ("pin", "text2"),
    FactKind.MATCHING: ("info", "text2"),
    FactKind.GO: ("check", "green_fg"),
    FactKind.CAUTION: ("warn", "amber_fg"),
    FactKind.NO_GO: ("octx", "red_fg"),
    FactKind.NOT_CHECKED: ("help", "slate_fg"),
    FactKind.GUARDS: ("guard", "text2"),
}


_SIGNS: dict[Change, tuple[str, str]] = {
    Change.CHANGED: ("›", "becomes"),
    Change.SAME: ("=", "stays"),
    Change.UNSURE: ("?", "may become"),
    Change.READING: ("›", "is compared with"),
}


class _Value(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.label = ElidedLabel("", FontRole.SMALL, "text2", mode=Qt.TextElideMode.ElideMiddle)
        self.bar = LoadingBars((0.8,), spacing=26)
        self.bar.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(self.label)
        layout.addWidget(self.bar)
        self.setFixedHeight(26)

    def show_text(self, text: str, ground: str, tone: str) -> None:
        reading = text == READING
        self.bar.setVisible(reading)
        self.label.setVisible(not reading)
        self.label.setText(text or "–")
        self.label.set_tone(tone)
        if self.property("ground") != ground:
            self.setProperty("ground", ground)
            self.style().unpolish(self)
            self.style().polish(self)


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name = ElidedLabel("", FontRole.SMALL, "text3")
        self.before, self.after = _Value(), _Value()
        self.sign = Label("", FontRole.SMALL, "text3")
        self.sign.setFixedWidth(24)
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(4)
        self._layout.setVerticalSpacing(0)
        self._layout.setColumnStretch(1, 1)
        self._layout.setColumnStretch(3, 1)
        self._layout.addWidget(self.sign, 1, 2)
        self._layout.addWidget(self.before, 1, 1)
        self._layout.addWidget(self.after, 1, 3)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the name above the values, where there is no room for it beside them."""
        if narrow:
            self.name.setMaximumWidth(_WIDEST)
            self._layout.addWidget(self.name, 0, 1, 1, 3)
        else:
            self.name.setFixedWidth(_LABEL)
            self._layout.addWidget(self.name, 1, 0)
        self.setFixedHeight(48 if narrow else 32)

    def show_row(self, row: DiffRow, *, compared: bool, revealed: bool) -> None:
        self.name.setText(row.label)
        before, after = row.hidden if revealed and row.hidden else (row.before, row.after)
        sign, verb = _SIGNS[row.change] if compared else ("", "is now")
        self.sign.setText(sign)
        # As long as nothing is compared, what is now has the whole line.
        self.sign.setVisible(compared)
        self.after.setVisible(compared)
        self._layout.setColumnStretch(3, 1 if compared else 0)
        self.before.show_text(before, "sunken" if row.changed else "", "text2")
        tone = "accent_text" if row.changed else "text3" if row.change is Change.UNSURE else "text2"
        self.after.show_text(after if compared else " ", "accent_soft" if row.changed else "", tone)
        told = f"{row.label}: {before or 'nothing'}" if compared else f"{row.label} {verb} {before}"
        self.setAccessibleName(f"{told} {verb} {after or 'nothing'}" if compared else told)


class FactLine(QWidget):
    """An icon, a short title, and a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel("info")
        self.title = Label("", FontRole.NAME, wrap=True)
        self.text = Label("", FontRole.SMALL, "text2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(8)
        layout.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)

    def show_fact(self, fact: Fact) -> None:
        """Show a fact."""
        self.icon.set_icon(*_LOOK[fact.kind])
        self.title.setText(fact.title)
        self.text.setText(fact.text)


class DiffPanel(Card):
    """Its lines are kept and filled anew, so that nothing jumps while one types."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.count = Tag("", "accent_text", "accent_soft")
        super().__init__("Now → after", parent, trailing=self.count)
        self.setObjectName("diff_panel")
        self._view: DiffView | None = None
        self._open = False
        self._revealed = False
        self._changed: list[_Line] = []
        self._same: list[_Line] = []
        self.now = ElidedLabel("", FontRole.SMALL, "text3")
        self.after = Label("After", FontRole.SMALL, "text3")
        self.loading = LoadingBars((0.9, 0.9, 0.7, 0.9))
        self.note = Label("", FontRole.SMALL, "text2", wrap=True)
        self.divider = Divider()
        self.more = Button("", "chevron-right", "link")
        self.more.setObjectName("diff_more")
        self.more.clicked.connect(self._toggle)
        self.facts = tuple(FactLine() for _ in range(4))
        self.reveal = secondary_button("Show values", "eye", small=True)
        self.reveal.setObjectName("diff_reveal")
        self.reveal.clicked.connect(self._toggle_values)
        self.copy = secondary_button("Copy diff", "copy", small=True)
        self.copy.setObjectName("diff_copy")
        self.copy.clicked.connect(self._copy)
        self._narrow = False
        self._indent = QSpacerItem(_LABEL + 4, 0, QSizePolicy.Policy.Fixed)
        heads = self._heads = QHBoxLayout()
        heads.setSpacing(4)
        heads.addItem(self._indent)
        heads.addWidget(self.now, 1)
        heads.addSpacing(28)
        heads.addWidget(self.after, 1)
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 4, 0)
        body.setSpacing(4)
        body.addLayout(heads)
        self._changed_lines, self._same_lines = QVBoxLayout(), QVBoxLayout()
        for lines in (self._changed_lines, self._same_lines):
            lines.setSpacing(2)
        body.addWidget(self.loading)
        body.addLayout(self._changed_lines)
        body.addWidget(self.divider)
        body.addLayout(self._same_lines)
        body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self.note)
        body.addSpacing(4)
        body.addWidget(Divider())
        for fact in self.facts:
            body.addWidget(fact)
        body.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.body.addWidget(area, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.reveal)
        buttons.addStretch(1)
        self.body.addLayout(buttons)

    def show_view(self, view: DiffView) -> None:
        """Show a comparison."""
        if view == self._view:
            return
        self._view = view
        self.count.set_text(view.count)
        self.count.setVisible(bool(view.count))
        self.after.setVisible(view.phase is not DiffPhase.UNCHOSEN)
        self.reveal.setVisible(view.hides)
        self.now.setText(f"Now: {view.now}" if view.now else "Now")
        self.loading.setVisible(view.phase is DiffPhase.LOADING)
        unknown = "What the group launches from now could not be read, so nothing can be compared."
        note = unknown if view.phase is DiffPhase.UNKNOWN else view.note
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._show_rows()
        for line, fact in zip(self.facts, view.facts, strict=True):
            line.show_fact(fact)

    def _toggle(self) -> None:
        self._open = not self._open
        self._show_rows()

    def _toggle_values(self) -> None:
        self._reveal(on=not self._revealed)

    def _reveal(self, *, on: bool) -> None:
        self._revealed = on
        self.reveal.setText("Fold values" if on else "Show values")
        self._show_rows()

    def _copy(self) -> None:
        if self._view is not None:
            QGuiApplication.clipboard().setText(diff_text(self._view, revealed=self._revealed))

    def _show_rows(self) -> None:
        view = self._view
        if view is None:
            return
        self._fill(self._changed, self._changed_lines, view.changed)
        folded = len(view.same) - _LEAST_FOLDED
        shown = view.same if self._open or folded <= 1 else view.same[:_LEAST_FOLDED]
        self._fill(self._same, self._same_lines, shown)
        self.divider.setVisible(bool(view.changed and view.same))
        self.more.setVisible(folded > 1)
        unchanged = "" if view.phase is DiffPhase.UNCHOSEN else "unchanged "
        self.more.setText(f"Fold {unchanged}fields" if self._open else f"{folded} more {unchanged}fields")
        self.more.set_icon("chevron-down" if self._open else "chevron-right")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Whoever comes back later may have somebody beside them.
        self._reveal(on=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._indent.changeSize(0 if narrow else _LABEL + 4, 0, QSizePolicy.Policy.Fixed)
            self._heads.invalidate()
            for line in (*self._changed, *self._same):
                line.set_narrow(narrow=narrow)

    def _fill(self, lines: list[_Line], layout: QVBoxLayout, rows: tuple[DiffRow, ...]) -> None:
        while len(lines) < len(rows):
            line = _Line()
            line.set_narrow(narrow=self._narrow)
            lines.append(line)
            layout.addWidget(line)
        compared = self._view is not None and self._view.phase is not DiffPhase.UNCHOSEN
        for line, row in zip(lines, rows, strict=False):
            line.show_row(row, compared=compared, revealed=self._revealed)
        for index, line in enumerate(lines):
            line.setVisible(index < len(rows))
