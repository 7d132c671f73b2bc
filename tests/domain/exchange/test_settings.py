"""Saved settings are written and read back, and no environment variable is among them."""

from __future__ import annotations

import json

import pytest

from essgui.domain.exchange.settings import (
    LONGEST_NAME,
    MARK,
    NewerSchema,
    SavedSettings,
    name_problem,
    read_settings,
    settings_of,
    write_settings,
)
from essgui.domain.refresh import ContainersTarget
from tests.domain.exchange.specs import HARD, SPECS


@pytest.mark.parametrize("with_target", [True, False])
def test_what_is_written_is_read_back(with_target: bool) -> None:
    saved = tuple(settings_of(name, spec, with_target=with_target) for name, spec in SPECS.items())
    assert read_settings(write_settings(saved)) == (saved, ())
    assert all((one.target is None) is not with_target for one in saved)


def test_no_environment_variable_is_saved() -> None:
    saved = settings_of("web", SPECS["containers"], with_target=True)
    assert isinstance(saved.target, ContainersTarget)
    assert [c.name for c in saved.target.containers] == ["web", "log"]
    text = write_settings([SavedSettings("web", target=SPECS["containers"].target)])
    assert "EnvironmentVars" not in text
    assert "EMPTY" not in text
    assert json.dumps(HARD[4], ensure_ascii=False) in text
    assert saved.filling.keeps_environment


def test_the_file_names_its_schema() -> None:
    assert json.loads(write_settings([])) == {MARK: 1, "Settings": []}
    with pytest.raises(NewerSchema):
        read_settings('{"EssguiSettings": 2, "Settings": []}')


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("{", "line 1, column 2"),
        ("[]", "the whole text"),
        ('{"Settings": []}', MARK),
        ('{"EssguiSettings": true, "Settings": []}', MARK),
        ('{"EssguiSettings": 1, "Settings": [{}]}', "Settings.1.Name"),
        ('{"EssguiSettings": 1, "Settings": [{"Name": " "}]}', "Settings.1.Name"),
        ('{"EssguiSettings": 1, "Settings": [{"Name": "a"}, {"Name": "a"}]}', "Settings.2.Name"),
        ('{"EssguiSettings": 1, "Settings": [{"Name": "a", "Image": 1}]}', "Settings.1.Image"),
        (
            '{"EssguiSettings": 1, "Settings": [{"Name": "a", "DesiredConfiguration": {"ImageId": 1}}]}',
            "Settings.1.DesiredConfiguration.ImageId",
        ),
    ],
)
def test_a_slip_names_its_place(text: str, where: str) -> None:
    saved, slips = read_settings(text)
    assert saved == ()
    assert where in [slip.where for slip in slips]
    assert all(slip.line for slip in slips)


def test_a_name_is_one_short_line_and_its_own() -> None:
    assert name_problem("Careful", ["Fast"]) == ""
    for wrong in ("", "  ", "x" * (LONGEST_NAME + 1), "a\nb", "Fast"):
        assert name_problem(wrong, ["Fast"])
