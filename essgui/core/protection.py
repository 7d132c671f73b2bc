"""Which groups are too precious for a slip: their name is typed before Start, Cancel and Roll back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.domain.scaling import ScalingGroup

_TAGS = frozenset({("protected", "true"), ("env", "prod"), ("env", "production")})
"""Key and value are compared without case."""


def protecting_tag(group: ScalingGroup) -> str:
    """Return the tag that makes a group need its name typed, such as "env=prod", or nothing."""
    for key, value in group.tags.items():
        if (key.casefold(), value.casefold()) in _TAGS:
            return f"{key}={value}"
    return ""
