from __future__ import annotations

import sys
from pathlib import Path

import pytest
import stages
from environment import Environment
from stages import Stage

from tests.support import loads


def says(code: int, note: Path) -> Stage:
    program = f"import pathlib, sys; pathlib.Path({str(note)!r}).touch(); sys.exit({code})"
    return Stage(note.name, ("-c", program))


def test_the_first_failure_ends_the_run_with_its_exit_code(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    here = Environment(tmp_path, Path(sys.executable))
    notes = [tmp_path / name for name in ("one", "two", "three")]
    run = [says(code, note) for code, note in zip((0, 4, 0), notes, strict=True)]
    assert stages.run(here, run) == 4
    assert [note.exists() for note in notes] == [True, True, False]
    assert capfd.readouterr().out.splitlines() == ["— one", "— two"]


def test_nothing_is_printed_after_the_last_stage(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    here = Environment(tmp_path, Path(sys.executable))
    assert stages.run(here, [Stage("tests", ("-c", "print('== 3 passed in 0.1s ==')"))]) == 0
    assert capfd.readouterr().out.endswith("== 3 passed in 0.1s ==\n")


def test_types_are_checked_against_the_environments_own_python(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    here = Environment(tmp_path, Path(sys.executable))
    stages.run(here, [Stage("types", ("-c", "import sys; print(sys.argv[1])", "{python}"))])
    assert capfd.readouterr().out.splitlines()[-1] == sys.executable


def test_checks_see_no_display_no_account_and_no_proxy() -> None:
    given = {
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "not for tests",
        "ALICLOUD_SECRET_KEY": "nor this",
        "DISPLAY": ":0",
        "HOME": "/home/ada",
        "HTTPS_PROXY": "http://proxy.example:3128",
        "LC_ALL": "de_DE.UTF-8",
        "PYTEST_ADDOPTS": "-k nothing",
        "QT_SCALE_FACTOR": "2",
        "WAYLAND_DISPLAY": "wayland-0",
        "https_proxy": "http://proxy.example:3128",
    }
    assert stages.check_environ(given) == {
        "HOME": "/home/ada",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }


def test_stress_runs_what_is_marked_in_full(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    made = stages.stressing(["-x"])
    assert (made.variables, made.arguments[:4]) == (
        (("ESSGUI_LOAD", "full"),),
        ("-m", "pytest", "-m", "stress"),
    )
    assert made.arguments[-1] == "-x"
    here = Environment(tmp_path, Path(sys.executable))
    program = "import os; print(os.environ['ESSGUI_LOAD'])"
    assert stages.run(here, [Stage("stress", ("-c", program), made.variables)]) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "full"


@pytest.mark.parametrize("size", loads.Size)
def test_stress_knows_the_sizes_of_the_table(size: loads.Size) -> None:
    made = stages.stressing([size.value, "-x"])
    assert made.variables == ((loads.VARIABLE, size.value),)
    assert size.value not in made.arguments
    assert tuple(loads.Size) == stages.SIZES


def test_each_check_with_a_full_form_has_every_size() -> None:
    for sizes in loads.LOADS.values():
        assert list(sizes) == list(loads.Size)
        assert sorted(load.examples for load in sizes.values()) == [load.examples for load in sizes.values()]


def test_tests_come_last_and_take_a_persons_arguments() -> None:
    assert stages.checking(["-k", "plan"]).arguments == ("-m", "pytest", "-k", "plan")
