"""A decision covers what was on screen when it was made, and nothing that is found later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from essgui.core.select_wizard_safety import OverrideView
from essgui.ui.wizard.override_card import OverrideCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    Decided = tuple[bool, str, tuple[str, ...]]

VIEW = OverrideView(("No stock.", "An alarm is on."), on=False, reason="", complaint="", stands=False)


@pytest.fixture
def decided() -> list[Decided]:
    return []


@pytest.fixture
def card(qtbot: QtBot, themed: QApplication, decided: list[Decided]) -> OverrideCard:
    made = OverrideCard(lambda *said: decided.append(said))
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show_view(VIEW)
    return made


def test_the_decision_names_what_is_listed_now(card: OverrideCard, decided: list[Decided]) -> None:
    card.switch.click()
    card.show_view(replace(VIEW, against=(*VIEW.against, "A hook hangs."), on=True))
    QTest.keyClicks(card.reason, "x")
    card.switch.click()
    assert decided == [
        (True, "", VIEW.against),
        (True, "x", (*VIEW.against, "A hook hangs.")),
        (False, "x", ()),
    ]


def test_what_comes_back_is_shown_and_told_to_nobody(card: OverrideCard, decided: list[Decided]) -> None:
    card.reason.clearFocus()
    card.show_view(replace(VIEW, on=True, reason="Orders are lost", complaint="Say more."))
    assert card.switch.isChecked()
    assert card.reason.text() == "Orders are lost"
    assert card.complaint.sentence == "Say more."
    card.show_view(replace(VIEW, against=("No stock.",)))
    assert not card.switch.isChecked()
    assert [line.sentence for line in card._lines] == ["No stock.", ""]
    assert decided == []


def test_where_nothing_stands_against_it_there_is_no_card_and_no_decision(
    card: OverrideCard, decided: list[Decided]
) -> None:
    assert not card.isHidden()
    card.show_view(None)
    assert card.isHidden()
    card.switch.click()
    QTest.keyClicks(card.reason, "x")
    assert decided == []
    card.show_view(VIEW)
    assert not card.isHidden()
    assert not card.switch.isChecked(), "what was pressed in between is not the decision"
    assert card.reason.text() == ""
