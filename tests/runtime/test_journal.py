"""The archive behind its thread: opened when it is needed, closed in order, its failures of one kind."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.domain.run import Deed, Event, EventKind, Intent, Recording, Run, Settlement, Shelf
from essgui.domain.scaling import TaskId
from essgui.domain.spent import seen_in
from essgui.domain.timeline import Sample, timeline_of
from essgui.local.archive import NotStored
from essgui.runtime.journal import Journal
from tests.support.states import HANGZHOU, NOW, later, make_group, make_task

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from pathlib import Path

TASK = make_task(make_group(), ended_at=NOW.at)
RUN = Run(TASK, "web", NOW.at)
INTENT = Intent("t1", Deed.CANCEL, HANGZHOU, TASK.group, NOW.at, "", TASK.id)
SEEN = Recording(
    tuple(Sample(later(n * 5).at, "InProgress", n, 10) for n in range(3)),
    (Event(NOW.at, EventKind.STATUS, "It began."),),
)


def tell(story: Callable[[Journal], Awaitable[None]], path: Path | None = None, *, used: bool = True) -> None:
    async def main() -> None:
        journal = Journal()
        if used:
            journal.use(path, "account:1")
        try:
            await story(journal)
        finally:
            await journal.close()

    asyncio.run(main())


def test_before_an_account_is_known_every_way_in_says_so_and_closing_is_safe() -> None:
    async def story(journal: Journal) -> None:
        for way in (
            journal.shelf(),
            journal.asked(),
            journal.recording(TASK.id),
            journal.waits((TASK.id,)),
            journal.intend(INTENT),
            journal.keep((RUN,)),
            journal.tidy(None),
        ):
            with pytest.raises(NotStored) as caught:
                await way
            assert caught.value.code == "NoArchive"
            assert caught.value.hint

    tell(story, used=False)


def test_another_account_gets_an_archive_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"

    async def story(journal: Journal) -> None:
        await journal.keep((RUN,))
        late = asyncio.ensure_future(journal.intend(INTENT))
        await asyncio.sleep(0)
        journal.use(path, "account:2")
        assert (await journal.shelf()).runs == (), "what one account kept is never shown for another"
        await late
        assert await journal.asked() == (), "what was under way still went to the account before"
        journal.use(path, "account:1")
        assert [run.task.id for run in (await journal.shelf()).runs] == [TASK.id]
        assert [intent.token for intent in await journal.asked()] == [INTENT.token]

    tell(story, path)


def test_the_same_account_again_finds_its_file(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"

    async def story(journal: Journal) -> None:
        await journal.keep((RUN,))
        journal.use(path, "account:1")
        assert (await journal.shelf()).runs == (RUN,)

    tell(story, path)


def test_another_practice_world_begins_with_an_empty_memory() -> None:
    async def story(journal: Journal) -> None:
        await journal.keep((RUN,))
        journal.use(None, "account:1")
        assert (await journal.shelf()).runs == ()

    tell(story)


def test_nothing_is_on_the_disk_until_it_is_needed_and_all_of_it_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "below" / "archive.sqlite3"

    async def first(journal: Journal) -> None:
        assert not path.exists()
        assert await journal.shelf() == Shelf()
        assert path.exists()
        await asyncio.gather(journal.keep((RUN,), ((TASK.id, SEEN),)), journal.intend(INTENT))

    async def second(journal: Journal) -> None:
        assert (await journal.shelf()).runs == (RUN,)
        assert await journal.recording(TASK.id) == SEEN
        assert await journal.waits((TASK.id, TaskId("ir-none"))) == (
            (TASK.id, seen_in(timeline_of(SEEN.samples))),
            (TaskId("ir-none"), None),
        )
        assert await journal.asked() == (INTENT,)

    tell(first, path)
    tell(second, path)
    assert [p.name for p in path.parent.iterdir()] == [path.name], "no log of SQLite is left behind"


def test_what_is_under_way_is_written_before_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"

    async def story(journal: Journal) -> None:
        runs = tuple(replace(RUN, task=replace(TASK, id=TaskId(f"ir-{n}"))) for n in range(200))
        started = asyncio.ensure_future(journal.keep(runs))
        await asyncio.sleep(0)
        await journal.close()
        await started

    async def after(journal: Journal) -> None:
        assert len((await journal.shelf()).runs) == 200

    with pytest.raises(RuntimeError, match="after shutdown"):
        tell(story, path)
    tell(after, path)


def test_a_settlement_that_cannot_be_noted_is_logged_and_raises_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(journal: Journal) -> None:
        await journal.settle("t1", Settlement.ACCEPTED, NOW.at)
        with pytest.raises(NotStored):
            await journal.intend(INTENT)

    with caplog.at_level(logging.WARNING):
        tell(story, tmp_path)
    assert ["could not be settled" in r.getMessage() for r in caplog.records] == [True]


def test_an_intent_says_what_became_of_it() -> None:
    async def story(journal: Journal) -> None:
        await journal.intend(INTENT)
        await journal.intend(replace(INTENT, token="t0", made_at=later(-5).at))
        await journal.settle("t1", Settlement.REFUSED, later(2).at, "Code · id")
        newest, other = await journal.asked()
        assert newest == replace(
            INTENT, settlement=Settlement.REFUSED, settled_at=later(2).at, detail="Code · id"
        )
        assert (other.token, other.settlement) == ("t0", None)
        assert (await journal.shelf()).unsettled == (other,)

    tell(story)


@pytest.mark.parametrize(
    ("before", "gone"),
    [
        pytest.param(None, 0, id="for ever"),
        pytest.param(NOW.at, 0, id="ended at that moment"),
        pytest.param(later(0.001).at, 1, id="ended before"),
    ],
)
def test_tidying_says_how_many_went_and_what_is_left(before: datetime | None, gone: int) -> None:
    async def story(journal: Journal) -> None:
        other = replace(TASK, id=TaskId("ir-2"), ended_at=later(9999).at)
        await journal.keep((RUN, replace(RUN, task=other)))
        found, extent = await journal.tidy(before)
        assert (found, extent.runs) == (gone, 2 - gone)
        assert extent.place == ""
        assert extent.size > 0

    tell(story)


def test_what_another_hand_wrote_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"

    async def story(journal: Journal) -> None:
        await journal.keep((RUN,), ((TASK.id, SEEN),))
        with sqlite3.connect(path) as other:
            other.execute("UPDATE events SET kind = 'omen'")
        other.close()
        with pytest.raises(NotStored) as caught:
            await journal.recording(TASK.id)
        assert caught.value.code == "ArchiveDamaged"
        assert "omen" in caught.value.sentence
        assert (await journal.shelf()).runs == (RUN,)

    tell(story, path)


def test_another_account_or_world_has_nothing_of_the_one_before() -> None:
    async def story(journal: Journal) -> None:
        await journal.keep((RUN,))
        assert [run.task for run in (await journal.shelf()).runs] == [TASK]
        journal.use(None, "account:1")
        assert (await journal.shelf()).runs == ()
        await journal.keep((RUN,))
        assert [run.task for run in (await journal.shelf()).runs] == [TASK]

    tell(story)
