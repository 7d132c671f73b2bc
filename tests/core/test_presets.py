"""The presets are a table, and choosing one touches nothing but percentages and checkpoints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.draft import Draft, TargetKind
from essgui.core.presets import PRESETS, PresetName, preset_of, with_preset
from essgui.domain.refresh import ActiveConfiguration, RefreshSpec
from essgui.domain.rules import problems
from tests.support.states import make_group


def test_the_table() -> None:
    assert [(p.title, p.min_healthy, p.max_healthy, p.stops) for p in PRESETS] == [
        ("Safe", 100, 110, (10, 25, 50)),
        ("Balanced", 90, 150, (25, 50)),
        ("Fast", 80, 200, ()),
    ]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.title)
def test_each_is_a_request_that_no_rule_forbids(preset) -> None:
    group = make_group()
    spec = RefreshSpec(
        group.region,
        group.id,
        ActiveConfiguration(),
        min_healthy=preset.min_healthy,
        max_healthy=preset.max_healthy,
        checkpoints=preset.checkpoints,
    )
    assert problems(spec, group) == ()


@pytest.mark.parametrize("name", list(PresetName))
def test_choosing_one_keeps_all_else(name: PresetName) -> None:
    typed = Draft(kind=TargetKind.IMAGE, image="m-1", pause_minutes=7, skip_matching=False, hourly_price=0.4)
    chosen = with_preset(typed, name)
    found = preset_of(chosen)
    assert found is not None
    assert found.name is name
    back = replace(
        chosen, min_healthy=typed.min_healthy, max_healthy=typed.max_healthy, checkpoints=typed.checkpoints
    )
    assert back == typed


@pytest.mark.parametrize(
    "change", [{"min_healthy": 91}, {"max_healthy": 149}, {"checkpoints": (50, 100)}, {"checkpoints": ()}]
)
def test_any_change_by_hand_is_a_pace_of_its_own(change: dict[str, object]) -> None:
    assert preset_of(replace(with_preset(Draft(), PresetName.BALANCED), **change)) is None


def test_another_pause_is_still_the_preset() -> None:
    balanced = with_preset(Draft(), PresetName.BALANCED)
    assert preset_of(replace(balanced, pause_minutes=5)) is preset_of(balanced)
