"""The panel names A where two are ticked, keeps a Retry for what ended early, and says what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core.permits import Permit
from essgui.core.select_compare import Head, Reading, panel
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import TaskId
from essgui.ui.history.panel import HistoryPanel
from tests.ui.history import scenes
from tests.ui.history.scenes import A

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from essgui.core.select_compare import Panel
    from essgui.core.state import AppState

EARLY = {RefreshStatus.FAILED, RefreshStatus.CANCELLED, RefreshStatus.ROLLBACK_FAILED}


@pytest.fixture
def shown(qtbot: QtBot, themed: QApplication) -> HistoryPanel:
    made = HistoryPanel()
    qtbot.addWidget(made)
    made.resize(made.width(), 700)
    made.show()
    return made


def panel_of(state: AppState, **changes: object) -> Panel:
    found = panel(state)
    assert found is not None
    return replace(found, **changes)


def test_one_is_this_and_of_two_it_is_a_that_is_acted_on(shown: HistoryPanel) -> None:
    shown.show_panel(panel_of(scenes.history(ticked=(A,))))
    one = [b.text() for b in (shown.again, shown.back, shown.retry, shown.replay)]
    assert one == ["Start again like this…", "Reverse…", "Retry…", "Replay"]
    assert (shown.title.text(), shown.note.text()) == ("Report", "1 of 2 selected")
    shown.show_panel(panel_of(scenes.compared()))
    two = [b.text() for b in (shown.again, shown.back, shown.retry, shown.replay)]
    assert two == ["Start again like A…", "Reverse A…", "Retry A…", "Replay A"]
    assert (shown.title.text(), shown.note.text()) == ("Compare", "2 of 2 selected")


@pytest.mark.parametrize("status", [*RefreshStatus, "Baking"])
def test_a_retry_is_for_what_ended_early_whatever_the_status(shown: HistoryPanel, status: str) -> None:
    head = Head("A", TaskId("ir-1"), "23 Nov", status)
    shown.show_panel(panel_of(scenes.history(ticked=(A,)), heads=(head,)))
    assert shown.retry.isVisible() is (status in EARLY)


@pytest.mark.parametrize("reading", Reading)
def test_where_there_are_no_curves_a_sentence_stands(shown: HistoryPanel, reading: Reading) -> None:
    ready = reading is Reading.READY
    sentence = "" if ready else "Because."
    shown.show_panel(panel_of(scenes.compared(), reading=reading, sentence=sentence))
    assert shown.curves.isVisible() is shown.legend.isVisible() is ready
    assert shown.sentence.isVisible() is not ready
    assert shown.read.isVisible() is (reading is Reading.FAILED)


def test_the_legend_has_the_letters_that_have_a_curve(shown: HistoryPanel) -> None:
    both = panel_of(scenes.compared())
    shown.show_panel(both)
    assert [item.word for item in shown.legend._items] == ["A", "B"]
    shown.show_panel(replace(both, curves=both.curves[1:]))
    assert [item.word for item in shown.legend._items] == ["B"]


def test_what_is_off_says_why_and_the_focus_goes_where_something_can_be_done(shown: HistoryPanel) -> None:
    why = Permit("The group is gone.")
    shown.activateWindow()
    shown.show_panel(panel_of(scenes.compared(), again=why, back=why, replay=why, retry=why))
    for button in (shown.again, shown.back, shown.replay, shown.retry):
        assert not button.isEnabled()
        assert button.accessibleDescription() == "The group is gone."
    shown.export.setFocus()
    shown.take_focus()
    assert shown.focusWidget() is shown.close_button
    shown.show_panel(panel_of(scenes.compared()))
    shown.take_focus()
    assert shown.focusWidget() is shown.again
    assert shown.again.accessibleDescription() == ""


def test_its_signs_have_names(shown: HistoryPanel) -> None:
    assert shown.close_button.accessibleName() == "Close the panel (Esc)"
    assert shown.export.accessibleName() == "Write reports and tables to files (Ctrl+E)"
