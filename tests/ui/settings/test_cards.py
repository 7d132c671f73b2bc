"""The cards of choices: every value of a setting has a segment and a word, and showing one sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from essgui.core import messages as m
from essgui.core.notifications import SWITCHES
from essgui.core.state import Archive, NotificationKind
from essgui.domain.run import Extent
from essgui.domain.settings import OFF, ON, Key, Settings, setting
from essgui.ui.settings.cards import ArchiveCard, Choice, ConfirmationsCard, NotificationsCard
from tests.support.states import make_state

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

CHOSEN = (Key.THEME, Key.WEBHOOK, Key.KEEP_DAYS)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


@pytest.mark.parametrize("key", CHOSEN)
def test_every_value_has_a_segment_with_a_word_of_its_own(
    qtbot: QtBot, themed: QApplication, key: Key
) -> None:
    sent: list[m.Message] = []
    choice = Choice(key, "A name", sent.append)
    qtbot.addWidget(choice)
    values = setting(key).allowed
    segments = [choice.findChild(QAbstractButton, f"setting_{key.value}_{value}") for value in values]
    assert all(isinstance(segment, QAbstractButton) and segment.text() for segment in segments)
    assert len({segment.text() for segment in segments if segment is not None}) == len(values)
    assert choice.accessibleName() == "A name"
    for value in reversed(values):
        choice.show_state(make_state(settings=Settings({key: value})))
        assert choice.current == value
    assert sent == []


def test_a_choice_is_sent_once_and_the_one_in_force_not_again(qtbot: QtBot, themed: QApplication) -> None:
    sent: list[m.Message] = []
    choice = Choice(Key.KEEP_DAYS, "Keep", sent.append)
    qtbot.addWidget(choice)
    choice.show()
    choice.show_state(make_state(settings=Settings({Key.KEEP_DAYS: "90"})))
    for value in ("90", "30"):
        segment = choice.findChild(QAbstractButton, f"setting_keep_days_{value}")
        assert segment is not None
        segment.click()
    assert sent == [m.SettingChosen(Key.KEEP_DAYS, "30")]


@pytest.mark.parametrize("kind", NotificationKind)
def test_every_kind_has_a_switch_that_says_what_it_is(
    qtbot: QtBot, themed: QApplication, kind: NotificationKind
) -> None:
    sent: list[m.Message] = []
    card = NotificationsCard(sent.append, tray=True)
    qtbot.addWidget(card)
    card.show()
    switch = card.switches[kind]
    assert switch.accessibleName()
    assert switch.accessibleDescription() in texts(card).splitlines()
    card.show_state(make_state(settings=Settings({SWITCHES[kind]: OFF})))
    assert sent == []
    QTest.keyClick(switch, Qt.Key.Key_Space)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert sent == [m.SettingChosen(SWITCHES[kind], ON), m.SettingChosen(SWITCHES[kind], OFF)]


def test_it_says_where_messages_go_with_and_without_a_tray(qtbot: QtBot, themed: QApplication) -> None:
    with_tray, without = (NotificationsCard(lambda _m: None, tray=tray) for tray in (True, False))
    for card in (with_tray, without):
        qtbot.addWidget(card)
    assert "below the bell, and as messages of the desktop." in texts(with_tray)
    assert "has no tray" not in texts(with_tray)
    assert "They are listed below the bell. This desktop has no tray" in texts(without)


def test_the_file_has_a_line_only_where_there_is_one(qtbot: QtBot, themed: QApplication) -> None:
    card = ArchiveCard(lambda _m: None)
    qtbot.addWidget(card)
    card.show()
    for extent, place, shown in (
        (None, "", False),
        (Extent(0, 4096, "/a/b.sqlite3"), "/a/b.sqlite3", True),
        (Extent(2, 4096, ""), "In memory only: a practice cloud ends with the program.", True),
    ):
        card.show_state(make_state(archive=Archive(extent=extent)))
        assert card.place.isVisible() is shown
        assert card.place.value.text() == place
    assert "Keep ended refreshes for" in texts(card)


def test_what_is_always_asked_cannot_be_switched_off(qtbot: QtBot, themed: QApplication) -> None:
    card = ConfirmationsCard()
    qtbot.addWidget(card)
    assert card.findChildren(QAbstractButton) == []
    assert "This cannot be switched off." in texts(card)
