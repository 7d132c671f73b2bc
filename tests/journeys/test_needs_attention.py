"""What gets stuck is named with its reason and put right from the card: hooks, stock, bad images, others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.run import EventKind
from essgui.domain.situation import Gravity, Kind
from essgui.ui.charts.capacity_chart import CapacityChart
from essgui.ui.charts.picture import NotchKind
from essgui.ui.monitor.attention_card import AttentionCard
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.domain.scaling import TaskId

S = RefreshStatus


def card(stage: Stage) -> str:
    """Return all that the card says."""
    found = stage.find(AttentionCard, "attention_card")
    return "\n".join(label.text() for label in found.findChildren(QLabel) if label.isVisible())


async def until_says(stage: Stage, *words: str, step: float = 15.0) -> str:
    """Let the world move on until the card says all of these words."""
    for _ in range(80):
        said = card(stage)
        if all(word in said for word in words):
            return said
        await stage.pass_time(step)
    raise AssertionError(f"the card does not say {words}, but: {card(stage)}")


def done(sim: RunningSimulator, operation: str) -> int:
    return sum(entry["operation"] == operation for entry in sim.ledger())


def events(stage: Stage, task: TaskId, kind: EventKind) -> list[str]:
    return [e.sentence for e in stage.state.chronicles[task] if e.kind is kind]


def test_a_hook_that_nobody_answers_is_completed_and_the_refresh_goes_on(qapp: QApplication) -> None:
    with RunningSimulator("hook-timeout", manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            task = await stage.begin("catalogue-api", new_image)
            assert "Nothing needs you" in card(stage)
            said = await until_says(stage, "Stuck in Pending:Wait", "warm-cache", "left")
            held = next(m for m in sim.group("catalogue-api").members.values() if m.hook)
            assert held.id in said
            assert held.zone in said
            assert "then ABANDON: the instance is released" in said
            await stage.until(lambda _: stage.has("offer_hook_0"), "the button")
            assert held.until is not None
            left = (held.until - sim.now).total_seconds()
            shown = next(t for t in said.splitlines() if t.endswith("left")).split()[1]
            minutes, seconds = (int(part) for part in shown.split(":"))
            assert 0 <= left - (60 * minutes + seconds) <= 35, "never more than there is"
            await stage.click("offer_hook_1")
            await stage.until(lambda s: not s.errands, "the answer")
            member = sim.group("catalogue-api").members[held.id]
            assert member.heartbeats == 1
            await stage.click("offer_hook_0")
            await stage.until(lambda s: not s.errands, "the answer")
            assert sim.group("catalogue-api").members[held.id].hook is None
            assert done(sim, "CompleteLifecycleAction") == 1
            await stage.until(
                lambda s: Kind.HOOK not in s.attention.get(task, {}), "the card without it", patience=10
            )
            told = events(stage, task, EventKind.ATTENTION)
            assert told[:2] == [
                f"Needs attention: lifecycle hook warm-cache holds {held.id}.",
                "No longer: held by a lifecycle hook.",
            ]
            stuck = [e for e in stage.state.chronicles[task] if e.kind is EventKind.STUCK]
            assert [e.detail for e in stuck] == [held.id]
            acts = events(stage, task, EventKind.ACTION)
            assert "ESS accepted the request to complete the wait at a lifecycle hook." in acts
            before = sim.task(task).finished
            for _ in range(20):
                await stage.pass_time(15)
                if sim.task(task).finished > before:
                    break
            assert sim.task(task).finished > before, "it goes on"

        play(sim, story)


def test_to_abandon_asks_first(qapp: QApplication) -> None:
    with RunningSimulator("hook-timeout", manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.begin("catalogue-api", new_image)
            await until_says(stage, "in Pending:Wait", "warm-cache", "Lifecycle hook")
            for _ in range(10):
                if stage.has("offer_hook_2"):
                    break
                await stage.pass_time(5)
            held = next(m for m in sim.group("catalogue-api").members.values() if m.hook)
            await stage.click("offer_hook_2")
            assert stage.has("confirm_sheet")
            await stage.click("confirm_keep")
            assert not stage.has("confirm_sheet")
            assert done(sim, "CompleteLifecycleAction") == 0
            await stage.click("offer_hook_2")
            await stage.confirm()
            await stage.until(lambda s: not s.errands, "the answer")
            assert held.id not in sim.group("catalogue-api").members
            assert done(sim, "CompleteLifecycleAction") == 1
            await until_says(stage, "LifecycleHookAbandon")

        play(sim, story)


def test_an_operator_without_the_permission_learns_which_one(qapp: QApplication) -> None:
    with RunningSimulator("hook-timeout", manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.begin("catalogue-api", new_image)
            await until_says(stage, "in Pending:Wait", "Lifecycle hook")
            for _ in range(10):
                if stage.has("offer_hook_0"):
                    break
                await stage.pass_time(5)
            sim.add_fault("deny", operation="CompleteLifecycleAction", count=1)
            await stage.click("offer_hook_0")
            await stage.until(lambda s: any(e.failure for e in s.errands.values()), "the refusal")
            failure = next(e.failure for e in stage.state.errands.values())
            assert failure is not None
            said = card(stage)
            assert failure.sentence in said
            assert failure.code in said
            await stage.click("trouble_dismiss")
            await stage.until(lambda s: not s.errands, "the refusal put away")

        play(sim, story)


def test_no_stock_is_named_with_type_and_zone(qapp: QApplication) -> None:
    with RunningSimulator("out-of-stock", manual_clock=True, seed=3) as sim:
        sim.clear_faults()

        async def story(stage: Stage) -> None:
            task = await stage.begin("web-frontend", new_image)
            # Before the start, the wizard itself would stand against it.
            sim.add_fault("out-of-stock", probability=1.0)
            said = await until_says(stage, "No stock in cn-hangzhou", "OperationDenied.NoStock")
            assert "ecs." in said
            failed = [f for deed in sim.group("web-frontend").deeds for f in deed.failures]
            assert failed[0].instances[0] in said
            assert stage.state.attention[task][Kind.NO_STOCK] == 0

        play(sim, story)


def test_a_bad_image_shows_unhealthy_new_instances(qapp: QApplication) -> None:
    with RunningSimulator("unhealthy-new-image", manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            task = await stage.begin("web-frontend", new_image)
            said = await until_says(stage, "unhealthy", "The health check failed.", step=10)
            sick = [i for d in sim.group("web-frontend").deeds for f in d.failures for i in f.instances]
            assert sick[0] in said
            assert "Needs attention: unhealthy new instances." in events(stage, task, EventKind.ATTENTION)

        play(sim, story)


def test_an_act_of_somebody_else_is_shown_and_ours_is_not(qapp: QApplication) -> None:
    with RunningSimulator("two-operators", manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            task = await stage.begin("image-resizer", new_image)
            await stage.click("suspend_button")
            await stage.until(
                lambda s: s.tasks[task].status is S.PAUSED and s.monitors[task].in_flight is None,
                "our own suspension",
            )
            assert "Somebody else" not in card(stage)
            await stage.click("resume_button")
            await stage.until(lambda s: s.tasks[task].status is S.IN_PROGRESS, "our own resumption")
            assert "Somebody else" not in card(stage)
            sim.act(task, RefreshAction.SUSPEND)
            await stage.until(lambda s: s.tasks[task].status is S.PAUSED, "the foreign suspension")
            said = card(stage)
            assert "Somebody else suspended it" in said
            assert "It stays suspended until somebody resumes it." in said
            assert stage.find(AttentionCard, "attention_card").count.text == "1"

        play(sim, story)


def test_what_somebody_suspended_is_resumed_from_the_card_and_their_scaling_is_shown(
    qapp: QApplication,
) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            task = await stage.begin("web", new_image)
            sim.change_group("web", suspended_processes=frozenset({"HealthCheck"}))
            await until_says(stage, "HealthCheck is suspended", step=1)
            assert stage.state.attention[task][Kind.PROCESSES] is Gravity.CAUTION
            await stage.click("offer_processes_0")
            await stage.until(lambda s: Kind.PROCESSES not in s.attention[task], "the processes at work")
            assert sim.group("web").suspended_processes == frozenset()
            assert "is suspended" not in card(stage)
            sim.scale("web", -1)
            said = await until_says(stage, "1 scaling activity beside the refresh", step=5)
            assert "A user requests to scale in." in said
            deed = sim.group("web").deeds[-1]
            line = f"Scaling beside the refresh: {deed.description}, {deed.id}."
            await stage.pass_time(60)
            assert events(stage, task, EventKind.SCALING) == [line], "once, however often it is seen"
            chart = stage.find(CapacityChart, "capacity_chart")
            (notch,) = [n for n in chart.picture.notches if n.kind is NotchKind.BESIDE]
            assert notch.at == deed.started_at
            assert line in notch.words

        play(sim, story)
