from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.core.past import Ending, History
from essgui.ui.history.nothing_listed import NothingListed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def nothing(qtbot: QtBot, themed: QApplication) -> NothingListed:
    made = NothingListed()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (History(text=" web "), "Only: “web”."),
        (History(ending=Ending.FAILED, days=1), "Only: failed, the last 24 hours."),
        (History(text="web", days=30), "Only: “web”, the last 30 days."),
    ],
)
def test_a_filter_that_nothing_matches_is_said_and_can_be_cleared(
    nothing: NothingListed, past: History, words: str
) -> None:
    nothing.show_past(past, filtered=True)
    assert (nothing.title.text(), nothing.text.text()) == ("No refresh matches", words)
    assert not nothing.clear.isHidden()
    assert nothing.watch.isHidden()


def test_where_nothing_is_recorded_the_way_out_is_an_id(nothing: NothingListed) -> None:
    nothing.show_past(History(text="web"), filtered=True)
    nothing.show_past(History(), filtered=False)
    assert nothing.title.text() == "Nothing recorded yet"
    assert nothing.clear.isHidden()
    assert not nothing.watch.isHidden()
