"""The users of a simulated account: keys with random secrets, made anew for each run."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from essgui.domain.scaling import GroupId
from essgui.simulator.world import Role, User

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.simulator.world import World

_LETTERS = ascii_letters + digits


def with_users(world: World, wall: datetime) -> World:
    """Return the world with its five users; `wall` is the clock of the computer, for expiry."""
    first = frozenset[GroupId](list(world.groups)[:1])
    return replace(
        world,
        users=(
            _user("administrator"),
            _user("reader", role=Role.READER),
            _user("operator", role=Role.OPERATOR, groups=first),
            _user("session", token=_text(64), expires_at=wall + timedelta(hours=1)),
            _user("expired", token=_text(64), expires_at=wall - timedelta(minutes=5)),
        ),
    )


def moved(users: tuple[User, ...], world: World) -> tuple[User, ...]:
    """Return the users as they are in another world: an operator whose group is not there gets its first."""
    first = frozenset[GroupId](list(world.groups)[:1])
    return tuple(
        replace(user, groups=first)
        if user.role is Role.OPERATOR and not user.groups & frozenset(world.groups)
        else user
        for user in users
    )


def user(world: World, name: str) -> User:
    """Return a user by name; raises KeyError where there is none."""
    for known in world.users:
        if known.name == name:
            return known
    raise KeyError(name)


def _user(name: str, **fields: object) -> User:
    made = User(name=name, key=f"LTAI5t{_text(18)}", secret=_text(30))
    return replace(made, **fields)  # type: ignore[arg-type] - names of its fields


def _text(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
