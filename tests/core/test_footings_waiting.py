"""What others do with a group may explain fewer than the floor, but only for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from essgui.core import messages as m
from essgui.core.select_guards import guards_view
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_serving import in_service
from essgui.core.situations import items_of
from essgui.domain.footing import PATIENCE, Footing
from essgui.domain.guards import Guards
from essgui.domain.questions import PastActivities
from essgui.domain.scaling import Activity, ActivityId
from essgui.domain.situation import Kind
from tests.support.states import HANGZHOU
from tests.support.watching import TASK, WEB, Watched, size

FLOOR = Guards(suspend_below_floor=True)


def scaled_by_others(description: str, play: Watched) -> None:
    """Let others begin something that never ends."""
    hangs = Activity(
        ActivityId("asa-hangs"),
        "InProgress",
        cause="An alarm task.",
        description=description,
        started_at=play.moment.at,
    )
    play.take(m.Answered(PastActivities(HANGZHOU, WEB.id), (hangs,)))


def until_it_acts(play: Watched, serving: int) -> float:
    """Look again and again, and return the seconds from the first look until the guard acts."""
    began = play.moment.mono + 5
    while not play.look(serving):
        assert play.moment.mono < began + 2 * PATIENCE, "it never acts"
    return play.moment.mono - began


def said(play: Watched) -> tuple[str, str, bool]:
    """Return what the head and the card of the guards say, and whether it needs attention."""
    found = watched(play.state, TASK.id)
    assert found is not None
    standing = guards_view(play.state, found, UTC).rows[0].standing
    grave = Kind.FLOOR in [item.kind for item in items_of(play.state, TASK.id)]
    return in_service(play.state, found).line, standing, grave


def test_a_scale_in_of_others_that_never_ends_hides_a_loss_only_for_a_while() -> None:
    play = Watched(FLOOR)
    play.group = size(None, 10, 10)
    play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
    play.look(10)
    scaled_by_others("Remove", play)
    play.group = size(None, 10, 2)
    assert play.look(2) == []
    head, card, grave = said(play)
    assert (head, grave) == ("not judged: others scale", False)
    assert card.endswith("2 in service now. Not judged before 06:03: others may be scaling the group.")
    assert PATIENCE <= until_it_acts(play, 2) <= PATIENCE + 10
    assert said(play)[0] == "below the floor of 8"
    assert said(play)[2]


def test_a_scale_out_of_others_that_never_ends_hides_a_loss_only_for_a_while() -> None:
    play = Watched(FLOOR)
    play.group = size(20, 20, 2)
    play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
    scaled_by_others("Add", play)
    play.state = replace(play.state, monitors={TASK.id: replace(play.monitor, footing=Footing())})
    assert [play.look(2) for _ in range(3)] == [[], [], []]
    assert PATIENCE - 15 <= until_it_acts(play, 2) <= PATIENCE


def test_a_group_that_goes_on_growing_is_waited_for() -> None:
    play = Watched(FLOOR)
    play.group = size(20, 20, 4)
    play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
    scaled_by_others("Add", play)
    play.state = replace(play.state, monitors={TASK.id: replace(play.monitor, footing=Footing())})
    looks = int(PATIENCE / 5) - 2
    for serving in range(4, 18):
        assert [play.look(serving) for _ in range(looks)] == [[]] * looks
    assert play.monitor.footing.waits is None, "it has reached the floor"
    assert play.look(15) == []
    assert len(play.look(15)) == 1


def test_others_that_begin_anew_after_the_floor_was_kept_have_their_time_again() -> None:
    play = Watched(FLOOR)
    play.group = size(None, 10, 10)
    play.take(m.GroupsLoaded(HANGZHOU, (play.group,)))
    play.look(10)
    scaled_by_others("Remove", play)
    play.look(4)
    play.look(10)
    play.after(PATIENCE)
    assert play.look(4) + play.look(4) == []
    play.take(m.MonitorClosed(TASK.id))
    play.after(PATIENCE).take(m.GuardsRestored(TASK.id, FLOOR), m.ActivitiesLoaded(TASK.id, ()))
    assert play.look(4) + play.look(4) == [], "nobody looked meanwhile"
