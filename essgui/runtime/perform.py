"""Performs effects: calls the cloud, waits, remembers; every answer and failure goes back as a message."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.runtime.answer import answer
from essgui.runtime.ledger import Ledger
from essgui.runtime.reads import read
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
    from essgui.runtime.reads import ReadEffect
    from essgui.runtime.tasks import Lanes, Work

log = logging.getLogger(__name__)

MOST_POSTS = 50
"""Messages that wait for the webhook: one that hangs gathers no heap, and the newest tell the most."""


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
        most = MOST_POSTS if isinstance(effect, e.Post) else None
        given_up = self._lanes.start(lane, rule, work, most)
        if given_up and self._courier is not None:
            self._courier.give_up(given_up)

    def _plan(self, effect: e.Effect) -> tuple[str, Rule, Work]:
        match effect:
            case e.Wake(name, after, message):
                return f"wake:{name}", Rule.TIMER, lambda: self._wake(after, message)
            case e.Connect():
                return "connect", Rule.FOLLOW, self._open
            case e.ReadRegions():
                return "regions", Rule.FOLLOW, lambda: self._read(effect)
            case e.ReadGroups(region):
                return f"groups:{region}", Rule.FOLLOW, lambda: self._read(effect)
            case e.ReadGroup(_, group):
                return f"group:{group}", Rule.FOLLOW, lambda: self._read(effect)
            case e.FindRefreshes(_, group):
                return f"refreshes:{group}", Rule.FOLLOW, lambda: self._read(effect)
            case e.ReadInstances(_, group):
                return f"instances:{group}", Rule.FOLLOW, lambda: self._read(effect)
            case e.SurveyInstances(_, group):
                return f"survey:{group}", Rule.FOLLOW, lambda: self._read(effect)
            case e.ReadConfigurations(_, group):
                return f"configurations:{group}", Rule.FOLLOW, lambda: self._read(effect)
            case e.ReadActivities(_, _, task):
                return f"activities:{task}", Rule.FOLLOW, lambda: self._read(effect)
            case e.PollRefreshes(region):
                return f"poll:{region}", Rule.REPLACE, lambda: self._read(effect)
            case e.FindTask():
                return "find", Rule.REPLACE, lambda: self._read(effect)
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
                return lane, Rule.FOLLOW, lambda: self._read(effect)
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
            case e.Post(_, _, test):
                # One after the other: a channel that is read by people has them in order.
                if test:
                    return "webhook:test", Rule.FOLLOW, lambda: self._deliver(effect)
                return "webhook:told", Rule.QUEUE, lambda: self._deliver(effect)
            case e.ReadWebhook() | e.KeepWebhook():
                return "webhook", Rule.QUEUE, lambda: self._deliver(effect)

    async def _open(self) -> None:
        if self._connect is not None:
            await self._connect()

    async def _wake(self, after: float, message: Message) -> None:
        await self._sleep(max(0.0, after))
        self._send(message)

    async def _read(self, effect: ReadEffect) -> None:
        await read(self._api, effect, self._send)

    async def _start(self, effect: e.StartRefresh) -> None:
        if self._ledger is None:
            call = self._api.start(effect.spec, effect.token)
        else:
            call = self._ledger.start(self._api, effect)
        await answer(
            call,
            lambda started: m.StartAccepted(effect.token, started.task),
            lambda failure: m.StartFailed(effect.token, failure),
            self._send,
        )

    async def _act(self, effect: e.Act) -> None:
        task, action = effect.task, effect.action
        if self._ledger is None:
            call = self._api.act(effect.region, effect.group, task, action)
        else:
            call = self._ledger.act(self._api, effect)
        await answer(
            call,
            lambda _: m.ActionAccepted(task, action),
            lambda failure: m.ActionFailed(task, action, failure),
            self._send,
        )

    async def _file(
        self, effect: e.ReadShelf | e.ReadRecording | e.ReadWaits | e.ReadAsked | e.Keep | e.Settle | e.Tidy
    ) -> None:
        if self._ledger is not None:
            await self._ledger.file(effect, self._send)

    async def _remedy(self, effect: e.RunErrand) -> None:
        remedy = effect.remedy
        call = self._api.remedy(remedy) if self._ledger is None else self._ledger.remedy(self._api, effect)
        await answer(
            call,
            lambda _: m.RemedyAccepted(remedy),
            lambda failure: m.RemedyFailed(remedy, failure),
            self._send,
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
