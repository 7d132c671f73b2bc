"""Settings last over a restart; the address of a webhook is used and is in no file of the program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from essgui.app import run_loop
from essgui.core.state import Page, ProfileFacts, ProfileKind, ThemeChoice
from essgui.domain.errors import Unreachable
from essgui.domain.settings import Key
from essgui.local.logs import end_log, start_log
from essgui.local.preferences import Preferences
from essgui.program import Connected, Program
from essgui.tour.driver import Driver

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

CANARY = "canary-91be"
FACTS = ProfileFacts("Account", ProfileKind.ACCOUNT)


async def no_cloud() -> Connected:
    raise Unreachable("NoAnswer", "There is no cloud here.")


def test_what_is_chosen_is_there_again_and_no_secret_is_in_a_file(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    qapp.setQuitOnLastWindowClosed(False)

    async def first() -> None:
        program = Program(FACTS, None, Preferences(path))
        driver = Driver(program)
        program.window.show()
        try:
            program.start(no_cloud)
            await driver.click("rail_settings")
            await driver.until(lambda s: s.page is Page.SETTINGS, "the settings")
            await driver.click("setting_notify_finished")
            await driver.click("setting_theme_dark")
            await driver.click("setting_webhook_json")
            await driver.until(lambda s: s.settings[Key.WEBHOOK] == "json", "the webhook")
            # Nothing listens at port 9 of this computer.
            await driver.type("webhook_address", f"http://127.0.0.1:9/{CANARY}")
            await driver.click("webhook_save")
            await driver.until(lambda s: s.webhook.ready, "the address")
            assert driver.state.webhook.kept == "Kept in memory until the program ends."
            await driver.click("webhook_test")
            state = await driver.until(lambda s: bool(s.webhook.last), "the outcome of the test")
            assert "127.0.0.1 takes no connection" in state.webhook.last
            assert CANARY not in repr(state)
            await driver.quiet()
        finally:
            program.window.close()
            await program.stop()
            program.window.deleteLater()
            await driver.settle()

    handler = start_log(tmp_path / "essgui.log")
    try:
        run_loop(first())
    finally:
        end_log(handler)
    assert json.loads(path.read_text()) == {"notify_finished": "off", "theme": "dark", "webhook": "json"}
    assert "takes no connection" in (tmp_path / "essgui.log").read_text()
    for file in tmp_path.iterdir():
        assert CANARY not in file.read_text(), file.name

    async def second(theme: ThemeChoice | None) -> ThemeChoice:
        program = Program(FACTS, theme, Preferences(path))
        try:
            assert not program.store.state.settings.on(Key.NOTIFY_FINISHED)
            return program.store.state.theme
        finally:
            await program.stop()
            program.window.deleteLater()

    assert run_loop(second(None)) is ThemeChoice.DARK
    assert run_loop(second(ThemeChoice.LIGHT)) is ThemeChoice.LIGHT, "what the command line says wins"
