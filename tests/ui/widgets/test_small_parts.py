"""Switch, chip, strip, badges, rows, ids, icons: what they show and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from essgui.ui.theme import current_theme
from essgui.ui.widgets.badges import CountBadge, EligibilityBadge, Tag
from essgui.ui.widgets.context_chip import ContextChip, Environment, EnvironmentStrip
from essgui.ui.widgets.copyable_id import CopyableId
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.rows import CheckRow, KeyValueRow, SectionTitle
from essgui.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_a_switch_turns_by_key(themed: QApplication, qtbot: QtBot) -> None:
    switch = Switch("Read-only")
    qtbot.addWidget(switch)
    switch.resize(switch.sizeHint())
    switch.show()
    off = switch.grab().toImage()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    assert switch.grab().toImage() != off
    assert switch.accessibleName() == "Read-only"


@pytest.mark.parametrize(
    ("environment", "word"),
    [(Environment.PROD, "prod"), (Environment.DEV, "dev"), (Environment.SIM, "SIMULATED")],
)
def test_the_chip_names_the_place_in_word_and_colour(
    themed: QApplication, qtbot: QtBot, environment: Environment, word: str
) -> None:
    chip = ContextChip()
    qtbot.addWidget(chip)
    chip.set_profile("acme", environment)
    assert chip.accessibleName() == f"acme, {word}"
    chip.resize(chip.sizeHint())
    theme = current_theme()
    assert chip.grab().toImage().pixelColor(chip.width() // 2, 3) == theme.color(f"{environment.tone}_bg")
    wide = chip.sizeHint().width()
    chip.set_profile("acme", environment, read_only=True)
    assert chip.sizeHint().width() > wide
    assert chip.accessibleDescription() == "Read-only is on"
    strip = EnvironmentStrip()
    qtbot.addWidget(strip)
    strip.set_environment(environment)
    strip.resize(50, 2)
    assert strip.grab().toImage().pixelColor(25, 1) == theme.color(environment.tone)


def test_badges(themed: QApplication, qtbot: QtBot) -> None:
    badge, count, tag = EligibilityBadge(), CountBadge(44), Tag("prod", "surface", "env_prod")
    for widget in (badge, count, tag):
        qtbot.addWidget(widget)
        widget.resize(widget.sizeHint())
    assert badge.text == "Yes"
    badge.set_eligible(eligible=False, reason="Balanced policy")
    assert badge.text == "No"
    assert badge.toolTip() == badge.accessibleDescription() == "Balanced policy"
    count.set_count(1, calls=True)
    assert count.text == "1"
    theme = current_theme()
    assert count.grab().toImage().pixelColor(4, 9) == theme.color("amber_bg")
    assert tag.grab().toImage().pixelColor(3, 9) == theme.color("env_prod")


def test_an_id_is_copied_whole(themed: QApplication, qtbot: QtBot) -> None:
    shown = CopyableId("ir-bp1g6x0c3mtz8qkwy2ne")
    qtbot.addWidget(shown)
    with qtbot.waitSignal(shown.copied) as heard:
        shown.button.click()
    assert heard.args == ["ir-bp1g6x0c3mtz8qkwy2ne"]
    assert QGuiApplication.clipboard().text() == "ir-bp1g6x0c3mtz8qkwy2ne"
    shown.set_identifier("")
    assert shown.button.isHidden()


def test_rows_say_key_and_value(themed: QApplication, qtbot: QtBot) -> None:
    row, check = KeyValueRow("Id", "asc-1", mono=True), CheckRow()
    title = SectionTitle("Last refreshes")
    for widget in (row, check, title):
        qtbot.addWidget(widget)
    row.set_value("asc-2")
    assert (row.key.text(), row.value.text()) == ("Id", "asc-2")
    assert row.accessibleDescription() == "asc-2"
    check.set_check("Reclaim mode", "Economical", "ban", "slate_fg")
    assert (check.name.text(), check.value.text()) == ("Reclaim mode", "Economical")
    assert title.label.text() == "Last refreshes"


def test_an_icon_changes_with_its_tile(themed: QApplication, qtbot: QtBot) -> None:
    icon = IconLabel("check", "green_fg", 16, tile="green_bg", extent=32)
    qtbot.addWidget(icon)
    before = icon.grab().toImage()
    assert before.pixelColor(4, 16) == current_theme().color("green_bg")
    icon.set_icon("octx", "red_fg", "red_bg")
    assert icon.grab().toImage().pixelColor(4, 16) == current_theme().color("red_bg")
