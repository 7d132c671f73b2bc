"""Texts and files end in a message, whatever is in them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.domain.exchange.drafts import draft_of
from essgui.domain.exchange.importing import MOST_BYTES, read_import
from essgui.domain.exchange.settings import SavedSettings
from essgui.domain.exchange.terraform import terraform_block
from essgui.local.settings_store import SettingsStore
from essgui.runtime.papers import Papers
from tests.domain.exchange.specs import SPECS

if TYPE_CHECKING:
    from pathlib import Path

TEXT = terraform_block(SPECS["image"])


def test_a_text_and_a_file_offer_the_same(tmp_path: Path) -> None:
    path = tmp_path / "refresh.tf"
    path.write_text(TEXT)
    assert Papers()(e.ReadText(TEXT)) == m.ImportRead(read_import(TEXT))
    assert Papers()(e.ReadFile(str(path))) == m.ImportRead(read_import(TEXT))


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"#" * (MOST_BYTES + 1))
    (tmp_path / "binary").write_bytes(b"resource \xff")
    said = {
        str(tmp_path / "none"): "No such file",
        str(tmp_path / "pipe"): "not a file that can be read",
        str(tmp_path): "not a file that can be read",
        str(tmp_path / "large"): "larger than 64 KiB",
        str(tmp_path / "binary"): "byte 10",
        "a\0b": "could not be read",
    }
    for path, part in said.items():
        message = Papers()(e.ReadFile(path))
        assert isinstance(message, m.ImportFailed)
        assert part in message.sentence, message


def test_a_file_is_written_or_it_is_said_why(tmp_path: Path) -> None:
    path = str(tmp_path / "out.tf")
    assert Papers()(e.WriteFile(path, TEXT)) == m.FileWritten(path)
    assert (tmp_path / "out.tf").read_text() == TEXT
    message = Papers()(e.WriteFile(f"{path}/below.tf", TEXT))
    assert isinstance(message, m.FileFailed)
    assert message.sentence
    folder = str(tmp_path)
    assert Papers()(e.WriteFile(folder, TEXT)) == m.FileFailed(folder, "This is a folder, not a file.")
    assert Papers()(e.WriteFile("/dev/null", TEXT)) == m.FileFailed(
        "/dev/null", "This place belongs to the system and keeps no files."
    )


def test_settings_are_kept_and_read(tmp_path: Path) -> None:
    papers = Papers(SettingsStore(tmp_path / "saved.json"))
    saved = (SavedSettings("Careful", 100),)
    assert papers(e.KeepSettings(saved)) is None
    assert papers(e.ReadSettings()) == m.SettingsRead(saved)


def test_settings_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    papers = Papers(SettingsStore(tmp_path / "file" / "saved.json"))
    assert isinstance(papers(e.KeepSettings(())), m.SettingsNotKept)


def test_what_another_program_saved_comes_to_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "saved.json"
    mine, theirs = SavedSettings("Mine", 80), SavedSettings("Theirs", 90)
    SettingsStore(path).write((theirs,))
    papers = Papers(SettingsStore(path))
    assert papers(e.KeepSettings((mine,), ())) == m.SettingsRead((theirs, mine))
    assert papers(e.KeepSettings((theirs,), (theirs, mine))) is None


@pytest.mark.parametrize("effect", [e.ReadSettings(), e.KeepSettings(())])
def test_without_a_store_settings_last_as_long_as_the_program(effect: e.PaperEffect) -> None:
    assert Papers()(effect) is None


def test_drafts_are_kept_and_read_and_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "drafts.json"
    papers = Papers(drafts=path)
    kept = (draft_of(SPECS["image"], datetime(2026, 11, 24, tzinfo=UTC)),)
    assert papers(e.ReadDrafts()) == m.DraftsRead(())
    assert papers(e.KeepDrafts(kept)) is None
    assert papers(e.ReadDrafts()) == m.DraftsRead(kept)
    path.write_text('{"EssguiDrafts": 2, "Drafts": []}')
    assert papers(e.ReadDrafts()) is None
    path.write_bytes(b"\xff")
    assert papers(e.ReadDrafts()) == m.DraftsRead(())


def test_a_picture_is_written_byte_by_byte(tmp_path: Path) -> None:
    picture = bytes(range(256)) + b"\r\n"
    path = tmp_path / "chart.png"
    assert Papers()(e.WriteFile(str(path), picture)) == m.FileWritten(str(path))
    assert path.read_bytes() == picture
