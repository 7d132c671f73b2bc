"""What the final check must claim, and so what it must not, for each target, ending and later event."""

from __future__ import annotations

import re
from itertools import product

import pytest

from essgui.domain.aftermath import aftermath
from tests.domain.afterworlds import TARGETS, S, world

PLAIN, SWITCHED, OUT, BOTH = "", "switched", "scaled out", "switched, scaled out"
KEPT, FREED, UNREAD = "kept", "freed", "unread"
SINCE = (PLAIN, SWITCHED, OUT, BOTH, KEPT, FREED, UNREAD)
SHORT = (S.FAILED, S.CANCELLED)
BACK = (S.ROLLBACK_SUCCESSFUL, S.ROLLBACK_FAILED)

ACTIVE = ("active",)
BY_ID = ("configuration", "number")
MOVING = ("latest", "default")
CONTENTS = ("image", "containers")

# Numbers are left out: "#".
ALL = "good: All # instances are on the target"
SOME = "good: # instances are on the target"
LATER = "caution: # instances are from something else"
OFF = "bad: 1 instance is not on the target"
MIXED = "caution: The fleet is mixed"
PART = "caution: # instances are on the target"
ONE_UNKNOWN = "not known: Whether 1 instance is on the target is not known"
UNKNOWN = "not known: Whether # instances are on the target is not known"
STILL = "bad: 1 instance is still on the target"
GONE = "good: Nothing is left of what was rolled back"

IS = "good: The active configuration is the target"
NOT = "bad: The active configuration is not the target"
CHANGED = "caution: The active configuration was changed since"
AS_IT_WAS = "good: The active configuration is not the target"
NOT_READ = "not known: The active configuration was not read"
NOT_TOLD = "not known: Whether the active configuration is the target is not known"

ROWS = (
    # A refresh from the active configuration has no target to switch to: nothing is said of that.
    (ACTIVE, (S.SUCCESSFUL,), (PLAIN, SWITCHED, OUT, KEPT, UNREAD), {ALL}),
    (ACTIVE, (S.SUCCESSFUL,), (BOTH,), {SOME, LATER}),
    (ACTIVE, (S.SUCCESSFUL,), (FREED,), {SOME, OFF}),
    (ACTIVE, SHORT, SINCE, {MIXED}),
    (ACTIVE, BACK, SINCE, {UNKNOWN}),
    # A success: who has switched the group since is not told.
    (BY_ID + MOVING, (S.SUCCESSFUL,), (PLAIN, OUT, KEPT, UNREAD), {ALL, IS}),
    (BY_ID + MOVING, (S.SUCCESSFUL,), (SWITCHED,), {ALL, NOT}),
    (BY_ID + MOVING, (S.SUCCESSFUL,), (BOTH,), {SOME, LATER, NOT}),
    (BY_ID + MOVING, (S.SUCCESSFUL,), (FREED,), {SOME, OFF, IS}),
    # The configuration that the new ones came from tells that it was given the image or the containers.
    (CONTENTS, (S.SUCCESSFUL,), (PLAIN, OUT, KEPT), {ALL, IS}),
    (CONTENTS, (S.SUCCESSFUL,), (SWITCHED,), {ALL, CHANGED}),
    (CONTENTS, (S.SUCCESSFUL,), (BOTH,), {SOME, LATER, CHANGED}),
    (CONTENTS, (S.SUCCESSFUL,), (FREED,), {SOME, ONE_UNKNOWN, IS}),
    (CONTENTS, (S.SUCCESSFUL,), (UNREAD,), {ALL, NOT_READ}),
    (BY_ID + MOVING, SHORT, SINCE, {MIXED, AS_IT_WAS}),
    (CONTENTS, SHORT, SINCE[:-1], {MIXED, AS_IT_WAS}),
    (CONTENTS, SHORT, (UNREAD,), {PART, UNKNOWN, NOT_READ}),
    # A rollback also makes instances, from the same configuration where only its contents were to change.
    (BY_ID, (S.ROLLBACK_SUCCESSFUL,), (PLAIN, SWITCHED, OUT, BOTH, FREED, UNREAD), {GONE, AS_IT_WAS}),
    (BY_ID, (S.ROLLBACK_SUCCESSFUL,), (KEPT,), {STILL, AS_IT_WAS}),
    (BY_ID, (S.ROLLBACK_FAILED,), SINCE, {MIXED, AS_IT_WAS}),
    (MOVING, BACK, SINCE, {UNKNOWN, NOT_TOLD}),
    (CONTENTS, BACK, SINCE[:-1], {UNKNOWN, AS_IT_WAS}),
    (CONTENTS, BACK, (UNREAD,), {UNKNOWN, NOT_READ}),
)  # fmt: skip
CASES = {
    (kind, status, since): expected
    for kinds, statuses, sinces, expected in ROWS
    for kind, status, since in product(kinds, statuses, sinces)
}
ENDINGS = (S.SUCCESSFUL, *SHORT, *BACK)


def said(kind: str, status: S, since: str) -> dict[str, str]:
    """Return what is said of the target, with the sentences; capacity and what is ignored aside."""
    seen = world(kind, status, since)
    lines = aftermath(seen.task, seen.group, seen.instances, seen.configurations)
    return {
        re.sub(r"\b(?:\d\d+|[2-9])\b", "#", f"{line.verdict.value}: {line.headline}"): line.text
        for line in lines
        if "in service" not in line.headline and "ignored" not in line.headline
    }


def test_the_table_has_a_row_for_everything() -> None:
    assert set(CASES) == set(product(TARGETS, ENDINGS, SINCE))
    assert sum(len(k) * len(s) * len(w) for k, s, w, _ in ROWS) == len(CASES)


@pytest.mark.parametrize(("kind", "status"), list(product(TARGETS, ENDINGS)))
@pytest.mark.parametrize("since", SINCE)
def test_it_says_what_can_be_told_and_no_more(kind: str, status: S, since: str) -> None:
    found = said(kind, status, since)
    assert set(found) == CASES[kind, status, since]
    unclear = [head for head in found if head.startswith("not known") and head != NOT_READ]
    assert all(found[head] for head in unclear), "a reason is given"
