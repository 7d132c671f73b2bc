"""Axes are marked at round counts and round local times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from essgui.ui.charts.ticks import count_ticks, time_ticks

START = datetime(2026, 11, 20, 13, 36, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (50, [0, 10, 20, 30, 40, 50]),
        (60, [0, 10, 20, 30, 40, 50, 60]),
        (3, [0, 1, 2, 3]),
        (0, [0]),
        (1000, [0, 200, 400, 600, 800, 1000]),
    ],
)
def test_counts_are_whole_and_round(top: float, ticks: list[int]) -> None:
    assert count_ticks(top) == ticks


def test_times_are_round_and_apart() -> None:
    ticks = time_ticks(START, START + 142 * 60, 640, UTC)
    assert [label for _at, label in ticks] == [
        "13:40", "14:00", "14:20", "14:40", "15:00", "15:20", "15:40",
    ]  # fmt: skip
    assert ticks[0][0] == START + 4 * 60


def test_times_are_those_of_the_zone() -> None:
    half = timezone(timedelta(hours=5, minutes=45))
    labels = [label for _at, label in time_ticks(START, START + 3 * 3600, 400, half)]
    assert labels[0] == "20:00"
    assert all(label.endswith((":00", ":30")) for label in labels)
    shanghai = time_ticks(START, START + 3600, 400, ZoneInfo("Asia/Shanghai"))
    assert shanghai[0][1] == "21:45"


def test_days_are_named_by_date() -> None:
    labels = [label for _at, label in time_ticks(START, START + 20 * 86_400, 500, UTC)]
    assert labels[0] == "21 Nov" or labels[0].endswith("Nov")
    assert len(labels) <= 7


@pytest.mark.parametrize(("end", "width"), [(START, 500), (START - 1, 500), (START + 60, 0)])
def test_no_room_no_ticks(end: float, width: float) -> None:
    assert time_ticks(START, end, width, UTC) == []
