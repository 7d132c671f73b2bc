"""After a restart the pauses are told as before it: by the record where the record saw them begin."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.effects import Keep
from essgui.core.pauses_recorded import waits
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_chart import Mark, drawing
from essgui.core.select_monitor_ladder import ladder
from essgui.core.state import Archive, Pause
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Event, EventKind, Recording, Run, Shelf
from essgui.domain.scaling import Activity, ActivityId
from essgui.domain.timeline import Sample
from tests.support.playbook import Playbook
from tests.support.states import HANGZHOU, NOW, later, make_group, make_instances, make_state, make_task

if TYPE_CHECKING:
    from essgui.core.select_monitor_ladder import Rung
    from essgui.domain.refresh import RefreshTask

S = RefreshStatus
WEB = make_group(size=12)
AT_QUARTER = replace(
    make_task(WEB, S.CHECKPOINT_PAUSE, 3, checkpoints=(25, 50, 100), pause_minutes=60),
    total=12,
    started_at=later(-4000).at,
)
ID = AT_QUARTER.id
WORKS = replace(AT_QUARTER, status=S.IN_PROGRESS)
AT_HALF = replace(AT_QUARTER, finished=6)
BLIND = 90.0


def activity(name: str, ended: float) -> Activity:
    return Activity(ActivityId(name), "Successful", ended_at=later(ended).at, task=ID)


FIRST, SECOND = activity("asa-1", -3000), activity("asa-2", 240)


class Session(Playbook):
    """A session that watches the refresh and gathers what it writes."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        state = make_state([WEB], [] if shelf else [AT_QUARTER])
        super().__init__(state if shelf else replace(state, archive=Archive(keeping=True)))
        self.number = 0
        self.run: Run | None = None
        self.written = Recording()
        if shelf is None:
            self.take(m.PollSucceeded(HANGZHOU, 0, (ID,), (AT_QUARTER,)), m.MonitorOpened(ID))

    def look(self, task: RefreshTask, *activities: Activity) -> None:
        """Poll, look at the instances a moment later, and write."""
        self.number += 1
        self.take(m.PollSucceeded(HANGZHOU, self.number, (ID,), (task,)))
        self.moment = later(0.4, self.moment)
        self.take(m.InstancesLoaded(WEB.id, make_instances(12)))
        if activities:
            self.take(m.ActivitiesLoaded(ID, activities))
        self.take(m.KeepDue())
        for keep in self.asked(Keep):
            self.run = next((run for run in keep.runs), self.run)
            for _, one in keep.recordings:
                self.written = Recording(
                    (*self.written.samples, *one.samples), (*self.written.events, *one.events)
                )

    def until(self, second: float, task: RefreshTask, step: float = 20) -> None:
        """Look every few seconds."""
        while self.moment.mono + step <= later(second).mono:
            self.after(step)
            self.look(task)

    def rungs(self) -> tuple[Rung, ...]:
        found = watched(self.state, ID)
        assert found is not None
        return ladder(self.state, found, UTC).rungs

    def marks(self) -> tuple[Mark, ...]:
        found = watched(self.state, ID)
        assert found is not None
        return drawing(self.state, found, UTC).marks


def joined_at_the_first_pause() -> Session:
    """See the first pause only once it lasts, its end, and the begin of the second."""
    session = Session()
    session.look(AT_QUARTER, FIRST)
    session.until(60, AT_QUARTER)
    session.until(240, WORKS)
    session.after(20)
    session.look(AT_HALF, SECOND, FIRST)
    session.until(400, AT_HALF)
    return session


def begun_after(session: Session, seconds: float, *before_the_archive: m.Message) -> Session:
    """Begin the next session with what the last one wrote."""
    assert session.run is not None
    shelf = Shelf((session.run,), ((ID, session.written),))
    after = Session(shelf)
    after.moment = later(seconds, session.moment)
    after.take(*before_the_archive, m.ShelfRead(shelf))
    return after


@pytest.mark.parametrize("away", [10, 1200])
@pytest.mark.parametrize("found_first", [False, True])
def test_the_ladder_and_the_flags_are_those_of_before(away: float, found_first: bool) -> None:
    before = joined_at_the_first_pause()
    found = (m.RefreshesFound(WEB.id, (AT_HALF,)),) if found_first else ()
    after = begun_after(before, away, *found)
    after.look(AT_HALF, SECOND, FIRST)
    before.moment = later(-0.4, after.moment)
    before.look(AT_HALF)
    assert after.moment == before.moment
    assert after.rungs() == before.rungs()
    assert after.marks() == before.marks()
    assert after.state.pauses == before.state.pauses
    assert after.state.pauses[ID].exact
    said = " ".join(line for rung in after.rungs() for line in (*rung.lines, *rung.after))
    assert "reached ≈ " in said, "the first was not seen to begin"
    assert "as its begin was not seen" not in said


@pytest.mark.parametrize("away", [10, 1200])
def test_the_pause_that_lasts_waits_for_no_activities(away: float) -> None:
    before = joined_at_the_first_pause()
    after = begun_after(before, away)
    assert after.state.pauses == before.state.pauses, "at once"
    after.look(AT_HALF)
    assert after.state.pauses == before.state.pauses


def test_the_pause_of_a_later_checkpoint_is_not_that_of_the_record() -> None:
    farther = replace(AT_HALF, finished=9)
    after = begun_after(joined_at_the_first_pause(), 3600, m.RefreshesFound(WEB.id, (farther,)))
    assert after.state.pauses[ID] == Pause(after.moment.at, exact=False)


def test_a_begin_that_the_record_did_not_see_stays_a_guess() -> None:
    before = Session()
    before.look(AT_QUARTER, FIRST)
    before.until(60, AT_QUARTER)
    after = begun_after(before, 300)
    after.look(AT_QUARTER, FIRST)
    assert after.state.pauses[ID] == Pause(later(-3000).at, exact=False, came=NOW.at)
    assert after.rungs()[1].countdown.startswith("≈")


def test_what_the_cloud_tells_now_counts_and_not_the_pause_of_the_record() -> None:
    before = joined_at_the_first_pause()
    for now in (replace(AT_HALF, status=S.IN_PROGRESS), replace(AT_HALF, finished=9)):
        after = begun_after(before, 3600)
        after.look(now, SECOND, FIRST)
        pause = after.state.pauses.get(ID)
        assert pause is None or not pause.exact
    quarter = after.rungs()[1]
    assert quarter.lines == before.rungs()[1].lines


def test_a_monitor_that_is_opened_by_hand_takes_them_from_its_recording() -> None:
    before = joined_at_the_first_pause()
    assert before.run is not None
    after = Session(Shelf())
    after.moment = later(30, before.moment)
    after.take(m.ShelfRead(Shelf((replace(before.run, watched=False),))))
    after.take(m.RefreshesFound(WEB.id, (AT_HALF,)), m.MonitorOpened(ID))
    after.take(m.ActivitiesLoaded(ID, (SECOND, FIRST)), m.RecordingRead(ID, before.written))
    after.look(AT_HALF)
    before.moment = later(-0.4, after.moment)
    before.look(AT_HALF)
    assert after.rungs() == before.rungs()


def looks(*told: tuple[float, RefreshStatus, int]) -> tuple[Sample, ...]:
    return tuple(Sample(later(at).at, str(status), finished, 12) for at, status, finished in told)


C, W = S.CHECKPOINT_PAUSE, S.IN_PROGRESS


@pytest.mark.parametrize(
    ("samples", "found"),
    [
        (looks(), ()),
        (looks((0, W, 1)), ()),
        (looks((0, C, 3)), ((0, False, 3, None),)),
        (looks((0, W, 1), (20, C, 3)), ((20, True, 3, None),)),
        (looks((0, S.PAUSED, 3), (20, C, 3)), ((20, True, 3, None),)),
        (looks((0, W, 1), (91, C, 3)), ((91, False, 3, None),)),
        (looks((0, W, 1), (20, C, 3), (900, C, 3)), ((20, True, 3, None),)),
        (looks((0, W, 1), (20, C, 3), (40, C, 4)), ((20, True, 4, None),)),
        (looks((0, W, 1), (20, C, 3), (900, C, 6)), ((20, True, 3, 900), (900, False, 6, None))),
        (
            looks((0, C, 3), (20, W, 3), (40, W, 6), (60, C, 6), (80, S.CANCELLED, 6)),
            ((0, False, 3, 20), (60, True, 6, 80)),
        ),
    ],
)
def test_samples_tell_of_pauses(
    samples: tuple[Sample, ...], found: tuple[tuple[float, bool, int, float | None], ...]
) -> None:
    told = waits(samples, (), BLIND)
    assert [(w.began, w.exact, w.finished, w.ended) for w in told] == [
        (later(began).at, exact, finished, None if ended is None else later(ended).at)
        for began, exact, finished, ended in found
    ]
    for wait in told:
        # It was seen last by the newest sample before it was over.
        waiting = [s.at for s in samples if s.status == "CheckpointPause"]
        assert wait.seen == max(at for at in waiting if wait.ended is None or at < wait.ended)


def test_an_event_tells_the_poll_that_saw_the_begin() -> None:
    samples = looks((0, W, 1), (21, C, 3), (40, C, 3))
    told = [Event(later(at).at, EventKind.CHECKPOINT, "Waits.") for at in (-5, 20, 30)]
    assert [wait.began for wait in waits(samples, told, BLIND)] == [later(20).at]
