"""The card of the webhook: nothing that was entered stays on it, and only what its kind needs is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from essgui.core import messages as m
from essgui.core.state import Webhook
from essgui.domain.credentials import Secret
from essgui.domain.settings import Key, Settings
from essgui.ui.settings.webhook_card import WebhookCard
from tests.support.states import make_state

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

READY = Webhook(ready=True, host="h.example", signed=True, kept="Kept.")


class Shown:
    def __init__(self, qtbot: QtBot) -> None:
        self.sent: list[m.Message] = []
        self.card = WebhookCard(self.sent.append)
        qtbot.addWidget(self.card)
        self.card.show()

    def show(self, kind: str, hook: Webhook | None = None) -> WebhookCard:
        settings = Settings({Key.WEBHOOK: kind})
        self.card.show_state(make_state(settings=settings, webhook=hook or Webhook()))
        return self.card


@pytest.fixture
def shown(qtbot: QtBot, themed: QApplication) -> Shown:
    return Shown(qtbot)


@pytest.mark.parametrize(
    ("kind", "hook", "address", "secret", "forget"),
    [
        ("off", READY, False, False, False),
        ("json", Webhook(), True, False, False),
        ("json", READY, True, False, True),
        ("dingtalk", Webhook(), True, True, False),
        ("dingtalk", READY, True, True, True),
    ],
)
def test_each_kind_has_its_fields_and_their_labels(
    shown: Shown, kind: str, hook: Webhook, address: bool, secret: bool, forget: bool
) -> None:
    card = shown.show(kind, hook)
    assert card.address.isVisible() is card.labels[0].isVisible() is card.save.isVisible() is address
    assert card.secret.isVisible() is card.labels[1].isVisible() is secret
    assert card.forget.isVisible() is forget
    assert card.labels[0].buddy() is card.address
    assert card.labels[1].buddy() is card.secret


def test_a_secret_that_plain_json_does_not_use_is_not_kept(shown: Shown) -> None:
    card = shown.show("dingtalk")
    card.secret.setText("SECold")
    shown.show("json")
    card.address.setText("  https://h.example/x\t")
    card.save.click()
    assert shown.sent == [m.WebhookEntered(Secret("https://h.example/x"), Secret(""))]
    assert card.secret.text() == "", "it is gone from the hidden field as well"


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_nothing_is_no_address(shown: Shown, text: str) -> None:
    card = shown.show("json")
    card.address.setText(text)
    assert not card.save.isEnabled()
    assert card.save.accessibleDescription() == "Enter an address first."
    card.address.setText("h")
    assert card.save.isEnabled()
    assert card.save.accessibleDescription() == ""


def test_what_is_entered_can_be_read_by_nobody(shown: Shown) -> None:
    card = shown.show("dingtalk", READY)
    for edit in (card.address, card.secret):
        edit.setText("canary")
        assert edit.echoMode() is QLineEdit.EchoMode.Password
        assert "canary" not in edit.displayText()
        assert edit.accessibleName()
        assert "canary" not in edit.accessibleDescription()
        edit.selectAll()
        edit.copy()
    assert "canary" not in QGuiApplication.clipboard().text()


def test_the_outcome_of_the_last_try_goes_when_it_is_switched_off(shown: Shown) -> None:
    failed = Webhook(ready=True, host="h", last="Last try failed 14:02: h answered 500", failed=True)
    card = shown.show("json", failed)
    assert card.last.isVisible()
    assert card.last.property("tone") == "red_fg"
    shown.show("json", Webhook(ready=True, host="h", last="Last message arrived 14:03."))
    assert card.last.property("tone") == "text2"
    shown.show("off", failed)
    assert not card.last.isVisible()
    shown.show("json", Webhook(ready=True, host="h"))
    assert not card.last.isVisible()


def test_no_button_comes_under_the_pointer_when_the_address_is_known(shown: Shown) -> None:
    card = shown.show("dingtalk", Webhook(looked=True))
    waited = Webhook(looked=True, ready=True, host="h.example", signed=True)
    places = card.save.mapTo(card, QPoint()).x(), card.test.mapTo(card, QPoint()).x()
    shown.show("dingtalk", waited)
    QCoreApplication.processEvents()
    assert (card.save.mapTo(card, QPoint()).x(), card.test.mapTo(card, QPoint()).x()) == places
    assert card.forget.x() > card.test_gate.geometry().right()


def test_a_test_waits_for_the_one_before(shown: Shown) -> None:
    failed = Webhook(ready=True, host="h", last="Last try failed 14:02: h answered 500", failed=True)
    card = shown.show("json", replace(failed, busy=True))
    assert not card.test.isEnabled()
    assert card.test.accessibleDescription() == "The last test is still on its way."
    assert card.last.isVisible()
    assert (card.last.text(), card.last.property("tone")) == ("Sending a test to h…", "text2")
    shown.show("json", Webhook(ready=True, host="h"))
    card.test.click()
    assert shown.sent == [m.WebhookTestRequested()]
