"""The forecast against known plans, and against the simulator on 200 random groups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from essgui.domain.durations import Durations, Span
from essgui.domain.forecast import forecast
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.plan import corridor
from essgui.domain.refresh import ImageTarget, RefreshSpec, ScalingConfigurationTarget
from essgui.domain.scaling import RegionId
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import Refusal, Start
from essgui.simulator.machine import advance, apply

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
EXACT = Durations(Span(50, 100, 150), Span(10, 20, 30), Span(0, 5, 10), "told")


def test_the_mockups_group() -> None:
    found = forecast(corridor(40, 90, 150), 40, (25, 50, 100), 60, EXACT)
    assert [b.batch.size for b in found.slow.batches] == [10, 10, 20]
    assert found.waiting == 2 * 3600
    assert found.finish == (3 * 60 + 7200, 10 + 3 * 180 + 7200)
    assert found.working == (180, 550)
    assert found.lowest == (40, 40)
    assert found.peak == (60, 60)
    assert found.extra_hours == pytest.approx((40 * 60 / 3600, 40 * 180 / 3600))
    assert [b.end - b.start for b in found.typical.batches] == [120, 120, 120]
    assert found.typical.points[-1].new == 40
    assert found.typical.points[-1].old == 0


def test_the_fast_rule_dips_and_the_slow_one_does_not() -> None:
    found = forecast(corridor(10, 80, 120), 10, (), 60, EXACT)
    assert [b.batch.size for b in found.slow.batches] == [2] * 5
    assert [b.batch.size for b in found.fast.batches] == [4, 4, 2]
    assert found.lowest == (8, 10)
    assert found.peak == (12, 12)


def test_without_room_above_old_ones_go_first() -> None:
    found = forecast(corridor(10, 80, 100), 10, (), 60, EXACT)
    assert found.lowest == (8, 8)
    assert found.peak == (10, 10)
    assert found.extra_hours == (0, 0)
    assert found.typical.finish == 5 + 5 * 120


def test_nothing_to_replace_ends_at_once() -> None:
    assert forecast(corridor(5, 80, 120), 0, (), 60, EXACT).slow.batches == ()


def test_times_never_run_back_and_the_corridor_holds() -> None:
    for low, high in ((0, 100), (50, 120), (80, 120), (100, 100), (90, 200)):
        for size in range(1, 40):
            band = corridor(size, low, high)
            found = forecast(band, size, (30, 60, 100), 5, EXACT)
            for run in (found.fast, found.typical, found.slow):
                times = [point.at for point in run.points]
                assert times == sorted(times)
                assert all(band.floor <= p.in_service <= band.ceiling for p in run.points)
            assert found.finish[0] <= found.typical.finish <= found.finish[1]


def test_the_simulator_stays_inside_the_forecast() -> None:
    random = Random(20261123)  # noqa: S311 - sizes of practice groups, not secrets
    tried: list[int] = []
    for number in range(400):
        if len(tried) == 200:
            break
        builder = WorldBuilder(NOW, seed=random.randrange(1000))
        size = random.randint(1, 60)
        warmup = random.choice((0, 0, 25))
        group = builder.group(
            "web",
            size,
            warmup=warmup,
            drifted=random.randint(0, size),
            standby=random.choice((0, 0, min(1, size - 1))),
            protected=random.choice((0, 0, min(2, size // 3))),
        )
        before = builder.done().groups[group]
        by_configuration = ScalingConfigurationTarget(next(iter(before.configurations)))
        target = random.choice((ImageTarget("m-bp1shop20261112bbbb2"), by_configuration))
        spec = RefreshSpec(
            RegionId("cn-hangzhou"),
            group,
            target,
            min_healthy=random.choice((0, 50, 80, 90, 100)),
            max_healthy=random.choice((100, 110, 120, 150, 200)),
            skip_matching=random.random() < 0.5,
            checkpoints=random.choice(((), (100,), (50, 100), (10, 25, 50, 100), (33, 34, 100))),
            pause_minutes=random.choice((1, 30)),
        )
        world, reply = apply(builder.world, Start(spec), NOW)
        if isinstance(reply, Refusal):
            assert reply.code == "InvalidInstance.NoInstanceNeedBeRefreshed"
            continue
        tried.append(number)
        started = world.groups[group].refreshes[-1]
        pace = before.pace
        (least, most), (quick, slow), (soon, late) = pace.launch, pace.drain, pace.schedule
        durations = Durations(
            Span(least + warmup, (least + most) / 2 + warmup, most + warmup),
            Span(quick, (quick + slow) / 2, slow),
            Span(soon, (soon + late) / 2, late),
            "the world's own",
        )
        band = corridor(before.wanted, spec.min_healthy, spec.max_healthy)
        expected = forecast(band, started.total, spec.checkpoints, spec.pause_minutes, durations)
        world = advance(world, NOW + timedelta(days=4))
        ended = world.groups[group].refreshes[-1]
        assert ended.status is RefreshStatus.SUCCESSFUL, number
        assert ended.ended_at is not None
        took = (ended.ended_at - NOW).total_seconds()
        assert expected.finish[0] <= took <= expected.finish[1], (number, took, expected.finish)
        launches = [d.size for d in world.groups[group].deeds if d.task == ended.id and d.created]
        assert launches == [b.batch.size for b in expected.slow.batches], number
    assert len(tried) == 200
