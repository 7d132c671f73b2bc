from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from essgui.core import select_monitor as select
from essgui.core.failure import Failure, FailureKind
from essgui.core.state import Poll
from essgui.domain.clock import Instant
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.run import Event, EventKind, Run
from essgui.domain.scaling import TaskId
from essgui.domain.timeline import Sample, Timeline, timeline_of
from tests.ui.monitor import scenes

S = RefreshStatus
BEIJING = timezone(timedelta(hours=8))


def found(state):
    both = select.watched(state, scenes.TASK)
    assert both is not None
    return both


def test_what_is_not_watched_is_none():
    assert select.watched(scenes.scene(), TaskId("ir-other")) is None


def test_an_unread_group_goes_by_its_id_and_has_no_corridor():
    one = found(replace(scenes.scene(), groups={}))
    assert one.name == "asg-bp1checkout-api-prod"
    assert one.band is None
    assert one.base == 40


def test_progress_has_its_checkpoints_as_shares_of_the_bar():
    shown = select.progress(found(scenes.scene()))
    assert (shown.done, shown.total, shown.percent) == ("18", "/40", "45 %")
    assert shown.share == pytest.approx(0.45)
    assert shown.ticks == (0.25, 0.5)


def test_progress_never_passes_all_of_it():
    shown = select.progress(found(scenes.scene(finished=47)))
    assert (shown.done, shown.percent, shown.share) == ("40", "100 %", 1.0)


@pytest.mark.parametrize(
    ("status", "done", "percent"),
    [(S.PENDING, "–", ""), (S.IN_PROGRESS, "–", ""), (S.SUCCESSFUL, "0", "100 %"), (S.FAILED, "0", "")],
)
def test_a_total_of_nothing_is_no_share(status: S, done: str, percent: str):
    shown = select.progress(found(scenes.scene(status, 0, total=0)))
    assert (shown.done, shown.total, shown.percent) == (done, "", percent)


def test_a_rollback_fills_from_zero_to_what_was_new_before():
    bars = [
        select.progress(found(scenes.with_task(scenes.rolling_back(), finished=left))) for left in (18, 6, 0)
    ]
    assert [bar.share for bar in bars] == [0.0, pytest.approx(2 / 3), 1.0]
    assert (bars[1].done, bars[1].total) == ("12", "/18")
    assert bars[1].ticks == ()


def test_percentages_have_no_noise_of_binary_fractions():
    state = scenes.watching(scenes.scene(S.ROLLBACK_IN_PROGRESS, 71, total=100), before_rollback=100)
    assert select.progress(found(state)).percent == "29 %"


def test_a_rollback_that_was_joined_late_fills_from_the_most_that_was_seen():
    samples = Timeline((Sample(scenes.NOW.at, "RollbackInProgress", 9, 40),))
    state = scenes.watching(
        scenes.scene(S.ROLLBACK_IN_PROGRESS, 6), before_rollback=0, timeline=samples, joined_late=True
    )
    assert select.progress(found(state)).total == "/9"
    nothing = scenes.watching(scenes.scene(S.ROLLBACK_IN_PROGRESS, 0), timeline=Timeline())
    assert select.progress(found(nothing)).done == "0"


def test_a_rollback_that_succeeded_is_all_of_it_even_where_the_count_stayed():
    state = scenes.watching(scenes.scene(S.ROLLBACK_SUCCESSFUL, 3), before_rollback=18)
    assert select.progress(found(state)).percent == "100 %"


def test_work_and_waiting_are_told_apart():
    state = scenes.scene()
    shown = select.running_time(state, found(state), BEIJING)
    assert (shown.caption, shown.value) == ("Running since", "13:40")
    assert shown.line == "36 min working, 15 min waiting"


def test_who_came_late_only_says_what_was_seen():
    state = scenes.joined_late()
    assert select.running_time(state, found(state), BEIJING).line == "51 min in all"
    state = scenes.scene()
    samples = [
        s for s in found(state).monitor.timeline.samples if s.at > scenes.START + timedelta(minutes=10)
    ]
    state = scenes.watching(state, timeline=timeline_of(samples))
    line = select.running_time(state, found(state), BEIJING).line
    assert line == "51 min in all, waiting at least 15 min"


def test_a_pause_that_began_before_the_first_look_counts_too():
    state = scenes.scene(S.CHECKPOINT_PAUSE, 20)
    first = Sample(scenes.NOW.at - timedelta(minutes=1), "CheckpointPause", 20, 40)
    state = scenes.watching(state, timeline=Timeline((first,)))
    ended = Event(scenes.NOW.at - timedelta(minutes=5), EventKind.ACTIVITY, "Add 4, asa-1.")
    state = replace(state, chronicles={scenes.TASK: (ended,)})
    assert select.running_time(state, found(state), BEIJING).line == "51 min in all, waiting at least 5 min"


def test_what_was_kept_and_not_read_is_not_called_not_recorded():
    state = scenes.watching(scenes.scene(S.SUCCESSFUL), timeline=Timeline())
    task = replace(found(state).task, ended_at=scenes.NOW.at)
    state = replace(state, tasks={**state.tasks, task.id: task})
    assert "not recorded" in select.running_time(state, found(state)).tip
    kept = replace(state.archive, runs={task.id: Run(task, "web", scenes.NOW.at)})
    tip = select.running_time(replace(state, archive=kept), found(state)).tip
    assert tip.startswith("What was recorded of it is not read yet. ")


def test_what_has_not_begun_says_so():
    state = scenes.loading()
    assert select.running_time(state, found(state)).line == "not begun"


def test_the_end_is_told_only_when_it_is_over():
    state = scenes.scene()
    assert select.ended(state, found(state)) is None
    state = scenes.failed()
    shown = select.ended(state, found(state), BEIJING)
    assert shown is not None
    assert (shown.value, shown.line) == ("14:30", "took 50 min")
    state = scenes.scene(S.CANCELLED)
    shown = select.ended(state, found(state), BEIJING)
    assert shown is not None
    assert shown.value == "–"


def test_the_target_of_a_rollback_is_where_it_goes_back_to():
    state = scenes.rolling_back()
    figure, _ = select.target_figure(state, found(state))
    assert (figure.caption, figure.value) == ("Going back to", "checkout-api-prod-2026-10")
    state = scenes.scene()
    figure, words = select.target_figure(state, found(state))
    assert (figure.value, figure.line) == ("checkout-api-prod-2026-11", "was checkout-api-prod-2026-10")
    assert words.kind == "scaling configuration"


def test_fresh_data_says_its_age():
    state = scenes.scene()
    assert select.data_age(state, found(state)).text == "updated 3 s ago"
    later = scenes.ticked(state, 9)
    assert select.data_age(later, found(later)).text == "updated 12 s ago"


@pytest.mark.parametrize(("misses", "stale"), [(1, False), (2, False), (3, True), (7, True)])
def test_three_misses_make_it_amber_and_say_why(misses: int, stale: bool):
    state = scenes.stale()
    region = next(iter(state.polls))
    state = replace(state, polls={region: replace(state.polls[region], misses=misses)})
    age = select.data_age(state, found(state))
    assert age.stale is stale
    assert (age.tone == "amber_fg") is stale
    if stale:
        assert age.text == "no answer for 48 s"
        assert "did not answer" in age.why
        assert "Next try in 6 s." in age.why
        assert age.code == "Timeout"
    else:
        assert f"{misses} answer" in age.text


def test_a_try_that_is_due_or_under_way_is_told_as_now():
    state = scenes.stale()
    region = next(iter(state.polls))
    for next_at in (None, scenes.NOW.mono - 1):
        now = replace(state, polls={region: replace(state.polls[region], next_at=next_at)})
        assert "Asking again now." in select.data_age(now, found(now)).why


def test_nothing_read_yet_and_nothing_more_to_read():
    state = replace(scenes.scene(), polls={})
    assert select.data_age(state, found(state)).text == "reading…"
    failure = Failure(FailureKind.UNREACHABLE, "Timeout", "No.")
    region = found(state).task.region
    dark = replace(state, polls={region: Poll(3, 0, None, failure, 3, 9.0)})
    assert select.data_age(dark, found(dark)).text == "no answer yet"
    over = replace(scenes.failed(), polls=scenes.stale().polls)
    assert select.data_age(over, found(over)).stale is False


@pytest.mark.parametrize(
    ("status", "family", "words"),
    [
        (S.FAILED, "red", "The refresh failed. Out of stock."),
        (S.ROLLBACK_FAILED, "red", "The rollback failed. Out of stock."),
        (S.CANCELLED, "slate", "18 new instances stay, 22 keep the old configuration."),
        (S.SUCCESSFUL, "green", "18 of 40"),
        (S.ROLLBACK_SUCCESSFUL, "green", "rolled back"),
        ("Frozen", "slate", "“Frozen”"),
    ],
)
def test_every_end_has_its_sentence(status: S | str, family: str, words: str):
    said = select.outcome(found(scenes.scene(status, detail="Out of stock.")))
    assert said is not None
    assert said.family == family
    assert words in said.sentence


@pytest.mark.parametrize("status", [S.PENDING, S.IN_PROGRESS, S.PAUSED, S.CHECKPOINT_PAUSE, S.CANCELLING])
def test_nothing_is_said_of_an_end_before_it(status: S):
    assert select.outcome(found(scenes.scene(status))) is None


def test_a_failure_without_a_reason_says_so_and_names_the_next_step():
    said = select.outcome(found(scenes.scene(S.FAILED, 1, skip_matching=False)))
    assert said is not None
    assert "ESS gives no reason." in said.sentence
    assert said.hint.startswith("1 new instance stays")
    assert "skip matching" not in said.hint


@pytest.mark.parametrize(
    ("finished", "total", "words"),
    [(0, 0, "no instance needed"), (1, 1, "the one instance"), (40, 40, "all 40")],
)
def test_a_success_counts_what_is_new(finished: int, total: int, words: str):
    said = select.outcome(found(scenes.scene(S.SUCCESSFUL, finished, total=total)))
    assert said is not None
    assert words in said.sentence


def test_only_what_waits_for_a_person_calls_for_an_action():
    called = {s: select.called_for(found(scenes.scene(s))) for s in S}
    assert {s for s, action in called.items() if action} == {S.PAUSED, S.CHECKPOINT_PAUSE}
    assert called[S.PAUSED] is RefreshAction.RESUME
    assert select.called_for(found(scenes.scene("Frozen"))) is None


def test_age_uses_seconds_of_this_computer_not_the_clouds_clock():
    state = scenes.scene()
    faster = replace(state, now=Instant(state.now.at + timedelta(hours=1), state.now.mono + 4))
    assert select.data_age(faster, found(faster)).text == "updated 7 s ago"
