"""The head of a monitor says when it ends, in how long, on what that rests, and why where it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from essgui.core.select_eta import finishes, in_words
from essgui.core.select_monitor import watched
from essgui.core.state import Pause, Poll, Remote
from essgui.domain.eta import Eta
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import PastActivities
from essgui.domain.scaling import Activity, ActivityId, InstanceId
from tests.support.playbook import OFFLINE
from tests.support.states import HANGZHOU, NOW, later, make_group, make_state, make_task, with_monitor

WEB = make_group(size=10)
TASK = make_task(WEB, RefreshStatus.IN_PROGRESS, 4)
PAST = tuple(
    Activity(
        ActivityId(f"asa-{n}"),
        "Successful",
        started_at=later(n * 500 - 90_000).at,
        ended_at=later(n * 500 - 89_900).at,
        created=(InstanceId("i"),),
    )
    for n in range(6)
)


def figure(task=TASK, past=PAST, **changes):
    looks = {PastActivities(HANGZHOU, WEB.id): Remote(past, NOW)} if past is not None else {}
    state = replace(with_monitor(make_state([WEB], [task]), task), looks=looks, **changes)
    found = watched(state, task.id)
    assert found is not None
    return finishes(state, found, UTC)


def test_a_range_with_its_time_left_and_its_basis() -> None:
    said = figure()
    assert " to " in said.value
    assert said.line.startswith("in ")
    assert "learned from 6 activities of this group" in said.tip
    assert "no pauses" in said.tip


def test_without_support_it_says_why() -> None:
    said = figure(replace(TASK, finished=0), past=None)
    assert (said.value, said.line) == ("–", "not known yet")
    assert "no earlier refresh" in said.tip


def test_what_is_over_has_no_such_column() -> None:
    assert figure(replace(TASK, status=RefreshStatus.SUCCESSFUL)) is None


def test_a_rollback_has_a_range_over_what_had_become_new() -> None:
    back = figure(replace(TASK, status=RefreshStatus.ROLLBACK_IN_PROGRESS))
    there = figure()
    assert back.line.startswith("in ")
    assert back.value != there.value, "four of ten go back, while six were still to come"
    assert "no pauses" in back.tip


def test_a_rollback_of_which_nothing_is_known_says_so() -> None:
    said = figure(replace(TASK, status=RefreshStatus.ROLLBACK_IN_PROGRESS, finished=0))
    assert (said.value, said.tip) == ("–", "How many instances had become new was not seen.")


def test_a_pause_whose_begin_was_not_seen_makes_it_about() -> None:
    waits = replace(TASK, status=RefreshStatus.CHECKPOINT_PAUSE, checkpoints=(40, 100))
    assert not figure(waits, pauses={TASK.id: Pause(NOW.at, exact=True)}).value.startswith("≈")
    assert figure(waits, pauses={TASK.id: Pause(NOW.at, exact=False)}).value.startswith("≈")


def offline(minutes: float, misses: int = 5) -> dict[str, object]:
    """Return a state's changes: the last answer came at NOW, and time has passed since."""
    poll = Poll(seen=NOW, misses=misses, failure=OFFLINE)
    return {"polls": {HANGZHOU: poll}, "now": later(minutes * 60)}


def test_without_answers_the_range_stays_and_says_of_when_it_is() -> None:
    there = figure()
    for minutes in (2, 4):
        said = figure(**offline(minutes))
        assert said.value == there.value
        assert said.line == "as of 06:00, connection lost"
        assert "No answer has come since 06:00" in said.tip
    assert figure(now=later(240)).value != there.value, "with answers it moves on"
    assert figure(**offline(0.2, misses=1)).line.startswith("in "), "one answer that is missing is no loss"


def test_a_range_that_has_passed_or_is_too_old_is_hidden() -> None:
    waits = replace(TASK, status=RefreshStatus.CHECKPOINT_PAUSE, checkpoints=(40, 100), pause_minutes=600)
    pauses = {TASK.id: Pause(NOW.at, exact=True)}
    assert figure(waits, pauses=pauses, **offline(29)).value != "–"
    for said in (figure(waits, pauses=pauses, **offline(31)), figure(**offline(29))):
        assert (said.value, said.line) == ("–", "connection lost")
        assert said.tip == "No answer has come since 06:00, so its end is not known any more."


def test_no_end_is_promised_while_every_launch_fails() -> None:
    good = replace(PAST[0], started_at=later(-500).at, ended_at=later(-400).at)
    bad = tuple(
        replace(good, status="Failed", created=(), description="Add", started_at=later(n - 200).at)
        for n in (0, 90)
    )
    bad = tuple(replace(a, ended_at=a.started_at + timedelta(seconds=60)) for a in bad)
    state = with_monitor(make_state([WEB], [TASK]), TASK)

    def told(*activities: Activity) -> tuple[str, str]:
        monitor = replace(state.monitors[TASK.id], activities=Remote(activities, NOW))
        said = figure(monitors={TASK.id: monitor})
        return said.line, said.tip

    assert told(good, *bad) == (
        "launches fail",
        "No launch has succeeded since 05:53; the last 2 have failed.",
    )
    assert told(*bad)[1] == "No launch has succeeded since it began at 05:56; all 2 have failed."
    gone = replace(good, created=(), destroyed=good.created, description="Remove", started_at=NOW.at)
    second = replace(good, created=(InstanceId("i-2"),), started_at=later(-300).at, ended_at=later(-250).at)
    assert told(good, second, replace(gone, destroyed=(*good.created, InstanceId("i-2")))) == (
        "new instances fail",
        "No new instance has stayed since 05:51: 2 instances have come and gone.",
    )
    assert told(good, bad[0])[0].startswith("in "), "one is tried again"
    assert told(*bad, replace(good, started_at=NOW.at, ended_at=NOW.at))[0].startswith("in ")


@pytest.mark.parametrize(
    ("working", "waiting", "words"),
    [
        ((57 * 60, 81 * 60), 0, "in 57 min to 1 h 21 min"),
        ((57 * 60, 59 * 60), 0, "in 57 to 59 min"),
        ((10, 40), 0, "in 10 s to 40 s"),
        ((0, 450), 0, "within 7 min"),
        ((60, 60), 3600, "in 1 h 1 min"),
    ],
)
def test_the_time_left_in_words(working: tuple[float, float], waiting: float, words: str) -> None:
    assert in_words(Eta(NOW.at, NOW.at, working, waiting)) == words
