"""The window's actions, declared once: menus, shortcuts and the sheet of keys are made from this table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Command(StrEnum):
    """What can be asked of the window as a whole."""

    FLEET = "fleet"
    REFRESHES = "refreshes"
    HISTORY = "history"
    WATCH = "watch"
    READ_AGAIN = "read_again"
    NEXT_REGION = "next_region"
    EARLIER_REGION = "earlier_region"
    NEXT_MONITOR = "next_monitor"
    EARLIER_MONITOR = "earlier_monitor"
    CLOSE_MONITOR = "close_monitor"
    CENTRE = "centre"
    SETTINGS = "settings"
    THEME = "theme"
    KEYS = "keys"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """One action of the window."""

    command: Command
    text: str
    icon: str
    keys: tuple[str, ...]


COMMANDS = (
    CommandSpec(Command.FLEET, "Fleet", "fleet", ("Ctrl+1",)),
    CommandSpec(Command.REFRESHES, "Refreshes", "refreshes", ("Ctrl+2",)),
    CommandSpec(Command.HISTORY, "History", "history", ("Ctrl+3",)),
    CommandSpec(Command.WATCH, "Watch by ID…", "eye", ("Ctrl+K",)),
    CommandSpec(Command.READ_AGAIN, "Read everything again now", "refreshes", ("F5",)),
    CommandSpec(Command.NEXT_REGION, "Next part of the window", "chevron-right", ("F6",)),
    CommandSpec(Command.EARLIER_REGION, "Earlier part of the window", "chevron-left", ("Shift+F6",)),
    CommandSpec(Command.NEXT_MONITOR, "Next open monitor", "chevron-right", ("Ctrl+Tab",)),
    CommandSpec(Command.EARLIER_MONITOR, "Earlier open monitor", "chevron-left", ("Ctrl+Shift+Tab",)),
    CommandSpec(Command.CLOSE_MONITOR, "Close this monitor", "close", ("Ctrl+W",)),
    CommandSpec(Command.CENTRE, "Notifications", "bell", ("Ctrl+Shift+N",)),
    CommandSpec(Command.SETTINGS, "Settings", "gear", ("Ctrl+,",)),
    CommandSpec(Command.THEME, "Light or dark look", "moon", ("Ctrl+Shift+L",)),
    CommandSpec(Command.KEYS, "Keyboard shortcuts", "help", ("F1", "?")),
    CommandSpec(Command.QUIT, "Quit", "close", ("Ctrl+Q",)),
)

PAGE_KEYS = (
    ("Fleet", "Filter the groups", "Ctrl+F or /"),
    ("Fleet", "Refresh the selected group", "Ctrl+R"),
    ("Fleet", "Open the monitor of the selected group", "Enter"),
    ("Fleet", "Copy the id of the selected group", "Ctrl+C"),
    ("Refreshes", "Start again like the selected one", "Ctrl+R"),
    ("History", "Tick a run, show its comparison", "Space, C"),
    ("History", "Go through the recording again, or open the monitor", "Enter"),
    ("History", "Export", "Ctrl+E"),
    ("Replay", "Play or pause, step", "Space, Left, Right"),
    ("Wizard", "Earlier or later step", "Alt+Left, Alt+Right"),
    ("Wizard", "Next step", "Ctrl+Enter"),
    ("Monitor", "Earlier or later tab of details", "Ctrl+PgUp, Ctrl+PgDown"),
    ("Monitor", "Suspend, Resume", "Alt+S, Alt+R"),
    ("Monitor", "Cancel…, Roll back…", "Alt+C, Alt+B"),
)
"""The keys of single pages, for the sheet of keys."""


def command_spec(command: Command) -> CommandSpec:
    """Return the row of a command."""
    return next(spec for spec in COMMANDS if spec.command is command)
