from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import messages as m
from essgui.core.state import Wizard
from essgui.domain.questions import Hooks, PastActivities
from essgui.ui.wizard.outgoing import Outgoing
from tests.support.states import HANGZHOU, make_group

GROUP = make_group("web")
FORM = Wizard(GROUP.id, GROUP.region)


@pytest.fixture
def sent() -> list[m.Message]:
    return []


@pytest.fixture
def outgoing(sent: list[m.Message]) -> Outgoing:
    made = Outgoing(sent.append)
    made.follow(FORM, GROUP)
    return made


def test_two_edits_before_the_state_is_shown_are_both_kept(outgoing: Outgoing, sent: list[m.Message]) -> None:
    outgoing.edit(lambda draft: replace(draft, min_healthy=50))
    outgoing.edit(lambda draft: replace(draft, max_healthy=180))
    assert sent[-1] == m.DraftChanged(replace(FORM.draft, min_healthy=50, max_healthy=180))
    outgoing.follow(FORM, GROUP)
    outgoing.edit(lambda draft: replace(draft, max_healthy=150))
    assert sent[-1] == m.DraftChanged(replace(FORM.draft, max_healthy=150))


def test_what_changes_nothing_is_not_sent(outgoing: Outgoing, sent: list[m.Message]) -> None:
    outgoing.edit(lambda draft: replace(draft))
    outgoing.search(lambda picker: replace(picker))
    assert sent == []
    outgoing.search(lambda picker: replace(picker, text="u"))
    outgoing.search(lambda picker: replace(picker, page=2))
    assert sent[-1] == m.PickerChanged(replace(FORM.picker, text="u", page=2))


def test_the_checks_are_made_again_from_all_that_they_need(outgoing: Outgoing, sent: list[m.Message]) -> None:
    hooks = Hooks(HANGZHOU, GROUP.id)
    outgoing.check_again((hooks,))
    assert sent == [m.GroupSelected(GROUP.id), m.Asked(hooks, again=True)]


def test_the_past_of_a_group_that_is_gone_is_not_asked_for(outgoing: Outgoing, sent: list[m.Message]) -> None:
    outgoing.follow(FORM, None)
    outgoing.read_past()
    assert sent == []
    outgoing.follow(FORM, GROUP)
    outgoing.read_past()
    assert sent == [m.Asked(PastActivities(GROUP.region, GROUP.id), again=True)]


def test_nothing_is_sent_about_a_form_that_is_no_longer_there(
    outgoing: Outgoing, sent: list[m.Message]
) -> None:
    outgoing.forget()
    outgoing.edit(lambda draft: replace(draft, min_healthy=50))
    outgoing.search(lambda picker: replace(picker, text="u"))
    outgoing.read_again()
    outgoing.read_past()
    assert sent == []
