"""Saved settings that two programs change at once: what one did is done to what the other has left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.domain.exchange.settings import LONGEST_NAME, SavedSettings

if TYPE_CHECKING:
    from collections.abc import Iterable


def merged(
    before: Iterable[SavedSettings], after: Iterable[SavedSettings], there: Iterable[SavedSettings]
) -> tuple[SavedSettings, ...]:
    """Do the step from `before` to `after` to those that are there now.

    The step is the newer of the two, so it keeps the name; what the other program wrote under the same name
    stays under a name of its own, and what it changed is not deleted with what was meant.
    """
    old, new = ({s.name: s for s in some} for some in (before, after))
    found = {s.name: s for s in there}
    for name, settings in old.items():
        if name not in new and found.get(name) == settings:
            del found[name]
    for name, settings in new.items():
        theirs = found.get(name)
        if settings == old.get(name):
            # Nothing was done to it: it is what the other program left of it.
            continue
        found[name] = settings
        if theirs is not None and theirs not in (settings, old.get(name)):
            free = free_name(name, found.keys() | new.keys())
            found[free] = replace(theirs, name=free)
    return tuple(found.values())


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name, with a number behind it where it is taken."""
    used, number, free = set(taken), 2, name
    while free in used:
        end = f" ({number})"
        free = f"{name[: LONGEST_NAME - len(end)]}{end}"
        number += 1
    return free
