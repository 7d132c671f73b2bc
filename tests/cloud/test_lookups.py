"""Questions on a bare socket: what exactly is asked, how long is waited, and what is no answer."""

from __future__ import annotations

import asyncio
import base64
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essgui.cloud.alibaba import AlibabaCloud
from essgui.cloud.endpoints import Connection, Way
from essgui.domain.catalog import ImageOwner
from essgui.domain.credentials import Secret
from essgui.domain.errors import NotFound, ScalingError, UnknownOutcome, Unreachable
from essgui.domain.questions import (
    Alarms,
    DiagnosisOf,
    Hooks,
    HookWaits,
    ImageById,
    Images,
    InstanceTypes,
    LaunchTemplates,
    Question,
    ScheduledTasks,
    StockOf,
    TemplateVersions,
)
from essgui.domain.refresh import ImageTarget, LaunchTemplateTarget
from essgui.domain.remedies import SuspendProcesses
from essgui.domain.scaling import ActivityId, GroupId, TemplateId
from tests.cloud.speaking import KEYS, REGION, Speaker, answer, run

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    Speak = Callable[[Callable[[socket.socket, str], bool | None] | bytes], Speaker]

GROUP = GroupId("asg-1")
TEMPLATE = TemplateId("lt-1")


def ask(speaker: Speaker, question: Question[Any], **options: Any) -> Any:
    return run(lambda api: api.ask(question), speaker.address, **options)


def action(request: str) -> str:
    lines = [line.partition(":") for line in request.splitlines()[1:]]
    return next(value.strip() for name, _, value in lines if name.lower() == "x-acs-action")


def asked(request: str) -> dict[str, str]:
    query = urlsplit(request.split(" ", 2)[1]).query
    return {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}


def speaking(speak: Speak, bodies: dict[str, list[dict[str, object]]]) -> Speaker:
    """Answer each operation with its bodies, one after the other; the last one again and again."""

    def say(connection: socket.socket, request: str) -> None:
        left = bodies[action(request)]
        body = left.pop(0) if len(left) > 1 else left[0]
        connection.sendall(answer({"RequestId": "R-1", **body}))

    return speak(say)


def report(status: str) -> dict[str, object]:
    return {"Reports": [{"ReportId": "dr-1", "ProcessStatus": status, "Details": []}], "TotalCount": 1}


def test_a_diagnosis_is_read_until_it_is_finished(speak: Speak) -> None:
    looks = [{"Reports": [], "TotalCount": 0}, report("processing"), report("Finished")]
    speaker = speaking(
        speak, {"CreateDiagnoseReport": [{"ReportId": "dr-1"}], "DescribeDiagnoseReports": [*looks]}
    )
    assert ask(speaker, DiagnosisOf(REGION, GROUP), wait=0.0).id == "dr-1"
    assert [action(r) for r in speaker.requests] == ["CreateDiagnoseReport", *["DescribeDiagnoseReports"] * 3]
    last = asked(speaker.requests[-1])
    assert (last["ReportIds.1"], last["ScalingGroupId"]) == ("dr-1", "asg-1")


def test_a_diagnosis_that_never_ends_is_given_up(speak: Speak) -> None:
    speaker = speaking(
        speak,
        {"CreateDiagnoseReport": [{"ReportId": "dr-1"}], "DescribeDiagnoseReports": [report("processing")]},
    )
    with pytest.raises(Unreachable, match="DiagnosisNotFinished"):
        ask(speaker, DiagnosisOf(REGION, GROUP), wait=0.0, looks=3)
    assert len(speaker.requests) == 4


@pytest.mark.parametrize("body", [{}, {"ReportId": ""}, {"ReportId": 7}])
def test_a_diagnosis_without_an_id_is_no_answer(speak: Speak, body: dict[str, object]) -> None:
    speaker = speaking(speak, {"CreateDiagnoseReport": [body]})
    with pytest.raises(Unreachable, match="without the id of the report"):
        ask(speaker, DiagnosisOf(REGION, GROUP))


def test_stock_is_asked_for_the_new_image_and_types(speak: Speak) -> None:
    versions = [
        {"VersionNumber": 2, "DefaultVersion": True, "LaunchTemplateData": {"ImageId": "m-two"}},
        {
            "VersionNumber": 3,
            "LaunchTemplateData": {"ImageId": "m-three", "InstanceType": "ecs.c7.large"},
        },
    ]
    speaker = speaking(
        speak,
        {
            "DescribeElasticStrength": [{"ResourcePools": []}],
            "DescribeLaunchTemplateVersions": [
                {"TotalCount": 2, "LaunchTemplateVersionSets": {"LaunchTemplateVersionSet": versions}}
            ],
        },
    )
    assert ask(speaker, StockOf(REGION, GROUP, ImageTarget("m-1"), ("ecs.g7.large", "ecs.g8i.large"))) == ()
    told = asked(speaker.requests[-1])
    assert (told["ScalingGroupId"], told["ImageId"]) == ("asg-1", "m-1")
    assert (told["InstanceTypes.1"], told["InstanceTypes.2"]) == ("ecs.g7.large", "ecs.g8i.large")
    for version, image, kind in (("Default", "m-two", None), ("Latest", "m-three", "ecs.c7.large")):
        ask(speaker, StockOf(REGION, GROUP, LaunchTemplateTarget(TEMPLATE, version)))
        told = asked(speaker.requests[-1])
        assert (told["ImageId"], told.get("InstanceTypes.1")) == (image, kind)


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("", {}),
        ("  ", {}),
        ("web", {"ImageName": "*web*"}),
        ("m-bp1abcdefgh0", {"ImageId": "m-bp1abcdefgh0"}),
        ("m-web", {"ImageName": "*m-web*"}),
        ("ubuntu_24.vhd", {"ImageId": "ubuntu_24.vhd"}),
        ("my old.vhd", {"ImageName": "*my old.vhd*"}),
    ],
)
def test_words_are_an_id_or_a_part_of_a_name(speak: Speak, words: str, sent: dict[str, str]) -> None:
    speaker = speaking(speak, {"DescribeImages": [{"TotalCount": 0}]})
    found = ask(speaker, Images(REGION, ImageOwner.OTHERS, words, 3))
    assert (found.items, found.total) == ((), 0)
    told = asked(speaker.requests[-1])
    assert {name: told[name] for name in ("ImageId", "ImageName") if name in told} == sent
    assert (told["PageNumber"], told["PageSize"], told["ImageOwnerAlias"]) == ("3", "50", "others")
    assert "x-acs-version: 2014-05-26" in speaker.requests[-1].lower()


def test_one_image_is_asked_for_in_any_status_and_unknown_where_it_is_not_found(speak: Speak) -> None:
    image = {"ImageId": "m-1", "Status": "Deprecated"}
    speaker = speaking(speak, {"DescribeImages": [{"Images": {"Image": [image]}, "TotalCount": 1}]})
    assert ask(speaker, ImageById(REGION, "m-1")).status == "Deprecated"
    assert "Deprecated" in asked(speaker.requests[-1])["Status"]
    refusing = speak(answer({"RequestId": "R", "Code": "InvalidImageId.NotFound"}, "404 Not Found"))
    assert ask(refusing, ImageById(REGION, "m-1")) is None


def test_tokens_are_followed_and_a_circle_is_not(speak: Speak) -> None:
    def page(name: str, token: str) -> dict[str, object]:
        return {"InstanceTypes": {"InstanceType": [{"InstanceTypeId": name}]}, "NextToken": token}

    speaker = speaking(speak, {"DescribeInstanceTypes": [page("a", "t1"), page("b", "t2"), page("c", "t1")]})
    assert [kind.id for kind in ask(speaker, InstanceTypes(REGION))] == ["a", "b", "c"]
    assert [asked(r).get("NextToken") for r in speaker.requests] == [None, "t1", "t2"]


def test_waits_come_over_all_pages(speak: Speak) -> None:
    def page(hook: str, token: str) -> dict[str, object]:
        wait = {"LifecycleHookId": hook, "LifecycleActionToken": "t", "InstanceIds": ["i-1"]}
        return {"LifecycleActions": [wait], "NextToken": token, "TotalCount": 2}

    speaker = speaking(speak, {"DescribeLifecycleActions": [page("ash-1", "more"), page("ash-2", "")]})
    found = ask(speaker, HookWaits(REGION, GROUP, ActivityId("asa-1")))
    assert [wait.hook for wait in found] == ["ash-1", "ash-2"]
    assert [asked(r).get("NextToken") for r in speaker.requests] == [None, "more"]


def test_user_data_goes_nowhere(speak: Speak, caplog: pytest.LogCaptureFixture) -> None:
    secret = base64.b64encode(b"export PASSWORD=hunter2").decode()
    entry = {"VersionNumber": 1, "LaunchTemplateData": {"UserData": secret}}
    good = {"TotalCount": 1, "LaunchTemplateVersionSets": {"LaunchTemplateVersionSet": [entry]}}
    bad = {"TotalCount": 1, "LaunchTemplateVersionSets": {"LaunchTemplateVersionSet": [entry, secret]}}
    caplog.set_level(logging.DEBUG)
    speaker = speaking(speak, {"DescribeLaunchTemplateVersions": [good, bad]})
    (found,) = ask(speaker, TemplateVersions(REGION, TEMPLATE))
    assert len(found.user_data_hash) == 12
    with pytest.raises(Unreachable) as caught:
        ask(speaker, TemplateVersions(REGION, TEMPLATE))
    chain: BaseException | None = caught.value
    shown = [repr(found), caplog.text]
    while chain is not None:
        shown.append(f"{chain!r} {vars(chain)}")
        chain = chain.__cause__ or chain.__context__
    for words in shown:
        assert secret not in words
        assert "hunter2" not in words


def test_for_a_real_account_each_question_goes_to_the_host_of_its_product(speak: Speak) -> None:
    proxy = speak(lambda _connection, _request: False)
    real = Connection(REGION, KEYS, way=Way(Secret(f"http://{proxy.address}")))

    async def both() -> None:
        api = AlibabaCloud(real)
        try:
            for question in (Images(REGION), Hooks(REGION, GROUP)):
                with pytest.raises(Unreachable):
                    await api.ask(question)
        finally:
            await api.close()

    asyncio.run(both())
    hosts = [request.split(" ")[1] for request in proxy.requests]
    assert hosts == ["ecs.cn-hangzhou.aliyuncs.com:443", "ess.aliyuncs.com:443"]


QUESTIONS: list[Question[Any]] = [
    Images(REGION),
    LaunchTemplates(REGION),
    TemplateVersions(REGION, TEMPLATE),
    InstanceTypes(REGION),
    Hooks(REGION, GROUP),
    HookWaits(REGION, GROUP, ActivityId("asa-1")),
    StockOf(REGION, GROUP, ImageTarget("m-1")),
]
DIAGNOSIS = DiagnosisOf(REGION, GROUP)
NO_ANSWERS: list[object] = [
    None,
    [],
    {},
    {"RequestId": "R"},
    {"Images": {"Image": []}, "TotalCount": 0},
    {"RequestId": "R", "Code": "Whatever", "TotalCount": 0},
    {"RequestId": "R", "Images": [], "InstanceTypes": [], "LaunchTemplateSets": []},
    {"RequestId": "R", "Images": {"Image": [1]}, "LifecycleHooks": [None], "LifecycleActions": "x"},
    {"RequestId": "R", "LaunchTemplateVersionSets": {"LaunchTemplateVersionSet": {}}, "ResourcePools": {}},
]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)
FIELDS: dict[str, tuple[str, ...]] = {
    "Images.Image": ("ImageId", "ImageName", "Size", "CreationTime", "ImageOwnerAlias"),
    "LaunchTemplateSets.LaunchTemplateSet": ("LaunchTemplateId", "LatestVersionNumber", "ModifiedTime"),
    "LaunchTemplateVersionSets.LaunchTemplateVersionSet": ("VersionNumber", "LaunchTemplateData"),
    "InstanceTypes.InstanceType": ("InstanceTypeId", "CpuCoreCount", "MemorySize"),
    "LifecycleHooks": ("LifecycleHookId", "HeartbeatTimeout", "LifecycleHookStatus"),
    "LifecycleActions": ("LifecycleHookId", "LifecycleActionToken", "InstanceIds"),
    "ScheduledTasks": ("ScheduledTaskId", "LaunchTime", "DesiredCapacity", "TaskEnabled"),
    "AlarmList": ("AlarmTaskId", "Expressions", "HybridMetrics", "Dimensions", "MetricName"),
    "ResourcePools": ("InstanceType", "Strength", "VSwitchIds", "InventoryHealth"),
    "Reports": ("ReportId", "ProcessStatus", "Details", "CreationTime"),
}


@st.composite
def hostile_bodies(draw: st.DrawFn) -> dict[str, Any]:
    """Make an answer whose lists are of objects, and whose every field is anything that JSON can say."""
    body: dict[str, Any] = {"RequestId": "R", "ReportId": "dr-1"}
    body |= draw(st.fixed_dictionaries({}, optional={"TotalCount": JSON, "NextToken": JSON}))
    for path, names in FIELDS.items():
        # The first one is the id, and mostly a good one: an entry without it is left out at once.
        fields = dict.fromkeys(names[1:], JSON)
        entry = st.fixed_dictionaries({names[0]: st.just("1") | JSON}, optional=fields)
        entries: Any = draw(st.lists(entry, max_size=2))
        outer, _, inner = path.partition(".")
        body[outer] = {inner: entries} if inner else entries
    return body


@settings(max_examples=30, deadline=None)
@given(hostile_bodies())
def test_a_hostile_answer_is_an_answer_or_an_error_of_the_domain(body: dict[str, Any]) -> None:
    words = answer(body)
    speaker = Speaker(lambda connection, _request: connection.sendall(words))

    async def all_of_them(api: AlibabaCloud) -> None:
        for question in (*QUESTIONS, Alarms(REGION, GROUP), ScheduledTasks(REGION, GROUP), DIAGNOSIS):
            try:
                await api.ask(question)
            except ScalingError as error:
                told.append(error.sentence)

    told: list[str] = []
    try:
        run(all_of_them, speaker.address, wait=0.0, looks=2)
    finally:
        speaker.close()
    # What a reader of ours does not take would be told as this.
    assert not [sentence for sentence in told if "cannot be read" in sentence]


@pytest.mark.parametrize("body", NO_ANSWERS)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: type(question).__name__)
def test_what_is_no_list_is_no_answer(speak: Speak, question: Question[Any], body: object) -> None:
    with pytest.raises(ScalingError) as caught:
        ask(speak(answer(body)), question)
    assert not isinstance(caught.value, NotFound)


def test_a_change_that_claims_success_and_a_code_is_of_unknown_outcome(speak: Speak) -> None:
    speaker = speak(answer({"RequestId": "R", "Code": "Whatever"}))
    remedy = SuspendProcesses(REGION, GROUP, ("ScaleIn",))
    with pytest.raises(UnknownOutcome):
        run(lambda api: api.remedy(remedy), speaker.address)
    assert len(speaker.requests) == 1


def test_a_change_on_a_dead_connection_is_sent_once(speak: Speak) -> None:
    heard: list[str] = []

    def say(connection: socket.socket, request: str) -> bool:
        heard.append(action(request))
        if heard[-1] != "DescribeLaunchTemplates":
            return False
        connection.sendall(answer({"RequestId": "R", "TotalCount": 0}))
        return True

    async def both(api: Any) -> None:
        await api.ask(LaunchTemplates(REGION))
        await api.remedy(SuspendProcesses(REGION, GROUP, ("ScaleIn",)))

    with pytest.raises(UnknownOutcome):
        run(both, speak(say).address)
    assert heard == ["DescribeLaunchTemplates", "SuspendProcesses"]
