"""The Qt binding is sound: a call that returns nothing must not eat references to None or True.

PySide6 6.12.0 on Python 3.10 and 3.11 drops a reference to None with each void call and one to True
with each emit(), until the interpreter aborts after some thousands of calls. A release that is pinned
too loosely shows here long before it shows in a user's window.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CALLS = 200
MOST_LOST = 5
"""References that the interpreter itself may drop meanwhile."""


class Sender(QObject):
    said = Signal(int)


def test_two_hundred_set_texts_lose_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    gc.collect()
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    assert before - sys.getrefcount(None) <= MOST_LOST


def test_two_hundred_emits_lose_no_reference_to_true(qtbot: QtBot) -> None:
    sender = Sender()
    heard: list[int] = []
    sender.said.connect(heard.append)
    gc.collect()
    before = sys.getrefcount(True), sys.getrefcount(None)
    for number in range(CALLS):
        sender.said.emit(number)
    assert before[0] - sys.getrefcount(True) <= MOST_LOST
    assert before[1] - sys.getrefcount(None) <= MOST_LOST
    assert len(heard) == CALLS
