"""Whether there is a screen to open a window on, found out without Qt.

A variable that names a display proves nothing: one left over from a closed session would end Qt
with an abort.
"""

from __future__ import annotations

import re
import socket
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE = 2.0
"""Seconds that a display may take to accept a connection."""


class DisplayKind(Enum):
    """What draws windows on this computer."""

    NONE = "none"
    X11 = "X11"
    WAYLAND = "Wayland"
    NATIVE = "the system's own"


@dataclass(frozen=True, slots=True)
class Display:
    """A display that answered, or the reason why there is none."""

    kind: DisplayKind
    sentence: str

    @property
    def usable(self) -> bool:
        """Tell whether a window can open."""
        return self.kind is not DisplayKind.NONE


def find_display(environ: Mapping[str, str], platform: str = sys.platform) -> Display:
    """Find the display that the environment names, and knock at it."""
    if platform in {"win32", "darwin"}:
        return Display(DisplayKind.NATIVE, "Windows open on this computer's own screen.")
    tried: list[str] = []
    wayland = environ.get("WAYLAND_DISPLAY", "")
    if wayland:
        path = str(Path(environ.get("XDG_RUNTIME_DIR", "")) / wayland)
        if _socket_answers(path):
            return Display(DisplayKind.WAYLAND, f"The Wayland display {wayland} answers.")
        tried.append(f"The Wayland display {wayland} does not answer.")
    x11 = environ.get("DISPLAY", "")
    if x11:
        if _x11_answers(x11):
            return Display(DisplayKind.X11, f"The X11 display {x11} answers.")
        tried.append(f"The X11 display {x11} does not answer.")
    return Display(
        DisplayKind.NONE,
        " ".join(tried) or "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.",
    )


def _x11_answers(name: str) -> bool:
    """Knock at an X11 display such as `:0`, `:0.0`, `unix:1` or `localhost:10.0`."""
    parts = re.fullmatch(r"(?P<host>.*):(?P<number>\d{1,4})(\.\d+)?", name)
    if parts is None:
        return False
    number = int(parts["number"])
    if parts["host"] not in {"", "unix"}:
        return _port_answers(parts["host"], 6000 + number)
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - the place that X11 itself fixes
    # A name that begins with a zero byte is Linux's abstract socket, which X servers offer as well.
    return _socket_answers(path) or _socket_answers(f"\0{path}")


def _port_answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=PATIENCE).close()
    except OSError:
        return False
    return True


def _socket_answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as knock:
        knock.settimeout(PATIENCE)
        try:
            knock.connect(path)
        except OSError:
            return False
    return True
