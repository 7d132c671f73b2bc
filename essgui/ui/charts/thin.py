"""Fewer points for the same picture: the highest and the lowest of each pixel column, and every gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


def thin(x: Numbers, y: Numbers, columns: int) -> tuple[Numbers, Numbers]:
    """Return at most about two points per column, in order, ends kept; NaN is a gap and stays one."""
    count = len(x)
    if columns < 1 or count <= 2 * columns + 2:
        return x, y
    span = x[-1] - x[0]
    if span <= 0:
        return x[[0, -1]], y[[0, -1]]
    column = np.minimum(((x - x[0]) * (columns / span)).astype(np.int64), columns - 1)
    starts = np.flatnonzero(np.diff(column, prepend=-1))
    hole = np.isnan(y)
    low = _arg_of_each(np.where(hole, np.inf, y), column, starts, np.minimum)
    high = _arg_of_each(np.where(hole, -np.inf, y), column, starts, np.maximum)
    # The first hole of each run of holes keeps the line from being drawn across.
    holes = np.flatnonzero(hole & ~np.concatenate(([False], hole[:-1])))
    kept = np.unique(np.concatenate((low, high, holes, np.array([0, count - 1]))))
    return x[kept], y[kept]


def _arg_of_each(
    y: Numbers, column: NDArray[np.int64], starts: NDArray[np.intp], pick: np.ufunc
) -> NDArray[np.intp]:
    """Return the first index in each run of one column where y has that run's extreme."""
    best = pick.reduceat(y, starts)
    lengths = np.diff(starts, append=len(y))
    hits = np.flatnonzero(y == np.repeat(best, lengths))
    firsts = np.flatnonzero(np.diff(column[hits], prepend=-1))
    return hits[firsts]
