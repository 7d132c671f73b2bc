"""The users of a simulated account: who they are, and that their secrets are new and never shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from essgui.simulator import identities, scenarios
from essgui.simulator.world import Role

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORLD = identities.with_users(scenarios.build("small", NOW), NOW)


def test_there_are_five_of_them() -> None:
    assert [(u.name, u.role, bool(u.token)) for u in WORLD.users] == [
        ("administrator", Role.ADMINISTRATOR, False),
        ("reader", Role.READER, False),
        ("operator", Role.OPERATOR, False),
        ("session", Role.ADMINISTRATOR, True),
        ("expired", Role.ADMINISTRATOR, True),
    ]


def test_the_operator_has_one_group() -> None:
    assert identities.user(WORLD, "operator").groups == {next(iter(WORLD.groups))}
    assert all(not u.groups for u in WORLD.users if u.name != "operator")


def test_tokens_end_by_the_clock_of_the_computer() -> None:
    assert identities.user(WORLD, "session").expires_at == NOW + timedelta(hours=1)
    ended = identities.user(WORLD, "expired").expires_at
    assert ended is not None
    assert ended < NOW


def test_keys_look_like_keys_and_none_is_used_twice() -> None:
    again = identities.with_users(WORLD, NOW)
    users = [*WORLD.users, *again.users]
    for texts in ([u.key for u in users], [u.secret for u in users], [u.token for u in users if u.token]):
        assert len(set(texts)) == len(texts)
    assert all(u.key.startswith("LTAI5t") and len(u.key) == 24 and len(u.secret) == 30 for u in users)


def test_neither_secret_nor_token_is_in_a_repr() -> None:
    shown = repr(WORLD)
    assert all(u.key in shown for u in WORLD.users)
    assert not [u.name for u in WORLD.users if u.secret in shown or (u.token and u.token in shown)]


def test_a_name_that_nobody_has() -> None:
    with pytest.raises(KeyError):
        identities.user(WORLD, "root")


def test_in_another_world_the_operator_gets_its_first_group_and_nobody_else_changes() -> None:
    other = scenarios.build("calm", NOW, seed=9)
    assert not set(other.groups) & set(WORLD.groups)
    users = identities.moved(WORLD.users, other)
    moved = identities.user(replace(other, users=users), "operator")
    assert moved.groups == {next(iter(other.groups))}
    assert [u for u in users if u.name != "operator"] == [u for u in WORLD.users if u.name != "operator"]


def test_in_a_world_with_its_group_the_operator_keeps_it() -> None:
    assert identities.moved(WORLD.users, WORLD) == WORLD.users
