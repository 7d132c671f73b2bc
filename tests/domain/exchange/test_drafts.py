"""Drafts come back as they were; one that cannot be read is left out and the others are not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain.exchange.drafts import MOST, KeptDraft, draft_of, read_drafts, write_drafts
from essgui.domain.exchange.settings import NewerSchema
from essgui.domain.scaling import GroupId
from tests.domain.exchange.specs import SPECS

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)


def changed(**changes: object) -> str:
    """Return a file with two drafts whose first has other members; None takes one away."""
    kept = (draft_of(SPECS["image"], AT), replace(draft_of(SPECS["plain"], AT), group=GroupId("asg-2")))
    found: Any = json.loads(write_drafts(kept))
    for name, value in changes.items():
        found["Drafts"][0][name] = value
        if value is None:
            del found["Drafts"][0][name]
    return json.dumps(found)


@pytest.mark.parametrize("name", SPECS)
def test_every_form_comes_back_without_its_containers(name: str) -> None:
    kept = draft_of(SPECS[name], AT)
    assert read_drafts(write_drafts((kept,))) == (kept,)
    assert (kept.settings.target is None) is (name == "containers")
    assert kept.settings.checkpoints == SPECS[name].checkpoints


def test_the_newest_are_kept_and_the_newest_comes_first() -> None:
    drafts = [
        KeptDraft(GroupId(f"asg-{n}"), AT + timedelta(minutes=n), draft_of(SPECS["image"], AT).settings)
        for n in range(MOST + 1)
    ]
    found = read_drafts(write_drafts(drafts))
    assert [d.group for d in found] == [f"asg-{n}" for n in range(MOST, 0, -1)]
    assert read_drafts(write_drafts(())) == ()


def test_a_time_of_another_zone_is_the_same_moment_in_utc() -> None:
    beijing = AT.astimezone(timezone(timedelta(hours=8)))
    text = write_drafts((draft_of(SPECS["image"], beijing),))
    assert "2026-11-24T08:00:00+00:00" in text
    assert read_drafts(text)[0].at == AT


@pytest.mark.parametrize(
    "changes",
    [
        {"Group": None},
        {"Group": 7},
        {"At": "yesterday"},
        {"At": "2026-11-24T08:00:00"},
        {"At": 1},
        {"At": None},
        {"Settings": None},
        {"Settings": []},
        {"Settings": {"Name": "draft", "Checkpoints": "many"}},
        {"Extra": 1},
    ],
)
def test_one_that_is_not_understood_costs_no_other(changes: dict[str, object]) -> None:
    assert len(read_drafts(changed())) == 2
    assert [d.group for d in read_drafts(changed(**changes))] == ["asg-2"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '"x"', "{}", '{"EssguiDrafts": 0, "Drafts": []}', '{"EssguiDrafts": "1"}',
     '{"EssguiDrafts": 1, "Drafts": {}}', '{"EssguiDrafts": 1, "Drafts": [1, null, []]}', "[" * 100_000,
     '{"EssguiDrafts": 1, "EssguiDrafts": 1, "Drafts": []}'],
)  # fmt: skip
def test_a_file_that_is_none_of_ours_holds_nothing(text: str) -> None:
    assert read_drafts(text) == ()


def test_a_file_of_a_later_version_is_told_from_a_damaged_one() -> None:
    with pytest.raises(NewerSchema):
        read_drafts('{"EssguiDrafts": 2, "Drafts": [{"New": 1}], "More": {}}')


@given(st.text(max_size=40), st.integers(0, 2000))
def test_whatever_happens_to_the_file_reading_ends(noise: str, at: int) -> None:
    text = changed()
    try:
        found = read_drafts(text[: at % len(text)] + noise + text[at % len(text) + len(noise) :])
    except NewerSchema:
        return
    assert all(d.at.tzinfo is not None for d in found)
