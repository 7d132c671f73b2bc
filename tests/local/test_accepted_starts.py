"""A Start of which the archive has the acceptance but no run is taken up by the next program, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.lookup import guards_of
from essgui.core.on_archive import ADOPTED_FOR
from essgui.domain.guards import Guards
from essgui.domain.refresh import ScalingConfigurationTarget
from essgui.domain.refresh_words import asked_in_words
from essgui.domain.run import Deed, Intent, Recording, Run, Settlement
from essgui.local.archive import Archive
from tests.support.playbook import Playbook
from tests.support.states import HANGZHOU, NOW, OTHER, later, make_group, make_state, make_task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from essgui.core.state import AppState

WEB = make_group("web")
TASK = make_task(WEB, target=ScalingConfigurationTarget(OTHER), started_at=later(-60).at)
GUARDS = Guards(suspend_after=1)


class Opening:
    """Opens the archive for one program after the other, or for several at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: dict[str, Archive] = {}

    def __call__(self, session: str) -> Archive:
        self._open[session] = Archive(self._path, "account:1", session)
        return self._open[session]

    def end(self, session: str) -> None:
        self._open.pop(session).close()

    def end_all(self) -> None:
        for session in tuple(self._open):
            self.end(session)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opening]:
    opening = Opening(tmp_path / "archive.sqlite3")
    yield opening
    opening.end_all()


def accepted(archive: Archive, at: datetime, settlement: Settlement = Settlement.ACCEPTED) -> None:
    """Write what a program writes up to the acceptance."""
    words = asked_in_words(TASK.spec)
    start = Intent(
        "essgui-killed-1", Deed.START, HANGZHOU, WEB.id, at, words, reason="a patch", guards=GUARDS
    )
    archive.intend(start)
    archive.settle(start.token, settlement, at, "r-1", TASK.id)


def begun(archive: Archive) -> Playbook:
    """Begin a program at an archive; whatever is to be kept is written."""
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(archive.shelf()))
    if e.FindRefreshes(HANGZHOU, WEB.id) in play.effects:
        play.take(m.RefreshesFound(WEB.id, (TASK,)))
    play.take(m.KeepDue())
    for keep in play.asked(e.Keep):
        archive.keep(keep.runs)
    play.take(m.DutyTold(archive.duty()))
    return play


def words(state: AppState) -> str:
    return " ".join(n.text for n in state.notices)


def test_the_next_program_watches_and_guards_it_and_says_so_once(opened: Opening) -> None:
    killed = opened("killed")
    accepted(killed, later(-62).at)
    opened.end("killed")
    archive = opened("next")
    play = begun(archive)
    assert guards_of(play.state, TASK.id) == GUARDS
    assert "just after ESS had accepted the refresh" in words(play.state)
    assert "Its guards watch it from now on: suspend after 1" in words(play.state)
    assert play.asked(e.Settle) == []
    opened.end("next")
    third = opened("third")
    (run,) = third.shelf().runs
    assert (run.ours, run.watched, run.reason, run.guards) == (True, True, "a patch", GUARDS)
    play = begun(third)
    assert guards_of(play.state, TASK.id) == GUARDS
    assert play.state.notices == (), "once"


def test_what_is_long_over_or_known_or_was_not_accepted_is_not_taken_up(
    opened: Opening,
) -> None:
    killed = opened("killed")
    accepted(killed, NOW.at - ADOPTED_FOR - timedelta(minutes=1))
    opened.end("killed")
    assert begun(opened("a day later")).state.monitors == {}
    accepted_today = opened("today")
    with accepted_today._database as database:
        database.execute("UPDATE intents SET made = ?", (later(-60).at.timestamp(),))
    accepted_today.keep([Run(TASK, "web", NOW.at)])
    assert begun(accepted_today).state.monitors == {}, "closed since"


def test_a_start_that_was_refused_is_not_taken_up(opened: Opening) -> None:
    killed = opened("killed")
    accepted(killed, later(-60).at, Settlement.REFUSED)
    opened.end("killed")
    assert begun(opened("next")).state.monitors == {}


def test_the_window_that_has_just_started_it_has_it_to_itself(opened: Opening) -> None:
    accepted(opened("killed"), later(-1).at)
    assert begun(opened("next")).state.monitors == {}


def test_of_two_windows_that_begin_one_has_the_guards(opened: Opening) -> None:
    killed = opened("killed")
    accepted(killed, later(-60).at)
    opened.end("killed")
    first, second = opened("first"), opened("second")
    shelf = second.shelf()
    assert guards_of(begun(first).state, TASK.id) == GUARDS
    late = Playbook(make_state([WEB]))
    late.take(m.ShelfRead(shelf), m.RefreshesFound(WEB.id, (TASK,)), m.KeepDue())
    for keep in late.asked(e.Keep):
        second.keep(keep.runs)
    late.take(m.DutyTold(second.duty()))
    assert not guards_of(late.state, TASK.id).on
    assert TASK.id in late.state.monitors
    (run,) = first.shelf().runs
    assert run.guards == GUARDS


def test_a_run_that_was_forgotten_is_not_taken_up(opened: Opening) -> None:
    """What the retention forgets is older than what is taken up."""
    archive = opened("old")
    accepted(archive, NOW.at - timedelta(days=30))
    archive.keep([Run(TASK, "web", NOW.at - timedelta(days=30), ours=True)])
    archive.record(TASK.id, Recording())
    assert archive.forget(NOW.at - timedelta(days=7)) == 1
    opened.end("old")
    assert begun(opened("next")).state.monitors == {}
