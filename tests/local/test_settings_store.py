"""Saved settings survive; a file that cannot be read is kept aside and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.domain.exchange.settings import MOST, SavedSettings, settings_of, write_settings
from essgui.local.settings_store import SettingsStore
from tests.domain.exchange.specs import SPECS

if TYPE_CHECKING:
    from pathlib import Path

SAVED = tuple(settings_of(name, spec, with_target=True) for name, spec in SPECS.items())


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "saved.json"
    SettingsStore(path).write(SAVED)
    assert SettingsStore(path).read() == (SAVED, "")


def test_two_programs_keep_what_each_of_them_saved(tmp_path: Path) -> None:
    path = tmp_path / "saved.json"
    one, two = SettingsStore(path), SettingsStore(path)
    first, mine, theirs = (SavedSettings(name, 80) for name in ("first", "mine", "theirs"))
    one.write((first,))
    two.write((first, theirs), (first,))
    kept, trouble = one.write((first, mine), (first,))
    assert (set(kept), trouble) == ({first, mine, theirs}, "")
    assert set(SettingsStore(path).read()[0]) == {first, mine, theirs}
    two.write((theirs,), (first, theirs))
    assert set(one.read()[0]) == {mine, theirs}


def test_more_than_a_file_takes_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "saved.json"
    many = tuple(SavedSettings(f"s{n}", 80) for n in range(MOST))
    SettingsStore(path).write(many)
    with pytest.raises(OSError, match=f"more than {MOST}"):
        SettingsStore(path).write((SavedSettings("mine", 80),), ())
    assert len(SettingsStore(path).read()[0]) == MOST


def test_no_file_is_no_settings(tmp_path: Path) -> None:
    assert SettingsStore(tmp_path / "none.json").read() == ((), "")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "damaged (line 1"),
        (b"\xff\xfe", "is not text"),
        (b'{"EssguiSettings": 2, "Settings": []}', "later version"),
        (write_settings(SAVED).replace("80", '"80"').replace("90", '"90"').encode(), "Settings.1.Min"),
    ],
)
def test_a_file_that_cannot_be_used_is_kept_aside(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "saved.json"
    path.write_bytes(data)
    (tmp_path / "saved-aside-1.json").write_text("an earlier one")
    store = SettingsStore(path)
    saved, trouble = store.read()
    assert saved == ()
    assert said in trouble
    store.write((SavedSettings("new"),))
    assert (tmp_path / "saved-aside-2.json").read_bytes() == data
    assert (tmp_path / "saved-aside-1.json").read_text() == "an earlier one"
    assert store.read() == ((SavedSettings("new"),), "")


def test_what_can_neither_be_read_nor_moved_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "saved.json"
    path.mkdir()
    (path / "inside").write_text("x")
    store = SettingsStore(path)
    saved, trouble = store.read()
    assert saved == ()
    assert "could not be read" in trouble
    with pytest.raises(OSError, match="could not be read"):
        store.write(SAVED)
