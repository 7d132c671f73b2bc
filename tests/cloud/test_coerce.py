"""Whatever comes is read as what it should be, and nothing raises."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.cloud.coerce import flag, items, moment, number, real, text, texts

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(JUNK)
def test_every_reader_takes_anything(value: object) -> None:
    assert isinstance(text(value), str)
    assert isinstance(number(value), int)
    assert real(value) is None or isinstance(real(value), float)
    assert isinstance(flag(value), bool)
    assert all(isinstance(word, str) and word for word in texts(value))
    assert isinstance(items(value), list)
    found = moment(value)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, 3),
        ("3", 3),
        (3.0, 3),
        ("3.7", 3),
        (True, -1),
        ("x", -1),
        (None, -1),
        (float("nan"), -1),
        (1e300, -1),
    ],
)
def test_numbers(value: object, expected: int) -> None:
    assert number(value, -1) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, True), ("true", True), ("False", False), ("yes", True), (None, True), (0, True)],
)
def test_flags_fall_back_to_the_default(value: object, expected: bool) -> None:
    assert flag(value, default=True) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-08-22T01:09:00Z", datetime(2024, 8, 22, 1, 9, tzinfo=UTC)),
        ("2024-08-22T01:09Z", datetime(2024, 8, 22, 1, 9, tzinfo=UTC)),
        ("2024-08-22T09:09:00+08:00", datetime(2024, 8, 22, 1, 9, tzinfo=UTC)),
        ("2024-08-22T01:09:00", datetime(2024, 8, 22, 1, 9, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("", None),
        (1724288940, None),
    ],
)
def test_times_are_aware_and_utc(value: object, expected: datetime | None) -> None:
    assert moment(value) == expected
