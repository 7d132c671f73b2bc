"""A run becomes a row and comes back, whatever the cloud said; a damaged row costs only itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain.durations import DEFAULTS
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.run import Run, folded
from essgui.domain.scaling import ConfigurationId, Container, EnvironmentVariable, TemplateId
from essgui.local.archive_rows import run_of, run_row
from tests.domain.exchange.specs import TARGETS
from tests.support.states import NOW, make_group, make_task

if TYPE_CHECKING:
    from essgui.domain.refresh import Target

NAMES = (
    *("scope", "task", "region", "grp", "name", "status", "total", "finished", "request", "started", "ended"),
    *("detail", "seen", "ours", "watched", "reason", "before", "soonest", "latest", "pace", "guards"),
)
TASK = make_task(make_group(), checkpoints=(50, 100), pause_minutes=15, detail="why")
RUN = Run(TASK, "web", NOW.at, True, True, "a patch", ImageTarget("m-old"), (600.0, 900.5), DEFAULTS)


def stored(run: Run, **changes: object) -> Run | None:
    """Take a run through a row of SQLite, with other values in some columns."""
    values = dict(zip(NAMES, run_row("account:1", run), strict=True)) | changes
    with closing(sqlite3.connect(":memory:")) as database:
        database.row_factory = sqlite3.Row
        columns = ", ".join(f"? AS {name}" for name in NAMES)
        row = database.execute(f"SELECT {columns}", tuple(values[name] for name in NAMES)).fetchone()
    return run_of(row)


@pytest.mark.parametrize("name", TARGETS)
def test_a_run_comes_back_as_it_was_but_for_the_values_of_variables(name: str) -> None:
    run = replace(RUN, task=replace(TASK, target=TARGETS[name]), before=TARGETS[name])
    folded_run = replace(run, task=replace(TASK, target=folded(TARGETS[name])), before=folded(TARGETS[name]))
    assert stored(run) == folded_run


def test_what_was_never_known_is_still_not_known() -> None:
    bare = Run(replace(TASK, started_at=None, ended_at=None, detail=""), "", NOW.at)
    assert stored(bare) == bare
    assert stored(replace(RUN, ours=False)) == replace(RUN, ours=False)
    assert stored(replace(RUN, watched=False)) == replace(RUN, watched=False)
    assert stored(replace(RUN, first_forecast=(0.0, 0.0))) == replace(RUN, first_forecast=(0.0, 0.0))


@pytest.mark.parametrize("status", [*RefreshStatus, "Baking", "", "successful"])
def test_every_status_comes_back_as_what_it_was(status: str) -> None:
    found = stored(replace(RUN, task=replace(TASK, status=status)))
    assert found is not None
    assert found.task.status == status
    assert isinstance(found.task.status, RefreshStatus) is (status in set(RefreshStatus))


def test_moments_are_kept_to_the_microsecond_and_in_utc() -> None:
    at = NOW.at + timedelta(microseconds=123_456)
    found = stored(replace(RUN, seen=at, task=replace(TASK, started_at=at, ended_at=at)))
    assert found is not None
    assert {found.seen, found.task.started_at, found.task.ended_at} == {at}
    assert found.seen.utcoffset() == timedelta(0)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"RegionId": 1}', '{"New": 1}'])
def test_a_request_that_is_not_understood_costs_its_row_and_a_way_back_only_itself(text: str) -> None:
    assert stored(RUN, request=text) is None
    found = stored(RUN, before=text)
    assert found == replace(RUN, before=None)


@pytest.mark.parametrize(
    "text", ["{", "null", "[]", "1", '"x"', "{}", '{"launch": {"low": 1}}', '{"launch": null}']
)
def test_durations_that_are_not_understood_cost_only_themselves(text: str) -> None:
    assert stored(RUN, pace=text) == replace(RUN, first_durations=None)
    assert stored(RUN, soonest=None) == replace(RUN, first_forecast=None)


_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
_NAMES = _WORDS.filter(bool)
_WIRED: st.SearchStrategy[Target] = st.one_of(
    st.builds(ImageTarget, _NAMES),
    st.builds(ScalingConfigurationTarget, _NAMES.map(ConfigurationId)),
    st.builds(LaunchTemplateTarget, _NAMES.map(TemplateId), _NAMES, st.lists(_NAMES, max_size=2).map(tuple)),
    st.builds(
        Container,
        _NAMES,
        _WORDS,
        st.lists(_WORDS, max_size=2).map(tuple),
        st.lists(_WORDS, max_size=2).map(tuple),
        st.lists(st.builds(EnvironmentVariable, _NAMES, st.just(""), _WORDS), max_size=2).map(tuple),
    ).map(lambda container: ContainersTarget((container,))),
)


@given(_WIRED, st.integers(-5, 300), st.lists(st.integers(-5, 300), max_size=4).map(tuple), _WORDS)
def test_whatever_ess_says_of_a_refresh_the_row_can_be_read(
    target: Target, percent: int, checkpoints: tuple[int, ...], words: str
) -> None:
    task = replace(TASK, target=target, min_healthy=percent, max_healthy=percent, checkpoints=checkpoints)
    if not checkpoints:
        # Without a checkpoint there is no pause: its length is not kept.
        task = replace(task, pause_minutes=60)
    run = replace(RUN, task=task, group_name=words, reason=words)
    assert stored(run) == run
