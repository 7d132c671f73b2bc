from __future__ import annotations

import pytest

from essgui.core.select_fleet import Column, fleet_rows
from essgui.core.select_fleet_filter import BY_ATTENTION, Sorting, arranged, filtered
from essgui.core.state import Segment
from tests.ui.fleet import worlds

ROWS = tuple(fleet_rows(worlds.believable()).values())


def names(rows):
    return [row.group.name for row in rows]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("resizer", {"image-resizer"}),
        ("asg-uf6q5t", {"image-resizer"}),
        ("RESIZER", {"image-resizer"}),
        ("team", {"image-resizer"}),
        ("team=media", {"image-resizer"}),
        ("tier:batch", {"image-resizer"}),
        ("type:eci", {"batch-worker-eci", "notify-push-eci"}),
        ("type:eci region:cn-shanghai", {"batch-worker-eci"}),
        ("status:failed", {"payments-ledger"}),
        ("status:checkpoint", {"web-frontend-prod"}),
        ("status:rolled", {"media-transcode"}),
        ("rolling", {"batch-worker-eci"}),
        ("prod status:running", {"web-frontend-prod", "checkout-api-prod", "search-api-prod"}),
        ("prod resizer", set()),
    ],
)
def test_every_word_has_to_match(text, found):
    assert set(names(filtered(ROWS, text, Segment.ALL))) == found


def test_segment_and_text_narrow_together():
    assert names(filtered(ROWS, "search", Segment.RUNNING)) == ["search-api-prod"]
    assert filtered(ROWS, "search", Segment.IDLE) == []


@pytest.mark.parametrize("text", ["", "   ", "status:", "type:", "region: "])
def test_an_unfinished_word_does_no_harm(text):
    assert len(filtered(ROWS, text, Segment.ALL)) == len(ROWS)


def test_attention_first_then_names():
    shown = names(arranged(ROWS, BY_ATTENTION))
    assert shown[:6] == [
        "web-frontend-prod",
        "batch-worker-eci",
        "checkout-api-prod",
        "search-api-prod",
        "payments-ledger",
        "ads-ranker-spot",
    ]
    assert shown[5:] == sorted(shown[5:])


@pytest.mark.parametrize("column", list(Column))
def test_every_column_sorts_both_ways(column):
    up, down = (arranged(ROWS, Sorting(column, d)) for d in (False, True))
    assert sorted(names(up)) == sorted(names(down)) == sorted(names(ROWS))
    assert names(up) != names(down)


def test_capacity_sorts_by_number():
    sizes = [row.group.capacity.in_service for row in arranged(ROWS, Sorting(Column.CAPACITY, False))]
    assert sizes == sorted(sizes)


def test_the_newest_refresh_first_and_never_last():
    shown = arranged(ROWS, Sorting(Column.LAST, False))
    assert shown[0].group.name == "search-api-prod"
    assert [r.task for r in shown[-2:]] == [None, None]


def test_frozen_rows_keep_their_places():
    frozen = [row.id for row in reversed(ROWS[:4])]
    shown = [row.id for row in arranged(ROWS, BY_ATTENTION, frozen)]
    assert shown[:4] == frozen
    assert len(shown) == len(ROWS)
