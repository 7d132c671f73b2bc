"""What needs attention in a refresh: every rule in one table, each from a situation to items, purely."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from essgui.domain import attention_group as group
from essgui.domain import attention_instances as instances
from essgui.domain.attention_hooks import held_by_hook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from essgui.domain.situation import Item, Situation

RULES: tuple[Callable[[Situation], Iterator[Item]], ...] = (
    group.system_suspended,
    instances.below_floor,
    instances.empty_zone,
    held_by_hook,
    instances.no_stock,
    instances.launch_errors,
    instances.release_errors,
    instances.unhealthy,
    instances.slow_launch,
    group.foreign_act,
    group.suspended_processes,
    group.slower,
    group.foreign_scaling,
    group.scheduled_soon,
    instances.ignored,
)
"""In the order in which items are shown that are alike in gravity and time."""
_NEVER = datetime.max.replace(tzinfo=UTC)


def attention(found: Situation) -> tuple[Item, ...]:
    """Return what needs attention, the gravest first; nothing for a refresh that is over.

    Among those of one gravity, what is overdue and what has least time left come first, then what can be
    helped from here. Whatever is left is ordered by rule and subject, and never by how it was read.
    """
    if found.task.over:
        return ()
    ranked = [(item, rank) for rank, rule in enumerate(RULES) for item in rule(found)]
    return tuple(item for item, _ in sorted(ranked, key=_place))


def _place(ranked: tuple[Item, int]) -> tuple[object, ...]:
    item, rank = ranked
    return (
        item.gravity,
        not item.overdue,
        item.ends_at or _NEVER,
        not item.offers,
        rank,
        item.key,
    )
