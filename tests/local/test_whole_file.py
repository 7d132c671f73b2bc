"""A file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from essgui.local.whole_file import special, write_whole


def test_the_directory_is_made_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    write_whole(path, "中文\n")
    assert path.read_bytes() == "中文\n".encode()
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]
    assert path.stat().st_mode & 0o077 == 0


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(UnicodeError):
        write_whole(path, "new \ud800")
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path, "new")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_place_that_is_no_file_is_named(tmp_path: Path) -> None:
    there = tmp_path / "a.txt"
    assert special(there) == "", "nothing is there yet"
    there.write_text("old")
    assert special(there) == ""
    assert special(tmp_path) == "This is a folder, not a file."
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert special(pipe) == "This is a device or a pipe, not a file."
    for path in ("/proc/self/mem", "/dev/null", "/sys/new.json"):
        assert special(Path(path)) == "This place belongs to the system and keeps no files."
    way = tmp_path / "link"
    way.symlink_to("/dev/null")
    assert special(way).startswith("This place belongs")
