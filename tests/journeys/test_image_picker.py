"""An image is searched and chosen in the list, compared by content, and started: exactly that one is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit

from essgui.core import lists
from essgui.core.draft import TargetKind
from essgui.core.lookup import answer
from essgui.domain.questions import Images, InstanceTypes
from essgui.ui.wizard.image_editor import ImageEditor
from tests.journeys.stage import Stage, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.core.state import AppState

NEW = "m-bp1shop20261120cccc3"
ARM = "m-bp1arm2026q4ffffffff"


def read(state: AppState) -> bool:
    """Tell whether all that the card shows was read."""
    wizard = state.wizard
    if wizard is None:
        return False
    listed = (answer(state, Images(wizard.region, owner)) for owner in lists.OWNERS)
    types = answer(state, InstanceTypes(wizard.region))
    return all(r.seen is not None for r in listed) and types.seen is not None


async def open_card(stage: Stage) -> ImageEditor:
    await stage.fleet_ready()
    await stage.open_wizard("web")
    await stage.click("target_image")
    return stage.find(ImageEditor, "image_editor")


def test_search_choose_start(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            editor = await open_card(stage)
            await stage.until(read, "the images")
            await stage.settle()
            assert editor.table.model.rowCount() == 9
            assert [editor.owners.count_of(k) for k in ("all", "self", "others", "system")] == [
                "9",
                "6",
                "0",
                "3",
            ]
            await stage.select_row("images", ARM)
            assert stage.state.wizard is not None
            assert stage.state.wizard.draft.image == "", "an ARM image is off for x86 types"
            await stage.type("image_search", "shop-web")
            await stage.until(
                lambda s: s.wizard is not None and s.wizard.picker.text == "shop-web", "the search"
            )
            await stage.settle()
            assert editor.table.model.rowCount() == 3
            await stage.select_row("images", NEW)
            assert stage.state.wizard.draft.image == NEW
            assert stage.state.wizard.draft.kind is TargetKind.IMAGE
            assert "shop-web 2026.11.20" in stage.texts()
            await stage.review()
            await stage.start_refresh()

        play(sim, story)
        (start,) = sim.starts()
        sent = {k: v for k, v in start["parameters"].items() if k.startswith("DesiredConfiguration")}
        assert sent == {"DesiredConfiguration.ImageId": NEW}


def test_where_the_list_is_denied_an_id_is_pasted_and_sent(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:
        sim.add_fault("deny", operation="DescribeImages")

        async def story(stage: Stage) -> None:
            editor = await open_card(stage)
            await stage.until(
                lambda s: any(isinstance(q, Images) and r.failure for q, r in s.looks.items()), "the refusal"
            )
            await stage.settle()
            assert "ecs:DescribeImages" in " ".join(w.text() for w in editor.findChildren(QLabel))
            field = stage.find(QLineEdit, "image_id")
            assert field.isVisible()
            await stage.type("image_id", NEW)
            await stage.review()
            await stage.start_refresh()

        play(sim, story)
        (start,) = sim.starts()
        assert start["parameters"]["DesiredConfiguration.ImageId"] == NEW
