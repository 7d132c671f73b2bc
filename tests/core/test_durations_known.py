from __future__ import annotations

from dataclasses import replace

from essgui.core.durations_known import known_durations
from essgui.core.state import AppState, Remote
from essgui.domain.durations import DEFAULTS, durations_of
from essgui.domain.questions import PastActivities
from tests.support.playbook import DENIED, OFFLINE
from tests.support.states import HANGZHOU, NOW, make_group, make_state

WEB = make_group()
PAST = PastActivities(HANGZHOU, WEB.id)


def with_past(remote: Remote[object]) -> AppState:
    return make_state([WEB], looks={PAST: remote})


def test_until_the_activities_are_read_the_defaults_have_to_do() -> None:
    for state in (make_state([WEB]), with_past(Remote(loading=True))):
        known = known_durations(state, HANGZHOU, WEB.id)
        assert (known.durations, known.reading, known.failure) == (DEFAULTS, True, None)
        assert known.source.startswith("reading")


def test_what_was_read_says_where_it_comes_from() -> None:
    known = known_durations(with_past(Remote((), NOW)), HANGZHOU, WEB.id)
    assert known.durations == durations_of(())
    assert (known.source, known.reading) == (durations_of(()).source, False)


def test_a_failure_says_why_there_are_only_the_defaults() -> None:
    denied = known_durations(with_past(Remote(failure=DENIED)), HANGZHOU, WEB.id)
    assert denied.source.startswith("this identity may not read")
    offline = known_durations(with_past(Remote(failure=OFFLINE)), HANGZHOU, WEB.id)
    assert offline.source.startswith("past activities could not be read")
    assert (offline.durations, offline.reading, offline.failure) == (DEFAULTS, False, OFFLINE)


def test_a_second_try_counts_as_reading_and_old_answers_outlive_a_failure() -> None:
    again: Remote[object] = Remote(failure=OFFLINE)
    assert known_durations(with_past(replace(again, loading=True)), HANGZHOU, WEB.id).reading
    kept = known_durations(with_past(replace(again, value=(), seen=NOW)), HANGZHOU, WEB.id)
    assert kept.failure is None
