import json
import random

import pytest

from essgui.domain.exchange.request import MOST_CHARACTERS, read_request, write_request
from tests.domain.exchange.specs import SPECS


@pytest.mark.parametrize("name", SPECS)
def test_what_is_written_is_read_back(name: str) -> None:
    assert read_request(write_request(SPECS[name])) == (SPECS[name], ())


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"Strategy": "x"}, "Strategy"),
        ({"MinHealthyPercentage": "80"}, "MinHealthyPercentage"),
        ({"MinHealthyPercentage": True}, "MinHealthyPercentage"),
        ({"SkipMatching": 1}, "SkipMatching"),
        ({"Checkpoints": {}}, "Checkpoints"),
        ({"Checkpoints": [{"Percentage": 50}, {}]}, "Checkpoints.2.Percentage"),
        ({"DesiredConfiguration": []}, "DesiredConfiguration"),
        ({"DesiredConfiguration": {"ImageId": "m", "Containers": []}}, "DesiredConfiguration"),
        (
            {"DesiredConfiguration": {"LaunchTemplateVersion": "1"}},
            "DesiredConfiguration.LaunchTemplateVersion",
        ),
        ({"DesiredConfiguration": {"ImageId": "\ud800"}}, "DesiredConfiguration.ImageId"),
        (
            {"DesiredConfiguration": {"Containers": [{"Name": "a", "Args": ["x", 1]}]}},
            "DesiredConfiguration.Containers.1.Args.2",
        ),
    ],
)
def test_a_slip_names_its_place(change: dict[str, object], where: str) -> None:
    spec, slips = read_request(json.dumps({**json.loads(write_request(SPECS["plain"])), **change}))
    assert spec is None
    assert [s.where for s in slips] == [where]


def test_what_is_no_json_has_line_and_column() -> None:
    spec, (slip,) = read_request('{\n  "RegionId": "a",\n  oops\n}')
    assert spec is None
    assert slip.where == "line 3, column 3"


@pytest.mark.parametrize(
    "text", ["", "null", "[" * 100_000, '{"a":' * 5000, "1" * 9999, "NaN", " " * (MOST_CHARACTERS + 1)]
)
def test_hostile_texts_are_refused(text: str) -> None:
    spec, slips = read_request(text)
    assert spec is None
    assert slips


def test_a_missing_group_and_a_name_given_twice_are_told() -> None:
    assert [s.where for s in read_request("{}")[1]] == ["RegionId", "ScalingGroupId"]
    assert [s.where for s in read_request('{"RegionId":"a","RegionId":"b","ScalingGroupId":"c"}')[1]] == [
        "RegionId"
    ]


def test_mutated_texts_are_read_or_refused_with_a_place() -> None:
    chance = random.Random(4)  # noqa: S311 - a seed makes the test repeatable
    seeds = [write_request(spec) for spec in SPECS.values()]
    for _ in range(5000):
        text = list(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(text))
            text[at : at + chance.randint(0, 3)] = chance.choice('{}[]",:0-\\\x00e中 \nt')
        spec, slips = read_request("".join(text))
        assert (spec is None) == bool(slips)
        assert all(s.where and s.sentence for s in slips)
