"""Each kind is told when it happens, once, and not when it had happened before or is switched off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.alarms import AGAIN_AFTER
from essgui.core.notifications import MOST_TOLD, SWITCHES
from essgui.core.permits import OFFLINE_AFTER
from essgui.core.state import NotificationKind, Webhook
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import Hooks
from essgui.domain.run import Event, EventKind, Recording, Run, Shelf
from essgui.domain.settings import OFF, Key, Settings
from essgui.domain.situation import Kind
from tests.support.playbook import OFFLINE, Playbook
from tests.support.situations import HOOK, new
from tests.support.states import HANGZHOU, NOW, later, make_group, make_instances, make_state, make_task

if TYPE_CHECKING:
    from essgui.domain.scaling import Instance
    from essgui.domain.surroundings import LifecycleHook

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


def look(play: Playbook, *new: Instance, after: float = 5) -> list[e.Notify]:
    """Look at the instances of the group: the ten of before, and these that the refresh made."""
    play.after(after).take(m.InstancesLoaded(WEB.id, (*make_instances(10), *new)))
    return play.asked(e.Notify)


def ill(count: int) -> tuple[Instance, ...]:
    return tuple(new(n, health="Unhealthy", created_at=NOW.at) for n in range(count))


def watching(*waits: Instance, hook: LifecycleHook = HOOK, settings: Settings | None = None) -> Playbook:
    """Watch the refresh and its hook; these instances begin to wait at it 5 s after a first look."""
    play = playbook(settings, webhook=Webhook(True, "h"))
    play.take(m.MonitorOpened(TASK.id), m.Answered(Hooks(HANGZHOU, WEB.id), (hook,)))
    look(play)
    look(play, *waits)
    return play


def held(count: int) -> tuple[Instance, ...]:
    return tuple(new(n, "Pending:Wait", created_at=later(5).at) for n in range(count))


def test_forty_stuck_instances_are_told_at_once_as_one_and_again_when_they_are_about_to_be_lost() -> None:
    play = watching(*held(40), settings=Settings({Key.WEBHOOK: "json"}))
    told: list[tuple[float, str]] = []
    for _ in range(0, 1150, 5):
        found = [n.notification for n in look(play, *held(40))]
        assert [p.notification for p in play.asked(e.Post)] == found, "the webhook hears the same"
        assert all(n.kind is K.STUCK for n in found)
        told += [((n.at - NOW.at).total_seconds(), n.sentence) for n in found]
    assert told == [
        (125, "Needs attention: lifecycle hook warm-cache holds 40 instances."),
        (910, "Needs attention: lifecycle hook warm-cache holds 40 instances, which ESS soon releases."),
    ]
    assert play.state.centre.told[0].next == "i-bp1new0 and 39 more. Open the monitor: it names what to do."


def test_a_wait_that_loses_nothing_is_told_once() -> None:
    play = watching(*held(1), hook=replace(HOOK, result="CONTINUE"))
    assert sum(len(look(play, *held(1))) for _ in range(0, 1500, 5)) == 1
    (told,) = play.state.centre.told
    assert told.next == "Open the monitor: it names what to do."


def test_a_wait_that_is_as_short_as_usual_is_not_told() -> None:
    play = watching(*held(1))
    assert sum(len(look(play, *held(1))) for _ in range(0, 110, 5)) == 0


def test_those_that_join_are_not_told_but_a_graver_kind_is() -> None:
    play = watching()
    assert [n.notification.next for n in look(play, *ill(1))] == [
        "i-bp1new0. Open the monitor: it names what to do."
    ]
    assert look(play, *ill(1)) == []
    (told,) = look(play, *ill(2))
    assert told.notification.next.startswith("i-bp1new0, i-bp1new1. Open"), "two of them are grave"
    assert [look(play, *ill(count)) for count in (3, 2, 1, 2, 0)] == [[]] * 5, "nor is its end"


def test_what_comes_and_goes_is_told_again_only_after_it_was_gone_for_long() -> None:
    play = watching()
    assert len(look(play, *ill(1))) == 1
    for _ in range(10):
        assert look(play, after=300) == []
        assert look(play, *ill(1), after=300) == []
    look(play)
    assert len(look(play, *ill(1), after=AGAIN_AFTER.total_seconds())) == 1


def test_what_is_no_stuck_instance_is_told_only_when_it_is_grave() -> None:
    play = watching()
    off = replace(WEB, suspended_processes=("HealthCheck",))
    play.take(m.GroupsLoaded(HANGZHOU, (off, API)))
    assert Kind.PROCESSES in play.state.attention[TASK.id]
    assert play.asked(e.Notify) == []
    play.after(5).take(m.InstancesLoaded(WEB.id, make_instances(7)))
    assert play.asked(e.Notify) == [], "the group may have been scaled in since it was read"
    play.after(1).take(m.GroupsLoaded(HANGZHOU, (off, API)))
    assert [n.notification.sentence for n in play.asked(e.Notify)] == ["Needs attention: below the floor."]


def test_what_is_found_as_a_monitor_opens_is_on_the_screen() -> None:
    play = playbook()
    look(play, *ill(2))
    play.take(m.MonitorOpened(TASK.id))
    assert Kind.UNHEALTHY in play.state.attention[TASK.id]
    assert play.asked(e.Notify) == []
    assert look(play, *ill(3)) == []


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
