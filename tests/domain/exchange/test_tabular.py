from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain.exchange.tabular import Table, to_csv, to_json

TABLE = Table(
    ("id", "what", "count", "bad"),
    (("i-1", 'says "no",\nthen 中文', 3, True), ("i-2", None, -4, False)),
)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_can_be_read_back():
    assert read(to_csv(TABLE)) == [
        ["id", "what", "count", "bad"],
        ["i-1", 'says "no",\nthen 中文', "3", "True"],
        ["i-2", "", "-4", "False"],
    ]


def test_json_can_be_read_back_with_its_kinds():
    assert json.loads(to_json(TABLE)) == [
        {"id": "i-1", "what": 'says "no",\nthen 中文', "count": 3, "bad": True},
        {"id": "i-2", "what": None, "count": -4, "bad": False},
    ]


@pytest.mark.parametrize("text", ["=1+1", "+2", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_becomes_a_formula(text):
    assert read(to_csv(Table(("a",), ((text,),))))[1] == [f"'{text}"]


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=5))
def test_any_text_survives_and_none_begins_like_a_formula(rows):
    table = Table(("a", "b"), tuple(tuple(row) for row in rows))
    back = read(to_csv(table))[1:]
    for row, kept in zip(rows, back, strict=True):
        for cell, found in zip(row, kept, strict=True):
            assert found in {cell, f"'{cell}"}
            assert not found.startswith(("=", "+", "-", "@"))
    assert [list(row.values()) for row in json.loads(to_json(table))] == rows


def test_half_a_surrogate_pair_does_not_stop_a_table():
    broken = Table(("what",), (("half \ud800 pair",),))
    assert read(to_csv(broken).encode().decode()) == [["what"], ["half ? pair"]]
    assert json.loads(to_json(broken).encode()) == [{"what": "half ? pair"}]
