"""The adaptor on a running simulator, and the errors that it raises."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from essgui.cloud.alibaba import AlibabaCloud
from essgui.cloud.endpoints import connection, way_of
from essgui.local.profiles import simulated_profile
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    Ask = Callable[..., Any]


@pytest.fixture
def sim() -> Iterator[RunningSimulator]:
    """Run the small scenario, whose time stands still unless a test moves it."""
    with RunningSimulator("small", manual_clock=True) as running:
        yield running


def asked(
    sim: RunningSimulator, work: Callable[[AlibabaCloud], Awaitable[Any]], user: str = "", **options: Any
) -> Any:
    """Return what a coroutine gets from the adaptor, the way the program itself connects."""
    who = sim.user(user)
    ready = {
        "endpoint": sim.endpoint,
        "protocol": sim.protocol,
        "regions": list(sim.regions),
        "account_id": sim.account_id,
        "access_key_id": options.pop("key", who.key),
        "access_key_secret": options.pop("secret", who.secret),
        "security_token": who.token,
        "control_token": sim.control_token,
    }

    async def main() -> Any:
        api = AlibabaCloud(connection(simulated_profile(ready), way_of({})), **options)
        try:
            return await work(api)
        finally:
            await api.close()

    return asyncio.run(main())
