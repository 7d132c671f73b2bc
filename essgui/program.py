"""Puts the program together: a cloud, a clock, a store, a window, one way to end.

This is the only place that knows every floor.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from essgui.core import on_archive, on_drafts
from essgui.core.cadence import Cadence
from essgui.core.effects import Keep, KeepDrafts
from essgui.core.failure import Failure, FailureKind, failure_of
from essgui.core.messages import Opened, PracticeEnded, ProfileFailed, ProfileReady
from essgui.core.state import AppState, ProfileFacts, ThemeChoice
from essgui.domain.errors import ScalingError
from essgui.domain.settings import Key, Settings
from essgui.runtime.clock import computer_clock
from essgui.runtime.courier import Courier
from essgui.runtime.journal import Journal
from essgui.runtime.papers import Papers
from essgui.runtime.perform import Performer
from essgui.runtime.store import Store
from essgui.runtime.tasks import Lanes, Rule
from essgui.ui.charts import warm_up
from essgui.ui.garbage import set_aside
from essgui.ui.theme import wear
from essgui.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from pathlib import Path

    from essgui.cloud.port import ScalingApi
    from essgui.core.effects import PaperEffect
    from essgui.core.messages import Message
    from essgui.domain.clock import Instant
    from essgui.domain.credentials import Secret
    from essgui.domain.scaling import RegionId
    from essgui.local.preferences import Preferences
    from essgui.local.secrets import Vault
    from essgui.local.settings_store import SettingsStore

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Connected:
    """A way to a cloud, open."""

    api: ScalingApi
    facts: ProfileFacts
    regions: tuple[RegionId, ...] = ()
    clock: Callable[[], Instant] = computer_clock
    cadence: Cadence = Cadence()
    secrets: tuple[Secret, ...] = ()
    """What the log has to strike out."""
    scope: str = "practice"
    """Whose archive it is: what was kept for one account is never shown for another."""
    archive: Path | None = None
    """Where what is seen is kept; None keeps it in memory, as for a cloud that ends with the program."""
    cleanup: Callable[[], None] = lambda: None
    """What to end with it, such as a child process; may take a moment, so it runs in a thread."""
    gone: Callable[[], Coroutine[object, object, object]] | None = None
    """Returns once it has ended by itself; None for one that does not end."""


class Program:
    """One window on one cloud; `start` once, then `stop`, which does no harm a second time."""

    def __init__(
        self,
        opening: ProfileFacts,
        theme: ThemeChoice | None,
        preferences: Preferences | None,
        saved: SettingsStore | None = None,
        drafts: Path | None = None,
        *,
        vault: Vault | None = None,
    ) -> None:
        """Make all of it; `theme` wins over the preferences, and without those nothing is remembered."""
        self._preferences = preferences
        self._papers = Papers(saved, drafts)
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="disk")
        self._clock: Callable[[], Instant] = computer_clock
        self._connect: Callable[[], Awaitable[Connected]] | None = None
        self._connected: Connected | None = None
        self._ended = False
        self._warm = False
        self.lanes = Lanes()
        loop = asyncio.get_running_loop()
        settings = preferences.read() if preferences is not None else Settings()
        if theme is not None:
            settings = settings.having(Key.THEME, theme.value)
        state = AppState(profile=opening, session=secrets.token_hex(8), settings=settings)
        self.store = Store(state, lambda: self._clock(), loop.call_soon)
        wear(state.theme.value)
        self.window = MainWindow(self.store.send)
        self._journal = Journal(state.session)
        self._performer = Performer(
            None,
            self.lanes,
            self.store.send,
            self._keep_setting,
            connect=self._open,
            papers=self._do_paper,
            journal=self._journal,
            clock=lambda: self._clock().at,
            courier=Courier(self.store.send, lambda: computer_clock().at, vault),
            show=self.window.tray.show_notification,
        )
        self.store.listen(self._rendered)
        self.window.show_state(None, state)

    def start(self, connect: Callable[[], Awaitable[Connected]]) -> None:
        """Open the way to the cloud behind the window that is already there."""
        self._connect = connect
        self.store.connect(self._performer)
        self.store.send(Opened())

    async def stop(self) -> None:
        """End every task, then the cloud's threads, then the disk's; nothing is left behind."""
        await self.lanes.close()
        for effect in on_drafts.keep_now(self.store.state)[1]:
            if isinstance(effect, KeepDrafts):
                await self._do_paper(effect)
        await self._keep_the_rest()
        connected, self._connected = self._connected, None
        if connected is not None:
            await self._leave(connected)
        self._disk.shutdown(wait=True)

    async def _open(self) -> None:
        if self._connect is None or (self._connected is not None and not self._ended):
            return
        try:
            connected = await self._connect()
        except ScalingError as error:
            self.store.send(ProfileFailed(failure_of(error)))
            return
        except Exception as error:
            # A defect of ours must not leave the window reading for ever.
            log.exception("the way to the cloud failed in an unforeseen way")
            self.store.send(ProfileFailed(_defect(error)))
            return
        before, self._connected, self._ended = self._connected, connected, False
        self._clock = connected.clock
        self._journal.use(connected.archive, connected.scope)
        self._performer.use(connected.api)
        self.store.send(ProfileReady(connected.facts, connected.regions, connected.cadence))
        if connected.gone is not None:
            # Waited for all the time, so it counts as little as a timer.
            gone = connected.gone
            self.lanes.start("end of the cloud", Rule.TIMER, lambda: self._see_end(gone))
        if before is not None:
            await self._leave(before)

    async def _see_end(self, gone: Callable[[], Coroutine[object, object, object]]) -> None:
        await gone()
        self._ended = True
        self.store.send(PracticeEnded())

    async def _leave(self, connected: Connected) -> None:
        try:
            await connected.api.close()
        finally:
            await asyncio.get_running_loop().run_in_executor(self._disk, connected.cleanup)

    async def _keep_the_rest(self) -> None:
        """Write what was seen since the last writing; what cannot be written then is lost and logged."""
        _, effects = on_archive.keep(self.store.state)
        try:
            for effect in effects:
                if isinstance(effect, Keep):
                    await self._journal.keep(effect.runs, effect.recordings)
        except ScalingError as error:
            log.warning("the last of what was seen could not be kept: %s", error)
        finally:
            await self._journal.close()

    def _rendered(self, old: AppState, new: AppState) -> None:
        if old.theme is not new.theme:
            wear(new.theme.value)
        self.window.show_state(old, new)
        if not self._warm and any(remote.seen for remote in new.groups.values()):
            # The first monitor would otherwise hold the window while NumPy and pyqtgraph are imported;
            # before the first rows are there, that import would only hold them up.
            self._warm = True
            self.lanes.start("charts", Rule.FOLLOW, self._warm_up)

    async def _warm_up(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._disk, warm_up)
        # By now the SDK and the charts are there: the larger part of all objects there will ever be.
        set_aside()

    async def _do_paper(self, effect: PaperEffect) -> Message | None:
        return await asyncio.get_running_loop().run_in_executor(self._disk, self._papers, effect)

    async def _keep_setting(self, key: Key, value: str) -> None:
        if self._preferences is not None:
            write = partial(self._preferences.write, key, value)
            await asyncio.get_running_loop().run_in_executor(self._disk, write)


def _defect(error: Exception) -> Failure:
    return Failure(
        FailureKind.UNREACHABLE,
        type(error).__name__,
        "The program met something that it was not made for, so there is no way to the cloud.",
        "Try again; the log has the details for a report.",
    )
