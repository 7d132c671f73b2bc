"""Files go where each system wants them."""

from __future__ import annotations

from pathlib import Path

from essgui.local.paths import cli_profiles_path, config_dir, log_path, preferences_path, state_dir

HOME = {"HOME": "/home/jo"}


def test_linux_follows_xdg_and_ignores_relative_paths() -> None:
    assert config_dir(HOME, "linux") == Path("/home/jo/.config/essgui")
    assert state_dir(HOME, "linux") == Path("/home/jo/.local/state/essgui")
    moved = {**HOME, "XDG_CONFIG_HOME": "/etc/jo", "XDG_STATE_HOME": "not/absolute"}
    assert preferences_path(moved, "linux") == Path("/etc/jo/essgui/preferences.json")
    assert log_path(moved, "linux") == Path("/home/jo/.local/state/essgui/essgui.log")


def test_the_others_have_customs_of_their_own() -> None:
    assert config_dir(HOME, "darwin") == Path("/home/jo/Library/Application Support/essgui")
    windows = {"USERPROFILE": "C:/Users/jo", "APPDATA": "C:/Roaming", "LOCALAPPDATA": "C:/Local"}
    assert config_dir(windows, "win32") == Path("C:/Roaming/essgui")
    assert state_dir(windows, "win32") == Path("C:/Local/essgui")


def test_the_cli_keeps_its_profiles_in_the_home() -> None:
    assert cli_profiles_path(Path("/home/jo")) == Path("/home/jo/.aliyun/config.json")
