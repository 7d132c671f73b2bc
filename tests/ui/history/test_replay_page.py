"""The replay shows one moment of a recording, or says why there is none, and always leads back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from essgui.core.past import Replay
from essgui.core.state import Remote
from essgui.domain.timeline import timeline_of
from essgui.ui.history.replay_page import ReplayPage
from essgui.ui.theme import apply_theme, load_theme
from tests.support.playbook import OFFLINE
from tests.support.states import NOW
from tests.ui.history import scenes
from tests.ui.history.scenes import A

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from essgui.core.state import AppState


@pytest.fixture
def page(qtbot: QtBot, themed: QApplication) -> ReplayPage:
    made = ReplayPage(timezone(timedelta(hours=8)))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


def read(remote: Remote[object]) -> AppState:
    """Return a state that replays a run whose recording is as given."""
    state = scenes.unrecorded()
    return replace(state, archive=replace(state.archive, recordings={A: remote}))


def test_each_moment_has_the_counts_of_that_moment(page: ReplayPage) -> None:
    said: list[tuple[str, ...]] = []
    for position in (0.0, 4000.0, None):
        page.show_state(scenes.replayed(position))
        said.append(tuple(page.counts[key][1].text() for key in ("done", "in_service", "new", "elapsed")))
    assert said[0][0] == "0/40"
    assert said[-1][0] == "40/40"
    assert said[0] != said[1] != said[2]
    assert page.pill.accessibleName() or page.pill.text()
    assert page.kind.text() == "Replay · cn-hangzhou"


def test_what_had_not_happened_yet_is_not_told(page: ReplayPage) -> None:
    counts: list[int] = []
    for position in (0.0, 4000.0, None):
        page.show_state(scenes.replayed(position))
        assert page.frame is not None
        counts.append(len(page.frame.events))
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_a_moment_in_a_gap_says_so_and_the_next_one_takes_it_away(page: ReplayPage) -> None:
    state = scenes.replayed(100.0)
    found = state.archive.recordings[A].value
    assert found is not None
    samples = (*found.samples[:3], *found.samples[40:])
    archive = replace(
        state.archive,
        recordings={A: Remote(replace(found, samples=samples), NOW)},
        timelines={A: timeline_of(samples)},
    )
    page.show_state(replace(state, archive=archive))
    assert page.gap.isVisible()
    page.show_state(scenes.replayed(100.0))
    assert not page.gap.isVisible()


@pytest.mark.parametrize(
    ("remote", "face", "retry", "part"),
    [
        (Remote(loading=True), 0, False, ""),
        (Remote(), 1, False, "Nothing was recorded of this refresh"),
        (Remote(failure=OFFLINE), 1, True, "The recording could not be read."),
        (Remote(failure=OFFLINE, loading=True), 0, False, ""),
    ],
)
def test_without_a_recording_it_says_why_and_leads_back(
    page: ReplayPage, qtbot: QtBot, remote: Remote[object], face: int, retry: bool, part: str
) -> None:
    page.show_state(read(remote))
    assert page.stack.currentIndex() == face
    assert page.retry.isVisible() is retry
    if face == 0:
        return
    texts = [x.text() for x in page.nothing.findChildren(type(page.kind)) if x.isVisible()]
    assert any(part in text for text in texts), texts
    (back,) = [
        button
        for button in page.stack.currentWidget().findChildren(QAbstractButton)
        if button.accessibleName() == "Back to the history (Esc)"
    ]
    with qtbot.waitSignal(page.left, timeout=1000):
        back.click()
    if retry:
        with qtbot.waitSignal(page.read_again, timeout=1000):
            page.retry.click()


def test_a_replay_that_was_left_keeps_what_it_shows(page: ReplayPage) -> None:
    page.show_state(scenes.replayed())
    shown = page.frame
    page.show_state(scenes.compared())
    assert page.frame is shown
    assert page.stack.currentIndex() == 2


def test_space_plays_on_the_slider_and_presses_the_button_that_has_the_focus(page: ReplayPage) -> None:
    page.show_state(scenes.replayed())
    heard: list[str] = []
    page.played.connect(lambda _on: heard.append("played"))
    page.export_wanted.connect(lambda: heard.append("export"))
    page.activateWindow()
    page.take_focus()
    QTest.keyClick(page.bar.slider, Qt.Key.Key_Space)
    page.export.setFocus()
    QTest.keyClick(page.export, Qt.Key.Key_Space)
    assert heard == ["played", "export"]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_hostile_name_is_text_and_fits_any_width(page: ReplayPage, themed: QApplication, name: str) -> None:
    state = scenes.replayed()
    evil = "<b>web</b>" * 30
    runs = {**state.archive.runs, A: replace(state.archive.runs[A], group_name=evil)}
    state = replace(state, archive=replace(state.archive, runs=runs), groups={})
    state = replace(state, past=replace(state.past, replay=Replay(A, 10.0)))
    try:
        apply_theme(themed, load_theme(name))
        for width in (1000, 1920):
            page.resize(width, 640)
            page.show_state(state)
            assert page.name.text() == evil or page.name.accessibleName() == evil
            assert page.minimumSizeHint().width() <= 1000
            assert not page.grab().isNull()
    finally:
        apply_theme(themed, load_theme("light"))
