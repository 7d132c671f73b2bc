"""The simulated cloud as one frozen value: regions, groups with their members, refreshes, users, faults.

Nothing here acts: the machine makes the next world out of this one. Times are aware UTC datetimes,
lengths of time are seconds unless a field says minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import TERMINAL, RefreshStatus
from essgui.domain.plan import DEFAULT_RULES, PlannerRules
from essgui.domain.scaling import CreationType, GroupType, InstanceState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from essgui.domain.plan import Order
    from essgui.domain.refresh import RefreshSpec, Target
    from essgui.domain.scaling import (
        ActivityId,
        ConfigurationId,
        Container,
        GroupId,
        InstanceId,
        RegionId,
        TaskId,
        TemplateId,
    )


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the phases of an instance's life take, in seconds: the least and the most."""

    schedule: tuple[int, int] = (3, 7)
    """From an accepted Start until the refresh is in progress."""
    launch: tuple[int, int] = (40, 100)
    health: tuple[int, int] = (15, 35)
    """From InService until a bad instance is found unhealthy."""
    drain: tuple[int, int] = (20, 50)
    stop: tuple[int, int] = (2, 5)
    """The least that a cancellation takes."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What ESS does not publish, as named choices, each with its reason."""

    planner: PlannerRules = DEFAULT_RULES
    launch_rounds: int = 3
    """Rounds of launches that may fail before a refresh fails."""
    retry_after: int = 30
    """Seconds between two rounds."""
    idle_rounds: int = 10
    """Rounds after which a group outside a refresh stops trying to refill itself."""


class Fate(StrEnum):
    """What becomes of an instance that is being launched."""

    FINE = "fine"
    NO_STOCK = "no stock"
    UNHEALTHY = "unhealthy"


@dataclass(frozen=True, slots=True)
class Source:
    """What an instance is made from."""

    configuration: ConfigurationId | None = None
    template: TemplateId | None = None
    version: str | None = None
    image: str = ""
    instance_type: str = ""
    containers: tuple[Container, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One instance of a group."""

    id: InstanceId
    ordinal: int
    state: InstanceState
    source: Source
    zone: str
    private_ip: str
    created_at: datetime
    creation: CreationType = CreationType.AUTO
    healthy: bool = True
    warmup: str = "NoNeedWarmup"
    until: datetime | None = None
    """When its present phase ends by itself, or None where it stays as it is."""
    fate: Fate = Fate.FINE
    task: TaskId | None = None
    """The refresh that made it."""
    activity: ActivityId | None = None
    """The activity that made it."""
    leaving: ActivityId | None = None
    """The activity that releases it."""
    hook: str | None = None
    """The lifecycle hook that holds it."""
    hook_token: str = ""
    heartbeats: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """One error of an activity."""

    code: str
    message: str
    instances: tuple[InstanceId, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """One scaling activity."""

    id: ActivityId
    status: str
    cause: str
    description: str
    started_at: datetime
    size: int
    """Instances that it is about."""
    total_before: int
    ended_at: datetime | None = None
    message: str = ""
    created: tuple[InstanceId, ...] = ()
    destroyed: tuple[InstanceId, ...] = ()
    failures: tuple[Failure, ...] = ()
    task: TaskId | None = None
    open: frozenset[InstanceId] = frozenset()
    """Instances of which the end is not known yet."""
    trigger: str = "Ess"


class Stage(StrEnum):
    """Where a step of a refresh stands."""

    LAUNCH = "launch"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Step:
    """The batch that is being replaced."""

    order: Order
    stage: Stage
    size: int


@dataclass(frozen=True, slots=True)
class Refresh:
    """One instance refresh with what the machine has to remember of it."""

    id: TaskId
    spec: RefreshSpec
    status: RefreshStatus
    started_at: datetime
    queue: tuple[InstanceId, ...]
    """Members that are still to be replaced: old ones, or in a rollback the new ones."""
    total: int
    finished: int = 0
    gone: int = 0
    """Old members that have left."""
    arrived: int = 0
    """New members that have come to serve."""
    passed: int = 0
    """The percentage of the last checkpoint that it has paused at."""
    step: Step | None = None
    until: datetime | None = None
    """When its status changes by itself."""
    ended_at: datetime | None = None
    detail: str = ""
    strategy: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in TERMINAL

    @property
    def target(self) -> Target:
        """What it moves the group to."""
        return self.spec.target


@dataclass(frozen=True, slots=True)
class Hook:
    """A lifecycle hook of a group."""

    id: str
    name: str
    transition: str
    """SCALE_OUT or SCALE_IN."""
    timeout: int = 600
    result: str = "CONTINUE"
    """What happens when the time is over: CONTINUE or ABANDON."""
    notification: str = ""
    metadata: str = ""


@dataclass(frozen=True, slots=True)
class Configuration:
    """A scaling configuration, ECS or ECI."""

    id: ConfigurationId
    name: str
    created_at: datetime
    image: str = ""
    image_name: str = ""
    instance_types: tuple[str, ...] = ()
    cpu: float = 2
    memory: float = 4
    disk_category: str = "cloud_essd"
    disk_size: int = 40
    security_group: str = ""
    containers: tuple[Container, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A scheduled task or an alarm of a group, as far as it is shown."""

    id: str
    name: str
    enabled: bool = True
    when: str = ""
    """For a scheduled task: its launch time, ISO; for an alarm: its metric."""
    threshold: float = 0.0
    """For a scheduled task: the instances that it asks for; for an alarm: the bound of its metric."""
    state: str = "OK"
    """Of an alarm: OK, ALARM or INSUFFICIENT_DATA."""
    repeats: tuple[str, str] = ("", "")
    """Of a scheduled task: Daily, Weekly, Monthly or Cron, and its value; empty where it comes once."""
    comparison: str = ">="
    """Of an alarm: how its metric is compared with the bound."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One scaling group with everything in it; groups know nothing of one another."""

    id: GroupId
    name: str
    region: RegionId
    created_at: datetime
    type: GroupType = GroupType.ECS
    lifecycle_state: str = "Active"
    multi_az_policy: str = "PRIORITY"
    scaling_policy: str = "release"
    min_size: int = 0
    max_size: int = 100
    wanted: int = 0
    """Instances that it keeps: in service, protected or on their way."""
    shows_desired: bool = True
    """Whether it has an expected number of instances; where not, DesiredCapacity is absent."""
    active_configuration: ConfigurationId | None = None
    launch_template: TemplateId | None = None
    launch_template_version: str | None = None
    override_types: tuple[str, ...] = ()
    weights: tuple[int, ...] = ()
    """WeightedCapacity of each override: such a group counts vCPUs, not instances."""
    suspended_processes: frozenset[str] = frozenset()
    system_suspended: bool = False
    zones: tuple[str, ...] = ()
    vswitches: tuple[str, ...] = ()
    vpc: str = ""
    tags: Mapping[str, str] = field(default_factory=dict[str, str])
    warmup: int = 0
    pace: Pace = Pace()
    hooks: tuple[Hook, ...] = ()
    scheduled: tuple[Task, ...] = ()
    alarms: tuple[Task, ...] = ()
    members: Mapping[InstanceId, Member] = field(default_factory=dict["InstanceId", Member])
    configurations: Mapping[ConfigurationId, Configuration] = field(
        default_factory=dict["ConfigurationId", Configuration]
    )
    refreshes: tuple[Refresh, ...] = ()
    """Oldest first."""
    deeds: tuple[Deed, ...] = ()
    """Scaling activities, oldest first."""
    made: int = 0
    """Members made so far: the ordinal of the newest."""
    rounds: int = 0
    """Rounds of launches in the present attempt to fill up."""
    retry_at: datetime | None = None
    troubled: Mapping[str, int] = field(default_factory=dict[str, int])
    """How often each launch fault has struck here, by the id of the fault."""

    @property
    def running(self) -> Refresh | None:
        """The refresh that is under way, of which there is at most one."""
        last = self.refreshes[-1] if self.refreshes else None
        return last if last is not None and not last.over else None


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One version of a launch template."""

    number: int
    image: str
    instance_type: str
    description: str = ""
    created_at: datetime | None = None
    """None where it is as old as its template."""


@dataclass(frozen=True, slots=True)
class Template:
    """A launch template."""

    id: TemplateId
    name: str
    region: RegionId
    default: int
    versions: tuple[TemplateVersion, ...]
    created_at: datetime

    @property
    def latest(self) -> int:
        """The number of the newest version."""
        return self.versions[-1].number

    def version(self, word: str) -> TemplateVersion | None:
        """Return the version that a word names: a number, Default or Latest; None where there is none."""
        number = {"Default": self.default, "Latest": self.latest}.get(word)
        if number is None:
            number = int(word) if word.isdecimal() else 0
        return next((v for v in self.versions if v.number == number), None)


@dataclass(frozen=True, slots=True)
class Image:
    """A machine image."""

    id: str
    name: str
    os: str
    family: str = ""
    owner: str = "self"
    architecture: str = "x86_64"
    size: int = 40
    created_at: str = "2026-01-01T00:00:00Z"
    description: str = ""
    os_type: str = "linux"
    regions: tuple[str, ...] = ()
    """Where it is; empty means in every region."""


@dataclass(frozen=True, slots=True)
class InstanceType:
    """A type of machine."""

    id: str
    family: str
    cpu: int
    memory: float
    architecture: str = "X86"
    gpus: int = 0
    sold_out: tuple[str, ...] = ()
    """Zones that have none of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """One region."""

    id: RegionId
    name: str
    code: str
    """The letters that ids of this region begin with, such as bp1."""
    zones: tuple[str, ...]


class Role(StrEnum):
    """What a user may do."""

    ADMINISTRATOR = "administrator"
    READER = "reader"
    OPERATOR = "operator"
    """Reads everything, changes only the groups that are named."""


@dataclass(frozen=True, slots=True)
class User:
    """One identity with its key; its secret and token never show in repr."""

    name: str
    key: str
    secret: str = field(repr=False)
    role: Role = Role.ADMINISTRATOR
    groups: frozenset[GroupId] = frozenset()
    token: str = field(default="", repr=False)
    """An STS token that has to come with the key, where there is one."""
    expires_at: datetime | None = None
    """When the STS token ends, by the clock of the computer."""


class FaultKind(StrEnum):
    """What can be made to go wrong."""

    LATENCY = "latency"
    THROTTLE = "throttle"
    ERROR_500 = "500"
    ERROR_503_HTML = "503-html"
    NULL = "null"
    WRONG_TYPES = "wrong-types"
    EMPTY = "empty"
    HALF = "half"
    RESET = "reset"
    NO_ANSWER = "no-answer"
    """The request is performed and no answer comes."""
    RESET_AFTER = "reset-after"
    """The request is performed and the connection is cut."""
    TRICKLE = "trickle"
    REDIRECT = "redirect"
    DENY = "deny"
    OUT_OF_STOCK = "out-of-stock"
    UNHEALTHY = "unhealthy"


LAUNCH_FAULTS = frozenset({FaultKind.OUT_OF_STOCK, FaultKind.UNHEALTHY})
"""Faults of instances; all others are faults of the wire."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule by which something goes wrong."""

    id: str
    kind: FaultKind
    operation: str = ""
    """The operation that it strikes, or empty for all."""
    group: str = ""
    """The group that it strikes, or empty for all."""
    probability: float = 1.0
    count: int | None = None
    """How often it strikes (a launch fault: in each group), or None for always."""
    seed: int = 0
    amount: float = 0.0
    """Seconds of latency, of a retry-after or of a trickle; 0 for what is usual."""
    text: str = ""
    """Where a redirect leads to."""
    seen: int = 0
    struck: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One mutation that was accepted."""

    operation: str
    client_token: str
    parameters: Mapping[str, str]
    time: datetime
    task_id: str
    group: str
    user: str
    request_id: str


@dataclass(frozen=True, slots=True)
class World:
    """The whole simulated cloud at one moment."""

    seed: int
    now: datetime
    account: str
    places: tuple[Place, ...]
    groups: Mapping[GroupId, Group] = field(default_factory=dict["GroupId", Group])
    templates: Mapping[TemplateId, Template] = field(default_factory=dict["TemplateId", Template])
    images: tuple[Image, ...] = ()
    types: tuple[InstanceType, ...] = ()
    users: tuple[User, ...] = ()
    faults: tuple[Fault, ...] = ()
    ledger: tuple[Entry, ...] = ()
    tokens: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, "tuple[str, str]"])
    """Client tokens with the fingerprint of their request and the task that it made."""
    reports: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, "tuple[str, str]"])
    """Diagnose reports: their group and creation time."""
    due: Mapping[GroupId, datetime] = field(default_factory=dict["GroupId", "datetime"])
    """When something next happens by itself in each group where anything will."""
    visit_every: int = 0
    """Seconds between the acts of a second operator, on average."""
    next_visit: datetime | None = None
    visits: int = 0
    assumptions: Assumptions = Assumptions()
    serial: int = 0
    """Ids given out by the world itself."""

    def place(self, region: str) -> Place | None:
        """Return the region with an id, or None."""
        return next((p for p in self.places if p.id == region), None)
