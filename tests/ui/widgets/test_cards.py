"""Cards that can be chosen, and the card that holds things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QWidget

from essgui.ui.theme import current_theme
from essgui.ui.widgets.card import Card, Divider, Ground
from essgui.ui.widgets.radio_card import PresetCard, RadioCard
from essgui.ui.widgets.stat_card import StatCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_a_stat_card_is_a_filter(themed: QApplication, qtbot: QtBot) -> None:
    card = StatCard("octx", "red", "failed")
    qtbot.addWidget(card)
    card.resize(240, 64)
    card.show()
    card.set_count("1", "payments-ledger")
    assert (card.count, card.line) == ("1", "payments-ledger")
    assert card.accessibleName() == "1 failed"
    assert card.accessibleDescription() == "payments-ledger"
    qtbot.keyClick(card, Qt.Key.Key_Space)
    assert card.isChecked()
    theme = current_theme()
    picture = card.grab().toImage()
    assert picture.pixelColor(120, 0) == theme.color("accent")
    assert picture.pixelColor(20, 20) == theme.color("red_bg")


def test_arrow_keys_move_between_cards_and_skip_one_that_cannot_apply(
    themed: QApplication, qtbot: QtBot
) -> None:
    holder, group = QWidget(), QButtonGroup()
    qtbot.addWidget(holder)
    group.setParent(holder)
    layout = QHBoxLayout(holder)
    cards = [RadioCard("image", name, "text") for name in ("Image", "Containers", "Template")]
    for card in cards:
        layout.addWidget(card)
        group.addButton(card)
    cards[1].set_reason("ECI groups only. This group is ECS.")
    cards[0].setChecked(True)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    cards[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(cards[0].hasFocus)
    qtbot.keyClick(cards[0], Qt.Key.Key_Right)
    assert cards[2].isChecked()
    assert not cards[0].isChecked()


def test_a_card_that_cannot_apply_says_why_in_its_own_text(themed: QApplication, qtbot: QtBot) -> None:
    card = RadioCard("box", "Containers", "New images of containers")
    qtbot.addWidget(card)
    card.set_reason("ECI groups only. This group is ECS.")
    assert not card.isEnabled()
    assert card.shown_text == card.accessibleDescription() == "ECI groups only. This group is ECS."
    card.set_reason("")
    assert card.isEnabled()
    assert card.shown_text == "New images of containers"
    card.set_texts("Other")
    assert card.accessibleDescription() == "Other"


def test_a_narrow_card_grows_so_that_its_text_fits(themed: QApplication, qtbot: QtBot) -> None:
    card = RadioCard("active", "Current active configuration", "Rebuild as is. " * 12)
    qtbot.addWidget(card)
    assert card.heightForWidth(150) > card.heightForWidth(400) >= 118
    card.resize(150, card.heightForWidth(150))
    assert not card.grab().isNull()


def test_a_preset_tells_what_it_leads_to(themed: QApplication, qtbot: QtBot) -> None:
    card = PresetCard("Safe", "")
    qtbot.addWidget(card)
    card.set_texts("100 / 110 %", "3 h 45 to 4 h 30", "40 to 44 in service")
    assert card.accessibleDescription() == "100 / 110 %, 3 h 45 to 4 h 30, 40 to 44 in service"
    card.setChecked(True)
    card.resize(360, 62)
    assert card.grab().toImage().pixelColor(180, 0) == current_theme().color("accent")


def test_a_preset_takes_a_third_line_where_two_are_too_narrow(themed: QApplication, qtbot: QtBot) -> None:
    card = PresetCard("Safe", "")
    qtbot.addWidget(card)
    card.set_texts(
        "100 / 110 % · pauses at 10, 25, 50 %", "3 h 45 to 4 h 30", "40 to 44 in service, +4 at peak"
    )
    assert card.heightForWidth(340) == 80
    assert card.heightForWidth(600) == 62
    for width in (340, 600):
        card.resize(width, card.heightForWidth(width))
        assert not card.grab().isNull()


def test_a_card_holds_widgets_under_its_heading(themed: QApplication, qtbot: QtBot) -> None:
    note = QLabel("pause 15 min each")
    card = Card("Checkpoints", trailing=note)
    qtbot.addWidget(card)
    inside = Divider()
    card.body.addWidget(inside)
    card.resize(300, 200)
    card.show()
    assert card.title.text() == "Checkpoints"
    assert note.x() > card.title.x()
    assert inside.height() == 1
    assert card.grab().toImage().pixelColor(150, 100) == current_theme().color("surface")


def test_a_ground_is_filled(themed: QApplication, qtbot: QtBot) -> None:
    ground = Ground("rail")
    qtbot.addWidget(ground)
    ground.resize(20, 20)
    assert ground.grab().toImage().pixelColor(10, 10) == current_theme().color("rail")
