"""Without credentials the window opens all the same, and says what to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from essgui.app import run_loop
from essgui.connect import connect_account, connect_practice
from essgui.core.cadence import Cadence
from essgui.core.failure import FailureKind
from essgui.core.state import ProfileFacts, ProfileKind, ThemeChoice
from essgui.program import Program
from essgui.tour.driver import Driver

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QApplication

    from essgui.program import Connected


def _open(connect: Callable[[], Awaitable[Connected]]) -> tuple[FailureKind | None, str]:
    async def story() -> tuple[FailureKind | None, str]:
        program = Program(ProfileFacts("Account", ProfileKind.ACCOUNT), ThemeChoice.LIGHT, preferences=None)
        driver = Driver(program)
        program.window.show()
        try:
            program.start(connect)
            await driver.until(lambda s: s.regions.failure is not None, "the failure")
            failure = driver.state.regions.failure
            return (failure.kind if failure else None), driver.on_screen()
        finally:
            program.window.close()
            await program.stop()
            program.window.deleteLater()

    return run_loop(story())


def test_no_credentials_at_all(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    qapp.setQuitOnLastWindowClosed(False)
    monkeypatch.setenv("HOME", str(tmp_path))
    kind, screen = _open(partial(connect_account, profile=None, region=None))
    assert kind is FailureKind.CREDENTIALS
    assert "ALIBABA_CLOUD_ACCESS_KEY_ID" in screen


def test_a_profile_that_does_not_exist(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    qapp.setQuitOnLastWindowClosed(False)
    monkeypatch.setenv("HOME", str(tmp_path))
    kind, screen = _open(partial(connect_account, profile="nobody", region=None))
    assert kind is FailureKind.CREDENTIALS
    assert "no profiles here" in screen


def test_a_practice_cloud_that_does_not_start(qapp: QApplication, capfd: pytest.CaptureFixture[str]) -> None:
    qapp.setQuitOnLastWindowClosed(False)
    connect = partial(connect_practice, scenario="no-such", speed=1.0, seed=1, cadence=Cadence())
    kind, screen = _open(connect)
    assert kind is FailureKind.UNREACHABLE
    assert "did not start" in screen


def test_a_defect_on_the_way_is_said_too(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> None:
    async def connect() -> Connected:
        raise KeyError("endpoint")

    qapp.setQuitOnLastWindowClosed(False)
    kind, screen = _open(connect)
    assert kind is FailureKind.UNREACHABLE
    assert "KeyError" in screen
    assert "unforeseen" in caplog.text
