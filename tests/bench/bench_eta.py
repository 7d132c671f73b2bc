"""How true the foretold end of a refresh is: 200 random refreshes of the simulator, asked at three moments.

The figures are shares and do not depend on the computer.
"""

from __future__ import annotations

from collections import defaultdict
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.report import Row
from tests.support.foretold import foretold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.foretold import Asked

REFRESHES = 200
LEAST_INSIDE = 90.0
MOST_ERROR = 15.0


def rows() -> Iterator[Row]:
    """Ask of every refresh; the targets are for the moment at half way."""
    by_share: dict[float, list[Asked]] = defaultdict(list)
    for asked in foretold(REFRESHES):
        by_share[asked.share].append(asked)
    for share, all_of_them in by_share.items():
        said = [asked for asked in all_of_them if not asked.said.hidden]
        errors = sorted(100 * asked.error for asked in said if asked.error is not None)
        half = share == 0.5
        when = f"end of {len(said)} refreshes foretold at {share:.0%} of their time"
        inside = 100 * sum(asked.inside for asked in said) / len(said)
        yield Row("ETA", f"{when}: inside the range", inside, "%", LEAST_INSIDE if half else None, True)
        yield Row("ETA", f"{when}: median error", median(errors), "%", MOST_ERROR if half else None)
        yield Row("ETA", f"{when}: p90 error", errors[int(0.9 * len(errors))], "%")
        hidden = len(all_of_them) - len(said)
        yield Row("ETA", f"{when}: left unsaid", float(hidden), "")
