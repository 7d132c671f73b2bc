"""A call is news when it comes and when it grows graver, and not when it flickers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.alarms import AGAIN_AFTER, news, remembered, told_by
from essgui.domain.scaling import TaskId
from essgui.domain.situation import Gravity, Kind
from tests.support.states import NOW

if TYPE_CHECKING:
    from essgui.core.alarms import Call, Calls

TASK = TaskId("ir-1")
HOOK, FLOOR = Kind.HOOK, Kind.FLOOR
CAUTION, GRAVE = Gravity.CAUTION, Gravity.GRAVE
SECOND = timedelta(seconds=1)


def story(*looks: tuple[timedelta, Gravity | None]) -> list[tuple[Gravity, ...]]:
    """Return how grave what each look finds of a hook's waits is news; a look is a time and what it saw."""
    calls: Calls = {}
    found: list[tuple[Gravity, ...]] = []
    for at, gravity in looks:
        was, now = calls, NOW.at + at
        calls = remembered(was, {TASK: {} if gravity is None else {HOOK: gravity}}, now)
        found.append(tuple(level for _, _, level in news(was, calls, now)))
    return found


def test_a_call_is_news_once_and_again_when_it_grows_graver() -> None:
    said = story(*((n * SECOND, g) for n, g in enumerate((None, CAUTION, CAUTION, GRAVE, GRAVE, CAUTION))))
    assert said == [(), (CAUTION,), (), (GRAVE,), (), ()]
    assert story((SECOND, GRAVE), (2 * SECOND, CAUTION)) == [(CAUTION, GRAVE), ()]


def test_it_is_news_again_only_when_it_was_gone_for_long() -> None:
    gone = 3 * SECOND
    for back, expected in ((gone + AGAIN_AFTER - SECOND, ()), (gone + AGAIN_AFTER, (CAUTION,))):
        assert story((SECOND, CAUTION), (gone, None), (back, CAUTION))[-1] == expected
        # However many looks find it gone meanwhile.
        assert story((SECOND, CAUTION), (gone, None), (2 * gone, None), (back, CAUTION))[-1] == expected


def test_how_long_it_stood_does_not_count_and_each_gravity_has_its_own_time() -> None:
    long = 5 * AGAIN_AFTER
    assert story((SECOND, CAUTION), (long, None), (long + SECOND, CAUTION))[-1] == ()
    assert story((SECOND, GRAVE), (2 * SECOND, CAUTION), (long, GRAVE))[-1] == (GRAVE,)


def test_what_was_gone_for_long_is_forgotten() -> None:
    calls = remembered({(TASK, HOOK, CAUTION): NOW.at}, {}, NOW.at + AGAIN_AFTER)
    assert calls == {}


def test_a_person_is_told_of_stuck_instances_and_of_whatever_is_grave_each_kind_once() -> None:
    def told(*calls: tuple[Kind, Gravity]) -> list[Kind]:
        all_of: tuple[Call, ...] = tuple((TASK, kind, level) for kind, level in calls)
        return [kind for _, kind in told_by(all_of)]

    assert told((FLOOR, CAUTION), (HOOK, CAUTION)) == [HOOK]
    assert told((FLOOR, CAUTION), (FLOOR, GRAVE), (HOOK, CAUTION), (HOOK, GRAVE)) == [FLOOR, HOOK]
