from __future__ import annotations

from dataclasses import replace

from essgui.domain.preflight.hooks import hooks_check, wait_per_batch
from essgui.domain.preflight.verdict import Verdict
from essgui.domain.surroundings import LifecycleHook

OUT = LifecycleHook("ash-1", "warm-cache", "SCALE_OUT", 600)
IN = LifecycleHook("ash-2", "drain", "SCALE_IN", 120)


def test_hooks_of_one_side_wait_together_and_the_sides_one_after_the_other() -> None:
    assert wait_per_batch(()) == 0
    assert wait_per_batch((OUT, replace(OUT, timeout=90), IN)) == 720
    assert wait_per_batch((replace(OUT, enabled=False), IN)) == 120


def test_without_a_hook_it_is_a_go() -> None:
    assert hooks_check((), 4).verdict is Verdict.GO
    assert hooks_check((replace(OUT, result="ABANDON", enabled=False),), 4).verdict is Verdict.GO


def test_a_hook_that_gives_instances_up_is_a_caution_that_names_it() -> None:
    check = hooks_check((replace(OUT, result="ABANDON"), IN), 1)
    assert check.verdict is Verdict.CAUTION
    assert check.headline == "warm-cache releases new instances that nobody answers for within 10 min"
    assert "12 min" in check.remedy
    assert check.evidence[0] == "warm-cache holds new instances up to 10 min, then gives them up"


def test_a_leaving_instance_that_is_given_up_leaves_all_the_same() -> None:
    assert hooks_check((replace(IN, result="ABANDON"),), 1).verdict is Verdict.GO


def test_long_waits_in_all_are_a_caution_and_short_ones_a_go() -> None:
    assert hooks_check((OUT,), 3).verdict is Verdict.GO
    check = hooks_check((OUT,), 4)
    assert check.verdict is Verdict.CAUTION
    assert check.headline == "warm-cache may hold each batch up to 10 min, 40 min in all"
