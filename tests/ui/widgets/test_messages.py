"""Banner, error card, empty state, loading bars, confirmation: the words reach the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from essgui.domain.errors import Refused
from essgui.ui.theme import current_theme
from essgui.ui.widgets.banner import Banner, ErrorCard
from essgui.ui.widgets.buttons import primary_button
from essgui.ui.widgets.confirm import ConfirmSheet, Question
from essgui.ui.widgets.empty_state import EmptyState, LoadingBars
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_a_banner_changes_its_family(themed: QApplication, qtbot: QtBot) -> None:
    banner = Banner("No instance is stuck", "green")
    qtbot.addWidget(banner)
    banner.resize(300, 40)
    banner.show()
    banner.set_message("No answer for 18 s", "amber")
    assert banner.accessibleName() == banner.label.text() == "No answer for 18 s"
    assert banner.family == "amber"
    theme = current_theme()
    assert banner.grab().toImage().pixelColor(150, 2) == theme.color("amber_bg")
    assert banner.label.palette().windowText().color() == theme.color("amber_fg")


def test_an_error_says_what_next_and_what_support_asks_for(themed: QApplication, qtbot: QtBot) -> None:
    retry = primary_button("Retry")
    card = ErrorCard(actions=[retry])
    qtbot.addWidget(card)
    card.show()
    card.set_error(Refused("InstanceRefreshInProgress", "Another one is under way.", "Wait.", "7B1F"), "{}")
    assert card.sentence.text() == "Another one is under way."
    assert card.hint.text() == "Wait."
    assert card.code.text() == "InstanceRefreshInProgress"
    assert card.request.identifier == "7B1F"
    assert retry.isVisible()
    card.copy_policy.click()
    assert QGuiApplication.clipboard().text() == "{}"
    card.set_problem("The window could not be drawn.")
    assert card.request.isHidden()
    assert card.code.isHidden()
    assert card.copy_policy.isHidden()
    card.dismiss.click()
    assert card.isHidden()


def test_nothing_yet_offers_the_way_out(themed: QApplication, qtbot: QtBot) -> None:
    action = primary_button("Open practice cloud")
    empty = EmptyState("fleet", "No scaling groups", "Choose other regions. " * 8, actions=[action])
    qtbot.addWidget(empty)
    empty.resize(600, 400)
    empty.show()
    metrics = empty.text.fontMetrics()
    assert empty.text.height() >= 2 * metrics.height(), "a long text wraps and is not cut"
    empty.set_texts("No match")
    assert empty.title.text() == "No match"
    assert empty.text.isHidden()
    assert action.isVisible()


def test_loading_bars_stand_still(themed: QApplication, qtbot: QtBot) -> None:
    bars = LoadingBars((1.0, 0.5))
    qtbot.addWidget(bars)
    bars.resize(100, 48)
    picture, theme = bars.grab().toImage(), current_theme()
    assert picture.pixelColor(90, 12) == theme.color("c_old_soft")
    assert picture.pixelColor(90, 36) != theme.color("c_old_soft")
    assert bars.accessibleName() == "Loading"


QUESTION = Question(
    "Cancel the refresh?",
    ("18 of 40 instances are new.",),
    ("All 40 stay in service.",),
    ("The 18 new ones are not turned back.",),
    "Cancel the refresh",
    "checkout-api-prod",
)


def test_a_grave_act_wants_the_name_typed(themed: QApplication, qtbot: QtBot) -> None:
    sheet = ConfirmSheet(QUESTION)
    qtbot.addWidget(sheet)
    sheet.open()
    assert not sheet.act.isEnabled()
    assert sheet.act.accessibleDescription() == "Type checkout-api-prod first"
    qtbot.keyClicks(sheet.field, "checkout-api")
    assert not sheet.act.isEnabled()
    qtbot.keyClicks(sheet.field, "-prod")
    assert sheet.act.isEnabled()
    with qtbot.waitSignal(sheet.accepted):
        qtbot.mouseClick(sheet.act, Qt.MouseButton.LeftButton)
    assert not sheet.isVisible()


def test_the_name_to_type_is_shown_letter_by_letter(themed: QApplication, qtbot: QtBot) -> None:
    sheet = ConfirmSheet(Question("Cancel?", act="Cancel the refresh", typed="R&D &web", reason="Why R&D?"))
    qtbot.addWidget(sheet)
    said = [label.text() for label in sheet.findChildren(Label)]
    assert "Type R&&D &&web to confirm" in said, "beside its field a single one would be taken for a key"
    assert "Why R&&D?" in said
    assert sheet.field.accessibleName() == "Type R&D &web to confirm"
    sheet.show()
    qtbot.keyClicks(sheet.field, "R&D &web")
    assert sheet.act.isEnabled()


def test_it_says_what_is_kept_and_what_is_lost(themed: QApplication, qtbot: QtBot) -> None:
    sheet = ConfirmSheet(QUESTION)
    qtbot.addWidget(sheet)
    said = [label.text() for label in sheet.findChildren(Label)]
    assert said[:4] == [*(QUESTION.title, *QUESTION.lines, *QUESTION.keeps, *QUESTION.loses)]


def test_escape_and_the_other_button_reject(themed: QApplication, qtbot: QtBot) -> None:
    for leave in ("key", "button"):
        sheet = ConfirmSheet(Question("Suspend?", act="Suspend", grave=False))
        qtbot.addWidget(sheet)
        sheet.open()
        assert sheet.act.isEnabled()
        assert sheet.act.kind == "primary"
        with qtbot.waitSignal(sheet.rejected):
            if leave == "key":
                qtbot.keyClick(sheet, Qt.Key.Key_Escape)
            else:
                sheet.cancel.click()
