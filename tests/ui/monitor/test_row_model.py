from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from essgui.ui.monitor.row_model import COPY_ROLE, Column, RowModel
from essgui.ui.widgets.delegates.roles import Role


@dataclass(frozen=True)
class Row:
    key: str
    text: str = ""


COLUMNS = (
    Column("Key", lambda row: {Qt.ItemDataRole.DisplayRole: row.key}, 80),
    Column(
        "Text",
        lambda row: {
            Qt.ItemDataRole.DisplayRole: row.text,
            Qt.ItemDataRole.ToolTipRole: row.text,
            Role.SORT: len(row.text),
        },
        0,
    ),
)


@pytest.fixture
def model(qapp):
    made = RowModel(COLUMNS, lambda row: f"{row.key}\t{row.text}")
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    tester.deleteLater()
    made.deleteLater()


def rows(keys: str) -> list[Row]:
    return [Row(key) for key in keys]


def keys(model) -> str:
    return "".join(row.key for row in model.rows)


def spans(model) -> list[tuple[str, int, int]]:
    told: list[tuple[str, int, int]] = []
    model.rowsInserted.connect(lambda _p, first, last: told.append(("in", first, last)))
    model.rowsRemoved.connect(lambda _p, first, last: told.append(("out", first, last)))
    model.rowsMoved.connect(lambda _p, first, _l, _d, to: told.append(("move", first, to)))
    model.dataChanged.connect(lambda first, last, _r: told.append(("data", first.row(), last.row())))
    model.modelReset.connect(lambda: told.append(("reset", 0, 0)))
    return told


def test_cells_and_headings_come_from_the_columns(model):
    model.set_rows([Row("a", "one")])
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Text"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    index = model.index(0, 1)
    assert index.data() == "one"
    assert index.data(Role.SORT) == 3
    assert index.data(Role.IDENTITY) == "a"
    assert index.data(COPY_ROLE) == "a\tone"
    assert model.data(model.index(5, 5)) is None


def test_new_rows_are_told_as_one_span(model):
    model.set_rows(rows("cd"))
    told = spans(model)
    model.set_rows(rows("abcde"))
    assert told == [("in", 0, 1), ("in", 4, 4)]
    assert keys(model) == "abcde"


def test_gone_rows_are_told_as_spans_from_the_end(model):
    model.set_rows(rows("abcdef"))
    told = spans(model)
    model.set_rows(rows("ad"))
    assert told == [("out", 4, 5), ("out", 1, 2)]


def test_only_rows_that_differ_are_told(model):
    model.set_rows(rows("abcde"))
    told = spans(model)
    changed = rows("abcde")
    changed[1] = replace(changed[1], text="x")
    changed[2] = replace(changed[2], text="y")
    changed[4] = replace(changed[4], text="z")
    model.set_rows(changed)
    assert told == [("data", 1, 2), ("data", 4, 4)]
    told.clear()
    model.set_rows(changed)
    assert told == []


def test_a_row_that_moves_keeps_its_selection(model):
    model.set_rows(rows("abc"))
    kept = QPersistentModelIndex(model.index(2, 0))
    told = spans(model)
    model.set_rows(rows("cab"))
    assert told == [("move", 2, 0)]
    assert kept.row() == 0


def test_any_change_ends_in_the_wanted_rows_and_never_resets(model):
    chance = Random(7)  # noqa: S311 - a seeded shuffle, no secret
    told = spans(model)
    for _ in range(60):
        wanted = chance.sample("abcdefghij", chance.randrange(10))
        model.set_rows([Row(key, str(chance.randrange(3))) for key in wanted])
        assert keys(model) == "".join(wanted)
    assert "reset" not in {kind for kind, _, _ in told}


def test_stale_rows_are_dim(model):
    model.set_rows(rows("ab"))
    told = spans(model)
    model.set_dim(dim=True)
    assert model.index(1, 1).data(Role.DIM) is True
    assert told == [("data", 0, 1)]
    model.set_dim(dim=True)
    assert told == [("data", 0, 1)]


def test_a_row_that_goes_far_back_is_the_only_one_that_moves(model):
    model.set_rows(rows("abcdefghij"))
    told = spans(model)
    model.set_rows(rows("bcdefghija"))
    assert [kind for kind, *_ in told] == ["move"]
    model.set_rows(rows("cbdefghjia"))
    assert [kind for kind, *_ in told] == ["move"] * 3
    assert keys(model) == "cbdefghjia"


def test_a_tooltip_is_never_read_as_markup(model) -> None:
    model.set_rows([Row("a", "<b>loud</b>")])
    tip = model.data(model.index(0, 1), Qt.ItemDataRole.ToolTipRole)
    assert tip == "<div>&lt;b&gt;loud&lt;/b&gt;</div>"
    assert model.data(model.index(0, 1)) == "<b>loud</b>"
