"""What the documents promise about the tree is there."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import commands
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_document_links_to_exists(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", text(name))
    assert [link for link in links if "://" not in link and not (ROOT / link).is_file()] == []


@pytest.mark.parametrize("name", [*DOCUMENTS, "essgui/simulator/README.md"])
def test_the_commands_that_a_document_names_exist(name: str) -> None:
    named = set(re.findall(r"packaging/dev\.py ([a-z]+)", text(name)))
    assert named <= commands.COMMANDS.keys()


def test_the_readme_opens_with_a_picture() -> None:
    title, blank, picture = text("README.md").splitlines()[:3]
    assert title.startswith("# ")
    assert blank == ""
    assert picture.startswith("![")


def test_each_dependency_is_justified() -> None:
    pyproject = tomllib.loads(text("pyproject.toml"))
    project = pyproject["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    asked += pyproject["build-system"]["requires"]
    explained = set(re.findall(r"`([A-Za-z0-9_-]+)(?:\[[a-z]+\])?`", text("CONTRIBUTING.md")))
    assert {Requirement(line).name for line in asked} <= explained


def test_only_these_stand_at_the_top() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("what belongs to the tree is known to git alone, and this is no clone")
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= {
        *("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"),
        *("essgui", "resources", "tests", "packaging"),
    }
