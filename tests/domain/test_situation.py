"""What the rules of attention look at: activities since the Start, and items that keep their name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.scaling import Activity, ActivityId, InstanceId
from essgui.domain.situation import Gravity, Item, Kind, Situation, call_sentence, inside, since_start
from tests.support.states import NOW, make_group, make_task

TASK = make_task(make_group())
START = TASK.started_at or NOW.at


def made(name: str, minutes: float | None) -> Activity:
    at = None if minutes is None else START + timedelta(minutes=minutes)
    return Activity(ActivityId(name), "InProgress", started_at=at)


def names(found: Situation) -> list[str]:
    return [str(a.id) for a in since_start(found)]


@pytest.mark.parametrize("kind", Kind)
def test_inside_a_sentence_only_a_name_keeps_its_capitals(kind: Kind) -> None:
    words = inside(kind.value)
    assert words[0].islower() or words.startswith("ESS ")
    assert words[1:] == kind.value[1:]


def test_of_the_group_only_what_began_with_or_after_the_refresh_counts() -> None:
    others = (made("before", -0.01), made("with", 0), made("after", 4), made("unknown", None))
    assert names(Situation(NOW.at, TASK, others=others)) == ["after", "with"]


def test_of_the_refresh_all_counts_once_and_newest_first() -> None:
    own = (made("first", -1), made("queued", None), made("both", 2))
    stale = replace(made("both", 2), status="Stale")
    found = Situation(NOW.at, TASK, activities=own, others=(stale, made("z", 2)))
    assert names(found) == ["queued", "z", "both", "first"]
    assert {a.id: a.status for a in since_start(found)}[ActivityId("both")] == "InProgress"


def test_before_the_start_is_known_nothing_of_the_group_is_taken_for_the_refresh() -> None:
    pending = replace(TASK, started_at=None)
    found = Situation(NOW.at, pending, activities=(made("own", 1),), others=(made("other", 5),))
    assert names(found) == ["own"]
    assert names(Situation(NOW.at, pending)) == []


def test_an_item_keeps_its_key_while_its_words_change() -> None:
    item = Item(Kind.HOOK, Gravity.CAUTION, "Held for 2 min", part="TOKEN-1")
    assert item.key == replace(item, headline="Held for 3 min", gravity=Gravity.GRAVE).key
    keys = {replace(item, kind=kind, part=part).key for kind in Kind for part in ("", "1")}
    assert len(keys) == 2 * len(Kind)
    assert sorted([Gravity.INFORMATION, Gravity.GRAVE, Gravity.CAUTION])[0] is Gravity.GRAVE


def hooked(by: str, *names: str) -> Item:
    return Item(Kind.HOOK, Gravity.CAUTION, "Stuck", instances=tuple(map(InstanceId, names)), by=by)


GRAVE = replace(hooked("warm", "i-1"), gravity=Gravity.GRAVE)


@pytest.mark.parametrize(
    ("items", "words", "about"),
    [
        ((hooked("warm", "i-1"),), "lifecycle hook warm holds i-1", "i-1"),
        ((hooked("warm", "i-1", "i-2"),), "lifecycle hook warm holds 2 instances", "i-1 i-2"),
        ((hooked("a", "i-1"), hooked("b", "i-2")), "lifecycle hooks a and b hold 2 instances", "i-1 i-2"),
        ((hooked("", "i-1"),), "a lifecycle hook holds i-1", "i-1"),
    ],
)
def test_a_call_names_the_hook_and_whom_it_holds(items: tuple[Item, ...], words: str, about: str) -> None:
    assert call_sentence(Kind.HOOK, items) == (f"Needs attention: {words}.", about)


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ((GRAVE,), "lifecycle hook warm holds i-1, which ESS soon releases"),
        (
            (GRAVE, hooked("warm", "i-2")),
            "lifecycle hook warm holds 2 instances, 1 of which ESS soon releases",
        ),
    ],
)
def test_a_grave_call_of_a_hook_says_what_is_lost(items: tuple[Item, ...], words: str) -> None:
    assert call_sentence(Kind.HOOK, items)[0] == f"Needs attention: {words}."


def test_another_call_says_its_kind_and_names_the_instances_or_the_zone_beside() -> None:
    ill = Item(Kind.UNHEALTHY, Gravity.GRAVE, "Ill", instances=(InstanceId("i-1"),))
    assert call_sentence(Kind.UNHEALTHY, (ill,)) == ("Needs attention: unhealthy new instances.", "i-1")
    zone = Item(Kind.ZONE, Gravity.GRAVE, "Empty", place="cn-hangzhou-h")
    assert call_sentence(Kind.ZONE, (zone,))[1] == "cn-hangzhou-h"
