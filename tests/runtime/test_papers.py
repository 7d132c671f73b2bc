"""Files on this computer: each effect answered by a message, also where the disk says no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.runtime.papers import Papers

if TYPE_CHECKING:
    from pathlib import Path


def test_a_text_is_written_in_the_place_of_the_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    assert Papers()(e.WriteFile(str(path), "näw")) == m.FileWritten(str(path))
    assert path.read_text("utf-8") == "näw"


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    message = Papers()(e.WriteFile(f"{tmp_path}/file/below.csv", "x"))
    assert isinstance(message, m.FileFailed)
    assert message.sentence
