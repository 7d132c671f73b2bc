"""The real simulator in a thread of the test: over HTTP, with handles on its clock and faults."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from essgui.simulator import identities, scenarios
from essgui.simulator.clock import WorldClock
from essgui.simulator.commands import Act, Refusal, RemoveGroup, Scale
from essgui.simulator.machine import apply
from essgui.simulator.server import Simulator
from essgui.simulator.server_connections import Limits
from essgui.simulator.server_control import entry
from tests.support.asking import Asker, Key

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from types import TracebackType

    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.scaling import GroupId, TaskId
    from essgui.simulator.commands import Command
    from essgui.simulator.world import Fault, Group, Refresh, User, World


class RunningSimulator:
    """A simulator that serves while the `with` block lasts.

    All methods may be called from the thread of the test; they run on the loop of the server, so what
    they return is of one moment.
    """

    def __init__(
        self,
        scenario: str = "small",
        *,
        world: World | None = None,
        seed: int = 1,
        speed: float = 1.0,
        manual_clock: bool = False,
        groups: int | None = None,
        latency_ms: float = 0.0,
        throttle: float | None = None,
        tls: ssl.SSLContext | None = None,
        user: str = "administrator",
        now: datetime | None = None,
        limits: Limits | None = None,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        moment = now or datetime.now(UTC).replace(microsecond=0)
        built = world if world is not None else scenarios.build(scenario, moment, seed, groups)
        built = identities.with_users(built, wall())
        clock = WorldClock(built.now, speed, manual=manual_clock)
        self.simulator = Simulator(
            built,
            clock,
            latency=latency_ms / 1000,
            throttle=throttle,
            tls=tls,
            limits=limits or Limits(),
            wall=wall,
        )
        self._user = user
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="simulator", daemon=True)
        self._port = 0

    # -- life

    def __enter__(self) -> RunningSimulator:
        self._thread.start()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def start(self) -> None:
        """Listen, on the same port as before where there was one."""
        self._await(self.simulator.start(self._port))
        self._port = self.simulator.port

    def stop(self) -> None:
        """Go offline: cut all connections and refuse new ones; the world lives on."""
        self._await(self.simulator.stop())

    # -- where it is, and as whom to come

    @property
    def endpoint(self) -> str:
        """host:port."""
        return f"127.0.0.1:{self._port}"

    @property
    def protocol(self) -> str:
        return self.simulator.protocol

    @property
    def regions(self) -> tuple[str, ...]:
        return tuple(place.id for place in self.simulator.world.places)

    @property
    def account_id(self) -> str:
        return self.simulator.world.account

    @property
    def access_key_id(self) -> str:
        return self.user().key

    @property
    def access_key_secret(self) -> str:
        return self.user().secret

    @property
    def security_token(self) -> str:
        return self.user().token

    @property
    def control_token(self) -> str:
        return self.simulator.control_token

    def user(self, name: str = "") -> User:
        """Return administrator, reader, operator, session or expired; by default the one chosen at start."""
        return identities.user(self.simulator.world, name or self._user)

    def asker(self, user: str = "", *, tls: ssl.SSLContext | None = None) -> Asker:
        """Return a client that signs by its own code, with the key of a user and the control token."""
        return Asker(self.endpoint, Key.of(self.user(user)), tls=tls, control_token=self.control_token)

    # -- the world

    @property
    def now(self) -> datetime:
        """The time of the world."""
        return self.simulator.clock.now()

    @property
    def world(self) -> World:
        """The world as it is now."""
        return self._call(self.simulator.present)

    def group(self, name: str) -> Group:
        """Return a group by name or id."""
        return next(g for g in self.world.groups.values() if name in {g.name, g.id})

    def task(self, identifier: str) -> Refresh:
        """Return a refresh by id."""
        return next(r for g in self.world.groups.values() for r in g.refreshes if r.id == identifier)

    def advance(self, seconds: float) -> World:
        """Move the time of the world forward."""
        return self._call(lambda: self.simulator.advance(seconds))

    def set_speed(self, speed: float) -> None:
        """Let time pass faster or slower from now on."""

        def change() -> None:
            clock = self.simulator.clock
            clock.set(clock.now())
            clock.speed = speed

        self._call(change)

    def set_latency(self, milliseconds: float) -> None:
        """Answer each call later by so much."""
        self._call(lambda: setattr(self.simulator, "latency", milliseconds / 1000))

    def ledger(self) -> list[dict[str, Any]]:
        """Return the mutations accepted so far, as GET /-/ledger writes them."""
        return [entry(e) for e in self.world.ledger]

    def starts(self) -> list[dict[str, Any]]:
        """Return the accepted StartInstanceRefresh calls."""
        return [e for e in self.ledger() if e["operation"] == "StartInstanceRefresh"]

    # -- trouble

    def add_fault(self, kind: str, **fields: Any) -> Fault:
        """Add a fault: a FaultKind value and operation, group, probability, count, amount, seed, text."""
        return self._call(lambda: self.simulator.add_fault({"kind": kind, **fields}))

    def clear_faults(self) -> None:
        """Let nothing go wrong from now on."""

        def clear() -> None:
            self.simulator.world = replace(self.simulator.present(), faults=())

        self._call(clear)

    def delete_group(self, group: GroupId) -> None:
        """Make a group disappear."""
        self._command(lambda world: RemoveGroup(world.groups[group].region, group))

    def act(self, task: TaskId, action: RefreshAction) -> None:
        """Suspend, resume, cancel or roll back a refresh as somebody else would."""
        spec = self.task(task).spec
        self._command(lambda _: Act(spec.region, spec.group, action, task))

    def scale(self, name: str, change: int) -> None:
        """Have somebody else add instances to a group, or take some away."""
        group = self.group(name)
        self._command(lambda _: Scale(group.region, group.id, "QuantityChangeInCapacity", change))

    def change_group(self, name: str, **fields: Any) -> None:
        """Set fields of a group by force, such as lifecycle_state."""

        def change() -> None:
            world = self.simulator.present()
            found = next(g for g in world.groups.values() if name in {g.name, g.id})
            self.simulator.world = replace(world, groups={**world.groups, found.id: replace(found, **fields)})

        self._call(change)

    # -- inside

    def _command(self, command: Callable[[World], Command]) -> None:
        def perform() -> None:
            world = self.simulator.present()
            self.simulator.world, reply = apply(world, command(world), self.simulator.clock.now())
            if isinstance(reply, Refusal):
                raise reply

        self._call(perform)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _await(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(20)

    def _call(self, do: Callable[[], Any]) -> Any:
        async def perform() -> Any:
            return do()

        return self._await(perform())
