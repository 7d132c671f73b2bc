"""What is written down of one refresh for others: tables as CSV, and all of it as JSON.

No value of a container variable is ever in it. Times are UTC, in the form of ISO 8601.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from essgui.domain.exchange.parameters import nested
from essgui.domain.exchange.tabular import FORMULA, writable
from essgui.domain.run import Recording, folded
from essgui.domain.spent import Certainty
from essgui.domain.timeline import gaps, timeline_of
from essgui.domain.told_activity import fates, told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.refresh import Target
    from essgui.domain.run import Before, Event, Intent, Run
    from essgui.domain.spent import Spent
    from essgui.domain.timeline import Sample


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is known of one run."""

    run: Run
    made_at: datetime
    recording: Recording = Recording()
    intents: tuple[Intent, ...] = ()
    """What was asked for from this computer about this run, oldest first."""
    pictures: tuple[tuple[str, str], ...] = ()
    """A caption and a PNG in base64 each."""
    spent: Spent | None = None
    """How its time was spent, as it is told everywhere; None where it never began."""
    before: Before | None = None
    """What the group ran before, as it is told everywhere; None where nothing tells."""


def request_of(run: Run) -> str:
    """Return what was asked for as JSON, without the values of variables."""
    return json.dumps(_request(run, run.task.target), indent=2, ensure_ascii=False)


def ran_before_words(report: Report) -> str:
    """Return what the group ran before as JSON, or nothing where that is not known."""
    found = _ran_before(report)
    return "" if found is None else json.dumps(found, indent=2, ensure_ascii=False)


def samples_csv(samples: Iterable[Sample]) -> str:
    """Return samples as CSV; an empty cell is "not seen at that moment"."""
    return table_csv(
        ("time", "status", "finished", "total", "in_service", "new_in_service"),
        ((stamp(s.at), s.status, s.finished, s.total, s.in_service, s.new) for s in samples),
    )


def events_csv(events: Iterable[Event]) -> str:
    """Return events as CSV."""
    return table_csv(
        ("time", "kind", "what", "detail", "bad"),
        ((stamp(e.at), e.kind.value, e.sentence, e.detail, "yes" if e.bad else "no") for e in events),
    )


def intents_csv(intents: Iterable[Intent], account: str) -> str:
    """Return what was asked for as CSV."""
    return table_csv(
        (
            "time",
            "account",
            "what",
            "region",
            "group",
            "refresh",
            "asked",
            "outcome",
            "settled",
            "code_and_request_id",
            "client_token",
            "reason",
        ),
        (
            (
                stamp(i.made_at),
                account,
                i.deed.value,
                i.region,
                i.group,
                i.task or "",
                i.words,
                i.settlement.value if i.settlement else "open",
                stamp(i.settled_at) if i.settled_at else "",
                i.detail,
                i.token,
                i.reason,
            )
            for i in intents
        ),
    )


def table_csv(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as CSV; a text that a spreadsheet would take for a formula gets a quote before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(tuple(heads))
    for row in rows:
        writer.writerow(tuple(_cell(value) for value in row))
    return writable(out.getvalue())


def report_json(report: Report) -> str:
    """Return everything as JSON."""
    run, task = report.run, report.run.task
    activities = told(report.recording.events)
    found: dict[str, Any] = {
        "refresh": task.id,
        "group": {"id": task.group, "name": run.group_name, "region": task.region},
        "status": str(task.status),
        "instances": {"total": task.total if task.total > 0 else None, "finished": task.finished},
        "started": _maybe(task.started_at),
        "ended": _maybe(task.ended_at),
        "cloud_reason": task.detail,
        "started_here": run.ours,
        "reason": run.reason,
        "request": _request(run, task.target),
        "before": _ran_before(report),
        "before_is_assumed_because": report.before.assumed or None if report.before else None,
        "first_forecast_seconds": list(run.first_forecast) if run.first_forecast else None,
        "durations_seconds": _durations(report.spent),
        "gaps": [[stamp(a), stamp(b)] for a, b in gaps(timeline_of(report.recording.samples))],
        "samples": [
            {
                "time": stamp(s.at),
                "status": s.status,
                "finished": s.finished,
                "total": s.total,
                "in_service": s.in_service,
                "new_in_service": s.new,
                "zones": None if s.zones is None else {z.zone: {"new": z.new, "old": z.old} for z in s.zones},
            }
            for s in report.recording.samples
        ],
        "activities": [
            {
                "id": one.id,
                "outcome": one.outcome,
                "ended": stamp(one.at),
                "seconds": one.seconds,
                "created": list(one.created),
                "released": list(one.released),
                "errors": [{"error": words, "instances": list(hit)} for words, hit in one.errors],
                "what": one.sentence,
                "bad": one.bad,
            }
            for one in activities
        ],
        "single_instances": [
            {
                "id": fate.id,
                "what": fate.words,
                "created": _maybe(fate.created.at if fate.created else None),
                "created_by": fate.created.id if fate.created else None,
                "released": _maybe(fate.released.at if fate.released else None),
                "released_by": fate.released.id if fate.released else None,
                "failed_in": fate.failed.id if fate.failed else None,
                "error": fate.error or None,
            }
            for fate in fates(activities)
        ],
        "events": [
            {
                "time": stamp(e.at),
                "kind": e.kind.value,
                "what": e.sentence,
                "detail": e.detail,
                "bad": e.bad,
            }
            for e in report.recording.events
        ],
        "asked": [
            {
                "time": stamp(i.made_at),
                "what": i.deed.value,
                "words": i.words,
                "outcome": i.settlement.value if i.settlement else None,
                "detail": i.detail,
                "client_token": i.token,
                "reason": i.reason,
            }
            for i in report.intents
        ],
        "written": stamp(report.made_at),
    }
    return writable(json.dumps(found, indent=2, ensure_ascii=False) + "\n")


def stamp(at: datetime) -> str:
    """Return a moment as "2026-11-24T06:00:00.000+00:00"."""
    return at.isoformat(timespec="milliseconds")


def seconds_of(spent: Spent | None) -> tuple[float | None, float | None, float | None, float | None]:
    """Return whole, working, waiting and not recorded seconds; None is not known."""
    if spent is None:
        return None, None, None, None
    if spent.certainty is Certainty.UNREAD:
        return spent.whole, None, None, None
    if spent.certainty is Certainty.NOTHING:
        return spent.whole, None, None, spent.unseen
    return spent.whole, spent.working, spent.waiting, spent.unseen


def _durations(spent: Spent | None) -> dict[str, Any] | None:
    if spent is None:
        return None
    whole, working, waiting, unseen = seconds_of(spent)
    return {
        "whole": whole,
        "working": working,
        "waiting": waiting,
        "not_recorded": unseen,
        "certainty": spent.certainty.value,
    }


def _maybe(at: datetime | None) -> str | None:
    return stamp(at) if at is not None else None


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def _ran_before(report: Report) -> Any:
    if report.before is None:
        return None
    return _request(report.run, report.before.target).get("DesiredConfiguration")


def _request(run: Run, target: Target) -> dict[str, Any]:
    return dict(nested(replace(run.task.spec, target=folded(target))))
