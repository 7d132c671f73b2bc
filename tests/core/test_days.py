from __future__ import annotations

from datetime import UTC, datetime

from essgui.core.days import day


def test_a_day_is_said_with_its_month_in_letters() -> None:
    assert day(datetime(2026, 11, 6, 23, 59, tzinfo=UTC)) == "06 Nov 2026"
    assert day(datetime(2026, 1, 31, tzinfo=UTC)) == "31 Jan 2026"
    assert day(None) == "–"
