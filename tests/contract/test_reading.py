"""Reading: everything of a world comes through page by page, and what goes wrong is one clear error."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.cloud.alibaba import AlibabaCloud
from essgui.cloud.endpoints import Way, connection, way_of
from essgui.domain.credentials import Endpoint, KeyPair, Profile, ProfileKind, Secret
from essgui.domain.errors import (
    BadCredentials,
    Denied,
    NotFound,
    ScalingError,
    Throttled,
    Unreachable,
)
from essgui.domain.refresh import RefreshSpec
from essgui.domain.scaling import GroupId, GroupType, RegionId, ScalingGroup, TaskId
from essgui.local.profiles import find_profile
from essgui.simulator.builder import WorldBuilder
from tests.cloud.speaking import self_signed
from tests.contract.conftest import asked
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from pathlib import Path

HANGZHOU = RegionId("cn-hangzhou")


def test_regions_in_english(sim: RunningSimulator) -> None:
    found = asked(sim, lambda api: api.regions())
    assert [r.id for r in found] == list(sim.regions)
    assert all(r.name.isascii() for r in found)


def test_groups_of_one_region_only(sim: RunningSimulator) -> None:
    found = asked(sim, lambda api: api.groups(HANGZHOU))
    assert {g.id for g in found} == {g.id for g in sim.world.groups.values() if g.region == HANGZHOU}
    web = next(g for g in found if g.name == "web")
    assert web.capacity.total == 6
    assert web.type is GroupType.ECS
    worker = next(g for g in found if g.name == "worker")
    assert (worker.from_template, worker.launch_template_version) == (True, "2")


def test_many_groups_come_in_pages_on_the_threads_own_loop() -> None:
    with RunningSimulator("huge", manual_clock=True, groups=230) as many:
        region = RegionId(many.regions[0])
        there = {g.id for g in many.world.groups.values() if g.region == region}
        pages: list[int] = []

        def page(groups: tuple[ScalingGroup, ...]) -> None:
            assert threading.current_thread() is threading.main_thread()
            pages.append(len(groups))

        found = asked(many, lambda api: api.groups(region, page))
        assert {g.id for g in found} == there
        assert len(found) == len(there) == sum(pages)
        assert len(pages) == -(-len(there) // 50) > 1


def test_many_instances_come_in_pages() -> None:
    builder = WorldBuilder(datetime.now(UTC).replace(microsecond=0))
    group = builder.group("big", 250, max_size=300)
    with RunningSimulator(world=builder.done(), manual_clock=True) as sim:
        found = asked(sim, lambda api: api.instances(HANGZHOU, group))
        assert {i.id for i in found} == set(sim.group("big").members)
        assert len(found) == 250


def test_one_group_and_none(sim: RunningSimulator) -> None:
    web = sim.group("web")
    assert asked(sim, lambda api: api.group(HANGZHOU, web.id)).name == "web"
    with pytest.raises(NotFound) as caught:
        asked(sim, lambda api: api.group(HANGZHOU, GroupId("asg-none")))
    assert "asg-none" in caught.value.sentence
    sim.delete_group(web.id)
    with pytest.raises(NotFound):
        asked(sim, lambda api: api.group(HANGZHOU, web.id))


def test_configurations_of_both_kinds(sim: RunningSimulator) -> None:
    web, media = sim.group("web"), sim.group("media")
    ecs = asked(sim, lambda api: api.configurations(HANGZHOU, web.id, GroupType.ECS))
    assert {c.id for c in ecs} == set(web.configurations)
    assert [c.id for c in ecs if c.active] == [web.active_configuration]
    assert all(c.image.startswith("m-") for c in ecs)
    eci = asked(sim, lambda api: api.configurations(media.region, media.id, GroupType.ECI))
    assert {c.id for c in eci} == set(media.configurations)
    assert [c.name for c in eci[0].containers] == ["api", "cache"]
    assert eci[0].containers[0].environment


def test_a_refresh_is_told_of_by_group_by_id_and_by_its_activities(sim: RunningSimulator) -> None:
    web = sim.group("web")

    async def look(api: AlibabaCloud) -> None:
        task = (await api.start(RefreshSpec(HANGZHOU, web.id, skip_matching=False), "token-1")).task
        sim.advance(3_600)
        (by_group,) = await api.refreshes(HANGZHOU, web.id)
        (by_id,) = await api.refreshes_by_id(HANGZHOU, [task])
        assert by_group == by_id
        assert by_id.over
        assert (by_id.finished, by_id.total) == (6, 6)
        assert by_id.ended_at is not None
        read = await api.activities_of(HANGZHOU, web.id, task)
        activities = read.newest
        assert activities
        assert not read.unread
        assert {a.task for a in activities} == {task}
        made = {i for a in activities for i in a.created}
        instances = await api.instances(HANGZHOU, web.id)
        assert {i.id for i in instances} <= made
        assert await api.activities(HANGZHOU, web.id)

    asked(sim, look)


def test_the_newest_refresh_comes_first_and_no_more_than_asked_for(sim: RunningSimulator) -> None:
    web = sim.group("web")

    async def three(api: AlibabaCloud) -> list[TaskId]:
        made: list[TaskId] = []
        for number in range(3):
            made.append(
                (await api.start(RefreshSpec(HANGZHOU, web.id, skip_matching=False), f"t-{number}")).task
            )
            sim.advance(7_200)
        found = await api.refreshes(HANGZHOU, web.id)
        assert [t.id for t in found] == made[::-1]
        assert [t.id for t in await api.refreshes(HANGZHOU, web.id, most=2)] == made[:0:-1]
        assert [t.id for t in await api.refreshes(HANGZHOU, web.id, most=500)] == made[::-1]
        return made

    assert len(asked(sim, three)) == 3


def test_ids_come_in_one_batch_and_unknown_ones_are_left_out() -> None:
    builder = WorldBuilder(datetime.now(UTC).replace(microsecond=0))
    tasks = [builder.refresh(builder.group(f"g{n}", 4), skip_matching=False) for n in range(19)]
    with RunningSimulator(world=builder.done(), manual_clock=True) as sim:
        found = asked(sim, lambda api: api.refreshes_by_id(HANGZHOU, [*tasks, TaskId("ir-none")]))
        assert {t.id for t in found} == set(tasks)
        assert len(found) == 19
        assert asked(sim, lambda api: api.refreshes_by_id(HANGZHOU, [TaskId("ir-none")])) == ()
        assert asked(sim, lambda api: api.refreshes_by_id(HANGZHOU, [])) == ()
        with pytest.raises(ValueError, match="at most 20"):
            asked(sim, lambda api: api.refreshes_by_id(HANGZHOU, [TaskId(f"ir-{n}") for n in range(21)]))


FAULTS = {
    "throttle": Throttled,
    "500": Unreachable,
    "503-html": Unreachable,
    "null": Unreachable,
    "empty": Unreachable,
    "wrong-types": Unreachable,
    "half": Unreachable,
    "reset": Unreachable,
    "no-answer": Unreachable,
    "reset-after": Unreachable,
    "trickle": Unreachable,
    "redirect": Unreachable,
    "deny": Denied,
}
READS = {
    "DescribeRegions": lambda api: api.regions(),
    "DescribeScalingGroups": lambda api: api.groups(HANGZHOU),
    "DescribeInstanceRefreshes": lambda api: api.refreshes_by_id(HANGZHOU, [TaskId("ir-1")]),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("operation", READS)
def test_each_fault_of_a_read_is_one_clear_error(sim: RunningSimulator, fault: str, operation: str) -> None:
    sim.add_fault(fault, operation=operation, amount=3.0)
    with pytest.raises(ScalingError) as caught:
        asked(sim, READS[operation], deadline=0.5)
    assert type(caught.value) is FAULTS[fault]
    assert caught.value.sentence.endswith(".")
    assert caught.value.hint
    sim.clear_faults()
    asked(sim, READS[operation])


def test_a_wrong_key_and_a_wrong_secret(sim: RunningSimulator) -> None:
    with pytest.raises(BadCredentials, match=r"InvalidAccessKeyId\.NotFound"):
        asked(sim, lambda api: api.regions(), key="LTAI5tNobodyHasThisKey00")
    with pytest.raises(BadCredentials, match="SignatureDoesNotMatch") as caught:
        asked(sim, lambda api: api.regions(), secret="NotTheSecretOfThisKey000000000")
    assert "NotTheSecret" not in f"{caught.value}{caught.value.hint}"


def test_a_token_that_has_expired_and_one_that_has_not(sim: RunningSimulator) -> None:
    with pytest.raises(BadCredentials, match=r"InvalidSecurityToken\.Expired"):
        asked(sim, lambda api: api.regions(), user="expired")
    assert asked(sim, lambda api: api.regions(), user="session")


@pytest.mark.parametrize("minutes", [20, -20])
def test_a_clock_that_is_off_is_named(minutes: int) -> None:
    skewed = RunningSimulator(wall=lambda: datetime.now(UTC) + timedelta(minutes=minutes))
    with skewed as sim, pytest.raises(BadCredentials) as caught:
        asked(sim, lambda api: api.regions())
    assert caught.value.code == "InvalidTimeStamp.Expired"
    assert "computer's clock is off" in caught.value.sentence


def test_offline_and_back(sim: RunningSimulator) -> None:
    async def come_back(api: AlibabaCloud) -> None:
        await api.regions()
        sim.stop()
        with pytest.raises(Unreachable):
            await api.regions()
        sim.start()
        assert await api.regions()

    asked(sim, come_back)


def test_a_region_that_does_not_exist(sim: RunningSimulator) -> None:
    with pytest.raises(NotFound):
        asked(sim, lambda api: api.groups(RegionId("xx-nowhere")))


def test_a_profile_of_the_cli_signs_as_well(sim: RunningSimulator, tmp_path: Path) -> None:
    user = sim.user("session")
    profile = {
        "name": "work",
        "mode": "StsToken",
        "access_key_id": user.key,
        "access_key_secret": user.secret,
        "sts_token": user.token,
    }
    (tmp_path / ".aliyun").mkdir()
    (tmp_path / ".aliyun" / "config.json").write_text(json.dumps({"current": "work", "profiles": [profile]}))
    found = replace(find_profile(None, {}, tmp_path), endpoint=Endpoint(sim.endpoint))
    assert ask_as(found, way_of({}))
    (tmp_path / ".aliyun" / "config.json").write_text("{}")
    with pytest.raises(BadCredentials, match="NoCredentials") as caught:
        ask_as(found, way_of({}))
    assert "aliyun" in caught.value.hint


def test_over_tls_only_a_certificate_of_a_known_authority_is_talked_to(tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with RunningSimulator("small", tls=context) as sim:
        user = sim.user()
        profile = Profile(
            "secure",
            ProfileKind.SIMULATED,
            KeyPair(user.key, Secret(user.secret)),
            HANGZHOU,
            endpoint=Endpoint(sim.endpoint, "https"),
        )
        assert ask_as(profile, Way(authorities=certificate))
        with pytest.raises(Unreachable, match=r"Network\.Tls") as caught:
            ask_as(profile, Way())
        assert "certificate" in caught.value.sentence


def ask_as(profile: Profile, way: Way) -> object:
    async def main() -> object:
        api = AlibabaCloud(connection(profile, way))
        try:
            return await api.groups(HANGZHOU)
        finally:
            await api.close()

    return asyncio.run(main())
