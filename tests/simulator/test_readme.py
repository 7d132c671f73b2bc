"""What the simulator's README says is so: options, scenarios, faults, operations, pages, users, examples."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from darabonba.core import DaraCore

import essgui
from essgui.simulator import assumptions, cli, faults, scenarios, server_control
from essgui.simulator.wire.operations import ECS_VERSIONS, ESS_VERSIONS, OPERATIONS, STS_VERSIONS
from essgui.simulator.world import FaultKind
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from collections.abc import Iterator

README = (Path(essgui.__file__).parent / "simulator" / "README.md").read_text("utf-8")
BEFORE, _, TABLE = README.partition("<!-- assumptions -->\n\n")


def section(title: str) -> str:
    """Return what stands under a heading of the second rank."""
    return BEFORE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def first_cells(title: str) -> list[str]:
    """Return the first column of the table under a heading, without its head."""
    return [line.split("|")[1].strip() for line in section(title).splitlines() if line.startswith("| `")]


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser()
    cli.add_arguments(made)
    return made


def test_the_table_of_assumptions_is_the_one_in_the_code() -> None:
    assert assumptions.markdown() == TABLE, "python -m essgui.simulator.assumptions prints what belongs here"


def test_every_option_is_explained_and_no_other() -> None:
    known = {name for action in parser()._actions for name in action.option_strings} - {"-h", "--help"}
    explained = set(re.findall(r"`(--[a-z-]+)[ `]", " ".join(first_cells("Starting it"))))
    assert explained == known


def test_every_example_of_a_command_line_is_understood() -> None:
    lines = re.findall(r"^python -m essgui simulator (.*)$", BEFORE, re.MULTILINE)
    assert len(lines) >= 2
    for line in lines:
        given = parser().parse_args(shlex.split(line))
        assert cli.problem(given) == ""
        for rule in given.fault:
            faults.from_text(rule, "example")


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Scenarios", list(scenarios.SCENARIOS)),
        ("Faults", [kind.value for kind in FaultKind]),
        ("Identities", ["administrator", "reader", "operator", "session", "expired"]),
    ],
)
def test_a_table_names_each_and_no_other(title: str, names: list[str]) -> None:
    assert sorted(first_cells(title)) == sorted(f"`{name}`" for name in names)


def test_the_users_are_those_that_there_are() -> None:
    with RunningSimulator("small") as sim:
        there = {user.name for user in sim.world.users}
    assert {cell.strip("`") for cell in first_cells("Identities")} == there


def test_every_operation_and_version_is_named_and_no_other() -> None:
    named = set(re.findall(r"`([A-Z][A-Za-z]+)`", section("Operations")))
    assert named == set(OPERATIONS)
    for version in ESS_VERSIONS | ECS_VERSIONS | STS_VERSIONS:
        assert version in section("Operations")


def test_every_control_page_is_named_and_no_other() -> None:
    source = Path(server_control.__file__).read_text("utf-8")
    there = {f"`{verb} {path}`" for verb, path in re.findall(r'case "([A-Z]+)", "(/-/[a-z-]+)"', source)}
    assert len(there) > 5
    assert set(first_cells("Control pages")) == there


def test_the_faults_over_http_are_understood() -> None:
    bodies = re.findall(r"-d '(\{\"kind\".*?\})'", BEFORE)
    assert bodies
    for body in bodies:
        faults.from_json(json.loads(body), "example")


def test_what_it_links_to_is_there() -> None:
    titles = {
        re.sub(r"[^a-z -]", "", t.lower()).replace(" ", "-") for t in re.findall(r"^#+ (.+)$", README, re.M)
    }
    links = re.findall(r"\]\(#([^)]+)\)", README)
    assert links
    assert set(links) <= titles


@pytest.fixture
def no_connection_left() -> Iterator[None]:
    """The library keeps its connections for the life of the process."""
    yield
    while DaraCore._sessions:
        DaraCore._sessions.popitem()[1].close()


@pytest.mark.usefixtures("no_connection_left")
def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    with RunningSimulator("small") as sim:
        (tmp_path / "ready.json").write_text(json.dumps(cli.greeting(sim.simulator, "small")), "utf-8")
        monkeypatch.chdir(tmp_path)
        exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - the README's own block
    assert capsys.readouterr().out == "['web', 'worker']\n"


def test_the_line_of_json_has_the_fields_that_are_shown() -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    with RunningSimulator("small") as sim:
        said = cli.greeting(sim.simulator, "small")
    line = json.loads(shown)
    assert line.keys() == said.keys()
    assert line["users"]["reader"].keys() == said["users"]["reader"].keys()
