"""Performs the effects that only read the cloud: each is one question and the message that answers it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from essgui.cloud.port import MOST_IDS
from essgui.core import effects as e
from essgui.core import messages as m
from essgui.runtime.answer import answer
from essgui.runtime.search import search

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.cloud.port import ScalingApi
    from essgui.core.messages import Message

ReadEffect = (
    e.ReadRegions
    | e.ReadGroups
    | e.ReadGroup
    | e.FindRefreshes
    | e.ReadInstances
    | e.SurveyInstances
    | e.ReadConfigurations
    | e.ReadActivities
    | e.PollRefreshes
    | e.FindTask
    | e.Ask
)


async def read(api: ScalingApi, effect: ReadEffect, send: Callable[[Message], None]) -> None:
    """Ask the cloud what an effect wants to know, and send what it said."""
    match effect:
        case e.ReadRegions():
            await answer(api.regions(), m.RegionsLoaded, m.RegionsFailed, send)
        case e.ReadGroups(region):
            await answer(
                api.groups(region, lambda page: send(m.GroupsPage(region, page))),
                lambda groups: m.GroupsLoaded(region, groups),
                lambda failure: m.GroupsFailed(region, failure),
                send,
            )
        case e.ReadGroup(region, group):
            await answer(
                api.group(region, group), m.GroupLoaded, lambda failure: m.GroupFailed(group, failure), send
            )
        case e.FindRefreshes(region, group):
            await answer(
                api.refreshes(region, group),
                lambda tasks: m.RefreshesFound(group, tasks),
                lambda failure: m.RefreshesFailed(group, failure),
                send,
            )
        case e.ReadInstances(region, group):
            await answer(
                api.instances(region, group),
                lambda instances: m.InstancesLoaded(group, instances),
                lambda failure: m.InstancesFailed(group, failure),
                send,
            )
        case e.SurveyInstances(region, group):
            await answer(
                api.instances(region, group),
                lambda instances: m.Surveyed(group, instances),
                lambda failure: m.SurveyFailed(group, failure),
                send,
            )
        case e.ReadConfigurations(region, group, kind):
            await answer(
                api.configurations(region, group, kind),
                lambda found: m.ConfigurationsLoaded(group, found),
                lambda failure: m.ConfigurationsFailed(group, failure),
                send,
            )
        case e.ReadActivities(region, group, task):
            await answer(
                api.activities_of(region, group, task),
                lambda found: m.ActivitiesLoaded(task, found.newest, found.unread),
                lambda failure: m.ActivitiesFailed(task, failure),
                send,
            )
        case e.PollRefreshes():
            await _poll(api, effect, send)
        case e.FindTask():
            send(await search(api, effect))
        case e.Ask(question, known):
            await answer(
                api.ask(question, known),
                lambda came: m.Answered(question, came),
                lambda failure: m.AskFailed(question, failure),
                send,
            )


async def _poll(api: ScalingApi, effect: e.PollRefreshes, send: Callable[[Message], None]) -> None:
    ids = effect.tasks
    batches = [ids[i : i + MOST_IDS] for i in range(0, len(ids), MOST_IDS)]
    await answer(
        asyncio.gather(*(api.refreshes_by_id(effect.region, batch) for batch in batches)),
        lambda found: m.PollSucceeded(effect.region, effect.number, ids, tuple(t for b in found for t in b)),
        lambda failure: m.PollFailed(effect.region, effect.number, failure),
        send,
    )
