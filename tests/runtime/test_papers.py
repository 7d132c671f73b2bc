from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.runtime.papers import Papers

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_written_or_it_is_said_why(tmp_path: Path) -> None:
    path = str(tmp_path / "out.csv")
    assert Papers()(e.WriteFile(path, "a,b\r\n1,中\r\n")) == m.FileWritten(path)
    assert (tmp_path / "out.csv").read_bytes() == "a,b\r\n1,中\r\n".encode()
    message = Papers()(e.WriteFile(f"{path}/below.csv", ""))
    assert isinstance(message, m.FileFailed)
    assert message.sentence
