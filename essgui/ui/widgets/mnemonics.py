"""Names of others on controls: Qt takes an ampersand for the mark of a key unless it is doubled."""

from __future__ import annotations


def literal(text: str) -> str:
    """Return a text that a tab, button, menu entry or label with a buddy shows letter by letter."""
    return text.replace("&", "&&")
