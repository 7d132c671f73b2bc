"""Says what of this computer's parts the window needs, which of them are there, and how to get the rest.

PySide6 is tried in a child process only: a Qt that cannot start ends its process with an abort.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from essgui import system_needs
from essgui.display import Display, DisplayKind, find_display
from essgui.system_needs import Purpose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from essgui.local.secrets import KeyringReport
    from essgui.system_needs import Need

PATIENCE = 30.0
"""Seconds that a trial start of Qt may take."""
KEYRING_PATIENCE = 5.0
"""Seconds that the keyring may take to keep and give back a test entry."""

ASK_QT = """
import json, PySide6
from PySide6.QtCore import QLibraryInfo
print(json.dumps({"version": PySide6.__version__, "plugins": QLibraryInfo.path(QLibraryInfo.PluginsPath)}))
"""
START_QT = "from PySide6.QtWidgets import QApplication; print(QApplication([]).platformName())"

SERVES = {DisplayKind.X11: "xcb", DisplayKind.WAYLAND: "wayland"}
"""Which platform plugin of Qt draws on which display."""
LIBRARIES = {
    DisplayKind.X11: ("X11 libraries", Purpose.X11),
    DisplayKind.WAYLAND: ("Wayland libraries", Purpose.WAYLAND),
}


class State(Enum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    """Something is less good, and the application runs."""
    MISSING = "missing"
    """The application cannot run like this."""


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the computer, looked at."""

    name: str
    state: State
    sentence: str
    packages: tuple[str, ...] = ()
    """Debian packages that would make it better."""
    command: str = ""
    """A line of another kind that would."""


@dataclass(frozen=True, slots=True)
class Report:
    """All checks, in the order in which they build on one another."""

    checks: tuple[Check, ...]

    @property
    def runnable(self) -> bool:
        """Tell whether nothing that is needed is missing."""
        return all(check.state is not State.MISSING for check in self.checks)

    @property
    def install_line(self) -> str:
        """Give the one line that installs everything found missing; empty where there is no such line."""
        packages = tuple(sorted({name for check in self.checks for name in check.packages}))
        commands = [check.command for check in self.checks if check.command]
        return " && ".join(part for part in (system_needs.install_line(packages), *commands) if part)


def report(
    environ: Mapping[str, str] = os.environ,
    present: Callable[[Need], bool] = system_needs.present,
    font_names: Callable[[], Iterable[str]] = system_needs.font_names,
    probe_keyring: Callable[[float], KeyringReport] | None = None,
) -> Report:
    """Look at everything. Takes a second or two, because Qt is started for trial."""
    display = find_display(environ)
    checks = [_python()]
    if sys.platform == "linux":
        checks.append(_libraries("Qt libraries", Purpose.DRAWING, present, needed=True))
        shown = LIBRARIES.get(display.kind, LIBRARIES[DisplayKind.X11])
        checks.append(_libraries(*shown, present, needed=display.usable))
    checks += _qt(environ, display)
    if sys.platform == "linux":
        checks += _fonts(frozenset(font_names()))
    return Report((*checks, _keyring(probe_keyring), _display(display)))


def main() -> int:
    """Print the report; 0 when the application can run here, else 1."""
    found = report()
    width = max(len(check.name) for check in found.checks)
    lines = [f"{check.state.value:8} {check.name:{width}}  {check.sentence}" for check in found.checks]
    if found.install_line:
        lines += ["", "To install what is missing:", found.install_line]
    elif any(check.packages for check in found.checks):
        lines += ["", "Install what is missing with the system's own package tool; apt-get is not here."]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if found.runnable else 1


def _python() -> Check:
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < (3, 11):  # noqa: UP036 - what doctor is for is to be run where it should not
        return Check("Python", State.MISSING, f"{found} is too old: 3.11 or newer is needed.")
    return Check("Python", State.OK, f"{found}.")


def _libraries(name: str, purpose: Purpose, present: Callable[[Need], bool], *, needed: bool) -> Check:
    lacking = system_needs.missing((purpose,), present)
    if not lacking:
        return Check(name, State.OK, f"All there, for {purpose.value}.")
    packages = system_needs.choose_packages(need.packages for need in lacking)
    names = ", ".join(need.name for need in lacking)
    state = State.MISSING if needed else State.WARN
    return Check(name, state, f"Not found: {names}. They are for {purpose.value}.", packages)


def _qt(environ: Mapping[str, str], display: Display) -> list[Check]:
    """Look at the binding, its plugins, and whether Qt starts with and without the display."""
    pin = "PySide6-Essentials<6.12" if sys.version_info < (3, 12) else "PySide6-Essentials"
    command = shlex.join(["python3", "-m", "pip", "install", pin])
    answer = _child(ASK_QT, environ)
    if answer.returncode != 0:
        return [Check("PySide6", State.MISSING, f"It cannot be loaded: {_why(answer)}", (), command)]
    told: dict[str, str] = json.loads(answer.stdout)
    checks = [_binding(told["version"], command)]
    wanted = ["offscreen", *([SERVES[display.kind]] if display.kind in SERVES else [])]
    checks.append(_plugins(Path(told["plugins"]), wanted, command))
    return checks + [_start(platform, environ) for platform in wanted]


def _plugins(folder: Path, wanted: list[str], command: str) -> Check:
    files = sorted((folder / "platforms").glob("*q*.*"))
    found = {path.stem.removeprefix("lib").removeprefix("q") for path in files}
    lacking = [platform for platform in wanted if platform not in found]
    if lacking:
        sentence = f"Qt comes without {' and '.join(lacking)}."
        return Check("Platform plugins", State.MISSING, sentence, (), f"{command} --force-reinstall")
    return Check("Platform plugins", State.OK, f"{', '.join(sorted(found))}.")


def _binding(version: str, command: str) -> Check:
    numbers = tuple(int(part) for part in version.split(".")[:2])
    if numbers >= (6, 12) and sys.version_info < (3, 12):
        # Seen with 6.12.0: every call without a result drops a reference to None.
        sentence = f"{version} ends the process after some thousand calls on Python older than 3.12."
        return Check("PySide6", State.MISSING, sentence, (), command)
    return Check("PySide6", State.OK, f"{version}.")


def _start(platform: str, environ: Mapping[str, str]) -> Check:
    name = f"Qt on {platform}"
    answer = _child(START_QT, {**environ, "QT_QPA_PLATFORM": platform})
    if answer.returncode == 0:
        return Check(name, State.OK, "Starts.")
    return Check(name, State.MISSING, f"Does not start: {_why(answer)}")


def _fonts(names: frozenset[str]) -> list[Check]:
    if not names:
        packages = system_needs.choose_packages(font.packages for font in system_needs.FONTS)
        return [Check("Fonts", State.MISSING, "There is none: all text would be empty boxes.", packages)]
    checks: list[Check] = []
    for font in system_needs.FONTS:
        name = f"Font for {font.role}"
        if system_needs.has_font(font, names):
            checks.append(Check(name, State.OK, "There."))
        else:
            packages = system_needs.choose_packages([font.packages])
            checks.append(Check(name, State.WARN, f"Not there: {font.without}.", packages))
    return checks


def _keyring(probe: Callable[[float], KeyringReport] | None) -> Check:
    if probe is None:
        # Here, not on top: its library takes a while to load, and everything above works without it.
        from essgui.local.secrets import probe
    found = probe(KEYRING_PATIENCE)
    if found.available:
        return Check("Keyring", State.OK, f"{found.backend} keeps a secret and gives it back.")
    return Check("Keyring", State.WARN, " ".join(part for part in (found.reason, found.hint) if part))


def _display(display: Display) -> Check:
    if display.usable:
        return Check("Display", State.OK, display.sentence)
    rest = "No window can open; the tour, the simulator and the tests work without one."
    return Check("Display", State.WARN, f"{display.sentence} {rest}")


def _child(program: str, environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-c", program]
    try:
        return subprocess.run(  # noqa: S603 - this very interpreter with one of the two programs above
            command,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        late = f"no answer within {PATIENCE:.0f} s"
        return subprocess.CompletedProcess(command, 1, "", late)


def _why(answer: subprocess.CompletedProcess[str]) -> str:
    """Give the sentence in which a failed child says why; Python puts it last."""
    if answer.returncode < 0:
        # Qt's own words name xcb-cursor0, whatever is missing.
        return f"Qt ended it with signal {-answer.returncode}; a missing library, above, is the usual cause."
    lines = [line.strip() for line in answer.stderr.splitlines() if line.strip()]
    return lines[-1] if lines else f"it ended with exit code {answer.returncode} and no word."
