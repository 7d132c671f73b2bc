from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from essgui.core.select_monitor import Age, Figure, Progress
from essgui.ui.monitor.figures import AgeLine, FigureColumn, FigureRow, ProgressFigure

HALF = Progress("20", "/40", "replaced", "50 %", 0.5, (0.25, 0.5))


@pytest.mark.parametrize(
    ("status", "tone"),
    [("InProgress", "blue_solid"), ("RollbackInProgress", "plum_solid"), ("Frozen", "slate_solid")],
)
def test_the_bar_has_the_colour_of_the_status(qtbot, themed, status: str, tone: str):
    figure = ProgressFigure()
    qtbot.addWidget(figure)
    figure.show_progress(HALF, status, dim=False)
    assert figure.bar.share == 0.5
    assert figure.bar._tone == tone
    assert figure.bar._ticks == (0.25, 0.5)
    assert figure.accessibleName() == "20 of 40 replaced, 50 %"
    figure.show_progress(HALF, status, dim=True)
    assert figure.bar._tone == "slate_solid"


def test_a_total_that_is_not_known_takes_no_room(qtbot, themed):
    figure = ProgressFigure()
    qtbot.addWidget(figure)
    figure.show_progress(Progress("–", "", "not counted yet", "", 0.0, ()), "Pending", dim=False)
    assert figure.total.isHidden()
    assert figure.accessibleName() == "– not counted yet"


def test_a_column_says_all_of_itself(qtbot, themed):
    column = FigureColumn("figure_x", elided=True)
    qtbot.addWidget(column)
    column.show_figure(Figure("Target", "a-long-name", "was b", "amber_fg", "all of it"))
    assert (column.value.text(), column.line.text(), column.toolTip()) == (
        "a-long-name",
        "was b",
        "all of it",
    )
    assert column.value.property("tone") == "amber_fg"
    assert column.accessibleName() == "Target: a-long-name"
    column.show_figure(Figure("Target", "a", "b"), dim=True)
    assert column.value.property("tone") == "text3"


def test_only_stale_data_offers_to_ask_again(qtbot, themed):
    line = AgeLine()
    qtbot.addWidget(line)
    line.show_age(Age("updated 3 s ago", "green_fg", "refreshes"))
    assert line.try_now.isHidden()
    line.show_age(Age("no answer for 18 s", "amber_fg", "warn", True, "Because."))
    assert not line.try_now.isHidden()
    assert line.label.property("tone") == "amber_fg"
    assert line.toolTip() == "Because."
    with qtbot.waitSignal(line.again):
        line.try_now.click()


def test_the_end_has_a_column_only_when_it_is_there(qtbot, themed):
    row = FigureRow()
    qtbot.addWidget(row)
    row.show_ended(None)
    narrow = row.minimumSizeHint().width()
    row.show_ended(Figure("Ended", "14:30", "took 50 min"))
    assert row.ended.value.text() == "14:30"
    assert row.minimumSizeHint().width() > narrow


def test_the_time_since_the_start_gives_way_where_there_is_little_room(qtbot, themed):
    window = QWidget()
    qtbot.addWidget(window)
    row = FigureRow(window)
    row.show_ended(None)
    for column in (row.finishes, row.in_service, row.running, row.target):
        column.show_figure(Figure("Caption", "15:16 to 15:41", "in 45 min to 1 h 10 min"))
    row.resize(1300, 80)
    window.show()
    qtbot.waitUntil(row.running.isVisible)
    row.resize(row.minimumSizeHint())
    qtbot.waitUntil(lambda: not row.running.isVisible())
    row.resize(1300, 80)
    qtbot.waitUntil(row.running.isVisible)
