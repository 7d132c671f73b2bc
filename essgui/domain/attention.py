"""What needs attention in a refresh: every rule in one table, each from a situation to items, purely."""

from __future__ import annotations

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
    instances.unhealthy,
    instances.slow_launch,
    group.foreign_act,
    group.suspended_processes,
    group.slower,
    group.foreign_scaling,
    group.scheduled_soon,
    instances.ignored,
)
"""In the order in which items of the same gravity are shown."""


def attention(found: Situation) -> tuple[Item, ...]:
    """Return what needs attention, the gravest first; nothing for a refresh that is over."""
    if found.task.over:
        return ()
    items = [item for rule in RULES for item in rule(found)]
    return tuple(sorted(items, key=lambda item: item.gravity))
