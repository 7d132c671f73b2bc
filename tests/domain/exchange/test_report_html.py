"""The report is one page that needs nothing else, and what others wrote stays text in it."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from essgui.domain.exchange.report import Report
from essgui.domain.exchange.report_html import report_html
from essgui.domain.refresh import ContainersTarget, ImageTarget
from essgui.domain.run import Before, Deed, Event, EventKind, Intent, Recording, Run, Settlement
from essgui.domain.scaling import (
    Activity,
    ActivityError,
    ActivityId,
    Container,
    EnvironmentVariable,
    InstanceId,
)
from essgui.domain.spent import Certainty, Spent
from essgui.domain.timeline import Sample
from essgui.domain.told_activity import activity_event
from tests.support.states import HANGZHOU, NOW, later, make_group, make_task

HOSTILE = (
    "<script>alert(1)</script>",
    "</pre></td></table><img src=https://evil.example/x onerror=alert(1)>",
    '"\' onmouseover="alert(1)',
    "&lt;b&gt; &amp; <!-- ]]> <![CDATA[",
    "</title><meta http-equiv=refresh content='0;url=//evil.example'>",
    "a\x00b\x1b[31mc\x08\x7f\u202e",
)
VOID = {"meta", "img", "link", "base", "br"}
WEB = make_group()
TASK = make_task(WEB, "Successful", 10, target=ImageTarget("m-bp1new"), ended_at=NOW.at)
RUN = Run(TASK, "web", NOW.at)


class Page(HTMLParser):
    """Collects what a page is made of, and sees that every tag is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in {"td", "th"}:
            self.cells.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data
        if self.open and self.open[-1] in {"td", "th"}:
            self.cells[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def value(self, word: str) -> str:
        """Return the cell after the one that says a word."""
        return self.cells[self.cells.index(word) + 1]


def page(run: Run = RUN, **changes: object) -> Page:
    return Page(report_html(replace(Report(run, NOW.at), **changes)))


def shape(found: Page) -> list[tuple[str, tuple[str, ...]]]:
    return [(tag, tuple(attributes)) for tag, attributes in found.tags]


def full(said: str) -> Report:
    """Return a report that has one text in every place that takes one."""
    containers = ContainersTarget((Container("app", said, (said,)),))
    task = replace(TASK, target=containers, detail=said, status=said)
    run = Run(task, said, NOW.at, reason=said)
    intent = Intent(
        "t", Deed.START, HANGZHOU, WEB.id, NOW.at, said, TASK.id, said, Settlement.REFUSED, NOW.at, said
    )
    events = (Event(NOW.at, EventKind.ACTIVITY, said, said, bad=True),)
    pictures = ((said, "iVBORw0KGgo="),)
    return Report(run, NOW.at, Recording((), events), (intent,), pictures, before=Before(containers, said))


@pytest.mark.parametrize("said", HOSTILE)
def test_what_others_wrote_changes_nothing_of_the_page(said: str) -> None:
    html = report_html(full(said))
    found = Page(html)
    assert shape(found) == shape(Page(report_html(full("plain"))))
    assert found.text.count(said) >= 8, "told as it is, in every place"
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    addresses = [a[name] for _, a in found.tags for name in ("src", "href") if name in a]
    assert addresses == ["data:image/png;base64,iVBORw0KGgo="]
    policy = next(a["content"] for _, a in found.tags if a.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_a_picture_cannot_break_out_of_its_address() -> None:
    found = page(pictures=(('" onload="x', 'iVBO"><script>Rw0/+=\nhttps://é'),))
    (image,) = [attributes for tag, attributes in found.tags if tag == "img"]
    assert image == {"alt": '" onload="x', "src": "data:image/png;base64,iVBOscriptRw0/+=https//"}


def test_an_empty_report_says_of_each_part_that_there_is_none() -> None:
    found = page(Run(make_task(WEB, "Baking", 0, started_at=None, total=0), "web", NOW.at))
    assert found.value("Status") == "Baking"
    assert (found.value("Started"), found.value("Ended")) == ("not known", "not yet")
    assert found.value("Checkpoints") == "none"
    assert (found.value("So far"), found.value("Working")) == ("not known", "not known")
    assert found.value("Replaced") == "unknown"
    assert found.value("Reason given") == "none"
    assert found.value("Started from") == "elsewhere, or not seen"
    for said in (
        "No event was recorded.",
        "No activity was recorded.",
        "Nothing was asked from this computer.",
        "web",
    ):
        assert said in found.text
    for missing in ("Took", "What ESS says", "In service"):
        assert missing not in found.cells
    assert "What the group ran before" not in found.text
    assert "Nothing was recorded\n" not in found.text, "no list of gaps"


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        (Spent(3600.0, 1800.0, 1800.0, Certainty.EXACT), ("1 h", "30 min", "30 min")),
        (Spent(3600.0, 600.0, 0.0, Certainty.AT_LEAST), ("1 h", "at least 10 min", "none seen")),
        (Spent(3600.0, 0.0, 0.0, Certainty.NOTHING), ("1 h", "not recorded", "not recorded")),
        (Spent(3600.0, 0.0, 0.0, Certainty.UNREAD), ("1 h", "not known", "not known")),
    ],
)
def test_the_time_is_told_in_the_words_of_every_other_place(
    spent: Spent, words: tuple[str, str, str]
) -> None:
    found = page(replace(RUN, task=replace(TASK, status="Successful")), spent=spent)
    assert (found.value("Took"), found.value("Working"), found.value("Waiting")) == words
    assert ("Not recorded" in found.cells) is (spent.certainty is Certainty.AT_LEAST)


def activities(count: int, *, failing: bool = True) -> tuple[Event, ...]:
    """Return the events of as many activities, each replacing two instances, the last one failing."""
    found: list[Event] = []
    for n in range(count):
        made = tuple(InstanceId(f"i-new{n}-{m}") for m in range(2))
        old = tuple(InstanceId(f"i-old{n}-{m}") for m in range(2))
        error = ActivityError("NoStock", "<b>Sold out.</b>", (made[0],))
        bad = failing and n == count - 1
        event = activity_event(
            Activity(
                ActivityId(f"asa-{n}"),
                "Failed" if bad else "Successful",
                description="Replace",
                started_at=later(n * 60).at,
                ended_at=later(n * 60 + 45).at,
                created=() if bad else made,
                destroyed=() if bad else old,
                errors=(error,) if bad else (),
            )
        )
        assert event is not None
        found.append(event)
    return tuple(found)


def test_activities_and_instances_are_tables_and_what_failed_stands_first() -> None:
    html = report_html(Report(RUN, NOW.at, Recording((), activities(3))))
    found = Page(html)
    assert found.text.index("Failed activities") < found.text.index("Timeline")
    row = found.cells.index("asa-0")
    assert found.cells[row - 1 : row + 4] == [
        "45 s",
        "asa-0",
        "Successful",
        "i-new0-0 i-new0-1",
        "i-old0-0 i-old0-1",
    ]
    first = found.cells.index("Instance")
    assert found.cells[first + 6 : first + 8] == ["i-new2-0", "failed"]
    assert found.cells.count("created") == found.cells.count("released") == 4
    assert "NoStock: <b>Sold out.</b>" in found.cells, "told as text"
    assert "details" not in [tag for tag, _ in found.tags]


def test_a_report_of_a_thousand_instances_is_folded_up_and_stays_small() -> None:
    html = report_html(Report(RUN, NOW.at, Recording((), activities(501))))
    found = Page(html)
    assert [tag for tag, _ in found.tags].count("details") == 2
    assert "All 501 activities" in found.text
    assert "All 2001 instances" in found.text
    assert found.cells.count("i-new7-1") == 1, "named once beside its activity"
    assert len(html) < 1_000_000


def test_times_counts_and_gaps_are_those_of_the_recording() -> None:
    looks = ((0, 0, 10), (5, 2, 9), (10, 4, 11), (400, 10, 10))
    samples = tuple(Sample(later(at).at, "InProgress", n, 10, serving, n) for at, n, serving in looks)
    task = replace(TASK, checkpoints=(50, 100), pause_minutes=15, skip_matching=False, detail="It ended.")
    found = page(replace(RUN, task=task, ours=True), recording=Recording(samples))
    assert found.value("Replaced") == "10 of 10 instances"
    assert found.value("In service") == "9 to 11 instances, as far as it was seen"
    assert found.value("Checkpoints") == "50 %, 100 %, pause 15 min"
    assert (found.value("Skip matching"), found.value("Started from")) == ("off", "this computer")
    assert found.value("What ESS says") == "It ended."
    assert found.cells[-3:] == ["2026-11-23 06:00:10", "2026-11-23 06:06:40", "6 min"]
    assert "All times are UTC." in found.text


def test_a_failure_is_marked_as_one_and_values_are_never_told() -> None:
    secret = "correct horse"
    target = ContainersTarget((Container("app", "a:1", environment=(EnvironmentVariable("KEY", secret),)),))
    events = (Event(NOW.at, EventKind.STATUS, "Good."), Event(NOW.at, EventKind.ACTIVITY, "Bad.", bad=True))
    run = replace(RUN, task=replace(TASK, target=target))
    found = page(run, recording=Recording((), events), before=Before(target, "it is active still"))
    # Under the heading of the timeline there is the good one, then the bad one.
    assert [a.get("class") for tag, a in found.tags if tag == "tr"][-3:] == [None, None, "bad"]
    assert found.text.count('"KEY"') == 2
    assert secret not in found.text
    assert "This is assumed, because it is active still." in found.text
    assert "Good." in found.cells, "without a detail there is no dash"


def test_half_a_surrogate_pair_does_not_stop_the_page_from_being_written() -> None:
    html = report_html(full("half \ud800 pair"))
    assert "half ? pair" in html.encode("utf-8").decode()
