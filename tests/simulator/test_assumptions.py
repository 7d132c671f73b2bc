"""The table of assumptions points into the code, and no code of an error is made up beside it."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

import essgui
from essgui.simulator import assumptions
from essgui.simulator.assumptions import ASSUMPTIONS, Assumption
from essgui.simulator.machine.start import _CODES

PACKAGE = Path(essgui.__file__).parent
SIMULATOR = PACKAGE / "simulator"

KNOWN = {
    # pages of the API, and of the gateway in general
    *("InternalError", "InvalidParameter", "InvalidAccessKeyId.NotFound", "SignatureDoesNotMatch"),
    *("SignatureNonceUsed", "IncompleteSignature", "InvalidTimeStamp.Format", "InvalidTimeStamp.Expired"),
    *("InvalidSecurityToken.Expired", "InvalidSecurityToken.MismatchWithAccessKey", "Throttling.User"),
    # handled by name in Terraform's provider
    *("InvalidScalingGroupId.NotFound", "InvalidScalingConfigurationId.NotFound"),
    *("InvalidInstanceId.NotFound", "IncorrectCapacity.MinSize", "IncorrectCapacity.MaxSize"),
}
"""Codes that are published."""
OWN = {"NotFound", "Unauthorized", "Forbidden"}
"""Codes of the control pages, which are no part of ESS."""


@pytest.mark.parametrize("row", ASSUMPTIONS, ids=lambda row: row.name)
def test_a_row_is_complete_and_points_at_code_that_is_there(row: Assumption) -> None:
    for sentence in (row.choice, row.why, row.settled_by):
        assert sentence.endswith(".")
        assert "|" not in sentence
    path, _, name = row.where.partition(": ")
    assert (PACKAGE / path).is_file()
    found: object = importlib.import_module(f"essgui.{path.removesuffix('.py').replace('/', '.')}")
    for part in name.split("."):
        assert hasattr(found, part), row.where
        found = getattr(found, part)


def test_each_assumption_has_its_own_name() -> None:
    assert len({row.name for row in ASSUMPTIONS}) == len(ASSUMPTIONS) > 50


def codes_of(tree: ast.AST) -> set[str]:
    """Return the code of each refusal and failure that is made in a module."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        at = {"Refusal": 0, "Failure": 0, "_fail": 1}.get(name)
        code = node.args[at] if at is not None and len(node.args) > at else None
        if isinstance(code, ast.Constant):
            found.add(code.value)
    return found


def test_every_code_is_published_or_in_the_table() -> None:
    said = {
        code for row in ASSUMPTIONS for code in re.findall(r"[A-Z][A-Za-z0-9]+(?:\.[A-Z]\w+)?", row.choice)
    }
    made = set(_CODES.values())
    for module in SIMULATOR.rglob("*.py"):
        made |= codes_of(ast.parse(module.read_text("utf-8")))
    assert len(made) > 30
    assert made - KNOWN - OWN - said == set()


def test_figures_in_the_table_are_those_of_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    written = assumptions.markdown()
    rounds = assumptions._GIVEN.launch_rounds
    assert f"After {rounds} rounds of launches" in written
    cells = assumptions._assumed_cells()
    assert cells in written
    assert "InProgress" not in cells
    monkeypatch.setattr("essgui.domain.lifecycle._DOCUMENTED", frozenset())
    assert "InProgress: Cancel, Rollback, Suspend" in assumptions._assumed_cells()
