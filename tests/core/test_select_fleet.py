from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.select_fleet import (
    Look,
    Standing,
    attention,
    fleet_rows,
    in_segment,
    is_stale,
)
from essgui.core.state import Detail, Discovery, Poll, Remote, Segment
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import TemplateId
from tests.support.states import (
    HANGZHOU,
    NOW,
    make_configurations,
    make_group,
    make_state,
    make_task,
)
from tests.ui.fleet import worlds

WEB = make_group("web", tags={"team": "Shop"})


def only(state):
    (row,) = fleet_rows(state).values()
    return row


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        (RefreshStatus.PENDING, Standing.RUNNING),
        (RefreshStatus.IN_PROGRESS, Standing.RUNNING),
        (RefreshStatus.PAUSED, Standing.RUNNING),
        (RefreshStatus.CHECKPOINT_PAUSE, Standing.CHECKPOINT),
        (RefreshStatus.FAILED, Standing.FAILED),
        (RefreshStatus.SUCCESSFUL, Standing.IDLE),
        (RefreshStatus.CANCELLING, Standing.RUNNING),
        (RefreshStatus.CANCELLED, Standing.IDLE),
        (RefreshStatus.ROLLBACK_IN_PROGRESS, Standing.RUNNING),
        (RefreshStatus.ROLLBACK_SUCCESSFUL, Standing.IDLE),
        (RefreshStatus.ROLLBACK_FAILED, Standing.FAILED),
        ("AwaitingApproval", Standing.RUNNING),
    ],
)
def test_every_status_has_one_standing_and_one_card(status, standing):
    row = only(make_state([WEB], [make_task(WEB, status)]))
    assert row.standing is standing
    cards = [Segment.RUNNING, Segment.CHECKPOINT, Segment.FAILED, Segment.IDLE]
    assert [in_segment(row, card) for card in cards].count(True) == 1


def test_a_group_that_was_not_looked_at_is_not_called_idle():
    state = replace(make_state([WEB]), history={})
    assert only(state).standing is Standing.LOOKING
    failed = replace(state, discovery=Discovery(failed={WEB.id: worlds.OFFLINE}))
    assert only(failed).standing is Standing.NOT_KNOWN
    assert not in_segment(only(failed), Segment.IDLE)


def test_the_running_refresh_speaks_even_where_a_newer_one_is_listed_first():
    over = make_task(WEB, RefreshStatus.FAILED, id="ir-over")
    row = only(make_state([WEB], [over, make_task(WEB)]))
    assert row.running == "ir-bp1web"
    assert row.standing is Standing.RUNNING


@pytest.mark.parametrize(
    ("finished", "total", "counts"), [(4, 10, "4/10"), (12, 10, "10/10"), (3, 0, ""), (0, 10, "0/10")]
)
def test_counts_never_exceed_the_whole_and_say_nothing_without_a_total(finished, total, counts):
    assert only(make_state([WEB], [make_task(WEB, finished=finished, total=total)])).counts == counts


def test_rows_stay_the_same_objects_while_their_group_does():
    other = make_group("api")
    state = make_state([WEB, other], [make_task(WEB)])
    before = fleet_rows(state)
    moved = replace(state, tasks={"ir-bp1web": make_task(WEB, finished=5)})
    after = fleet_rows(moved, before)
    assert after[other.id] is before[other.id]
    assert after[WEB.id] is not before[WEB.id]
    assert after[WEB.id].counts == "5/10"


def test_reasons_are_short_in_the_cell_and_whole_in_the_tooltip():
    row = only(make_state([replace(WEB, multi_az_policy="BALANCE", weighted=True)]))
    assert row.blocked == "Balanced policy"
    assert "Priority scale-out policy" in row.blocked_why
    assert "counts its capacity in instances" in row.blocked_why
    assert in_segment(row, Segment.BLOCKED)


def test_a_running_refresh_is_no_defect_of_the_group():
    row = only(make_state([WEB], [make_task(WEB)]))
    assert row.blocked == "Refresh running"
    assert not in_segment(row, Segment.BLOCKED)


def test_the_source_is_named_once_the_configurations_were_read():
    state = make_state([WEB])
    assert only(state).source == WEB.active_configuration
    read = Detail(configurations=Remote(make_configurations(WEB), NOW))
    row = only(replace(state, details={WEB.id: read}))
    assert (row.source, row.source_kind) == ("web-2026-10", Look.CONFIGURATION)
    assert WEB.active_configuration in row.source_tip


@pytest.mark.parametrize(("version", "text"), [("7", "v7 · lt-1"), ("Latest", "Latest · lt-1")])
def test_a_template_shows_its_version_first(version, text):
    group = replace(WEB, launch_template=TemplateId("lt-1"), launch_template_version=version)
    row = only(make_state([group]))
    assert (row.source, row.source_kind) == (text, Look.TEMPLATE)


def test_attention_puts_what_waits_for_a_person_first():
    ranks = [
        attention(only(make_state([WEB], [make_task(WEB, status)])))
        for status in (
            RefreshStatus.CHECKPOINT_PAUSE,
            RefreshStatus.PAUSED,
            RefreshStatus.IN_PROGRESS,
            RefreshStatus.FAILED,
            RefreshStatus.SUCCESSFUL,
        )
    ]
    assert ranks == [0, 0, 1, 2, 3]


def test_a_region_is_stale_after_three_misses_of_either_kind():
    state = make_state([WEB])
    assert not is_stale(state, HANGZHOU)
    assert is_stale(replace(state, polls={HANGZHOU: Poll(misses=3)}), HANGZHOU)
    missed = replace(state.groups[HANGZHOU], misses=3)
    assert only(replace(state, groups={HANGZHOU: missed})).stale


def test_sums_of_before_the_end_of_a_refresh_are_not_shown_after_it():
    state = worlds.believable()
    row = fleet_rows(state)[worlds.RESIZER.id]
    assert row.ages is not None
    done = replace(state.tasks[worlds.CHECKOUT_TASK.id], status=RefreshStatus.CANCELLED, ended_at=NOW.at)
    ended = replace(state, tasks={**state.tasks, done.id: done})
    after = fleet_rows(ended, fleet_rows(state))
    assert after[worlds.CHECKOUT.id].ages is None
    assert after[worlds.RESIZER.id].ages is row.ages
