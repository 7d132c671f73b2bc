from __future__ import annotations

import asyncio

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.failure import FailureKind
from essgui.domain.errors import NotFound, Refused
from essgui.domain.scaling import RegionId
from essgui.runtime.search import search
from tests.runtime.clouds import TASK, Cloud
from tests.support.states import HANGZHOU, SHANGHAI

FAR = [RegionId(f"cn-far-{n}") for n in range(14)]


def look(cloud: Cloud, regions: tuple[RegionId, ...]) -> m.WatchFound | m.WatchFailed:
    """Search for the refresh that there is, and return what came of it."""
    return asyncio.run(search(cloud, e.FindTask(regions, TASK.id)))


def test_a_search_goes_through_the_regions_a_few_at_a_time_and_stops_where_it_finds() -> None:
    cloud = Cloud(home=FAR[7])
    assert look(cloud, tuple(FAR)) == m.WatchFound(TASK)
    assert len(cloud.calls) == 12


def test_a_search_in_vain_says_how_far_it_went() -> None:
    message = look(Cloud(), (SHANGHAI, *FAR))
    assert isinstance(message, m.WatchFailed)
    assert message.failure.kind is FailureKind.NOT_FOUND
    assert "(15)" in message.failure.sentence


def test_a_region_that_fails_does_not_hide_a_refresh_in_another() -> None:
    cloud = Cloud(broken={SHANGHAI: NotFound("x", "y"), FAR[0]: ZeroDivisionError()})
    assert look(cloud, (SHANGHAI, FAR[0], HANGZHOU)) == m.WatchFound(TASK)


def test_regions_that_could_not_be_read_are_counted() -> None:
    cloud = Cloud(broken={SHANGHAI: Refused("x", "y")})
    message = look(cloud, (SHANGHAI, FAR[0]))
    assert isinstance(message, m.WatchFailed)
    assert "1 of them could not be read" in message.failure.sentence


def test_a_search_without_regions_ends_too() -> None:
    message = look(Cloud(), ())
    assert isinstance(message, m.WatchFailed)
