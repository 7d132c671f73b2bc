"""How a verdict looks everywhere: an icon, a word and a colour."""

from __future__ import annotations

from essgui.domain.preflight.verdict import Verdict

_LOOK: dict[Verdict, tuple[str, str]] = {
    Verdict.GO: ("check", "green"),
    Verdict.CAUTION: ("warn", "amber"),
    Verdict.NO_GO: ("octx", "red"),
    Verdict.UNKNOWN: ("help", "slate"),
}


def look_of(verdict: Verdict, *, reading: bool = False) -> tuple[str, str]:
    """Return the icon and the colour family of a verdict; what is being read has a clock."""
    if reading and verdict is Verdict.UNKNOWN:
        return "clock", "slate"
    return _LOOK[verdict]
