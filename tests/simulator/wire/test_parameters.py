"""Flat parameters read as text, numbers, flags and lists."""

from __future__ import annotations

import pytest

from essgui.simulator.commands import Refusal
from essgui.simulator.wire.parameters import Parameters


def test_text_is_what_came() -> None:
    p = Parameters({"A": " x ", "B": ""})
    assert (p.text("A"), p.text("B"), p.text("C"), p.text("C", "d")) == (" x ", "", "", "d")


@pytest.mark.parametrize("flat", [{}, {"Outer.Name": ""}])
def test_what_is_required_is_named_with_its_place(flat: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        Parameters(flat).inside("Outer").required("Name")
    assert refused.value.code == "MissingOuter.Name"
    assert refused.value.message == "Outer.Name is mandatory for this action."


@pytest.mark.parametrize(("value", "number"), [("", 7), ("0", 0), ("-3", -3), ("+3", 3), ("007", 7)])
def test_whole_numbers(value: str, number: int) -> None:
    assert Parameters({"N": value}).whole("N", 7) == number


@pytest.mark.parametrize("value", ["1.0", "1e2", " 1", "１", "0x1", "9" * 19, "--1", "true"])
def test_what_is_no_whole_number_is_refused(value: str) -> None:
    with pytest.raises(Refusal, match="N is not a whole number"):
        Parameters({"N": value}).whole("N", 0)


@pytest.mark.parametrize(("value", "fine"), [("1", True), ("50", True), ("0", False), ("51", False)])
def test_ranges_hold_at_both_ends(value: str, fine: bool) -> None:
    p = Parameters({"N": value})
    if fine:
        assert p.whole("N", 0, 1, 50) == int(value)
    else:
        with pytest.raises(Refusal, match="out of range"):
            p.whole("N", 0, 1, 50)


@pytest.mark.parametrize(
    ("value", "flag"),
    [("True", True), ("False", False), ("true", True), ("FALSE", False), ("1", True), ("0", False)],
)
def test_flags_in_any_case(value: str, flag: bool) -> None:
    assert Parameters({"F": value}).flag("F", default=not flag) is flag


def test_a_flag_that_is_none_is_refused_and_a_missing_one_is_the_default() -> None:
    assert Parameters({}).flag("F", default=True)
    with pytest.raises(Refusal, match="neither true nor false"):
        Parameters({"F": "yes"}).flag("F", default=True)


def test_lists_go_by_number_not_by_spelling_and_may_have_gaps() -> None:
    p = Parameters({"X.10": "j", "X.2": "b", "X.1": "a", "X.c": "no", "X": "no", "XY.1": "no"})
    assert p.many("X") == ("a", "b", "j")


def test_the_first_spelling_that_is_there_wins() -> None:
    p = Parameters({"Old.1": "o", "New.1": "n"})
    assert (p.many("New", "Old"), p.many("None", "Old"), p.many("None")) == (("n",), ("o",), ())


def test_objects_nest() -> None:
    p = Parameters({"D.Cs.2.Es.1.Key": "k", "D.Cs.1.Name": "a", "D.Cs.2.Name": "b"})
    first, second = p.inside("D").objects("Cs", "C")
    assert (first.text("Name"), second.text("Name")) == ("a", "b")
    assert [e.text("Key") for e in second.objects("Es")] == ["k"]
    assert first.objects("Es") == ()


def test_an_object_is_there_when_any_of_it_is() -> None:
    p = Parameters({"D.A": ""})
    assert p.inside("D")
    assert not p.inside("E")
