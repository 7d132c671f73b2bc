from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import machine
import pytest
from halt import Halt
from machine import Machine

from essgui.system_needs import NEEDS, Need, Purpose

if TYPE_CHECKING:
    from pathlib import Path

ALL_FONTS = ("Inter", "JetBrains Mono", "Droid Sans Fallback")

# Stands in for apt: notes how it was called, and knows only the newer name of one package.
APT = """#!/bin/sh
echo "$(basename "$0") $* [$DEBIAN_FRONTEND]" >> "{log}"
case "$*" in *libglib2.0-0) exit 100;; *show*) echo "Package: it"; exit 0;; esac
exit {code}
"""


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return put_apt(tmp_path, monkeypatch, code=0)


def put_apt(folder: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> Path:
    log = folder / "apt.log"
    for name in ("apt-get", "apt-cache"):
        (folder / name).write_text(APT.format(log=log, code=code), "utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return log


def lacking(*names: str) -> Machine:
    return Machine(
        linux=True,
        root=False,
        present=lambda need: need.name not in names,
        font_names=lambda: ALL_FONTS,
        has_venv=lambda: True,
    )


def test_a_machine_with_everything_is_left_alone(apt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lacking().prepare(Purpose)
    assert not apt.exists()
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("apt")
def test_without_root_the_exact_line_is_given() -> None:
    with pytest.raises(Halt) as halted:
        lacking("libGL.so.1", "libglib-2.0.so.0", "libxcb-cursor.so.0").prepare(
            (Purpose.DRAWING, Purpose.X11)
        )
    said = str(halted.value)
    assert "lacks libGL.so.1, libglib-2.0.so.0, libxcb-cursor.so.0" in said
    assert said.splitlines()[-1] == (
        "sudo apt-get install --yes --no-install-recommends libgl1 libglib2.0-0t64 libxcb-cursor0"
    )


@pytest.mark.usefixtures("apt")
def test_what_nobody_asked_for_is_not_missed() -> None:
    lacking("libwayland-cursor.so.0", "Xvfb").prepare((Purpose.DRAWING, Purpose.X11))


def test_without_apt_the_names_are_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Halt, match=r"lacks libGL\.so\.1\. Install them with the system's own package tool"):
        lacking("libGL.so.1").prepare((Purpose.DRAWING,))


@pytest.mark.usefixtures("apt")
def test_a_missing_font_is_a_note_and_no_stop(capsys: pytest.CaptureFixture[str]) -> None:
    plain = Machine(True, False, lambda _need: True, lambda: ("DejaVu Sans",), lambda: True)
    plain.prepare((Purpose.DRAWING,))
    said = capsys.readouterr().out
    assert "a font for text, identifiers, Chinese text" in said
    assert "fonts-droid-fallback fonts-inter fonts-jetbrains-mono" in said


@pytest.mark.usefixtures("apt")
def test_pythons_own_missing_part_is_asked_for() -> None:
    bare = Machine(True, False, lambda _need: True, lambda: ALL_FONTS, lambda: False)
    with pytest.raises(Halt, match=rf"python3\.{sys.version_info.minor}-venv$"):
        bare.prepare(())


def test_root_installs_and_asks_nothing(apt: Path) -> None:
    """apt-get runs only when something is missing, and its lists are fetched first."""
    asked: list[Need] = []

    def present(need: Need) -> bool:
        asked.append(need)
        installed = apt.exists() and "install" in apt.read_text("utf-8")
        return installed or need.name != "libEGL.so.1"

    Machine(True, True, present, lambda: ALL_FONTS, lambda: True).prepare((Purpose.DRAWING,))
    calls = [line for line in apt.read_text("utf-8").splitlines() if line.startswith("apt-get")]
    assert [line.split("Timeout=300 ")[1] for line in calls] == [
        "update [noninteractive]",
        "install --yes --no-install-recommends libegl1 [noninteractive]",
    ]
    assert {need.purpose for need in asked} == {Purpose.DRAWING}


def test_an_apt_that_fails_stops_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_apt(tmp_path, monkeypatch, code=100)
    wrecked = Machine(True, True, lambda _need: False, lambda: ALL_FONTS, lambda: True)
    with pytest.raises(Halt, match="apt-get update failed with exit code 100"):
        wrecked.prepare((Purpose.DRAWING,))


def test_an_apt_that_helps_nothing_stops_with_a_sentence(apt: Path) -> None:
    wrecked = Machine(True, True, lambda need: need != NEEDS[0], lambda: ALL_FONTS, lambda: True)
    with pytest.raises(Halt, match=r"Still missing after apt-get: libGL\.so\.1"):
        wrecked.prepare((Purpose.DRAWING,))
    assert apt.exists()


def test_elsewhere_than_linux_no_library_is_looked_for() -> None:
    def present(need: Need) -> bool:
        raise AssertionError(need)

    Machine(False, False, present, lambda: (), lambda: True).prepare(Purpose)


def test_this_python_has_venv() -> None:
    assert machine.has_venv()
