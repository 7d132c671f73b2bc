"""alibabacloud_ess20220222, sync and async, as a stranger to this project uses it."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest
from alibabacloud_ess20220222 import models
from alibabacloud_ess20220222.client import Client
from alibabacloud_tea_openapi.models import Config
from darabonba.core import DaraCore

from tests.simulator.foreign import story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.simulated import RunningSimulator


@pytest.fixture(autouse=True)
def no_connection_left() -> Iterator[None]:
    """The library keeps its connections for the life of the process."""
    yield
    while DaraCore._sessions:
        DaraCore._sessions.popitem()[1].close()


def client(sim: RunningSimulator) -> Client:
    return Client(
        Config(
            access_key_id=sim.access_key_id,
            access_key_secret=sim.access_key_secret,
            endpoint=sim.endpoint,
            protocol="HTTP",
            region_id="cn-shanghai",
        )
    )


def request(action: str, parameters: dict[str, Any]) -> Any:
    made = getattr(models, f"{action}Request")()
    made.from_map(parameters)
    return made


def method(action: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", action).lower()


def test_sync(sim: RunningSimulator) -> None:
    ess = client(sim)

    def call(action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        return getattr(ess, method(action))(request(action, parameters)).body.to_map()

    story.tell(sim, call)


def test_async(sim: RunningSimulator) -> None:
    ess = client(sim)

    def call(action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        answer = asyncio.run(getattr(ess, f"{method(action)}_async")(request(action, parameters)))
        return answer.body.to_map()

    story.tell(sim, call)
