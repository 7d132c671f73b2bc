"""The system's part of set-up: shared libraries, fonts and Python's own venv, by apt where there is one."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from halt import Halt

from essgui import system_needs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from essgui.system_needs import Font, Need, Purpose

Packages = tuple[str, ...]


def has_venv() -> bool:
    """Tell whether this Python can make a virtual environment; Debian ships that part apart."""
    return importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None


def venv_packages() -> Packages:
    """Name Debian's package with the missing part, for the Python that runs this."""
    return (f"python{sys.version_info.major}.{sys.version_info.minor}-venv", "python3-venv")


@dataclass(frozen=True, slots=True)
class Machine:
    """This computer, as far as set-up looks at it and changes it."""

    linux: bool = sys.platform == "linux"
    root: bool = system_needs.is_root()
    present: Callable[[Need], bool] = system_needs.present
    font_names: Callable[[], Iterable[str]] = system_needs.font_names
    has_venv: Callable[[], bool] = has_venv

    def prepare(self, purposes: Iterable[Purpose]) -> None:
        """Install what the purposes need, or stop with the exact line that does.

        Raises Halt where something needed is missing and this process may not install it.
        """
        purposes = tuple(purposes)
        needed = self._needed(purposes)
        wished = self._wished()
        if not needed and not wished:
            return
        line = self._line(needed | wished)
        if self.root and line:
            self._install(needed | wished)
            needed, wished = self._needed(purposes), self._wished()
            if needed:
                raise Halt(f"Still missing after apt-get: {', '.join(needed.values())}.")
        elif needed:
            raise Halt(self._refusal(needed, line))
        if wished:
            how = f" To install: {self._line(wished)}" if self._line(wished) else ""
            print(f"Not needed, but nicer: a font for {', '.join(wished.values())}.{how}")

    def _needed(self, purposes: Iterable[Purpose]) -> dict[Packages, str]:
        """Map the packages that are needed and missing to what is missed, as a person reads it."""
        found = {} if self.has_venv() else {venv_packages(): "Python's venv with ensurepip"}
        if self.linux:
            for need in system_needs.missing(purposes, self.present):
                found[need.packages] = need.name
        return found

    def _wished(self) -> dict[Packages, str]:
        if not self.linux:
            return {}
        names = frozenset(self.font_names())
        absent: list[Font] = [font for font in system_needs.FONTS if not system_needs.has_font(font, names)]
        return {font.packages: font.role for font in absent}

    def _line(self, wanted: Iterable[Packages]) -> str:
        return system_needs.install_line(system_needs.choose_packages(wanted), self.root)

    def _refusal(self, needed: dict[Packages, str], line: str) -> str:
        lacking = f"This computer lacks {', '.join(needed.values())}."
        if line:
            return f"{lacking} Install them with this line, then run the same command again:\n{line}"
        return f"{lacking} Install them with the system's own package tool, then run the same command again."

    def _install(self, wanted: Iterable[Packages]) -> None:
        print("Installing what Qt needs from the system …", flush=True)
        self._apt("update")
        packages = system_needs.choose_packages(wanted)
        self._apt("install", "--yes", "--no-install-recommends", *packages)

    def _apt(self, *arguments: str) -> None:
        # Another apt on the same machine is waited for, and no question is ever asked.
        command = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", *arguments]
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(command, env=environ, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            raise Halt(
                f"apt-get {arguments[0]} failed with exit code {done.returncode}; its own words are above. "
                "Without a network nothing can be installed; with one, run the same command again."
            )
