"""Every call to the cloud ends in one message: what came, a failure, or even a defect of ours."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from essgui.core.failure import Failure, FailureKind, failure_of
from essgui.domain.errors import ScalingError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from essgui.core.messages import Message

log = logging.getLogger(__name__)

T = TypeVar("T")


async def answer(
    call: Awaitable[T],
    good: Callable[[T], Message],
    bad: Callable[[Failure], Message],
    send: Callable[[Message], None],
) -> None:
    """Wait for a call and send the one message that it came to."""
    try:
        came = await call
    except ScalingError as error:
        send(bad(failure_of(error)))
    except Exception as error:
        # A defect of ours must not leave a spinner for ever: it is logged and shown like any failure.
        log.exception("a call to the cloud failed in an unforeseen way")
        send(bad(defect(error)))
    else:
        send(good(came))


def defect(error: Exception) -> Failure:
    """Return a failure for what the program was not made for; its words are not for people."""
    return Failure(
        FailureKind.UNKNOWN_OUTCOME,
        type(error).__name__,
        "The program met something that it was not made for; whether the call took place is not known.",
        "The next poll shows the true state. The log has the details for a report.",
    )
