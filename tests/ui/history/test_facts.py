"""The table of facts tells every value to the eye, the ear and the pointer, and marks what differs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from essgui.core.select_compare import Fact, Head, panel
from essgui.domain.scaling import TaskId
from essgui.ui.history.facts import FactTable
from essgui.ui.theme import apply_theme, load_theme
from tests.ui.history import scenes
from tests.ui.history.scenes import A

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from essgui.core.select_compare import Panel
    from essgui.core.state import AppState


@pytest.fixture
def table(qtbot: QtBot, themed: QApplication) -> FactTable:
    made = FactTable()
    qtbot.addWidget(made)
    made.resize(392, 500)
    made.show()
    return made


def panel_of(state: AppState, **changes: object) -> Panel:
    found = panel(state)
    assert found is not None
    return replace(found, **changes)


def tip(table: FactTable, y: int, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """Hold the pointer at a height; return the tooltip, None where it was taken away."""
    told: list[str | None] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _spot, text, _widget: told.append(text))
    monkeypatch.setattr(QToolTip, "hideText", lambda: told.append(None))
    spot = QPoint(150, y)
    assert table.event(QHelpEvent(QHelpEvent.Type.ToolTip, spot, table.mapToGlobal(spot)))
    (said,) = told
    return said


def test_every_fact_is_told_to_the_ear_and_what_differs_is_told_as_that(table: FactTable) -> None:
    one = Head("A", TaskId("ir-1"), "23 Nov", "Baking")
    facts = (Fact("Pause", ("60 min", "none"), differs=True), Fact("Skip matching", ("on", "on")))
    heads = (one, replace(one, letter="B", task=TaskId("ir-2"), status="Failed"))
    table.show_panel(panel_of(scenes.compared(), heads=heads, facts=facts))
    assert table.accessibleDescription() == (
        "A: 23 Nov, ir-1, Baking, B: 23 Nov, ir-2, Failed. "
        "Pause differs: 60 min and none; Skip matching: on and on"
    )


def test_the_pointer_reads_the_line_that_it_is_on(table: FactTable, monkeypatch: pytest.MonkeyPatch) -> None:
    found = panel_of(scenes.compared())
    table.show_panel(found)
    first, row = 44 + 28, 28
    for number, fact in enumerate(found.facts):
        whole = f"{fact.word}\nA: {fact.values[0]}\nB: {fact.values[1]}"
        for y in (first + number * row, first + (number + 1) * row - 1):
            assert tip(table, y, monkeypatch) == whole
    for y in (0, 43, first - 1, first + len(found.facts) * row):
        assert tip(table, y, monkeypatch) is None


def test_its_height_is_that_of_its_lines(table: FactTable) -> None:
    assert FactTable().sizeHint().height() == 44
    found = panel_of(scenes.history(ticked=(A,)))
    table.show_panel(found)
    assert table.sizeHint().height() == 44 + 28 * (len(found.facts) + 1)


def marks(image: QImage) -> int:
    """Count the lines that have something in the column of the mark, below the outcome."""
    rows = range(44 + 28, 500, 28)
    ground = image.pixel(12, 40)
    return sum(
        1
        for top in rows
        if any(image.pixel(x, y) != ground for x in range(16) for y in range(top + 3, min(top + 27, 500)))
    )


@pytest.mark.parametrize("name", ["light", "dark"])
def test_only_what_differs_has_a_mark(table: FactTable, themed: QApplication, name: str) -> None:
    facts = (Fact("Pause", ("60 min", "none"), differs=True), Fact("Skip matching", ("on", "on")))
    try:
        apply_theme(themed, load_theme(name))
        table.show_panel(panel_of(scenes.compared(), facts=facts))
        assert marks(table.grab().toImage()) == 1
        table.show_panel(panel_of(scenes.compared(), facts=facts[1:]))
        assert marks(table.grab().toImage()) == 0
    finally:
        apply_theme(themed, load_theme("light"))


def test_a_long_value_does_not_reach_into_the_next_column(table: FactTable) -> None:
    facts = (Fact("Reason given", ("W" * 200, "")),)
    table.show_panel(panel_of(scenes.compared(), facts=facts))
    image = table.grab().toImage()
    middle = 44 + 28 + 14
    second = round(16 + 108 + (392 - 124) / 2)
    ground = image.pixel(second + 40, middle)
    assert all(image.pixel(x, y) == ground for x in range(second, 392) for y in range(middle - 8, middle + 8))
