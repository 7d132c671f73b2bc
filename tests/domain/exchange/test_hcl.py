"""What HCL means: texts, numbers and heredocs as Terraform reads them, and nothing evaluated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain.exchange.hcl import (
    DEEPEST,
    LONGEST_NUMBER,
    MOST_CHARACTERS,
    Literal,
    Spot,
    Unresolved,
    Wrong,
    parse,
)


def value(expression: str) -> Literal:
    """Return what an expression is as the value of an attribute."""
    (block,), slip = parse(f"a {{\n  x = {expression}\n}}\n")
    assert slip is None
    ((name, spot),) = block.attributes
    assert (name, spot.line, spot.column) == ("x", 2, 3)
    return spot.value


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("5", 5),
        ("- 5", -5),
        ("(5)", 5),
        ("1e2", 100),
        ("2.5", 2.5),
        ("true", True),
        ("null", None),
        (r'"a\n\"b\"\\"', 'a\n"b"\\'),
        (r'"\u4e2d\U0001F600"', "中😀"),
        ('"$${HOME} %%{if}"', "${HOME} %{if}"),
        ("<<E\n  one\n    two\nE", "  one\n    two\n"),
        ("<<-E\n    one\n      two\n\n    E", "one\n  two\n\n"),
        ("<<E\n$${HOME}\nE", "${HOME}\n"),
    ],
)
def test_a_literal_is_what_terraform_takes_it_for(expression: str, meant: object) -> None:
    found = value(expression)
    assert found == meant
    assert type(found) is type(meant)


@pytest.mark.parametrize(
    "expression",
    [
        "var.size",
        '"web-${var.stage}"',
        '"%{ if y }z%{ endif }"',
        "1 + 1",
        "!true",
        "-var.size",
        "max(1, 2)",
        "y ? 1 : 2",
        "<<E\n${var.stage}\nE",
        "[for s in var.list : s]",
    ],
)
def test_what_only_terraform_knows_is_left_with_its_own_words(expression: str) -> None:
    found = value(expression)
    assert isinstance(found, Unresolved)
    assert found.text.split()[0] == expression.split()[0]


@pytest.mark.parametrize("expression", [r'"\q"', r'"\UFFFFFFFF"', "9" * (LONGEST_NUMBER + 1)])
def test_a_literal_that_nobody_can_mean_is_told(expression: str) -> None:
    found = value(expression)
    assert isinstance(found, Wrong)
    assert found.sentence.endswith(".")


def test_everything_has_its_place() -> None:
    text = '# note\na "x" "y" {\n  list = [\n    1, # one\n    two\n  ]\n  b {\n    c = 1\n  }\n}\n'
    (outer,), slip = parse(text)
    assert slip is None
    assert (outer.kind, outer.labels, outer.line, outer.column) == ("a", ("x", "y"), 2, 1)
    ((name, spot),) = outer.attributes
    assert name == "list"
    assert spot.value == [Spot(1, 4, 5), Spot(Unresolved("two"), 5, 5)]
    (inner,) = outer.blocks
    assert (inner.kind, inner.line, inner.column) == ("b", 7, 3)


def test_a_name_that_is_written_twice_is_there_twice() -> None:
    (block,), _slip = parse("a {\n  x = 1\n  x = 2\n}\n")
    assert [spot.value for _name, spot in block.attributes] == [1, 2]


def test_hostile_texts_are_refused_before_they_are_parsed() -> None:
    for text, where in (
        ("a {\n  x = " + "[" * 1000 + "]" * 1000 + "\n}\n", f"line 2, column {7 + DEEPEST - 1}"),
        ("#" * (MOST_CHARACTERS + 1), "line 1"),
    ):
        blocks, slip = parse(text)
        assert blocks == ()
        assert slip is not None
        assert slip.where == where


@given(text=st.text(alphabet='a{}[]"=\n\\$%<E-1. #', max_size=40))
def test_any_text_is_blocks_or_a_slip_within_it(text: str) -> None:
    _blocks, slip = parse(text)
    if slip is not None:
        assert 1 <= slip.line <= text.count("\n") + 1
