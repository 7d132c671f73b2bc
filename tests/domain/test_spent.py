"""How the time of a refresh was spent: never more than was seen, and it adds up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.spent import Certainty, Spent, seen_in, spent, waiting_words, whole_words, working_words
from essgui.domain.timeline import Sample, timeline_of
from tests.support.states import NOW, make_group, make_task

S = RefreshStatus
TASK = make_task(
    make_group(),
    S.SUCCESSFUL,
    started_at=NOW.at,
    ended_at=NOW.at + timedelta(seconds=3600),
    checkpoints=(50,),
)


def looks(*parts: tuple[str, int, int], step: int = 5) -> list[Sample]:
    """Return looks at a status from one second to another, a few seconds apart."""
    return [
        Sample(NOW.at + timedelta(seconds=at), status, 0, 10)
        for status, start, end in parts
        for at in range(start, end, step)
    ]


def told(samples: list[Sample], before: int | None = None) -> Spent:
    ended = None if before is None else NOW.at + timedelta(seconds=before)
    found = spent(TASK, seen_in(timeline_of(samples), ended), NOW.at)
    assert found is not None
    return found


WORK, PAUSE, END = S.IN_PROGRESS, S.CHECKPOINT_PAUSE, S.SUCCESSFUL
WHOLE = looks((WORK, 0, 1000), (PAUSE, 1000, 2800), (WORK, 2800, 3600), (END, 3600, 3601))


def words(found: Spent) -> tuple[str, str, str]:
    return whole_words(found), working_words(found), waiting_words(found)


def test_what_was_watched_whole_is_known_exactly_and_adds_up() -> None:
    assert told(WHOLE) == Spent(3600.0, 1800.0, 1800.0, Certainty.EXACT)
    assert words(told(WHOLE)) == ("1 h", "30 min", "30 min")
    assert told(WHOLE).unseen == 0.0
    assert words(told(looks((WORK, 0, 3600), (END, 3600, 3601)))) == ("1 h", "1 h", "none")


def test_of_what_was_never_watched_nothing_is_claimed() -> None:
    found = spent(TASK, None, NOW.at)
    assert found == Spent(3600.0, 0.0, 0.0, Certainty.NOTHING)
    assert words(found) == ("1 h", "not recorded", "not recorded")
    # A look at what had ended already tells as little.
    assert told(looks((END, 3601, 3602))).certainty is Certainty.NOTHING
    assert told(looks((END, 3601, 3700))).certainty is Certainty.NOTHING


@pytest.mark.parametrize(
    ("samples", "found", "said"),
    [
        ([s for s in WHOLE if s.at >= NOW.at + timedelta(seconds=2000)], (800.0, 800.0), "at least 13 min"),
        ([s for s in WHOLE if s.at < NOW.at + timedelta(seconds=1300)], (1000.0, 295.0), "at least 4 min"),
        ([s for s in WHOLE if s.at >= NOW.at + timedelta(seconds=2900)], (700.0, 0.0), "none seen"),
    ],
    ids=["joined late", "left early", "joined after the pause"],
)
def test_a_part_is_at_least_so_much(samples: list[Sample], found: tuple[float, float], said: str) -> None:
    part = told(samples)
    assert (part.working, part.waiting) == found
    assert part.certainty is Certainty.AT_LEAST
    assert waiting_words(part) == said


def test_a_gap_is_nothing_that_was_seen() -> None:
    gap = [s for s in WHOLE if not timedelta(seconds=500) <= s.at - NOW.at < timedelta(seconds=1500)]
    part = told(gap)
    assert (part.working, part.waiting, part.unseen) == (495 + 800, 1300.0, 1005.0)
    assert part.certainty is Certainty.AT_LEAST


def test_two_looks_far_apart_tell_nothing_of_the_time_between_them() -> None:
    far = [WHOLE[0], WHOLE[-1]]
    assert told(far).certainty is Certainty.NOTHING
    # A third one tells that the first step was a gap.
    seconds = [Sample(NOW.at + timedelta(seconds=n), PAUSE, 0, 10) for n in (3000, 3005)]
    assert told([WHOLE[0], *seconds]).working == 0.0


def test_one_that_was_found_waiting_has_waited_since_the_last_activity_ended() -> None:
    late = [s for s in WHOLE if s.at >= NOW.at + timedelta(seconds=2000)]
    assert told(late, before=1100).waiting == 1700.0
    late = [s for s in WHOLE if s.at >= NOW.at + timedelta(seconds=2900)]
    assert told(late, before=1100).waiting == 0.0, "it was at work"


def test_clocks_may_differ_a_little() -> None:
    for shift in (-20, 20):
        moved = [Sample(s.at + timedelta(seconds=shift), s.status, 0, 10) for s in WHOLE]
        assert told(moved).certainty is Certainty.EXACT
        assert told(moved).unseen == pytest.approx(0.0)


def test_one_that_runs_is_judged_until_now() -> None:
    running = make_task(make_group(), S.CHECKPOINT_PAUSE, started_at=NOW.at)
    seen = seen_in(timeline_of(looks((WORK, 0, 100), (PAUSE, 100, 200))))
    soon = spent(running, seen, NOW.at + timedelta(seconds=260))
    assert soon == Spent(260.0, 100.0, 160.0, Certainty.EXACT)
    later = spent(running, seen, NOW.at + timedelta(seconds=2000))
    assert later is not None
    assert (later.waiting, later.certainty) == (95.0, Certainty.AT_LEAST), "nobody has looked since"


def test_what_never_began_or_has_no_end_says_so() -> None:
    assert spent(make_task(make_group(), S.PENDING, started_at=None), None, NOW.at) is None
    assert working_words(None) == waiting_words(None) == whole_words(None) == "not known"
    endless = make_task(make_group(), S.SUCCESSFUL, started_at=NOW.at, ended_at=None)
    found = spent(endless, seen_in(timeline_of(WHOLE)), NOW.at)
    assert found == Spent(None, 1800.0, 1800.0, Certainty.AT_LEAST)
    assert (whole_words(found), found.unseen) == ("not known", None)


@given(
    st.lists(st.tuples(st.integers(1, 900), st.sampled_from([WORK, PAUSE, S.PAUSED, END])), max_size=40),
    st.integers(-300, 3000),
)
def test_the_parts_are_never_more_than_the_whole(steps: list[tuple[int, S]], first: int) -> None:
    at, samples = first, list[Sample]()
    for step, status in steps:
        at += step
        samples.append(Sample(NOW.at + timedelta(seconds=at), status, 0, 10))
    found = told(samples)
    assert found.whole is not None
    assert found.working >= 0
    assert found.waiting >= 0
    assert found.working + found.waiting <= found.whole + 1e-6
