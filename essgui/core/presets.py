"""Three ready-made paces: a table of percentages and checkpoints, and which of them the form equals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.draft import Draft


class PresetName(StrEnum):
    """The paces, from the most careful to the quickest."""

    SAFE = "safe"
    BALANCED = "balanced"
    FAST = "fast"


@dataclass(frozen=True, slots=True)
class Preset:
    """One pace; how long it pauses stays as the operator chose it."""

    name: PresetName
    title: str
    min_healthy: int
    max_healthy: int
    checkpoints: tuple[int, ...]

    @property
    def stops(self) -> tuple[int, ...]:
        """The checkpoints at which it pauses: all but the mandatory one at the end."""
        return tuple(percent for percent in self.checkpoints if percent < 100)


PRESETS = (
    Preset(PresetName.SAFE, "Safe", 100, 110, (10, 25, 50, 100)),
    Preset(PresetName.BALANCED, "Balanced", 90, 150, (25, 50, 100)),
    Preset(PresetName.FAST, "Fast", 80, 200, ()),
)

CUSTOM = "Custom"
"""What a form is called that equals no preset."""


def preset_of(draft: Draft) -> Preset | None:
    """Return the preset that the form equals, or None: a pace of its own."""
    asked = (draft.min_healthy, draft.max_healthy, draft.checkpoints)
    return next((p for p in PRESETS if (p.min_healthy, p.max_healthy, p.checkpoints) == asked), None)


def with_preset(draft: Draft, name: PresetName) -> Draft:
    """Set percentages and checkpoints; the pause, the target and all else stay as typed."""
    preset = next(p for p in PRESETS if p.name is name)
    return replace(
        draft,
        min_healthy=preset.min_healthy,
        max_healthy=preset.max_healthy,
        checkpoints=preset.checkpoints,
    )
