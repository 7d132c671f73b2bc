from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.domain.errors import Refused
from essgui.domain.scaling import TaskId
from essgui.runtime.reads import read
from tests.runtime.clouds import API, WEB, Cloud
from tests.support.states import HANGZHOU

if TYPE_CHECKING:
    from essgui.runtime.reads import ReadEffect


def ask(cloud: Cloud, effect: ReadEffect) -> list[m.Message]:
    """Perform a reading effect and return what was sent."""
    sent: list[m.Message] = []
    asyncio.run(read(cloud, effect, sent.append))
    return sent


@pytest.mark.parametrize(
    ("count", "batches"), [(0, []), (1, [1]), (20, [20]), (21, [20, 1]), (200, [20] * 10)]
)
def test_a_poll_asks_in_batches_of_twenty_and_answers_once(count: int, batches: list[int]) -> None:
    ids = tuple(TaskId(f"ir-{n}") for n in range(count))
    cloud = Cloud()
    sent = ask(cloud, e.PollRefreshes(HANGZHOU, 3, ids))
    assert [len(batch) for batch in cloud.batches] == batches
    assert sum(cloud.batches, ()) == ids
    assert sent == [m.PollSucceeded(HANGZHOU, 3, ids, ())]


def test_a_poll_one_of_whose_batches_fails_has_failed() -> None:
    ids = tuple(TaskId(f"ir-{n}") for n in range(21))
    (message,) = ask(Cloud(broken={HANGZHOU: Refused("C", "s")}), e.PollRefreshes(HANGZHOU, 3, ids))
    assert isinstance(message, m.PollFailed)
    assert (message.region, message.number, message.failure.code) == (HANGZHOU, 3, "C")


def test_pages_of_groups_are_sent_before_the_whole() -> None:
    assert ask(Cloud(), e.ReadGroups(HANGZHOU)) == [
        m.GroupsPage(HANGZHOU, (WEB,)),
        m.GroupsLoaded(HANGZHOU, (WEB, API)),
    ]
