"""The simulator as a program: its options, its one line of JSON, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
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
    parser.add_argument("--scenario", default="default", choices=sorted(scenarios.SCENARIOS), metavar="NAME",
                        help=f"world to begin with: {', '.join(scenarios.SCENARIOS)}")  # fmt: skip
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


def problem(args: argparse.Namespace) -> str:
    """Return what is wrong with the options, or an empty string."""
    if not 0 <= args.port <= 65535:
        return "--port is a number from 0 to 65535."
    if not 0.01 <= args.speed <= 3600:
        return "--speed is a number from 0.01 to 3600."
    if args.groups is not None and not 0 <= args.groups <= MOST_GROUPS:
        return f"--groups is a number from 0 to {MOST_GROUPS}."
    if not 0 <= args.latency <= 60_000:
        return "--latency is milliseconds, from 0 to 60000."
    if args.throttle is not None and not 0.1 <= args.throttle <= 100_000:
        return "--throttle is calls a second, from 0.1 to 100000."
    if bool(args.tls_cert) != bool(args.tls_key):
        return "--tls-cert and --tls-key go together."
    return ""


def run(args: argparse.Namespace) -> int:
    """Serve until told to end; returns the exit code."""
    wrong = problem(args)
    if wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    try:
        simulator = make(args)
    except (OSError, ValueError, Refusal) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        return asyncio.run(_serve(simulator, args))
    except OSError as error:
        sys.stderr.write(f"Cannot listen on port {args.port}: {error}\n")
        return 1


def make(args: argparse.Namespace) -> Simulator:
    """Return the simulator that the options describe; raises ValueError, OSError or Refusal."""
    now = datetime.now(UTC).replace(microsecond=0)
    loaded = _loaded(args.world) if args.world else None
    world = loaded or scenarios.build(args.scenario, now, args.seed, args.groups)
    rules = tuple(faults.from_text(text, f"fault-{n}") for n, text in enumerate(args.fault, 1))
    world = identities.with_users(replace(world, faults=(*world.faults, *rules)), now)
    tls = None
    if args.tls_cert:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(args.tls_cert, args.tls_key)
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
    return dump.from_json(json.loads(Path(path).read_text("utf-8")))


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
    await simulator.start(args.port)
    try:
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
    except (PermissionError, ValueError):
        # a regular file such as /dev/null cannot be watched and is at its end already
        over.set()
