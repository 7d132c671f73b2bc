"""Opens the way to a cloud: to a practice cloud of our own, or to a real account."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from essgui.cloud.alibaba import AlibabaCloud
from essgui.cloud.endpoints import connection, way_of
from essgui.core.state import ProfileFacts, ProfileKind
from essgui.domain.credentials import secrets_of
from essgui.domain.scaling import RegionId
from essgui.local.paths import archive_path
from essgui.local.profiles import find_profile, simulated_profile
from essgui.practice import start_practice
from essgui.program import Connected
from essgui.runtime.clock import CloudClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.cadence import Cadence
    from essgui.domain.credentials import Profile

T = TypeVar("T")


async def connect_practice(*, scenario: str, speed: float, seed: int, cadence: Cadence) -> Connected:
    """Start a simulator beside this program and connect to it; raises Unreachable where it does not start."""
    given_up = threading.Event()
    try:
        practice = await _in_thread(partial(start_practice, scenario, speed, seed, given_up))
    except asyncio.CancelledError:
        # The window was closed meanwhile: the thread ends the child as soon as it has it.
        given_up.set()
        raise
    ready = practice.ready
    profile = simulated_profile(ready)
    return Connected(
        api=AlibabaCloud(connection(profile, way_of(os.environ))),
        facts=ProfileFacts(
            "Practice cloud",
            ProfileKind.SIMULATED,
            source="made up for this run",
            key_hint=profile.hint,
            account=profile.account,
            endpoint=f"Simulator {ready['endpoint']}",
            speed=speed,
        ),
        regions=tuple(RegionId(region) for region in ready["regions"]),
        clock=CloudClock(datetime.fromisoformat(ready["clock"]), time.monotonic(), speed),
        cadence=cadence,
        cleanup=practice.stop,
        gone=partial(_in_thread, practice.process.wait),
        secrets=secrets_of(profile),
    )


async def connect_account(*, profile: str | None, region: str | None) -> Connected:
    """Connect to a real account; raises Refused where no usable credentials are found."""
    find = partial(find_profile, profile, os.environ, Path.home(), region)
    found: Profile = await _in_thread(find)
    return Connected(
        api=AlibabaCloud(connection(found, way_of(os.environ))),
        facts=ProfileFacts(
            found.name,
            ProfileKind.ACCOUNT,
            source=found.kind.value,
            key_hint=found.hint,
            account=found.account,
        ),
        regions=(found.region,),
        secrets=secrets_of(found),
        # The key's owner where it is known, else the key: two accounts never share an archive.
        scope=f"account:{found.account or f'{found.name} {found.hint}'}",
        archive=archive_path(),
    )


async def _in_thread(work: Callable[[], T]) -> T:
    """Do something that blocks in a thread of its own: qasync's default executor loses its workers."""
    threads = ThreadPoolExecutor(1, thread_name_prefix="connect")
    try:
        return await asyncio.get_running_loop().run_in_executor(threads, work)
    finally:
        threads.shutdown(wait=False)
