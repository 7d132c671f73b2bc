"""The settings page shows what is in force and sends what is chosen; secrets leave the screen at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from essgui.core import messages as m
from essgui.core.notifications import SWITCHES
from essgui.core.state import Archive, NotificationKind, Page, Webhook
from essgui.domain.credentials import Secret
from essgui.domain.run import Extent
from essgui.domain.settings import OFF, SETTINGS, Key, Settings
from essgui.ui.settings.page import SettingsPage
from tests.support.states import make_state

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


class Shown:
    def __init__(self, qtbot: QtBot) -> None:
        self.sent: list[m.Message] = []
        self.page = SettingsPage(self.sent.append)
        qtbot.addWidget(self.page)
        self.page.resize(1108, 670)
        self.state = make_state(page=Page.SETTINGS)
        self.page.show_state(None, self.state)
        self.page.show()

    def show(self, **changes: object) -> None:
        old, self.state = self.state, replace(self.state, **changes)
        self.page.show_state(old, self.state)


@pytest.fixture
def shown(qtbot: QtBot, themed: QApplication) -> Shown:
    return Shown(qtbot)


def test_every_setting_has_a_control(shown: Shown) -> None:
    for row in SETTINGS:
        assert shown.page.findChild(QWidget, f"setting_{row.key.value}") is not None, row.key


@pytest.mark.parametrize("kind", NotificationKind)
def test_a_switch_shows_the_state_and_asks_for_the_other(shown: Shown, kind: NotificationKind) -> None:
    switch = shown.page.notifications.switches[kind]
    assert switch.isChecked()
    switch.click()
    assert shown.sent == [m.SettingChosen(SWITCHES[kind], OFF)]
    shown.show(settings=Settings({SWITCHES[kind]: OFF}))
    assert not switch.isChecked()
    assert [
        s for k, s in shown.page.notifications.switches.items() if k is not kind and not s.isChecked()
    ] == []


def test_showing_a_state_sends_nothing(shown: Shown) -> None:
    shown.show(settings=Settings({Key.THEME: "dark", Key.WEBHOOK: "json", Key.KEEP_DAYS: "30"}))
    assert shown.sent == []
    assert shown.page.look.choice.current == "dark"
    assert shown.page.archive.choice.current == "30"
    shown.page.archive.choice.set_current("90")
    assert shown.sent == [m.SettingChosen(Key.KEEP_DAYS, "90")]


def test_the_webhook_shows_only_the_fields_that_its_kind_needs(shown: Shown) -> None:
    card = shown.page.webhook
    assert not card.address.isVisible()
    assert card.state_line.text() == "Nothing is sent."
    shown.show(settings=Settings({Key.WEBHOOK: "json"}))
    assert card.address.isVisible()
    assert not card.secret.isVisible()
    assert not card.forget.isVisible()
    shown.show(settings=Settings({Key.WEBHOOK: "dingtalk"}))
    assert card.secret.isVisible()


def test_what_is_entered_is_hidden_sent_as_a_secret_and_gone_from_the_fields(
    shown: Shown, qtbot: QtBot
) -> None:
    card = shown.page.webhook
    shown.show(settings=Settings({Key.WEBHOOK: "dingtalk"}))
    assert not card.save.isEnabled()
    assert card.save_gate.reason == "Enter an address first."
    qtbot.keyClicks(card.address, " https://h.example/canary ")
    qtbot.keyClicks(card.secret, "SECcanary")
    assert "canary" not in card.address.displayText()
    qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
    assert shown.sent == [m.WebhookEntered(Secret("https://h.example/canary"), Secret("SECcanary"))]
    assert "canary" not in repr(shown.sent)
    assert (card.address.text(), card.secret.text()) == ("", "")


def test_a_test_says_why_it_is_off_and_how_it_went(shown: Shown) -> None:
    card = shown.page.webhook
    shown.show(settings=Settings({Key.WEBHOOK: "json"}), webhook=Webhook(looked=True))
    assert card.test_gate.reason == "Save an address first."
    shown.show(
        webhook=Webhook(True, "h.example", last="Last try failed 14:02: h.example answered 500", failed=True)
    )
    assert card.test_gate.reason == ""
    assert card.last.text().startswith("Last try failed 14:02")
    assert card.last.property("tone") == "red_fg"
    card.test.click()
    card.forget.click()
    assert shown.sent == [m.WebhookTestRequested(), m.WebhookEntered(Secret(""), Secret(""))]


def test_the_archive_says_what_it_holds_and_where(shown: Shown) -> None:
    card = shown.page.archive
    assert not card.place.isVisible()
    shown.show(archive=Archive(True, extent=Extent(3, 45_056, "/x/archive.sqlite")))
    assert card.extent.value.text() == "3 refreshes, 45.1 KB"
    assert card.place.value.text() == "/x/archive.sqlite"
    shown.show(settings=Settings({Key.KEEP_DAYS: "30"}))
    assert "30 days" in card.note.text()


def test_it_fits_the_smallest_window(shown: Shown) -> None:
    assert shown.page.minimumSizeHint().width() <= 1180 - 72
