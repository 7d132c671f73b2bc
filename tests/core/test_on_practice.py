"""The practice cloud ends: what is shown stays, and a new world has nothing of the old one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import messages as m
from essgui.core.effects import Connect
from essgui.core.past import Ending, History
from essgui.core.state import (
    Centre,
    Fleet,
    NoticeKind,
    Notification,
    NotificationKind,
    Page,
    PracticePhase,
    ProfileFacts,
    ProfileKind,
    Segment,
)
from essgui.domain.run import Run, Shelf
from essgui.domain.settings import Key
from tests.support.playbook import OFFLINE, Playbook
from tests.support.states import HANGZHOU, NOW, make_group, make_state, make_task, with_monitor

WEB = make_group()
TASK = make_task(WEB)
READY = m.ProfileReady(
    ProfileFacts("Practice cloud", ProfileKind.SIMULATED), (HANGZHOU,), make_state().cadence
)


def ended() -> Playbook:
    play = Playbook(with_monitor(make_state([WEB], [TASK]), TASK))
    play.take(m.ShelfRead(Shelf((Run(TASK, "web", NOW.at, watched=True),))))
    play.take(m.PollDue(HANGZHOU), m.PracticeEnded())
    return play


def notice(play: Playbook) -> tuple[NoticeKind, str, object]:
    found = next(n for n in play.state.notices if n.key == "practice")
    return found.kind, found.text, found.act


def test_its_end_is_said_with_what_beginning_anew_means_and_what_is_shown_stays() -> None:
    play = ended()
    kind, text, act = notice(play)
    assert kind is NoticeKind.BAD
    assert act == ("Start it again", m.PracticeWanted())
    assert "begins a new practice world" in text
    assert "the open monitor closes and the history is empty" in text
    assert (set(play.state.monitors), set(play.state.tasks)) == ({TASK.id}, {TASK.id})


@pytest.mark.parametrize(
    ("count", "words"), [(0, ", the history is empty."), (2, "the 2 open monitors close")]
)
def test_the_monitors_that_close_are_counted(count: int, words: str) -> None:
    state = make_state([WEB], [TASK])
    tasks = [replace(TASK, id=f"ir-{n}") for n in range(count)]
    for task in tasks:
        state = with_monitor(replace(state, tasks={**state.tasks, task.id: task}), task)
    play = Playbook(state)
    play.take(m.PracticeEnded())
    assert words in notice(play)[1]


def test_reading_again_makes_the_offer_again_and_starts_nothing_by_itself() -> None:
    play = ended()
    play.take(m.NoticeDismissed("practice"), m.ReadRegionsAgain())
    assert play.asked(Connect) == []
    play.take(m.ReadAgain())
    assert play.asked(Connect) == []
    assert notice(play)[2] == ("Start it again", m.PracticeWanted())


def test_another_one_is_started_once() -> None:
    play = ended()
    play.take(m.PracticeWanted(), m.NoticeDismissed("practice"))
    assert play.asked(Connect) == [Connect()]
    assert [n.text for n in play.state.notices] == ["A new practice cloud is being started…"]
    assert play.take(m.PracticeWanted()) == ()


def test_nobody_can_ask_for_one_while_the_first_is_there() -> None:
    play = Playbook(make_state([WEB]))
    assert play.take(m.PracticeWanted()) == ()
    assert play.state.practice is PracticePhase.RUNNING


def test_one_that_does_not_start_can_be_tried_again() -> None:
    play = ended()
    play.take(m.PracticeWanted(), m.NoticeDismissed("practice"), m.ProfileFailed(OFFLINE))
    assert notice(play)[1].startswith("A new practice cloud did not start.")
    assert len(play.state.notices) == 1
    assert play.take(m.PracticeWanted())[0] == Connect()


def test_the_new_world_has_nothing_of_the_old_but_what_was_typed_and_set() -> None:
    play = ended()
    play.take(m.SettingChosen(Key.THEME, "dark"), m.WizardOpened(WEB.id))
    wizard = play.state.wizard
    assert wizard is not None
    typed = replace(wizard.draft, min_healthy=33)
    play.take(m.DraftChanged(typed))
    sent = play.state.polls[HANGZHOU].sent
    play.take(m.PracticeWanted(), READY)
    state = play.state
    assert (state.tasks, state.monitors, state.groups[HANGZHOU].value, state.page) == (
        {},
        {},
        None,
        Page.FLEET,
    )
    assert (state.archive.runs, state.history, state.wizard) == ({}, {}, None)
    assert state.drafts == {WEB.id: typed}
    assert state.settings[Key.THEME] == "dark"
    assert [n.kind for n in state.notices] == [NoticeKind.GOOD]
    assert state.practice is PracticePhase.RUNNING
    # An answer that was on its way when the world ended says nothing of the new one.
    play.take(m.PollSucceeded(HANGZHOU, sent, (TASK.id,), (TASK,)))
    assert play.state.tasks == {}


def test_a_client_token_is_never_used_twice_over_two_worlds() -> None:
    play = ended()
    play.state = replace(play.state, starts=7)
    play.take(m.PracticeWanted(), READY)
    assert play.state.starts == 7


def test_the_first_way_to_the_cloud_forgets_nothing() -> None:
    play = Playbook(replace(make_state([WEB], [TASK]), connected=False))
    play.take(READY)
    assert set(play.state.tasks) == {TASK.id}
    assert play.state.notices == ()


def test_what_the_lists_are_filtered_by_stays_and_what_was_picked_in_them_does_not() -> None:
    play = ended()
    play.take(m.FilterTyped("web"), m.SegmentChosen(Segment.FAILED), m.GroupSelected(WEB.id))
    play.take(m.HistoryTyped("blue"), m.EndingChosen(Ending.FAILED), m.PeriodChosen(7), m.RunTicked(TASK.id))
    assert (play.state.fleet.selected, play.state.past.ticked) == (WEB.id, (TASK.id,))
    play.take(m.PracticeWanted(), READY)
    assert play.state.fleet == Fleet("web", Segment.FAILED)
    assert play.state.past == History(text="blue", ending=Ending.FAILED, days=7)


def test_the_numbers_of_what_is_told_go_on_and_nothing_of_the_old_world_is_listed() -> None:
    play = ended()
    old = tuple(
        Notification(n, NotificationKind.FINISHED, NOW.at, "web", HANGZHOU, TASK.id, "Successful", "Done.")
        for n in (2, 1)
    )
    play.state = replace(play.state, centre=Centre(old, count=2, read=1))
    play.take(m.PracticeWanted(), READY)
    assert play.state.centre == Centre(count=2, read=2)
    assert play.state.centre.unread == 0
