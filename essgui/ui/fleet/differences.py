"""Tells which parts of the fleet page have to be worked out anew: what did not change is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.select_fleet import is_stale

if TYPE_CHECKING:
    from essgui.core.state import AppState


def rows_differ(old: AppState | None, new: AppState) -> bool:
    """Tell whether a row may look otherwise than for the state before."""
    return (
        old is None
        or old.groups is not new.groups
        or old.chosen != new.chosen
        or old.tasks is not new.tasks
        or old.history is not new.history
        or old.details is not new.details
        or old.survey.facts is not new.survey.facts
        or old.discovery.failed is not new.discovery.failed
        or any(is_stale(old, region) != is_stale(new, region) for region in new.chosen)
    )


def same_filter(old: AppState | None, new: AppState) -> bool:
    """Tell whether the rows that are listed are chosen as before."""
    return old is not None and (old.fleet.text, old.fleet.segment) == (new.fleet.text, new.fleet.segment)
