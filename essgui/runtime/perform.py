"""Performs effects: calls the cloud, waits, remembers; every answer and failure goes back as a message."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, TypeVar

from essgui.cloud.port import MOST_IDS
from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.failure import Failure, FailureKind, failure_of
from essgui.domain.errors import ScalingError
from essgui.runtime.ledger import Ledger
from essgui.runtime.tasks import Rule

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from datetime import datetime

    from essgui.cloud.port import ScalingApi
    from essgui.core.messages import Message
    from essgui.core.state import Notification
    from essgui.domain.settings import Key
    from essgui.runtime.courier import Courier
    from essgui.runtime.journal import Journal
    from essgui.runtime.tasks import Lanes, Work

log = logging.getLogger(__name__)

T = TypeVar("T")

REGION_SEARCHES = 6
"""Regions asked at the same time when a refresh is looked for by its id."""


async def sleep_out(seconds: float) -> None:
    """Sleep no shorter than asked: Qt's coarse timers ring up to 5 % early, and a back-off must not."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while (left := until - loop.time()) > 0:  # noqa: ASYNC110 - time itself is waited for
        await asyncio.sleep(left)


class Performer:
    """Turns each effect into a task in its lane.

    `api` is None until there is a way to the cloud; `connect` opens it, and hands the api to `use`. With a
    `journal` and the cloud's `clock`, intents are on the disk before they are sent, and what is seen is kept.
    `courier` knows the webhook; `show` shows a message of the desktop.
    """

    def __init__(
        self,
        api: ScalingApi | None,
        lanes: Lanes,
        send: Callable[[Message], None],
        keep_setting: Callable[[Key, str], Awaitable[None]],
        sleep: Callable[[float], Awaitable[None]] = sleep_out,
        *,
        connect: Callable[[], Coroutine[object, object, None]] | None = None,
        papers: Callable[[e.PaperEffect], Awaitable[Message | None]] | None = None,
        journal: Journal | None = None,
        clock: Callable[[], datetime] | None = None,
        courier: Courier | None = None,
        show: Callable[[Notification], None] = lambda _: None,
    ) -> None:
        self._given = api
        self._connect = connect
        self._lanes = lanes
        self._send = send
        self._keep_setting = keep_setting
        self._courier = courier
        self._show = show
        self._sleep = sleep
        self._papers = papers
        self._ledger = Ledger(journal, clock) if journal is not None and clock is not None else None

    @property
    def _api(self) -> ScalingApi:
        if self._given is None:
            raise RuntimeError("the cloud was asked before there was a way to it")
        return self._given

    def use(self, api: ScalingApi) -> None:
        """Ask this cloud from now on."""
        self._given = api

    def __call__(self, effect: e.Effect) -> None:
        """Begin an effect; returns at once."""
        lane, rule, work = self._plan(effect)
        self._lanes.start(lane, rule, work)

    def _plan(self, effect: e.Effect) -> tuple[str, Rule, Work]:
        match effect:
            case e.Wake(name, after, message):
                return f"wake:{name}", Rule.TIMER, lambda: self._wake(after, message)
            case e.Connect():
                return "connect", Rule.FOLLOW, self._open
            case e.ReadRegions():
                return "regions", Rule.FOLLOW, lambda: self._read_regions()
            case e.ReadGroups(region):
                return f"groups:{region}", Rule.FOLLOW, lambda: self._read_groups(effect)
            case e.ReadGroup(_, group):
                return f"group:{group}", Rule.FOLLOW, lambda: self._read_group(effect)
            case e.FindRefreshes(_, group):
                return f"refreshes:{group}", Rule.FOLLOW, lambda: self._find_refreshes(effect)
            case e.ReadInstances(_, group):
                return f"instances:{group}", Rule.FOLLOW, lambda: self._read_instances(effect)
            case e.SurveyInstances(_, group):
                return f"survey:{group}", Rule.FOLLOW, lambda: self._survey(effect)
            case e.ReadConfigurations(_, group):
                return f"configurations:{group}", Rule.FOLLOW, lambda: self._read_configurations(effect)
            case e.ReadActivities(_, _, task):
                return f"activities:{task}", Rule.FOLLOW, lambda: self._read_activities(effect)
            case e.PollRefreshes(region):
                return f"poll:{region}", Rule.REPLACE, lambda: self._poll(effect)
            case e.FindTask():
                return "find", Rule.REPLACE, lambda: self._find_task(effect)
            case e.StartRefresh(spec):
                return f"start:{spec.group}", Rule.QUEUE, lambda: self._start(effect)
            case e.Act(_, _, task):
                return f"act:{task}", Rule.QUEUE, lambda: self._act(effect)
            case (
                e.ReadShelf()
                | e.ReadRecording()
                | e.ReadWaits()
                | e.ReadAsked()
                | e.Keep()
                | e.Settle()
                | e.Tidy()
            ):
                return "archive", Rule.FINISH, lambda: self._file(effect)
            case e.Ask(question):
                # Not by its words: a target may hold a container's variables, and names of lanes are logged.
                lane = f"ask:{type(question).__name__}:{hash(question)}"
                return lane, Rule.FOLLOW, lambda: self._inquire(effect)
            case e.RunErrand(remedy):
                return f"errand:{remedy.group}", Rule.QUEUE, lambda: self._remedy(effect)
            case e.ReadText() | e.ReadFile():
                # What the operator gave up on must not be offered as what was given after it.
                return "import", Rule.REPLACE, lambda: self._do_paper(effect)
            case e.WriteFile() | e.ReadSettings() | e.KeepSettings() | e.ReadDrafts() | e.KeepDrafts():
                return "papers", Rule.QUEUE, lambda: self._do_paper(effect)
            case e.KeepSetting(key, value):
                return f"setting:{key}", Rule.FOLLOW, lambda: self._remember(key, value)
            case e.Notify(notification):
                return "notify", Rule.QUEUE, lambda: self._notify(notification)
            case e.Post(_, told, test):
                # One on its way and one waiting for each kind: a webhook that hangs gathers no heap.
                lane = "webhook:test" if test else f"webhook:{told.kind}"
                return lane, Rule.FOLLOW, lambda: self._deliver(effect)
            case e.ReadWebhook() | e.KeepWebhook():
                return "webhook", Rule.QUEUE, lambda: self._deliver(effect)

    async def _ask(
        self, call: Awaitable[T], good: Callable[[T], Message], bad: Callable[[Failure], Message]
    ) -> None:
        try:
            answer = await call
        except ScalingError as error:
            self._send(bad(failure_of(error)))
        except Exception as error:
            # A defect of ours must not leave a spinner for ever: it is logged and shown like any failure.
            log.exception("a call to the cloud failed in an unforeseen way")
            self._send(bad(_defect(error)))
        else:
            self._send(good(answer))

    async def _open(self) -> None:
        if self._connect is not None:
            await self._connect()

    async def _wake(self, after: float, message: Message) -> None:
        await self._sleep(max(0.0, after))
        self._send(message)

    async def _read_regions(self) -> None:
        await self._ask(self._api.regions(), m.RegionsLoaded, m.RegionsFailed)

    async def _read_groups(self, effect: e.ReadGroups) -> None:
        region = effect.region
        await self._ask(
            self._api.groups(region, lambda page: self._send(m.GroupsPage(region, page))),
            lambda groups: m.GroupsLoaded(region, groups),
            lambda failure: m.GroupsFailed(region, failure),
        )

    async def _read_group(self, effect: e.ReadGroup) -> None:
        await self._ask(
            self._api.group(effect.region, effect.group),
            m.GroupLoaded,
            lambda failure: m.GroupFailed(effect.group, failure),
        )

    async def _find_refreshes(self, effect: e.FindRefreshes) -> None:
        await self._ask(
            self._api.refreshes(effect.region, effect.group),
            lambda tasks: m.RefreshesFound(effect.group, tasks),
            lambda failure: m.RefreshesFailed(effect.group, failure),
        )

    async def _read_instances(self, effect: e.ReadInstances) -> None:
        await self._ask(
            self._api.instances(effect.region, effect.group),
            lambda instances: m.InstancesLoaded(effect.group, instances),
            lambda failure: m.InstancesFailed(effect.group, failure),
        )

    async def _survey(self, effect: e.SurveyInstances) -> None:
        await self._ask(
            self._api.instances(effect.region, effect.group),
            lambda instances: m.Surveyed(effect.group, instances),
            lambda failure: m.SurveyFailed(effect.group, failure),
        )

    async def _read_configurations(self, effect: e.ReadConfigurations) -> None:
        await self._ask(
            self._api.configurations(effect.region, effect.group, effect.kind),
            lambda found: m.ConfigurationsLoaded(effect.group, found),
            lambda failure: m.ConfigurationsFailed(effect.group, failure),
        )

    async def _read_activities(self, effect: e.ReadActivities) -> None:
        await self._ask(
            self._api.activities(effect.region, effect.group, effect.task),
            lambda activities: m.ActivitiesLoaded(effect.task, activities),
            lambda failure: m.ActivitiesFailed(effect.task, failure),
        )

    async def _poll(self, effect: e.PollRefreshes) -> None:
        ids = effect.tasks
        batches = [ids[i : i + MOST_IDS] for i in range(0, len(ids), MOST_IDS)]
        answers = asyncio.gather(*(self._api.refreshes_by_id(effect.region, batch) for batch in batches))
        await self._ask(
            answers,
            lambda found: m.PollSucceeded(
                effect.region, effect.number, ids, tuple(t for b in found for t in b)
            ),
            lambda failure: m.PollFailed(effect.region, effect.number, failure),
        )

    async def _find_task(self, effect: e.FindTask) -> None:
        failures: list[Failure] = []
        regions = effect.regions
        for i in range(0, len(regions), REGION_SEARCHES):
            some = regions[i : i + REGION_SEARCHES]
            answers = await asyncio.gather(
                *(self._api.refreshes_by_id(region, (effect.task,)) for region in some),
                return_exceptions=True,
            )
            for answer in answers:
                if isinstance(answer, ScalingError):
                    failures.append(failure_of(answer))
                elif isinstance(answer, Exception):
                    log.error("a search failed in an unforeseen way", exc_info=answer)
                    failures.append(_defect(answer))
                elif isinstance(answer, BaseException):
                    raise answer
                elif answer:
                    self._send(m.WatchFound(answer[0]))
                    return
        self._send(m.WatchFailed(effect.task, _not_found(effect, failures)))

    async def _start(self, effect: e.StartRefresh) -> None:
        if self._ledger is None:
            call = self._api.start(effect.spec, effect.token)
        else:
            call = self._ledger.start(self._api, effect)
        await self._ask(
            call,
            lambda started: m.StartAccepted(effect.token, started.task),
            lambda failure: m.StartFailed(effect.token, failure),
        )

    async def _act(self, effect: e.Act) -> None:
        task, action = effect.task, effect.action
        if self._ledger is None:
            call = self._api.act(effect.region, effect.group, task, action)
        else:
            call = self._ledger.act(self._api, effect)
        await self._ask(
            call,
            lambda _: m.ActionAccepted(task, action),
            lambda failure: m.ActionFailed(task, action, failure),
        )

    async def _file(
        self, effect: e.ReadShelf | e.ReadRecording | e.ReadWaits | e.ReadAsked | e.Keep | e.Settle | e.Tidy
    ) -> None:
        if self._ledger is not None:
            await self._ledger.file(effect, self._send)

    async def _inquire(self, effect: e.Ask) -> None:
        question = effect.question
        await self._ask(
            self._api.ask(question, effect.known),
            lambda answer: m.Answered(question, answer),
            lambda failure: m.AskFailed(question, failure),
        )

    async def _remedy(self, effect: e.RunErrand) -> None:
        remedy = effect.remedy
        call = self._api.remedy(remedy) if self._ledger is None else self._ledger.remedy(self._api, effect)
        await self._ask(
            call,
            lambda _: m.RemedyAccepted(remedy),
            lambda failure: m.RemedyFailed(remedy, failure),
        )

    async def _do_paper(self, effect: e.PaperEffect) -> None:
        if self._papers is None:
            return
        try:
            message = await self._papers(effect)
        except Exception as error:
            # What is read may be hostile: a defect of ours is told, and nothing waits for ever.
            log.exception("%s failed in an unforeseen way", type(effect).__name__)
            said = f"The program met something that it was not made for ({type(error).__name__})."
            message = _told(effect, said)
        if message is not None:
            self._send(message)

    async def _remember(self, key: Key, value: str) -> None:
        try:
            await self._keep_setting(key, value)
        except OSError as error:
            log.warning("a setting could not be remembered: %s", error)

    async def _notify(self, notification: Notification) -> None:
        self._show(notification)

    async def _deliver(self, effect: e.Post | e.ReadWebhook | e.KeepWebhook) -> None:
        if self._courier is not None:
            await self._courier.perform(effect)


def _not_found(effect: e.FindTask, failures: list[Failure]) -> Failure:
    asked = len(effect.regions)
    if failures and len(failures) == asked:
        return failures[0]
    sentence = f"No region that was searched ({asked}) has an instance refresh {effect.task}."
    if failures:
        sentence += f" {len(failures)} of them could not be read."
    return Failure(
        FailureKind.NOT_FOUND,
        failures[0].code if failures else "InstanceRefreshTaskNotFound",
        sentence,
        "Check the id and the account. ESS may also have dropped a refresh that ended long ago.",
    )


def _told(effect: e.PaperEffect, said: str) -> Message | None:
    match effect:
        case e.ReadText() | e.ReadFile():
            return m.ImportFailed(said)
        case e.WriteFile(path, _):
            return m.FileFailed(path, said)
        case e.KeepSettings():
            return m.SettingsNotKept(said)
        case _:
            return None


def _defect(error: Exception) -> Failure:
    return Failure(
        FailureKind.UNKNOWN_OUTCOME,
        type(error).__name__,
        "The program met something that it was not made for; whether the call took place is not known.",
        "The next poll shows the true state. The log has the details for a report.",
    )
