"""The steps of the tour: from the fleet to a finished, a cancelled and a rolled-back refresh."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from essgui.core.draft import TargetKind
from essgui.core.lookup import active_configuration, all_groups, detail_of, group_of, running_task
from essgui.core.messages import DraftChanged, GroupSelected, MonitorOpened, StepChosen
from essgui.core.state import Page, Step
from essgui.domain.eligibility import blockers
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import GroupType
from essgui.domain.settings import Key

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
    other = _other_configuration(driver)
    _fill(driver, lambda d: replace(d, kind=TargetKind.CONFIGURATION, configuration=other))
    await driver.settle()
    await album.take("wizard-target-configuration")
    await driver.click("wizard_next")
    await album.take("wizard-scope")
    await driver.click("wizard_next")
    _fill(driver, lambda d: replace(d, min_healthy=90, max_healthy=150, checkpoints=(25, 100)))
    await driver.settle()
    await album.take("wizard-pace")
    await driver.click("wizard_next")
    await driver.quiet()
    await album.take("wizard-safety")
    await driver.click("wizard_next")
    await album.take("wizard-review")
    task = await driver.start_refresh()
    await album.take("monitor-started")
    await _until_status(driver, task, S.CHECKPOINT_PAUSE)
    await driver.quiet()
    await album.take("monitor-checkpoint")
    await driver.click("resume_button")
    await _until_status(driver, task, S.SUCCESSFUL)
    await driver.quiet()
    await album.take("monitor-finished")


async def cancelled(driver: Driver, album: Album) -> None:
    """Start on a launch template, suspend, and cancel."""
    name = _name(driver, "idle_template")
    await _home(driver)
    await driver.open_wizard(name)
    _fill(driver, lambda d: replace(d, instance_types=("ecs.g7.large", "ecs.g8i.large")))
    await driver.settle()
    await album.take("wizard-target-template")
    _fill(driver, lambda d: replace(d, skip_matching=False))
    await _to_review(driver)
    task = await driver.start_refresh()
    await _until_status(driver, task, S.IN_PROGRESS)
    await driver.click("suspend_button")
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


STEPS = (fleet, finished, cancelled, rolled_back, watched, told)


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
