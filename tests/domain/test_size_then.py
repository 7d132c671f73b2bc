"""The size of a group when a refresh began is told by a look at its begin, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.domain.size_then import size_then
from essgui.domain.timeline import Sample
from tests.support.states import NOW, later, make_group, make_task

TASK = replace(make_task(make_group("web", 40), total=10), started_at=NOW.at)
BLIND = Sample(later(1).at, "Pending", 0, 10)
FIRST = Sample(later(5).at, "InProgress", 0, 10, 12, 0)


def test_the_first_look_at_the_instances_tells_it() -> None:
    later_on = replace(FIRST, at=later(300).at, finished=2, in_service=14, new=2)
    assert size_then(TASK, (BLIND, FIRST, later_on)) == 12
    assert size_then(TASK, ()) is None
    assert size_then(TASK, (BLIND,)) is None
    assert size_then(replace(TASK, started_at=None), (FIRST,)) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"at": later(61).at},
        {"new": 1},
        {"finished": 1},
        {"in_service": 9},
    ],
)
def test_a_look_that_came_later_tells_nothing(changes: dict[str, object]) -> None:
    assert size_then(TASK, (replace(FIRST, **changes),)) is None
    assert size_then(TASK, (replace(FIRST, **changes), replace(FIRST, at=later(70).at))) is None
