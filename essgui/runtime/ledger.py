"""Intent before mutation: what the operator confirmed is on the disk before it is sent, and settled after."""

from __future__ import annotations

import asyncio
import itertools
import logging
from typing import TYPE_CHECKING

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.failure import failure_of
from essgui.domain.errors import ScalingError, UnknownOutcome
from essgui.domain.refresh import accepted
from essgui.domain.refresh_words import asked_in_words
from essgui.domain.remedies import ResumeProcesses, SuspendProcesses, remedy_words, subjects
from essgui.domain.request_mark import mark_of
from essgui.domain.run import Deed, Duty, Intent, Run, Settlement
from essgui.domain.suspensions import process_words
from essgui.local.archive import NotStored

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from essgui.cloud.port import ScalingApi
    from essgui.domain.remedies import Remedy
    from essgui.domain.run import Receipt, Started
    from essgui.runtime.journal import Journal

log = logging.getLogger(__name__)


class Ledger:
    """Sends changes with a note before and a note after; `clock` tells the cloud's time."""

    def __init__(self, journal: Journal, clock: Callable[[], datetime]) -> None:
        self._journal = journal
        self._clock = clock
        self._numbers = itertools.count(1)
        self._failing = False
        self._shared = False
        """Other programs acted on guards, as of the last writing."""

    async def start(self, api: ScalingApi, effect: e.StartRefresh) -> Started:
        """Start a refresh; raises NotStored, with nothing sent, where the intent cannot be kept."""
        spec = effect.spec
        intent = Intent(
            effect.token,
            Deed.START,
            spec.region,
            spec.group,
            self._clock(),
            asked_in_words(spec),
            reason=effect.reason,
            guards=effect.guards,
            mark=mark_of(spec),
        )
        await self._journal.intend(intent)
        try:
            started = await api.start(spec, effect.token)
        except UnknownOutcome:
            # It stays open: whoever finds the refresh, in this session or the next, settles it.
            raise
        except ScalingError as error:
            await self._settle(intent, Settlement.REFUSED, error)
            raise
        seen = self._clock()
        run = Run(
            accepted(spec, started.task, seen),
            effect.group_name or str(spec.group),
            seen,
            ours=True,
            watched=True,
            reason=effect.reason,
            first_forecast=effect.foreseen.finish if effect.foreseen else None,
            first_durations=effect.foreseen.durations if effect.foreseen else None,
            guards=effect.guards,
        )
        await self._accepted(intent, started.receipt, run)
        return started

    async def act(self, api: ScalingApi, effect: e.Act) -> None:
        """Act on a refresh."""
        intent = Intent(
            self._name(),
            Deed(effect.action.value),
            effect.region,
            effect.group,
            self._clock(),
            task=effect.task,
            reason=effect.reason,
        )
        await self._change(intent, lambda: api.act(effect.region, effect.group, effect.task, effect.action))

    async def remedy(self, api: ScalingApi, effect: e.RunErrand) -> None:
        """Run a remedy."""
        remedy = effect.remedy
        deed, words = _asked(remedy)
        intent = Intent(
            self._name(), deed, remedy.region, remedy.group, self._clock(), words, task=effect.task
        )
        await self._change(intent, lambda: api.remedy(remedy))

    async def file(
        self,
        effect: e.ReadShelf | e.ReadRecording | e.ReadWaits | e.ReadAsked | e.Keep | e.Settle | e.Tidy,
        send: Callable[[m.Message], None],
    ) -> None:
        """Read or write the archive."""
        try:
            match effect:
                case e.ReadShelf():
                    send(m.ShelfRead(await self._journal.shelf()))
                case e.ReadRecording(task):
                    send(m.RecordingRead(task, await self._journal.recording(task)))
                case e.ReadWaits(tasks):
                    send(m.WaitsRead(await self._journal.waits(tasks)))
                case e.ReadAsked():
                    send(m.AskedRead(await self._journal.asked()))
                case e.Keep(runs, recordings):
                    duty = await self._journal.keep(runs, recordings)
                    if self._failing:
                        self._failing = False
                        send(m.StorageWorks())
                    if self._shared or duty != Duty():
                        self._shared = duty != Duty()
                        send(m.DutyTold(duty))
                case e.Tidy(before):
                    forgotten, extent = await self._journal.tidy(before)
                    send(m.ArchiveMeasured(extent, forgotten))
                case e.Settle(token, settlement, task):
                    await self._journal.settle(token, settlement, self._clock(), task=task)
        except NotStored as error:
            failure = failure_of(error)
            if isinstance(effect, e.ReadRecording):
                send(m.RecordingFailed(effect.task, failure))
            elif isinstance(effect, e.ReadAsked):
                send(m.AskedFailed(failure))
            elif isinstance(effect, e.ReadWaits):
                self._failing = True
                send(m.StorageFailed(failure, unread=effect.tasks))
            elif isinstance(effect, e.Keep):
                self._failing = True
                send(m.StorageFailed(failure, tuple(r.task.id for r in effect.runs), effect.recordings))
            else:
                self._failing = True
                send(m.StorageFailed(failure))

    async def _change(self, intent: Intent, call: Callable[[], Awaitable[Receipt]]) -> None:
        try:
            await self._journal.intend(intent)
        except NotStored as error:
            # Unlike a Start, this is done all the same: with a full disk a fleet must still be stoppable,
            # and nothing of it is ever sent twice.
            log.warning("an action could not be noted beforehand: %s", error)
        try:
            receipt = await call()
        except UnknownOutcome as error:
            await self._settle(intent, Settlement.UNKNOWN, error)
            raise
        except asyncio.CancelledError:
            # The window was closed meanwhile; the call goes on in its thread, and nobody sees its answer.
            await self._journal.settle(intent.token, Settlement.UNKNOWN, self._clock(), "ProgramEnded")
            raise
        except ScalingError as error:
            await self._settle(intent, Settlement.REFUSED, error)
            raise
        await self._accepted(intent, receipt)

    async def _accepted(self, intent: Intent, receipt: Receipt, run: Run | None = None) -> None:
        detail = " ".join(receipt.request_ids)
        await self._journal.settle(
            intent.token,
            Settlement.ACCEPTED,
            self._clock(),
            detail,
            run.task.id if run is not None else None,
            run,
        )

    async def _settle(self, intent: Intent, settlement: Settlement, error: ScalingError) -> None:
        detail = " · ".join(part for part in (error.code, error.request_id) if part)
        await self._journal.settle(intent.token, settlement, self._clock(), detail)

    def _name(self) -> str:
        return f"essgui-{self._journal.session}-act-{next(self._numbers)}"


def _asked(remedy: Remedy) -> tuple[Deed, str]:
    match remedy:
        case SuspendProcesses(processes=processes):
            return Deed.SUSPEND_PROCESSES, process_words(processes)
        case ResumeProcesses(processes=processes):
            return Deed.RESUME_PROCESSES, process_words(processes)
        case _:
            parts = (remedy_words(remedy), ", ".join(subjects(remedy)))
            return Deed.REMEDY, ": ".join(part for part in parts if part)
