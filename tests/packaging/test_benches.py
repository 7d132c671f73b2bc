"""The benches are found, say what they measured and on what, and do not hide a target that is missed."""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING

import pytest
import stages

from tests.bench import __main__ as program
from tests.bench import bench_forecast, report
from tests.bench.report import Row

if TYPE_CHECKING:
    from pathlib import Path


def test_the_command_runs_the_benches_and_hands_on_what_follows() -> None:
    assert stages.measuring(["simulator", "--out", "x"]).arguments == (
        *("-m", "tests.bench"),
        *("simulator", "--out", "x"),
    )


def test_every_bench_of_the_folder_is_known() -> None:
    assert {"eta", "forecast", "heartbeat", "monitor", "simulator"} <= set(program.NAMES)
    for name in program.NAMES:
        assert callable(importlib.import_module(f"tests.bench.bench_{name}").rows)


def test_a_bench_prints_its_rows_and_keeps_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_forecast, "ROUNDS", 3)
    monkeypatch.setattr(bench_forecast, "BUDGET_MS", 60_000.0)
    shorter = {"briefly": ("max_healthy", range(101, 104), {})}
    monkeypatch.setattr(bench_forecast, "DRAGS", shorter)
    out = tmp_path / "deep" / "bench.json"
    assert program.main(["forecast", "--out", str(out)]) == 0
    kept = json.loads(out.read_text("utf-8"))
    assert kept["computer"] == report.computer() | {"load_1m": kept["computer"]["load_1m"]}
    assert len(kept["rows"]) == 2 * len(bench_forecast.CASES) + 2 * len(shorter)
    printed = capsys.readouterr().out
    assert "cores" in printed
    assert all(row["case"] in printed and row["figure"] > 0 and row["met"] for row in kept["rows"])


def test_a_target_that_is_missed_is_said_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_forecast, "ROUNDS", 3)
    monkeypatch.setattr(bench_forecast, "BUDGET_MS", 0.0)
    monkeypatch.setattr(bench_forecast, "DRAGS", {})
    assert program.main(["forecast", "--out", str(tmp_path / "bench.json")]) == 1
    assert "MISSED" in capsys.readouterr().out


def test_a_bench_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        program.main(["weather"])
    assert "there is no bench weather" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("figure", "more_is_better", "met"),
    [(499.9, True, False), (500, True, True), (500, False, True), (500.1, False, False)],
)
def test_a_figure_is_held_against_its_target(figure: float, more_is_better: bool, met: bool) -> None:
    row = Row("S0", "case", figure, "1/s", 500, more_is_better)
    assert row.met is met
    assert row.verdict == ("met" if met else "MISSED")
