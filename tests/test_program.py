"""The program without a loop to run for long: what it wears, and that nothing holds its end up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from essgui.app import run_loop
from essgui.core.state import ProfileFacts, ProfileKind, ThemeChoice
from essgui.domain.settings import Key
from essgui.local.preferences import Preferences
from essgui.program import Connected, Program
from essgui.ui.theme import current_theme, wear

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

FACTS = ProfileFacts("Account", ProfileKind.ACCOUNT)


def test_the_theme_that_is_given_wins_over_the_preferences(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    Preferences(path).write(Key.THEME, "light")

    async def main() -> tuple[str, str]:
        program = Program(FACTS, ThemeChoice.DARK, Preferences(path))
        worn = current_theme().name, program.store.state.settings[Key.THEME]
        await program.stop()
        program.window.deleteLater()
        wear("light")
        return worn

    assert run_loop(main()) == ("dark", "dark")


def test_a_way_that_never_opens_does_not_hold_the_end_up(qapp: QApplication) -> None:
    async def main() -> tuple[str, ...]:
        begun, opened = asyncio.Event(), asyncio.Event()

        async def connect() -> Connected:
            begun.set()
            await opened.wait()
            raise AssertionError

        program = Program(FACTS, ThemeChoice.LIGHT, None)
        program.start(connect)
        await begun.wait()
        await program.stop()
        program.window.deleteLater()
        return program.lanes.busy

    assert run_loop(main()) == ()
