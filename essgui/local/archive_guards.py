"""Who acts on the guards of a refresh: the session of one program stands beside them in their row.

One program acts for one refresh. What another has to say of its guards does not count while that one runs;
guards whose program has ended wait for the next that watches the refresh.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import TERMINAL
from essgui.domain.run import Duty
from essgui.local.archive_rows import beside_guards, guards_of, guards_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from essgui.domain.guards import Guards
    from essgui.domain.scaling import TaskId

_BY = "by"


def signed(guards: Guards, session: str) -> str:
    """Return guards as they are kept, with the session of the program that acts on them."""
    text = guards_text(guards)
    return text and json.dumps({**json.loads(text), _BY: session})


def unsigned(text: str) -> str:
    """Return kept guards without the program that acted on them."""
    return guards_text(guards_of(text))


def holder_of(text: str) -> str:
    """Return the session of the program that acts on kept guards; empty where none is named."""
    return beside_guards(text, _BY)


def to_keep(told: Guards, held: str, session: str, others: AbstractSet[str]) -> str:
    """Return what a row keeps where it `held` guards and a program tells of some.

    Nobody but the program that acts on them takes guards away: another may not know of them.
    """
    holder = holder_of(held)
    if holder in others:
        return held
    if told.on:
        return signed(told, session)
    return "" if holder == session else held


def duty_of(rows: Iterable[sqlite3.Row], session: str, others: AbstractSet[str]) -> Duty:
    """Return who acts on the guards of these rows, besides this session."""
    elsewhere: list[tuple[TaskId, Guards]] = []
    left: list[tuple[TaskId, Guards]] = []
    for row in rows:
        if row["status"] in TERMINAL:
            continue
        holder, guards = holder_of(row["guards"]), guards_of(row["guards"])
        if not guards.on:
            continue
        if holder in others:
            elsewhere.append((row["task"], guards))
        elif holder != session and row["watched"]:
            left.append((row["task"], guards))
    return Duty(tuple(elsewhere), tuple(left))
