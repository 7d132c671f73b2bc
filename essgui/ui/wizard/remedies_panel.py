"""Below the list of those left alone: what can be done about them, for the selected ones or for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.policy import policy_for
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.banner import ErrorCard
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.select_wizard_remedies import Mended, RemedyFailure, RemedyLine
    from essgui.domain.scaling import InstanceId

    Ask = Callable[[str, tuple[InstanceId, ...]], None]


class RemedyRow(QWidget):
    """One reason: how many, and the two buttons."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask
        self._line: RemedyLine | None = None
        self._selected: tuple[InstanceId, ...] = ()
        self.said = Label("", FontRole.NAME)
        self.why = Label("", FontRole.SMALL, "text2", wrap=True)
        self.some = secondary_button("", small=True)
        self.all = secondary_button("", small=True)
        self.some.clicked.connect(lambda: self._press(self._selected))
        self.all.clicked.connect(lambda: self._press(self._line.instances if self._line else ()))
        self.some_gate, self.all_gate = DisabledReason(self.some), DisabledReason(self.all)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 2, 16, 2)
        layout.setSpacing(8)
        layout.addWidget(self.said)
        layout.addWidget(self.why, 1)
        layout.addWidget(self.some_gate)
        layout.addWidget(self.all_gate)

    def show_line(self, line: RemedyLine, selected: tuple[InstanceId, ...]) -> None:
        """Show a reason, with those of it that are selected in the list."""
        self._line = line
        self._selected = tuple(i for i in line.instances if i in selected)
        self.said.setText(line.said)
        self.why.setText("" if line.act else line.off)
        for gate in (self.some_gate, self.all_gate):
            gate.setVisible(bool(line.act))
        if not line.act:
            return
        name = line.reason.lower()
        self.some.setObjectName(f"remedy_some_{name}")
        self.all.setObjectName(f"remedy_all_{name}")
        count = len(self._selected)
        whole = len(line.instances)
        self.some.setText(line.act.format(what=f"{count} selected" if count else "selected"))
        self.all.setText(line.act.format(what="it" if whole == 1 else f"all {whole}"))
        self.some_gate.setVisible(whole > 1)
        self.some_gate.set_reason(
            line.off or ("" if count else f"Select {line.reason} instances in the list first.")
        )
        self.all_gate.set_reason(line.off)

    def _press(self, instances: tuple[InstanceId, ...]) -> None:
        if self._line is not None and instances:
            self._ask(self._line.reason, instances)


class _Failed(ErrorCard):
    """A remedy that failed, with the way to try again."""

    def __init__(self, retry: Callable[[Mended], None], dismiss: Callable[[Mended], None]) -> None:
        self.again = secondary_button("Try again", "spin", small=True)
        super().__init__(actions=[self.again])
        self.setObjectName("remedy_failed")
        self.again.setObjectName("remedy_again")
        self.dismiss.setObjectName("remedy_dismiss")
        self._failed: RemedyFailure | None = None
        self.again.clicked.connect(lambda: retry(self._failed.remedy) if self._failed else None)
        self.dismiss.clicked.connect(lambda: dismiss(self._failed.remedy) if self._failed else None)

    def show_failed(self, failed: RemedyFailure) -> None:
        self._failed = failed
        failure = failed.failure
        missing = f"Missing permission: {failure.action}." if failure.action else ""
        hint = " ".join(part for part in (missing, failure.hint) if part)
        self.set_problem(failed.sentence, hint, failure.code, failure.request_id, policy_for(failure))
        self.show()


class RemediesPanel(QWidget):
    """A row per reason, and a card per failure."""

    def __init__(
        self,
        ask: Ask,
        retry: Callable[[Mended], None],
        dismiss: Callable[[Mended], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask, self._retry, self._dismiss = ask, retry, dismiss
        self._view: tuple[tuple[RemedyLine, ...], tuple[RemedyFailure, ...]] = ((), ())
        self._selected: tuple[InstanceId, ...] = ()
        self._rows: list[RemedyRow] = []
        self._cards: list[_Failed] = []
        self._row_lines, self._card_lines = QVBoxLayout(), QVBoxLayout()
        self._row_lines.setSpacing(2)
        self._card_lines.setSpacing(8)
        self._card_lines.setContentsMargins(16, 0, 16, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._row_lines)
        layout.addLayout(self._card_lines)

    def show_view(self, lines: tuple[RemedyLine, ...], failures: tuple[RemedyFailure, ...]) -> None:
        """Show what can be done, and what failed."""
        self._view = (lines, failures)
        self.setVisible(bool(lines or failures))
        while len(self._rows) < len(lines):
            self._rows.append(RemedyRow(self._ask))
            self._row_lines.addWidget(self._rows[-1])
        while len(self._cards) < len(failures):
            self._cards.append(_Failed(self._retry, self._dismiss))
            self._card_lines.addWidget(self._cards[-1])
        for row, line in zip(self._rows, lines, strict=False):
            row.show_line(line, self._selected)
        for index, row in enumerate(self._rows):
            row.setVisible(index < len(lines))
        for card, failed in zip(self._cards, failures, strict=False):
            card.show_failed(failed)
        for card in self._cards[len(failures) :]:
            card.hide()

    def select(self, instances: tuple[InstanceId, ...]) -> None:
        """Tell which instances are selected in the list."""
        self._selected = instances
        self.show_view(*self._view)
