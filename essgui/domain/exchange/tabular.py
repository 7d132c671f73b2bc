"""Tables as text for other programs: CSV for spreadsheets and JSON; pure, nothing is written here."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass

Cell = str | int | float | bool | None

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a cell for a formula (assumed for tab and line break)."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, and rows with a cell for each of them; None is not known."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()


def to_csv(table: Table) -> str:
    """Return RFC 4180 text; what a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.headings)
    for row in table.rows:
        writer.writerow([_tame(cell) for cell in row])
    return writable(out.getvalue())


def to_json(table: Table) -> str:
    """Return the table as a list of objects, one for each row, with the headings as names."""
    rows = [dict(zip(table.headings, row, strict=True)) for row in table.rows]
    return writable(json.dumps(rows, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def writable(text: str) -> str:
    """Return a text that a file takes: an answer's JSON may hold half a surrogate pair, which none does."""
    return text.encode("utf-8", "replace").decode()


def _tame(cell: Cell) -> Cell:
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
