"""The stage of a journey: the real window, SDK and simulator over HTTP, and a clock moved by hand."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from essgui.app import run_loop
from essgui.cloud.alibaba import AlibabaCloud
from essgui.cloud.endpoints import connection, way_of
from essgui.core.cadence import Cadence
from essgui.core.draft import TargetKind
from essgui.core.messages import DraftChanged, PollDue, StepChosen
from essgui.core.state import Poll, ProfileFacts, ProfileKind, Step, ThemeChoice
from essgui.domain.clock import Instant
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import RegionId
from essgui.local.profiles import simulated_profile
from essgui.program import Connected, Program
from essgui.tour.driver import Driver

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from essgui.core.draft import Draft
    from essgui.core.state import AppState
    from essgui.domain.scaling import TaskId
    from tests.support.simulated import RunningSimulator

QUICK = Cadence(
    active=0.05,
    waiting=0.05,
    fleet=0.5,
    rediscover=0.5,
    discover_gap=0.01,
    discover_burst=4,
    first_backoff=0.1,
    most_backoff=0.4,
    settle=0.01,
)
FACTS = ProfileFacts("Practice cloud", ProfileKind.SIMULATED)


class Stage(Driver):
    """A driver that also has the simulator at hand."""

    def __init__(self, program: Program, sim: RunningSimulator) -> None:
        super().__init__(program)
        self.sim = sim

    async def fleet_ready(self) -> None:
        """Wait until all groups are listed and looked at."""
        await self.until(
            lambda s: bool(s.history) and not s.discovery.queue and not s.discovery.in_flight, "the fleet"
        )

    async def fill(self, change: Callable[[Draft], Draft]) -> None:
        """Change the form as if it had been typed."""
        wizard = self.state.wizard
        assert wizard is not None
        self.program.store.send(DraftChanged(change(wizard.draft)))
        await self.settle()

    async def review(self) -> None:
        """Go to the last step."""
        self.program.store.send(StepChosen(Step.REVIEW))
        await self.until(lambda s: s.wizard is not None and s.wizard.step is Step.REVIEW, "the review page")

    async def begin(self, name: str, change: Callable[[Draft], Draft]) -> TaskId:
        """Start a refresh of a group through the wizard and see it at work."""
        await self.fleet_ready()
        await self.open_wizard(name)
        await self.fill(change)
        await self.review()
        task = await self.start_refresh()
        await self.until_status(task, RefreshStatus.IN_PROGRESS)
        return task

    async def pass_time(self, seconds: float) -> None:
        """Let the world move on and wait until a poll that was sent afterwards has been seen."""
        self.sim.advance(seconds)
        for region in self.state.chosen:
            sent = self.state.polls.get(region, Poll()).sent
            if any(t.region == region and not t.over for t in self.state.tasks.values()):
                self.program.store.send(PollDue(region))
                await self.until(lambda s, r=region, n=sent: s.polls[r].applied > n, f"a poll of {region}")
        await self.quiet()

    async def until_status(self, task: TaskId, status: RefreshStatus, step: float = 15.0) -> AppState:
        """Let the world move on until a refresh has a status."""
        for _ in range(400):
            if self.state.tasks[task].status is status:
                return self.state
            await self.pass_time(step)
        raise AssertionError(f"{task} is {self.state.tasks[task].status}, not {status}")

    def texts(self) -> str:
        """Return what is on screen as one text."""
        return self.on_screen()


def new_image(draft: Draft) -> Draft:
    """Fill the form with another image."""
    return replace(draft, kind=TargetKind.IMAGE, image="m-bp1new")


def play(
    sim: RunningSimulator,
    story: Callable[[Stage], Awaitable[None]],
    *,
    cadence: Cadence = QUICK,
    secret: str | None = None,
    deadline: float = 15.0,
    archive: Path | None = None,
    drafts: Path | None = None,
) -> None:
    """Open the window on a simulator, let a story happen in it, and close everything."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setQuitOnLastWindowClosed(False)
    profile = simulated_profile(
        {
            "endpoint": sim.endpoint,
            "protocol": sim.protocol,
            "regions": list(sim.regions),
            "account_id": sim.account_id,
            "access_key_id": sim.access_key_id,
            "access_key_secret": secret or sim.access_key_secret,
            "security_token": sim.security_token,
        }
    )

    # A practice cloud keeps no forms.
    facts = FACTS if drafts is None else ProfileFacts("ops", ProfileKind.ACCOUNT)

    async def connect() -> Connected:
        return Connected(
            AlibabaCloud(connection(profile, way_of(os.environ)), deadline=deadline),
            facts,
            tuple(RegionId(r) for r in sim.regions),
            lambda: Instant(sim.now, time.monotonic()),
            cadence,
            scope=f"simulator {sim.account_id}",
            archive=archive,
        )

    async def main() -> None:
        program = Program(facts, ThemeChoice.LIGHT, preferences=None, drafts=drafts)
        stage = Stage(program, sim)
        program.window.show()
        try:
            program.start(connect)
            await story(stage)
        finally:
            program.window.close()
            await program.stop()
            program.window.deleteLater()
            await stage.settle()

    run_loop(main())
