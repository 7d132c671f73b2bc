"""A situation is gathered from everything the state knows, and only what calls for a person calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.select_monitor import watched
from essgui.core.situations import calls, items_of, situation_of, stuck_instances
from essgui.core.state import Archive, Origin
from essgui.domain.durations import DEFAULTS
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import ActivityId, InstanceId, TaskId
from essgui.domain.situation import Gravity, Kind
from tests.ui.monitor import scenes

if TYPE_CHECKING:
    from essgui.core.state import AppState

NEEDING = scenes.needing()


def test_everything_known_of_the_refresh_is_in_its_situation() -> None:
    held = {InstanceId("i-1"): scenes.START, InstanceId("i-2"): None}
    least = {InstanceId("i-2"): scenes.START}
    state = scenes.watching(
        NEEDING, held=held, held_at_least=least, zones=frozenset({"z"}), extended={"T": scenes.START}
    )
    origins = {scenes.TASK: Origin(first_forecast=(10, 20))}
    state = replace(state, archive=Archive(origins=origins))
    found = watched(state, scenes.TASK)
    assert found is not None
    situation = situation_of(state, found)
    assert situation.hooks is not None
    assert situation.hooks[0].name == "warm-cache"
    assert set(situation.waits) == {ActivityId("asa-bp1aa04")}
    assert [t.name for t in situation.scheduled] == ["evening peak"]
    assert situation.held_since == {InstanceId("i-1"): scenes.START}
    assert situation.held_at_least == least
    assert (situation.ends, situation.zones, situation.extended) == ((10, 20), {"z"}, {"T": scenes.START})
    assert situation.batch == DEFAULTS.launch.high + DEFAULTS.release.high
    assert situation.band is found.band or situation.band == found.band


def test_information_does_not_call_and_what_is_over_neither() -> None:
    assert calls(items_of(NEEDING, scenes.TASK)) == {Kind.HOOK: Gravity.CAUTION}
    assert items_of(scenes.ended(RefreshStatus.FAILED, 18), scenes.TASK) == ()
    assert items_of(NEEDING, TaskId("ir-other")) == ()
    troubled = calls(items_of(scenes.many_troubles(), scenes.TASK))
    assert troubled[Kind.FLOOR] is Gravity.GRAVE
    assert troubled[Kind.PROCESSES] is Gravity.CAUTION
    assert Kind.IGNORED not in troubled


def test_what_the_card_calls_stuck_is_stuck_and_what_is_over_is_not() -> None:
    def stuck(state: AppState) -> set[Kind]:
        found = watched(state, scenes.TASK)
        assert found is not None
        return set(stuck_instances(state, found).values())

    assert stuck(NEEDING) == {Kind.HOOK}
    assert stuck(scenes.scene()) == set()
    assert stuck(scenes.ended(RefreshStatus.FAILED, 18)) == set()
