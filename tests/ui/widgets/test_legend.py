from __future__ import annotations

import pytest

from essgui.ui.theme import current_theme
from essgui.ui.widgets.legend import Legend, LegendItem, MarkKind


@pytest.mark.parametrize("kind", list(MarkKind))
def test_every_kind_of_mark_is_in_the_colour_of_its_series(qtbot, themed, kind: MarkKind):
    legend = Legend((LegendItem("New", "c_floor", kind),))
    qtbot.addWidget(legend)
    legend.resize(legend.sizeHint())
    image = legend.grab().toImage()
    found = {image.pixelColor(x, image.height() // 2).name() for x in range(14)}
    assert current_theme().colors["c_floor"].lower() in found


ITEMS = (
    LegendItem("In service", "c_line", MarkKind.LINE),
    LegendItem("Floor", "c_floor", MarkKind.LINE),
    LegendItem("Ceiling", "c_transit", MarkKind.LINE),
)


def drawn(legend: Legend) -> set[str]:
    image = legend.grab().toImage()
    found = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    return {item.word for item in ITEMS if current_theme().colors[item.tone].lower() in found}


def test_it_says_what_it_shows_and_takes_a_second_line_where_it_is_narrow(qtbot, themed):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.set_items(ITEMS)
    assert legend.accessibleName() == "Legend: In service, Floor, Ceiling"
    wide = legend.sizeHint().width()
    assert legend.heightForWidth(wide) == legend.sizeHint().height()
    narrow = wide - 50
    assert legend.heightForWidth(narrow) > legend.sizeHint().height()
    legend.resize(narrow, legend.heightForWidth(narrow))
    assert drawn(legend) == {"In service", "Floor", "Ceiling"}


def test_what_does_not_fit_into_three_lines_is_left_out_from_the_end(qtbot, themed):
    legend = Legend(ITEMS)
    qtbot.addWidget(legend)
    narrow = Legend(ITEMS[:1]).sizeHint().width()
    legend.resize(narrow, legend.heightForWidth(narrow))
    assert drawn(legend) == {"In service", "Floor", "Ceiling"}
    legend.set_items((ITEMS[0], ITEMS[0], *ITEMS))
    assert drawn(legend) == {"In service"}
    legend.resize(10, 20)
    assert drawn(legend) == set()
