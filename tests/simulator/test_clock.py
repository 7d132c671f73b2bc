"""The clock of the world: as fast as one likes, or by hand, and never backwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from essgui.simulator.clock import WorldClock

EPOCH = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Ticks:
    """Seconds of the computer, moved by the test."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.mark.parametrize("speed", [0.01, 1.0, 20.0, 3600.0])
def test_time_passes_speed_times_as_fast(speed: float) -> None:
    ticks = Ticks()
    clock = WorldClock(EPOCH, speed, ticks=ticks)
    assert clock.now() == EPOCH
    ticks.seconds += 10
    assert clock.now() == EPOCH + timedelta(seconds=10 * speed)


def test_a_manual_clock_stands_still_until_it_is_moved() -> None:
    ticks = Ticks()
    clock = WorldClock(EPOCH, 3600.0, manual=True, ticks=ticks)
    ticks.seconds += 10
    assert clock.now() == EPOCH
    assert clock.move(2.5) == clock.now() == EPOCH + timedelta(seconds=2.5)


def test_a_running_clock_can_be_moved_as_well() -> None:
    ticks = Ticks()
    clock = WorldClock(EPOCH, 2.0, ticks=ticks)
    ticks.seconds += 5
    clock.move(100)
    ticks.seconds += 5
    assert clock.now() == EPOCH + timedelta(seconds=120)


@pytest.mark.parametrize("manual", [True, False])
def test_it_never_goes_back(manual: bool) -> None:
    clock = WorldClock(EPOCH, manual=manual, ticks=Ticks())
    assert clock.move(-3600) == EPOCH


@pytest.mark.parametrize("manual", [True, False])
def test_another_world_begins_at_its_own_time(manual: bool) -> None:
    ticks = Ticks()
    clock = WorldClock(EPOCH, 10.0, manual=manual, ticks=ticks)
    ticks.seconds += 99
    clock.move(7)
    other = datetime(2030, 1, 1, tzinfo=UTC)
    clock.set(other)
    assert clock.now() == other
    ticks.seconds += 1
    assert clock.now() == (other if manual else other + timedelta(seconds=10))
