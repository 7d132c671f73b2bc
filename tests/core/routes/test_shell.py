from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import messages as m
from essgui.core.cadence import Cadence
from essgui.core.effects import (
    Connect,
    KeepSetting,
    ReadDrafts,
    ReadGroups,
    ReadRegions,
    ReadSettings,
    ReadShelf,
    Wake,
)
from essgui.core.past import Replay
from essgui.core.state import Page, ProfileFacts, ProfileKind, ThemeChoice
from essgui.domain.scaling import TaskId
from essgui.domain.settings import Key
from tests.support.playbook import DENIED, Playbook
from tests.support.states import HANGZHOU, SHANGHAI, make_state


def test_a_tick_only_asks_for_the_next() -> None:
    play = Playbook(make_state())
    assert play.take(m.Ticked()) == (Wake("tick", 1.0, m.Ticked()),)


def test_opening_connects_and_lets_time_begin() -> None:
    play = Playbook(replace(make_state(), connected=False))
    assert play.take(m.Opened()) == (Connect(), ReadSettings(), ReadDrafts(), Wake("tick", 1.0, m.Ticked()))
    assert play.state.regions.loading


def test_a_profile_that_is_ready_reads_its_regions_and_groups() -> None:
    play = Playbook(replace(make_state(), chosen=(), groups={}))
    facts = ProfileFacts("work", ProfileKind.ACCOUNT)
    play.take(m.ProfileReady(facts, (HANGZHOU, SHANGHAI), Cadence(fleet=7.0)))
    assert play.effects == (ReadShelf(), ReadRegions(), ReadGroups(HANGZHOU), ReadGroups(SHANGHAI))
    assert (play.state.profile, play.state.cadence.fleet) == (facts, 7.0)


def test_a_profile_that_fails_says_why_and_reading_again_connects_again() -> None:
    play = Playbook(replace(make_state(), connected=False, chosen=(), groups={}))
    play.take(m.ProfileFailed(DENIED))
    assert play.state.regions.failure is DENIED
    assert not play.state.regions.loading
    assert play.take(m.ReadAgain()) == (Connect(),)
    assert play.take(m.ReadRegionsAgain()) == (Connect(),)
    assert play.state.regions.loading


def test_once_connected_reading_again_reads() -> None:
    play = Playbook(replace(make_state(), connected=False, chosen=(), groups={}))
    play.take(m.ProfileReady(ProfileFacts("work", ProfileKind.ACCOUNT), (), Cadence()))
    assert play.take(m.ReadRegionsAgain()) == (ReadRegions(),)


def test_a_look_is_worn_and_remembered() -> None:
    play = Playbook(make_state())
    assert play.take(m.SettingChosen(Key.THEME, "dark")) == (KeepSetting(Key.THEME, "dark"),)
    assert play.state.theme is ThemeChoice.DARK


@pytest.mark.parametrize("page", [Page.WIZARD, Page.MONITOR])
def test_a_page_with_nothing_on_it_is_not_gone_to(page: Page) -> None:
    play = Playbook(make_state())
    play.take(m.PageChosen(page))
    assert play.state.page is Page.FLEET


def test_the_history_chosen_once_more_is_the_list() -> None:
    play = Playbook(make_state(page=Page.FLEET))
    play.state = replace(play.state, past=replace(play.state.past, replay=Replay(TaskId("ir-1"))))
    play.take(m.PageChosen(Page.HISTORY))
    assert play.state.past.replay is not None
    play.take(m.PageChosen(Page.HISTORY))
    assert play.state.past.replay is None
