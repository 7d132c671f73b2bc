"""The archive behind one thread of its own: it is opened when it is first needed."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from essgui.local.archive import Archive, NotStored

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from essgui.domain.run import Duty, Extent, Intent, Recording, Run, Settlement, Shelf
    from essgui.domain.scaling import TaskId
    from essgui.domain.spent import Seen

log = logging.getLogger(__name__)

T = TypeVar("T")

_Place = tuple["Path | None", str]
"""A file, or memory where there is none, and the account whose archive it is."""

MOST_UNWRITTEN = 200
"""Settlements that wait for an archive that fails; older ones are given up."""


class Journal:
    """Keeps and gives back; every method raises NotStored where the archive fails it."""

    def __init__(self, session: str = "") -> None:
        """Keep for one run of the program, told by `session` from the others at the same file."""
        self.session = session or secrets.token_hex(8)
        self._unwritten: deque[Callable[[Archive], None]] = deque(maxlen=MOST_UNWRITTEN)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive")
        self._wanted: _Place | None = None
        self._archive: Archive | None = None
        self._held: _Place | None = None
        """Whose archive is open."""

    def use(self, path: Path | None, scope: str) -> None:
        """Keep what concerns one account in a file, or in memory where there is none.

        What was asked for before still goes to the archive of the account before.
        """
        if path is None and self._wanted is not None:
            # A new practice world has the name of the last one, and must not get its memory.
            self._thread.submit(self._end)
        self._wanted = (path, scope)

    async def shelf(self) -> Shelf:
        """Return what a program that starts has to know."""
        return await self._do(lambda archive: archive.shelf())

    async def recording(self, task: TaskId) -> Recording:
        """Return all samples and events of a run."""
        return await self._do(lambda archive: archive.recording(task))

    async def waits(self, tasks: tuple[TaskId, ...]) -> tuple[tuple[TaskId, Seen | None], ...]:
        """Return when each of these runs worked and waited, None where nothing was recorded."""
        return await self._do(lambda archive: archive.waits(tasks))

    async def asked(self) -> tuple[Intent, ...]:
        """Return everything that was asked for, newest first."""
        return await self._do(lambda archive: archive.intents())

    async def intend(self, intent: Intent) -> None:
        """Write an intent down; when this returns, it is on the disk."""
        await self._do(lambda archive: archive.intend(intent))

    async def settle(
        self,
        token: str,
        settlement: Settlement,
        at: datetime,
        detail: str = "",
        task: TaskId | None = None,
        run: Run | None = None,
    ) -> None:
        """Write down what became of an intent, with the `run` that a Start has led to.

        Where that fails, it is tried again at the next writing; by then the run has been told anew.
        """

        def work(archive: Archive, run: Run | None = None) -> None:
            archive.settle(token, settlement, at, detail, task, run)

        try:
            await self._do(partial(work, run=run))
        except NotStored as error:
            log.warning("an intent could not be settled yet: %s", error)
            self._unwritten.append(work)

    async def keep(
        self, runs: tuple[Run, ...], recordings: tuple[tuple[TaskId, Recording], ...] = ()
    ) -> Duty:
        """Keep runs and what was seen of them; return who acts on guards besides this program."""
        duty = await self._do(partial(_keep, runs=runs, recordings=recordings))
        await self._do(self._catch_up)
        return duty

    async def tidy(self, before: datetime | None) -> tuple[int, Extent]:
        """Forget runs that ended before a moment; return how many, and what is left."""
        return await self._do(
            lambda archive: (0 if before is None else archive.forget(before), archive.extent())
        )

    async def close(self) -> None:
        """Write what is under way and close the file."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._end)
        self._thread.shutdown(wait=True)

    async def _do(self, work: Callable[[Archive], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._with, self._wanted, work)

    def _with(self, place: _Place | None, work: Callable[[Archive], T]) -> T:
        try:
            return work(self._archive_of(place))
        except (ValueError, OverflowError) as error:
            raise NotStored(
                "ArchiveDamaged",
                f"The archive on this computer holds something that is not understood ({error}).",
                "Move the archive file away, so that a new one is begun.",
            ) from None

    def _archive_of(self, place: _Place | None) -> Archive:
        if place is None:
            raise NotStored("NoArchive", "There is no archive yet.", "Wait until the account is known.")
        if place != self._held:
            self._end()
        if self._archive is None:
            self._archive, self._held = Archive(*place, self.session), place
        return self._archive

    def _catch_up(self, archive: Archive) -> None:
        while self._unwritten:
            self._unwritten[0](archive)
            self._unwritten.popleft()

    def _end(self) -> None:
        if self._archive is not None:
            try:
                self._catch_up(self._archive)
            except NotStored as error:
                log.warning("%d intents could not be settled: %s", len(self._unwritten), error)
                # They are of this account, and the next one's archive must not get them.
                self._unwritten.clear()
            self._archive.close()
            self._archive = self._held = None


def _keep(
    archive: Archive, *, runs: tuple[Run, ...], recordings: tuple[tuple[TaskId, Recording], ...]
) -> Duty:
    archive.keep(runs)
    for task, recording in recordings:
        archive.record(task, recording)
    return archive.duty()
