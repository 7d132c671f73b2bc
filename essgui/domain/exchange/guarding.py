"""Guards in the JSON of saved settings and drafts; no request of the API ever holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essgui.domain.guards import CHOICES, Guards

if TYPE_CHECKING:
    from essgui.domain.exchange.parameters import Value
    from essgui.domain.exchange.reader import RequestReader

KEY = "Guards"
_FIELDS = ("SuspendBelowFloor", "SuspendAfterFailures", "RollBackAfterFailures")


def write_guards(guards: Guards) -> dict[str, Value]:
    """Return guards as a JSON object; those that are off and count failures are left out."""
    found: dict[str, Value] = {"SuspendBelowFloor": guards.suspend_below_floor}
    if guards.suspend_after is not None:
        found["SuspendAfterFailures"] = guards.suspend_after
    if guards.roll_back_after is not None:
        found["RollBackAfterFailures"] = guards.roll_back_after
    return found


def read_guards(reader: RequestReader, where: str, found: dict[str, Any]) -> Guards | None:
    """Read them from the object that may hold them; None where it does not speak of guards."""
    if KEY not in found:
        return None
    at = f"{where}.{KEY}" if where else KEY
    one = reader.members(at, found[KEY], _FIELDS)
    return Guards(
        reader.flag(at, one, "SuspendBelowFloor", default=False),
        _limit(reader, at, one, "SuspendAfterFailures"),
        _limit(reader, at, one, "RollBackAfterFailures"),
    )


def _limit(reader: RequestReader, at: str, one: dict[str, Any], key: str) -> int | None:
    if key not in one:
        return None
    limit = reader.whole(at, one, key, CHOICES[0])
    if limit in CHOICES:
        return limit
    reader.slip(f"{at}.{key}", f"A guard acts after one of {', '.join(map(str, CHOICES))} failed activities.")
    return None
