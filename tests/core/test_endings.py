"""Each end has its sentence: what happened, and what it means for the fleet."""

from __future__ import annotations

import pytest

from essgui.core.endings import ending
from essgui.core.state import NoticeKind
from essgui.domain.lifecycle import TERMINAL, RefreshStatus
from tests.support.states import make_group, make_task

S = RefreshStatus


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (S.SUCCESSFUL, NoticeKind.GOOD, ["refreshed", "4 of 10"]),
        (S.CANCELLED, NoticeKind.CAUTION, ["cancelled", "4 new instances stay", "6 keep the old"]),
        (S.FAILED, NoticeKind.BAD, ["failed", "4 of 10", "No stock."]),
        (S.ROLLBACK_SUCCESSFUL, NoticeKind.GOOD, ["rolled back"]),
        (S.ROLLBACK_FAILED, NoticeKind.BAD, ["rollback failed", "side by side", "No stock."]),
    ],
)
def test_how_it_ended(status: RefreshStatus, kind: NoticeKind, words: list[str]) -> None:
    task = make_task(make_group(), status, detail="No stock.")
    notice = ending(task, "web")
    assert notice.kind is kind
    assert notice.text.startswith("web: ")
    assert all(word in notice.text for word in words)
    assert (notice.key, notice.task) == (f"ending:{task.id}", task.id)


@pytest.mark.parametrize("status", sorted(TERMINAL))
def test_no_sentence_ends_in_nothing(status: RefreshStatus) -> None:
    assert ending(make_task(make_group(), status), "web").text.endswith(".")


@pytest.mark.parametrize("status", sorted(TERMINAL))
def test_a_total_that_is_not_known_is_no_nought(status: RefreshStatus) -> None:
    assert "of 0" not in ending(make_task(make_group(), status, 0, total=0), "web").text


def test_one_instance_is_told_as_one() -> None:
    group = make_group()
    one = make_task(group, S.SUCCESSFUL, 1, total=1)
    assert ending(one, "web").text == "web: refreshed, 1 of 1 instances is new."
    some = make_task(group, S.CANCELLED, 1, total=3)
    assert ending(some, "web").text == "web: cancelled. 1 new instance stays, 2 keep the old configuration."
    unknown = make_task(group, S.CANCELLED, 1, total=0)
    assert "1 new instance stays; the others keep" in ending(unknown, "web").text
