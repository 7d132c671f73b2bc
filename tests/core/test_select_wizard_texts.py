"""The request in each of its forms; values of environment variables only where they are asked for."""

from __future__ import annotations

import pytest

from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_texts import ENDINGS, FOLDED, WRITERS, Form, TextView, text_view
from essgui.core.state import AppState, Step
from tests.ui.wizard import scenes

PLAIN = scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION)
SECRET = scenes.eci(
    Step.REVIEW, containers=tuple(scenes.ContainerDraft(c, chosen=True) for c in scenes.containers())
)


def view(state: AppState, form: Form, *, values: bool = False) -> TextView:
    subject = subject_of(state)
    assert subject is not None
    return text_view(subject, form, values)


@pytest.mark.parametrize("form", WRITERS)
def test_values_are_folded_until_they_are_asked_for(form: Form) -> None:
    hidden, shown = view(SECRET, form), view(SECRET, form, values=True)
    assert "tok-123456" not in hidden.text
    assert "folded" in hidden.note
    assert "tok-123456" in shown.text
    assert "folded" not in shown.note
    assert hidden.foldable
    assert not view(PLAIN, form).foldable


def test_only_json_with_its_values_can_be_edited() -> None:
    assert [form for form in Form if view(PLAIN, form).editable] == [Form.JSON]
    assert not view(SECRET, Form.JSON).editable
    assert view(SECRET, Form.JSON, values=True).editable


def test_what_was_typed_stays_as_typed_and_the_others_say_that_they_are_behind() -> None:
    state = scenes.typed(PLAIN)
    assert state.wizard is not None
    assert view(state, Form.JSON).text == state.wizard.typed
    assert view(state, Form.JSON).slips == state.wizard.slips
    assert "mistakes" in view(state, Form.TERRAFORM).note
    assert view(state, Form.TERRAFORM).slips == ()


def test_an_empty_value_is_shown_as_what_it_is() -> None:
    text = view(SECRET, Form.JSON).text
    assert text.count(FOLDED) == 2
    assert '"Value": ""' in text


def test_each_text_has_a_name_for_its_file() -> None:
    assert set(ENDINGS) == set(WRITERS)
    assert view(PLAIN, Form.CLI).file_name.endswith(".sh")
