"""Good news gets out of the way by itself, what has to be read stays, and nothing moves under a hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import messages as m
from essgui.core.changes import MOST_NOTICES, with_notice
from essgui.core.state import Notice, NoticeKind
from tests.support.playbook import Playbook
from tests.support.states import make_group, make_state, make_task

WEB = make_group()
TASK = make_task(WEB)
GOOD = Notice("good", NoticeKind.GOOD, "web: refreshed.", task=TASK.id)


def with_notices(*notices: Notice) -> Playbook:
    play = Playbook(make_state([WEB], [TASK]))
    for notice in notices:
        play.state = with_notice(play.state, notice)
    return play


def keys(play: Playbook) -> list[str]:
    return [n.key for n in play.state.notices]


def test_good_news_stays_for_twelve_seconds() -> None:
    play = with_notices(GOOD)
    play.after(11).take(m.Ticked())
    assert keys(play) == ["good"]
    play.after(1).take(m.Ticked())
    assert keys(play) == []


@pytest.mark.parametrize(
    "notice",
    [
        replace(GOOD, kind=NoticeKind.CAUTION),
        replace(GOOD, kind=NoticeKind.BAD),
        replace(GOOD, act=("Back", m.Ticked())),
    ],
)
def test_what_wants_something_stays_until_it_is_dismissed(notice: Notice) -> None:
    play = with_notices(notice)
    play.after(3600).take(m.Ticked())
    assert keys(play) == ["good"]
    play.take(m.NoticeDismissed("good"))
    assert keys(play) == []


def test_good_news_that_is_told_again_begins_again() -> None:
    play = with_notices(GOOD)
    play.after(10).take(m.FileWritten("/tmp/a"))
    play.after(10).take(m.FileWritten("/tmp/a"), m.Ticked())
    assert keys(play) == ["file:/tmp/a"]
    play.after(10).take(m.Ticked())
    assert keys(play) == ["file:/tmp/a"]


def test_nothing_moves_while_the_pointer_or_the_focus_is_on_them() -> None:
    play = with_notices(GOOD, replace(GOOD, key="bad", kind=NoticeKind.BAD))
    play.after(5).take(m.NoticesHeld(held=True))
    play.after(60).take(m.Ticked())
    assert keys(play) == ["good", "bad"]
    play.take(m.NoticesHeld(held=False), m.Ticked())
    assert keys(play) == ["good", "bad"], "whoever has just left it may come back"
    play.after(12).take(m.Ticked())
    assert keys(play) == ["bad"]


def test_a_tick_that_changes_nothing_draws_nothing() -> None:
    play = with_notices(GOOD)
    before = play.state.notices
    play.after(1).take(m.Ticked(), m.NoticesHeld(held=False))
    assert play.state.notices is before


def test_good_news_makes_room_before_what_has_to_be_read() -> None:
    bad = [replace(GOOD, key=f"bad{n}", kind=NoticeKind.BAD) for n in range(MOST_NOTICES)]
    play = with_notices(bad[0], GOOD, *bad[1:])
    assert keys(play) == [f"bad{n}" for n in range(MOST_NOTICES)]
    play.state = with_notice(play.state, GOOD)
    assert keys(play) == [*(f"bad{n}" for n in range(1, MOST_NOTICES)), "good"]
