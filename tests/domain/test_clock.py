"""A moment is a value with two faces, and the first one is aware."""

from __future__ import annotations

from datetime import UTC

from essgui.domain.clock import START_OF_TIME, Instant
from tests.support.states import NOW, later


def test_moments_are_values_in_utc() -> None:
    assert Instant(NOW.at, NOW.mono) == NOW
    assert START_OF_TIME.at.tzinfo is UTC
    assert later(5).mono - NOW.mono == 5.0
    assert later(5).at > NOW.at
