"""A simulator of our smallest world with a clock that the test moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def sim(monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningSimulator]:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with RunningSimulator("small", manual_clock=True) as running:
        yield running
