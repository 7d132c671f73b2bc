"""Where the shipped files are: icons, tokens, style sheet, translations."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resource_root() -> Path:
    """Return the directory of resources: inside an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource_path(name: str) -> Path:
    """Return the path of a resource, such as "icons/clock.svg"; raises FileNotFoundError if not shipped."""
    path = resource_root() / name
    if not path.exists():
        raise FileNotFoundError(f"not shipped: {name}")
    return path
