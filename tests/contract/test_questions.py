"""Each question through SDK and HTTP to the simulator: its answer, and each way in which it gets none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from essgui.domain.catalog import ImageOwner
from essgui.domain.errors import Denied, NotFound, Refused, ScalingError, Throttled, Unreachable
from essgui.domain.questions import (
    IMAGES_A_PAGE,
    Alarms,
    DiagnosisOf,
    Hooks,
    HookWaits,
    ImageById,
    Images,
    InstanceTypes,
    LaunchTemplates,
    PastActivities,
    Question,
    ScheduledTasks,
    StockOf,
    TemplateVersions,
)
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import ActivityId, ConfigurationId, GroupId, RegionId, TemplateId
from essgui.simulator import scenarios
from essgui.simulator.world import Hook, Task, TemplateVersion
from tests.contract.conftest import asked
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from essgui.domain.refresh import Target

R = RegionId("cn-hangzhou")
NOBODY = GroupId("asg-none")
HOOK = Hook("ash-1", "warm-cache", "SCALE_OUT", timeout=3600, result="ABANDON")


def ask(sim: RunningSimulator, question: Question[Any], **options: Any) -> Any:
    return asked(sim, lambda api: api.ask(question), **options)


def template_of(sim: RunningSimulator, name: str = "platform-base") -> TemplateId:
    found = sim.world.templates.values()
    return next(t.id for t in found if t.name == name and t.region == R)


def every(sim: RunningSimulator) -> dict[str, Question[Any]]:
    """Return a question for each operation that answers one."""
    web = sim.group("web").id
    return {
        "DescribeImages": Images(R),
        "DescribeLaunchTemplates": LaunchTemplates(R),
        "DescribeLaunchTemplateVersions": TemplateVersions(R, template_of(sim)),
        "DescribeInstanceTypes": InstanceTypes(R),
        "DescribeLifecycleHooks": Hooks(R, web),
        "DescribeLifecycleActions": HookWaits(R, web, waiting(sim)),
        "DescribeScheduledTasks": ScheduledTasks(R, web),
        "DescribeAlarms": Alarms(R, web),
        "DescribeElasticStrength": StockOf(R, web, ActiveConfiguration()),
        "CreateDiagnoseReport": DiagnosisOf(R, web),
        "DescribeDiagnoseReports": DiagnosisOf(R, web),
        "DescribeScalingActivities": PastActivities(R, web),
    }


OPERATIONS = (
    "DescribeImages",
    "DescribeLaunchTemplates",
    "DescribeLaunchTemplateVersions",
    "DescribeInstanceTypes",
    "DescribeLifecycleHooks",
    "DescribeLifecycleActions",
    "DescribeScheduledTasks",
    "DescribeAlarms",
    "DescribeElasticStrength",
    "CreateDiagnoseReport",
    "DescribeDiagnoseReports",
    "DescribeScalingActivities",
)


def waiting(sim: RunningSimulator) -> ActivityId:
    """Have a hook of web hold the first instances of a refresh; return their activity."""
    sim.change_group("web", hooks=(HOOK,))
    web = sim.group("web")
    asked(sim, lambda api: api.start(RefreshSpec(R, web.id, skip_matching=False), "token-w"))
    sim.advance(300)
    held = next(m for m in sim.group("web").members.values() if m.hook)
    assert held.activity is not None
    return held.activity


def test_images_of_all_owners_and_of_one(sim: RunningSimulator) -> None:
    found = ask(sim, Images(R))
    here = [i for i in sim.world.images if not i.regions or R in i.regions]
    assert found.total == len(here) > len(found.items) == IMAGES_A_PAGE
    system = ask(sim, Images(R, ImageOwner.SYSTEM))
    assert {image.owner for image in system.items} == {ImageOwner.SYSTEM}
    assert system.total == len(system.items) > 0
    named = ask(sim, Images(R, ImageOwner.SYSTEM, "ubuntu 24.04 64 bit")).items
    ubuntu = next(image for image in named if image.architecture == "x86_64")
    assert (ubuntu.name, ubuntu.system, ubuntu.size) == ("Ubuntu 24.04 64 bit", "Ubuntu 24.04", 20)
    assert (ubuntu.architecture, ubuntu.status) == ("x86_64", "Available")
    assert ubuntu.family == "acs:ubuntu_24_04_x64"
    assert ubuntu.created_at == datetime(2026, 9, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("shop-web 2026.11", {"shop-web 2026.11.5", "shop-web 2026.11.12", "shop-web 2026.11.20"}),
        (" m-bp1base2026q4eeeeee5 ", {"base 2026 Q4"}),
        ("debian_12_9_x64_20G_alibase_20260903.vhd", {"Debian 12.9 64 bit"}),
        ("m-bp1nobodyhasthis", set()),
        ("nothing has this name", set()),
    ],
)
def test_images_by_a_part_of_the_name_or_by_id(sim: RunningSimulator, words: str, names: set[str]) -> None:
    found = ask(sim, Images(R, text=words))
    assert {image.name for image in found.items} == names
    assert found.total == len(names)


def test_a_page_of_images_and_one_after_the_last(sim: RunningSimulator) -> None:
    image = sim.world.images[0]
    many = tuple(replace(image, id=f"m-bp1many{n:012}", name=f"many {n}") for n in range(120))
    world = replace(scenarios.build("small", datetime.now(UTC).replace(microsecond=0)), images=many)
    with RunningSimulator(world=world, manual_clock=True) as full:
        pages = [ask(full, Images(R, page=n)) for n in (1, 2, 3, 4)]
    assert [len(page.items) for page in pages] == [50, 50, 20, 0]
    assert {page.total for page in pages} == {120}


def test_one_image_and_none(sim: RunningSimulator) -> None:
    known = sim.world.images[0]
    assert ask(sim, ImageById(R, known.id)).name == known.name
    assert ask(sim, ImageById(R, "m-bp1nobodyhasthis")) is None
    sim.add_fault("deny", operation="DescribeImages")
    with pytest.raises(Denied):
        ask(sim, ImageById(R, known.id))


def test_templates_and_their_versions_newest_first(sim: RunningSimulator) -> None:
    found = ask(sim, LaunchTemplates(R))
    there = {t.name: t for t in sim.world.templates.values() if t.region == R}
    assert {t.name: (t.default_version, t.latest_version) for t in found} == {
        name: (t.default, t.versions[-1].number) for name, t in there.items()
    }
    platform = next(t for t in found if t.name == "platform-base")
    assert platform.modified_at is not None
    versions = ask(sim, TemplateVersions(R, platform.id))
    numbers = [v.number for v in there["platform-base"].versions]
    assert [(v.number, v.default) for v in versions] == [
        (n, n == platform.default_version) for n in reversed(numbers)
    ]
    newest = versions[0]
    assert (newest.image, newest.instance_types) == ("m-bp1base2026q4eeeeee5", ("ecs.g7.large",))
    assert (newest.system_disk, newest.description) == ("cloud_essd 40 GiB", "base 2026 Q4")
    assert newest.template == platform.id
    with pytest.raises(NotFound, match="launch template"):
        ask(sim, TemplateVersions(R, TemplateId("lt-none")))


def test_long_lists_come_whole_over_all_pages() -> None:
    world = scenarios.build("small", datetime.now(UTC).replace(microsecond=0))
    first = next(t for t in world.templates.values() if t.region == R)
    versions = tuple(TemplateVersion(n, "m-bp1", "ecs.g7.large") for n in range(1, 131))
    templates = {
        TemplateId(f"lt-{n}"): replace(first, id=TemplateId(f"lt-{n}"), versions=versions) for n in range(120)
    }
    kind = world.types[0]
    types = tuple(replace(kind, id=f"ecs.many.{n}large") for n in range(1_201))
    with RunningSimulator(world=replace(world, templates=templates, types=types), manual_clock=True) as sim:
        tasks = tuple(Task(f"task-{n}", f"task {n}", when="2026-12-01T03:00Z") for n in range(60))
        hooks = tuple(replace(HOOK, id=f"ash-{n}", name=f"hook {n}") for n in range(61))
        sim.change_group("web", scheduled=tasks, alarms=tasks, hooks=hooks)
        web = sim.group("web").id
        assert {t.id for t in ask(sim, LaunchTemplates(R))} == set(templates)
        found = ask(sim, TemplateVersions(R, TemplateId("lt-7")))
        assert [v.number for v in found] == list(range(130, 0, -1))
        assert {t.id for t in ask(sim, InstanceTypes(R))} == {t.id for t in types}
        assert {t.id for t in ask(sim, ScheduledTasks(R, web))} == {t.id for t in tasks}
        assert {a.id for a in ask(sim, Alarms(R, web))} == {t.id for t in tasks}
        assert {h.id for h in ask(sim, Hooks(R, web))} == {h.id for h in hooks}


def test_instance_types(sim: RunningSimulator) -> None:
    found = {kind.id: kind for kind in ask(sim, InstanceTypes(R))}
    assert set(found) == {kind.id for kind in sim.world.types}
    arm = found["ecs.g8y.large"]
    assert (arm.family, arm.cpu, arm.memory, arm.architecture) == ("ecs.g8y", 2, 8.0, "ARM")


def test_hooks_and_what_they_hold(sim: RunningSimulator) -> None:
    activity = waiting(sim)
    web = sim.group("web")
    (hook,) = ask(sim, Hooks(R, web.id))
    assert (hook.id, hook.name, hook.transition) == ("ash-1", "warm-cache", "SCALE_OUT")
    assert (hook.timeout, hook.result, hook.enabled) == (3600, "ABANDON", True)
    held = {m.hook_token: m for m in web.members.values() if m.hook}
    waits = ask(sim, HookWaits(R, web.id, activity))
    assert {wait.token for wait in waits} == set(held)
    for wait in waits:
        assert (wait.hook, wait.status, wait.instances) == ("ash-1", "Pending", (held[wait.token].id,))


def test_scheduled_tasks_and_alarms(sim: RunningSimulator) -> None:
    task = Task("task-1", "night shift", when="2026-12-01T03:00Z", threshold=4, repeats=("Daily", "1"))
    alarm = Task("alarm-1", "busy", enabled=False, when="CpuUtilization", threshold=80)
    sim.change_group("web", scheduled=(task,), alarms=(alarm,))
    web = sim.group("web").id
    (found,) = ask(sim, ScheduledTasks(R, web))
    assert (found.id, found.name, found.enabled, found.desired) == ("task-1", "night shift", True, 4)
    assert found.launch_at == datetime(2026, 12, 1, 3, tzinfo=UTC)
    assert (found.recurrence, found.recurrence_value) == ("Daily", "1")
    (busy,) = ask(sim, Alarms(R, web))
    assert (busy.id, busy.name, busy.enabled) == ("alarm-1", "busy", False)
    assert (busy.state, busy.metric) == ("OK", "CpuUtilization")


def stocked(sim: RunningSimulator, name: str, target: Target, types: tuple[str, ...] = ()) -> set[str]:
    """Return the types whose stock was told; each of them in each zone of the group."""
    group = sim.group(name)
    found = ask(sim, StockOf(group.region, group.id, target, types))
    told = {(stock.instance_type, stock.zone) for stock in found}
    kinds = {stock.instance_type for stock in found}
    assert told == {(kind, zone) for kind in kinds for zone in group.zones}
    assert {stock.vswitch for stock in found} == set(group.vswitches)
    assert all(stock.available and stock.rating == "Strong" and stock.strength for stock in found)
    return kinds


def test_stock_is_told_for_what_the_target_would_launch(sim: RunningSimulator) -> None:
    web = sim.group("web")
    other = next(c for c in web.configurations.values() if c.id != web.active_configuration)
    big = replace(other, instance_types=("ecs.c8i.xlarge",))
    sim.change_group("web", configurations={**web.configurations, big.id: big})
    active = set(web.configurations[web.active_configuration].instance_types)  # type: ignore[index] - has one
    assert active == {"ecs.g7.large"}
    assert stocked(sim, "web", ActiveConfiguration()) == active
    assert stocked(sim, "web", ImageTarget("m-bp1base2026q4eeeeee5")) == active
    assert stocked(sim, "web", ScalingConfigurationTarget(big.id)) == {"ecs.c8i.xlarge"}
    assert stocked(sim, "web", ActiveConfiguration(), ("ecs.c7.large",)) == {"ecs.c7.large"}
    template = template_of(sim, "worker-base")
    for version in ("1", "Default", "Latest"):
        assert stocked(sim, "web", LaunchTemplateTarget(template, version)) == {"ecs.c7.xlarge"}
    chosen = LaunchTemplateTarget(template, "1", ("ecs.g8i.large", "ecs.g7.large"))
    assert stocked(sim, "web", chosen) == {"ecs.g8i.large", "ecs.g7.large"}
    assert stocked(sim, "media", ContainersTarget(())) == {"eci"}


def test_a_target_that_does_not_exist_has_no_stock(sim: RunningSimulator) -> None:
    web, template = sim.group("web"), template_of(sim)
    for target, words in (
        (ScalingConfigurationTarget(ConfigurationId("asc-none")), "asc-none does not exist"),
        (LaunchTemplateTarget(template, "99"), "has no version 99"),
        (LaunchTemplateTarget(TemplateId("lt-none"), "1"), "launch template"),
    ):
        with pytest.raises(NotFound, match=words):
            ask(sim, StockOf(R, web.id, target))


def test_without_the_right_to_read_templates_the_chosen_types_still_have_stock(sim: RunningSimulator) -> None:
    sim.add_fault("deny", operation="DescribeLaunchTemplateVersions")
    template = template_of(sim)
    assert stocked(sim, "web", LaunchTemplateTarget(template, "1"), ("ecs.r7.large",)) == {"ecs.r7.large"}
    with pytest.raises(Denied) as caught:
        stocked(sim, "web", LaunchTemplateTarget(template, "1"))
    assert caught.value.action == "ecs:DescribeLaunchTemplateVersions"


def test_missing_stock_is_told_and_diagnosed(sim: RunningSimulator) -> None:
    web = sim.group("web")
    sim.add_fault("out-of-stock")
    found = ask(sim, StockOf(R, web.id, ActiveConfiguration()))
    assert {(s.available, s.strength, s.rating, s.code) for s in found} == {(False, 0.0, "Weak", "NoStock")}
    assert all(stock.message for stock in found)
    first, *others = ask(sim, DiagnosisOf(R, web.id)).findings
    assert (first.level, first.code, first.kind) == ("Critical", "ElasticStrengthAlert", "ElasticStrength")
    assert (first.resource, first.sentence) == (
        web.id,
        "The stock of the configured instance types is low.",
    )
    assert {finding.level for finding in others} == {"Normal"}


def test_a_diagnosis_is_new_each_time_and_tells_when_it_was_made(sim: RunningSimulator) -> None:
    web = sim.group("web").id
    first, second = (ask(sim, DiagnosisOf(R, web)) for _ in range(2))
    assert first.id != second.id
    assert first.made_at == sim.now
    assert all(finding.code == "" and finding.sentence for finding in first.findings)
    assert set(sim.world.reports) == {first.id, second.id}


def test_past_activities(sim: RunningSimulator) -> None:
    activity = waiting(sim)
    assert activity in {found.id for found in ask(sim, PastActivities(R, sim.group("web").id))}


@pytest.mark.parametrize(
    "question",
    [
        Hooks(R, NOBODY),
        HookWaits(R, NOBODY, ActivityId("asa-none")),
        ScheduledTasks(R, NOBODY),
        Alarms(R, NOBODY),
        StockOf(R, NOBODY, ActiveConfiguration()),
        DiagnosisOf(R, NOBODY),
        PastActivities(R, NOBODY),
    ],
)
def test_of_a_group_that_does_not_exist(sim: RunningSimulator, question: Question[Any]) -> None:
    with pytest.raises(NotFound) as caught:
        ask(sim, question)
    assert caught.value.request_id


@pytest.mark.parametrize("operation", OPERATIONS)
def test_who_is_denied_learns_which_permission_is_missing(sim: RunningSimulator, operation: str) -> None:
    question = every(sim)[operation]
    sim.add_fault("deny", operation=operation)
    with pytest.raises(Denied) as caught:
        ask(sim, question)
    ours = ("DescribeImages", "DescribeLaunchT", "DescribeInstanceT")
    product = "ecs" if operation.startswith(ours) else "ess"
    assert caught.value.action == f"{product}:{operation}"
    assert caught.value.action in caught.value.sentence


def test_a_reader_may_ask_everything_but_for_a_new_diagnosis(sim: RunningSimulator) -> None:
    for operation, question in every(sim).items():
        if isinstance(question, DiagnosisOf):
            with pytest.raises(Denied) as caught:
                ask(sim, question, user="reader")
            assert caught.value.action == "ess:CreateDiagnoseReport"
        else:
            assert ask(sim, question, user="reader") is not None, operation


FAULTS: dict[str, type[ScalingError]] = {
    "throttle": Throttled,
    "500": Unreachable,
    "503-html": Unreachable,
    "null": Unreachable,
    "empty": Unreachable,
    "wrong-types": Unreachable,
    "half": Unreachable,
    "reset": Unreachable,
    "redirect": Unreachable,
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_fault_is_one_clear_error(sim: RunningSimulator, operation: str) -> None:
    question = every(sim)[operation]
    for fault, kind in FAULTS.items():
        sim.add_fault(fault, operation=operation, amount=1.0)
        with pytest.raises(ScalingError) as caught:
            ask(sim, question)
        assert type(caught.value) is kind, fault
        assert caught.value.sentence.endswith(".")
        assert caught.value.hint
        sim.clear_faults()
    ask(sim, question)


def test_a_dead_connection_is_tried_once_more(sim: RunningSimulator) -> None:
    async def twice(api: Any) -> object:
        before = await api.ask(LaunchTemplates(R))
        sim.stop()
        sim.start()
        assert await api.ask(LaunchTemplates(R)) == before
        return before

    assert asked(sim, twice)


def test_what_is_no_region_is_refused_before_anything_is_sent(sim: RunningSimulator) -> None:
    with pytest.raises(Refused, match="not the name of a region"):
        ask(sim, Images(RegionId("evil.example/#")))


def test_a_question_of_another_kind_is_a_defect(sim: RunningSimulator) -> None:
    with pytest.raises(NotImplementedError, match="Question"):
        ask(sim, Question(R))
