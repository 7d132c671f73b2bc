"""The window asks before it closes over something on its way, once, and not after the answer came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.state import Attempt, Wizard
from essgui.core.update import update
from essgui.domain.guards import Guards
from essgui.domain.refresh import RefreshSpec
from essgui.ui.widgets.confirm import ConfirmSheet
from essgui.ui.window import MainWindow
from tests.support.states import HANGZHOU, NOW, make_group, make_state, make_task, with_monitor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


WEB = make_group()
QUIET = make_state([WEB])
BUSY = replace(
    QUIET, wizard=Wizard(WEB.id, HANGZHOU, attempt=Attempt("t", RefreshSpec(HANGZHOU, WEB.id), NOW))
)


@pytest.fixture
def sent() -> list[m.Message]:
    return []


@pytest.fixture
def window(qtbot: QtBot, sent: list[m.Message]) -> MainWindow:
    made = MainWindow(sent.append)
    # What a test leaves on its way must not keep its window open.
    qtbot.addWidget(made, before_close_func=lambda w: w.show_state(None, QUIET))
    made.show_state(None, QUIET)
    made.show()
    return made


def sheet(window: MainWindow) -> ConfirmSheet | None:
    found = [s for s in window.findChildren(ConfirmSheet, "close_sheet") if s.isVisible()]
    return found[0] if found else None


def test_a_quiet_window_closes_without_a_question(window: MainWindow) -> None:
    assert window.close()
    assert sheet(window) is None


def test_guards_are_asked_about_in_their_own_words(window: MainWindow) -> None:
    task = make_task(WEB)
    guarded = with_monitor(make_state([WEB], [task]), task)
    guarded, _ = update(guarded, m.GuardsChosen(task.id, Guards(True)), NOW)
    window.show_state(QUIET, guarded)
    assert not window.close()
    asked = sheet(window)
    assert asked is not None
    assert asked.question.title == "Close and stop guarding?"
    window.show_state(guarded, QUIET)
    assert sheet(window) is None


def test_it_asks_and_stays_open_until_that_is_confirmed(
    window: MainWindow, sent: list[m.Message], qtbot: QtBot
) -> None:
    window.show_state(QUIET, BUSY)
    assert not window.close()
    assert not window.close(), "asked once"
    assert len(window.findChildren(ConfirmSheet, "close_sheet")) == 1
    asked = sheet(window)
    assert asked is not None
    assert m.CloseDeclined() not in sent
    asked.cancel.click()
    assert window.isVisible()
    assert m.CloseDeclined() in sent, "what stands against it is told again"
    qtbot.waitUntil(lambda: sheet(window) is None)
    window.close()
    asked = sheet(window)
    assert asked is not None
    asked.act.click()
    assert not window.isVisible()


def test_an_answer_takes_the_question_away(window: MainWindow) -> None:
    window.show_state(QUIET, BUSY)
    window.close()
    window.show_state(BUSY, QUIET)
    assert sheet(window) is None
    assert window.isVisible()
