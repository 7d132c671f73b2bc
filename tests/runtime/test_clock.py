"""Both clocks are aware and go forward; the cloud's runs as fast as it is told."""

from __future__ import annotations

from datetime import UTC, timedelta
from types import SimpleNamespace

import pytest

from essgui.runtime import clock
from essgui.runtime.clock import CloudClock, computer_clock
from tests.support.states import NOW


def test_the_computer_s_clock_is_aware_and_goes_forward() -> None:
    one, two = computer_clock(), computer_clock()
    assert one.at.tzinfo is UTC
    assert two.mono >= one.mono


@pytest.mark.parametrize("speed", [0.5, 1.0, 60.0])
def test_a_simulated_cloud_runs_at_its_own_speed_beside_real_seconds(
    monkeypatch: pytest.MonkeyPatch, speed: float
) -> None:
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: 110.0))
    moment = CloudClock(NOW.at, 100.0, speed)()
    assert moment.mono == 110.0
    assert moment.at == NOW.at + timedelta(seconds=10 * speed)
