"""Two windows watch one refresh over one archive: only one of them acts, also after it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.lookup import guards_of
from essgui.domain.guards import Guards
from essgui.domain.refresh import ScalingConfigurationTarget
from essgui.domain.scaling import Activity, ActivityError, ActivityId
from essgui.local.archive import Archive
from tests.support.playbook import Playbook
from tests.support.states import HANGZHOU, OTHER, make_group, make_state, make_task

if TYPE_CHECKING:
    from pathlib import Path

WEB = make_group("web")
TASK = make_task(WEB, target=ScalingConfigurationTarget(OTHER))
GUARDS = Guards(suspend_after=1)
FAILED = Activity(
    ActivityId("asa-1"), "Failed", errors=(ActivityError("OperationDenied.NoStock", "Sold out."),)
)


class Window(Playbook):
    """A window with the real archive behind it, which writes whatever is to be kept at once."""

    def __init__(self, path: Path, session: str) -> None:
        super().__init__(make_state([WEB], [TASK]))
        self.archive = Archive(path, "account:1", session)
        self.polls = 0
        self.take(m.ShelfRead(self.archive.shelf()))
        self.write()

    def write(self) -> None:
        self.take(m.KeepDue())
        self._keep()
        self.take(m.DutyTold(self.archive.duty()))
        self._keep()

    def _keep(self) -> None:
        for kept in self.asked(e.Keep):
            self.archive.keep(kept.runs)

    def look(self, *failed: Activity) -> list[e.Act]:
        self.polls += 1
        told = m.PollSucceeded(HANGZHOU, self.polls, (TASK.id,), (TASK,))
        self.after(5).take(m.PollDue(HANGZHOU), told, m.ActivitiesLoaded(TASK.id, failed))
        acts = self.asked(e.Act)
        self.write()
        return acts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


def guarding(path: Path) -> Window:
    window = Window(path, "first")
    window.take(m.MonitorOpened(TASK.id), m.ActivitiesLoaded(TASK.id, ()), m.GuardsChosen(TASK.id, GUARDS))
    window.write()
    return window


def test_only_the_window_that_has_the_guards_acts(path: Path) -> None:
    first = guarding(path)
    second = Window(path, "second")
    assert TASK.id in second.state.monitors
    second.look()
    assert second.look(FAILED) == []
    second.take(m.MonitorClosed(TASK.id))
    second.write()
    (run,) = second.archive.shelf().runs
    assert (run.watched, run.guards) == (True, GUARDS)
    assert len(first.look(FAILED)) == 1
    first.archive.close()
    second.archive.close()


def test_a_window_that_was_open_already_takes_over(path: Path) -> None:
    second = Window(path, "second")
    first = guarding(path)
    second.take(m.MonitorOpened(TASK.id))
    second.write()
    second.take(m.GuardsChosen(TASK.id, Guards()))
    assert not guards_of(second.state, TASK.id).on
    second.look()
    first.archive.close()
    assert second.look() == []
    assert guards_of(second.state, TASK.id) == GUARDS
    assert len(second.look(FAILED)) == 1
    second.archive.close()


@pytest.mark.parametrize("last", [m.GuardsChosen(TASK.id, Guards()), m.MonitorClosed(TASK.id)])
def test_guards_that_are_switched_off_right_after_they_were_taken_over_stay_off(path: Path, last) -> None:
    second = Window(path, "second")
    first = guarding(path)
    second.take(m.MonitorOpened(TASK.id))
    second.write()
    first.archive.close()
    second.write()
    assert guards_of(second.state, TASK.id) == GUARDS
    second.take(last)
    second.look()
    assert not guards_of(second.state, TASK.id).on
    (run,) = second.archive.shelf().runs
    assert not run.guards.on
    second.archive.close()


def test_the_next_window_to_begin_takes_over_and_only_it(path: Path) -> None:
    guarding(path).archive.close()
    next_one, last = Window(path, "next"), Window(path, "last")
    assert guards_of(next_one.state, TASK.id) == GUARDS
    assert not guards_of(last.state, TASK.id).on
    for window in (next_one, last):
        window.look()
    assert [len(window.look(FAILED)) for window in (next_one, last)] == [1, 0]
    next_one.archive.close()
    last.archive.close()
