"""A settlement and the run of its Start are written as one: a file never has the one without the other."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.domain.guards import Guards
from essgui.domain.run import Deed, Intent, Run, Settlement
from essgui.local.archive import Archive, NotStored
from tests.support.states import HANGZHOU, NOW, later, make_group, make_task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WEB = make_group()
TASK = make_task(WEB)
RUN = Run(TASK, "web", NOW.at, ours=True, watched=True, guards=Guards(suspend_after=1))
START = Intent("essgui-1-1", Deed.START, HANGZHOU, WEB.id, NOW.at, "web")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path / "archive.sqlite3", "account:1", "session")
    made.intend(START)
    yield made
    made.close()


def test_neither_is_there_where_one_of_them_cannot_be_written(archive: Archive, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "archive.sqlite3") as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON runs BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(NotStored):
        archive.settle(START.token, Settlement.ACCEPTED, NOW.at, "r-1", TASK.id, RUN)
    (intent,) = archive.intents()
    assert (intent.settlement, intent.task) == (None, None)
    assert archive.shelf().runs == ()


def test_whoever_has_started_it_says_whether_it_is_watched(archive: Archive) -> None:
    archive.settle(START.token, Settlement.ACCEPTED, NOW.at, "r-1", TASK.id, RUN)
    archive.keep([replace(RUN, watched=False, guards=Guards(), seen=later(5).at)])
    (run,) = archive.shelf().runs
    assert (run.watched, run.guards, run.ours) == (False, Guards(), True)
