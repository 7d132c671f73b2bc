"""The tables are what the published pages say: every cell is compared with a fixture made from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from essgui.domain.lifecycle import (
    ALLOWED,
    ROLLBACK,
    TERMINAL,
    TRANSITIONS,
    WAITING,
    RefreshAction,
    RefreshStatus,
    allowed,
    basis,
    parse_status,
)

PAGES = json.loads((Path(__file__).parents[1] / "fixtures" / "allowed.json").read_text())

CELLS = [(status, action) for status in RefreshStatus for action in RefreshAction]


def test_the_fixture_has_every_status_and_every_action() -> None:
    assert set(PAGES["actions"]) == set(RefreshStatus) == set(PAGES["transitions"])
    assert all(set(row) == set(RefreshAction) for row in PAGES["actions"].values())


@pytest.mark.parametrize(("status", "action"), CELLS)
def test_an_action_is_allowed_exactly_where_the_pages_say_yes(
    status: RefreshStatus, action: RefreshAction
) -> None:
    button, _, _ = PAGES["actions"][status][action]
    assert button in {"yes", "no", "try"}
    assert (action in ALLOWED[status]) == (button == "yes")


@pytest.mark.parametrize(("status", "action"), CELLS)
def test_each_cell_says_whether_it_is_documented_or_assumed(
    status: RefreshStatus, action: RefreshAction
) -> None:
    assert basis(status, action) == PAGES["actions"][status][action][1]


@pytest.mark.parametrize("status", RefreshStatus)
def test_a_status_is_followed_only_by_what_the_pages_say(status: RefreshStatus) -> None:
    assert TRANSITIONS[status] == set(PAGES["transitions"][status])


def test_every_status_has_a_row_in_both_tables() -> None:
    assert set(ALLOWED) == set(TRANSITIONS) == set(RefreshStatus)
    assert len(RefreshStatus) == 11


def test_what_is_over_allows_nothing_and_leads_nowhere() -> None:
    assert {s.value for s in TERMINAL} == {
        "Successful",
        "Failed",
        "Cancelled",
        "RollbackSuccessful",
        "RollbackFailed",
    }
    for status in TERMINAL:
        assert ALLOWED[status] == frozenset()
        assert TRANSITIONS[status] == frozenset()


@pytest.mark.parametrize("status", RefreshStatus)
def test_from_every_status_an_end_can_be_reached(status: RefreshStatus) -> None:
    assert closure(status) & TERMINAL


@pytest.mark.parametrize("status", [s for s in RefreshStatus if s is not RefreshStatus.PENDING])
def test_every_status_can_be_reached_from_the_start(status: RefreshStatus) -> None:
    assert status in closure(RefreshStatus.PENDING)


def test_an_action_leads_to_a_status_that_may_follow() -> None:
    leads = {
        RefreshAction.SUSPEND: RefreshStatus.PAUSED,
        RefreshAction.RESUME: RefreshStatus.IN_PROGRESS,
        RefreshAction.CANCEL: RefreshStatus.CANCELLING,
        RefreshAction.ROLLBACK: RefreshStatus.ROLLBACK_IN_PROGRESS,
    }
    for status, actions in ALLOWED.items():
        for action in actions:
            assert leads[action] in TRANSITIONS[status], (status, action)


def test_no_way_leads_out_of_a_rollback() -> None:
    for status in ROLLBACK:
        assert closure(status) <= ROLLBACK


def test_what_waits_can_be_resumed_and_nothing_else_can() -> None:
    assert {s for s in RefreshStatus if RefreshAction.RESUME in ALLOWED[s]} == WAITING


@pytest.mark.parametrize("status", RefreshStatus)
def test_a_wire_word_becomes_its_status(status: RefreshStatus) -> None:
    assert parse_status(status.value) is status
    assert allowed(status) == ALLOWED[status]


@pytest.mark.parametrize("word", ["Baking", "inprogress", "", "IN_PROGRESS", "暂停"])
def test_an_unknown_word_stays_itself_and_allows_nothing(word: str) -> None:
    assert parse_status(word) == word
    assert not isinstance(parse_status(word), RefreshStatus)
    assert allowed(word) == frozenset()


def test_a_known_word_that_was_not_parsed_allows_nothing_either() -> None:
    plain = "".join(["In", "Progress"])
    assert allowed(plain) == frozenset()


def closure(status: RefreshStatus) -> set[RefreshStatus]:
    reached, ahead = {status}, [status]
    while ahead:
        for following in TRANSITIONS[ahead.pop()] - reached:
            reached.add(following)
            ahead.append(following)
    return reached
