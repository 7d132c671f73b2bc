"""Every effect ends in a message: with an answer, with a failure, and even with a defect of ours."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, cast, get_args

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.failure import FailureKind, failure_of
from essgui.domain.errors import Refused, ScalingError, Throttled, UnknownOutcome
from essgui.domain.lifecycle import RefreshAction
from essgui.domain.questions import Hooks
from essgui.domain.refresh import RefreshSpec
from essgui.domain.remedies import ExitStandby
from essgui.domain.scaling import GroupType, InstanceId, Region
from essgui.domain.settings import Key
from essgui.runtime.perform import Performer, sleep_out
from essgui.runtime.tasks import Lanes
from tests.runtime.clouds import ACTIVITY, API, TASK, WEB, Cloud
from tests.support.states import (
    HANGZHOU,
    SHANGHAI,
    make_configurations,
    make_instances,
)

if TYPE_CHECKING:
    from collections.abc import Callable


SPEC = RefreshSpec(HANGZHOU, WEB.id)


def perform(
    cloud: Cloud, *effects: e.Effect, keep: Callable[[Key, str], None] = lambda _, __: None
) -> list[m.Message]:
    """Perform effects until all is quiet and return the messages that came of them."""
    sent: list[m.Message] = []

    async def keep_setting(key: Key, value: str) -> None:
        keep(key, value)

    async def main() -> None:
        lanes = Lanes()
        performer = Performer(cloud, lanes, sent.append, keep_setting)
        for effect in effects:
            performer(effect)
        await lanes.idle.wait()
        await lanes.close()

    asyncio.run(main())
    return sent


FILED = {e.ReadShelf, e.ReadRecording, e.ReadWaits, e.ReadAsked, e.Keep, e.Settle, e.Tidy}
"""Tested with the archive, in test_ledger."""
SENT = {e.Post, e.ReadWebhook, e.KeepWebhook}
"""Tested with a webhook, in test_courier."""
GROUP = (HANGZHOU, WEB.id)
HOOKS = Hooks(*GROUP)
BACK = ExitStandby(*GROUP, (InstanceId("i-1"),))
TABLE: list[tuple[e.Effect, list[m.Message], type]] = [
    (e.ReadRegions(), [m.RegionsLoaded((Region(HANGZHOU, "Hangzhou"),))], m.RegionsFailed),
    (
        e.ReadGroups(HANGZHOU),
        [m.GroupsPage(HANGZHOU, (WEB,)), m.GroupsLoaded(HANGZHOU, (WEB, API))],
        m.GroupsFailed,
    ),
    (e.ReadGroup(*GROUP), [m.GroupLoaded(WEB)], m.GroupFailed),
    (e.FindRefreshes(*GROUP), [m.RefreshesFound(WEB.id, (TASK,))], m.RefreshesFailed),
    (e.ReadInstances(*GROUP), [m.InstancesLoaded(WEB.id, make_instances(2))], m.InstancesFailed),
    (e.SurveyInstances(*GROUP), [m.Surveyed(WEB.id, make_instances(2))], m.SurveyFailed),
    (
        e.ReadConfigurations(*GROUP, GroupType.ECS),
        [m.ConfigurationsLoaded(WEB.id, make_configurations(WEB))],
        m.ConfigurationsFailed,
    ),
    (e.ReadActivities(*GROUP, TASK.id), [m.ActivitiesLoaded(TASK.id, (ACTIVITY,), 7)], m.ActivitiesFailed),
    (
        e.PollRefreshes(HANGZHOU, 7, (TASK.id,)),
        [m.PollSucceeded(HANGZHOU, 7, (TASK.id,), (TASK,))],
        m.PollFailed,
    ),
    (e.FindTask((HANGZHOU,), TASK.id), [m.WatchFound(TASK)], m.WatchFailed),
    (e.StartRefresh(SPEC, "t-1"), [m.StartAccepted("t-1", TASK.id)], m.StartFailed),
    (
        e.Act(*GROUP, TASK.id, RefreshAction.CANCEL),
        [m.ActionAccepted(TASK.id, RefreshAction.CANCEL)],
        m.ActionFailed,
    ),
    (e.Ask(HOOKS), [m.Answered(HOOKS, ())], m.AskFailed),
    (e.RunErrand(BACK), [m.RemedyAccepted(BACK)], m.RemedyFailed),
]
Failed = (
    m.RegionsFailed
    | m.GroupsFailed
    | m.GroupFailed
    | m.RefreshesFailed
    | m.InstancesFailed
    | m.ConfigurationsFailed
    | m.ActivitiesFailed
    | m.PollFailed
    | m.WatchFailed
    | m.StartFailed
    | m.ActionFailed
    | m.AskFailed
    | m.SurveyFailed
    | m.RemedyFailed
)


def the_failure(sent: list[m.Message]) -> Failed:
    """Return the one message that came, but for pages of groups."""
    (message,) = [x for x in sent if not isinstance(x, m.GroupsPage)]
    assert isinstance(message, Failed)
    return message


NAMES = [type(effect).__name__ for effect, _, _ in TABLE]


def test_connecting_opens_the_way_and_is_asked_through_it() -> None:
    sent: list[m.Message] = []
    cloud = Cloud()

    async def keep_setting(key: Key, value: str) -> None:
        raise AssertionError(key, value)

    async def main() -> None:
        lanes = Lanes()

        async def connect() -> None:
            performer.use(cloud)

        performer = Performer(None, lanes, sent.append, keep_setting, connect=connect)
        performer(e.Connect())
        await lanes.idle.wait()
        performer(e.ReadRegions())
        await lanes.idle.wait()
        await lanes.close()

    asyncio.run(main())
    assert [type(message) for message in sent] == [m.RegionsLoaded]


def test_every_effect_there_is_takes_part_in_these_tests() -> None:
    here = {type(effect) for effect, _, _ in TABLE} | {e.Wake, e.KeepSetting, e.Notify, e.Connect}
    here |= FILED | SENT
    here |= set(get_args(e.PaperEffect))  # in test_papers.py
    assert here == set(get_args(e.Effect))


@pytest.mark.parametrize(("effect", "messages", "failed"), TABLE, ids=NAMES)
def test_an_answer_becomes_its_message(effect: e.Effect, messages: list[m.Message], failed: type) -> None:
    assert perform(Cloud(), effect) == messages


@pytest.mark.parametrize(
    "error", [Refused("C", "s", "h", "r"), Throttled("T", "s", retry_after=2.0), UnknownOutcome("U", "s")]
)
@pytest.mark.parametrize(("effect", "messages", "failed"), TABLE, ids=NAMES)
def test_an_error_becomes_the_failure_of_that_effect(
    effect: e.Effect, messages: list[m.Message], failed: type, error: ScalingError
) -> None:
    message = the_failure(perform(Cloud(error=error), effect))
    assert type(message) is failed
    assert message.failure == failure_of(error)


@pytest.mark.parametrize(("effect", "messages", "failed"), TABLE, ids=NAMES)
def test_a_defect_of_ours_is_logged_and_told_as_not_known(
    effect: e.Effect, messages: list[m.Message], failed: type, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        sent = perform(Cloud(error=ZeroDivisionError("key=LTAI-not-for-people")), effect)
    message = the_failure(sent)
    assert type(message) is failed
    assert (message.failure.kind, message.failure.code) == (
        FailureKind.UNKNOWN_OUTCOME,
        "ZeroDivisionError",
    )
    assert "LTAI" not in repr(message)
    assert len(caplog.records) == 1


def test_start_and_action_send_exactly_what_they_were_told_and_once() -> None:
    cloud = Cloud()
    perform(cloud, e.StartRefresh(SPEC, "t-1"), e.Act(*GROUP, TASK.id, RefreshAction.ROLLBACK))
    assert cloud.calls == [
        ("start", SPEC, "t-1"),
        ("act", HANGZHOU, WEB.id, TASK.id, RefreshAction.ROLLBACK),
    ]


def test_actions_on_one_refresh_are_sent_in_turn_and_none_is_dropped() -> None:
    cloud = Cloud()
    wanted = [RefreshAction.SUSPEND, RefreshAction.RESUME, RefreshAction.CANCEL]
    sent = perform(cloud, *(e.Act(*GROUP, TASK.id, a) for a in wanted))
    assert [call[4] for call in cloud.calls] == wanted
    assert sent == [m.ActionAccepted(TASK.id, a) for a in wanted]


def test_reads_of_one_thing_do_not_pile_up() -> None:
    cloud = Cloud()
    perform(cloud, *[e.ReadInstances(*GROUP)] * 9)
    assert len(cloud.calls) <= 2


def test_a_newer_poll_takes_the_place_of_an_older_one() -> None:
    sent = perform(
        Cloud(), e.PollRefreshes(HANGZHOU, 1, (TASK.id,)), e.PollRefreshes(HANGZHOU, 2, (TASK.id,))
    )
    assert [x.number for x in sent if isinstance(x, m.PollSucceeded)] == [2]


def test_a_wake_delivers_its_message_after_its_time_and_a_newer_one_replaces_it() -> None:
    slept: list[float] = []
    sent: list[m.Message] = []

    async def main() -> None:
        gate = asyncio.Event()
        rang = asyncio.Event()

        async def sleep(seconds: float) -> None:
            slept.append(seconds)
            await gate.wait()

        async def keep(_: Key, __: str) -> None: ...

        def send(message: m.Message) -> None:
            sent.append(message)
            rang.set()

        lanes = Lanes()
        performer = Performer(Cloud(), lanes, send, keep, sleep)
        performer(e.Wake("poll", 5.0, m.PollDue(SHANGHAI)))
        await asyncio.sleep(0)
        performer(e.Wake("poll", -3.0, m.PollDue(HANGZHOU)))
        await asyncio.sleep(0)
        assert sent == []
        assert lanes.idle.is_set()
        gate.set()
        await rang.wait()
        await lanes.close()

    asyncio.run(main())
    assert slept == [5.0, 0.0]
    assert sent == [m.PollDue(HANGZHOU)]


def test_a_sleep_that_ends_early_goes_on_until_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        moment = loop.time()
        monkeypatch.setattr(loop, "time", lambda: moment + sum(asked) * 0.95)

        async def early(seconds: float) -> None:
            asked.append(seconds)

        monkeypatch.setattr(asyncio, "sleep", early)
        await sleep_out(100.0)
        assert loop.time() - moment >= 100.0

    asyncio.run(main())
    assert len(asked) > 1


def test_a_setting_is_remembered() -> None:
    kept: list[tuple[Key, str]] = []
    assert perform(Cloud(), e.KeepSetting(Key.THEME, "dark"), keep=lambda k, v: kept.append((k, v))) == []
    assert kept == [(Key.THEME, "dark")]


def test_a_setting_that_cannot_be_remembered_costs_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    def full(_: Key, __: str) -> None:
        raise OSError("no space left")

    with caplog.at_level(logging.WARNING):
        assert perform(Cloud(), e.KeepSetting(Key.THEME, "dark"), keep=full) == []
    assert ["no space left" in r.getMessage() for r in caplog.records] == [True]


def test_only_the_newest_import_is_answered() -> None:
    sent: list[m.Message] = []

    async def keep(key: Key, value: str) -> None:
        raise AssertionError((key, value))

    async def main() -> None:
        lanes, read = Lanes(), asyncio.Event()

        async def papers(effect: e.PaperEffect) -> m.Message | None:
            await read.wait()
            return m.ImportFailed(cast("e.ReadText", effect).text)

        performer = Performer(None, lanes, sent.append, keep, papers=papers)
        performer(e.ReadText("given up"))
        await asyncio.sleep(0)
        performer(e.ReadText("wanted"))
        read.set()
        await lanes.idle.wait()
        await lanes.close()

    asyncio.run(main())
    assert sent == [m.ImportFailed("wanted")]


def test_a_paper_that_fails_in_an_unforeseen_way_is_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    sent: list[m.Message] = []

    async def keep(key: Key, value: str) -> None:
        raise AssertionError((key, value))

    async def papers(effect: e.PaperEffect) -> m.Message | None:
        raise RuntimeError("unforeseen")

    async def main() -> None:
        lanes = Lanes()
        performer = Performer(None, lanes, sent.append, keep, papers=papers)
        performer(e.ReadText("secret text"))
        performer(e.KeepSettings(()))
        performer(e.WriteFile("request.json", "{}"))
        performer(e.KeepDrafts(()))
        await lanes.idle.wait()
        await lanes.close()

    asyncio.run(main())
    assert [type(message) for message in sent] == [m.ImportFailed, m.SettingsNotKept, m.FileFailed]
    assert "unforeseen" in caplog.text
    assert "secret text" not in caplog.text
