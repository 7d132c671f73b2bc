"""The steps of the tour: from the fleet to a finished, a cancelled and a rolled-back refresh."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from essgui.core.draft import TargetKind
from essgui.core.lookup import active_configuration, all_groups, detail_of, group_of, running_task
from essgui.core.messages import (
    DraftChanged,
    GroupSelected,
    HistoryViewChosen,
    MonitorOpened,
    ReplayMoved,
    ReplayOpened,
    StepChosen,
    TicksCleared,
)
from essgui.core.past import HistoryView
from essgui.core.replay import length_of
from essgui.core.select_wizard_texts import Form
from essgui.core.state import Page, Step
from essgui.domain.eligibility import blockers
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import GroupType
from essgui.domain.settings import Key
from essgui.domain.situation import Kind
from essgui.ui.monitor.tabs import ACTIVITIES, INSTANCES, LOG, MAP
from essgui.ui.widgets.code_edit import CodeEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.draft import Draft
    from essgui.core.state import AppState
    from essgui.domain.scaling import ScalingGroup, TaskId
    from essgui.tour.album import Album
    from essgui.tour.driver import Driver

S = RefreshStatus


async def fleet(driver: Driver, album: Album) -> None:
    """See all groups, then one of them closely."""
    await driver.until(
        lambda s: bool(s.history) and not s.discovery.queue and not s.discovery.in_flight, "the fleet"
    )
    await driver.until(
        lambda s: bool(s.survey.facts) and not s.survey.queue and not s.survey.in_flight, "drift and age"
    )
    await album.take("fleet")
    # Watched from the start, it has a story to tell by the time the last step comes back to it.
    first = _running(driver)
    driver.program.store.send(MonitorOpened(first))
    await driver.until(lambda s: s.monitor == first, "the first monitor")
    await driver.quiet()
    await _home(driver)
    name = _name(driver, "idle_configuration")
    group = driver.group(name)
    await driver.select_row("fleet_table", group.id)
    await driver.until(
        lambda s: (
            detail_of(s, group.id).instances.value is not None
            and detail_of(s, group.id).configurations.value is not None
        ),
        f"the details of {name}",
    )
    await album.take("fleet-drawer")


async def finished(driver: Driver, album: Album) -> None:
    """Build a refresh with checkpoints in the wizard, start it, resume it at its checkpoint, see it end."""
    await driver.open_wizard(_name(driver, "idle_configuration"))
    await album.take("wizard-target")
    await driver.click("target_image")
    await driver.quiet()
    await album.take("wizard-target-image")
    await driver.click("target_template")
    await driver.quiet()
    await album.take("wizard-target-any-template")
    other = _other_configuration(driver)
    _fill(driver, lambda d: replace(d, kind=TargetKind.CONFIGURATION, configuration=other))
    await driver.settle()
    await album.take("wizard-target-configuration")
    await driver.click("wizard_next")
    await album.take("wizard-scope")
    await driver.click("wizard_next")
    await driver.quiet()
    await driver.click("preset_safe")
    await album.take("wizard-pace-safe")
    await driver.click("preset_balanced")
    await album.take("wizard-pace")
    # One checkpoint is enough to watch it pause and go on.
    _fill(driver, lambda d: replace(d, checkpoints=(25, 100)))
    await driver.settle()
    await album.take("wizard-pace-custom")
    await driver.click("wizard_next")
    await driver.quiet()
    await album.take("wizard-safety")
    await driver.click("wizard_next")
    await album.take("wizard-review")
    await _texts(driver, album)
    task = await driver.start_refresh()
    await album.take("monitor-started")
    await _until_status(driver, task, S.CHECKPOINT_PAUSE)
    await driver.quiet()
    await album.take("monitor-checkpoint")
    await driver.click("resume_button")
    await _until_status(driver, task, S.SUCCESSFUL)
    await driver.quiet()
    await album.take("monitor-finished")
    tabs = driver.find(QTabBar, "detail_tabs")
    for index, name in ((INSTANCES, "table"), (ACTIVITIES, "activities"), (LOG, "log")):
        tabs.setCurrentIndex(index)
        await driver.quiet()
        await album.take(f"monitor-{name}")
    tabs.setCurrentIndex(MAP)


async def _texts(driver: Driver, album: Album) -> None:
    """See the request as JSON and as Terraform, and what an import of that block would set."""
    tabs = driver.find(QTabBar, "request_tabs")
    for form in (Form.JSON, Form.TERRAFORM):
        tabs.setCurrentIndex(tuple(Form).index(form))
        await driver.settle()
        await album.take(f"wizard-review-{form.value.lower()}")
    block = driver.find(CodeEdit, "request_text").text()
    await driver.click("review_import")
    driver.find(CodeEdit, "import_text").setPlainText(block)
    await driver.click("import_read")
    await driver.until(lambda s: s.intake is not None and s.intake.offer is not None, "the block")
    await album.take("wizard-import")
    await driver.click("import_cancel")
    tabs.setCurrentIndex(0)
    await driver.settle()


async def cancelled(driver: Driver, album: Album) -> None:
    """Start on a launch template, suspend, and cancel."""
    name = _name(driver, "idle_template")
    await _home(driver)
    await driver.open_wizard(name)
    _fill(driver, lambda d: replace(d, instance_types=("ecs.g7.large", "ecs.g8i.large")))
    await driver.quiet()
    await album.take("wizard-target-template")
    _fill(driver, lambda d: replace(d, skip_matching=False))
    await _to_review(driver)
    task = await driver.start_refresh()
    await _until_status(driver, task, S.IN_PROGRESS)
    await driver.click("reason_button")
    await driver.type("confirm_reason", "waiting for the load test")
    await album.take("confirm-reason")
    await driver.confirm()
    await _until_status(driver, task, S.PAUSED)
    await driver.quiet()
    await album.take("monitor-suspended")
    await driver.click("cancel_button")
    await album.take("confirm-cancel")
    await driver.confirm()
    await _until_status(driver, task, S.CANCELLED)
    await driver.quiet()
    await album.take("monitor-cancelled")


async def rolled_back(driver: Driver, album: Album) -> None:
    """Change the containers of an ECI group, and roll back after the first of them are new."""
    await _home(driver)
    await driver.open_wizard(_name(driver, "idle_eci"))
    _fill(driver, _new_containers)
    await driver.settle()
    await album.take("wizard-target-containers")
    await _to_review(driver)
    task = await driver.start_refresh()
    await driver.until(lambda s: s.tasks[task].finished > 0 and not s.tasks[task].over, "the first new ones")
    await album.take("monitor-containers")
    await driver.click("roll_back_button")
    await album.take("confirm-roll-back")
    await driver.confirm()
    await _until_status(driver, task, S.ROLLBACK_IN_PROGRESS)
    await album.take("monitor-rolling-back")
    await _until_status(driver, task, S.ROLLBACK_SUCCESSFUL)
    await driver.quiet()
    await album.take("monitor-rolled-back")


async def watched(driver: Driver, album: Album) -> None:
    """See all refreshes, then watch one by its id alone."""
    await driver.click("rail_refreshes")
    await driver.until(lambda s: s.page is Page.REFRESHES, "the list of refreshes")
    await album.take("refreshes")
    running = _running(driver)
    await driver.click("watch_by_id")
    await driver.type("watch_id", running)
    await album.take("watch-by-id")
    await driver.key(Qt.Key.Key_Return)
    await driver.until(lambda s: s.monitor == running and s.page is Page.MONITOR, "the monitor")
    await driver.quiet()
    await album.take("monitor-watched")


async def stuck(driver: Driver, album: Album) -> None:
    """Start a refresh whose new instances a lifecycle hook holds, see why it is stuck, and let one go on."""
    await _home(driver)
    await driver.open_wizard(HOOKED)
    _fill(driver, lambda d: replace(d, kind=TargetKind.IMAGE, image="m-bp1shop20261112bbbb2"))
    await _to_review(driver)
    task = await driver.start_refresh()
    await driver.until(lambda s: Kind.HOOK in s.attention.get(task, {}), "an instance stuck in a hook")
    await driver.until(lambda _: driver.has("offer_hook_0"), "the way out of the hook")
    await album.take("monitor-needs-attention")
    await driver.click("offer_hook_2")
    await album.take("confirm-abandon")
    await driver.click("confirm_keep")
    await driver.click("offer_hook_0")
    await driver.until(lambda s: s.tasks[task].finished > 0, "the first new one")
    await driver.click("cancel_button")
    await driver.confirm()
    await _until_status(driver, task, S.CANCELLED)


HOOKED = "notification-fanout"
"""The group of the practice cloud with a lifecycle hook that nobody answers."""


async def history(driver: Driver, album: Album) -> None:
    """Look back: all runs, two of them compared, one gone through again, and what was asked."""
    await driver.click("rail_history")
    await driver.until(lambda s: s.page is Page.HISTORY and bool(s.archive.runs), "the history")
    await driver.quiet()
    await album.take("history")
    ours = [task for task, origin in driver.state.archive.origins.items() if origin.ours]
    recorded = [t for t in ours if t in driver.state.monitors and driver.state.tasks[t].over][:2]
    for task in recorded:
        await driver.select_row("history_table", task)
    await driver.until(lambda s: set(recorded) <= set(s.archive.timelines), "the recordings")
    await driver.quiet()
    await album.take("history-compare")
    first = recorded[0]
    driver.program.store.send(ReplayOpened(first))
    await driver.until(lambda s: s.past.replay is not None, "the replay")
    driver.program.store.send(ReplayMoved(length_of(driver.state, first) * 0.6))
    await driver.quiet()
    await album.take("history-replay")
    await driver.click("replay_back")
    driver.program.store.send(TicksCleared())
    driver.program.store.send(HistoryViewChosen(HistoryView.ASKED))
    await driver.until(lambda s: bool(s.archive.asked.value), "what was asked")
    await album.take("history-asked")
    driver.program.store.send(HistoryViewChosen(HistoryView.RUNS))
    await driver.settle()


async def told(driver: Driver, album: Album) -> None:
    """See what was told meanwhile, and the settings."""
    await driver.until(lambda s: bool(s.centre.told), "a notification")
    await driver.click("bell")
    await album.take("notifications")
    await driver.click("centre_settings")
    await driver.until(lambda s: s.page is Page.SETTINGS, "the settings")
    await driver.click("setting_webhook_dingtalk")
    await driver.until(lambda s: s.settings[Key.WEBHOOK] == "dingtalk", "the fields of the webhook")
    await album.take("settings")


STEPS = (fleet, finished, cancelled, rolled_back, stuck, watched, history, told)


def _name(driver: Driver, kind: str) -> str:
    """Pick a group of the practice cloud that can be refreshed, by what its instances come from."""
    fitting = [
        g
        for g in all_groups(driver.state)
        if _source(g) == kind
        and g.capacity.total >= 4
        and not blockers(g, running=running_task(driver.state, g.id) is not None)
    ]
    # The more instances, the better the chart; the fewer, the sooner it is over.
    best = max if kind == "idle_configuration" else min
    return best(fitting, key=lambda g: g.capacity.total).name


def _source(group: ScalingGroup) -> str:
    if group.type is GroupType.ECI:
        return "idle_eci"
    return "idle_template" if group.from_template else "idle_configuration"


def _running(driver: Driver) -> TaskId:
    """Pick the largest refresh that the practice cloud is busy with."""
    busy = [t for t in driver.state.tasks.values() if t.status in {S.IN_PROGRESS, S.CHECKPOINT_PAUSE}]
    return max(busy, key=lambda t: t.total).id


async def _home(driver: Driver) -> None:
    await driver.click("rail_fleet")
    driver.program.store.send(GroupSelected(None))
    await driver.until(lambda s: s.page is Page.FLEET, "the fleet")


def _fill(driver: Driver, change: Callable[[Draft], Draft]) -> None:
    wizard = driver.state.wizard
    if wizard is not None:
        driver.program.store.send(DraftChanged(change(wizard.draft)))


async def _to_review(driver: Driver) -> None:
    driver.program.store.send(StepChosen(Step.REVIEW))
    await driver.until(lambda s: s.wizard is not None and s.wizard.step is Step.REVIEW, "the review page")


async def _until_status(driver: Driver, task: TaskId, status: RefreshStatus) -> AppState:
    return await driver.until(lambda s: s.tasks[task].status is status, f"{task} to be {status.value}")


def _other_configuration(driver: Driver) -> str:
    wizard = driver.state.wizard
    group = group_of(driver.state, wizard.group) if wizard else None
    if group is None:
        return ""
    active = active_configuration(driver.state, group)
    found = detail_of(driver.state, group.id).configurations.value or ()
    return next(c.id for c in found if active is None or c.id != active.id)


def _new_containers(draft: Draft) -> Draft:
    first, *rest = draft.containers
    new = replace(first.container, image=f"{first.container.image.split(':')[0]}:next")
    return replace(draft, containers=(replace(first, container=new, chosen=True), *rest))
