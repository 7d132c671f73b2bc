"""Every remedy has words for a sentence, and none of them names a token."""

from __future__ import annotations

from typing import get_args

from essgui.domain.remedies import (
    EndHookWait,
    ExitStandby,
    ExtendHookWait,
    MarkUnhealthy,
    Remedy,
    ResumeProcesses,
    SuspendProcesses,
    Unprotect,
    remedy_words,
)
from essgui.domain.scaling import InstanceId
from tests.support.states import HANGZHOU, make_group

WEB = make_group().id
ONE, TWO = InstanceId("i-1"), InstanceId("i-2")
WORDS: dict[Remedy, str] = {
    Unprotect(HANGZHOU, WEB, (ONE,)): "take the protection off 1 instance",
    ExitStandby(HANGZHOU, WEB, (ONE, TWO)): "put 2 instances back into service",
    EndHookWait(HANGZHOU, WEB, "ash-1", "TOKEN", go_on=True): "complete the wait at a lifecycle hook",
    EndHookWait(HANGZHOU, WEB, "ash-1", "TOKEN", go_on=False): "abandon the wait at a lifecycle hook",
    ExtendHookWait(HANGZHOU, WEB, "ash-1", "TOKEN", 600): "extend the wait at a lifecycle hook by 10 min",
    MarkUnhealthy(HANGZHOU, WEB, ONE): "mark i-1 unhealthy",
    SuspendProcesses(HANGZHOU, WEB, ("ScaleIn", "ScaleOut")): "suspend ScaleIn, ScaleOut",
    ResumeProcesses(HANGZHOU, WEB, ("ScaleIn",)): "resume ScaleIn",
}


def test_every_remedy_has_words_without_its_token() -> None:
    assert {type(remedy) for remedy in WORDS} == set(get_args(Remedy))
    assert {remedy: remedy_words(remedy) for remedy in WORDS} == WORDS
    assert not any("TOKEN" in words for words in WORDS.values())
