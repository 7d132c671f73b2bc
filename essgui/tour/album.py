"""The pictures of the tour: numbered, one for each step and look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from essgui.core.messages import ThemeChosen

if TYPE_CHECKING:
    from pathlib import Path

    from essgui.core.state import ThemeChoice
    from essgui.tour.driver import Driver


@dataclass(slots=True)
class Album:
    """Takes pictures of a driven window into a folder."""

    driver: Driver
    folder: Path
    looks: tuple[ThemeChoice, ...]
    taken: list[Path] = field(default_factory=list["Path"])
    steps: int = 0

    async def take(self, name: str) -> None:
        """Take the next picture, in each look; the window is left in the first one."""
        self.steps += 1
        for look in (*self.looks[1:], self.looks[0]):
            await self._wear(look)
            path = self.folder / f"{self.steps:02}-{name}-{look.value}.png"
            self.driver.picture(path)
            self.taken.append(path)

    async def _wear(self, look: ThemeChoice) -> None:
        if self.driver.state.theme is not look:
            self.driver.program.store.send(ThemeChosen(look))
            await self.driver.until(lambda s: s.theme is look, f"the {look.value} look")
        await self.driver.settle()
