"""The hand-over says in one line what the next person has to know, with times that name their zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

from essgui.core.handover import WORDS, handover
from essgui.core.select_monitor import watched
from essgui.core.state import Detail, Origin, Pause, Remote
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Event, EventKind
from tests.support.states import (
    HANGZHOU,
    NOW,
    later,
    make_group,
    make_instances,
    make_state,
    make_task,
    with_monitor,
)

S = RefreshStatus
WEB = make_group("web-frontend-prod", 40)
BEIJING = timezone(timedelta(hours=8))
AS_OF = "as of 2026-11-23 14:00 UTC+08:00, all times in that zone"


def text(
    status: RefreshStatus | str = S.IN_PROGRESS, finish=None, state_changes=None, **changes: object
) -> str:
    task = make_task(WEB, status, finished=14, **changes)
    state = with_monitor(make_state([WEB], [task]), task)
    if state_changes is not None:
        state = state_changes(state, task)
    found = watched(state, task.id)
    assert found is not None
    return handover(state, found, BEIJING, finish)


def test_one_that_works() -> None:
    assert (
        text() == f"web-frontend-prod (cn-hangzhou) · ir-bp1web-frontend-prod · In progress 14/40 · {AS_OF}"
    )
    assert HANGZHOU in text()


def test_at_a_checkpoint_it_says_since_when_and_when_it_goes_on() -> None:
    def paused(exact: bool, minutes: int):
        return lambda s, t: replace(s, pauses={t.id: Pause(later(-60 * minutes).at, exact)})

    common = {"checkpoints": (35, 100), "pause_minutes": 60, "status": S.CHECKPOINT_PAUSE}
    assert "checkpoint 35 % reached 13:50, resumes by itself 14:50" in text(
        state_changes=paused(True, 10), **common
    )
    assert "reached ≈ 13:50, resumes by itself ≈ 14:50" in text(state_changes=paused(False, 10), **common)
    assert "reached 12:50, resumes any moment" in text(state_changes=paused(True, 70), **common)
    assert "waits at checkpoint 35 %" in text(**common)


def test_the_finish_and_reason_where_they_are_known() -> None:
    def known(state, task):
        archive = replace(state.archive, origins={task.id: Origin(True, "new image, CHG-4711")})
        return replace(state, archive=archive)

    said = text(finish=(later(5280).at, later(6720).at), state_changes=known)
    assert "finish 15:28 to 15:52" in said
    assert "started with reason: new image, CHG-4711" in said
    assert "attention" not in said


def few(**group: object):
    """Let half of the instances be lost, while the group is as given."""

    def changed(state, task):
        found = replace(WEB, **group)
        read = Detail(instances=Remote(make_instances(20), NOW))
        return replace(state, groups={HANGZHOU: Remote((found,), NOW)}, details={WEB.id: read})

    return changed


def test_all_that_needs_attention_is_handed_over_the_gravest_first() -> None:
    assert "· needs attention: below the floor ·" in text(state_changes=few())
    assert "· needs attention: ESS suspended the group; below the floor; processes are suspended ·" in text(
        state_changes=few(system_suspended=True, suspended_processes=("ScaleOut",))
    )
    assert "attention" not in text(S.CANCELLED, state_changes=few())


def test_it_is_what_stands_now_and_not_what_the_log_told_last() -> None:
    def passed(state, task):
        told = (
            Event(NOW.at, EventKind.ATTENTION, "Needs attention: below the floor.", bad=True),
            Event(NOW.at, EventKind.ATTENTION, "Needs attention: processes are suspended."),
            Event(NOW.at, EventKind.ATTENTION, "No longer: processes are suspended."),
        )
        return replace(few()(state, task), chronicles={task.id: told})

    assert "· needs attention: below the floor ·" in text(state_changes=passed)

    def restarted(state, task):
        old = Event(later(-3600).at, EventKind.ATTENTION, "Needs attention: no stock.", bad=True)
        return replace(state, chronicles={task.id: (old,)})

    assert "attention" not in text(state_changes=restarted)


def test_information_is_not_handed_over() -> None:
    triggers = ("AlarmNotification",)
    calm = replace(WEB, suspended_processes=triggers)
    assert "attention" not in text(
        state_changes=lambda s, _: replace(s, groups={HANGZHOU: Remote((calm,), NOW)})
    )


def test_one_that_is_over_says_when_and_why_and_no_finish() -> None:
    said = text(S.FAILED, (NOW.at, NOW.at), ended_at=later(-3600).at, detail="Out of stock.")
    assert "Failed 14/40 · ended 13:00 · Out of stock. · as of" in said
    assert "finish" not in said


def test_every_status_has_its_word_and_an_unknown_one_is_quoted() -> None:
    assert set(WORDS) == set(RefreshStatus)
    assert "status “Baking” 14/40" in text("Baking")
    assert "\n" not in text()
