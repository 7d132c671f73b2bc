"""How much each repeated check does: a little in every test run, all of it by `dev.py stress`.

A check with a row here carries the mark `stress`; the variable ESSGUI_LOAD says which column counts.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum

from hypothesis import HealthCheck, Phase, settings

VARIABLE = "ESSGUI_LOAD"


class Size(StrEnum):
    """How thorough a run is."""

    SHORT = "short"
    """Seconds, with the same examples each time: every test run."""
    RUN = "run"
    """A minute, with new examples each time: before a change of the machine lands."""
    FULL = "full"
    """As long as it takes: what `dev.py stress` does."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many examples a check tries, and how many steps each has."""

    examples: int
    steps: int


LOADS: dict[str, dict[Size, Load]] = {
    "machine": {Size.SHORT: Load(200, 30), Size.RUN: Load(1_000, 30), Size.FULL: Load(10_000, 50)},
    "cuts": {Size.SHORT: Load(200, 12), Size.RUN: Load(500, 12), Size.FULL: Load(5_000, 20)},
}
"""Every check that has more than one size."""


def size() -> Size:
    """Return how thorough this run is."""
    return Size(os.environ.get(VARIABLE, Size.SHORT))


def load(check: str) -> Load:
    """Return what a check does in this run."""
    return LOADS[check][size()]


def thorough(check: str) -> settings:
    """Return the settings of a property: new examples each time, but in a short run always the same."""
    chosen = load(check)
    return settings(
        max_examples=chosen.examples,
        stateful_step_count=chosen.steps,
        deadline=None,
        derandomize=size() is Size.SHORT,
        print_blob=True,
        phases=[Phase.generate],  # a long failure at once is worth more than a short one after minutes
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
