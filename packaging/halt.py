"""The one exception with which set-up stops."""

from __future__ import annotations


class Halt(Exception):
    """Set-up cannot go on; the text says why and what to do next."""
