"""What the cloud answered to the questions of a preflight, put into a state of the wizard."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.failure import Failure, FailureKind
from essgui.core.preflight_questions import preflight_questions
from essgui.core.state import Remote
from essgui.domain.catalog import Image, ImageOwner, TemplateVersion
from essgui.domain.questions import (
    Alarms,
    DiagnosisOf,
    Hooks,
    ImageById,
    ScheduledTasks,
    StockOf,
    TemplateVersions,
)
from essgui.domain.scaling import TemplateId
from essgui.domain.surroundings import Alarm, Diagnosis, Finding, LifecycleHook, ScheduledTask, Stock
from tests.support.states import NOW

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.questions import Question

H = Stock("ecs.g8i.xlarge", "cn-hangzhou-h", strength=0.94)
IN_STOCK = (
    H,
    replace(H, zone="cn-hangzhou-j", strength=0.71),
    replace(H, instance_type="ecs.g7.xlarge", strength=0.88),
    replace(H, instance_type="ecs.g7.xlarge", zone="cn-hangzhou-j", strength=0.66),
)
SOLD_OUT = tuple(replace(s, available=False, strength=0.0, code="OperationDenied.NoStock") for s in IN_STOCK)
SOME_OUT = (*IN_STOCK[:2], *SOLD_OUT[2:])
HOOK = LifecycleHook("ash-1", "warm-cache", "SCALE_OUT", 600, "ABANDON")
NIGHT = ScheduledTask(
    "st-1", "night-shift", launch_at=NOW.at + timedelta(minutes=12), desired=20, max_size=30
)
CRITICAL = Finding(
    "Critical", "SecurityGroupNotFound", "sg-bp1fk9dd2kf", "The security group does not exist."
)
RINGING = Alarm("al-1", "cpu-above-80", state="ALARM", metric="CpuUtilization")
IMAGE = Image("m-bp1c30n8rtd6ye2mkp7a", "web-fe-golden-20261006", "Alibaba Cloud Linux 3", ImageOwner.SELF)
DENIED = Failure(
    FailureKind.DENIED,
    "Forbidden.RAM",
    "This identity may not read alarms.",
    "Ask for the permission ess:DescribeAlarms.",
    "3F1A9C2E-5B60-4D1B-9F2B-0C8E51A7D2F4",
    "ess:DescribeAlarms",
)
BROKEN = Failure(FailureKind.UNREACHABLE, "ReadTimeout", "ESS did not answer within 10 seconds.")


def answered(state: AppState, **others: object) -> AppState:
    """Answer every question of the preflight; by the name of its type another value, Remote or Failure."""
    good: dict[type, object] = {
        DiagnosisOf: Diagnosis("d-1", NOW.at),
        Hooks: (),
        ScheduledTasks: (),
        Alarms: (),
        StockOf: IN_STOCK,
        ImageById: IMAGE,
        TemplateVersions: (),
    }
    for _round in range(3):
        # Some questions follow from the answers to others.
        assert state.wizard is not None
        looks = dict(state.looks)
        for question in preflight_questions(state, state.wizard):
            value = others.get(type(question).__name__, good[type(question)])
            looks[question] = _remote(value)
        state = replace(state, looks=looks)
    return state


def asking(state: AppState) -> AppState:
    """Have every question on its way."""
    assert state.wizard is not None
    questions: tuple[Question[object], ...] = tuple(preflight_questions(state, state.wizard))
    return replace(state, looks={q: Remote(loading=True) for q in questions})


def versions(*numbers: int, image: str = "m-bp1tpl") -> tuple[TemplateVersion, ...]:
    """Build versions of the template of the scenes, the first of them the default."""
    return tuple(
        TemplateVersion(
            TemplateId("lt-bp1fgzds4bdogu8zm"), n, n == numbers[0], "", image, (f"ecs.c{n}.large",)
        )
        for n in numbers
    )


def _remote(value: object) -> Remote[object]:
    if isinstance(value, Remote):
        return value
    if isinstance(value, Failure):
        return Remote(failure=value, misses=1)
    return Remote(value, NOW)
