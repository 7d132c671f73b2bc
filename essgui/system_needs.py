"""What the window needs from the operating system, in one table that set-up and `doctor` both read.

Only the standard library is imported, so that set-up can read the table before anything is installed.
The rows were found with ldd over the wheel of PySide6-Essentials 6.11, and by starting from an empty
Debian 12.
"""

from __future__ import annotations

import ctypes
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Purpose(Enum):
    """What a need is for; one that nobody asked for is not missed."""

    DRAWING = "drawing anything, also without a display"
    X11 = "a window on an X11 display"
    WAYLAND = "a window on a Wayland display"
    TESTS = "the tests"


@dataclass(frozen=True, slots=True)
class Need:
    """A shared library (by the name that the loader knows) or a program (by the name on PATH)."""

    name: str
    packages: tuple[str, ...]
    """Debian's names for the package, the older release's first; any one of them will do."""
    purpose: Purpose

    @property
    def is_program(self) -> bool:
        """Tell a program from a shared library."""
        return ".so" not in self.name


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface that the design asks for, and what stands in for it."""

    role: str
    pattern: str
    """Matches the start of a family's or a font file's name, whatever its case."""
    packages: tuple[str, ...]
    without: str
    """What one sees when it is not there."""


NEEDS = (
    Need("libGL.so.1", ("libgl1",), Purpose.DRAWING),
    Need("libEGL.so.1", ("libegl1",), Purpose.DRAWING),
    Need("libfontconfig.so.1", ("libfontconfig1",), Purpose.DRAWING),
    Need("libdbus-1.so.3", ("libdbus-1-3",), Purpose.DRAWING),
    Need("libglib-2.0.so.0", ("libglib2.0-0", "libglib2.0-0t64"), Purpose.DRAWING),
    Need("libgthread-2.0.so.0", ("libglib2.0-0", "libglib2.0-0t64"), Purpose.DRAWING),
    Need("libxkbcommon.so.0", ("libxkbcommon0",), Purpose.DRAWING),
    Need("libgssapi_krb5.so.2", ("libgssapi-krb5-2",), Purpose.DRAWING),
    Need("libX11-xcb.so.1", ("libx11-xcb1",), Purpose.X11),
    Need("libxcb-cursor.so.0", ("libxcb-cursor0",), Purpose.X11),
    Need("libxcb-icccm.so.4", ("libxcb-icccm4",), Purpose.X11),
    Need("libxcb-image.so.0", ("libxcb-image0",), Purpose.X11),
    Need("libxcb-keysyms.so.1", ("libxcb-keysyms1",), Purpose.X11),
    Need("libxcb-randr.so.0", ("libxcb-randr0",), Purpose.X11),
    Need("libxcb-render-util.so.0", ("libxcb-render-util0",), Purpose.X11),
    Need("libxcb-shape.so.0", ("libxcb-shape0",), Purpose.X11),
    Need("libxcb-shm.so.0", ("libxcb-shm0",), Purpose.X11),
    Need("libxcb-sync.so.1", ("libxcb-sync1",), Purpose.X11),
    Need("libxcb-xfixes.so.0", ("libxcb-xfixes0",), Purpose.X11),
    Need("libxcb-xkb.so.1", ("libxcb-xkb1",), Purpose.X11),
    Need("libxkbcommon-x11.so.0", ("libxkbcommon-x11-0",), Purpose.X11),
    Need("libwayland-client.so.0", ("libwayland-client0",), Purpose.WAYLAND),
    Need("libwayland-cursor.so.0", ("libwayland-cursor0",), Purpose.WAYLAND),
    Need("libwayland-egl.so.1", ("libwayland-egl1",), Purpose.WAYLAND),
    Need("Xvfb", ("xvfb",), Purpose.TESTS),
)

FONTS = (
    Font("text", r"inter(variable|display)?\b", ("fonts-inter",), "the system's own face is used for text"),
    Font(
        "identifiers",
        r"jetbrains ?mono",
        ("fonts-jetbrains-mono",),
        "the system's own fixed-width face is used for identifiers",
    ),
    Font(
        "Chinese text",
        r"noto ?(sans|serif) ?(mono ?)?cjk|source ?han|droid ?sans ?fallback|wqy|wen ?quan ?yi"
        r"|ar ?pl ?u|uming|ukai|pingfang|hiragino sans gb|microsoft yahei|msyh|simsun|simhei",
        # Noto's CJK faces are handsomer, and thirteen times the size.
        ("fonts-droid-fallback",),
        "Chinese characters show as empty boxes",
    ),
)


def loads(library: str) -> bool:
    """Ask the loader for a shared library, the way that Qt's own plugins will."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def present(need: Need) -> bool:
    """Look for one need on this computer."""
    return shutil.which(need.name) is not None if need.is_program else loads(need.name)


def missing(
    purposes: Iterable[Purpose], present: Callable[[Need], bool] = present, needs: Sequence[Need] = NEEDS
) -> tuple[Need, ...]:
    """List the needs of the given purposes that are not met here."""
    wanted = frozenset(purposes)
    return tuple(need for need in needs if need.purpose in wanted and not present(need))


def font_names() -> frozenset[str]:
    """Name the font families and files of this computer, by fontconfig or by a look through the folders."""
    if shutil.which("fc-list"):
        listing = subprocess.run(
            ["fc-list", "--format", "%{family}\n%{file|basename}\n"],  # noqa: S607 - wherever PATH has it
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        names = {name for line in listing.stdout.splitlines() for name in line.split(",")}
        if names:
            return frozenset(names)
    return frozenset(path.name for folder in font_folders() for path in folder.rglob("*.[ot]t[fc]"))


def font_folders() -> tuple[Path, ...]:
    """Give the folders in which fontconfig looks unless it is told otherwise."""
    home = Path.home()
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    folders = [Path(part) / "fonts" for part in shared.split(":") if part]
    return (home / ".fonts", home / ".local/share/fonts", *folders)


def has_font(font: Font, names: Iterable[str]) -> bool:
    """Find a typeface among the names that `font_names` gave."""
    return any(re.match(font.pattern, name, re.IGNORECASE) for name in names)


def known_to_apt(package: str) -> bool:
    """Ask apt's own lists whether it can install a package of this very name."""
    if not shutil.which("apt-cache"):
        return False
    # The name comes from the table above.
    shown = subprocess.run(  # noqa: S603 - see above
        ["apt-cache", "show", "--no-all-versions", package],  # noqa: S607 - wherever PATH has it
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return shown.returncode == 0 and bool(shown.stdout.strip())


def choose_packages(
    alternatives: Iterable[tuple[str, ...]], known: Callable[[str], bool] = known_to_apt
) -> tuple[str, ...]:
    """Choose from each group of names the first that this release knows; sorted, each once."""
    return tuple(
        sorted({next((name for name in names if known(name)), names[0]) for names in set(alternatives)})
    )


def install_line(packages: Sequence[str], root: bool | None = None) -> str:
    """Write the one line that installs the packages, or nothing where there is nothing to install by apt."""
    if not packages or not shutil.which("apt-get"):
        return ""
    line = shlex.join(["apt-get", "install", "--yes", "--no-install-recommends", *packages])
    return line if (is_root() if root is None else root) else f"sudo {line}"


def is_root() -> bool:
    """Tell whether this process may install packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
