"""What is written to files: one file that needs nothing else, tables without formulas, no secret."""

from __future__ import annotations

import base64
import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from essgui.core.before import before_of
from essgui.core.state import Remote
from essgui.domain.exchange.report import events_csv, report_json, samples_csv, table_csv
from essgui.domain.exchange.report_html import report_html
from essgui.domain.refresh import ContainersTarget
from essgui.domain.run import Deed, Intent, Settlement
from essgui.domain.scaling import Container, EnvironmentVariable
from essgui.ui.history.exports import charts_of, export_menu, report_of, runs_csv
from tests.support.states import HANGZHOU, NOW
from tests.ui.history import scenes
from tests.ui.history.scenes import A

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from essgui.core.state import AppState

EVIL = "<script>alert(1)</script><img src=x onerror=y>\"'&"
SECRET = "correct horse battery staple"


class Reader(HTMLParser):
    """Collects tags, what they point at, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.points: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name in {"src", "href", "srcset", "action", "data", "poster"}:
                self.points.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parsed(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def evil() -> AppState:
    state = scenes.compared()
    run = state.archive.runs[A]
    target = ContainersTarget((Container("app", "app:2", environment=(EnvironmentVariable("KEY", SECRET),)),))
    run = replace(
        run,
        group_name=EVIL,
        reason=EVIL,
        before=target,
        task=replace(run.task, detail=EVIL, target=target),
    )
    intent = Intent(
        "t", Deed.START, HANGZHOU, run.task.group, NOW.at, EVIL, A, EVIL, Settlement.ACCEPTED, NOW.at, EVIL
    )
    archive = replace(state.archive, runs={A: run}, asked=Remote((intent,)))
    return replace(state, archive=archive)


def test_the_report_is_one_file_without_script_or_address(themed: QApplication) -> None:
    state = evil()
    report = report_of(state, A, charts_of(state, A))
    assert report is not None
    html = report_html(report)
    reader = parsed(html)
    assert not {"script", "link", "iframe", "object", "base", "form"} & set(reader.tags)
    assert reader.tags.count("img") == 2
    assert all(point.startswith("data:image/png;base64,") for point in reader.points)
    for point in reader.points:
        assert base64.b64decode(point.partition(",")[2], validate=True).startswith(b"\x89PNG")
    assert "http:" not in html
    assert "https:" not in html
    assert "url(" not in html
    assert EVIL in "".join(reader.text), "told as text"
    assert SECRET not in html
    words = " ".join(reader.text)
    for said in ("10 of 40 instances are new.", "Waits at a checkpoint.", "accepted", "90 to 150 %"):
        assert said in words


def test_json_holds_all_samples_and_no_value(themed: QApplication) -> None:
    report = report_of(evil(), A)
    assert report is not None
    text = report_json(report)
    assert SECRET not in text
    found = json.loads(text)
    assert len(found["samples"]) == len(report.recording.samples) > 200
    assert found["request"]["DesiredConfiguration"]["Containers"][0]["Name"] == "app"
    assert found["asked"][0]["outcome"] == "accepted"
    assert found["before"]["Containers"][0]["Name"] == "app"


def test_what_ran_before_is_told_as_the_monitor_tells_it() -> None:
    state = scenes.compared()
    run = replace(state.archive.runs[A], before=None)
    state = replace(state, archive=replace(state.archive, runs={**state.archive.runs, A: run}))
    report = report_of(state, A)
    assert report is not None
    assert report.before == before_of(state, run.task)
    assert report.before is not None
    assert report.before.assumed


def test_tables_read_back_as_they_were() -> None:
    recording = scenes.compared().archive.recordings[A].value
    assert recording is not None
    rows = list(csv.DictReader(io.StringIO(samples_csv(recording.samples))))
    assert len(rows) == len(recording.samples)
    assert (rows[0]["finished"], rows[-1]["finished"]) == ("0", "40")
    events = list(csv.DictReader(io.StringIO(events_csv(recording.events))))
    assert [e["what"] for e in events] == [e.sentence for e in recording.events]


def test_no_cell_is_a_formula() -> None:
    text = table_csv(("a",), (("=1+1",), ("@x",), (-5,), ("plain, with a comma",)))
    assert text.splitlines() == ["a", "'=1+1", "'@x", "-5", '"plain, with a comma"']


def test_the_list_is_written_as_it_is_filtered() -> None:
    rows = list(csv.DictReader(io.StringIO(runs_csv(scenes.history(text="web-frontend")))))
    assert [row["reason"] for row in rows] == ["OpenSSL patch", "Kernel update"]


def test_what_is_not_read_yet_is_an_empty_cell_in_the_list() -> None:
    told = csv.DictReader(io.StringIO(runs_csv(scenes.half_read("ir-5"))))
    rows = {row["refresh"]: row for row in told}
    names = ("working_seconds", "waiting_seconds", "not_recorded_seconds", "working_and_waiting_are")
    assert [rows["ir-5"][name] for name in names] == ["", "", "", ""]
    assert rows["ir-5"]["duration_seconds"] == "5340"
    assert rows["ir-8"]["working_and_waiting_are"] == "not recorded"


def test_only_what_has_checkpoints_has_a_pause() -> None:
    rows = list(csv.DictReader(io.StringIO(runs_csv(scenes.history()))))
    assert {bool(row["checkpoints_percent"]) for row in rows} == {True, False}
    assert all(bool(row["pause_minutes"]) == bool(row["checkpoints_percent"]) for row in rows)


def test_what_cannot_be_written_says_why(qtbot: QtBot, themed: QApplication) -> None:
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    menu = export_menu(scenes.history(ticked=(A,)), (A,), parent, lambda _m: None)
    found = {a.objectName(): a for a in menu.actions() if a.objectName()}
    assert not found["export_samples_A"].isEnabled()
    assert found["export_samples_A"].toolTip() == "Nothing was recorded of this refresh."
    assert found["export_html_A"].isEnabled()
    menu.deleteLater()
