"""Notices above the form: one at a time, each with what helps, and a dismissed one makes way for the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core.select_wizard_banner import Banner, BannerKind
from essgui.ui.wizard.notices import Notices
from tests.ui.wizard import scenes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

SENDING = Banner(BannerKind.STARTING, "Starting…", "The request is on its way.")
UNKNOWN = Banner(BannerKind.UNKNOWN, "Not known", "It may have started.", "token-1", scenes.SILENCE)
REFUSED = Banner(BannerKind.REFUSED, "Not started", "The form is kept.", failure=scenes.MAY_NOT)


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def notices(qtbot: QtBot, themed: QApplication, asked: list[str]) -> Notices:
    made = Notices(asked.append)
    qtbot.addWidget(made)
    made.resize(900, 200)
    return made


def test_only_an_unknown_outcome_can_be_checked_and_by_its_own_token(
    notices: Notices, asked: list[str]
) -> None:
    notices.show_view(SENDING)
    assert not notices.isHidden()
    assert notices.check.isHidden()
    assert notices.banner.label.text() == "Starting… The request is on its way."
    notices.show_view(UNKNOWN)
    assert scenes.SILENCE.code in notices.banner.label.text()
    assert notices.banner.family == "amber"
    notices.show_view(replace(UNKNOWN, token="token-2"))
    notices.check.click()
    assert asked == ["token-2"]


def test_a_refusal_takes_the_place_of_the_banner_and_says_all(notices: Notices) -> None:
    notices.show_view(UNKNOWN)
    notices.show_view(REFUSED)
    assert notices.banner.isHidden()
    assert not notices.refusal.isHidden()
    assert notices.refusal.sentence.text() == f"Not started: {scenes.MAY_NOT.sentence}"
    assert notices.refusal.hint.text() == f"{scenes.MAY_NOT.hint} The form is kept."
    assert notices.refusal.code.text() == scenes.MAY_NOT.code
    assert not notices.refusal.copy_policy.isHidden(), "what is missing can be handed on"


def test_what_was_dismissed_stays_away_until_there_is_something_new(notices: Notices) -> None:
    notices.show_view(REFUSED)
    notices.refusal.dismiss.click()
    assert notices.isHidden()
    notices.show_view(replace(REFUSED))
    assert notices.isHidden()
    notices.show_view(SENDING)
    notices.show_view(REFUSED)
    assert not notices.isHidden()
    assert not notices.refusal.isHidden()
    notices.show_view(None)
    assert notices.isHidden()
