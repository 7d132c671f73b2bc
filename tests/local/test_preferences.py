"""Preferences: always a legal value, written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.domain.settings import FOR_EVER, SETTINGS, Key
from essgui.local.preferences import Preferences

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_written_is_read_and_other_keys_stay(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "preferences.json"
    path.parent.mkdir()
    path.write_text('{"later": "kept"}')
    preferences = Preferences(path)
    preferences.write(Key.THEME, "dark")
    assert Preferences(path).read()[Key.THEME] == "dark"
    assert '"later": "kept"' in path.read_text()
    assert [p.name for p in path.parent.iterdir()] == ["preferences.json"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"theme": 3}', '{"theme": "plaid"}', "\x00\xff"])
def test_a_damaged_file_costs_preferences_and_nothing_else(tmp_path: Path, text: str) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(text)
    assert Preferences(path).read()[Key.THEME] == "light"


def test_a_missing_file_gives_defaults(tmp_path: Path) -> None:
    assert Preferences(tmp_path / "none.json").read()[Key.THEME] == "light"


def test_an_illegal_value_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    with pytest.raises(ValueError, match="plaid"):
        Preferences(path).write(Key.THEME, "plaid")
    assert not path.exists()


def test_every_setting_goes_to_the_file_and_comes_back(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "preferences.json")
    for row in SETTINGS:
        assert row.legal(row.default), row.key
        assert preferences.read()[row.key] == row.default
        for value in row.allowed:
            preferences.write(row.key, value)
            assert preferences.read()[row.key] == value


def test_the_table_has_a_row_for_every_key_and_forgets_nothing_by_itself() -> None:
    assert [row.key for row in SETTINGS] == list(Key)
    assert next(row for row in SETTINGS if row.key is Key.KEEP_DAYS).default == FOR_EVER
