"""The simulator as a program: its options, its one line of JSON, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import ssl
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essgui.simulator import dump, faults, identities, scenarios
from essgui.simulator.clock import WorldClock
from essgui.simulator.commands import Refusal

if TYPE_CHECKING:
    import argparse

    from essgui.simulator.server import Simulator
    from essgui.simulator.world import World

MOST_GROUPS = 50_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the simulator to a parser."""
    parser.add_argument(
        "--port", type=int, default=0, metavar="N", help="port on 127.0.0.1; 0 takes a free one"
    )
    parser.add_argument(
        "--scenario",
        default="default",
        metavar="NAME",
        help=f"world to begin with: {', '.join(scenarios.SCENARIOS)}",
    )
    parser.add_argument(
        "--speed", type=float, default=1.0, metavar="X", help="how fast time passes, up to 3600"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="seed of every chance")
    parser.add_argument("--groups", type=int, metavar="N", help="a world of N groups instead of a scenario")
    parser.add_argument(
        "--latency", type=float, default=0.0, metavar="MS", help="milliseconds before each answer"
    )
    parser.add_argument(
        "--throttle", type=float, metavar="RATE", help="calls a second that each user may make"
    )
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="KIND[:KEY=VALUE,…]",
        help="a fault from the start, such as throttle:operation=StartInstanceRefresh,count=2",
    )
    parser.add_argument("--manual-clock", action="store_true", help="time stands still until POST /-/advance")
    parser.add_argument(
        "--world", metavar="FILE", help="a world written by GET /-/world instead of a scenario"
    )
    parser.add_argument("--tls-cert", metavar="FILE", help="certificate for HTTPS")
    parser.add_argument("--tls-key", metavar="FILE", help="its key")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when standard input closes")


def problem_of_world(scenario: str, speed: float) -> str:
    """Return what is wrong with the two choices that a practice cloud has, or an empty string."""
    if scenario not in scenarios.SCENARIOS:
        return f"There is no scenario {scenario!r}; there are {', '.join(scenarios.SCENARIOS)}."
    if not 0.01 <= speed <= 3600:
        return "--speed is a number from 0.01 to 3600."
    return ""


def problem(args: argparse.Namespace) -> str:
    """Return what is wrong with the options, or an empty string."""
    if not 0 <= args.port <= 65535:
        return "--port is a number from 0 to 65535."
    if args.groups is not None and not 0 <= args.groups <= MOST_GROUPS:
        return f"--groups is a number from 0 to {MOST_GROUPS}."
    if args.groups is not None and args.world:
        return "--groups and --world do not go together: a world in a file has its groups."
    if not 0 <= args.latency <= 60_000:
        return "--latency is milliseconds, from 0 to 60000."
    if args.throttle is not None and not 0.1 <= args.throttle <= 100_000:
        return "--throttle is calls a second, from 0.1 to 100000."
    if bool(args.tls_cert) != bool(args.tls_key):
        return "--tls-cert and --tls-key go together."
    return problem_of_world(args.scenario, args.speed)


def run(args: argparse.Namespace) -> int:
    """Serve until told to end; returns the exit code."""
    wrong = problem(args)
    if wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    try:
        _find_output()
        simulator = make(args)
        return asyncio.run(_serve(simulator, args))
    except (Unusable, Refusal) as error:
        sys.stderr.write(f"{error.message}\n")
        return 2
    except KeyboardInterrupt:
        # Only before it serves: after that an interrupt is an ordinary end.
        return 130


class Unusable(Exception):
    """An option names something that cannot be used; `message` is a sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def _find_output() -> None:
    # A program that is started with a closed output has None there.
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] - typeshed says that it is never so
        raise Unusable("Standard output is closed, so nobody could learn where the simulator listens.")


def make(args: argparse.Namespace) -> Simulator:
    """Return the simulator that the options describe; raises Unusable or Refusal."""
    now = datetime.now(UTC).replace(microsecond=0)
    tls = _secured(args.tls_cert, args.tls_key) if args.tls_cert else None
    rules = tuple(faults.from_text(text, f"fault-{n}") for n, text in enumerate(args.fault, 1))
    loaded = _loaded(args.world) if args.world else None
    world = loaded or scenarios.build(args.scenario, now, args.seed, args.groups)
    world = identities.with_users(replace(world, faults=(*world.faults, *rules)), now)
    # The server brings aiohttp, which every other command would pay for at its start.
    from essgui.simulator.server import Simulator

    return Simulator(
        world,
        WorldClock(world.now, args.speed, manual=args.manual_clock),
        latency=args.latency / 1000,
        throttle=args.throttle,
        tls=tls,
    )


def _loaded(path: str) -> World:
    try:
        body = json.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise Unusable(f"The world {path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise Unusable(f"The world {path} is not JSON.") from None
    try:
        return dump.from_json(body)
    except Refusal as refusal:
        raise Unusable(f"The world {path} cannot be used. {refusal.message}") from None


def _secured(certificate: str, key: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        # An empty password: without one, a locked key would make it ask on the terminal and wait.
        context.load_cert_chain(certificate, key, password="")
    except ssl.SSLError:
        raise Unusable(f"{certificate} and {key} are not a certificate and its key, unlocked.") from None
    except OSError as error:
        raise Unusable(f"The certificate or its key cannot be read: {error.strerror}.") from None
    return context


def greeting(simulator: Simulator, scenario: str) -> dict[str, Any]:
    """Return what the line on standard output says."""
    main = identities.user(simulator.world, "expired" if scenario == "expired-token" else "administrator")
    body: dict[str, Any] = {
        "endpoint": simulator.endpoint,
        "protocol": simulator.protocol,
        "regions": [place.id for place in simulator.world.places],
        "account_id": simulator.world.account,
        "access_key_id": main.key,
        "access_key_secret": main.secret,
        "control_token": simulator.control_token,
        "speed": simulator.clock.speed,
        "clock": simulator.clock.now().isoformat().replace("+00:00", "Z"),
        "users": {
            user.name: {
                "access_key_id": user.key,
                "access_key_secret": user.secret,
                "security_token": user.token,
                "role": user.role.value,
            }
            for user in simulator.world.users
        },
    }
    if main.token:
        body["security_token"] = main.token
    return body


async def _serve(simulator: Simulator, args: argparse.Namespace) -> int:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    try:
        await simulator.start(args.port)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise Unusable(f"Cannot listen on port {args.port} of 127.0.0.1: {reason}.") from None
    try:
        with contextlib.suppress(BrokenPipeError):
            # Whoever started it may be gone by now; then it ends by its input, or by a signal.
            sys.stdout.write(json.dumps(greeting(simulator, args.scenario)) + "\n")
            sys.stdout.flush()
        if args.until_stdin_closes:
            await _watch_input(loop, over)
        await over.wait()
    finally:
        await simulator.stop()
    return 0


async def _watch_input(loop: asyncio.AbstractEventLoop, over: asyncio.Event) -> None:
    """Set `over` once standard input is at its end."""

    def look() -> None:
        with contextlib.suppress(BlockingIOError):
            if not sys.stdin.buffer.raw.read(4096):  # type: ignore[attr-defined] - a real file
                loop.remove_reader(sys.stdin.fileno())
                over.set()

    try:
        loop.add_reader(sys.stdin.fileno(), look)
    except (AttributeError, PermissionError, ValueError):
        # a regular file such as /dev/null cannot be watched, and a closed input is None: both have ended
        over.set()
