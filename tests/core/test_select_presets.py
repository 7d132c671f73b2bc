"""Each preset is foreseen for this very group."""

from __future__ import annotations

from datetime import UTC

from essgui.core.draft import TargetKind
from essgui.core.presets import PresetName
from essgui.core.select_forecast import outlook
from essgui.core.select_presets import PresetView, preset_views
from essgui.core.select_wizard import subject_of
from essgui.core.state import AppState, Step
from tests.ui.wizard import scenes

BALANCED = {**scenes.CONFIGURATION, "min_healthy": 90, "max_healthy": 150, "checkpoints": (25, 50, 100)}


def presets(state: AppState) -> dict[PresetName, PresetView]:
    subject = subject_of(state)
    assert subject is not None
    return {shown.name: shown for shown in preset_views(outlook(subject, UTC))}


def learned(**changes: object) -> AppState:
    return scenes.with_past(scenes.ecs(Step.PACE, **{**BALANCED, **changes}))


def test_presets_are_foreseen_for_this_group() -> None:
    shown = presets(learned())
    assert [p.chosen for p in shown.values()] == [False, True, False]
    assert shown[PresetName.SAFE].settings == "100 / 110 % · pauses at 10, 25, 50 %"
    assert shown[PresetName.FAST].settings == "80 / 200 % · no pauses"
    assert [p.takes for p in shown.values()] == ["3 h 33 to 4 h 07", "2 h 09 to 2 h 19", "3 to 7 min"]
    assert [p.serving for p in shown.values()] == [
        "40 to 44 in service, +4 at peak",
        "36 to 57 in service, +17 at peak",
        "32 to 77 in service, +37 at peak",
    ]
    assert not any(p.chosen for p in presets(learned(min_healthy=91)).values())
    nothing = presets(scenes.with_past(scenes.ecs(Step.PACE, kind=TargetKind.ACTIVE)))
    assert {p.takes for p in nothing.values()} == {"nothing to replace"}
