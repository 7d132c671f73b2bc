from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from essgui.core.select_fleet import fleet_rows
from essgui.core.select_fleet_summary import Body, body, cards, segment_counts, speaking, strips
from essgui.core.state import Pause, Remote, Segment, Survey
from essgui.domain.scaling import RegionId
from tests.support.states import HANGZHOU, NOW, make_group, make_state, make_task
from tests.ui.fleet import worlds


def views(state, zone=None):
    rows = fleet_rows(state).values()
    return cards(state, speaking(rows), segment_counts(rows), zone)


def test_the_four_cards_add_up_to_all_groups():
    counts = segment_counts(fleet_rows(worlds.believable()).values())
    four = sum(counts[s] for s in (Segment.RUNNING, Segment.CHECKPOINT, Segment.FAILED, Segment.IDLE))
    assert four == counts[Segment.ALL] == 13


def test_cards_say_what_is_next():
    shown = views(worlds.believable())
    assert [shown[s].count for s in shown] == ["3", "1", "1", "8"]
    assert shown[Segment.RUNNING].line == "29 of 78 instances done"
    assert shown[Segment.CHECKPOINT].line == "resumes in 12:40"
    assert shown[Segment.FAILED].line == "payments-ledger"
    assert shown[Segment.IDLE].line == "4 with drift", "those at work or failed are not idle"


def test_the_running_card_says_which_ends_next_where_that_is_known():
    card = views(worlds.foretold(), UTC)[Segment.RUNNING]
    assert card.line.startswith("next known end ≈ ")
    assert card.tip.endswith("29 of 78 instances done.")
    assert views(worlds.believable())[Segment.RUNNING].tip == ""


def test_without_drift_the_idle_card_counts_what_cannot_be_refreshed():
    shown = views(replace(worlds.believable(), survey=Survey()))
    assert shown[Segment.IDLE].line == "4 cannot be refreshed"


def test_where_no_group_is_idle_nothing_is_said_of_idle_ones():
    group = make_group()
    busy = make_state([group], [make_task(group)])
    card = views(busy)[Segment.IDLE]
    assert (card.count, card.line) == ("0", "none")


@pytest.mark.parametrize(
    ("minutes", "exact", "came", "line"),
    [
        (20, True, None, "resumes in 40:00"),
        (20, False, NOW.at, "resumes in ≈ 40:00"),
        (20, False, None, "resumes within ≈ 40:00"),
        (70, True, None, "resumes any moment"),
    ],
)
def test_a_guessed_pause_says_so_and_a_late_one_never_counts_below_zero(minutes, exact, came, line):
    pause = Pause(NOW.at - timedelta(minutes=minutes), exact, came)
    state = replace(worlds.believable(), pauses={worlds.WEB_TASK.id: pause})
    assert views(state)[Segment.CHECKPOINT].line == line


def test_an_unknown_pause_names_the_group():
    assert views(replace(worlds.believable(), pauses={}))[Segment.CHECKPOINT].line == "web-frontend-prod"


def test_counts_are_open_while_something_is_read():
    assert views(worlds.half_loaded())[Segment.IDLE].count == "0+"
    assert views(worlds.half_loaded())[Segment.IDLE].line == "looking at 4 more"
    assert views(worlds.loading())[Segment.RUNNING].count == "–"
    assert views(worlds.empty())[Segment.RUNNING].count == "0"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (worlds.loading(), Body.LOADING),
        (worlds.empty(), Body.EMPTY),
        (worlds.no_key(), Body.FAILED),
        (make_state(chosen=()), Body.NO_REGION),
        (replace(make_state(chosen=()), regions=Remote(loading=True)), Body.LOADING),
        (replace(make_state(chosen=()), regions=Remote(failure=worlds.BAD_KEY)), Body.FAILED),
    ],
)
def test_what_stands_in_for_the_table(state, expected):
    assert body(state, 0, 0) is expected


def test_rows_win_over_everything_and_a_filter_over_nothing():
    assert body(worlds.failing(), 5, 2) is Body.ROWS
    assert body(worlds.failing(), 5, 0) is Body.NO_MATCH


def test_each_failed_region_has_its_strip_with_age_and_next_try():
    denied, away = strips(worlds.failing())
    assert denied.sentence == "cn-shanghai: This identity may not list scaling groups here."
    assert denied.note == "No groups known yet, next try in 40 s"
    assert away.note == "Groups as of 4 min ago, next try in 12 s"
    assert away.regions == (worlds.SINGAPORE,)


def test_one_cause_is_one_strip():
    (strip,) = strips(worlds.no_key())
    assert strip.title == "All 2 regions"
    assert len(strip.regions) == 2


def test_a_failed_list_of_regions_is_named():
    state = replace(worlds.believable(), regions=Remote(failure=worlds.OFFLINE, retry_at=NOW.mono))
    (strip,) = strips(state)
    assert (strip.title, strip.regions, strip.note) == ("List of regions", (), "trying again")


def test_many_causes_do_not_push_the_table_away():
    regions = tuple(RegionId(f"cn-{n}") for n in range(9))
    groups = {r: Remote(failure=replace(worlds.OFFLINE, code=r), seen=NOW) for r in regions}
    shown = strips(replace(make_state(), chosen=regions, groups=groups))
    assert len(shown) == 3
    assert sum(len(s.regions) for s in shown) == 9
    assert HANGZHOU not in shown[-1].regions
