"""Each remedy through SDK and HTTP to the simulator: done once, refused clearly, or of unknown outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from essgui.domain.errors import (
    Denied,
    NotFound,
    Refused,
    ScalingError,
    Throttled,
    UnknownOutcome,
    Unreachable,
)
from essgui.domain.refresh import RefreshSpec
from essgui.domain.remedies import (
    EndHookWait,
    ExitStandby,
    ExtendHookWait,
    MarkUnhealthy,
    Remedy,
    ResumeProcesses,
    SuspendProcesses,
    Unprotect,
)
from essgui.domain.scaling import GroupId, InstanceId, InstanceState, RegionId
from essgui.simulator.world import Hook
from tests.contract.conftest import asked

if TYPE_CHECKING:
    from essgui.simulator.world import Member
    from tests.support.simulated import RunningSimulator

R = RegionId("cn-hangzhou")
NOBODY = GroupId("asg-none")
OPERATION: dict[type[Remedy], str] = {
    Unprotect: "SetInstancesProtection",
    ExitStandby: "ExitStandby",
    EndHookWait: "CompleteLifecycleAction",
    ExtendHookWait: "RecordLifecycleActionHeartbeat",
    MarkUnhealthy: "SetInstanceHealth",
    SuspendProcesses: "SuspendProcesses",
    ResumeProcesses: "ResumeProcesses",
}
WITH_TOKEN = {ExitStandby, EndHookWait, SuspendProcesses, ResumeProcesses}


def do(sim: RunningSimulator, remedy: Remedy, **options: Any) -> None:
    receipt = asked(sim, lambda api: api.remedy(remedy), **options)
    assert receipt.request_ids
    assert all(receipt.request_ids)


def put(sim: RunningSimulator, state: InstanceState, count: int = 2) -> tuple[InstanceId, ...]:
    """Bring the first members of web into a state by force."""
    members = sim.group("web").members
    chosen = tuple(members)[:count]
    changed = {key: replace(m, state=state) if key in chosen else m for key, m in members.items()}
    sim.change_group("web", members=changed)
    return chosen


def held(sim: RunningSimulator) -> Member:
    """Have a hook of web hold the first instance of a refresh."""
    sim.change_group("web", hooks=(Hook("ash-1", "warm-cache", "SCALE_OUT", timeout=3600),))
    web = sim.group("web")
    asked(sim, lambda api: api.start(RefreshSpec(R, web.id, skip_matching=False), "token-w"))
    sim.advance(300)
    return next(m for m in sim.group("web").members.values() if m.hook)


def ready(sim: RunningSimulator, kind: type[Remedy]) -> Remedy:
    """Bring web into a state in which a remedy is possible, and return the remedy."""
    web = sim.group("web").id
    if kind is Unprotect:
        return Unprotect(R, web, put(sim, InstanceState.PROTECTED))
    if kind is ExitStandby:
        return ExitStandby(R, web, put(sim, InstanceState.STANDBY))
    if kind is MarkUnhealthy:
        return MarkUnhealthy(R, web, next(iter(sim.group("web").members)))
    if kind is EndHookWait:
        return EndHookWait(R, web, "ash-1", held(sim).hook_token, go_on=True)
    if kind is ExtendHookWait:
        return ExtendHookWait(R, web, "ash-1", held(sim).hook_token, 7_200)
    if kind is ResumeProcesses:
        sim.change_group("web", suspended_processes=frozenset({"AlarmNotification", "ScaleIn"}))
        return ResumeProcesses(R, web, ("AlarmNotification",))
    return SuspendProcesses(R, web, ("AlarmNotification", "ScheduledAction"))


def sent(sim: RunningSimulator, operation: str) -> list[dict[str, Any]]:
    return [entry for entry in sim.ledger() if entry["operation"] == operation]


def test_protection_is_taken_off(sim: RunningSimulator) -> None:
    remedy = ready(sim, Unprotect)
    assert isinstance(remedy, Unprotect)
    do(sim, remedy)
    states = {sim.group("web").members[i].state for i in remedy.instances}
    assert states == {InstanceState.IN_SERVICE}


def test_instances_come_back_from_standby(sim: RunningSimulator) -> None:
    remedy = ready(sim, ExitStandby)
    assert isinstance(remedy, ExitStandby)
    do(sim, remedy)
    states = {sim.group("web").members[i].state for i in remedy.instances}
    assert states == {InstanceState.IN_SERVICE}


@pytest.mark.parametrize("go_on", [True, False])
def test_a_wait_is_ended(sim: RunningSimulator, go_on: bool) -> None:
    member = held(sim)
    do(sim, EndHookWait(R, sim.group("web").id, "ash-1", member.hook_token, go_on))
    now = sim.group("web").members.get(member.id)
    if go_on:
        assert now is not None
        assert now.state is InstanceState.IN_SERVICE
    else:
        assert now is None or now.state is not InstanceState.IN_SERVICE


def test_a_wait_is_extended(sim: RunningSimulator) -> None:
    member = held(sim)
    do(sim, ExtendHookWait(R, sim.group("web").id, "ash-1", member.hook_token, 7_200))
    until = sim.group("web").members[member.id].until
    assert until is not None
    assert (until - sim.now).total_seconds() == 7_200


def test_an_instance_is_replaced(sim: RunningSimulator) -> None:
    remedy = ready(sim, MarkUnhealthy)
    assert isinstance(remedy, MarkUnhealthy)
    do(sim, remedy)
    sim.advance(600)
    web = sim.group("web")
    assert remedy.instance not in web.members
    assert len([m for m in web.members.values() if m.state is InstanceState.IN_SERVICE]) == 6


def test_processes_are_stopped_and_let_go(sim: RunningSimulator) -> None:
    web = sim.group("web").id
    do(sim, SuspendProcesses(R, web, ("AlarmNotification", "ScheduledAction")))
    assert sim.group("web").suspended_processes == {"AlarmNotification", "ScheduledAction"}
    do(sim, ResumeProcesses(R, web, ("ScheduledAction",)))
    assert sim.group("web").suspended_processes == {"AlarmNotification"}


@pytest.mark.parametrize("kind", OPERATION)
def test_each_is_sent_once_with_a_token_where_it_takes_one(sim: RunningSimulator, kind: type[Remedy]) -> None:
    remedy = ready(sim, kind)
    do(sim, remedy)
    (entry,) = sent(sim, OPERATION[kind])
    assert bool(entry["parameters"].get("ClientToken")) is (kind in WITH_TOKEN)


def test_two_remedies_have_two_tokens(sim: RunningSimulator) -> None:
    remedy = ready(sim, SuspendProcesses)
    do(sim, remedy)
    do(sim, remedy)
    first, second = (entry["parameters"]["ClientToken"] for entry in sent(sim, "SuspendProcesses"))
    assert first != second


def unknown(kind: type[Remedy]) -> Remedy:
    one = (InstanceId("i-none"),)
    made: dict[type[Remedy], Remedy] = {
        Unprotect: Unprotect(R, NOBODY, one),
        ExitStandby: ExitStandby(R, NOBODY, one),
        EndHookWait: EndHookWait(R, NOBODY, "ash-none", "token", go_on=True),
        ExtendHookWait: ExtendHookWait(R, NOBODY, "ash-none", "token", 60),
        MarkUnhealthy: MarkUnhealthy(R, NOBODY, one[0]),
        SuspendProcesses: SuspendProcesses(R, NOBODY, ("ScaleIn",)),
        ResumeProcesses: ResumeProcesses(R, NOBODY, ("ScaleIn",)),
    }
    return made[kind]


@pytest.mark.parametrize("kind", OPERATION)
def test_what_does_not_exist_is_not_found(sim: RunningSimulator, kind: type[Remedy]) -> None:
    with pytest.raises(NotFound) as caught:
        do(sim, unknown(kind))
    assert caught.value.request_id
    assert caught.value.hint
    assert sim.ledger() == []


def test_an_instance_of_another_group_and_a_wait_that_is_over(sim: RunningSimulator) -> None:
    web, worker = sim.group("web").id, next(iter(sim.group("worker").members))
    with pytest.raises(NotFound) as caught:
        do(sim, Unprotect(R, web, (worker,)))
    assert "not in this group" in caught.value.sentence
    wait = ready(sim, EndHookWait)
    do(sim, wait)
    with pytest.raises(NotFound) as caught:
        do(sim, wait)
    assert "does not hold these instances any more" in caught.value.sentence


def test_an_instance_in_another_state_is_refused_with_the_next_step(sim: RunningSimulator) -> None:
    web = sim.group("web")
    with pytest.raises(Refused) as caught:
        do(sim, ExitStandby(R, web.id, (next(iter(web.members)),)))
    assert caught.value.code == "IncorrectInstanceStatus"
    assert "Read the instances again" in caught.value.hint
    assert sim.group("web") == web


@pytest.mark.parametrize("kind", OPERATION)
def test_a_reader_learns_which_permission_is_missing(sim: RunningSimulator, kind: type[Remedy]) -> None:
    remedy = ready(sim, kind)
    before = sim.group("web")
    with pytest.raises(Denied) as caught:
        do(sim, remedy, user="reader")
    assert caught.value.action == f"ess:{OPERATION[kind]}"
    assert sim.group("web") == before


def test_an_operator_may_do_it_in_the_own_group_only(sim: RunningSimulator) -> None:
    own = next(iter(sim.user("operator").groups))
    mine = next(g for g in sim.world.groups.values() if g.id == own)
    other = next(g for g in sim.world.groups.values() if g.id != own)
    do(sim, SuspendProcesses(mine.region, mine.id, ("ScaleIn",)), user="operator")
    with pytest.raises(Denied) as caught:
        do(sim, SuspendProcesses(other.region, other.id, ("ScaleIn",)), user="operator")
    assert caught.value.action == "ess:SuspendProcesses"


DONE = ["null", "empty", "wrong-types", "half", "reset-after", "no-answer"]
"""Faults after which it has been done; after the others below it has not."""


@pytest.mark.parametrize("kind", OPERATION)
@pytest.mark.parametrize("fault", [*DONE, "500", "503-html", "redirect", "reset"])
def test_no_usable_answer_leaves_the_outcome_unknown_and_it_is_not_repeated(
    sim: RunningSimulator, fault: str, kind: type[Remedy]
) -> None:
    remedy = ready(sim, kind)
    sim.add_fault(fault, operation=OPERATION[kind])
    with pytest.raises(UnknownOutcome) as caught:
        do(sim, remedy, deadline=0.6)
    assert "may or may not" in caught.value.sentence or "same time" in caught.value.sentence
    assert len(sent(sim, OPERATION[kind])) == (1 if fault in DONE else 0)
    assert [f.seen for f in sim.world.faults] == [1]


def test_a_throttled_remedy_did_not_happen(sim: RunningSimulator) -> None:
    remedy = ready(sim, Unprotect)
    sim.add_fault("throttle", operation="SetInstancesProtection", count=1, amount=0.5)
    with pytest.raises(Throttled) as caught:
        do(sim, remedy)
    assert caught.value.retry_after == 0.5
    assert sim.ledger() == []


def test_offline_nothing_was_sent(sim: RunningSimulator) -> None:
    remedy = ready(sim, SuspendProcesses)
    sim.stop()
    with pytest.raises(Unreachable, match="Nothing was sent"):
        do(sim, remedy)
    sim.start()
    assert sim.ledger() == []


def crowd(sim: RunningSimulator, count: int) -> Unprotect:
    """Give web so many protected instances."""
    member = next(iter(sim.group("web").members.values()))
    ids = tuple(InstanceId(f"i-crowd{n:03}") for n in range(count))
    members = {i: replace(member, id=i, state=InstanceState.PROTECTED) for i in ids}
    sim.change_group("web", members=members, wanted=count, max_size=2 * count)
    return Unprotect(R, sim.group("web").id, ids)


def test_many_instances_take_several_calls(sim: RunningSimulator) -> None:
    remedy = crowd(sim, 45)
    do(sim, remedy)
    told = [
        sum(key.startswith("InstanceIds.") for key in entry["parameters"])
        for entry in sent(sim, "SetInstancesProtection")
    ]
    assert told == [20, 20, 5]
    assert {m.state for m in sim.group("web").members.values()} == {InstanceState.IN_SERVICE}


def test_where_a_later_call_fails_it_says_how_many_were_changed(sim: RunningSimulator) -> None:
    remedy = crowd(sim, 45)
    gone = dict(sim.group("web").members)
    del gone[remedy.instances[30]]
    sim.change_group("web", members=gone)
    with pytest.raises(NotFound) as caught:
        do(sim, remedy)
    error: ScalingError = caught.value
    assert error.sentence.startswith("20 of 45 instances were changed")
    assert "Nothing was changed" not in error.hint
    assert error.sentence in str(error)
    states = [sim.group("web").members[i].state for i in (remedy.instances[0], remedy.instances[44])]
    assert states == [InstanceState.IN_SERVICE, InstanceState.PROTECTED]


def test_no_instance_at_all_is_refused_by_the_cloud(sim: RunningSimulator) -> None:
    with pytest.raises(Refused):
        do(sim, Unprotect(R, sim.group("web").id, ()))


@pytest.mark.parametrize("kind", [MarkUnhealthy, EndHookWait, ExtendHookWait])
def test_an_operator_may_do_what_names_no_group_in_the_own_one(
    sim: RunningSimulator, kind: type[Remedy]
) -> None:
    remedy = ready(sim, kind)
    assert remedy.group == next(iter(sim.user("operator").groups))
    do(sim, remedy, user="operator")
    made = [entry for entry in sim.ledger() if entry["operation"] == OPERATION[kind]]
    assert len(made) == 1
