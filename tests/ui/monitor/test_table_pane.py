from __future__ import annotations

import pytest

from essgui.core.failure import Failure, FailureKind
from essgui.core.select_monitor_rows import activity_rows
from essgui.ui.monitor.activity_pane import ActivityPane
from essgui.ui.widgets.delegates.roles import Role
from tests.ui.monitor import scenes

FAILURE = Failure(FailureKind.UNREACHABLE, "Timeout", "No answer.", "Wait a moment.")


@pytest.fixture
def pane(qtbot, themed):
    made = ActivityPane()
    qtbot.addWidget(made)
    return made


def rows():
    return activity_rows(scenes.activities(), scenes.NOW.at)


def dim(pane) -> bool:
    return bool(pane.model.index(0, 0).data(Role.DIM))


def test_it_loads_is_empty_or_has_rows(pane):
    pane.show_rows(None, None, dim=False)
    assert pane.face == "loading"
    pane.show_rows((), None, dim=False)
    assert pane.face == "empty"
    pane.show_rows(rows(), None, dim=False)
    assert pane.face == "rows"
    assert not dim(pane)


def test_a_failure_keeps_the_last_good_rows_and_says_why(pane, qtbot):
    pane.show_rows(rows(), FAILURE, dim=False)
    assert pane.face == "rows"
    assert dim(pane)
    assert pane.failure.label.text() == "No answer. (Timeout) Wait a moment."
    assert not pane._strip.isHidden()
    with qtbot.waitSignal(pane.again):
        pane.retry.click()
    pane.show_rows(rows(), None, dim=False)
    assert pane._strip.isHidden()
    assert not dim(pane)


def test_a_first_read_that_failed_shows_no_bars(pane):
    pane.show_rows(None, FAILURE, dim=False)
    assert pane._bars.isHidden()
    pane.show_rows(None, None, dim=False)
    assert not pane._bars.isHidden()


def test_stale_rows_are_dim(pane):
    pane.show_rows(rows(), None, dim=True)
    assert dim(pane)
