from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from essgui.display import DisplayKind, find_display

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_name_there_is_no_display() -> None:
    found = find_display({}, "linux")
    assert not found.usable
    assert found.sentence == "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set."


@pytest.mark.parametrize(
    "name", [":9873", ":9873.0", "unix:9873", "127.0.0.1:9873", "nonsense", ":", ":-1", ":99999999"]
)
def test_a_name_left_over_is_no_display(name: str) -> None:
    found = find_display({"DISPLAY": name}, "linux")
    assert found.kind is DisplayKind.NONE
    assert found.sentence == f"The X11 display {name} does not answer."


@pytest.mark.parametrize("name", [":9874", ":9874.0", "unix:9874"])
def test_a_local_x11_display_answers(name: str) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X9874")
        server.listen()
        found = find_display({"DISPLAY": name}, "linux")
    assert found.kind is DisplayKind.X11
    assert found.sentence == f"The X11 display {name} answers."


def test_a_forwarded_x11_display_answers() -> None:
    with listening_x11() as server:
        number = server.getsockname()[1] - 6000
        assert find_display({"DISPLAY": f"127.0.0.1:{number}.0"}, "linux").kind is DisplayKind.X11


def listening_x11() -> socket.socket:
    """Listen on some free port that belongs to an X11 display number."""
    for port in range(15_000, 15_999):
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            continue
    raise AssertionError("no free port")


def test_wayland_is_preferred_and_a_dead_one_passed_over(tmp_path: Path) -> None:
    environ = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":9875"}
    with socket.socket(socket.AF_UNIX) as x11:
        x11.bind("\0/tmp/.X11-unix/X9875")
        x11.listen()
        assert find_display(environ, "linux").kind is DisplayKind.X11
        with socket.socket(socket.AF_UNIX) as wayland:
            wayland.bind(str(tmp_path / "wayland-7"))
            wayland.listen()
            assert find_display(environ, "linux").kind is DisplayKind.WAYLAND


def test_both_that_do_not_answer_are_named(tmp_path: Path) -> None:
    environ = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":9876"}
    said = find_display(environ, "linux").sentence
    assert said == "The Wayland display wayland-7 does not answer. The X11 display :9876 does not answer."


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_their_own(platform: str) -> None:
    assert find_display({}, platform).kind is DisplayKind.NATIVE
