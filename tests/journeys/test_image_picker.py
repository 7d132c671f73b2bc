"""An image is searched and chosen in the list, compared by content, and started: exactly that one is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit

from essgui.core import lists
from essgui.core.draft import TargetKind
from essgui.core.lookup import answer
from essgui.domain.questions import IMAGES_A_PAGE, Images, InstanceTypes
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


def listed(state: AppState) -> bool:
    """Tell whether the page that is on screen was read, and nothing is typed any more."""
    wizard = state.wizard
    if wizard is None or wizard.picker.typing:
        return False
    return answer(state, lists.image_page(state, wizard)).seen is not None


async def search(stage: Stage, editor: ImageEditor, text: str) -> None:
    await stage.type("image_search", text)
    await stage.until(lambda s: listed(s) and s.wizard is not None and s.wizard.picker.text == text, text)
    assert editor.table.model.rowCount() > 0


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
            region = stage.group("web").region
            everything = answer(stage.state, Images(region)).value
            assert everything is not None
            assert editor.table.model.rowCount() == min(everything.total, IMAGES_A_PAGE)
            assert editor.owners.count_of("all") == f"{everything.total}"
            assert int(editor.owners.count_of("self")) < everything.total
            if everything.total > IMAGES_A_PAGE:
                first = editor.table.model.key(0)
                await stage.click("images_next")
                await stage.until(listed, "the second page")
                assert editor.table.model.row_of(first) == -1
                assert editor.foot.text.text().startswith(f"{IMAGES_A_PAGE + 1} to ")
            await search(stage, editor, "base-arm")
            await stage.select_row("images", ARM)
            assert stage.state.wizard is not None
            assert stage.state.wizard.draft.image == "", "an ARM image is off for x86 types"
            await search(stage, editor, "shop-web")
            assert 3 <= editor.table.model.rowCount() < everything.total
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
