from __future__ import annotations

import pytest

from essgui.domain.preflight.verdict import (
    Check,
    CheckKind,
    Verdict,
    in_words,
    not_made,
    overall,
    standing_against,
    unread,
)

K = CheckKind


def check(verdict: Verdict) -> Check:
    return Check(K.STOCK, verdict, "said")


GO, CAUTION, NO_GO, UNKNOWN = (check(v) for v in Verdict)


@pytest.mark.parametrize(
    ("checks", "verdict", "words"),
    [
        ((GO, GO), Verdict.GO, "Go: nothing stands against it"),
        ((GO, CAUTION, UNKNOWN), Verdict.CAUTION, "Go with care: 1 caution"),
        ((CAUTION, CAUTION), Verdict.CAUTION, "Go with care: 2 cautions"),
        ((GO, CAUTION, NO_GO), Verdict.NO_GO, "No-go: 1 check stands against it"),
        ((NO_GO, NO_GO), Verdict.NO_GO, "No-go: 2 checks stand against it"),
        ((GO, UNKNOWN), Verdict.UNKNOWN, "Go, as far as it could be checked"),
        ((GO, unread(K.HOOKS)), Verdict.UNKNOWN, "Checking…"),
        ((unread(K.HOOKS),), Verdict.UNKNOWN, "Checking…"),
        ((), Verdict.UNKNOWN, "Checking…"),
        ((UNKNOWN,), Verdict.UNKNOWN, "Nothing could be checked"),
    ],
)
def test_the_gravest_verdict_decides(checks: tuple[Check, ...], verdict: Verdict, words: str) -> None:
    assert overall(checks) is verdict
    assert in_words(checks) == words


def test_only_no_goes_stand_against_it() -> None:
    assert standing_against((GO, CAUTION, UNKNOWN)) == ()
    assert standing_against((GO, NO_GO)) == (NO_GO,)


def test_what_is_missing_is_said() -> None:
    assert not_made((GO, CAUTION)) == ""
    assert not_made((UNKNOWN, UNKNOWN)) == "2 checks could not be made."
    assert not_made((UNKNOWN, unread(K.HOOKS))) == "1 check could not be made. 1 is still being made."
