"""The Pace step: presets, a forecast that follows the form and the clock, a price that is never sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSlider

from essgui.core import messages as m
from essgui.core.draft import TargetKind
from essgui.core.effects import Ask
from essgui.core.presets import PresetName
from essgui.core.state import AppState, Step
from essgui.domain.questions import PastActivities
from essgui.ui.charts.forecast_chart import ForecastChart
from essgui.ui.widgets.radio_card import PresetCard
from essgui.ui.widgets.switch import Switch
from tests.support.states import later
from tests.ui.wizard import scenes
from tests.ui.wizard.stage import Stage

Make = Callable[[AppState], Stage]
BALANCED = {**scenes.CONFIGURATION, "min_healthy": 90, "max_healthy": 150, "checkpoints": (25, 50, 100)}


def learned(**changes: object) -> AppState:
    return scenes.with_past(scenes.ecs(Step.PACE, **{**BALANCED, **changes}))


def checked(here: Stage) -> list[str]:
    return [name for name, card in here.page.pace.presets.cards.items() if card.isChecked()]


def click(here: Stage, card: str) -> None:
    QTest.mouseClick(here.find(PresetCard, card), Qt.MouseButton.LeftButton)
    here.turn()


def test_a_preset_sets_the_pace_and_keeps_the_pause(stage: Make) -> None:
    here = stage(learned(pause_minutes=15))
    assert checked(here) == [PresetName.BALANCED]
    click(here, "preset_safe")
    draft = here.draft
    assert (draft.min_healthy, draft.max_healthy, draft.checkpoints) == (100, 110, (10, 25, 50, 100))
    assert draft.pause_minutes == 15
    assert checked(here) == [PresetName.SAFE]
    click(here, "preset_fast")
    assert here.draft.checkpoints == ()
    assert not here.find(Switch, "pause_at_checkpoints").isChecked()
    QTest.mouseClick(here.find(Switch, "pause_at_checkpoints"), Qt.MouseButton.LeftButton)
    here.turn()
    assert here.draft.checkpoints == (10, 25, 50, 100)
    assert checked(here) == []


def test_a_change_by_hand_is_custom_and_the_way_back_is_noticed(stage: Make) -> None:
    here = stage(learned())
    own = here.find(QLabel, "pace_preset")
    assert own.text() == "ESS default 80 / 120 %"
    slider = here.find(QSlider, "min_healthy_slider")
    slider.setValue(91)
    here.turn()
    assert checked(here) == []
    assert own.text().startswith("Custom")
    slider.setValue(90)
    here.turn()
    assert checked(here) == [PresetName.BALANCED]


def test_arrow_keys_walk_the_presets(stage: Make) -> None:
    here = stage(learned())
    card = here.find(PresetCard, "preset_balanced")
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Right)
    here.turn()
    focused = here.page.focusWidget()
    assert isinstance(focused, PresetCard)
    assert focused.objectName() == "preset_fast"
    if not focused.isChecked():
        QTest.keyClick(focused, Qt.Key.Key_Space)
        here.turn()
    assert (here.draft.min_healthy, here.draft.max_healthy) == (80, 200)


def test_the_forecast_follows_the_slider(stage: Make) -> None:
    here = stage(learned())
    card = here.page.pace.forecast
    chart = here.find(ForecastChart, "forecast_chart")
    assert card.figure("peak") == "57"
    seen = set()
    for value in range(101, 201, 7):
        here.find(QSlider, "max_healthy_slider").setValue(value)
        here.turn()
        assert chart.drawing is not None
        assert chart.drawing.ceiling == 40 * value // 100
        seen.add((card.figure("finish"), card.figure("peak"), card.figure("batches")))
    assert len(seen) > 6
    assert chart.accessibleDescription().startswith("Predicted finish: between")


def test_the_forecast_moves_on_once_a_minute(stage: Make) -> None:
    here = stage(learned())
    source = here.find(QLabel, "forecast_source")
    assert source.text().startswith("if started at ")
    first, figure = source.text(), here.page.pace.forecast.figure("finish")
    state = here.store.state
    here.show(replace(state, now=later(20)))
    assert source.text() == first
    here.show(replace(state, now=later(80)))
    assert source.text() != first
    assert here.page.pace.forecast.figure("finish") != figure


def test_learned_durations_arrive_while_one_looks(stage: Make) -> None:
    here = stage(scenes.ecs(Step.PACE, **BALANCED))
    source = here.find(QLabel, "forecast_source")
    assert "reading this group's past activities…" in source.text()
    here.show(scenes.with_past(here.store.state))
    assert "learned from 18 activities" in source.text()


def test_what_could_not_be_read_can_be_tried_again(stage: Make) -> None:
    here = stage(
        scenes.with_past(scenes.ecs(Step.PACE, **BALANCED), value=None, seen=None, failure=scenes.PAST_DENIED)
    )
    again = here.find(QPushButton, "forecast_again")
    assert again.isVisible()
    assert "this identity may not read past activities" in here.find(QLabel, "forecast_source").text()
    assert "ess:DescribeScalingActivities" in here.find(QLabel, "forecast_source").toolTip()
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    here.turn()
    question = PastActivities(here.wizard.region, here.wizard.group)
    assert here.sent[-1] == m.Asked(question, again=True)
    assert Ask(question) in here.asked
    assert not again.isVisible()


def test_nothing_to_replace_is_a_sentence_and_no_chart(stage: Make) -> None:
    here = stage(scenes.with_past(scenes.ecs(Step.PACE, kind=TargetKind.ACTIVE)))
    assert here.find(QLabel, "forecast_empty").isVisible()
    assert here.find(QLabel, "forecast_empty").text().startswith("Nothing would be replaced")
    assert not here.find(ForecastChart, "forecast_chart").isVisible()


@pytest.mark.parametrize(("typed", "price"), [("0.5", 0.5), ("0,5", 0.5), ("12", 12.0), (" 3 ", 3.0)])
def test_a_price_shows_a_cost_and_no_price_shows_none(stage: Make, typed: str, price: float) -> None:
    here = stage(learned())
    card = here.page.pace.forecast
    assert card.figure("cost") == ""
    edit = here.find(QLineEdit, "hourly_price")
    edit.setFocus()
    QTest.keyClicks(edit, typed)
    here.turn()
    assert here.draft.hourly_price == price
    assert card.figure("cost") != ""
    edit.clear()
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    edit.textEdited.emit("")
    here.turn()
    assert here.draft.hourly_price is None
    assert card.figure("cost") == ""


@pytest.mark.parametrize("typed", ["abc", "-1", "1e5", "1.2.3", "."])
def test_what_is_no_price_is_said_and_not_taken(stage: Make, typed: str) -> None:
    here = stage(learned())
    edit = here.find(QLineEdit, "hourly_price")
    edit.setFocus()
    edit.setText(typed)
    edit.textEdited.emit(typed)
    here.turn()
    assert here.draft.hourly_price is None
    assert here.page.pace.forecast.price.complaint.sentence == "A price is a number such as 0.42."


def test_the_price_is_never_sent(stage: Make) -> None:
    from essgui.core.form import wizard_spec

    here = stage(learned(hourly_price=123.456))
    assert "123" not in repr(wizard_spec(here.store.state))


def test_figures_do_not_move_under_the_slider(stage: Make) -> None:
    here = stage(learned())
    slider = here.find(QSlider, "max_healthy_slider")
    for value in (101, 111, 200):
        slider.setValue(value)
        here.turn()
    columns = here.page.pace.forecast._columns
    before = {name: column.x() for name, column in columns.items()}
    slider.setValue(150)
    here.turn()
    assert {name: column.x() for name, column in columns.items()} == before
