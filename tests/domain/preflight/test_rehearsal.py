from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.domain.durations import DEFAULTS
from essgui.domain.forecast import forecast
from essgui.domain.plan import corridor
from essgui.domain.preflight.rehearsal import Existence, Origin, rehearse, way_back_check
from essgui.domain.preflight.verdict import Verdict
from essgui.domain.refresh import ActiveConfiguration, ImageTarget, LaunchTemplateTarget
from essgui.domain.scaling import TemplateId

HERE = Origin("configuration web-2026-10", Existence.EXISTS, "image m-bp1old")
BAND = corridor(40, 80, 120)
IMAGE = ImageTarget("m-bp1new")


def rehearsed(target=IMAGE, origin=HERE, total=37, checkpoints=(25, 50, 100)):
    return rehearse(target, origin, BAND, total, checkpoints, DEFAULTS)


def test_every_checkpoint_and_the_end_say_how_many_go_back_and_how_long_that_takes() -> None:
    found = rehearsed()
    assert [(s.percent, s.count) for s in found.stages] == [(25, 10), (50, 20), (100, 37)]
    last = found.stages[-1]
    assert (last.shortest, last.longest) == forecast(BAND, 37, (), 0, DEFAULTS).finish
    assert found.stages[0].longest < last.longest


def test_a_checkpoint_that_is_never_reached_is_no_stage() -> None:
    assert [s.percent for s in rehearsed(total=15, checkpoints=(25, 50, 100)).stages] == [25, 100]
    assert rehearsed(total=0, checkpoints=()).stages == ()


@pytest.mark.parametrize("version", ["Latest", "Default"])
def test_a_moving_version_cannot_be_rolled_back(version: str) -> None:
    found = rehearsed(LaunchTemplateTarget(TemplateId("lt-1"), version))
    assert not found.possible
    assert version in found.why_not
    check = way_back_check(found)
    assert (check.verdict, check.headline) == (Verdict.CAUTION, "Rollback impossible")
    assert rehearsed(LaunchTemplateTarget(TemplateId("lt-1"), "4")).possible


def test_the_active_configuration_is_no_way_back_from_itself() -> None:
    assert "nothing to undo" in rehearsed(ActiveConfiguration()).why_not


@pytest.mark.parametrize(
    ("existence", "verdict", "words"),
    [
        (Existence.EXISTS, Verdict.GO, "Back to configuration web-2026-10, which still exists"),
        (Existence.GONE, Verdict.CAUTION, "A rollback would fail: image m-bp1old no longer exists"),
        (Existence.UNKNOWN, Verdict.UNKNOWN, "It is not known whether configuration web-2026-10 still works"),
        (Existence.READING, Verdict.UNKNOWN, "Checking whether the way back still exists…"),
    ],
)
def test_whether_the_way_back_exists(existence: Existence, verdict: Verdict, words: str) -> None:
    check = way_back_check(rehearsed(origin=replace(HERE, existence=existence)))
    assert (check.verdict, check.headline) == (verdict, words)
    assert check.reading is (existence is Existence.READING)


def test_a_moving_origin_is_said() -> None:
    check = way_back_check(rehearsed(origin=replace(HERE, moving=True)))
    assert any("moving" in line for line in check.evidence)
