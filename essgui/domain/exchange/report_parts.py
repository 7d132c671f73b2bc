"""The tables of activities and instances in the HTML report, and how every table of it is written."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from essgui.domain.told_activity import fates, told
from essgui.domain.words import counted, span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.exchange.report import Report
    from essgui.domain.scaling import InstanceId
    from essgui.domain.told_activity import Told

MOST_NAMED = 3
"""Instances that the table of activities names; the table of the instances has all of them."""
MOST_OPEN = 40
"""Rows of a table that stand open; a longer one is folded up."""


def failures_of(report: Report) -> str:
    """Return the activities that failed, with their errors; nothing where none did."""
    bad = [one for one in told(report.recording.events) if one.bad]
    if not bad:
        return ""
    rows = (
        (True, (moment(one.at), one.id, one.outcome, words, _named(hit)))
        for one in bad
        for words, hit in one.errors or ((one.sentence, ()),)
    )
    return f"<h2>Failed activities</h2>{table(('Ended', 'Activity', 'Result', 'Error', 'Instances'), rows)}"


def activities_of(report: Report) -> str:
    """Return the table of all activities."""
    found = told(report.recording.events)
    if not found:
        return "<h2>Activities</h2><p>No activity was recorded.</p>"
    heads = ("Ended", "Took", "Activity", "Result", "Created", "Released", "What")
    rows = [(one.bad, _activity(one)) for one in found]
    return f"<h2>Activities</h2>{_folded(heads, rows, 'activities')}"


def instances_of(report: Report) -> str:
    """Return what happened to each instance, the failed ones first; nothing where none is named."""
    found = fates(told(report.recording.events))
    if not found:
        return ""
    rows = [
        (
            fate.failed is not None,
            (
                fate.id,
                fate.words,
                moment(fate.created.at) if fate.created else "",
                moment(fate.released.at) if fate.released else "",
                " ".join(dict.fromkeys(a.id for a in (fate.created, fate.released, fate.failed) if a)),
                fate.error,
            ),
        )
        for fate in found
    ]
    heads = ("Instance", "What happened", "Created", "Released", "Activities", "Error")
    return f"<h2>Instances</h2>{_folded(heads, rows, 'instances')}"


def table(heads: tuple[str, ...], rows: Iterable[tuple[bool, tuple[str, ...]]]) -> str:
    """Return a table; a row is marked where it is bad, and every text is escaped."""
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "".join(_row(cells, bad) for bad, cells in rows)
    return f"<table><tr>{top}</tr>{body}</table>"


def _row(cells: tuple[str, ...], bad: bool) -> str:
    first, *rest = (escape(cell) for cell in cells)
    begin = '<tr class="bad">' if bad else "<tr>"
    return f'{begin}<td class="time">{first}</td>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"


def moment(at: datetime) -> str:
    """Say a moment of UTC to the second."""
    return at.strftime("%Y-%m-%d %H:%M:%S")


def _activity(one: Told) -> tuple[str, ...]:
    took = "" if one.seconds is None else span(one.seconds)
    created, released = _named(one.created), _named(one.released)
    return (moment(one.at), took, one.id, one.outcome, created, released, one.sentence)


def _named(instances: tuple[InstanceId, ...]) -> str:
    if len(instances) <= MOST_NAMED:
        return " ".join(instances)
    return counted(len(instances), "instance")


def _folded(heads: tuple[str, ...], rows: list[tuple[bool, tuple[str, ...]]], nouns: str) -> str:
    if len(rows) <= MOST_OPEN:
        return table(heads, rows)
    bad = [row for row in rows if row[0]]
    shown = table(heads, bad) if bad else ""
    words = f"All {len(rows)} {nouns}"
    return f"{shown}<details><summary>{words}</summary>{table(heads, rows)}</details>"
