"""Mutated texts are imported or refused with a place: no crash, no hang.

An ordinary run takes 2,000 of them; ESSGUI_STRESS=full takes 50,000.
"""

from __future__ import annotations

import os
import random
import time

from essgui.domain.exchange.importing import read_import
from essgui.domain.exchange.request import write_request
from essgui.domain.exchange.settings import settings_of, write_settings
from essgui.domain.exchange.terraform import terraform_block
from tests.domain.exchange.specs import SPECS
from tests.domain.exchange.test_read_terraform import AROUND, EVERYTHING

COUNT = 50_000 if os.environ.get("ESSGUI_STRESS") == "full" else 2_000
LONGEST = 1.0
"""Seconds of this thread's processor time for one text."""

SEEDS = (
    *(write_request(spec) for spec in SPECS.values()),
    *(terraform_block(spec) for spec in SPECS.values()),
    AROUND,
    EVERYTHING,
    write_settings(settings_of(name, spec, with_target=True) for name, spec in SPECS.items()),
)
PIECES = (
    *'{}[]()",:=.-+*?!<>$%#/\\\n\r\t \0',
    *("${", "%{", "$${", "<<EOF\n", "<<-A\n", "EOF\n", "/*", "*/", "//", "=>", "...", "::", '\\"'),
    *("null", "true", "for", "if", "in", "dynamic", "resource", "checkpoints {", "percentage = 1"),
    *(
        "1e999",
        "-0",
        "9" * 40,
        "0x1f",
        "1.5",
        "NaN",
        "\\ud800",
        "\\u0000",
        "\ud800",
        "\ufeff",
        "中文",
        "é",
        "🙂",
    ),
    *("{" * 200, "[" * 200, "(" * 200, '{"a":' * 100, "!" * 500, "a ? " * 200, "a." * 500, "-" * 500),
    *("x = " + "(" * n + "1" + ")" * n + "\n" for n in (50, 400, 2_000)),
    *("[" * 5_000, "<<E\n" * 2_000, "/*" * 2_000, '"${' * 2_000, "${" * 2_000, "\\" * 3_001, "\n" * 5_000),
)
"""What a hostile text may be made of: brackets, templates, numbers, bombs."""

ESCAPES = ("\\U7fffffff", "\\UFFFFFFFF", "\\ud800", "\\u0000", "\\q", "\\", "${x}", "%{ if x }", "$${", "\0")
"""What is planted at the beginning of a quoted text."""


def mutated(chance: random.Random) -> str:
    """Return a seed with some of its characters changed, cut, doubled or planted."""
    text = chance.choice(SEEDS)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        until = min(len(text), at + chance.randint(0, 40))
        match chance.randrange(7):
            case 0:
                text = text[:at] + chr(chance.randrange(0x250)) + text[at + 1 :]
            case 1:
                text = text[:at] + text[until:]
            case 2:
                text = text[:until] + text[at:]
            case 3:
                text = text[:at] + chance.choice(PIECES) + text[at:]
            case 4:
                text = text[:at]
            case 5:
                quote = text.find('"', at) + 1
                text = text[:quote] + chance.choice(ESCAPES) + text[quote:]
            case _:
                data = bytearray(text.encode("utf-8", "surrogatepass"))
                if data:
                    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
                text = data.decode("utf-8", "replace")
    return text


def test_every_mutated_text_is_taken_or_refused_with_a_place() -> None:
    read_import(EVERYTHING)  # builds the grammar
    chance = random.Random(20)  # noqa: S311 - a seed makes the test repeatable
    taken = 0
    slowest = 0.0
    for number in range(COUNT):
        text = mutated(chance)
        begun = time.thread_time()
        offer = read_import(text)
        slowest = max(slowest, time.thread_time() - begun)
        assert slowest < LONGEST, f"number {number} took {slowest:.2f} s: {text[:2000]!r}"
        assert bool(offer.readings) != bool(offer.slips), f"number {number}: {text!r}"
        told = (*offer.slips, *(remark for reading in offer.readings for remark in reading.remarks))
        for slip in told:
            assert slip.sentence
            assert slip.line >= 1, f"number {number} has no place: {slip}"
            assert slip.line <= text.count("\n") + 1, f"number {number}: {slip} of {text!r}"
        taken += bool(offer.readings)
    # Both happen, or the mutations would be too tame or too wild to test anything.
    assert 0.02 < taken / COUNT < 0.9
