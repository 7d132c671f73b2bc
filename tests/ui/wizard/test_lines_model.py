from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from essgui.ui.wizard.lines_model import LinesModel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SHOW = int(Qt.ItemDataRole.DisplayRole)


def rows(text: str, value: str = "v") -> list[tuple[str, tuple[dict[int, str], ...]]]:
    return [(key, ({SHOW: key}, {SHOW: value})) for key in text]


def keys(model: LinesModel) -> str:
    return "".join(model.key(row) for row in range(model.rowCount()))


def test_rows_come_go_and_move_without_a_reset(qapp: QApplication) -> None:
    model = LinesModel(("Key", "Value"))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    for text in ("abc", "cab", "xbyc", "", "qwerty", "ytrewq", "tw"):
        model.set_rows(rows(text))
        assert keys(model) == text
    assert resets == []


def test_a_selected_row_stays_selected_while_others_move(qapp: QApplication) -> None:
    model = LinesModel(("Key", "Value"))
    model.set_rows(rows("abcd"))
    selection = QItemSelectionModel(model)
    flags = QItemSelectionModel.SelectionFlag
    selection.select(model.index(2, 0), flags.ClearAndSelect | flags.Rows)
    model.set_rows(rows("xdcb"))
    assert [model.key(i.row()) for i in selection.selectedRows()] == ["c"]


def test_only_changed_rows_are_told(qapp: QApplication) -> None:
    model = LinesModel(("Key", "Value"))
    model.set_rows(rows("abc"))
    told: list[int] = []
    model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    model.set_rows(rows("abc"))
    assert told == []
    changed = rows("abc")
    changed[1] = ("b", ({SHOW: "b"}, {SHOW: "new"}))
    model.set_rows(changed)
    assert told == [1]
    assert model.index(1, 1).data() == "new"


def test_the_header_names_the_columns(qapp: QApplication) -> None:
    model = LinesModel(("Key", "Value"))
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Value"
    assert model.headerData(5, Qt.Orientation.Horizontal) is None
    assert model.row_of("nothing") == -1
