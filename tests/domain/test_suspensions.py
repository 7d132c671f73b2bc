"""What has to be resumed is read from what was asked for; where nobody knows, it counts as suspended."""

from __future__ import annotations

import pytest

from essgui.domain.remedies import ResumeProcesses, SuspendProcesses
from essgui.domain.run import Deed, Intent, Settlement
from essgui.domain.suspensions import Suspension, and_resumed, and_suspended, process_words, suspensions
from tests.support.states import HANGZHOU, NOW, later, make_group

WEB, API = make_group("web").id, make_group("api").id
ALARMS, SCHEDULE = "AlarmNotification", "ScheduledAction"
OK = Settlement.ACCEPTED


def asked(deed: Deed, *processes: str, group=WEB, after: float = 0, settlement: Settlement | None = OK):
    words = process_words(processes)
    return Intent("t", deed, HANGZHOU, group, later(after).at, words, settlement=settlement)


def held(process: str, group=WEB, after: float = 0) -> Suspension:
    return Suspension(HANGZHOU, group, process, later(after).at)


S, R = Deed.SUSPEND_PROCESSES, Deed.RESUME_PROCESSES


def test_what_was_suspended_is_held_until_it_is_resumed() -> None:
    both = asked(S, ALARMS, SCHEDULE)
    assert suspensions([both]) == (held(ALARMS), held(SCHEDULE))
    assert suspensions([both, asked(R, ALARMS)]) == (held(SCHEDULE),)
    assert suspensions([both, asked(R, ALARMS), asked(S, ALARMS, after=9)])[1] == held(ALARMS, after=9)
    assert suspensions([both, asked(R, ALARMS, SCHEDULE, group=API)]) == (held(ALARMS), held(SCHEDULE))


@pytest.mark.parametrize("settlement", [Settlement.UNKNOWN, None])
def test_without_an_answer_it_counts_as_suspended(settlement: Settlement | None) -> None:
    doubtful = asked(S, ALARMS, settlement=settlement)
    assert suspensions([doubtful]) == (held(ALARMS),)
    assert suspensions([doubtful, asked(R, ALARMS, settlement=settlement)]) == (held(ALARMS),)


def test_what_was_refused_and_what_is_something_else_does_not_count() -> None:
    assert suspensions([asked(S, ALARMS, settlement=Settlement.REFUSED)]) == ()
    assert suspensions([asked(Deed.REMEDY, ALARMS), asked(Deed.START, ALARMS)]) == ()
    kept = [asked(S, ALARMS), asked(R, ALARMS, settlement=Settlement.REFUSED)]
    assert suspensions(kept) == (held(ALARMS),)


def test_what_happens_in_a_session_comes_to_the_same() -> None:
    first = and_suspended((), SuspendProcesses(HANGZHOU, WEB, (ALARMS, SCHEDULE)), NOW.at)
    assert first == suspensions([asked(S, ALARMS, SCHEDULE)])
    again = and_suspended(first, SuspendProcesses(HANGZHOU, WEB, (ALARMS,)), later(9).at)
    assert again == (held(SCHEDULE), held(ALARMS, after=9)), "once each"
    other = and_suspended(again, SuspendProcesses(HANGZHOU, API, (ALARMS,)), NOW.at)
    assert and_resumed(other, ResumeProcesses(HANGZHOU, WEB, (ALARMS, SCHEDULE))) == (held(ALARMS, API),)
