"""Believable fleets for the tests of the page and for its pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.failure import Failure, FailureKind
from essgui.core.state import Detail, Discovery, Fleet, Pause, Remote, Segment, Survey
from essgui.domain.ages import Ages, untold
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import PastActivities
from essgui.domain.refresh import RefreshTask, ScalingConfigurationTarget
from essgui.domain.scaling import (
    Activity,
    ActivityId,
    Capacity,
    ConfigurationId,
    Container,
    GroupId,
    GroupType,
    InstanceId,
    RegionId,
    ScalingConfiguration,
    ScalingGroup,
    TaskId,
    TemplateId,
)
from tests.support.states import HANGZHOU, NOW, SHANGHAI, make_instances, make_state

if TYPE_CHECKING:
    from essgui.core.state import AppState

SINGAPORE = RegionId("ap-southeast-1")
_S = RefreshStatus


def group(
    name: str,
    region: RegionId,
    sizes: tuple[int, int, int, int],
    source: str,
    key: str,
    **changes: object,
) -> ScalingGroup:
    in_service, least, desired, most = sizes
    template = source.startswith("lt-")
    made = ScalingGroup(
        GroupId(f"asg-{key}"),
        name,
        region,
        capacity=Capacity(in_service, in_service, min_size=least, max_size=most, desired=desired),
        active_configuration=None if template else ConfigurationId(source),
        launch_template=TemplateId(source.split()[0]) if template else None,
        launch_template_version=source.split()[1] if template else None,
        created_at=NOW.at - timedelta(days=200),
    )
    return replace(made, **changes)


def task(
    of: ScalingGroup,
    status: RefreshStatus | str,
    counts: tuple[int, int],
    began: timedelta,
    took: timedelta | None = None,
    **changes: object,
) -> RefreshTask:
    started = NOW.at - began
    made = RefreshTask(
        TaskId(f"ir-{of.id[4:]}{int(began.total_seconds())}"),
        of.id,
        of.region,
        status,
        total=counts[1],
        finished=counts[0],
        target=ScalingConfigurationTarget(ConfigurationId("asc-bp1next")),
        started_at=started,
        ended_at=started + took if took is not None else None,
    )
    return replace(made, **changes)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


WEB = group("web-frontend-prod", HANGZHOU, (40, 20, 40, 80), "asc-bp1web202610a7k2", "bp18p2yfxow2dloqw5r7")
CHECKOUT = group(
    "checkout-api-prod", HANGZHOU, (40, 24, 42, 60), "lt-bp1checkout0k2 7", "bp1d84k0zq7m3ntwe9x1"
)
SEARCH = group("search-api-prod", SHANGHAI, (24, 12, 24, 36), "asc-uf6searchg8i0918", "uf6c1r9evh20y5kaq8z3")
BATCH = group(
    "batch-worker-eci",
    SHANGHAI,
    (14, 4, 14, 40),
    "asc-uf6batchecir42",
    "uf6h3b7w0pqn8xdjm2v6",
    type=GroupType.ECI,
)
LEDGER = group("payments-ledger", SINGAPORE, (16, 12, 16, 24), "lt-t4nledger77q 12", "t4nfx29s1kc6uyvo3b8e")
RESIZER = group(
    "image-resizer",
    SHANGHAI,
    (18, 6, 18, 40),
    "asc-uf6b2x7qk1wd0vm5",
    "uf6q5t0m2jr4zwea1bd9",
    tags={"team": "media", "tier": "batch"},
)
MEDIA = group(
    "media-transcode",
    SHANGHAI,
    (19, 8, 20, 48),
    "asc-uf6transcodegn7i",
    "uf62yv8ls9bd1hxgk4c0",
    multi_az_policy="BALANCE",
)
PUSH = group(
    "notify-push-eci",
    HANGZHOU,
    (8, 2, 8, 20),
    "asc-bp1pushecir17",
    "bp1w6e3gk0cz9rfmt5a2",
    type=GroupType.ECI,
)
CART = group("cart-session-prod", HANGZHOU, (12, 6, 12, 24), "lt-bp1cart31aa 31", "bp1n0a5yh7tx2vqsw8d4")
GEO = group(
    "geo-cache",
    SINGAPORE,
    (10, 4, 10, 16),
    "asc-t4ngeor7stop",
    "t4n8m6dzp3uw0lkbq7r1",
    scaling_policy="recycle",
)
LOGIN = group("login-gateway-prod", HANGZHOU, (6, 6, 6, 12), "lt-bp1login9z Latest", "bp1k9c4rjx8o6yehv3f5")
RISK = group(
    "risk-scoring", HANGZHOU, (32, 16, 32, 64), "lt-bp1risk4k 4", "bp1t2f0wnm5g7zdac9q6", weighted=True
)
ADS = group(
    "ads-ranker-spot",
    SINGAPORE,
    (0, 0, 20, 40),
    "asc-t4nrankerspot03",
    "t4n1q7kxe0hv9bcul2s8",
    system_suspended=True,
)
ALL = (WEB, CHECKOUT, SEARCH, BATCH, LEDGER, RESIZER, MEDIA, PUSH, CART, GEO, LOGIN, RISK, ADS)

WEB_TASK = task(WEB, _S.CHECKPOINT_PAUSE, (20, 40), hours(2), checkpoints=(50, 100), pause_minutes=60)
CHECKOUT_TASK = task(CHECKOUT, _S.IN_PROGRESS, (18, 40), hours(0.85))
SEARCH_TASK = task(SEARCH, _S.IN_PROGRESS, (6, 24), hours(0.2))
BATCH_TASK = task(BATCH, _S.ROLLBACK_IN_PROGRESS, (5, 14), hours(0.55))
LEDGER_TASK = task(
    LEDGER,
    _S.FAILED,
    (7, 16),
    hours(3),
    hours(0.4),
    detail="3 instances did not become healthy within 600 s.",
)
PAST = (
    task(RESIZER, _S.SUCCESSFUL, (18, 18), hours(24 * 12), timedelta(minutes=24)),
    task(RESIZER, _S.CANCELLED, (4, 18), hours(24 * 21), timedelta(minutes=9)),
    task(RESIZER, _S.SUCCESSFUL, (18, 18), hours(24 * 101), timedelta(minutes=31)),
    task(RESIZER, _S.ROLLBACK_SUCCESSFUL, (18, 18), hours(24 * 340), timedelta(minutes=95)),
    task(MEDIA, _S.ROLLBACK_SUCCESSFUL, (20, 20), hours(24 * 31), hours(1)),
    task(PUSH, _S.SUCCESSFUL, (8, 8), hours(50), timedelta(minutes=20)),
    task(CART, _S.SUCCESSFUL, (12, 12), hours(60), timedelta(minutes=20)),
    task(LOGIN, _S.CANCELLED, (2, 6), hours(24 * 9), timedelta(minutes=5)),
    task(ADS, _S.SUCCESSFUL, (20, 20), hours(24 * 44), timedelta(minutes=5)),
)
TASKS = (WEB_TASK, CHECKOUT_TASK, SEARCH_TASK, BATCH_TASK, LEDGER_TASK, *PAST)

DENIED = Failure(
    FailureKind.DENIED,
    "Forbidden.RAM",
    "This identity may not list scaling groups here.",
    "Ask an administrator for the permission ess:DescribeScalingGroups.",
    "9C1D7A2E-6B0F-5E1C-8F44-21A0C6D3B7F9",
    "ess:DescribeScalingGroups",
)
OFFLINE = Failure(
    FailureKind.UNREACHABLE,
    "ConnectTimeout",
    "ESS did not answer within 10 seconds.",
    "Check the network, a VPN or the proxy. Refreshes go on in the cloud.",
)
BAD_KEY = Failure(
    FailureKind.CREDENTIALS,
    "InvalidAccessKeyId.NotFound",
    "Alibaba Cloud does not know this AccessKey ID.",
    "It may have been deleted or disabled. Choose another profile, or make a new key in the RAM console.",
    "3F0B1C77-98E2-5A4D-B1C0-7D5E2A9F4C31",
)


def believable() -> AppState:
    """A fleet much like that of the design: one of everything."""
    state = make_state(ALL, TASKS)
    return replace(
        state,
        chosen=(HANGZHOU, SHANGHAI, SINGAPORE),
        pauses={WEB_TASK.id: Pause(NOW.at - timedelta(minutes=47, seconds=20), exact=True)},
        discovery=Discovery(looked={g.id: NOW.mono - 3 for g in ALL}),
        survey=Survey(facts={g.id: _ages(g, n) for n, g in enumerate(ALL) if g.capacity.total}),
    )


def foretold() -> AppState:
    """The past of two of the groups at work is known, so that their ends are; the third one goes back."""
    state = believable()
    looks = {
        PastActivities(of.region, of.id): Remote(_launches(minutes), NOW)
        for of, minutes in ((CHECKOUT, 4), (SEARCH, 3))
    }
    return replace(state, looks=looks)


def _launches(minutes: float) -> tuple[Activity, ...]:
    """Return launches and releases of the last week, each of which took so many minutes or a little more."""
    made: list[Activity] = []
    for number in range(8):
        began = NOW.at - timedelta(days=7) + timedelta(hours=number)
        those = (InstanceId(f"i-bp1past{number}"),)
        made.append(
            Activity(
                ActivityId(f"asa-bp1past{number}"),
                "Successful",
                started_at=began,
                ended_at=began + timedelta(minutes=minutes, seconds=10 * number),
                created=those if number % 2 else (),
                destroyed=() if number % 2 else those,
            )
        )
    return tuple(made)


def _ages(group: ScalingGroup, number: int) -> Ages:
    """Every third group has drifted; of a moving version drift is not known."""
    total = group.capacity.in_service
    why = untold(group, (), ())
    off = None if why else (0, 3, total)[number % 3]
    over = next((t.id for t in TASKS if t.group == group.id and t.over), None)
    return Ages(total, off, NOW.at - timedelta(days=number * number + 1, hours=5), why, over)


def with_drawer(state: AppState, selected: ScalingGroup = RESIZER) -> AppState:
    """The same with a group in the drawer and everything of it read."""
    active = ConfigurationId(selected.active_configuration or "asc-none")
    zones = (f"{selected.region}-b", f"{selected.region}-g")
    made = make_instances(18, configuration=active)
    instances = tuple(
        replace(
            i,
            zone=zones[n % 2],
            configuration=active if n < 12 else ConfigurationId("asc-uf6old0000000001"),
            created_at=NOW.at - timedelta(days=11 if n == 17 else 2),
        )
        for n, i in enumerate(made)
    )
    instances = (*instances, replace(instances[0], id=made[0].id + "p", state="Protected"))
    eci = selected.type is GroupType.ECI
    configuration = ScalingConfiguration(
        active,
        f"{selected.name}-2026-11",
        selected.id,
        selected.type,
        active=True,
        image="" if eci else "m-uf6gq30zr8cy5tlh",
        image_name="" if eci else "13 Nov",
        instance_types=() if eci else ("ecs.c8i.xlarge", "ecs.c7.xlarge"),
        cpu=2,
        memory=4,
        containers=(Container("app", "registry.example/app:42"),) if eci else (),
    )
    detail = Detail(Remote(instances, NOW), Remote((configuration,), NOW))
    return replace(
        state,
        fleet=replace(state.fleet, selected=selected.id),
        details={**state.details, selected.id: detail},
    )


def loading() -> AppState:
    """Nothing was read yet."""
    chosen = (HANGZHOU, SHANGHAI)
    return replace(make_state(chosen=chosen), groups={r: Remote(loading=True) for r in chosen})


def half_loaded() -> AppState:
    """One region is there, the others are being read, and refreshes are being looked for."""
    state = believable()
    shown = [g for g in ALL if g.region == HANGZHOU]
    return replace(
        state,
        groups={**state.groups, SHANGHAI: Remote(loading=True), SINGAPORE: Remote(loading=True)},
        history={WEB.id: (WEB_TASK.id,)},
        discovery=Discovery(
            queue=tuple(g.id for g in shown[2:]),
            failed={CHECKOUT.id: OFFLINE},
        ),
    )


def failing() -> AppState:
    """One region is denied, another has been away for a while."""
    state = believable()
    away = replace(
        state.groups[SINGAPORE],
        seen=replace(NOW, mono=NOW.mono - 260),
        failure=OFFLINE,
        misses=4,
        retry_at=NOW.mono + 12,
    )
    denied = Remote(None, None, loading=False, failure=DENIED, misses=1, retry_at=NOW.mono + 40)
    return replace(state, groups={**state.groups, SHANGHAI: denied, SINGAPORE: away})


def no_key() -> AppState:
    """The key is wrong everywhere."""
    bad = Remote(None, None, failure=BAD_KEY, misses=2, retry_at=NOW.mono + 9)
    state = make_state(chosen=(HANGZHOU, SHANGHAI))
    return replace(state, groups={HANGZHOU: bad, SHANGHAI: bad}, regions=Remote(failure=BAD_KEY, misses=2))


def empty() -> AppState:
    """The regions have no groups."""
    return make_state()


def no_match() -> AppState:
    """A filter that nothing passes."""
    return replace(believable(), fleet=Fleet("nonsense", Segment.FAILED))


def long_names() -> AppState:
    """Names and ids longer than anybody wants, and Chinese ones; a status from the future."""
    state = believable()
    names = {
        WEB.id: "订单-前端服务集群（华东1）生产环境-自动伸缩组",
        CHECKOUT.id: "a-scaling-group-whose-name-has-exactly-sixty-four-characters-0064",
        RESIZER.id: "图片处理与缩略图生成服务-伸缩组-生产环境-上海可用区B与G-长名称测试",
    }
    groups = {
        region: replace(
            remote, value=tuple(replace(g, name=names.get(g.id, g.name)) for g in remote.value or ())
        )
        for region, remote in state.groups.items()
    }
    odd = replace(SEARCH_TASK, status="AwaitingApproval", total=0, finished=3)
    over = replace(BATCH_TASK, finished=30)
    return with_drawer(
        replace(state, groups=groups, tasks={**state.tasks, odd.id: odd, over.id: over}), RESIZER
    )
