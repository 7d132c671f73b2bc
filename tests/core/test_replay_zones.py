"""The zones of a replay: what served where at a moment, and which zone had lost its last."""

from __future__ import annotations

from datetime import timedelta

from essgui.core.replay_zones import ZoneView, zone_views
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.timeline import Sample, ZoneCount
from tests.support.states import NOW

S = RefreshStatus


def look(minute: float, *zones: ZoneCount, status: str = S.IN_PROGRESS) -> Sample:
    return Sample(NOW.at + timedelta(minutes=minute), status, 0, 10, zones=zones)


WHOLE = (
    look(0, ZoneCount("h", 0, 3), ZoneCount("i", 0, 1)),
    look(1, ZoneCount("h", 1, 2)),
    look(2, ZoneCount("", 1, 0), ZoneCount("h", 2, 1)),
)


def at(number: int) -> dict[str, ZoneView]:
    return {view.name: view for view in zone_views(WHOLE, WHOLE[: number + 1])}


def test_every_zone_has_its_place_from_the_beginning() -> None:
    assert list(at(0)) == list(at(1)) == list(at(2)) == ["No zone known", "h", "i"]
    assert at(0)["h"] == ZoneView("h", "0 new · 3 other")
    assert at(2)["h"] == ZoneView("h", "2 new · 1 other")


def test_a_zone_that_fell_to_none_warns_and_one_that_is_to_come_does_not() -> None:
    assert at(0)["i"] == ZoneView("i", "0 new · 1 other")
    assert at(1)["i"] == ZoneView("i", "none in service", empty=True)
    assert at(1)["No zone known"] == ZoneView("No zone known", "none yet")


def test_a_look_that_saw_no_instance_list_says_nothing_of_any_zone() -> None:
    blind = Sample(NOW.at + timedelta(minutes=3), S.IN_PROGRESS, 0, 10)
    views = zone_views((*WHOLE, blind), (*WHOLE, blind))
    assert {view.words for view in views} == {"not seen"}
    assert not any(view.empty for view in views)


def test_in_a_rollback_age_tells_new_from_old_no_longer() -> None:
    back = look(0, ZoneCount("h", 2, 1), status=S.ROLLBACK_IN_PROGRESS)
    assert zone_views((back,), (back,)) == (ZoneView("h", "3 in service"),)


def test_a_recording_without_zones_has_none() -> None:
    blind = Sample(NOW.at, S.IN_PROGRESS, 0, 10)
    assert zone_views((blind,), (blind,)) == ()
