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


def test_it_says_what_it_shows_and_leaves_out_what_does_not_fit(qtbot, themed):
    items = (
        LegendItem("In service", "c_line", MarkKind.LINE),
        LegendItem("Floor", "c_floor", MarkKind.LINE),
    )
    legend = Legend()
    qtbot.addWidget(legend)
    legend.set_items(items)
    assert legend.accessibleName() == "Legend: In service, Floor"
    legend.resize(legend.sizeHint().width() - 30, 20)
    image = legend.grab().toImage()
    found = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert current_theme().colors["c_floor"].lower() not in found
