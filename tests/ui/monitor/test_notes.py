from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from essgui.core.select_monitor import data_age, watched
from essgui.domain.lifecycle import RefreshStatus
from essgui.ui.monitor.notes import Notes
from tests.ui.monitor import scenes

S = RefreshStatus


@pytest.fixture
def notes(qtbot, themed):
    made = Notes()
    qtbot.addWidget(made)
    return made


def show(notes, state):
    found = watched(state, scenes.TASK)
    assert found is not None
    notes.show_age(data_age(state, found))
    notes.show_watched(state, found)


def test_nothing_to_say_takes_no_room(notes):
    show(notes, scenes.scene())
    assert notes.isHidden()


def test_a_failure_is_prominent_with_its_next_step_and_cannot_be_dismissed(notes):
    show(notes, scenes.failed())
    assert not notes.isHidden()
    assert not notes.ending.isHidden()
    assert "sold out in 2 zones" in notes.ending.sentence.text()
    assert "start the refresh again" in notes.ending.hint.text()
    assert notes.ending.dismiss.isHidden()
    assert notes.outcome.isHidden()


@pytest.mark.parametrize(
    ("status", "family"), [(S.SUCCESSFUL, "green"), (S.CANCELLED, "slate"), ("Frozen", "slate")]
)
def test_other_ends_are_a_line(notes, status, family: str):
    show(notes, scenes.scene(status))
    assert not notes.outcome.isHidden()
    assert notes.outcome.family == family
    assert notes.ending.isHidden()


def test_a_denied_action_has_code_request_id_and_policy(notes, qtbot):
    show(notes, scenes.refused())
    card = notes.refused
    assert card.code.text() == "Forbidden.RAM"
    assert card.request.identifier.startswith("6C2B1F9E")
    card.copy_policy.click()
    assert "ess:SuspendInstanceRefresh" in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(notes.failure_read):
        card.dismiss.click()
    show(notes, scenes.scene())
    assert notes.isHidden()


def test_a_second_failure_is_shown_after_the_first_was_dismissed(notes):
    show(notes, scenes.refused())
    notes.refused.dismiss.click()
    show(notes, scenes.refused())
    assert not notes.refused.isHidden()


def test_stale_data_says_since_when_why_and_when_next(notes):
    show(notes, scenes.stale())
    said = notes.stale.label.text()
    assert said.startswith("No answer for 48 s (Timeout).")
    assert "Next try in 6 s." in said
    show(notes, scenes.scene())
    assert notes.isHidden()


def test_what_was_put_away_stays_until_understood(notes):
    notes.say_withdrawn("Put away.")
    show(notes, scenes.scene())
    assert not notes.withdrawn.isHidden()
    notes.understood.click()
    assert notes.isHidden()
