"""Each question of the domain to the calls that answer it, as a table.

Works on the event loop: the calls themselves run in threads of the pool, one page each.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from essgui.cloud.paging import follow
from essgui.domain.errors import NotFound, Refused, Unreachable
from essgui.domain.questions import (
    Alarms,
    DiagnosisOf,
    Hooks,
    HookWaits,
    ImageById,
    Images,
    InstanceTypes,
    LaunchTemplates,
    ScheduledTasks,
    StockOf,
    TemplateVersions,
)
from essgui.domain.refresh import ImageTarget, LaunchTemplateTarget, ScalingConfigurationTarget

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from essgui.cloud.paging import Page, Pages
    from essgui.cloud.questions import Questions
    from essgui.domain.catalog import Found, Image, InstanceType, LaunchTemplate, TemplateVersion
    from essgui.domain.questions import Question
    from essgui.domain.scaling import RegionId, TemplateId
    from essgui.domain.surroundings import Alarm, Diagnosis, HookWait, LifecycleHook, ScheduledTask, Stock

A = TypeVar("A")
T = TypeVar("T")

MOST_ENTRIES = 1_000
"""Templates, versions, hooks, waits, tasks or alarms that one answer holds at most."""
MOST_TYPES = 5_000
"""Instance types that one answer holds at most; ECS has some 1,600."""
DIAGNOSIS_WAIT = 1.5
"""Seconds between two looks at a diagnosis that is under way."""
DIAGNOSIS_LOOKS = 20
"""Looks at a diagnosis before it is given up."""


class Ask(Protocol):
    """Makes one call in the pool: the operation's name, the region, and what to ask there."""

    def __call__(self, action: str, region: RegionId, question: Callable[[Questions], T]) -> Awaitable[T]:
        """Return what the call gives; raises ScalingError."""
        ...


class Lookups:
    """Answers questions by calls; `wait` is in seconds, between the `looks` at a diagnosis."""

    def __init__(
        self, ask: Ask, pages: Pages, wait: float = DIAGNOSIS_WAIT, looks: int = DIAGNOSIS_LOOKS
    ) -> None:
        self._ask = ask
        self._pages = pages
        self._wait = wait
        self._looks = looks

    async def answer(self, question: Question[A]) -> A:
        """Return the answer; raises ScalingError, and NotImplementedError for a type that is not known."""
        find = _TABLE.get(type(question))
        if find is None:
            raise NotImplementedError(type(question).__name__)
        return cast("A", await find(self, question))

    async def images(self, asked: Images) -> Found[Image]:
        """Return one page of images."""
        return await self._ask(
            "DescribeImages",
            asked.region,
            lambda ask: ask.catalog.images(asked.owner, asked.text, asked.page),
        )

    async def image(self, asked: ImageById) -> Image | None:
        """Return one image, or None."""
        try:
            return await self._ask("DescribeImages", asked.region, lambda ask: ask.catalog.image(asked.image))
        except NotFound:
            return None

    async def templates(self, asked: LaunchTemplates) -> tuple[LaunchTemplate, ...]:
        """Return all launch templates of the region."""

        def read(page: int) -> Awaitable[Page[LaunchTemplate]]:
            return self._ask("DescribeLaunchTemplates", asked.region, lambda ask: ask.catalog.templates(page))

        return await self._pages.all(read, lambda template: template.id, most=MOST_ENTRIES)

    async def versions(self, asked: TemplateVersions) -> tuple[TemplateVersion, ...]:
        """Return all versions of a template, newest first."""
        return await self._versions(asked.region, asked.template)

    async def types(self, asked: InstanceTypes) -> tuple[InstanceType, ...]:
        """Return all instance types of the region."""

        def read(token: str) -> Awaitable[Page[InstanceType]]:
            return self._ask("DescribeInstanceTypes", asked.region, lambda ask: ask.catalog.types(token))

        return await follow(read, lambda kind: kind.id, MOST_TYPES)

    async def hooks(self, asked: Hooks) -> tuple[LifecycleHook, ...]:
        """Return the hooks of a group."""

        def read(page: int) -> Awaitable[Page[LifecycleHook]]:
            return self._ask(
                "DescribeLifecycleHooks",
                asked.region,
                lambda ask: ask.surroundings.hooks(asked.group, page),
            )

        return await self._pages.all(read, lambda hook: hook.id, most=MOST_ENTRIES)

    async def waits(self, asked: HookWaits) -> tuple[HookWait, ...]:
        """Return what hooks hold for an activity."""

        def read(token: str) -> Awaitable[Page[HookWait]]:
            return self._ask(
                "DescribeLifecycleActions",
                asked.region,
                lambda ask: ask.surroundings.waits(asked.activity, token),
            )

        return await follow(read, lambda wait: (wait.hook, wait.token), MOST_ENTRIES)

    async def tasks(self, asked: ScheduledTasks) -> tuple[ScheduledTask, ...]:
        """Return the scheduled tasks of a group."""

        def read(page: int) -> Awaitable[Page[ScheduledTask]]:
            return self._ask(
                "DescribeScheduledTasks",
                asked.region,
                lambda ask: ask.surroundings.tasks(asked.group, page),
            )

        return await self._pages.all(read, lambda task: task.id, most=MOST_ENTRIES)

    async def alarms(self, asked: Alarms) -> tuple[Alarm, ...]:
        """Return the alarms of a group."""

        def read(page: int) -> Awaitable[Page[Alarm]]:
            return self._ask(
                "DescribeAlarms", asked.region, lambda ask: ask.surroundings.alarms(asked.group, page)
            )

        return await self._pages.all(read, lambda alarm: alarm.id, most=MOST_ENTRIES)

    async def stock(self, asked: StockOf) -> tuple[Stock, ...]:
        """Return the stock for what the target would launch, in the vSwitches of the group.

        The operation knows images and types but neither configurations nor templates, so those are
        looked up first. Where that is refused but the types are known, these alone decide.
        """
        types = asked.instance_types
        if not types and isinstance(asked.target, LaunchTemplateTarget):
            types = asked.target.instance_types
        try:
            image, own_types = await self._launched(asked)
        except Refused:
            if not types:
                raise
            image, own_types = "", ()
        return await self._ask(
            "DescribeElasticStrength",
            asked.region,
            lambda ask: ask.surroundings.stock(asked.group, image, types or own_types),
        )

    async def diagnosis(self, asked: DiagnosisOf) -> Diagnosis:
        """Make a diagnosis and wait for it; raises Unreachable where it does not end in time."""
        # A report changes nothing of the group, so a second one, after a dead connection, does no harm.
        report = await self._ask(
            "CreateDiagnoseReport", asked.region, lambda ask: ask.surroundings.diagnose(asked.group)
        )
        for look in range(self._looks):
            if look:
                await asyncio.sleep(self._wait)
            found = await self._ask(
                "DescribeDiagnoseReports",
                asked.region,
                lambda ask: ask.surroundings.diagnosis(asked.group, report),
            )
            if found is not None:
                return found
        raise Unreachable(
            "DiagnosisNotFinished",
            f"The diagnosis {report} was not finished after {self._looks} looks at it.",
            "Nothing of the group was changed. Try again in a minute.",
        )

    async def _launched(self, asked: StockOf) -> tuple[str, tuple[str, ...]]:
        """Return the image and the types of a target; empty where they are those of the group."""
        match asked.target:
            case ImageTarget(image=image):
                return image, ()
            case ScalingConfigurationTarget(id=identifier):
                found = await self._ask(
                    "DescribeScalingConfigurations", asked.region, lambda ask: ask.configuration(identifier)
                )
                if found is None:
                    raise NotFound(
                        "InvalidScalingConfigurationId.NotFound",
                        f"The scaling configuration {identifier} does not exist.",
                        "Choose another one; the list shows those that exist now.",
                    )
                return found.image, found.instance_types
            case LaunchTemplateTarget(id=identifier, version=version):
                known = await self._versions(asked.region, identifier)
                chosen = next((v for v in known if _is(v, version)), None)
                if chosen is None:
                    raise NotFound(
                        "InvalidLaunchTemplateVersion.NotFound",
                        f"The launch template {identifier} has no version {version}.",
                        "Choose another one; the list shows those that exist now.",
                    )
                return chosen.image, chosen.instance_types
            case _:
                return "", ()

    async def _versions(self, region: RegionId, template: TemplateId) -> tuple[TemplateVersion, ...]:
        def read(page: int) -> Awaitable[Page[TemplateVersion]]:
            return self._ask(
                "DescribeLaunchTemplateVersions", region, lambda ask: ask.catalog.versions(template, page)
            )

        found = await self._pages.all(read, lambda version: version.number, most=MOST_ENTRIES)
        return tuple(sorted(found, key=lambda version: -version.number))


def _is(version: TemplateVersion, word: str) -> bool:
    # The versions come newest first, so that the first one is the latest.
    return word == "Latest" or (version.default if word == "Default" else word == str(version.number))


_TABLE: dict[type[Question[Any]], Callable[[Lookups, Any], Awaitable[Any]]] = {
    Images: Lookups.images,
    ImageById: Lookups.image,
    LaunchTemplates: Lookups.templates,
    TemplateVersions: Lookups.versions,
    InstanceTypes: Lookups.types,
    Hooks: Lookups.hooks,
    HookWaits: Lookups.waits,
    ScheduledTasks: Lookups.tasks,
    Alarms: Lookups.alarms,
    StockOf: Lookups.stock,
    DiagnosisOf: Lookups.diagnosis,
}
