"""Where this program keeps its files on this computer, by each system's own custom."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = "essgui"


def config_dir(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the directory of preferences; it may not exist yet."""
    return _place(environ, platform, "XDG_CONFIG_HOME", ".config", "Application Support", "APPDATA")


def state_dir(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the directory of logs and of what was seen; it may not exist yet."""
    return _place(environ, platform, "XDG_STATE_HOME", ".local/state", "Application Support", "LOCALAPPDATA")


def archive_path(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the file of what was seen and asked for."""
    return state_dir(environ, platform) / "archive.sqlite3"


def preferences_path(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the file of preferences."""
    return config_dir(environ, platform) / "preferences.json"


def settings_path(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the file of saved settings."""
    return config_dir(environ, platform) / "saved-settings.json"


def drafts_path(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the file of forms that were not started."""
    return state_dir(environ, platform) / "drafts.json"


def log_path(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the file of the log."""
    return state_dir(environ, platform) / "essgui.log"


def cli_profiles_path(home: Path) -> Path:
    """Return where the aliyun CLI keeps its profiles."""
    return home / ".aliyun" / "config.json"


def _place(
    environ: Mapping[str, str], platform: str, variable: str, unix: str, mac: str, windows: str
) -> Path:
    if platform == "win32":
        return Path(environ.get(windows) or _home(environ)) / _NAME
    if platform == "darwin":
        return _home(environ) / "Library" / mac / _NAME
    base = Path(environ.get(variable) or "")
    # The XDG rule: a relative path counts as none.
    return (base if base.is_absolute() else _home(environ) / unix) / _NAME


def _home(environ: Mapping[str, str]) -> Path:
    home = environ.get("HOME") or environ.get("USERPROFILE")
    return Path(home) if home else Path.home()
