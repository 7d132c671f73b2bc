from __future__ import annotations

import re
import tomllib
from pathlib import Path

import locks
import pytest
from halt import Halt
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("requirements.txt", "requirements-dev.txt", "requirements-build.txt")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = (("linux", "Linux"), ("darwin", "Darwin"), ("win32", "Windows"))


def lock_text(name: str) -> str:
    return (ROOT / "packaging" / name).read_text("utf-8")


def entries(name: str) -> list[str]:
    lines = [line for line in lock_text(name).splitlines() if not line.startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def place(python: str, platform: str, system: str) -> dict[str, str]:
    return {
        "python_version": python,
        "python_full_version": f"{python}.4",
        "sys_platform": platform,
        "platform_system": system,
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "extra": "",
    }


def pinned(name: str, where: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in entries(name):
        one = Requirement(entry.split("--hash")[0])
        if one.marker is None or one.marker.evaluate(where):
            assert one.name not in found, f"{one.name} is pinned twice for {where}"
            found[one.name] = str(one.specifier).removeprefix("==")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_is_of_todays_pyproject(name: str) -> None:
    assert lock_text(name).startswith(locks.header(name, ROOT)), "run: python3 packaging/dev.py lock"


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_one_version_with_hashes(name: str) -> None:
    assert entries(name)
    for entry in entries(name):
        assert re.match(r"[a-z0-9-]+==[\w.]+ ", entry), entry
        assert re.search(r" --hash=sha256:[0-9a-f]{64}\b", entry), entry


@pytest.mark.parametrize("name", NAMES)
def test_no_index_and_no_place_of_one_machine_is_named(name: str) -> None:
    assert not re.search(r"://|--index|--find-links|--trusted|file:| /\w", lock_text(name))


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(("platform", "system"), MACHINES)
def test_what_pyproject_asks_for_is_pinned_as_it_asks(python: str, platform: str, system: str) -> None:
    where = place(python, platform, system)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    runs, checks = pinned("requirements.txt", where), pinned("requirements-dev.txt", where)
    assert runs.items() <= checks.items(), "the application runs with what was checked"
    for wish, found in [
        *((wish, runs) for wish in project["dependencies"]),
        *((wish, checks) for wish in project["optional-dependencies"]["dev"]),
    ]:
        asked = Requirement(wish)
        if asked.marker is None or asked.marker.evaluate(where):
            assert asked.specifier.contains(found[asked.name.lower()]), wish


def test_build_tools_agree_with_the_rest() -> None:
    where = place("3.11", "linux", "Linux")
    build, checks = pinned("requirements-build.txt", where), pinned("requirements-dev.txt", where)
    assert set(locks.BUILD_TOOLS) <= build.keys()
    assert all(checks.get(name, version) == version for name, version in build.items())


def test_the_binding_is_a_sound_one_on_python_3_11() -> None:
    """6.12 gives away references to None on Python older than 3.12, and ends the process."""
    old = pinned("requirements.txt", place("3.11", "linux", "Linux"))["pyside6-essentials"]
    assert tuple(int(part) for part in old.split(".")[:2]) < (6, 12)


def test_a_changed_wish_makes_the_locks_stale(tmp_path: Path) -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    (tmp_path / "pyproject.toml").write_text(text.replace('"keyring>=25.7"', '"keyring>=25.8"'), "utf-8")
    assert locks.wishes(tmp_path) != locks.wishes(ROOT)
    (tmp_path / "pyproject.toml").write_text(text.replace("line-length = 110", "line-length = 99"), "utf-8")
    assert locks.wishes(tmp_path) == locks.wishes(ROOT)


def test_without_uv_one_learns_where_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Halt, match="pipx install uv"):
        locks.write(tmp_path)
