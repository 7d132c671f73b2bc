from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from essgui import doctor, system_needs
from essgui.doctor import Check, Report, State
from essgui.local.secrets import KeyringReport
from essgui.system_needs import Need, Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL_FONTS = ("Inter", "JetBrains Mono", "Droid Sans Fallback")
BARE = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A virtual X11 display, by name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    # The server writes its number when it is ready, and closes the pipe if it ends instead.
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait()


ANSWERING = KeyringReport(True, "Secret Service")
"""What a look at the keyring finds; a person's own one is left alone here."""


def look(*given: Any, keyring: KeyringReport = ANSWERING, **named: Any) -> Report:
    return doctor.report(*given, probe_keyring=lambda _seconds: keyring, **named)


def states(found: Report) -> dict[str, State]:
    return {check.name: check.state for check in found.checks}


def test_a_window_opens_on_x11_with_what_the_table_asks_for(screen: str) -> None:
    """Offscreen passing says nothing about X11, so Qt is started on a real X11 server."""
    found = look({**BARE, "DISPLAY": screen})
    assert states(found)["Display"] is State.OK
    assert states(found)["X11 libraries"] is State.OK
    assert states(found)["Qt on xcb"] is State.OK
    assert states(found)["Qt on offscreen"] is State.OK
    assert found.runnable, found


def test_without_a_display_it_runs_and_says_what_works() -> None:
    found = look(BARE, font_names=lambda: ALL_FONTS)
    assert found.runnable, found
    assert states(found)["Display"] is State.WARN
    assert "Qt on xcb" not in states(found)
    assert "the tour, the simulator and the tests work" in found.checks[-1].sentence


def lacking(*names: str) -> Report:
    return look(BARE, lambda need: need.name not in names, lambda: ALL_FONTS)


def test_a_missing_library_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_needs, "is_root", lambda: False)
    found = lacking("libEGL.so.1", "libdbus-1.so.3")
    assert not found.runnable
    (check,) = [check for check in found.checks if check.name == "Qt libraries"]
    assert check.state is State.MISSING
    assert "Not found: libEGL.so.1, libdbus-1.so.3." in check.sentence
    assert found.install_line == "sudo apt-get install --yes --no-install-recommends libdbus-1-3 libegl1"


def test_x11s_libraries_are_no_need_without_a_display() -> None:
    found = lacking("libxcb-cursor.so.0")
    assert states(found)["X11 libraries"] is State.WARN
    assert found.runnable
    assert found.install_line.endswith(" libxcb-cursor0")


def test_a_computer_without_any_font_cannot_show_text() -> None:
    found = look(BARE, font_names=lambda: ())
    assert states(found)["Fonts"] is State.MISSING
    assert not found.runnable
    assert "fonts-inter" in found.install_line


def test_a_plain_font_will_do() -> None:
    found = look(BARE, font_names=lambda: ["DejaVu Sans"])
    assert found.runnable
    assert [check.sentence for check in found.checks if check.name == "Font for Chinese text"] == [
        "Not there: Chinese characters show as empty boxes."
    ]


def test_a_binding_that_cannot_be_loaded_is_reported_and_not_suffered(tmp_path: Path) -> None:
    """The child fails as on a computer without PySide6; this process goes on."""
    (tmp_path / "PySide6.py").write_text("raise ImportError('libGL.so.1: cannot open')\n", "utf-8")
    found = look({**BARE, "PYTHONPATH": str(tmp_path)}, font_names=lambda: ALL_FONTS)
    (check,) = [check for check in found.checks if check.name == "PySide6"]
    assert check.state is State.MISSING
    assert check.sentence == "It cannot be loaded: ImportError: libGL.so.1: cannot open"
    assert "pip install" in found.install_line
    assert not found.runnable


def test_a_qt_that_aborts_is_reported_and_not_suffered() -> None:
    check = doctor._start("nosuchplatform", BARE)
    assert check.state is State.MISSING
    assert check.sentence == (
        "Does not start: Qt ended it with signal 6; a missing library, above, is the usual cause."
    )


@pytest.mark.parametrize(
    ("version", "python", "state"),
    [
        ("6.11.3", (3, 11), State.OK),
        ("6.12.0", (3, 11), State.MISSING),
        ("7.0.1", (3, 11), State.MISSING),
        ("6.12.0", (3, 12), State.OK),
        ("6.11.3", (3, 14), State.OK),
    ],
)
def test_a_binding_that_ends_older_pythons_is_flagged(
    monkeypatch: pytest.MonkeyPatch, version: str, python: tuple[int, int], state: State
) -> None:
    monkeypatch.setattr(sys, "version_info", (*python, 4, "final", 0))
    check = doctor._binding(version, "pip")
    assert check.state is state
    assert (check.command == "pip") is (state is State.MISSING)


def test_a_binding_without_its_plugins_is_flagged(tmp_path: Path) -> None:
    (tmp_path / "platforms").mkdir()
    for name in ("libqoffscreen.so", "libqwayland.so"):
        (tmp_path / "platforms" / name).touch()
    assert doctor._plugins(tmp_path, ["offscreen"], "pip").state is State.OK
    found = doctor._plugins(tmp_path, ["offscreen", "xcb"], "pip")
    assert found.state is State.MISSING
    assert found.sentence == "Qt comes without xcb."


def test_a_keyring_that_keeps_nothing_is_a_warning_with_its_reason() -> None:
    without = KeyringReport(False, "", "No keyring service answers.", "Secrets stay in memory for this run.")
    found = look(BARE, font_names=lambda: ALL_FONTS, keyring=without)
    (check,) = [check for check in found.checks if check.name == "Keyring"]
    assert check.state is State.WARN
    assert check.sentence == "No keyring service answers. Secrets stay in memory for this run."
    assert found.runnable


def test_the_real_keyring_is_looked_at_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a session bus the answer is a warning; where the system has its own keyring, its name."""
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    check = doctor._keyring(None)
    assert check.state in {State.OK, State.WARN}
    assert check.sentence


def test_one_line_installs_everything() -> None:
    found = Report(
        (
            Check("a", State.MISSING, "", ("libgl1", "libegl1")),
            Check("b", State.WARN, "", ("libgl1",)),
            Check("c", State.MISSING, "", (), "python3 -m pip install it"),
        )
    )
    assert found.install_line.endswith(
        "install --yes --no-install-recommends libegl1 libgl1 && python3 -m pip install it"
    )


@pytest.mark.parametrize("lost", ["", "libGL.so.1"])
def test_the_command_prints_a_line_for_each_check(
    lost: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def present(need: Need) -> bool:
        return need.name != lost

    found = look(BARE, present, lambda: ALL_FONTS)
    monkeypatch.setattr(doctor, "report", lambda: found)
    assert doctor.main() == (1 if lost else 0)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[: len(found.checks)]] == [c.state.value for c in found.checks]
    assert ("To install what is missing:" in lines) is bool(lost)
    assert not lost or lines[-1].endswith("libgl1")


def test_it_works_where_pyside_cannot(tmp_path: Path) -> None:
    """Importing doctor loads no part of Qt."""
    (tmp_path / "PySide6.py").write_text("raise SystemExit('loaded')\n", "utf-8")
    asked = subprocess.run(
        [sys.executable, "-c", "import essgui.doctor"],
        env={**BARE, "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path(doctor.__file__).parents[1]}"},
        check=False,
    )
    assert asked.returncode == 0


def test_every_purpose_that_draws_is_looked_at() -> None:
    assert {purpose for _, purpose in doctor.LIBRARIES.values()} | {Purpose.DRAWING, Purpose.TESTS} == set(
        Purpose
    )
