"""The image card on the real page: rows, owners, search, pages, an id, and a list that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from essgui.core.draft import TargetKind
from essgui.core.effects import Ask, Wake
from essgui.core.messages import Asked, TypingPaused
from essgui.core.state import Picker
from essgui.domain.catalog import Found, ImageOwner
from essgui.domain.questions import Images
from tests.support.states import HANGZHOU
from tests.ui.wizard import offers, scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState
    from essgui.ui.wizard.image_editor import ImageEditor
    from tests.ui.wizard.stage import Stage

Left = Qt.MouseButton.LeftButton
ARM, NEW = "m-bp19xq4ad7vw2t0gnsle", "m-bp1f7k2wq9xz0c4vjh5n"


def card(image: str = "", **picker: object) -> AppState:
    state = scenes.ecs(kind=TargetKind.IMAGE, image=image)
    return offers.stocked(scenes.with_wizard(state, picker=Picker(**picker)))


def editor(here: Stage) -> ImageEditor:
    return here.page.target.image


def click_row(here: Stage, key: str) -> None:
    table, model = editor(here).table.table, editor(here).table.model
    spot = table.visualRect(model.index(model.row_of(key), 0)).center()
    QTest.mouseClick(table.viewport(), Left, pos=spot)
    here.turn()


def test_a_row_that_fits_is_chosen_and_one_that_does_not_stays_off(
    stage: Callable[[AppState], Stage],
) -> None:
    here = stage(card())
    QAbstractItemModelTester(
        editor(here).table.model, QAbstractItemModelTester.FailureReportingMode.Fatal, here.page
    )
    click_row(here, ARM)
    assert here.draft.image == ""
    tip = editor(here).table.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "no instance would come up" in tip
    click_row(here, NEW)
    assert here.draft.image == NEW
    table = editor(here).table.table
    QTest.keyClick(table, Qt.Key.Key_Down)
    here.turn()
    assert here.draft.image == "m-bp1c30n8rtd6ye2mkp7a", "the arrows step over the row that is off"


def test_an_owner_and_a_text_narrow_the_list(stage: Callable[[AppState], Stage]) -> None:
    here = stage(card())
    owners = editor(here).owners
    assert owners.count_of("self") == "5"
    owners.set_current("self")
    here.turn()
    assert here.wizard.picker.owner is ImageOwner.SELF
    find = here.find(QLineEdit, "image_search")
    find.setFocus()
    QTest.keyClicks(find, "golden")
    here.turn()
    assert editor(here).table.model.rowCount() == 3
    assert editor(here).foot.text.text() == "3 of 5 images."
    find.clear()
    here.turn()
    assert editor(here).table.model.rowCount() == 5
    QTest.keyClicks(find, "zzz")
    here.turn()
    assert editor(here).table.empty.text() == "No image matches “zzz”."


def test_a_long_list_is_turned_and_the_cloud_searches_it_when_typing_pauses(
    stage: Callable[[AppState], Stage],
) -> None:
    here = stage(offers.known(card(), offers.ALL, Found(offers.many_images(), 124)))
    previous, following = here.find(QPushButton, "images_previous"), here.find(QPushButton, "images_next")
    assert not previous.isEnabled()
    QTest.mouseClick(following, Left)
    here.turn()
    assert here.asked[-1] == Ask(Images(HANGZHOU, page=2))
    assert editor(here).table.loading.isVisible()
    QTest.keyClicks(here.find(QLineEdit, "image_search"), "ni")
    here.turn()
    assert here.asked[-1] == Wake("typing", 0.35, TypingPaused())
    here.send(TypingPaused())
    here.turn()
    assert here.asked[-1] == Ask(Images(HANGZHOU, None, "ni"))


def test_a_list_that_cannot_be_read_leaves_the_field_and_can_be_read_again(
    stage: Callable[[AppState], Stage],
) -> None:
    state = scenes.ecs(kind=TargetKind.IMAGE)
    here = stage(offers.refused(state, offers.ALL, scenes.DENIED_IMAGES))
    shown = editor(here)
    assert shown.table.failed.isVisible()
    assert "ecs:DescribeImages" in shown.table.failed.hint.text()
    assert shown.id.isVisible()
    QTest.keyClicks(shown.id, NEW)
    here.turn()
    assert here.draft.image == NEW
    QTest.mouseClick(shown.table.failed.again, Left)
    here.turn()
    assert here.sent[-1] == Asked(offers.ALL, again=True)
    assert shown.table.loading.isVisible()


def test_an_id_can_be_pasted_where_there_is_a_list(stage: Callable[[AppState], Stage]) -> None:
    here = stage(card(ARM, by_id=True))
    shown = editor(here)
    assert not shown.table.isVisible()
    assert "no instance would come up" in shown.field.complaint.sentence
    assert shown.told.text() == "platform-base-arm64-1118, Alibaba Cloud Linux 3, 40 GiB"
    assert "m-bp1c30n8rtd6ye2mkp7a" in shown.now.value.text()
    shown.owners.set_current("all")
    here.turn()
    assert shown.table.isVisible()
    assert not here.wizard.picker.by_id


def test_names_are_never_read_as_markup(stage: Callable[[AppState], Stage]) -> None:
    odd = replace(offers.images()[0], name="<b>&web</b>")
    here = stage(offers.known(card(), offers.ALL, Found((odd,), 1)))
    tip = editor(here).table.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;&amp;web&lt;/b&gt;" in tip
