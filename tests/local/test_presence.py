"""A program is seen at an archive as long as it runs, and leaves nothing that has to be believed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from essgui.local.presence import Presence

if TYPE_CHECKING:
    from pathlib import Path

STAY = (
    "import sys; from pathlib import Path; from essgui.local.presence import Presence;"
    "p = Presence(Path(sys.argv[1]), sys.argv[2]); print(sorted(p.others()), flush=True); input()"
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "essgui" / "archive.sqlite3"


def test_programs_see_one_another_until_they_close(archive: Path) -> None:
    first, second = Presence(archive, "a"), Presence(archive, "b")
    assert (first.others(), second.others()) == ({"b"}, {"a"})
    second.close()
    assert first.others() == set()
    first.close()
    assert list(archive.parent.iterdir()) == []


def test_programs_at_other_archives_are_not_seen(archive: Path) -> None:
    first, other = Presence(archive, "a"), Presence(archive.with_name("other.sqlite3"), "b")
    assert first.others() == set()
    first.close()
    other.close()


def test_a_program_that_was_killed_is_seen_no_more_and_its_file_goes(archive: Path) -> None:
    here = Presence(archive, "here")
    command = [sys.executable, "-c", STAY, str(archive), "there"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as there:
        assert there.stdout is not None
        assert there.stdout.readline() == "['here']\n"
        assert here.others() == {"there"}
        there.kill()
        there.wait()
        assert (archive.parent / "archive.sqlite3.open-there").exists(), "as a crash leaves it"
    assert here.others() == set()
    assert [p.name for p in archive.parent.iterdir()] == ["archive.sqlite3.open-here"]
    here.close()


def test_a_child_of_the_program_does_not_hold_its_lock(archive: Path) -> None:
    """The practice cloud is one: it may live a moment longer."""
    here, watcher = Presence(archive, "here"), Presence(archive, "watcher")
    command = [sys.executable, "-c", "print(1, flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        here.close()
        assert watcher.others() == set()
        child.communicate("")
    watcher.close()


def test_a_file_that_another_program_took_away_too_early_is_made_again(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the making of the file and its lock, it looks like one that was left behind."""
    from essgui.local import presence

    lock = presence._lock
    watcher = Presence(archive, "watcher")
    looked: list[frozenset[str]] = []

    def slow(file: int, *, wait: bool) -> bool:
        if wait and not looked:
            looked.append(frozenset())
            looked.append(watcher.others())
        return lock(file, wait=wait)

    monkeypatch.setattr(presence, "_lock", slow)
    late = Presence(archive, "late")
    assert looked[1] == set(), "it was taken away"
    assert watcher.others() == {"late"}
    late.close()
    watcher.close()


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        Presence(tmp_path / "file" / "archive.sqlite3", "a")
