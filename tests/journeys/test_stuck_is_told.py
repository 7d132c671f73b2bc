"""An instance that a hook holds for long reaches whoever is away, by the bell and the webhook, not often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton

from essgui.core.lookup import detail_of
from essgui.core.state import NotificationKind, Page
from essgui.domain.settings import Key
from essgui.domain.situation import Gravity, Kind
from essgui.ui.shell.bell import Bell
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator
from tests.support.webhook import hook

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.core.state import Notification
    from tests.support.webhook import Hook


def told(stage: Stage) -> list[Notification]:
    return [n for n in reversed(stage.state.centre.told) if n.kind is NotificationKind.STUCK]


async def to_the_webhook(stage: Stage, url: str) -> None:
    await stage.click("rail_settings")
    await stage.until(lambda s: s.page is Page.SETTINGS, "the settings")
    await stage.click("setting_webhook_json")
    await stage.until(lambda s: s.settings[Key.WEBHOOK] == "json", "the webhook")
    await stage.type("webhook_address", url)
    await stage.click("webhook_save")
    await stage.until(lambda s: s.webhook.ready, "the address")
    await stage.click("rail_fleet")
    await stage.until(lambda s: s.page is Page.FLEET, "the fleet")


async def look(stage: Stage, seconds: float) -> None:
    """Let the world move on until its instances were read: behind the screen that is done less often."""
    await stage.pass_time(seconds)
    group = stage.sim.group("catalogue-api").id
    moved = stage.sim.now
    await stage.until(
        lambda s: (seen := detail_of(s, group).instances.seen) is not None and seen.at >= moved, "a look"
    )
    await stage.quiet()


async def until_told(stage: Stage, count: int, got: Hook) -> Notification:
    for _ in range(20):
        if len(told(stage)) >= count:
            break
        await look(stage, 40)
    await stage.until(
        lambda s: s.webhook.last.startswith("Last message arrived"), "the answer of the webhook"
    )
    assert [body["sentence"] for _, body in got.got] == [n.sentence for n in told(stage)]
    assert len(told(stage)) == count
    return told(stage)[-1]


# The popup asks for the keyboard, which an offscreen platform cannot give.
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_stuck_instance_is_told_and_told_again_before_it_is_lost(qapp: QApplication) -> None:
    with RunningSimulator("hook-timeout", manual_clock=True) as sim, hook() as got:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await to_the_webhook(stage, got.url)
            task = await stage.begin("catalogue-api", new_image)
            # Whoever is away has other things on the screen, or nothing.
            await stage.click("rail_fleet")
            await stage.until(lambda s: s.page is Page.FLEET, "the fleet")
            first = await until_told(stage, 1, got)
            held = {m.id: m for m in sim.group("catalogue-api").members.values() if m.hook}
            assert len(held) == 1
            holds = f"Needs attention: lifecycle hook warm-cache holds {next(iter(held))}"
            assert (first.group, first.task, first.sentence) == ("catalogue-api", task, f"{holds}.")
            assert stage.state.attention[task] == {Kind.HOOK: Gravity.CAUTION}
            assert stage.find(Bell, "bell").unread == 1
            await look(stage, 20)
            assert len(told(stage)) == 1, "it stands, and was told"
            second = await until_told(stage, 2, got)
            assert second.sentence == f"{holds}, which ESS soon releases."
            until = next(iter(held.values())).until
            assert until is not None
            # It may have begun up to a look before it was seen.
            assert 200 < (until - sim.now).total_seconds() <= 360
            assert stage.find(Bell, "bell").unread == 2
            # In one go: offscreen a popup takes the activation from the window, and Qt then closes it.
            stage.find(QAbstractButton, "bell").click()
            stage.find(QAbstractButton, f"told_{second.number}").click()
            await stage.until(lambda s: s.page is Page.MONITOR and s.monitor == task, "its monitor")
            for _ in range(40):
                await stage.pass_time(15)
            assert len(sim.group("catalogue-api").deeds) > 1
            assert len([n for n in told(stage) if "lifecycle hook" in n.sentence]) == 2, "the next is no news"

        play(sim, story)
