"""Every status has shape, word and colour of its own; an unknown one is shown as the cloud spells it."""

from __future__ import annotations

import pytest

from essgui.domain.lifecycle import RefreshStatus
from essgui.ui.icons import icon_names
from essgui.ui.status import status_look, status_word
from essgui.ui.theme import tokens


@pytest.mark.parametrize("status", RefreshStatus)
def test_every_status_has_a_look_of_its_own(status: RefreshStatus) -> None:
    look = status_look(status)
    assert look.icon in icon_names()
    assert look.icon != "help"
    for token in (look.fg, look.bg, look.solid):
        assert token in tokens()["colors"]["light"]
    assert status_word(status)
    same = [other for other in RefreshStatus if status_look(other).icon == look.icon]
    assert same == [status], "colours may repeat, shapes must not"


def test_words_differ_as_well() -> None:
    assert len({status_word(status) for status in RefreshStatus}) == len(RefreshStatus)


def test_an_unknown_status_is_the_clouds_word_under_a_question_mark() -> None:
    assert status_word("Warming") == "Warming"
    assert status_look("Warming").icon == "help"
