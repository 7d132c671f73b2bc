"""The table of settings is whole, and no value gets in that it does not allow."""

from __future__ import annotations

import pytest

from essgui.domain.settings import FOR_EVER, OFF, ON, SETTINGS, Key, Settings, setting


def test_every_key_has_one_row_whose_default_is_allowed() -> None:
    assert [row.key for row in SETTINGS] == list(Key)
    for row in SETTINGS:
        assert row.legal(row.default)
        assert len(set(row.allowed)) == len(row.allowed) >= 2
        assert setting(row.key) is row
        assert Settings()[row.key] == row.default


@pytest.mark.parametrize("value", ["", "Dark", "dark ", "on", None, True, 1, ["dark"], b"dark"])
def test_what_is_not_in_the_table_is_not_taken(value: object) -> None:
    assert not setting(Key.THEME).legal(value)
    with pytest.raises(ValueError, match="theme cannot be"):
        Settings().having(Key.THEME, value)  # type: ignore[arg-type] - what a damaged file may hold


def test_a_choice_leaves_the_others_and_the_earlier_settings_alone() -> None:
    first = Settings({Key.THEME: "dark"})
    second = first.having(Key.NOTIFY_LOST, OFF)
    assert (second[Key.THEME], second.on(Key.NOTIFY_LOST)) == ("dark", False)
    assert first.on(Key.NOTIFY_LOST)
    assert second.having(Key.NOTIFY_LOST, ON).on(Key.NOTIFY_LOST)
    assert second != first


def test_every_length_of_keeping_is_a_number_of_days_or_for_ever() -> None:
    days = {value: Settings({Key.KEEP_DAYS: value}).keep_days for value in setting(Key.KEEP_DAYS).allowed}
    assert days == {"30": 30, "90": 90, "365": 365, FOR_EVER: None}
    assert Settings().keep_days is None, "nothing is forgotten unless somebody chose it"
