"""A slip that is told as a path is found in the text."""

from __future__ import annotations

import pytest

from essgui.domain.exchange.request import read_request, write_request
from essgui.domain.exchange.slips import Slip, located
from tests.domain.exchange.specs import SPECS


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"MinHealthyPercentage": 90', '"MinHealthyPercentage": "90"', "MinHealthyPercentage"),
        ('"Percentage": 50', '"Percentage": "50"', '"Percentage": "50"'),
        ('"Image": "log:1"', '"Image": 7', '"Image": 7'),
        ('"SkipMatching"', '"SkipMatch"', '"SkipMatch"'),
    ],
)
def test_a_path_is_a_line_and_a_column(old: str, new: str, line: str) -> None:
    text = write_request(SPECS["containers"]).replace(old, new, 1)
    spec, (slip,) = read_request(text)
    assert spec is None
    found = text.splitlines()[slip.line - 1]
    assert line in found
    assert found[slip.column - 1] == '"'
    assert slip.place == f"line {slip.line}, {slip.where}"


def test_what_is_missing_is_told_where_it_belongs() -> None:
    text = '{\n"RegionId": "a",\n"ScalingGroupId": "b",\n"Checkpoints": [\n{"Percentage": 5},\n{}\n]\n}'
    (slip,) = read_request(text)[1]
    assert (slip.where, slip.line) == ("Checkpoints.2.Percentage", 6)


def test_a_text_that_is_no_json_does_no_harm() -> None:
    assert located('[,]}"', [Slip("A.1", "no")])[0].line == 1
    assert located("", [Slip("the whole text", "no")])[0].line == 1
