"""Two that change one file take turns, and leave nothing behind; nobody waits for ever."""

from __future__ import annotations

import errno
import os
import threading
from typing import TYPE_CHECKING

import pytest

from essgui.domain.settings import OFF, Key
from essgui.local.preferences import Preferences
from essgui.local.turn import turn_at

fcntl = pytest.importorskip("fcntl", reason="this system has no locks of this kind")

if TYPE_CHECKING:
    from pathlib import Path


def is_free(folder: Path) -> bool:
    """Try to take the turn at a folder without waiting."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(held)
    return True


def test_the_turn_is_one_programs_alone_until_it_is_done(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    with turn_at(path):
        assert not is_free(tmp_path)
    assert is_free(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_it_is_given_back_where_the_write_fails(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), turn_at(tmp_path / "x"):
        raise OSError(errno.ENOSPC, "full")
    assert is_free(tmp_path)


def test_the_second_waits_and_keeps_what_the_first_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "preferences.json"
    refused = threading.Event()
    real = fcntl.flock

    def flock(held: int, how: int) -> None:
        try:
            real(held, how)
        except BlockingIOError:
            refused.set()
            raise

    monkeypatch.setattr(fcntl, "flock", flock)
    other = threading.Thread(target=lambda: Preferences(path).write(Key.THEME, "dark"))
    with turn_at(path):
        other.start()
        assert refused.wait(30)
        # What is written last from what was read first would lose the other's key.
        path.write_text('{"notify_lost": "off"}')
    other.join()
    settings = Preferences(path).read()
    assert (settings[Key.NOTIFY_LOST], settings[Key.THEME]) == (OFF, "dark")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_one_that_never_ends_its_turn_holds_nobody_up(tmp_path: Path) -> None:
    done: list[str] = []
    with turn_at(tmp_path / "x"), turn_at(tmp_path / "x", patience=0):
        assert not is_free(tmp_path)
        done.append("written")
    assert done == ["written"]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP])
def test_a_file_system_without_locks_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def flock(_held: int, _how: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)
    path = tmp_path / "preferences.json"
    Preferences(path).write(Key.THEME, "dark")
    assert Preferences(path).read()[Key.THEME] == "dark"


def test_any_other_trouble_with_the_lock_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(_held: int, _how: int) -> None:
        raise OSError(errno.EIO, "the disk is gone")

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(OSError, match="the disk is gone"), turn_at(tmp_path / "x"):
        pass
