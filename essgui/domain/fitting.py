"""Whether an image can run in a group: by architecture, by the size of the system disk, by its status.

Source: DescribeImages (Architecture, Size, Status) and DescribeInstanceTypes (CpuArchitecture), ECS
2014-05-26. That a launch fails where they do not agree is ECS's rule; that ESS looks no sooner is assumed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.domain.catalog import Image, InstanceType

_DISK = re.compile(r"(\d+) GiB")
_AVAILABLE = "Available"


class Fit(StrEnum):
    """How well an image suits a group."""

    FITS = "fits"
    NOW = "now"
    """It is the image of the group's active configuration."""
    DOUBTFUL = "doubtful"
    """Some instances may not come up."""
    NOT = "not"
    """No instance would come up."""
    UNKNOWN = "unknown"
    """Nothing is known of the instance types."""


@dataclass(frozen=True, slots=True)
class Fitness:
    """A verdict in two lengths."""

    fit: Fit
    short: str
    """A few words for a cell."""
    sentence: str = ""
    """Why, and what to do; empty where nothing is wrong."""


def fitness(
    image: Image,
    wanted: Iterable[str],
    known: Iterable[InstanceType],
    disk: int | None = None,
    image_now: str = "",
) -> Fitness:
    """Judge an image for a group's instance types (`wanted`, by id) and its system disk in GiB."""
    wanted = tuple(wanted)
    if image.id == image_now:
        return Fitness(Fit.NOW, "In use now")
    if image.status and image.status != _AVAILABLE:
        sentence = f"This image is {image.status}: nothing can be launched from it."
        return Fitness(Fit.NOT, image.status, sentence)
    kinds = {t.id: t.architecture for t in known if t.id in wanted and t.architecture}
    arm = image.architecture.lower().startswith("arm")
    against = [t for t in wanted if t in kinds and (kinds[t].upper() == "ARM") is not arm]
    if image.architecture and against:
        own, theirs = ("ARM", "x86") if arm else ("x86", "ARM")
        if len(against) == len(wanted):
            return Fitness(
                Fit.NOT,
                f"{own} image, {theirs} types",
                f"This is an {own} image, and the group's instance types are {theirs}: no instance would "
                "come up.",
            )
        return Fitness(
            Fit.DOUBTFUL,
            f"Not for {against[0]}",
            f"This is an {own} image, and {', '.join(against)} {'is' if len(against) == 1 else 'are'} "
            f"{theirs}: such instances would not come up.",
        )
    if disk is not None and image.size > disk:
        return Fitness(
            Fit.DOUBTFUL,
            f"Needs {image.size} GiB disk",
            f"This image needs a system disk of {image.size} GiB; the group's instances get {disk} GiB.",
        )
    if image.architecture and wanted and not kinds:
        return Fitness(Fit.UNKNOWN, "Not checked")
    return Fitness(Fit.FITS, "Compatible")


def disk_size(words: str) -> int | None:
    """Return the GiB in words such as "cloud_essd 40 GiB", or None."""
    found = _DISK.search(words)
    return int(found[1]) if found else None
