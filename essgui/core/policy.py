"""The RAM policy that would allow what was denied, as text to hand to whoever grants it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.failure import Failure


def policy_for(failure: Failure, resource: str = "*") -> str:
    """Return a policy of one statement, or an empty string for another trouble than a denial."""
    if not failure.action:
        return ""
    statement = {"Effect": "Allow", "Action": failure.action, "Resource": resource}
    return json.dumps({"Version": "1", "Statement": [statement]}, indent=2)
