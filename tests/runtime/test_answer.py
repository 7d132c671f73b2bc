from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.failure import FailureKind, failure_of
from essgui.domain.errors import Refused
from essgui.domain.scaling import Region
from essgui.runtime.answer import answer
from tests.support.states import HANGZHOU

if TYPE_CHECKING:
    from essgui.core.messages import Message

REGIONS = (Region(HANGZHOU, "Hangzhou"),)


def come_to(error: BaseException | None) -> list[Message]:
    """Return what is sent for a call that ends so."""
    sent: list[Message] = []

    async def call() -> tuple[Region, ...]:
        if error is not None:
            raise error
        return REGIONS

    asyncio.run(answer(call(), m.RegionsLoaded, m.RegionsFailed, sent.append))
    return sent


def test_what_came_is_sent() -> None:
    assert come_to(None) == [m.RegionsLoaded(REGIONS)]


def test_an_error_of_the_cloud_is_sent_as_it_is() -> None:
    error = Refused("C", "s", "h", "r")
    assert come_to(error) == [m.RegionsFailed(failure_of(error))]


def test_a_defect_is_logged_and_its_words_are_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        (message,) = come_to(ZeroDivisionError("key=LTAI-not-for-people"))
    assert isinstance(message, m.RegionsFailed)
    assert (message.failure.kind, message.failure.code) == (FailureKind.UNKNOWN_OUTCOME, "ZeroDivisionError")
    assert "LTAI" not in repr(message)
    assert len(caplog.records) == 1


def test_a_call_that_is_given_up_sends_nothing() -> None:
    with pytest.raises(asyncio.CancelledError):
        come_to(asyncio.CancelledError())
