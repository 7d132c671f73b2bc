"""What the operator can choose, declared once as a table: key, default and what is allowed.

It lies on the lowest floor because two floors above know it: the file of preferences and the pure core.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Key(StrEnum):
    """The name of a setting, as it stands in the file of preferences."""

    THEME = "theme"
    NOTIFY_CHECKPOINT = "notify_checkpoint"
    NOTIFY_STUCK = "notify_stuck"
    NOTIFY_FAILED = "notify_failed"
    NOTIFY_FINISHED = "notify_finished"
    NOTIFY_LOST = "notify_lost"
    WEBHOOK = "webhook"
    KEEP_DAYS = "keep_days"


ON, OFF = "on", "off"
FOR_EVER = "for ever"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting."""

    key: Key
    default: str
    allowed: tuple[str, ...]
    """The values it may have, in the order in which they are shown."""

    def legal(self, value: object) -> bool:
        """Tell whether it may have this value."""
        return isinstance(value, str) and value in self.allowed


SETTINGS = (
    Setting(Key.THEME, "light", ("light", "dark")),
    Setting(Key.NOTIFY_CHECKPOINT, ON, (ON, OFF)),
    Setting(Key.NOTIFY_STUCK, ON, (ON, OFF)),
    Setting(Key.NOTIFY_FAILED, ON, (ON, OFF)),
    Setting(Key.NOTIFY_FINISHED, ON, (ON, OFF)),
    Setting(Key.NOTIFY_LOST, ON, (ON, OFF)),
    Setting(Key.WEBHOOK, OFF, (OFF, "dingtalk", "json")),
    # What is forgotten cannot be read again from ESS, so nothing is forgotten unless somebody chose it.
    Setting(Key.KEEP_DAYS, FOR_EVER, ("30", "90", "365", FOR_EVER)),
)


def setting(key: Key) -> Setting:
    """Return the row of a key."""
    return next(row for row in SETTINGS if row.key is key)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force; a key that was never chosen has its default."""

    chosen: Mapping[Key, str] = field(default_factory=dict["Key", str])

    def __getitem__(self, key: Key) -> str:
        """Return the value of a key."""
        return self.chosen.get(key, setting(key).default)

    def on(self, key: Key) -> bool:
        """Tell whether a switch is on."""
        return self[key] == ON

    def having(self, key: Key, value: str) -> Settings:
        """Return the settings with another value; raises ValueError for one that is not allowed."""
        if not setting(key).legal(value):
            raise ValueError(f"{key} cannot be {value!r}")
        return Settings({**self.chosen, key: value})

    @property
    def keep_days(self) -> int | None:
        """For how many days ended refreshes are kept; None for ever."""
        days = self[Key.KEEP_DAYS]
        return None if days == FOR_EVER else int(days)
