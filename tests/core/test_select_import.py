"""What an import would set, what it leaves out, and why it cannot be taken."""

from __future__ import annotations

from dataclasses import replace

from essgui.core.select_import import ImportView, describe, import_view
from essgui.core.state import AppState, Intake, Step
from essgui.domain.exchange.importing import read_import
from essgui.domain.exchange.request import write_request
from tests.domain.exchange.specs import SPECS
from tests.ui.wizard import scenes

STATE = scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION)


def view(text: str, state: AppState = STATE, source: str = "") -> ImportView:
    intake = Intake(source, reading=False, offer=read_import(text))
    found = import_view(replace(state, intake=intake), 0)
    assert found is not None
    return found


def test_without_an_import_there_is_nothing_to_show() -> None:
    assert import_view(STATE, 0) is None


def test_another_group_is_told_and_stays_out() -> None:
    shown = view(write_request(SPECS["template"]))
    assert [s.value for s in shown.settings][:3] == [
        "launch template lt-1, version 3, ecs.g7.large, ecs.g8i.large",
        "90 %",
        "150 %",
    ]
    assert "It is of asg-1" in shown.remarks[0].sentence
    assert shown.apply_reason == ""


def test_wrong_lines_are_those_of_a_text_on_screen_only() -> None:
    assert view("{\n  oops").wrong_lines == (2,)
    assert view("{\n  oops", source="x.json").wrong_lines == ()


def test_it_is_said_why_it_cannot_be_taken() -> None:
    text = write_request(SPECS["image"])
    assert "No form is open" in view(text, replace(STATE, wizard=None)).apply_reason
    assert "under way" in view(text, scenes.starting(STATE)).apply_reason
    reading = import_view(replace(STATE, intake=Intake("a.tf")), 0)
    assert reading is not None
    assert reading.reading
    assert reading.heading == "a.tf is being read…"


def test_every_target_has_its_words() -> None:
    assert len({describe(spec.target) for spec in SPECS.values()}) == 5
