"""The cells of the list sort by what they mean, are told to the ear, and take any run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from essgui.core.select_history import all_runs, run_rows
from essgui.ui.history.columns import COLUMNS, STARTED, copied, delegates, letter_colors
from essgui.ui.monitor.row_model import RowModel
from essgui.ui.theme import apply_theme, load_theme
from essgui.ui.widgets.delegates.roles import Role
from tests.ui.history import scenes
from tests.ui.history.scenes import make_run

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.core.select_history import RunRow
    from essgui.domain.run import Run

TEXT = Qt.ItemDataRole.DisplayRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
TICK, GROUP, OUTCOME, _STARTED, DONE, DURATION, TARGET, LIMITS = range(8)


def row_of(run: Run, **past: object) -> RunRow:
    (row,) = run_rows(scenes.history(**past), (run,))
    return row


def cell(row: RunRow, column: int, role: int) -> Any:
    return COLUMNS[column].cell(row).get(role)


PLAIN = make_run("ir-p", "web-frontend-prod")
TICKED = PLAIN.task.id
NEW = replace(
    PLAIN, task=replace(PLAIN.task, started_at=None, ended_at=None, total=0, finished=0, status="Baking")
)


def test_every_column_has_a_painter_and_the_one_that_sorts_first_is_the_begin() -> None:
    assert len(delegates()) == len(COLUMNS)
    assert COLUMNS[STARTED].title == "Started"
    assert [c.title for c in COLUMNS if not c.width] == ["Group", "Target"], "they share what is left"


def test_a_refresh_that_has_not_begun_says_so_in_every_cell() -> None:
    row = row_of(NEW)
    assert cell(row, OUTCOME, SPOKEN) == "Baking"
    assert cell(row, _STARTED, TEXT) == "not yet"
    assert cell(row, _STARTED, Role.SECOND_LINE) == ""
    assert cell(row, _STARTED, SPOKEN) == "It has not begun."
    assert cell(row, DONE, SPOKEN) == "0 of an unknown number"
    assert cell(row, DURATION, SPOKEN) == "not known"
    assert cell(row_of(replace(NEW, ours=True)), _STARTED, Role.SECOND_LINE) == "from here"


def test_numbers_sort_as_numbers_and_names_without_their_case() -> None:
    runs = [replace(PLAIN, task=replace(PLAIN.task, finished=n)) for n in (9, 10, 100)]
    keys = [cell(row_of(run), DONE, Role.SORT) for run in runs]
    assert keys == sorted(keys) == [9, 10, 100]
    names = [
        cell(row_of(replace(PLAIN, group_name=name)), GROUP, Role.SORT) for name in ("api", "Web", "zoo")
    ]
    assert names == sorted(names)
    lengths = [make_run("ir-w", "w", minutes=m) for m in (9, 61, 600)]
    spans = [cell(row_of(run), DURATION, Role.SORT) for run in lengths]
    assert spans == [540.0, 3660.0, 36_000.0]


def test_a_tick_has_its_letter_its_words_and_comes_first() -> None:
    off, on = row_of(PLAIN), row_of(PLAIN, ticked=(TICKED,))
    assert (cell(off, TICK, SPOKEN), cell(on, TICK, SPOKEN)) == ("not ticked", "ticked as A")
    assert cell(on, TICK, Role.SORT) < cell(off, TICK, Role.SORT)
    assert all(cell(on, n, Role.TICKED) for n in range(len(COLUMNS))), "the whole row has its ground"
    assert not any(cell(off, n, Role.TICKED) for n in range(len(COLUMNS)))


def test_what_was_not_recorded_is_said_to_be_so() -> None:
    paused = make_run("ir-x", "web", stops=(50, 100), pause=15)
    tip = cell(row_of(paused), DURATION, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Took 46 min. Working: not recorded. Waiting: not recorded."
    assert "\n" not in cell(row_of(PLAIN), DURATION, Qt.ItemDataRole.ToolTipRole)


def test_a_copied_row_has_every_word_once() -> None:
    parts = copied(row_of(PLAIN)).split("\t")
    assert parts[:4] == ["web-frontend-prod", "cn-hangzhou", "ir-p", "Successful"]
    assert parts[5:7] == ["12/12", "46 min · not recorded"]
    assert len(parts) == 10


def test_the_letters_differ_by_ground_in_both_themes() -> None:
    for name in ("light", "dark"):
        theme = load_theme(name)
        (ground_a, ink_a), (ground_b, ink_b) = (letter_colors(letter, theme) for letter in "AB")
        assert ground_a != ground_b
        assert ground_a != ink_a
        assert ground_b != ink_b


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("width", [20, 160])
def test_any_row_can_be_painted_at_any_width(themed: QApplication, name: str, width: int) -> None:
    model = RowModel(COLUMNS, copied)
    state = scenes.history(ticked=(TICKED,))
    evil = replace(NEW, group_name="<b>订单</b>" * 40, task=replace(NEW.task, id="ir-evil"))
    model.set_rows(run_rows(state, (*all_runs(state), evil)))
    try:
        apply_theme(themed, load_theme(name))
        for column, delegate in enumerate(delegates()):
            image = QImage(width, 46, QImage.Format.Format_ARGB32)
            painter = QPainter(image)
            option: Any = QStyleOptionViewItem()
            option.rect = QRect(0, 0, width, 46)
            for row in range(model.rowCount()):
                delegate.paint(painter, option, model.index(row, column))
            painter.end()
    finally:
        apply_theme(themed, load_theme("light"))
