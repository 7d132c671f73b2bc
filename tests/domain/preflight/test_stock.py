from __future__ import annotations

from dataclasses import replace

from essgui.domain.preflight.stock import WEAK, stock_check
from essgui.domain.preflight.verdict import Verdict
from essgui.domain.surroundings import Stock

H = Stock("ecs.g7.large", "cn-hangzhou-h", strength=0.9)
J = replace(H, zone="cn-hangzhou-j")
OUT = {"available": False, "strength": 0.0, "code": "OperationDenied.NoStock"}


def test_stock_everywhere_is_a_go() -> None:
    check = stock_check((H, J), 12)
    assert check.verdict is Verdict.GO
    assert check.headline == "ecs.g7.large can be had in 2 zones"
    assert "strength 0.90" in check.evidence[0]


def test_sold_out_everywhere_is_a_no_go_with_the_codes() -> None:
    check = stock_check((replace(H, **OUT), replace(J, **OUT)), 12)
    assert check.verdict is Verdict.NO_GO
    assert check.headline == "Sold out everywhere: ecs.g7.large"
    assert check.evidence[0] == "ecs.g7.large in cn-hangzhou-h: sold out (OperationDenied.NoStock)"
    told = stock_check((replace(H, **OUT, message="There is no stock."),), 12)
    assert told.evidence[0].endswith("(OperationDenied.NoStock): There is no stock.")
    assert "12 launches" in check.remedy


def test_sold_out_in_one_zone_is_a_caution_and_comes_first() -> None:
    check = stock_check((H, replace(J, **OUT)), 12)
    assert check.verdict is Verdict.CAUTION
    assert check.headline == "Sold out in 1 of 2 places: ecs.g7.large in cn-hangzhou-j"
    assert "sold out" in check.evidence[0]


def test_weak_strength_is_a_caution_with_its_number() -> None:
    assert stock_check((replace(H, strength=WEAK), J), 12).verdict is Verdict.GO
    check = stock_check((replace(H, strength=0.31), J), 12)
    assert check.verdict is Verdict.CAUTION
    assert check.headline == "Scarce in 1 of 2 places: ecs.g7.large strength 0.31 of 1"


def test_the_word_of_ess_goes_before_its_number() -> None:
    assert stock_check((replace(H, strength=0.3, rating="Medium"),), 12).verdict is Verdict.GO
    check = stock_check((replace(H, strength=0.7, rating="Weak"), J), 12)
    assert check.verdict is Verdict.CAUTION
    assert "weak, strength 0.70 of 1" in check.headline


def test_no_strength_is_no_weakness_and_no_answer_is_no_verdict() -> None:
    assert stock_check((replace(H, strength=None),), 12).verdict is Verdict.GO
    assert stock_check((), 12).verdict is Verdict.UNKNOWN
