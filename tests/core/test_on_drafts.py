"""A form outlives the program: kept without secrets, brought back when its wizard opens, never twice."""

from __future__ import annotations

from dataclasses import replace

from essgui.core import messages as m
from essgui.core.draft import TargetKind
from essgui.core.effects import KeepDrafts
from essgui.core.state import ProfileKind
from essgui.domain.exchange.drafts import draft_of, read_drafts, write_drafts
from essgui.domain.exchange.settings import SavedSettings
from essgui.domain.guards import Guards
from tests.domain.exchange.specs import HARD, SPECS
from tests.support.playbook import Playbook
from tests.support.states import NOW, make_group, make_state

GROUP, OTHER = make_group(), make_group("api")


def begun(kept=(), kind: ProfileKind = ProfileKind.ACCOUNT) -> Playbook:
    state = make_state((GROUP, OTHER))
    play = Playbook(replace(state, profile=replace(state.profile, kind=kind)))
    play.take(m.DraftsRead(tuple(kept)))
    return play


def typed(play: Playbook, **changes: object) -> None:
    assert play.state.wizard is not None
    play.take(m.DraftChanged(replace(play.state.wizard.draft, **changes)))


def kept_by(play: Playbook) -> tuple[object, ...]:
    play.take(m.DraftsDue())
    (effect,) = play.asked(KeepDrafts)
    return read_drafts(write_drafts(effect.kept))


def test_a_form_comes_back_in_the_next_run_and_says_so() -> None:
    first = begun()
    first.take(m.WizardOpened(GROUP.id))
    typed(first, kind=TargetKind.IMAGE, image="m-1", min_healthy=33)
    assert first.wakes()["drafts"] > 0
    kept = kept_by(first)
    second = begun(kept).after(7200)
    second.take(m.WizardOpened(GROUP.id))
    wizard = second.state.wizard
    assert wizard is not None
    assert (wizard.draft.kind, wizard.draft.image, wizard.draft.min_healthy) == ("image", "m-1", 33)
    (notice,) = second.state.notices
    assert notice.text.endswith("your draft from 2 h ago is back."), "no container is spoken of"
    assert notice.act is not None
    assert notice.act[0] == "Start over"
    second.take(notice.act[1])
    assert second.state.wizard is not None
    assert second.state.wizard.draft.min_healthy == 80
    assert kept_by(second) == ()


def test_a_practice_world_takes_no_form_of_another_and_leaves_none_behind() -> None:
    play = begun([replace(draft_of(SPECS["image"], NOW.at), group=GROUP.id)], ProfileKind.SIMULATED)
    play.take(m.WizardOpened(GROUP.id))
    assert play.state.notices == ()
    typed(play, min_healthy=33)
    assert "drafts" not in play.wakes()
    play.take(m.DraftsDue())
    assert play.asked(KeepDrafts) == [], "the file is left as it is, with the forms of accounts"


def test_an_untouched_form_is_not_kept_and_one_not_opened_stays_kept() -> None:
    old = draft_of(SPECS["image"], NOW.at)
    play = begun([replace(old, group=OTHER.id)])
    play.take(m.WizardOpened(GROUP.id))
    assert [k.group for k in kept_by(play)] == [OTHER.id]


def test_nothing_is_written_before_it_was_read() -> None:
    play = Playbook(make_state((GROUP,)))
    play.take(m.WizardOpened(GROUP.id))
    typed(play, min_healthy=33)
    assert "drafts" not in play.wakes()
    play.take(m.DraftsDue())
    assert play.asked(KeepDrafts) == []


def test_a_form_that_was_started_is_kept_no_more() -> None:
    play = begun()
    play.take(m.WizardOpened(GROUP.id))
    typed(play, kind=TargetKind.IMAGE, image="m-1")
    play.take(m.StartRequested())
    assert play.state.wizard is not None
    assert play.state.wizard.attempt is not None
    play.take(m.StartAccepted(play.state.wizard.attempt.token, "ir-1"))
    assert kept_by(play) == ()


def test_nothing_of_a_container_is_written() -> None:
    text = write_drafts([draft_of(SPECS["containers"], NOW.at)])
    assert "registry" not in text
    assert not any(part in text for part in HARD[:1])
    (kept,) = read_drafts(text)
    assert kept.settings == SavedSettings("draft", 90, 150, False, (25, 50, 100), 30)


def test_a_damaged_file_gives_what_can_be_read() -> None:
    good = draft_of(SPECS["image"], NOW.at)
    text = write_drafts([good, replace(good, group=OTHER.id)])
    assert read_drafts(text.replace(f'"{OTHER.id}"', "5")) == (good,)
    assert [read_drafts(bad) for bad in ("", "[]", "{", '{"EssguiDrafts": 1, "Drafts": 3}')] == [()] * 4


def test_guards_come_back_with_the_form() -> None:
    first = begun()
    first.take(m.WizardOpened(GROUP.id))
    typed(first, guards=Guards(suspend_after=3))
    assert first.wakes()["drafts"] > 0
    second = begun(kept_by(first))
    second.take(m.WizardOpened(GROUP.id))
    assert second.state.wizard is not None
    assert second.state.wizard.draft.guards == Guards(suspend_after=3)
