"""Of several windows one acts on the guards of a refresh; the others say so and take over when it is gone."""

from __future__ import annotations

from dataclasses import replace

from essgui.core import messages as m
from essgui.core.lookup import guards_of
from essgui.core.state import Archive, NoticeKind
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ScalingConfigurationTarget
from essgui.domain.run import Duty, EventKind, Recording, Run, Shelf
from tests.support.playbook import Playbook
from tests.support.states import NOW, OTHER, make_group, make_state, make_task, with_monitor

WEB = make_group("web")
TASK = make_task(WEB, target=ScalingConfigurationTarget(OTHER))
GUARDS = Guards(suspend_after=3)
HELD = ((TASK.id, GUARDS),)


def watching(guards: Guards = Guards(), **changes: object) -> Playbook:
    task = replace(TASK, **changes)
    play = Playbook(with_monitor(make_state([WEB], [task], archive=Archive(keeping=True)), task))
    play.take(m.ActivitiesLoaded(TASK.id, ()), m.GuardsChosen(TASK.id, guards))
    return play


def test_what_another_window_acts_on_is_watched_without_guards_and_takes_none() -> None:
    run = Run(TASK, "web", NOW.at, watched=True, guards=GUARDS)
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(Shelf((run,), ((TASK.id, Recording()),), elsewhere=HELD)))
    assert TASK.id in play.state.monitors
    assert play.state.archive.elsewhere == dict(HELD)
    play.take(m.GuardsChosen(TASK.id, Guards(suspend_after=1)))
    assert not guards_of(play.state, TASK.id).on
    assert "Guards" not in "".join(e.sentence for e in play.state.chronicles[TASK.id])


def test_guards_that_were_set_in_two_windows_at_once_are_off_in_the_later_one() -> None:
    play = watching(Guards(suspend_after=1))
    play.take(m.DutyTold(Duty(elsewhere=HELD)))
    assert not guards_of(play.state, TASK.id).on
    (notice,) = play.state.notices
    assert notice.kind is NoticeKind.CAUTION
    assert "acts for this refresh already: suspend after 3 failed activities" in notice.text
    assert "All guards are off." not in [e.sentence for e in play.state.chronicles[TASK.id]]


def test_guards_whose_window_has_ended_watch_in_the_one_that_is_left() -> None:
    play = watching()
    play.take(m.DutyTold(Duty(elsewhere=HELD)), m.DutyTold(Duty(left=HELD)))
    assert guards_of(play.state, TASK.id) == GUARDS
    assert play.state.archive.elsewhere == {}
    (notice,) = play.state.notices
    assert notice.text.startswith("web: the window that acted on its guards has closed or ended.")
    log = [e.sentence for e in play.state.chronicles[TASK.id] if e.kind is EventKind.ACTION]
    assert log == ["Guards set: suspend after 3 failed activities."]
    play.take(m.GuardsChosen(TASK.id, Guards()), m.DutyTold(Duty()))
    assert not guards_of(play.state, TASK.id).on


def test_nothing_is_taken_over_without_a_monitor_or_after_the_end_or_over_own_guards() -> None:
    for play in (watching(status=RefreshStatus.FAILED), Playbook(make_state([WEB], [TASK]))):
        play.take(m.DutyTold(Duty(left=HELD)))
        assert not guards_of(play.state, TASK.id).on
        assert play.state.notices == ()
    own = Guards(suspend_after=1)
    play = watching(own)
    play.take(m.DutyTold(Duty(left=HELD)))
    assert guards_of(play.state, TASK.id) == own


def test_guards_come_back_to_a_monitor_that_was_opened_before_the_archive_was_read() -> None:
    """The archive takes this window for the one that acts from then on."""
    run = Run(TASK, "web", NOW.at, watched=True, guards=GUARDS)
    for elsewhere, guards in (((), GUARDS), (HELD, Guards())):
        play = Playbook(make_state([WEB], [TASK]))
        play.take(m.MonitorOpened(TASK.id))
        play.take(m.ShelfRead(Shelf((run,), ((TASK.id, Recording()),), elsewhere=elsewhere)))
        assert guards_of(play.state, TASK.id) == guards
