"""Before a start: a no-go is overridden with a reason that is kept, a hook is named, protection is lifted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QTabBar

from essgui.core.form import start_permit
from essgui.core.messages import StepChosen
from essgui.core.preflight import preflight
from essgui.core.state import Step
from essgui.domain.preflight.verdict import CheckKind, Verdict
from essgui.ui.monitor.tabs import REQUEST
from essgui.ui.wizard.check_row import CheckRow
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.core.state import AppState

REASON = "old version loses orders"


async def safety(stage: Stage, name: str) -> None:
    """Open the Safety step of a group with another image and wait for every answer."""
    await stage.fleet_ready()
    await stage.open_wizard(name)
    await stage.fill(new_image)
    stage.program.store.send(StepChosen(Step.SAFETY))
    await stage.until(checked, "every check")


def checked(state: AppState) -> bool:
    found = preflight(state)
    return found is not None and not any(check.reading for check in found.checks)


def verdicts(stage: Stage) -> dict[CheckKind, Verdict]:
    found = preflight(stage.state)
    assert found is not None
    return {check.kind: check.verdict for check in found.checks}


def test_sold_out_is_a_no_go_until_a_reason_is_given_which_the_monitor_tells(qapp: QApplication) -> None:
    with RunningSimulator("out-of-stock", manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            sim.add_fault("out-of-stock", probability=1.0)
            await safety(stage, "web-frontend")
            assert verdicts(stage)[CheckKind.STOCK] is Verdict.NO_GO
            assert verdicts(stage)[CheckKind.DIAGNOSIS] is Verdict.NO_GO
            assert "No-go: 2 checks stand against it" in stage.texts()
            await stage.review()
            assert not stage.find(QAbstractButton, "wizard_start").isEnabled()
            await stage.click("review_go_safety")
            await stage.type("override_reason", REASON)
            await stage.click("override_on")
            await stage.review()
            assert REASON in stage.texts()
            task = await stage.start_refresh()
            kept = stage.state.archive.origins[task].reason
            assert kept.endswith(f"Reason: {REASON}")
            assert kept.count(";") == 1
            stage.find(QTabBar, "detail_tabs").setCurrentIndex(REQUEST)
            await stage.settle()
            assert f"Reason: {REASON}" in stage.texts()

        play(sim, story)
        assert len(sim.starts()) == 1


def test_a_hook_that_gives_instances_up_is_a_caution_that_names_it(qapp: QApplication) -> None:
    with RunningSimulator("hook-timeout", manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await safety(stage, "catalogue-api")
            assert verdicts(stage)[CheckKind.HOOKS] is Verdict.CAUTION
            row = stage.find(CheckRow, "check_hooks")
            assert row.headline.text().startswith("warm-cache releases new instances")
            await stage.review()
            assert start_permit(stage.state).reason == ""

        play(sim, story)


def test_all_is_well_in_a_calm_world_and_the_way_back_exists(qapp: QApplication) -> None:
    with RunningSimulator("calm", manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await safety(stage, "image-resizer")
            found = verdicts(stage)
            assert found[CheckKind.STOCK] is Verdict.GO
            assert found[CheckKind.WAY_BACK] is Verdict.GO
            assert found[CheckKind.PERMISSIONS] is Verdict.GO
            assert Verdict.NO_GO not in found.values()

        play(sim, story)


def test_unprotecting_and_leaving_standby_change_the_counts(qapp: QApplication) -> None:
    with RunningSimulator("default", manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.open_wizard("image-resizer")
            await stage.fill(new_image)
            stage.program.store.send(StepChosen(Step.SCOPE))
            await stage.until(lambda s: s.wizard is not None and s.wizard.step is Step.SCOPE, "Scope")
            page = stage.program.window.wizard
            assert page.scope.ignored.number.text() == "2"
            await stage.click("remedy_all_protected")
            await stage.confirm()
            await stage.until(lambda s: not s.errands, "the end of the remedy")
            await stage.quiet()
            assert page.scope.ignored.number.text() == "1"
            await stage.click("remedy_all_standby")
            await stage.confirm()
            await stage.until(lambda s: not s.errands, "the end of the remedy")
            await stage.quiet()
            assert page.scope.ignored.number.text() == "0"

        play(sim, story)
