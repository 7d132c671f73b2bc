"""Secrets cannot be printed, by any of the ways that print things."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict

import pytest

from essgui.domain.credentials import CliProfile, KeyPair, Profile, ProfileKind, Secret, key_hint
from essgui.domain.scaling import RegionId

HIDDEN = "TopSecretValue"


@pytest.mark.parametrize("show", [repr, str, "{}".format, lambda s: f"{s!r:>30}", lambda s: repr([s])])
def test_a_secret_is_masked_however_it_is_shown(show: object) -> None:
    assert HIDDEN not in show(Secret(HIDDEN))  # type: ignore[operator] - each of them takes one value


def test_a_secret_is_revealed_to_who_asks_for_it_and_to_nobody_else() -> None:
    assert Secret(HIDDEN).reveal() == HIDDEN
    assert Secret(HIDDEN) == Secret(HIDDEN)
    assert Secret(HIDDEN) != HIDDEN
    assert not Secret("")
    with pytest.raises(TypeError):
        pickle.dumps(Secret(HIDDEN))
    with pytest.raises(TypeError):
        json.dumps({"s": Secret(HIDDEN)})


def test_a_profile_shows_no_more_than_the_last_four_of_the_key() -> None:
    pair = KeyPair("LTAI5tAbcdefgh1234", Secret(HIDDEN), Secret(HIDDEN))
    profile = Profile("p", ProfileKind.ENVIRONMENT, pair, RegionId("cn-hangzhou"), control=Secret(HIDDEN))
    shown = f"{profile} {profile!r} {asdict(profile)}"
    assert HIDDEN not in shown
    assert "LTAI5tAbcdefgh" not in f"{profile!r}"
    assert "…1234" in repr(profile)


def test_a_short_key_gives_nothing_away() -> None:
    assert key_hint("abcd") == "…"
    assert key_hint("") == "…"


def test_a_cli_profile_is_a_reference() -> None:
    assert "config.json" in repr(CliProfile("work", "config.json", "AK"))
