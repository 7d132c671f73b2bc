"""Each kind is told when it happens, once, and not when it had happened before or is switched off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.notifications import MOST_TOLD, SWITCHES, notify
from essgui.core.permits import OFFLINE_AFTER
from essgui.core.state import NotificationKind, Webhook
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Event, EventKind, Recording, Run, Shelf
from essgui.domain.settings import OFF, Key, Settings
from tests.support.playbook import OFFLINE, Playbook
from tests.support.states import HANGZHOU, NOW, make_group, make_state, make_task

S = RefreshStatus
K = NotificationKind
WEB = make_group()
API = make_group("api")
TASK = make_task(WEB, S.IN_PROGRESS, finished=5, pause_minutes=60)
OTHER = make_task(API, S.IN_PROGRESS)


def playbook(settings: Settings | None = None, **changes: object) -> Playbook:
    return Playbook(make_state([WEB, API], [TASK, OTHER], settings=settings or Settings(), **changes))


def poll(play: Playbook, number: int, **changes: object) -> list[e.Notify]:
    task = replace(play.state.tasks[TASK.id], **changes)
    play.after(5).take(m.PollDue(HANGZHOU), m.PollSucceeded(HANGZHOU, number, (TASK.id,), (task,)))
    return play.asked(e.Notify)


def lose(play: Playbook, times: int, first: int = 1) -> list[e.Notify]:
    told: list[e.Notify] = []
    for number in range(first, first + times):
        play.after(5).take(m.PollDue(HANGZHOU), m.PollFailed(HANGZHOU, number, OFFLINE))
        told += play.asked(e.Notify)
    return told


BY_STATUS = {
    S.CHECKPOINT_PAUSE: K.CHECKPOINT,
    S.FAILED: K.FAILED,
    S.ROLLBACK_FAILED: K.FAILED,
    S.SUCCESSFUL: K.FINISHED,
    S.CANCELLED: K.FINISHED,
    S.ROLLBACK_SUCCESSFUL: K.FINISHED,
}


@pytest.mark.parametrize("status", [*RefreshStatus, "Baking"])
def test_a_status_is_told_by_its_kind_once_or_not_at_all(status: RefreshStatus | str) -> None:
    play = playbook()
    told = poll(play, 1, status=status)
    expected = [BY_STATUS[status]] if status in BY_STATUS else []
    assert [n.notification.kind for n in told] == expected
    assert poll(play, 2, status=status) == [], "a poll that shows the same again tells nothing"
    assert poll(play, 3, status=status, finished=6) == [], "nor one that shows another count"
    for one in told:
        found = one.notification
        assert (found.group, found.task, found.region, found.at) == ("web", TASK.id, HANGZHOU, found.at)
        assert found.sentence.endswith(".")
        assert found.next
        assert not found.sentence.startswith("web")


@pytest.mark.parametrize("status", BY_STATUS)
def test_a_kind_that_is_switched_off_is_told_nowhere(status: RefreshStatus) -> None:
    off = Settings({SWITCHES[BY_STATUS[status]]: OFF, Key.WEBHOOK: "json"})
    play = playbook(off, webhook=Webhook(True, "h"))
    assert poll(play, 1, status=status) == []
    assert play.state.centre.told == ()
    assert play.asked(e.Post) == []


def test_a_second_checkpoint_is_another_occurrence() -> None:
    play = playbook()
    poll(play, 1, status=S.CHECKPOINT_PAUSE)
    poll(play, 2, status=S.IN_PROGRESS)
    assert len(poll(play, 3, status=S.CHECKPOINT_PAUSE, finished=8)) == 1
    assert [n.number for n in play.state.centre.told] == [2, 1]


def test_what_was_over_when_it_was_first_seen_is_not_told() -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.RefreshesFound(WEB.id, (replace(TASK, status=S.FAILED),)))
    assert play.asked(e.Notify) == []


def test_what_ended_while_the_program_was_away_is_not_told_but_what_comes_after_is() -> None:
    for first in (S.CHECKPOINT_PAUSE, S.IN_PROGRESS):
        play = Playbook(make_state([WEB]))
        run = Run(TASK, "web", NOW.at, watched=True)
        play.take(m.ShelfRead(Shelf((run,), ((TASK.id, Recording()),))))
        assert poll(play, 1, status=first) == []
        assert len(poll(play, 2, status=S.SUCCESSFUL)) == 1, first


def test_a_lost_connection_is_told_once_for_a_region_and_again_after_it_came_back() -> None:
    play = playbook()
    assert lose(play, OFFLINE_AFTER - 1) == []
    told = lose(play, 4, OFFLINE_AFTER)
    assert [(n.notification.kind, n.notification.group) for n in told] == [(K.LOST, "api and 1 more")]
    assert told[0].notification.next == OFFLINE.hint
    poll(play, 90)
    assert len(lose(play, OFFLINE_AFTER, 91)) == 1


def test_a_lost_connection_with_nothing_running_concerns_nobody() -> None:
    play = Playbook(make_state([WEB], [replace(TASK, status=S.SUCCESSFUL)]))
    assert lose(play, OFFLINE_AFTER + 2) == []


def test_what_needs_attention_is_told_once_and_its_end_is_not() -> None:
    play = playbook()
    play.take(m.MonitorOpened(TASK.id))
    before = play.state
    grave = Event(NOW.at, EventKind.ATTENTION, "Needs attention: an instance waits for its hook.", bad=True)
    over = Event(NOW.at, EventKind.ATTENTION, "No longer: an instance waits for its hook.")
    other = Event(NOW.at, EventKind.STATUS, "Failed.", bad=True)
    known = before.chronicles[TASK.id]
    after = replace(before, chronicles={TASK.id: (*known, grave, over, other)})
    told, effects = notify(before, after, NOW)
    assert [x.notification.kind for x in effects if isinstance(x, e.Notify)] == [K.STUCK]
    assert told.centre.told[0].sentence == grave.sentence
    more = replace(told, chronicles={TASK.id: (*told.chronicles[TASK.id], other)})
    assert notify(told, more, NOW)[1] == ()


def test_what_an_archive_tells_of_attention_is_of_earlier() -> None:
    play = Playbook(make_state([WEB]))
    event = Event(NOW.at, EventKind.ATTENTION, "Needs attention: it is stuck.", bad=True)
    shelf = Shelf((Run(TASK, "web", NOW.at, watched=True),), ((TASK.id, Recording((), (event,))),))
    play.take(m.ShelfRead(shelf))
    assert event in play.state.chronicles[TASK.id]
    assert play.asked(e.Notify) == []


def test_a_webhook_gets_what_is_told_while_it_is_on_and_has_an_address() -> None:
    on = Settings({Key.WEBHOOK: "dingtalk"})
    play = playbook(on, webhook=Webhook(True, "h"))
    (told,) = poll(play, 1, status=S.SUCCESSFUL)
    assert play.asked(e.Post) == [e.Post("dingtalk", told.notification)]
    play = playbook(on)
    poll(play, 1, status=S.SUCCESSFUL)
    assert len(play.asked(e.Post)) == 1, "the keyring may have one: it is looked for by sending"
    play = playbook(on, webhook=Webhook(looked=True))
    poll(play, 1, status=S.SUCCESSFUL)
    assert play.asked(e.Post) == []


def test_the_centre_is_bounded_newest_first_and_read_when_it_was_opened() -> None:
    play = playbook()
    for number in range(1, 2 * MOST_TOLD + 10):
        poll(play, number, status=S.CHECKPOINT_PAUSE if number % 2 else S.IN_PROGRESS)
    centre = play.state.centre
    assert len(centre.told) == MOST_TOLD
    assert centre.told[0].number == centre.count > MOST_TOLD
    assert centre.unread == MOST_TOLD
    play.take(m.CentreRead())
    assert play.state.centre.unread == 0
    play.take(m.CentreCleared())
    assert play.state.centre.told == ()
