"""Imports and saved settings fill the form, and what was typed before can be had back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.draft import Draft, TargetKind, filled, target_of, with_target
from essgui.core.effects import KeepSettings, ReadFile, ReadText, WriteFile
from essgui.domain.exchange.importing import read_import
from essgui.domain.exchange.settings import SavedSettings, read_settings, write_settings
from essgui.domain.exchange.terraform import terraform_block
from essgui.domain.guards import Guards
from essgui.domain.refresh import ContainersTarget, ImageTarget
from essgui.domain.scaling import Container, EnvironmentVariable
from tests.domain.exchange.specs import SPECS
from tests.domain.exchange.test_read_terraform import AROUND
from tests.support.playbook import Playbook
from tests.support.states import make_configurations, make_group, make_state

if TYPE_CHECKING:
    from essgui.core.state import AppState

GROUP, OTHER = make_group(), make_group("api")


def opened(**draft: object) -> Playbook:
    play = Playbook(make_state((GROUP, OTHER)))
    play.take(m.WizardOpened(GROUP.id))
    if draft:
        play.take(m.DraftChanged(replace(draft_of(play.state), **draft)))
    return play


def draft_of(state: AppState) -> Draft:
    assert state.wizard is not None
    return state.wizard.draft


def test_an_import_is_read_shown_and_only_then_taken() -> None:
    play = opened()
    before = draft_of(play.state)
    text = terraform_block(SPECS["image"])
    assert play.take(m.ImportAsked(text)) == (ReadText(text),)
    assert play.state.intake is not None
    assert play.state.intake.reading
    play.take(m.ImportRead(read_import(text)))
    assert draft_of(play.state) == before
    play.take(m.ImportApplied())
    assert play.state.intake is None
    assert target_of(draft_of(play.state)) == ImageTarget("m-1")
    assert draft_of(play.state).checkpoints == (25, 50, 100)
    assert play.state.wizard is not None
    assert play.state.wizard.group == GROUP.id


def test_what_only_terraform_knows_keeps_the_forms_value() -> None:
    play = opened(kind=TargetKind.IMAGE, image="m-mine", max_healthy=140)
    text = AROUND.replace("= 150", "= var.high")
    play.take(m.ImportAsked(text), m.ImportRead(read_import(text)), m.ImportApplied())
    draft = draft_of(play.state)
    assert (draft.kind, draft.image) == (TargetKind.IMAGE, "m-mine")
    assert (draft.min_healthy, draft.max_healthy) == (90, 140)


def test_a_file_has_its_name_and_a_failure_its_sentence() -> None:
    play = opened()
    assert play.take(m.ImportFileChosen("/home/x/main.tf")) == (ReadFile("/home/x/main.tf"),)
    assert play.state.intake is not None
    assert play.state.intake.source == "main.tf"
    play.take(m.ImportFailed("Not text."))
    assert play.state.intake.failure == "Not text."
    play.take(m.ImportDismissed())
    assert play.state.intake is None


def test_an_answer_for_an_import_that_was_closed_is_dropped() -> None:
    play = opened()
    play.take(m.ImportAsked("x"), m.ImportDismissed(), m.ImportRead(read_import("x")), m.ImportFailed("x"))
    assert play.state.intake is None


def test_what_was_typed_can_be_had_back() -> None:
    play = opened(kind=TargetKind.IMAGE, image="m-mine")
    mine = draft_of(play.state)
    play.take(m.SettingsRead((SavedSettings("Careful", 100, 110),)), m.SettingsChosen("Careful"))
    assert draft_of(play.state).min_healthy == 100
    assert draft_of(play.state).image == "m-mine"
    (notice,) = play.state.notices
    assert notice.act is not None
    assert notice.act[0] == "Back to my draft"
    play.take(m.WizardOpened(OTHER.id))
    play.take(notice.act[1])
    assert play.state.notices == ()
    assert draft_of(play.state) != mine
    play.take(m.WizardOpened(GROUP.id))
    assert draft_of(play.state) == mine


def test_an_untouched_form_is_filled_without_a_word() -> None:
    play = opened()
    play.take(m.SettingsRead((SavedSettings("Careful", 100, 110),)), m.SettingsChosen("Careful"))
    assert play.state.notices == ()


def test_settings_are_saved_renamed_deleted_and_brought_back() -> None:
    play = opened(min_healthy=70, kind=TargetKind.IMAGE, image="m-1")
    (kept,) = play.take(m.SettingsSaved(" Careful "))
    assert isinstance(kept, KeepSettings)
    assert [(s.name, s.min_healthy, s.target) for s in kept.saved] == [("Careful", 70, None)]
    play.take(m.SettingsSaved("Careful", with_target=True), m.SettingsSaved("Fast"))
    assert [s.name for s in play.state.saved] == ["Careful", "Fast"]
    assert play.state.saved[0].target == ImageTarget("m-1")
    assert play.take(m.SettingsRenamed("Careful", "Fast")) == ()
    play.take(m.SettingsRenamed("Careful", "Zen"))
    assert [s.name for s in play.state.saved] == ["Fast", "Zen"]
    (kept,) = play.take(m.SettingsDeleted("Zen"))
    assert isinstance(kept, KeepSettings)
    assert [s.name for s in kept.saved] == ["Fast"]
    (notice,) = play.state.notices
    assert notice.act is not None
    play.take(m.SettingsSaved("Zen"), notice.act[1])
    assert [s.name for s in play.state.saved] == ["Fast", "Zen", "Zen (2)"]
    assert play.state.notices == ()


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\nb"])
def test_a_name_that_is_none_saves_nothing(name: str) -> None:
    assert opened().take(m.SettingsSaved(name)) == ()


def test_shared_settings_are_a_file_that_can_be_kept_elsewhere() -> None:
    play = opened()
    saved = (SavedSettings("Careful", 100), SavedSettings("Fast", 50))
    play.take(m.SettingsRead(saved))
    (effect,) = play.take(m.SettingsShared("Fast", "/tmp/fast.json"))
    assert isinstance(effect, WriteFile)
    assert read_settings(effect.text) == ((saved[1],), ())
    assert play.take(m.SettingsShared("none", "/tmp/none.json")) == ()
    there = opened()
    there.take(m.SettingsRead((SavedSettings("Fast", 10),)))
    there.take(m.ImportAsked(effect.text), m.ImportRead(read_import(effect.text)), m.ImportKept())
    assert [(s.name, s.min_healthy) for s in there.state.saved] == [("Fast", 10), ("Fast (2)", 50)]
    there.take(m.ImportAsked(effect.text), m.ImportRead(read_import(write_settings(there.state.saved))))
    assert there.take(m.ImportKept()) == ()


def test_files_are_spoken_of() -> None:
    play = opened()
    assert play.take(m.FileAsked("/tmp/x", "text")) == (WriteFile("/tmp/x", "text"),)
    play.take(m.FileWritten("/tmp/x"))
    assert "Written: /tmp/x" in play.state.notices[-1].text
    play.take(
        m.FileFailed("/tmp/x", "No space."), m.SettingsNotKept("No space."), m.SettingsRead((), "Damaged.")
    )
    assert ["No space" in n.text or "Damaged" in n.text for n in play.state.notices] == [True] * 3


def test_saved_containers_keep_the_variables_of_the_form() -> None:
    mine = Container("web", "web:1", environment=(EnvironmentVariable("TOKEN", "s3cret"),))
    draft = with_target(Draft(), ContainersTarget((mine,)))
    saved = SavedSettings(
        "x", target=ContainersTarget((Container("web", "web:2"), Container("log", "log:1")))
    )
    after = target_of(filled(draft, saved.filling))
    assert after == ContainersTarget((replace(mine, image="web:2"), Container("log", "log:1")))


def test_saved_containers_wait_until_their_variables_are_known() -> None:
    play = opened()
    saved = SavedSettings("x", 44, target=ContainersTarget((Container("web", "web:2"),)))
    play.take(m.SettingsRead((saved,)), m.SettingsChosen("x"))
    assert draft_of(play.state).min_healthy == 44
    assert draft_of(play.state).containers == ()
    play.take(m.ConfigurationsLoaded(GROUP.id, make_configurations(GROUP)), m.SettingsChosen("x"))
    assert target_of(draft_of(play.state)) == saved.target


def test_settings_hold_the_guards_and_those_of_before_leave_them_alone() -> None:
    play = opened(guards=Guards(True, 3))
    (kept,) = play.take(m.SettingsSaved("Careful"))
    assert isinstance(kept, KeepSettings)
    assert kept.saved[0].guards == Guards(True, 3)
    other = opened(guards=Guards(suspend_after=1))
    other.take(m.SettingsRead((*kept.saved, SavedSettings("Old"), SavedSettings("Bare", guards=Guards()))))
    other.take(m.SettingsChosen("Old"))
    assert draft_of(other.state).guards == Guards(suspend_after=1)
    other.take(m.SettingsChosen("Careful"))
    assert draft_of(other.state).guards == Guards(True, 3)
    other.take(m.SettingsChosen("Bare"))
    assert draft_of(other.state).guards == Guards()
