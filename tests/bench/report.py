"""What a bench measures, as rows that can be printed and kept, and the computer that it was measured on."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


HEAD = f"{'':4} {'what':84} {'measured':>14}   {'target':12}"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside what it has to be."""

    requirement: str
    """Its number in the list of requirements, such as S13."""
    case: str
    figure: float
    unit: str
    target: float | None = None
    """What the figure has to reach, or None where it only explains another."""
    more_is_better: bool = False

    @property
    def met(self) -> bool:
        """Whether the figure is as good as it has to be."""
        if self.target is None:
            return True
        return self.figure >= self.target if self.more_is_better else self.figure <= self.target

    @property
    def verdict(self) -> str:
        """The outcome in a word."""
        return "" if self.target is None else "met" if self.met else "MISSED"

    @property
    def bound(self) -> str:
        """The target with its direction."""
        if self.target is None:
            return ""
        return f"{'≥' if self.more_is_better else '≤'} {self.target:,g} {self.unit}"


def computer() -> dict[str, Any]:
    """Say on what the figures were measured, and how busy it was."""
    return {
        "cores": os.cpu_count(),
        "cores_usable": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load_1m": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "implementation": sys.implementation.name,
        "system": f"{platform.system()} {platform.machine()}",
    }


def limits(found: dict[str, Any]) -> str:
    """Write that in one line."""
    return (
        f"{found['cores_usable']} of {found['cores']} cores, load {found['load_1m']} at the start; "
        f"{found['implementation']} {found['python']} on {found['system']}"
    )


def line(row: Row) -> str:
    """Write one row of the table."""
    measured = f"{row.figure:,.2f} {row.unit}"
    return f"{row.requirement:4} {row.case:84} {measured:>14}   {row.bound:12} {row.verdict}".rstrip()


def as_json(rows: Iterable[Row], found: dict[str, Any]) -> dict[str, Any]:
    """Return rows and computer as what a file keeps."""
    return {"computer": found, "rows": [{**asdict(r), "met": r.met} for r in rows]}
