"""Tooltips of what others named: shown as it is, never read as markup."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """Return a tooltip that Qt shows letter by letter, whatever markup its text looks like."""
    if "<" not in text and "&" not in text:
        return text
    lines = escape(text).replace("\n", "<br>")
    return f"<div>{lines}</div>"
