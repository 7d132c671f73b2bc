"""Long remedies are cut into calls that lose and double nobody, and a stop half way is told as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.cloud.errands import INSTANCES_A_CALL, OPERATIONS, partly, parts
from essgui.domain.errors import Refused
from essgui.domain.remedies import ExitStandby, MarkUnhealthy, Remedy, SuspendProcesses, Unprotect
from essgui.domain.scaling import GroupId, InstanceId, RegionId

R, G = RegionId("cn-hangzhou"), GroupId("asg-1")


@given(count=st.integers(0, 130), kind=st.sampled_from([Unprotect, ExitStandby]))
def test_every_instance_is_in_exactly_one_call_and_in_its_order(count: int, kind: type) -> None:
    every = tuple(InstanceId(f"i-{n}") for n in range(count))
    calls = parts(kind(R, G, every))
    assert tuple(i for call in calls for i in call.instances) == every
    assert all(isinstance(call, kind) and call.group == G for call in calls)
    assert all(len(call.instances) <= INSTANCES_A_CALL for call in calls)
    assert len(calls) == max(1, -(-count // INSTANCES_A_CALL))


@pytest.mark.parametrize(
    "remedy", [MarkUnhealthy(R, G, InstanceId("i-1")), SuspendProcesses(R, G, ("ScaleIn",))]
)
def test_what_names_no_list_of_instances_is_one_call(remedy: Remedy) -> None:
    assert parts(remedy) == (remedy,)


def test_each_remedy_has_its_operation_in_the_words_of_the_api() -> None:
    assert set(OPERATIONS) == set(Remedy.__args__)
    assert len(set(OPERATIONS.values())) == len(OPERATIONS)


def test_a_stop_half_way_says_how_far_it_came_and_keeps_its_code() -> None:
    told = partly(Refused("IncorrectState", "It is leaving.", "Wait.", "R-1"), 20, 45)
    assert isinstance(told, Refused)
    assert told.sentence == "20 of 45 instances were changed; then it failed. It is leaving."
    assert "Read the instances again" in told.hint
    assert (told.code, told.request_id) == ("IncorrectState", "R-1")
    assert str(told).startswith("IncorrectState: 20 of 45")
