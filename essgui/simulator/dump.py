"""A world as JSON and back: everything but the secrets of its users."""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from essgui.domain import plan, refresh, scaling
from essgui.simulator import world as model
from essgui.simulator.commands import Refusal
from essgui.simulator.world import User, World

if TYPE_CHECKING:
    from collections.abc import Callable

_HIDDEN = frozenset({"users", "assumptions"})
"""Fields that stay with the simulator that runs: secrets, and functions."""
_UNION = "kind"
SCHEMA = 1
"""Goes up when a world of before can no longer be read."""
LAST_YEAR = 9000
"""No world lives longer: the calendar of Python ends soon after."""


def to_json(world: World) -> dict[str, Any]:
    """Write a world; its users stay behind."""
    fields = (f.name for f in dataclasses.fields(world) if f.name not in _HIDDEN)
    return {"schema": SCHEMA, **{name: _out(getattr(world, name)) for name in fields}}


def from_json(body: Any, users: tuple[User, ...] = ()) -> World:
    """Read a world that to_json wrote; raises Refusal where it is none."""
    if not isinstance(body, dict):
        raise Refusal("InvalidParameter", "A world is a JSON object.")
    fields = dict(cast(dict[str, Any], body))
    schema = fields.pop("schema", None)
    if schema != SCHEMA:
        raise Refusal("InvalidParameter", f"This is a world of schema {schema!r}; only {SCHEMA} can be read.")
    try:
        loaded = cast(World, _in(World, fields))
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
        raise Refusal("InvalidParameter", f"This is not a world: {error!r}.") from None
    if not 1970 <= loaded.now.year <= LAST_YEAR:
        raise Refusal("InvalidParameter", f"A world lives between 1970 and {LAST_YEAR}.")
    return dataclasses.replace(loaded, users=users)


def _out(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        body = {f.name: _out(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {_UNION: type(value).__name__, **body} if isinstance(value, refresh.Target) else body
    if isinstance(value, Mapping):
        return {str(k): _out(v) for k, v in cast(Mapping[Any, Any], value).items()}
    if isinstance(value, frozenset):
        return sorted(map(str, cast(frozenset[Any], value)))
    if isinstance(value, tuple):
        return [_out(v) for v in cast(tuple[Any, ...], value)]
    return value


_NAMES: dict[str, Any] = {
    **vars(typing),
    **vars(scaling),
    **vars(refresh),
    **vars(plan),
    **vars(model),
    "Mapping": Mapping,
    "datetime": datetime,
}
_hints: dict[type, dict[str, Any]] = {}


def _in(wanted: Any, value: Any) -> Any:
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if wanted is Any:
        return value
    if isinstance(wanted, typing.NewType):
        return _in(wanted.__supertype__, value)
    if origin in {types.UnionType, typing.Union}:
        return _in_union(arguments, value)
    if origin is tuple:
        return _in_tuple(arguments, _listed(value))
    if origin is frozenset:
        return frozenset(_in(arguments[0], v) for v in _listed(value))
    if origin is Mapping:
        return {k: _in(arguments[1], v) for k, v in value.items()}
    if wanted is datetime:
        return _moment(value)
    if dataclasses.is_dataclass(wanted):
        return _in_dataclass(cast(type, wanted), value)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return wanted(value)
    if isinstance(value, bool) != (wanted is bool) or not isinstance(value, _accepts(wanted)):
        raise TypeError(f"{value!r} is not {wanted}")
    if wanted is float and not math.isfinite(value):
        raise ValueError(f"{value} is no number")
    return value


def _listed(value: Any) -> list[Any]:
    # Text and objects can be gone through as well, letter by letter and name by name.
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return cast(list[Any], value)


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return moment


def _accepts(wanted: Any) -> tuple[type, ...]:
    return (int, float) if wanted is float else (wanted,)


def _in_union(arguments: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        return None
    kinds = [a for a in arguments if a is not type(None)]
    if len(kinds) == 1:
        return _in(kinds[0], value)
    wanted = {k.__name__: k for k in kinds}[value[_UNION]]
    return _in(wanted, {k: v for k, v in value.items() if k != _UNION})


def _in_tuple(arguments: tuple[Any, ...], value: Any) -> Any:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_in(arguments[0], v) for v in value)
    return tuple(_in(a, v) for a, v in zip(arguments, value, strict=True))


def _in_dataclass(wanted: type, value: Any) -> Any:
    if wanted not in _hints:
        _hints[wanted] = typing.get_type_hints(wanted, _NAMES)
    hints = _hints[wanted]
    known = {f.name for f in dataclasses.fields(wanted)} - (_HIDDEN if wanted is World else frozenset())
    unknown = set(value) - known
    if unknown:
        raise TypeError(f"{wanted.__name__} has no {', '.join(sorted(unknown))}")
    make: Callable[..., Any] = wanted
    return make(**{name: _in(hints[name], inner) for name, inner in value.items()})
