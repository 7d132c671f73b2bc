"""The pictures of the tour: numbered, one for each step and look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from essgui.tour.driver import Driver


@dataclass(slots=True)
class Album:
    """Takes pictures of a driven window into a folder."""

    driver: Driver
    folder: Path
    taken: list[Path] = field(default_factory=list["Path"])

    async def take(self, name: str) -> None:
        """Take the next picture."""
        await self.driver.settle()
        look = self.driver.state.theme.value
        path = self.folder / f"{len(self.taken) + 1:02}-{name}-{look}.png"
        self.driver.picture(path)
        self.taken.append(path)
