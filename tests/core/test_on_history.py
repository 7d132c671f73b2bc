"""The page's own state: two ticks, what is read for them, and a replay that plays by the clock it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import messages as m
from essgui.core.effects import ReadAsked, ReadRecording, ReadWaits, Wake
from essgui.core.on_archive import RETRY_AFTER
from essgui.core.on_history import MOST_WAITS
from essgui.core.past import Ending, HistoryView
from essgui.core.replay import length_of
from essgui.core.select_spent import spent_of
from essgui.core.state import Page
from essgui.domain.run import Recording
from essgui.domain.scaling import TaskId
from essgui.domain.spent import Certainty
from tests.support.playbook import OFFLINE, Playbook
from tests.support.states import make_state
from tests.ui.history.scenes import A, B, compared, half_read, history, joined_late, replayed


def test_the_third_tick_takes_the_place_of_b() -> None:
    play = Playbook(history())
    assert play.take(m.RunTicked(A)) == (ReadRecording(A), ReadAsked())
    assert play.take(m.RunTicked(B)) == (ReadRecording(B),)
    play.take(m.RunTicked(TaskId("ir-1")))
    assert play.state.past.ticked == (A, TaskId("ir-1"))
    play.take(m.RunTicked(A))
    assert play.state.past.ticked == (TaskId("ir-1"),)
    play.take(m.TicksCleared())
    assert play.state.past.ticked == ()


def test_filters_are_kept() -> None:
    play = Playbook(history())
    play.take(m.HistoryTyped("web"), m.EndingChosen(Ending.FAILED), m.PeriodChosen(7))
    past = play.state.past
    assert (past.text, past.ending, past.days) == ("web", Ending.FAILED, 7)


def test_the_waiting_of_what_is_over_is_read_once() -> None:
    play = Playbook(half_read("ir-8"))
    unread = TaskId("ir-8")
    shown = (A, unread, TaskId("unknown"))
    assert play.take(m.RunsShown(shown)) == (ReadWaits((unread,)),)
    assert play.take(m.RunsShown(shown)) == ()
    seen = joined_late(play.state.archive.runs[unread].task, 5, 2)
    play.take(m.WaitsRead(((unread, seen),)))
    assert play.state.archive.waits[unread] is seen
    assert not play.state.archive.waits_asked


def test_few_are_read_at_a_time_so_that_an_intent_gets_in_between() -> None:
    state = history()
    some = state.archive.runs[A]
    runs = {
        (task := TaskId(f"ir-m{n}")): replace(some, task=replace(some.task, id=task))
        for n in range(2 * MOST_WAITS + 3)
    }
    play = Playbook(replace(state, archive=replace(state.archive, runs=runs)))
    left, read = tuple(runs), 0
    while left:
        (effect,) = play.take(m.RunsShown(left))
        assert isinstance(effect, ReadWaits)
        assert len(effect.tasks) <= MOST_WAITS
        assert play.take(m.RunsShown(left)) == (), "one reading at a time"
        play.take(m.WaitsRead(tuple((task, None) for task in effect.tasks)))
        left, read = tuple(t for t in left if t not in play.state.archive.waits), read + 1
    assert (MOST_WAITS, read) == (20, 3)


def test_what_could_not_be_read_is_not_taken_for_nothing_and_is_asked_for_again() -> None:
    play = Playbook(half_read("ir-8"))
    unread = TaskId("ir-8")
    play.take(m.RunsShown((unread,)))
    (wake,) = play.take(m.StorageFailed(OFFLINE, unread=(unread,)))
    assert wake == Wake("waits", RETRY_AFTER, m.RunsShown((unread,)))
    assert unread not in play.state.archive.waits
    took = spent_of(play.state, play.state.archive.runs[unread].task)
    assert took is not None
    assert took.certainty is Certainty.UNREAD
    assert play.take(m.RunsShown((unread,))) == (ReadWaits((unread,)),)


def test_the_log_is_read_anew_whenever_it_is_looked_at() -> None:
    play = Playbook(replace(history(), page=Page.FLEET))
    assert play.take(m.PageChosen(Page.HISTORY)) == ()
    assert play.take(m.HistoryViewChosen(HistoryView.ASKED)) == (ReadAsked(),)
    play.take(m.AskedFailed(OFFLINE))
    assert play.state.archive.asked.failure is OFFLINE
    assert play.take(m.PageChosen(Page.HISTORY)) == (ReadAsked(),)
    play.take(m.AskedRead(()))
    assert play.state.archive.asked.value == ()


def test_nothing_is_read_before_there_is_an_archive() -> None:
    play = Playbook(make_state())
    assert play.take(m.HistoryViewChosen(HistoryView.ASKED)) == ()


def test_a_replay_plays_by_the_clock_and_stops_at_the_end() -> None:
    play = Playbook(replayed(100.0))
    last = length_of(play.state, A)
    play.take(m.ReplayPaced(600))
    assert play.take(m.ReplayPlayed(playing=True)) == (Wake("replay", 0.1, m.ReplayDue()),)
    play.after(1)
    assert play.take(m.ReplayDue()) == (Wake("replay", 0.1, m.ReplayDue()),)
    replay = play.state.past.replay
    assert replay is not None
    assert replay.position == pytest.approx(700.0)
    play.after(60)
    assert play.take(m.ReplayDue()) == ()
    replay = play.state.past.replay
    assert replay is not None
    assert (replay.position, replay.playing_since) == (last, None)
    play.take(m.ReplayPlayed(playing=True))
    assert play.state.past.replay is not None
    assert play.state.past.replay.position == 0.0, "from the beginning again"


def test_play_at_the_end_of_the_slider_which_tells_whole_seconds_begins_anew() -> None:
    play = Playbook(replayed())
    play.take(m.ReplayMoved(length_of(play.state, A) - 0.49), m.ReplayPlayed(playing=True))
    assert play.state.past.replay is not None
    assert play.state.past.replay.position == 0.0
    play = Playbook(replayed())
    play.take(m.ReplayMoved(length_of(play.state, A) - 2), m.ReplayPlayed(playing=True))
    assert play.state.past.replay is not None
    assert play.state.past.replay.position == length_of(play.state, A) - 2


def test_a_paused_replay_stands_still_and_a_closed_one_is_gone() -> None:
    play = Playbook(replayed(100.0))
    play.take(m.ReplayPlayed(playing=True), m.ReplayPlayed(playing=False))
    play.after(5)
    assert play.take(m.ReplayDue()) == ()
    assert play.state.past.replay is not None
    assert play.state.past.replay.position == 100.0
    play.take(m.ReplayMoved(-5))
    assert play.state.past.replay is not None
    assert play.state.past.replay.position == 0.0
    play.take(m.ReplayMoved(1e9))
    assert play.state.past.replay is not None
    assert play.state.past.replay.position == length_of(compared(), A)
    play.take(m.ReplayClosed())
    assert play.take(m.ReplayDue()) == ()
    assert play.state.past.replay is None


def test_history_asked_for_from_its_replay_is_the_list() -> None:
    play = Playbook(replayed(100.0))
    play.take(m.PageChosen(Page.FLEET), m.PageChosen(Page.HISTORY))
    assert play.state.past.replay is not None, "whoever comes back finds the replay as it was"
    play.take(m.PageChosen(Page.HISTORY))
    assert (play.state.page, play.state.past.replay) == (Page.HISTORY, None)


def test_a_run_that_was_opened_shows_its_recording_or_else_its_monitor() -> None:
    task = history().archive.runs[A].task
    play = Playbook(replace(history(), tasks={A: task}))
    assert play.take(m.RunOpened(A)) == (ReadRecording(A), ReadAsked())
    play.take(m.RecordingRead(A, Recording()))
    assert play.state.past.replay is None
    assert (play.state.page, play.state.monitor) == (Page.MONITOR, A)

    read = compared().archive.recordings[A].value
    assert read is not None
    play = Playbook(replace(history(), tasks={A: task}))
    play.take(m.RunOpened(A), m.RecordingRead(A, read))
    assert play.state.past.replay is not None
    assert A not in play.state.monitors


def test_of_a_run_that_ess_has_forgotten_the_page_says_why_there_is_nothing() -> None:
    play = Playbook(history())
    play.take(m.RunOpened(A), m.RecordingRead(A, Recording()))
    assert play.state.past.replay is not None
    play = Playbook(replace(history(), tasks={A: history().archive.runs[A].task}))
    play.take(m.ReplayOpened(A), m.RecordingRead(A, Recording()))
    assert play.state.past.replay is not None, "who asked for the replay is told that there is none"
