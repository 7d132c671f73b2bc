from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.ui.wizard.pause_field import PauseField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def field(themed: QApplication) -> Iterator[PauseField]:
    made = PauseField()
    made.show_minutes(90, "1 h 30 min", "")
    yield made
    made.deleteLater()


def test_a_unit_changes_the_look_and_not_the_value(field: PauseField) -> None:
    told: list[int] = []
    field.changed.connect(told.append)
    assert field.number.value() == 90
    field.unit.setCurrentIndex(1)
    assert field.number.value() == 1.5
    assert field.words.text() == "= 1 h 30 min"
    field.unit.setCurrentIndex(0)
    assert field.number.value() == 90
    assert told == []


@pytest.mark.parametrize("minutes", [1, 59, 61, 100, 1439, 2880])
def test_every_number_of_minutes_survives_the_unit_of_hours(field: PauseField, minutes: int) -> None:
    told: list[int] = []
    field.changed.connect(told.append)
    field.show_minutes(minutes, "", "")
    field.unit.setCurrentIndex(1)
    field.unit.setCurrentIndex(0)
    assert field.number.value() == minutes
    assert told == []


def test_typed_hours_are_told_in_minutes(field: PauseField) -> None:
    told: list[int] = []
    field.changed.connect(told.append)
    field.unit.setCurrentIndex(1)
    field.number.setValue(2.25)
    assert told == [135]


def test_too_long_is_shown_as_typed_with_a_sentence(field: PauseField) -> None:
    field.show_minutes(5000, "83 h 20 min", "A pause lasts from 1 minute to 2880 minutes (48 hours).")
    assert field.number.value() == 5000
    assert "2880" in field.complaint.sentence
