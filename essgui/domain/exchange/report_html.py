"""The report of one refresh as one HTML file that needs nothing else: no script, no address, own pictures."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from essgui.domain.course import course_of, replaced_words
from essgui.domain.exchange.report import ran_before_words, request_of
from essgui.domain.exchange.report_parts import activities_of, failures_of, instances_of, moment, table
from essgui.domain.exchange.tabular import writable
from essgui.domain.spent import Certainty, waiting_words, whole_words, working_words
from essgui.domain.timeline import gaps, timeline_of
from essgui.domain.told_activity import told
from essgui.domain.words import span

if TYPE_CHECKING:
    from essgui.domain.exchange.report import Report
    from essgui.domain.run import Event

_STYLE = """
body { font: 14px/1.5 system-ui, sans-serif; color: #171c26; background: #fff; margin: 32px auto;
  max-width: 1000px; padding: 0 24px; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 28px 0 8px; }
p.sub { color: #5b6472; margin: 0 0 16px; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top;
  padding: 5px 12px 5px 0; border-bottom: 1px solid #dfe3e9; } th { color: #5b6472; font-weight: 600; }
td.time { white-space: nowrap; } td { overflow-wrap: anywhere; } tr.bad td { color: #a32f10; }
pre { background: #f3f5f8; border: 1px solid #dfe3e9; border-radius: 6px; padding: 12px;
  white-space: pre-wrap; overflow-wrap: anywhere; }
figure { margin: 0 0 16px; } img { max-width: 100%; border: 1px solid #dfe3e9; border-radius: 6px; }
figcaption, summary { color: #5b6472; } summary { cursor: pointer; margin: 8px 0; }
@media print { body { margin: 0; } h2 { break-after: avoid; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def report_html(report: Report) -> str:
    """Return the report; every text of the cloud or the operator is escaped."""
    run, task = report.run, report.run.task
    title = f"Instance refresh of {run.group_name}"
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="sub">{escape(f"{task.id} · {task.region} · {task.status}")}</p>',
        _facts(report),
        *(_figure(caption, picture) for caption, picture in report.pictures),
        "<h2>Request</h2>",
        f"<pre>{escape(request_of(run))}</pre>",
        "<p>Values of container variables are never written down.</p>",
    ]
    before = ran_before_words(report)
    if before:
        parts += ["<h2>What the group ran before</h2>", f"<pre>{escape(before)}</pre>"]
    if before and report.before is not None and report.before.assumed:
        parts.append(f"<p>This is assumed, because {escape(report.before.assumed)}.</p>")
    parts += [
        failures_of(report),
        "<h2>Timeline</h2>",
        _events(report),
        "<h2>What was asked from this computer</h2>",
    ]
    parts += [_asked(report), _gaps(report), activities_of(report), instances_of(report)]
    parts.append(f'<p class="sub">Written {escape(moment(report.made_at))}. All times are UTC.</p>')
    parts.append("</body></html>")
    return writable("\n".join(part for part in parts if part) + "\n")


def _facts(report: Report) -> str:
    run, task = report.run, report.run.task
    course = course_of(report.recording.samples)
    rows = [
        ("Group", f"{run.group_name} ({task.group})"),
        ("Status", str(task.status)),
        ("Replaced", replaced_words(task)),
        ("Started", moment(task.started_at) if task.started_at else "not known"),
        ("Ended", moment(task.ended_at) if task.ended_at else "not yet"),
    ]
    spent = report.spent
    # A file is not read on: what was not read when it was written is not known in it.
    seen_time = None if spent is not None and spent.certainty is Certainty.UNREAD else spent
    rows += [
        ("Took" if task.over else "So far", whole_words(spent)),
        ("Working", working_words(seen_time)),
        ("Waiting", waiting_words(seen_time)),
    ]
    if spent is not None and spent.certainty is Certainty.AT_LEAST and spent.unseen is not None:
        rows.append(("Not recorded", span(spent.unseen)))
    if course is not None and course.lowest is not None and course.highest is not None:
        seen = "" if spent is not None and spent.certainty is Certainty.EXACT else ", as far as it was seen"
        rows.append(("In service", f"{course.lowest} to {course.highest} instances{seen}"))
    stops = ", ".join(f"{p} %" for p in task.checkpoints) or "none"
    rows += [
        ("Healthy", f"{task.min_healthy} to {task.max_healthy} %"),
        ("Checkpoints", f"{stops}{f', pause {task.pause_minutes} min' if task.checkpoints else ''}"),
        ("Skip matching", "on" if task.skip_matching else "off"),
        ("Started from", "this computer" if run.ours else "elsewhere, or not seen"),
        ("Reason given", run.reason or "none"),
    ]
    if task.detail:
        rows.append(("What ESS says", task.detail))
    lines = (f"<tr><th>{escape(word)}</th><td>{escape(value)}</td></tr>" for word, value in rows)
    return f"<table>{''.join(lines)}</table>"


def _figure(caption: str, picture: str) -> str:
    # The caption may hold anything, the picture only what base64 has.
    clean = "".join(c for c in picture if c.isascii() and (c.isalnum() or c in "+/="))
    alt = escape(caption, quote=True)
    return f'<figure><h2>{escape(caption)}</h2><img alt="{alt}" src="data:image/png;base64,{clean}"></figure>'


def _events(report: Report) -> str:
    events = report.recording.events
    if not events:
        return "<p>No event was recorded.</p>"
    rows = (
        (e.bad, (moment(e.at), e.kind.value, f"{e.sentence}{f' — {e.detail}' if e.detail else ''}"))
        for e in map(_short, events)
    )
    return table(("Time", "Kind", "What"), rows)


def _short(event: Event) -> Event:
    # What an activity did with which instances has tables of its own.
    return replace(event, detail="") if told((event,)) else event


def _asked(report: Report) -> str:
    if not report.intents:
        return "<p>Nothing was asked from this computer.</p>"
    rows = (
        (
            False,
            (
                moment(i.made_at),
                i.deed.value,
                i.settlement.value if i.settlement else "open",
                " · ".join(part for part in (i.words, i.detail, i.reason) if part),
            ),
        )
        for i in report.intents
    )
    return table(("Time", "What", "Outcome", "Detail"), rows)


def _gaps(report: Report) -> str:
    found = gaps(timeline_of(report.recording.samples))
    if not found:
        return ""
    rows = ((False, (moment(a), moment(b), span((b - a).total_seconds()))) for a, b in found)
    return f"<h2>Nothing was recorded</h2>{table(('From', 'Until', 'For'), rows)}"
