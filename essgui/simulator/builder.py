"""Builds worlds group by group, for the named scenarios and for tests that want a world of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from essgui.domain.refresh import ActiveConfiguration, RefreshSpec
from essgui.domain.scaling import (
    ConfigurationId,
    Container,
    CreationType,
    EnvironmentVariable,
    GroupId,
    GroupType,
    InstanceId,
    InstanceState,
    RegionId,
    TaskId,
)
from essgui.simulator import catalog, draw
from essgui.simulator.commands import Act, Refusal, Start
from essgui.simulator.machine import advance, apply
from essgui.simulator.machine.target import active_source
from essgui.simulator.world import Configuration, Group, Member, Source, World

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.refresh import Target
    from essgui.domain.scaling import TemplateId
    from essgui.simulator.commands import Command
    from essgui.simulator.world import Fault

ACCOUNT = "1203804567891011"
BUILDS = ("2026.10.1", "2026.11.12", "2026.11.20")
"""Builds of shop-web that the configurations of a group have, one after the other."""


class WorldBuilder:
    """Collects groups and lets the real machine bring them into the middle of things."""

    def __init__(self, now: datetime, seed: int = 1) -> None:
        templates = catalog.templates(seed, now)
        self.world = World(
            seed=seed,
            now=now,
            account=ACCOUNT,
            places=catalog.PLACES,
            templates={t.id: t for t in templates},
            images=catalog.IMAGES,
            types=catalog.TYPES,
        )
        self._groups: dict[GroupId, Group] = {}

    def template(self, region: str, name: str = "platform-base") -> TemplateId:
        """Return the id of a launch template."""
        return next(t.id for t in self.world.templates.values() if (t.region, t.name) == (region, name))

    def group(
        self,
        name: str,
        instances: int = 4,
        region: str = "cn-hangzhou",
        *,
        kind: GroupType = GroupType.ECS,
        configurations: int = 2,
        images: tuple[str, ...] = (),
        types: tuple[str, ...] = ("ecs.g7.large",),
        containers: tuple[Container, ...] = (),
        template: TemplateId | None = None,
        version: str = "2",
        drifted: int = 0,
        standby: int = 0,
        protected: int = 0,
        attached: int = 0,
        age_days: int = 120,
        **settings: Any,
    ) -> GroupId:
        """Add a group and return its id.

        `instances` counts all members; of these `standby`, `protected` and `attached` are what they
        say, and `drifted` are on another configuration (or template version) than the active one.
        Further keywords are fields of Group.
        """
        place = self.world.place(region)
        if place is None:
            raise ValueError(f"no region {region}")
        seed, now = self.world.seed, self.world.now
        identifier = GroupId(f"asg-{place.code}{draw.word(17, seed, region, name)}")
        images = images or tuple(catalog.shop_image(region, build) for build in BUILDS)
        made = _configurations(name, configurations, kind, images, types, containers, seed, place.code, now)
        active = None if template is not None else next(iter(made), None)
        group = Group(
            id=identifier,
            name=name,
            region=RegionId(region),
            created_at=now - timedelta(days=age_days),
            type=kind,
            wanted=instances - standby,
            active_configuration=active,
            launch_template=template,
            launch_template_version=version if template is not None else None,
            zones=place.zones,
            vswitches=tuple(f"vsw-{place.code}{draw.word(17, seed, region, z)}" for z in place.zones),
            vpc=f"vpc-{place.code}{draw.word(17, seed, region, 'vpc')}",
            configurations=made,
            tags=settings.pop("tags", {"app": name.split("-")[0], "env": "prod"}),
        )
        group = replace(group, **settings)
        source = active_source(self.world, group)
        other = _other_source(group, source)
        members: dict[InstanceId, Member] = {}
        for ordinal in range(1, instances + 1):
            member = _member(group, ordinal, other if ordinal <= drifted else source, seed, place.code, now)
            members[member.id] = member
        group = replace(group, members=_set_aside(members, standby, protected, attached), made=instances)
        self._groups[identifier] = group
        return identifier

    def change(self, group: GroupId, **fields: Any) -> None:
        """Set fields of a group that was added."""
        known = self.done().groups
        self.world = replace(self.world, groups={**known, group: replace(known[group], **fields)})

    def done(self) -> World:
        """Return the world with all groups added so far."""
        if self._groups:
            self.world = replace(self.world, groups={**self.world.groups, **self._groups})
            self._groups = {}
        return self.world

    def at(self, moment: datetime) -> WorldBuilder:
        """Let time pass up to a moment."""
        self.world = advance(self.done(), moment)
        return self

    def command(self, command: Command) -> str:
        """Perform a command now and return what it made; raises Refusal where it is refused."""
        self.world, reply = apply(self.done(), command, self.world.now)
        if isinstance(reply, Refusal):
            raise reply
        return reply.id

    def refresh(self, group: GroupId, target: Target | None = None, **settings: Any) -> TaskId:
        """Start a refresh now; further keywords are fields of RefreshSpec."""
        region = self.done().groups[group].region
        spec = RefreshSpec(region, group, target or ActiveConfiguration(), **settings)
        return TaskId(self.command(Start(spec)))

    def act(self, group: GroupId, action: RefreshAction) -> None:
        """Suspend, resume, cancel or roll back the running refresh of a group now."""
        self.command(Act(self.done().groups[group].region, group, action))

    def faults(self, *faults: Fault) -> None:
        """Put faults in place of those there are."""
        self.world = replace(self.done(), faults=faults)

    def forget_ledger(self) -> World:
        """Return the world without the ledger and tokens of its own prehistory."""
        self.world = replace(self.done(), ledger=(), tokens={})
        return self.world


def eci_containers(tag: str = "5.0.1-alpine") -> tuple[Container, ...]:
    """Return two containers such as an ECI configuration has."""
    return (
        Container(
            name="api",
            image="registry.cn-hangzhou.aliyuncs.com/shop/media-api:4.2.0",
            commands=("/bin/media-api",),
            args=("--port", "8080"),
            environment=(
                EnvironmentVariable("LOG_LEVEL", "info"),
                EnvironmentVariable("CACHE_URL", "redis://127.0.0.1:6379"),
            ),
        ),
        Container(name="cache", image=f"redis:{tag}", args=("--save", "")),
    )


def _configurations(
    name: str,
    count: int,
    kind: GroupType,
    images: tuple[str, ...],
    types: tuple[str, ...],
    containers: tuple[Container, ...],
    seed: int,
    code: str,
    now: datetime,
) -> dict[ConfigurationId, Configuration]:
    made: dict[ConfigurationId, Configuration] = {}
    for number in range(1, count + 1):
        identifier = ConfigurationId(f"asc-{code}{draw.word(17, seed, code, name, 'configuration', number)}")
        image = images[(number - 1) % len(images)] if kind is GroupType.ECS else ""
        made[identifier] = Configuration(
            id=identifier,
            name=f"{name}-v{number}",
            created_at=now - timedelta(days=100 - 20 * number),
            image=image,
            image_name=catalog.image_name(image),
            instance_types=types if kind is GroupType.ECS else (),
            security_group=f"sg-{code}{draw.word(17, seed, code, 'sg')}",
            containers=(containers or eci_containers()) if kind is GroupType.ECI else (),
        )
    return made


def _other_source(group: Group, source: Source) -> Source:
    if group.launch_template is not None:
        return replace(source, version="1")
    others = [c for c in group.configurations.values() if c.id != group.active_configuration]
    if not others:
        return source
    return replace(source, configuration=others[0].id, image=others[0].image)


def _member(group: Group, ordinal: int, source: Source, seed: int, code: str, now: datetime) -> Member:
    identifier = InstanceId(f"i-{code}{draw.word(17, seed, group.id, ordinal)}")
    return Member(
        id=identifier,
        ordinal=ordinal,
        state=InstanceState.IN_SERVICE,
        source=source,
        zone=group.zones[ordinal % len(group.zones)],
        private_ip=f"10.{ordinal % 4 + 1}.{ordinal // 250 % 250}.{ordinal % 250 + 2}",
        created_at=now - timedelta(days=30, seconds=-37 * ordinal),
        warmup="InstanceWarmupFinish" if group.warmup else "NoNeedWarmup",
    )


def _set_aside(
    members: dict[InstanceId, Member], standby: int, protected: int, attached: int
) -> dict[InstanceId, Member]:
    """Make the last members of a group the special ones."""
    changes: list[dict[str, Any]] = [
        *[{"state": InstanceState.STANDBY}] * standby,
        *[{"state": InstanceState.PROTECTED}] * protected,
        *[{"creation": CreationType.ATTACHED, "source": Source()}] * attached,
    ]
    for member, change in zip(reversed(tuple(members.values())), changes, strict=False):
        members[member.id] = replace(member, **change)
    return members
