"""Each lane keeps its rule, every failure is reported, and quiet is known when it comes."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from essgui.runtime.tasks import Lanes, Rule

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    import pytest


class Jobs:
    """Works that note when they begin and end, and wait at a gate of their own."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    def work(self, name: str) -> Callable[[], Coroutine[object, object, None]]:
        gate = self.gates.setdefault(name, asyncio.Event())

        async def run() -> None:
            self.log.append(f"{name} begins")
            try:
                await gate.wait()
            except asyncio.CancelledError:
                self.log.append(f"{name} cancelled")
                raise
            self.log.append(f"{name} ends")

        return run

    def open(self, *names: str) -> None:
        for name in names:
            self.gates[name].set()


def play(test: Callable[[Lanes, Jobs], Awaitable[None]]) -> Jobs:
    """Run a test on a loop of its own and see that it leaves no task behind."""
    jobs = Jobs()

    async def main() -> None:
        lanes = Lanes()
        await test(lanes, jobs)
        await lanes.close()
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert lanes.busy == ()

    asyncio.run(main())
    return jobs


async def turn(times: int = 3) -> None:
    """Let everything that is ready run."""
    for _ in range(times):
        await asyncio.sleep(0)


def test_a_queue_with_a_bound_gives_up_the_oldest_that_wait_and_says_how_many() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        given_up = [lanes.start("told", Rule.QUEUE, jobs.work(name), 2) for name in "abcde"]
        assert given_up == [0, 0, 0, 1, 1]
        jobs.open(*"abcde")
        await lanes.idle.wait()

    assert [line for line in play(test).log if "begins" in line] == ["a begins", "d begins", "e begins"]


def test_replace_cancels_the_older_one() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        lanes.start("poll", Rule.REPLACE, jobs.work("a"))
        await turn()
        lanes.start("poll", Rule.REPLACE, jobs.work("b"))
        jobs.open("a", "b")
        await lanes.idle.wait()

    assert play(test).log == ["a begins", "a cancelled", "b begins", "b ends"]


def test_follow_lets_the_one_at_work_finish_and_only_the_newest_follow() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        for name in "abcd":
            lanes.start("read", Rule.FOLLOW, jobs.work(name))
            await turn()
        jobs.open(*"abcd")
        await lanes.idle.wait()

    assert play(test).log == ["a begins", "a ends", "d begins", "d ends"]


def test_queue_takes_all_in_turn_and_drops_none() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        for name in "abc":
            lanes.start("act", Rule.QUEUE, jobs.work(name))
        await turn()
        jobs.open("c", "b")
        await turn()
        assert jobs.log == ["a begins"]
        jobs.open("a")
        await lanes.idle.wait()

    log = play(test).log
    assert log == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]


def test_lanes_do_not_wait_for_one_another() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        lanes.start("act:1", Rule.QUEUE, jobs.work("a"))
        lanes.start("act:2", Rule.QUEUE, jobs.work("b"))
        await turn()
        assert lanes.busy == ("act:1", "act:2")

    assert sorted(play(test).log) == ["a begins", "a cancelled", "b begins", "b cancelled"]


def test_a_timer_replaces_its_like_and_does_not_count_as_busy() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        lanes.start("wake", Rule.TIMER, jobs.work("a"))
        await turn()
        assert lanes.idle.is_set()
        assert lanes.busy == ()
        lanes.start("wake", Rule.TIMER, jobs.work("b"))
        await turn()
        assert lanes.idle.is_set()
        assert jobs.log == ["a begins", "a cancelled", "b begins"]

    play(test)


def test_a_timer_may_set_itself_again_from_within() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        async def tick() -> None:
            jobs.log.append("tick")
            if len(jobs.log) < 3:
                lanes.start("tick", Rule.TIMER, tick)
                await asyncio.sleep(0)
                jobs.log.append("never")

        lanes.start("tick", Rule.TIMER, tick)
        await turn(20)

    assert play(test).log == ["tick", "tick", "tick"]


def test_idle_comes_when_the_last_one_ends_and_not_before() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        assert lanes.idle.is_set()
        lanes.start("a", Rule.FOLLOW, jobs.work("a"))
        lanes.start("b", Rule.QUEUE, jobs.work("b"))
        lanes.start("b", Rule.QUEUE, jobs.work("c"))
        await turn()
        jobs.open("a", "b")
        await turn()
        assert not lanes.idle.is_set()
        jobs.open("c")
        await turn()
        assert lanes.idle.is_set()

    play(test)


def test_idle_holds_while_a_replacement_is_at_work() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        lanes.start("poll", Rule.REPLACE, jobs.work("a"))
        await turn()
        lanes.start("poll", Rule.REPLACE, jobs.work("b"))
        await turn()
        assert not lanes.idle.is_set()
        assert lanes.busy == ("poll",)

    play(test)


def test_a_task_that_fails_is_reported_and_its_lane_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise ZeroDivisionError("one of ours")

    async def test(lanes: Lanes, jobs: Jobs) -> None:
        lanes.start("act", Rule.QUEUE, fail)
        lanes.start("act", Rule.QUEUE, jobs.work("next"))
        await turn()
        jobs.open("next")
        await lanes.idle.wait()

    with caplog.at_level(logging.ERROR):
        assert play(test).log == ["next begins", "next ends"]
    (record,) = caplog.records
    assert "act failed: ZeroDivisionError" in record.getMessage()
    assert record.exc_info is not None


def test_a_cancelled_task_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        lanes.start("poll", Rule.REPLACE, jobs.work("a"))
        await turn()
        lanes.stop("poll")
        await turn()
        assert lanes.idle.is_set()

    assert play(test).log == ["a begins", "a cancelled"]
    assert caplog.records == []


def test_stop_drops_what_waits_too() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        lanes.start("act", Rule.QUEUE, jobs.work("a"))
        lanes.start("act", Rule.QUEUE, jobs.work("b"))
        await turn()
        lanes.stop("act")
        lanes.stop("nothing there")
        await lanes.idle.wait()

    assert play(test).log == ["a begins", "a cancelled"]


def test_close_ends_all_and_nothing_starts_after_it() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        lanes.start("a", Rule.QUEUE, jobs.work("a"))
        lanes.start("a", Rule.QUEUE, jobs.work("waiting"))
        lanes.start("t", Rule.TIMER, jobs.work("t"))
        await turn()
        await lanes.close()
        lanes.start("b", Rule.REPLACE, jobs.work("late"))
        await turn()
        assert lanes.idle.is_set()

    assert sorted(play(test).log) == ["a begins", "a cancelled", "t begins", "t cancelled"]


def test_close_waits_for_one_that_was_replaced_and_is_slow_to_leave() -> None:
    left: list[str] = []

    async def slow() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await turn(5)
            left.append("slow")

    async def test(lanes: Lanes, jobs: Jobs) -> None:
        lanes.start("poll", Rule.REPLACE, slow)
        await turn()
        lanes.start("poll", Rule.REPLACE, jobs.work("b"))
        await lanes.close()
        assert left == ["slow"]

    play(test)


def test_what_is_written_down_is_finished_before_the_end() -> None:
    async def test(lanes: Lanes, jobs: Jobs) -> None:
        lanes.start("archive", Rule.FINISH, jobs.work("first"))
        lanes.start("archive", Rule.FINISH, jobs.work("second"))
        await turn()
        jobs.open("first", "second")
        await lanes.close()
        lanes.start("archive", Rule.FINISH, jobs.work("late"))
        await turn()

    assert play(test).log == ["first begins", "first ends", "second begins", "second ends"]
