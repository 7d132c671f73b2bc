"""What stands in for the table says why it is empty and offers the one thing that helps."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from essgui.core.select_fleet_summary import Body
from essgui.ui.fleet.delegate import ROW_HEIGHT
from essgui.ui.fleet.model import FleetModel
from essgui.ui.fleet.places import Places
from essgui.ui.fleet.table import FleetTable
from essgui.ui.theme import current_theme
from tests.support.states import NOW


@pytest.fixture
def places(qtbot, themed):
    model = FleetModel(NOW)
    table = FleetTable(model)
    model.setParent(table)
    made = Places(table)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    return made


def words(places):
    return " ".join(x.text() for x in places.currentWidget().findChildren(QLabel) if x.isVisible())


@pytest.mark.parametrize(
    ("body", "why", "helps"),
    [
        (Body.EMPTY, "No scaling groups in these regions", ["read_again"]),
        (Body.NO_REGION, "Choose one or more regions above", []),
        (Body.NO_MATCH, "No group matches the filter", ["cleared"]),
        (Body.FAILED, "Nothing in your fleet has changed by this", ["read_again"]),
    ],
)
def test_each_says_why_and_its_button_does_what_helps(places, body, why, helps):
    heard = []
    places.cleared.connect(lambda: heard.append("cleared"))
    places.read_again.connect(lambda: heard.append("read_again"))
    places.show_body(body)
    assert places.body is body
    assert why in words(places)
    for button in places.currentWidget().findChildren(QPushButton):
        assert button.isVisible()
        button.click()
    assert heard == helps


def test_the_filter_that_nothing_matches_is_named(places):
    places.show_body(Body.NO_MATCH, "nonsense, failed")
    assert "nonsense, failed" in words(places)
    places.show_body(Body.NO_MATCH, "other")
    assert "nonsense" not in words(places)


def test_while_reading_grey_bars_stand_where_rows_will_be(places):
    places.show_body(Body.LOADING)
    bars = places.currentWidget()
    assert bars.accessibleName() == "Reading the scaling groups"
    image = bars.grab().toImage()
    theme = current_theme()
    name = round(bars.width() * 0.02) + 20
    assert image.pixelColor(name, 17) == theme.color("c_old_soft")
    assert image.pixelColor(name, ROW_HEIGHT - 1) == theme.color("border")
    assert image.pixelColor(name, ROW_HEIGHT + 5) == theme.color("surface")
    places.show_body(Body.ROWS)
    assert not bars.isVisible()
