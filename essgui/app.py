"""Runs the program: the QApplication, one loop, a log, a window on a practice cloud or on an account.

This is the only user of qasync: the loop has to be a real selector loop, because sockets, threads and
child processes run beside Qt in it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop  # pyright: ignore[reportMissingTypeStubs] - qasync ships no types

from essgui.core.cadence import Cadence
from essgui.core.state import ProfileFacts, ProfileKind, ThemeChoice
from essgui.display import find_display
from essgui.local.logs import Redaction, end_log, start_log
from essgui.local.paths import drafts_path, log_path, preferences_path, settings_path
from essgui.local.preferences import Preferences
from essgui.local.secrets import Vault
from essgui.local.settings_store import SettingsStore
from essgui.program import Program
from essgui.ui.garbage import collected_on_this_thread

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from types import TracebackType

    from essgui.program import Connected

T = TypeVar("T")

log = logging.getLogger(__name__)

PRACTICE_CADENCE = Cadence(
    active=1.0, waiting=1.0, fleet=5.0, rediscover=10.0, discover_gap=0.05, discover_burst=4, settle=0.1
)
"""A simulated cloud is asked more often: it runs faster than life and costs nothing."""
_KEYRING_SECONDS = 30.0
"""How long a locked keyring may wait for a person."""


def run_demo(theme: str | None, *, scenario: str, speed: float, seed: int) -> int:
    """Open the window on a simulator that is a child process and ends with it."""
    from essgui.connect import connect_practice

    connect = partial(connect_practice, scenario=scenario, speed=speed, seed=seed, cadence=PRACTICE_CADENCE)
    facts = ProfileFacts("Practice cloud", ProfileKind.SIMULATED, speed=speed)
    return _run_window(facts, theme, connect)


def run_account(theme: str | None, *, profile: str | None, region: str | None) -> int:
    """Open the window on a real account, from the environment or an aliyun CLI profile."""
    from essgui.connect import connect_account

    facts = ProfileFacts(profile or "Account", ProfileKind.ACCOUNT)
    return _run_window(facts, theme, partial(connect_account, profile=profile, region=region))


def make_application() -> QApplication:
    """Make the QApplication that lives as long as the loop."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("essgui")
    application.setApplicationDisplayName("ESS instance refreshes")
    application.setDesktopFileName("essgui")
    # The loop ends when our coroutine does: Qt must not quit it from under us.
    application.setQuitOnLastWindowClosed(False)
    return application


def run_loop(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine beside Qt until it returns; make_application comes first."""
    with collected_on_this_thread(), asyncio.Runner(loop_factory=QEventLoop) as runner:
        return runner.run(main)


def _run_window(facts: ProfileFacts, theme: str | None, connect: Callable[[], Awaitable[Connected]]) -> int:
    display = find_display(os.environ)
    if not display.usable and not os.environ.get("QT_QPA_PLATFORM"):
        # Qt would abort the process with a guess at what is missing.
        print(f"{display.sentence} `python -m essgui doctor` tells more.", file=sys.stderr)  # noqa: T201 - no window yet
        return 2
    handler = start_log(log_path())
    preferences = Preferences(preferences_path())
    look = ThemeChoice(theme) if theme else None
    application = make_application()

    async def connect_and_strike() -> Connected:
        connected = await connect()
        handler.setFormatter(Redaction(connected.secrets))
        return connected

    async def show() -> None:
        closed = asyncio.Event()
        application.lastWindowClosed.connect(closed.set)
        program = Program(
            facts,
            look,
            preferences,
            SettingsStore(settings_path()),
            drafts_path(),
            vault=Vault(_KEYRING_SECONDS),
        )
        program.window.show()
        try:
            program.start(connect_and_strike)
            await closed.wait()
        finally:
            # Ctrl+C in a terminal ends the wait by cancelling it.
            await program.stop()

    sys.excepthook = _log_unforeseen
    threading.excepthook = lambda met: _log_unforeseen(met.exc_type, met.exc_value, met.exc_traceback)
    try:
        run_loop(show())
    except KeyboardInterrupt:
        return 130
    finally:
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        end_log(handler)
    return 0


def _log_unforeseen(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    """Write what nobody caught to the log, where secrets are struck out, and not to the terminal."""
    log.critical("unforeseen", exc_info=(kind, error or kind(), trace))
