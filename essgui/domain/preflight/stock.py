"""Whether the instance types of the target can be had where the group launches (DescribeElasticStrength)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.preflight.verdict import Check, CheckKind, Verdict, and_more

if TYPE_CHECKING:
    from essgui.domain.surroundings import Stock

WEAK = 0.5
"""Strength, from 0 to 1, below which a type is scarce (assumed: ESS publishes no numbers for its words)."""


def stock_check(stock: tuple[Stock, ...], launches: int) -> Check:
    """Judge the stock; `launches` is how many instances are launched in all."""
    if not stock:
        return Check(
            CheckKind.STOCK,
            Verdict.UNKNOWN,
            "ESS names no stock for what this target launches",
            remedy="Whether the types can be had shows only when the first batch is launched.",
        )
    kinds = tuple(dict.fromkeys(s.instance_type for s in stock))
    out = tuple(s for s in stock if not s.available)
    evidence = tuple(_line(s) for s in sorted(stock, key=lambda s: (s.available, _strength(s))))
    if len(out) == len(stock):
        return Check(
            CheckKind.STOCK,
            Verdict.NO_GO,
            f"Sold out everywhere: {_named(kinds)}",
            evidence,
            f"None of the {launches} launches can succeed. Choose another instance type, or wait.",
        )
    weak = tuple(s for s in stock if s.available and _is_weak(s))
    if out:
        return Check(
            CheckKind.STOCK,
            Verdict.CAUTION,
            f"Sold out in {len(out)} of {len(stock)} places: {_places(out)}",
            evidence,
            "ESS launches where there is stock, so zones may end up uneven; a batch may take longer.",
        )
    if weak:
        least = min(weak, key=_strength)
        return Check(
            CheckKind.STOCK,
            Verdict.CAUTION,
            f"Scarce in {len(weak)} of {len(stock)} places: {least.instance_type} {_word(least)}",
            evidence,
            "Launches may fail or wait; more instance types or zones help.",
        )
    places = len({s.zone for s in stock})
    zones = f"{places} {'zone' if places == 1 else 'zones'}"
    return Check(CheckKind.STOCK, Verdict.GO, f"{_named(kinds)} can be had in {zones}", evidence)


def _strength(stock: Stock) -> float:
    return 1.0 if stock.strength is None else stock.strength


def _is_weak(stock: Stock) -> bool:
    """Go by ESS's own word; the number, which is deprecated, decides only where there is no word."""
    return stock.rating == "Weak" if stock.rating else _strength(stock) < WEAK


def _word(stock: Stock) -> str:
    parts = [stock.rating.lower()] if stock.rating else []
    if stock.strength is not None:
        parts.append(f"strength {stock.strength:.2f} of 1")
    return ", ".join(parts)


def _line(stock: Stock) -> str:
    where = f"{stock.instance_type} in {stock.zone or 'the group'}"
    if not stock.available:
        said = f": {stock.message}" if stock.message else ""
        return f"{where}: sold out{f' ({stock.code})' if stock.code else ''}{said}"
    word = _word(stock)
    return f"{where}: available{f', {word}' if word else ''}"


def _named(kinds: tuple[str, ...]) -> str:
    return kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:2])}{' and more' if len(kinds) > 2 else ''}"


def _places(found: tuple[Stock, ...]) -> str:
    return f"{found[0].instance_type} in {found[0].zone}{and_more(len(found))}"
