"""`update` is pure and total: any message in any order, no exception, no clock, no change behind a back."""

from __future__ import annotations

import ast
import copy
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essgui.core import messages as m
from essgui.core.cadence import Cadence
from essgui.core.draft import Draft, TargetKind
from essgui.core.effects import (
    StartRefresh,
    Wake,
)
from essgui.core.past import Ending, HistoryView
from essgui.core.state import (
    AppState,
    Archive,
    Notice,
    NoticeKind,
    Origin,
    Page,
    Picker,
    PracticePhase,
    ProfileFacts,
    ProfileKind,
    Segment,
    Step,
)
from essgui.core.update import update
from essgui.domain.catalog import ImageOwner
from essgui.domain.credentials import Secret
from essgui.domain.exchange.drafts import draft_of
from essgui.domain.exchange.importing import read_import
from essgui.domain.exchange.request import write_request
from essgui.domain.exchange.settings import SavedSettings, write_settings
from essgui.domain.exchange.terraform import terraform_block
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.questions import Hooks
from essgui.domain.refresh import ActiveConfiguration, RefreshSpec, ScalingConfigurationTarget
from essgui.domain.remedies import ExitStandby
from essgui.domain.run import Duty, Extent, Recording, Shelf
from essgui.domain.scaling import Activity, ActivityId, InstanceId, Region, TaskId
from essgui.domain.settings import Key
from essgui.domain.spent import Doing, Seen, Stretch
from tests.support.playbook import BUSY, DENIED, GONE, OFFLINE, REFUSED, UNKNOWN
from tests.support.states import (
    HANGZHOU,
    NOW,
    OTHER,
    SHANGHAI,
    later,
    make_configurations,
    make_eci_group,
    make_group,
    make_instances,
    make_state,
    make_task,
)

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshTask

GROUPS = (make_group("web"), make_group("api", region=SHANGHAI), make_eci_group())
IDS = tuple(g.id for g in GROUPS)
TASK_IDS = tuple(TaskId(f"ir-bp1{n}00") for n in range(4))
ACTIVITIES = (Activity(ActivityId("asa-1"), "Successful", ended_at=later(-100).at),)

one_of = st.sampled_from
regions = one_of((HANGZHOU, SHANGHAI))
groups = one_of(GROUPS)
texts = st.text(max_size=9)
group_ids = one_of(IDS)
task_ids = one_of(TASK_IDS)
failures = one_of((OFFLINE, BUSY, REFUSED, UNKNOWN, GONE, DENIED))
actions = one_of(RefreshAction)
tokens = one_of(("essgui-session-1", "essgui-session-2", "else"))
statuses = st.one_of(one_of(RefreshStatus), st.just("Baking"))
questions = st.builds(Hooks, st.just(HANGZHOU), group_ids)
remedies = st.builds(ExitStandby, st.just(HANGZHOU), group_ids, st.just((InstanceId("i-1"),)))
SPEC = RefreshSpec(HANGZHOU, IDS[0], ScalingConfigurationTarget(OTHER))
texts = one_of(
    (
        write_request(SPEC),
        write_request(SPEC).replace("80", "oops"),
        terraform_block(SPEC),
        write_settings([SavedSettings("a", 50), SavedSettings("b")]),
        "/tmp/x.json",
    )
)
names = one_of(("a", "b", " ", "c (2)"))
guards = one_of((Guards(), Guards(True), Guards(True, 1, 1)))
drafts = st.builds(
    Draft,
    kind=one_of(TargetKind),
    configuration=one_of(("", OTHER)),
    image=one_of(("", "m-1")),
    min_healthy=st.integers(-1, 101),
    checkpoints=one_of(((), (100,), (50,))),
)
pickers = st.builds(
    Picker,
    owner=one_of((None, ImageOwner.SELF)),
    text=st.text(max_size=3),
    page=st.integers(-1, 3),
    typing=st.booleans(),
)


@st.composite
def tasks(draw: st.DrawFn) -> RefreshTask:
    number = draw(st.integers(0, 3))
    return make_task(
        GROUPS[number % 3],
        draw(statuses),
        finished=draw(st.integers(0, 12)),
        id=TASK_IDS[number],
        target=ScalingConfigurationTarget(OTHER),
        started_at=draw(one_of((None, NOW.at, later(-500).at))),
    )


SEEN = Seen((Stretch(Doing.WAITING, NOW.at, later(60).at),), later(60).at, "Paused", 90.0)
BY_TYPE: dict[type, st.SearchStrategy[m.Message]] = {
    m.Opened: st.just(m.Opened()),
    m.ProfileReady: st.just(
        m.ProfileReady(ProfileFacts("p", ProfileKind.ACCOUNT), (HANGZHOU,), Cadence(fleet=9.0))
    ),
    m.ProfileFailed: st.builds(m.ProfileFailed, failures),
    m.Ticked: st.just(m.Ticked()),
    m.NoticesHeld: st.builds(m.NoticesHeld, st.booleans()),
    m.CloseDeclined: st.just(m.CloseDeclined()),
    m.SettingChosen: st.builds(m.SettingChosen, one_of(Key), one_of(("on", "off", "dark", "json", "30"))),
    m.CentreRead: st.just(m.CentreRead()),
    m.CentreCleared: st.just(m.CentreCleared()),
    m.WebhookEntered: st.just(m.WebhookEntered(Secret("https://h/x"), Secret(""))),
    m.WebhookKept: st.builds(
        m.WebhookKept, one_of(("", "h")), st.booleans(), st.just("Kept."), one_of(("", "It is locked."))
    ),
    m.WebhookTestRequested: st.just(m.WebhookTestRequested()),
    m.WebhookTried: st.builds(m.WebhookTried, one_of(("", "no")), st.booleans(), one_of((0, 3))),
    m.ArchiveMeasured: st.just(m.ArchiveMeasured(Extent(1, 4096, ""))),
    m.PageChosen: st.builds(m.PageChosen, one_of(Page)),
    m.NoticeDismissed: st.builds(m.NoticeDismissed, one_of([f"ending:{t}" for t in TASK_IDS])),
    m.RegionsLoaded: st.builds(m.RegionsLoaded, one_of([(), (Region(HANGZHOU, "H"),)])),
    m.RegionsFailed: st.builds(m.RegionsFailed, failures),
    m.RegionsChosen: st.builds(m.RegionsChosen, st.lists(regions, unique=True).map(tuple)),
    m.ReadRegionsAgain: st.just(m.ReadRegionsAgain()),
    m.ReadAgain: st.builds(m.ReadAgain, st.one_of(st.none(), regions)),
    m.FleetDue: st.builds(m.FleetDue, regions),
    m.GroupsPage: st.builds(m.GroupsPage, regions, st.lists(groups, unique_by=id).map(tuple)),
    m.GroupsLoaded: st.builds(m.GroupsLoaded, regions, st.lists(groups, unique_by=id).map(tuple)),
    m.GroupsFailed: st.builds(m.GroupsFailed, regions, failures),
    m.GroupLoaded: st.builds(m.GroupLoaded, groups),
    m.GroupFailed: st.builds(m.GroupFailed, group_ids, failures),
    m.RowsShown: st.builds(m.RowsShown, st.lists(group_ids).map(tuple)),
    m.DiscoveryDue: st.just(m.DiscoveryDue()),
    m.RefreshesFound: st.builds(
        m.RefreshesFound, group_ids, st.lists(tasks(), max_size=3, unique_by=lambda t: t.id).map(tuple)
    ),
    m.RefreshesFailed: st.builds(m.RefreshesFailed, group_ids, failures),
    m.FilterTyped: st.builds(m.FilterTyped, st.text(max_size=5)),
    m.SegmentChosen: st.builds(m.SegmentChosen, one_of(Segment)),
    m.GroupSelected: st.builds(m.GroupSelected, st.one_of(st.none(), group_ids)),
    m.InstancesLoaded: st.builds(m.InstancesLoaded, group_ids, st.just(make_instances(3))),
    m.InstancesFailed: st.builds(m.InstancesFailed, group_ids, failures),
    m.SurveyDue: st.just(m.SurveyDue()),
    m.Surveyed: st.builds(m.Surveyed, group_ids, st.just(make_instances(3))),
    m.SurveyFailed: st.builds(m.SurveyFailed, group_ids, failures),
    m.ConfigurationsLoaded: st.builds(
        m.ConfigurationsLoaded, group_ids, st.just(make_configurations(GROUPS[0]))
    ),
    m.ConfigurationsFailed: st.builds(m.ConfigurationsFailed, group_ids, failures),
    m.ShelfRead: st.just(m.ShelfRead(Shelf())),
    m.DutyTold: st.builds(
        lambda one, other, kept: m.DutyTold(Duty(((one, kept),), ((other, kept),))),
        task_ids,
        task_ids,
        guards,
    ),
    m.StorageFailed: st.builds(m.StorageFailed, failures),
    m.StorageWorks: st.just(m.StorageWorks()),
    m.RecordingWanted: st.builds(m.RecordingWanted, task_ids),
    m.RecordingRead: st.builds(m.RecordingRead, task_ids, st.just(Recording())),
    m.RecordingFailed: st.builds(m.RecordingFailed, task_ids, failures),
    m.KeepDue: st.just(m.KeepDue()),
    m.Asked: st.builds(m.Asked, questions, again=st.booleans()),
    m.Answered: st.builds(m.Answered, questions, st.just(())),
    m.AskFailed: st.builds(m.AskFailed, questions, failures),
    m.RemedyRequested: st.builds(m.RemedyRequested, remedies),
    m.RemedyAccepted: st.builds(m.RemedyAccepted, remedies),
    m.RemedyFailed: st.builds(m.RemedyFailed, remedies, failures),
    m.RemedyFailureDismissed: st.builds(m.RemedyFailureDismissed, remedies),
    m.PollDue: st.builds(m.PollDue, regions),
    m.PollSucceeded: st.builds(
        m.PollSucceeded,
        regions,
        st.integers(1, 9),
        st.lists(task_ids).map(tuple),
        st.lists(tasks(), max_size=3).map(tuple),
    ),
    m.PollFailed: st.builds(m.PollFailed, regions, st.integers(1, 9), failures),
    m.ActivitiesLoaded: st.builds(m.ActivitiesLoaded, task_ids, st.just(ACTIVITIES)),
    m.ActivitiesFailed: st.builds(m.ActivitiesFailed, task_ids, failures),
    m.MonitorOpened: st.builds(m.MonitorOpened, task_ids),
    m.MonitorClosed: st.builds(m.MonitorClosed, task_ids),
    m.FinalLookDue: st.builds(m.FinalLookDue, task_ids),
    m.WatchRequested: st.builds(m.WatchRequested, st.one_of(task_ids, st.text(max_size=9))),
    m.WatchFound: st.builds(m.WatchFound, tasks()),
    m.WatchFailed: st.builds(m.WatchFailed, task_ids, failures),
    m.WatchDismissed: st.just(m.WatchDismissed()),
    m.FileAsked: st.builds(m.FileAsked, st.text(max_size=20), st.text(max_size=20)),
    m.FileWritten: st.builds(m.FileWritten, st.text(max_size=20)),
    m.FileFailed: st.builds(m.FileFailed, st.text(max_size=20), st.text(max_size=20)),
    m.ActionRequested: st.builds(m.ActionRequested, task_ids, actions, st.text(max_size=20)),
    m.ActionAccepted: st.builds(m.ActionAccepted, task_ids, actions),
    m.ActionFailed: st.builds(m.ActionFailed, task_ids, actions, failures),
    m.ActionFailureDismissed: st.builds(m.ActionFailureDismissed, task_ids),
    m.GuardsChosen: st.builds(m.GuardsChosen, task_ids, guards),
    m.GuardsRestored: st.builds(m.GuardsRestored, task_ids, guards),
    m.WizardOpened: st.builds(m.WizardOpened, group_ids),
    m.WizardOpenedLike: st.builds(m.WizardOpenedLike, task_ids, st.booleans()),
    m.PracticeEnded: st.just(m.PracticeEnded()),
    m.PracticeWanted: st.just(m.PracticeWanted()),
    m.WizardClosed: st.just(m.WizardClosed()),
    m.DraftChanged: st.builds(m.DraftChanged, drafts),
    m.StepChosen: st.builds(m.StepChosen, one_of(Step)),
    m.OverrideChanged: st.builds(
        m.OverrideChanged,
        st.booleans(),
        one_of(("", "the old one is broken")),
        one_of(((), ("Stock: none",))),
    ),
    m.StartRequested: st.just(m.StartRequested()),
    m.StartAccepted: st.builds(m.StartAccepted, tokens, task_ids),
    m.StartFailed: st.builds(m.StartFailed, tokens, failures),
    m.StartCheckDue: st.builds(m.StartCheckDue, tokens),
    m.PickerChanged: st.builds(m.PickerChanged, pickers),
    m.TypingPaused: st.just(m.TypingPaused()),
    m.RequestTyped: st.builds(m.RequestTyped, texts),
    m.DraftRestored: st.builds(m.DraftRestored, group_ids, drafts),
    m.ImportAsked: st.builds(m.ImportAsked, texts),
    m.ImportFileChosen: st.builds(m.ImportFileChosen, texts),
    m.ImportRead: st.builds(m.ImportRead, texts.map(read_import)),
    m.ImportFailed: st.builds(m.ImportFailed, texts),
    m.ImportApplied: st.builds(m.ImportApplied, st.integers(-1, 2)),
    m.ImportKept: st.just(m.ImportKept()),
    m.ImportDismissed: st.just(m.ImportDismissed()),
    m.FileAsked: st.builds(m.FileAsked, texts, texts | st.binary()),
    m.FileWritten: st.builds(m.FileWritten, texts),
    m.FileFailed: st.builds(m.FileFailed, texts, texts),
    m.DraftsRead: st.builds(m.DraftsRead, one_of([(), (draft_of(SPEC, NOW.at),)])),
    m.DraftsDue: st.just(m.DraftsDue()),
    m.SettingsRead: st.builds(m.SettingsRead, one_of([(), (SavedSettings("a"),)]), one_of(["", "Damaged."])),
    m.SettingsNotKept: st.builds(m.SettingsNotKept, texts),
    m.SettingsSaved: st.builds(m.SettingsSaved, names, st.booleans()),
    m.SettingsChosen: st.builds(m.SettingsChosen, names),
    m.SettingsRenamed: st.builds(m.SettingsRenamed, names, names),
    m.SettingsDeleted: st.builds(m.SettingsDeleted, names),
    m.SettingsRestored: st.builds(m.SettingsRestored, names.map(SavedSettings)),
    m.SettingsShared: st.builds(m.SettingsShared, names, texts),
    m.WizardOpenedBack: st.builds(m.WizardOpenedBack, task_ids),
    m.HistoryViewChosen: st.builds(m.HistoryViewChosen, one_of(HistoryView)),
    m.HistoryTyped: st.builds(m.HistoryTyped, texts),
    m.EndingChosen: st.builds(m.EndingChosen, one_of(Ending)),
    m.PeriodChosen: st.builds(m.PeriodChosen, one_of((-1, 0, 7))),
    m.RunsShown: st.builds(m.RunsShown, st.lists(task_ids).map(tuple)),
    m.WaitsRead: st.builds(
        m.WaitsRead, st.lists(st.tuples(task_ids, st.sampled_from((None, SEEN)))).map(tuple)
    ),
    m.RunTicked: st.builds(m.RunTicked, task_ids),
    m.TicksCleared: st.just(m.TicksCleared()),
    m.AskedRead: st.just(m.AskedRead(())),
    m.AskedFailed: st.builds(m.AskedFailed, failures),
    m.RunOpened: st.builds(m.RunOpened, task_ids),
    m.ReplayOpened: st.builds(m.ReplayOpened, task_ids),
    m.ReplayClosed: st.just(m.ReplayClosed()),
    m.ReplayMoved: st.builds(m.ReplayMoved, one_of((-1.0, 0.0, 30.0, 1e9))),
    m.ReplayPaced: st.builds(m.ReplayPaced, one_of((1, 600, 7))),
    m.ReplayPlayed: st.builds(m.ReplayPlayed, st.booleans()),
    m.ReplayDue: st.just(m.ReplayDue()),
}
MESSAGES = st.one_of(*BY_TYPE.values())


def test_every_message_there_is_takes_part_in_this_test() -> None:
    assert set(BY_TYPE) == set(get_args(m.Message))


def checked(before: AppState, after: AppState) -> None:
    """What must hold from any state to the next."""
    anew = before.practice is not PracticePhase.RUNNING and after.practice is PracticePhase.RUNNING
    for task_id, task in before.tasks.items() if not anew else ():
        known = after.tasks[task_id]
        assert not task.over or known.over, "over is over"
    for ids in after.history.values():
        assert len(set(ids)) == len(ids)
        assert set(ids) <= set(after.tasks)
    assert after.monitor is None or after.monitor in after.monitors
    assert (after.page is not Page.MONITOR) or after.monitor is not None
    assert (after.page is not Page.WIZARD) or after.wizard is not None
    assert len(after.notices) <= 5
    assert len(set(after.past.ticked)) == len(after.past.ticked) <= 2
    assert after.past.replay is None or (after.past.replay.position or 0.0) >= 0.0
    assert len({n.key for n in after.notices}) == len(after.notices)
    for region, poll in after.polls.items():
        earlier = before.polls.get(region)
        if earlier is not None:
            # Here alone answers come to what was never sent: a new world knows what was sent to the old one.
            applied = min(earlier.applied, earlier.sent) if anew else earlier.applied
            assert poll.sent >= earlier.sent
            assert poll.applied >= applied
    for monitor in after.monitors.values():
        times = [s.at for s in monitor.timeline.samples]
        assert times == sorted(set(times))
    assert set(after.pauses) <= {t.id for t in after.tasks.values() if t.status == "CheckpointPause"}


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(MESSAGES, st.integers(0, 400)), max_size=40))
def test_any_sequence_of_messages_is_taken_and_keeps_the_promises(
    steps: list[tuple[m.Message, int]],
) -> None:
    state, moment = make_state(GROUPS), NOW
    sent: dict[str, list[StartRefresh]] = {}
    for message, tenths in steps:
        moment = later(tenths / 10, moment)
        before, state = state, state
        state, effects = update(before, message, moment)
        checked(before, state)
        for effect in effects:
            if isinstance(effect, StartRefresh):
                sent.setdefault(effect.token, []).append(effect)
            if isinstance(effect, Wake):
                assert effect.after >= 0.0
    clicks = sum(isinstance(message, m.StartRequested) for message, _ in steps)
    assert len(sent) <= clicks, "no Start without a click"
    for sends in sent.values():
        assert len(sends) <= 3
        assert all(s == sends[0] for s in sends), "one token, one request"


@settings(max_examples=40, deadline=None)
@given(st.lists(MESSAGES, max_size=12), MESSAGES)
def test_the_state_of_before_is_untouched_and_the_answer_is_always_the_same(
    way: list[m.Message], message: m.Message
) -> None:
    state = make_state(GROUPS)
    for step in way:
        state, _ = update(state, step, NOW)
    picture = copy.deepcopy(state)
    first = update(state, message, later(1))
    assert state == picture
    assert update(picture, message, later(1)) == first


QUIET = {"now"}


@pytest.mark.parametrize(
    ("message", "touched"),
    [
        (m.Ticked(), set[str]()),
        (m.FilterTyped("x"), {"fleet"}),
        (m.SegmentChosen(Segment.RUNNING), {"fleet"}),
        (m.SettingChosen(Key.THEME, "dark"), {"settings"}),
        (m.PageChosen(Page.REFRESHES), {"page"}),
        (m.GroupsFailed(HANGZHOU, OFFLINE), {"groups"}),
        (m.GroupsPage(HANGZHOU, (GROUPS[0],)), {"groups"}),
        (m.PollDue(HANGZHOU), {"polls"}),
        (m.PollFailed(HANGZHOU, 5, OFFLINE), {"polls"}),
        (m.RefreshesFailed(IDS[0], OFFLINE), {"discovery"}),
        (m.InstancesLoaded(IDS[0], make_instances(2)), {"details", "survey"}),
        (m.WizardOpened(IDS[0]), {"wizard", "page", "details", "looks"}),
        (m.WatchRequested("junk"), {"watch"}),
        (m.RegionsFailed(OFFLINE), {"regions"}),
        (m.NoticeDismissed("none"), {"notices"}),
        (m.HistoryTyped("x"), {"past"}),
        (m.RunTicked(TASK_IDS[0]), {"past", "archive"}),
        (m.FileWritten("x"), {"notices"}),
    ],
)
def test_what_a_message_does_not_touch_stays_the_same_object(message: m.Message, touched: set[str]) -> None:
    notices = (Notice("k", NoticeKind.CAUTION, "t"),)
    task = make_task(GROUPS[0])
    # What the group ran before is known already.
    known = Archive(origins={task.id: Origin(before=ActiveConfiguration())})
    before = make_state(GROUPS, [task], notices=notices, archive=known)
    after, _ = update(before, message, later(1))
    changed = {f.name for f in fields(AppState) if getattr(before, f.name) is not getattr(after, f.name)}
    assert changed - QUIET <= touched


def test_the_moment_is_the_one_that_was_told() -> None:
    state, _ = update(make_state(), m.Ticked(), later(7))
    assert state.now == later(7)


# The law of these two floors, read from their source

SOURCES = [
    path
    for room in ("domain", "core")
    for path in sorted((Path(__file__).parents[2] / "essgui" / room).rglob("*.py"))
]
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "time_ns", "monotonic_ns"}
WORLDLY = {"time", "random", "secrets", "uuid", "asyncio", "os", "socket", "threading", "logging", "pathlib"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_nothing_down_here_asks_the_time_or_the_world(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCKS, f"line {node.lineno}"
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & WORLDLY
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in WORLDLY
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "print", "input", "eval", "exec"}
