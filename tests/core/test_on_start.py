"""A Start never happens twice, whatever becomes of its answers, and its guards go with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essgui.core import messages as m
from essgui.core.draft import Draft, TargetKind
from essgui.core.effects import Act, FindRefreshes, ReadGroup, Settle, StartRefresh, Wake
from essgui.core.failure import FailureKind
from essgui.core.first_forecast import kept_durations
from essgui.core.lookup import guards_of
from essgui.core.on_start import MOST_LOOKS, MOST_SENDS
from essgui.core.state import Attempt, AttemptPhase, Notice, NoticeKind, Page, Wizard
from essgui.domain.durations import DEFAULTS
from essgui.domain.forecast import forecast
from essgui.domain.guards import Guards, in_words
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.plan import corridor
from essgui.domain.refresh import RefreshTask, ScalingConfigurationTarget
from essgui.domain.run import Settlement
from essgui.domain.scaling import Activity, ActivityId, ConfigurationId, TaskId, TemplateId
from tests.support.playbook import BUSY, GONE, OFFLINE, REFUSED, UNKNOWN, Playbook
from tests.support.states import HANGZHOU, NOW, OTHER, later, make_group, make_state, make_task

if TYPE_CHECKING:
    from essgui.core.failure import Failure

S = RefreshStatus
WEB, API = make_group("web"), make_group("api")
GOOD = Draft(kind=TargetKind.CONFIGURATION, configuration=OTHER)
OURS = TaskId("ir-ours001")
ALL = Guards(True, 1, 5)


def opened(draft: Draft = GOOD) -> Playbook:
    play = Playbook(make_state([WEB, API], session="abc"))
    play.take(m.WizardOpened(WEB.id), m.DraftChanged(draft))
    return play


def wizard(play: Playbook) -> Wizard:
    found = play.state.wizard
    assert found is not None
    return found


def attempt(play: Playbook) -> Attempt:
    found = wizard(play).attempt
    assert found is not None
    return found


def started() -> tuple[Playbook, StartRefresh]:
    play = opened()
    play.take(m.StartRequested())
    (start,) = play.asked(StartRefresh)
    return play, start


def ours(status: RefreshStatus = S.IN_PROGRESS, /, **changes: object) -> RefreshTask:
    task = make_task(WEB, status, 0, id=OURS, started_at=later(1).at)
    return replace(task, **{"target": ScalingConfigurationTarget(OTHER), **changes})


# Start


def test_one_start_per_click_however_often_it_is_clicked() -> None:
    play = opened()
    play.take(*[m.StartRequested()] * 5)
    assert len(play.asked(StartRefresh)) == 1
    start = play.asked(StartRefresh)[0]
    assert start.token == "essgui-abc-1"
    assert start.spec.target == ScalingConfigurationTarget(OTHER)
    assert attempt(play) == Attempt(start.token, start.spec, NOW)


@pytest.mark.parametrize(
    "draft",
    [
        replace(GOOD, configuration=""),
        replace(GOOD, checkpoints=(50,)),
        replace(GOOD, max_healthy=99),
        replace(GOOD, kind=TargetKind.CONTAINERS),
    ],
)
def test_nothing_is_sent_while_the_form_has_errors(draft: Draft) -> None:
    play = opened(draft)
    assert play.take(m.StartRequested()) == ()
    assert wizard(play).attempt is None


def test_nothing_is_sent_while_another_refresh_runs() -> None:
    play = opened()
    play.take(m.RefreshesFound(WEB.id, (make_task(WEB),)))
    assert play.take(m.StartRequested()) == ()


def test_nothing_is_sent_for_a_group_that_is_gone() -> None:
    play = opened()
    play.take(m.GroupFailed(WEB.id, GONE))
    assert play.take(m.StartRequested()) == ()


def test_an_accepted_start_is_watched_from_its_beginning() -> None:
    play, start = started()
    play.take(m.StartAccepted(start.token, OURS))
    task = play.state.tasks[OURS]
    assert (task.status, task.target, task.started_at) == (S.PENDING, start.spec.target, NOW.at)
    assert play.state.history[WEB.id] == (OURS,)
    assert (play.state.wizard, play.state.page, play.state.monitor) == (None, Page.MONITOR, OURS)
    assert not play.state.monitors[OURS].joined_late
    assert play.wakes() == {f"poll:{HANGZHOU}": 0.0}


def test_what_was_said_of_the_form_is_over_with_the_form() -> None:
    play, start = started()
    said = tuple(
        Notice(f"{kind}:{group}", NoticeKind.CAUTION, kind)
        for kind in ("draft", "assumed", "lost-values")
        for group in (WEB.id, API.id)
    )
    play.state = replace(play.state, notices=said)
    play.take(m.StartAccepted(start.token, OURS))
    assert [n.key for n in play.state.notices] == [f"{n.text}:{API.id}" for n in said[1::2]]


def test_a_start_that_is_accepted_while_one_works_elsewhere_does_not_take_the_page_away() -> None:
    play, start = started()
    play.take(m.PageChosen(Page.REFRESHES), m.StartAccepted(start.token, OURS))
    assert play.state.page is Page.REFRESHES
    assert list(play.state.monitors) == [OURS]
    (notice,) = play.state.notices
    assert (notice.text, notice.task) == ("web: the refresh was started.", OURS)
    play.take(m.MonitorOpened(OURS))
    assert (play.state.page, play.state.monitor, play.state.notices) == (Page.MONITOR, OURS, ())


def test_a_start_that_is_accepted_leaves_another_monitor_in_front() -> None:
    other = make_task(API)
    play = Playbook(make_state([WEB, API], [other], session="abc"))
    play.take(m.WizardOpened(WEB.id), m.DraftChanged(GOOD), m.StartRequested(), m.MonitorOpened(other.id))
    (start,) = play.asked(StartRefresh)
    play.take(m.StartAccepted(start.token, OURS))
    assert (play.state.page, play.state.monitor) == (Page.MONITOR, other.id)
    assert list(play.state.monitors) == [other.id, OURS]


def test_an_answer_to_another_start_is_not_ours() -> None:
    play, _ = started()
    before = play.state
    assert play.take(m.StartAccepted("essgui-abc-0", OURS), m.StartFailed("essgui-abc-0", REFUSED)) == ()
    assert play.state == before


def test_a_second_answer_to_the_same_start_changes_nothing() -> None:
    play, start = started()
    play.take(m.StartAccepted(start.token, OURS), m.MonitorClosed(OURS))
    before = play.state
    assert play.take(m.StartAccepted(start.token, OURS), m.StartFailed(start.token, UNKNOWN)) == ()
    assert play.state == before


def test_each_start_has_a_token_of_its_own() -> None:
    play, first = started()
    play.take(m.StartFailed(first.token, REFUSED), m.StartRequested())
    (second,) = play.asked(StartRefresh)
    assert (first.token, second.token) == ("essgui-abc-1", "essgui-abc-2")


@pytest.mark.parametrize("failure", [REFUSED, BUSY, OFFLINE])
def test_a_first_refusal_is_shown_beside_the_form_until_it_changes(failure: Failure) -> None:
    play, start = started()
    assert play.take(m.StartFailed(start.token, failure)) == ()
    assert (wizard(play).attempt, wizard(play).refusal) == (None, failure)
    play.take(m.DraftChanged(replace(GOOD, min_healthy=70)))
    assert wizard(play).refusal is None


def test_not_found_may_be_the_configuration_so_the_group_is_asked() -> None:
    play, start = started()
    play.take(m.StartFailed(start.token, GONE))
    assert play.effects == (ReadGroup(HANGZHOU, WEB.id),)
    assert not wizard(play).gone
    play.take(m.GroupFailed(WEB.id, GONE))
    assert wizard(play).gone


def test_while_a_start_is_on_its_way_form_and_wizard_stay() -> None:
    play, _ = started()
    play.take(m.DraftChanged(replace(GOOD, min_healthy=1)))
    assert wizard(play).draft == GOOD
    play.take(m.WizardClosed())
    assert attempt(play)
    assert play.state.page is Page.FLEET
    play.take(m.WizardOpened(API.id))
    assert wizard(play).group == WEB.id
    assert play.state.page is Page.WIZARD


# A Start whose outcome is unknown


def unknown(sends: int = 1) -> tuple[Playbook, StartRefresh]:
    """A Start that was sent so many times, never with an answer."""
    play, start = started()
    play.take(m.StartFailed(start.token, UNKNOWN))
    for _ in range(sends - 1):
        play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, ()))
        assert play.asked(StartRefresh) == [start]
        play.take(m.StartFailed(start.token, UNKNOWN))
    return play, start


def test_an_unknown_outcome_is_called_unknown_and_looked_into() -> None:
    play, start = unknown()
    assert (attempt(play).phase, attempt(play).failure) == (AttemptPhase.UNKNOWN, UNKNOWN)
    assert not play.asked(StartRefresh)
    assert play.wake("start-check").message == m.StartCheckDue(start.token)
    play.take(m.StartCheckDue(start.token))
    assert play.effects == (FindRefreshes(HANGZHOU, WEB.id),)


@pytest.mark.parametrize("status", [S.PENDING, S.IN_PROGRESS, S.SUCCESSFUL, S.FAILED])
def test_a_start_that_did_happen_is_adopted(status: RefreshStatus) -> None:
    play, start = unknown()
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, (ours(status),)))
    assert not play.asked(StartRefresh)
    assert (play.state.wizard, play.state.monitor) == (None, OURS)
    assert play.state.tasks[OURS] == ours(status)
    assert play.asked(Settle) == [Settle(start.token, Settlement.ACCEPTED, OURS)]


def test_a_start_that_did_not_happen_is_sent_again_with_the_same_token() -> None:
    play, start = unknown()
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, ()))
    assert play.asked(StartRefresh) == [start]
    assert (attempt(play).phase, attempt(play).sends) == (AttemptPhase.SENDING, 2)
    play.take(m.StartAccepted(start.token, OURS))
    assert play.state.monitor == OURS


@pytest.mark.parametrize(
    "other",
    [
        {"target": ScalingConfigurationTarget(ConfigurationId("asc-x"))},
        {"min_healthy": 79},
        {"max_healthy": 121},
        {"checkpoints": (100,)},
        {"started_at": later(-61).at},
        {"started_at": None, "status": S.IN_PROGRESS},
    ],
)
def test_a_refresh_that_differs_is_not_taken_for_ours(other: dict[str, object]) -> None:
    play, start = unknown()
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, (ours(**other),)))
    assert wizard(play).attempt is not None
    assert play.asked(StartRefresh) == [start]


def test_a_refresh_that_waits_to_begin_is_taken_for_ours() -> None:
    play, start = unknown()
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, (ours(S.PENDING, started_at=None),)))
    assert play.asked(Settle) == [Settle(start.token, Settlement.ACCEPTED, OURS)]
    assert play.asked(StartRefresh) == []


def test_a_refresh_that_failed_just_before_with_the_same_settings_is_not_taken_for_ours() -> None:
    earlier = ours(S.FAILED, started_at=later(-30).at)
    play = Playbook(make_state([WEB, API], [earlier], session="abc"))
    play.take(m.WizardOpened(WEB.id), m.DraftChanged(GOOD), m.StartRequested())
    (start,) = play.asked(StartRefresh)
    play.take(m.StartFailed(start.token, UNKNOWN), m.StartCheckDue(start.token))
    play.take(m.RefreshesFound(WEB.id, (earlier,)))
    assert play.asked(StartRefresh) == [start]
    assert wizard(play).attempt is not None


def test_clocks_may_differ_by_a_minute() -> None:
    play, start = unknown()
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, (ours(started_at=later(-60).at),)))
    assert play.state.monitor == OURS


def test_nothing_is_sent_while_we_cannot_see() -> None:
    play, start = unknown()
    waits: list[float] = []
    for _ in range(4):
        play.take(m.StartCheckDue(start.token), m.RefreshesFailed(WEB.id, OFFLINE))
        assert not play.asked(StartRefresh)
        waits.append(play.wake("start-check").after)
    assert waits[0] < waits[1] < waits[2] < waits[3]
    assert attempt(play).phase is AttemptPhase.UNKNOWN


def test_a_look_that_was_not_asked_for_by_the_check_decides_nothing() -> None:
    play, _ = unknown()
    play.take(m.RefreshesFound(WEB.id, ()))
    assert not play.asked(StartRefresh)


def test_a_look_at_another_group_decides_nothing() -> None:
    play, start = unknown()
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(API.id, ()))
    assert not play.asked(StartRefresh)


@pytest.mark.parametrize("failure", [REFUSED, BUSY, OFFLINE, GONE])
def test_after_one_unknown_send_a_refusal_is_not_believed(failure: Failure) -> None:
    play, start = unknown()
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, ()))
    play.take(m.StartFailed(start.token, failure))
    assert attempt(play).phase is AttemptPhase.UNKNOWN
    assert wizard(play).refusal is None
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, (ours(),)))
    assert play.state.monitor == OURS


def test_the_check_waits_as_long_as_the_cloud_says() -> None:
    play, start = unknown(sends=2)
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, ()))
    play.take(m.StartFailed(start.token, replace(BUSY, retry_after=90.0)))
    assert play.wake("start-check").after == 90.0


def test_a_start_is_sent_three_times_at_most() -> None:
    assert MOST_SENDS == 3
    play, start = unknown(sends=3)
    for _ in range(10):
        play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, ()))
        assert not play.asked(StartRefresh)


def test_after_the_last_send_and_enough_looks_the_operator_gets_the_form_back() -> None:
    play, start = unknown(sends=MOST_SENDS)
    looks = 0
    while wizard(play).attempt is not None:
        looks += 1
        assert looks < 10
        play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, ()))
        assert wizard(play).attempt is None or "start-check" in play.wakes()
    assert looks == MOST_LOOKS - (MOST_SENDS - 1)
    refusal = wizard(play).refusal
    assert refusal is not None
    assert refusal.kind is FailureKind.UNKNOWN_OUTCOME
    assert UNKNOWN.sentence in refusal.sentence
    assert wizard(play).draft == GOOD
    assert play.asked(Settle) == [Settle(start.token, Settlement.UNKNOWN)]


def test_a_refusal_of_the_last_send_does_not_make_the_first_one_known() -> None:
    play, start = unknown(sends=MOST_SENDS - 1)
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, ()))
    play.take(m.StartFailed(start.token, REFUSED))
    for _ in range(MOST_LOOKS):
        play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, ()))
    refusal = wizard(play).refusal
    assert refusal is not None
    assert refusal.kind is FailureKind.UNKNOWN_OUTCOME
    assert REFUSED.sentence in refusal.sentence


def test_a_start_that_shows_itself_late_is_still_adopted() -> None:
    play, start = unknown(sends=MOST_SENDS)
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, ()))
    play.take(m.StartCheckDue(start.token), m.RefreshesFound(WEB.id, (ours(),)))
    assert play.state.monitor == OURS


def test_an_answer_that_comes_after_all_settles_it() -> None:
    play, start = unknown()
    play.take(m.StartAccepted(start.token, OURS))
    assert play.state.monitor == OURS
    assert play.take(m.StartCheckDue(start.token)) == ()


def test_an_unknown_start_blocks_a_second_one() -> None:
    play, _ = unknown()
    assert play.take(m.StartRequested()) == ()
    play.take(m.WizardClosed(), m.WizardOpened(API.id), m.StartRequested())
    assert not play.asked(StartRefresh)


# The whole of it, against a cloud that keeps a ledger


class Ledger:
    """A cloud that knows what it really started: one refresh of a group at a time, one per token."""

    def __init__(self) -> None:
        self.tokens: dict[str, RefreshTask] = {}
        self.sends: list[StartRefresh] = []

    def take(self, start: StartRefresh) -> bool:
        """Start a refresh, unless another one runs."""
        self.sends.append(start)
        if not self.tokens:
            self.tokens[start.token] = ours(id=TaskId(f"ir-{start.token}"))
        return start.token in self.tokens

    def answer(self, start: StartRefresh, fate: str) -> m.Message:
        if fate == "lost before":
            return m.StartFailed(start.token, UNKNOWN)
        if fate == "throttled":
            return m.StartFailed(start.token, BUSY)
        taken = self.take(start)
        if fate == "lost after":
            return m.StartFailed(start.token, UNKNOWN)
        if not taken or (fate == "refused" and len(self.sends) > 1):
            return m.StartFailed(start.token, REFUSED)
        return m.StartAccepted(start.token, self.tokens[start.token].id)

    def look(self, fate: str) -> m.Message:
        if fate == "unseen":
            return m.RefreshesFailed(WEB.id, OFFLINE)
        return m.RefreshesFound(WEB.id, () if fate == "stale" else tuple(self.tokens.values()))


SEND_FATES = st.sampled_from(["accepted", "lost before", "lost after", "refused", "throttled"])
LOOK_FATES = st.sampled_from(["seen", "seen", "stale", "unseen"])
HANDS = st.sampled_from(
    [None, None, m.StartRequested(), m.WizardClosed(), m.WizardOpened(WEB.id), m.DraftChanged(GOOD)]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(SEND_FATES, LOOK_FATES, HANDS), min_size=1, max_size=25))
def test_whatever_gets_lost_nothing_starts_twice_and_no_start_is_called_a_failure(
    steps: list[tuple[str, str, m.Message | None]],
) -> None:
    play, ledger = opened(), Ledger()
    waiting = list(play.take(m.StartRequested()))
    for send_fate, look_fate, hand in steps:
        if hand is not None:
            waiting += play.take(hand)
        effect = waiting.pop(0) if waiting else None
        match effect:
            case StartRefresh():
                waiting += play.take(ledger.answer(effect, send_fate))
            case FindRefreshes():
                waiting += play.take(ledger.look(look_fate))
            case Wake(message=m.StartCheckDue() as check):
                waiting += play.take(check)
            case _:
                pass
        assert len(ledger.tokens) <= 1
        by_token = [[s for s in ledger.sends if s.token == t] for t in {s.token for s in ledger.sends}]
        assert all(len(sends) <= MOST_SENDS and len(set(map(repr, sends))) == 1 for sends in by_token)
        shown = play.state.wizard.refusal if play.state.wizard else None
        if shown is not None and shown.kind is not FailureKind.UNKNOWN_OUTCOME:
            newest = f"essgui-abc-{play.state.starts}"
            assert newest not in ledger.tokens, "called a failure what did start"


def test_the_forecast_of_the_start_is_kept_with_what_it_was_made_from() -> None:
    play, start = started()
    play.take(m.StartAccepted(start.token, OURS))
    origin = play.state.archive.origins[OURS]
    band = corridor(WEB.capacity.wanted, start.spec.min_healthy, start.spec.max_healthy)
    made = forecast(band, WEB.capacity.wanted, start.spec.checkpoints, start.spec.pause_minutes, DEFAULTS)
    assert origin.first_forecast == made.finish
    kept = kept_durations(play.state, OURS)
    assert kept is not None
    assert (kept.launch, kept.release) == (DEFAULTS.launch, DEFAULTS.release)


# Guards that are chosen before the Start


def test_guards_go_with_the_start_and_watch_what_comes_of_it() -> None:
    play = opened(replace(GOOD, guards=ALL))
    play.take(m.StartRequested())
    (start,) = play.asked(StartRefresh)
    assert start.guards == ALL
    play.take(m.StartAccepted(start.token, OURS))
    assert guards_of(play.state, OURS) == ALL
    told = [event.sentence for event in play.state.chronicles[OURS]]
    assert told == ["Watching began.", f"Guards set: {in_words(ALL)}."]
    # Everything that fails in it counts: nothing of it was there before.
    failed = Activity(ActivityId("asa-1"), "Failed", started_at=later(2).at)
    play.take(m.PollDue(HANGZHOU), m.PollSucceeded(HANGZHOU, 1, (OURS,), (ours(),)))
    play.take(m.ActivitiesLoaded(OURS, (failed,)))
    assert [act.action for act in play.asked(Act)] == [RefreshAction.SUSPEND]


def test_a_target_without_a_way_back_starts_without_the_guard_that_rolls_back() -> None:
    draft = Draft(kind=TargetKind.TEMPLATE, template="lt-1", template_version="Latest", guards=ALL)
    play = Playbook(make_state([replace(WEB, launch_template=TemplateId("lt-1"))]))
    play.take(m.WizardOpened(WEB.id), m.DraftChanged(draft), m.StartRequested())
    (start,) = play.asked(StartRefresh)
    assert start.guards == replace(ALL, roll_back_after=None)


def test_the_same_guards_go_with_a_start_that_is_sent_again_and_found_in_the_end() -> None:
    play = opened(replace(GOOD, guards=ALL))
    play.take(m.StartRequested())
    (start,) = play.asked(StartRefresh)
    play.take(m.StartFailed(start.token, UNKNOWN), m.StartCheckDue(start.token))
    play.take(m.RefreshesFound(WEB.id, ()))
    assert play.asked(StartRefresh) == [start]
    play.take(m.StartFailed(start.token, UNKNOWN), m.StartCheckDue(start.token))
    play.take(m.RefreshesFound(WEB.id, (ours(),)))
    assert guards_of(play.state, OURS) == ALL


def test_a_start_that_was_refused_keeps_them_in_the_form() -> None:
    play = opened(replace(GOOD, guards=ALL))
    play.take(m.StartRequested())
    (start,) = play.asked(StartRefresh)
    play.take(m.StartFailed(start.token, REFUSED))
    assert wizard(play).draft.guards == ALL
    assert play.state.monitors == {}
