"""Guards in their row: who acts on them stands beside them, and nobody else takes them away."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from essgui.domain.guards import Guards
from essgui.domain.run import Duty
from essgui.domain.scaling import TaskId
from essgui.local.archive_guards import duty_of, holder_of, signed, to_keep, unsigned
from essgui.local.archive_rows import guards_of, guards_text

GUARDS, CHANGED, OFF = Guards(suspend_after=3), Guards(roll_back_after=1), Guards()
MINE, THEIRS = signed(GUARDS, "here"), signed(GUARDS, "there")
NOBODY = guards_text(GUARDS)


def test_a_signature_is_read_back_and_taken_off_and_the_guards_stay() -> None:
    assert holder_of(MINE) == "here"
    assert guards_of(MINE) == GUARDS
    assert (unsigned(MINE), holder_of(unsigned(MINE))) == (NOBODY, "")
    assert signed(OFF, "here") == unsigned(signed(OFF, "here")) == ""


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "3", "{}", '"by"', "nonsense"])
def test_what_cannot_be_read_has_no_holder_and_no_guards(text: str) -> None:
    assert (holder_of(text), unsigned(text)) == ("", "")


@pytest.mark.parametrize(
    ("told", "held", "running", "kept"),
    [
        (CHANGED, THEIRS, True, THEIRS),
        (OFF, THEIRS, True, THEIRS),
        (CHANGED, THEIRS, False, signed(CHANGED, "here")),
        (OFF, THEIRS, False, THEIRS),
        (CHANGED, MINE, True, signed(CHANGED, "here")),
        (OFF, MINE, True, ""),
        (CHANGED, NOBODY, True, signed(CHANGED, "here")),
        (OFF, NOBODY, True, NOBODY),
        (GUARDS, "", True, MINE),
        (OFF, "", True, ""),
    ],
)
def test_only_who_acts_takes_guards_away(told: Guards, held: str, running: bool, kept: str) -> None:
    assert to_keep(told, held, "here", {"there"} if running else set()) == kept


@pytest.mark.parametrize(
    ("text", "status", "watched", "running", "whose"),
    [
        (THEIRS, "InProgress", True, True, "elsewhere"),
        (THEIRS, "InProgress", False, True, "elsewhere"),
        (THEIRS, "InProgress", True, False, "left"),
        (THEIRS, "InProgress", False, False, ""),
        (NOBODY, "Baking", True, True, "left"),
        (MINE, "InProgress", True, True, ""),
        (THEIRS, "Successful", True, True, ""),
        (THEIRS, "Failed", True, False, ""),
        (signed(OFF, "there"), "InProgress", True, True, ""),
    ],
)
def test_a_duty_is_elsewhere_or_left_or_nobody_s(
    text: str, status: str, watched: bool, running: bool, whose: str
) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.row_factory = sqlite3.Row
        query = "SELECT ? AS task, ? AS guards, ? AS status, ? AS watched"
        rows = database.execute(query, ("ir-1", text, status, watched)).fetchall()
    found = duty_of(rows, "here", {"there"} if running else set())
    assert found == (Duty(**{whose: ((TaskId("ir-1"), GUARDS),)}) if whose else Duty())
