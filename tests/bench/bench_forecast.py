"""How long a forecast takes: python -m tests.bench.bench_forecast --out FILE writes JSON, prints a table."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from essgui.domain.durations import DEFAULTS
from essgui.domain.forecast import forecast
from essgui.domain.plan import corridor

SIZE = 1000
BUDGET_MS = 16.7
CASES = {
    "80/120": (80, 120, ()),
    "100/110, three pauses": (100, 110, (10, 25, 50, 100)),
    "one at a time": (100, 100, ()),
    "one at a time, pauses every 1 %": (100, 100, tuple(range(1, 101))),
}


def measure(low: int, high: int, checkpoints: tuple[int, ...], rounds: int) -> list[float]:
    """Return milliseconds of each forecast, none of them remembered."""
    band = corridor(SIZE, low, high)
    times: list[float] = []
    for _round in range(rounds):
        forecast.cache_clear()
        began = perf_counter()
        forecast(band, SIZE, checkpoints, 60, DEFAULTS)
        times.append((perf_counter() - began) * 1000)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rounds", type=int, default=100)
    chosen = parser.parse_args()
    rows: list[dict[str, object]] = []
    print(f"{'1,000 instances':34} {'median':>8} {'p95':>8}   budget {BUDGET_MS} ms")  # noqa: T201 - the table is its output
    for name, (low, high, checkpoints) in CASES.items():
        times = measure(low, high, checkpoints, chosen.rounds)
        p95 = quantiles(times, n=20)[-1]
        rows.append({"case": name, "median_ms": median(times), "p95_ms": p95, "within": p95 < BUDGET_MS})
        print(f"{name:34} {median(times):8.2f} {p95:8.2f}   {'ok' if p95 < BUDGET_MS else 'TOO SLOW'}")  # noqa: T201 - the table is its output
    if chosen.out:
        chosen.out.write_text(json.dumps({"budget_ms": BUDGET_MS, "rows": rows}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
