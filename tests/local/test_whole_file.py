"""A file is written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.local.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path


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
