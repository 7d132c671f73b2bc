"""Nothing on the card moves under the pointer or the keyboard, and the focus never leaves the monitor."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QPushButton, QWidget

from essgui.core.select_attention import AttentionView, ItemView, OfferView
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.remedies import EndHookWait, ExtendHookWait
from essgui.domain.scaling import GroupId, InstanceId
from essgui.domain.situation import Confirm, Gravity, Item, Kind, Offer
from essgui.ui.monitor.attention_card import AttentionCard
from essgui.ui.monitor.attention_item import AttentionItem
from essgui.ui.widgets.focus import has_focus, stops
from tests.support.states import HANGZHOU, NOW
from tests.ui.monitor import scenes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.monitor.conftest import Watch


def held(name: str, gravity: Gravity = Gravity.CAUTION, evidence: int = 1) -> ItemView:
    """Build the card of an instance that a hook holds."""
    group = GroupId("asg-1")
    confirm = Confirm(f"Abandon {name}?", (), "Abandon")
    offers = (
        Offer("Complete", (EndHookWait(HANGZHOU, group, "ash-1", name, go_on=True),), primary=True),
        Offer("Extend 10 min", (ExtendHookWait(HANGZHOU, group, "ash-1", name, 600),)),
        Offer("Abandon", (EndHookWait(HANGZHOU, group, "ash-1", name, go_on=False),), confirm),
    )
    item = Item(
        Kind.HOOK,
        gravity,
        f"{name} is stuck",
        ("Lifecycle hook warm-cache has not answered.",) * evidence,
        (InstanceId(f"i-{name}"),),
        ends_at=NOW.at + timedelta(minutes=6),
        lasts=1200,
        offers=offers,
        part=name,
    )
    return ItemView(item, "≈ 06:00 left", 0.5, tuple(OfferView(o) for o in offers))


class Shown:
    """The card beside a button of the page, with a pointer that is really moved."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.asked: list[str] = []
        self.page = QWidget()
        row = QHBoxLayout(self.page)
        self.elsewhere = QPushButton("Elsewhere")
        self.card = AttentionCard()
        self.card.asked.connect(lambda offer: self.asked.append(offer.remedies[0].token))
        row.addWidget(self.elsewhere)
        row.addWidget(self.card)
        self.page.resize(500, 600)
        qtbot.addWidget(self.page)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.point(self.elsewhere)

    def show(self, *views: ItemView) -> None:
        self.card.show_view(AttentionView(views))
        QApplication.processEvents()

    def names(self) -> list[str]:
        QApplication.processEvents()
        shown = [w for w in self.card.findChildren(AttentionItem) if w.isVisible()]
        return [w.accessibleName().split()[0] for w in sorted(shown, key=lambda w: w.y())]

    def button(self, name: str, number: int = 0) -> QAbstractButton:
        item = next(
            w
            for w in self.card.findChildren(AttentionItem)
            if w.isVisible() and w.accessibleName().startswith(f"{name} ")
        )
        found = item.findChild(QAbstractButton, f"offer_hook_{number}")
        assert isinstance(found, QAbstractButton)
        return found

    def spot(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self.page, widget.rect().center())

    def point(self, widget: QWidget) -> QPoint:
        spot = self.spot(widget)
        # Qt asks the cursor where the pointer is when a widget under it is exchanged.
        QCursor.setPos(self.page.mapToGlobal(spot))
        QTest.mouseMove(self.page.windowHandle(), spot)
        QApplication.processEvents()
        return spot

    def click(self, spot: QPoint) -> None:
        window = self.page.windowHandle()
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


@pytest.fixture
def shown(qtbot: QtBot, themed: QApplication) -> Shown:
    return Shown(qtbot)


def test_a_click_lands_on_the_card_that_was_pointed_at(shown: Shown) -> None:
    shown.show(held("a"), held("b"))
    spot = shown.point(shown.button("a"))
    shown.show(held("c", Gravity.GRAVE), held("b", Gravity.GRAVE), held("a"))
    assert shown.names() == ["a", "b", "c"]
    shown.click(spot)
    assert shown.asked == ["a"]


def test_without_a_pointer_the_order_is_the_one_that_is_wanted(shown: Shown) -> None:
    shown.show(held("a"), held("b"))
    spot = shown.spot(shown.button("a"))
    shown.show(held("c", Gravity.GRAVE), held("b"), held("a"))
    assert shown.names() == ["c", "b", "a"]
    shown.click(spot)
    assert shown.asked == ["c"]


def test_what_is_gone_keeps_its_place_until_the_pointer_leaves(shown: Shown) -> None:
    shown.show(held("a"), held("b"))
    spot = shown.point(shown.button("b"))
    shown.show(held("b"))
    assert shown.names() == ["a", "b"]
    assert not shown.button("a").isEnabled()
    shown.click(shown.spot(shown.button("a")))
    assert shown.asked == [], "what is gone cannot be asked for"
    shown.click(spot)
    assert shown.asked == ["b"]
    shown.point(shown.elsewhere)
    assert shown.names() == ["b"], "a click's focus does not hold it for ever"


def test_what_becomes_grave_stays_where_it_is_where_it_fits(shown: Shown) -> None:
    shown.show(held("a"), held("b"))
    spot = shown.point(shown.button("b"))
    shown.show(held("b", Gravity.GRAVE), held("a"))
    assert shown.names() == ["a", "b"]
    assert shown.spot(shown.button("b")) == spot


def test_what_has_more_to_say_does_not_push_the_next_one_away(shown: Shown) -> None:
    shown.show(held("a"), held("b"))
    spot = shown.point(shown.button("b"))
    shown.show(held("a", evidence=3), held("b"))
    assert shown.spot(shown.button("b")) == spot
    assert shown.names() == ["a", "b", "a"]


def test_more_cards_than_room_break_no_line_anew(shown: Shown) -> None:
    shown.show(held("a"), held("b"))
    spot = shown.point(shown.button("b", 2))
    wide = shown.card.list.width()
    shown.show(held("a"), held("b"), *(held(name) for name in "cdefgh"))
    assert shown.spot(shown.button("b", 2)) == spot
    assert shown.card.list.width() == wide


def test_the_heading_is_as_high_with_a_count_as_without(shown: Shown) -> None:
    shown.show(held("a"))
    high = shown.card.list.mapTo(shown.page, QPoint(0, 0))
    shown.show()
    assert shown.card.list.mapTo(shown.page, QPoint(0, 0)) == high


def test_the_keyboard_holds_it_too_and_goes_on_with_the_next_card(shown: Shown) -> None:
    shown.show(held("a"), held("b"))
    shown.button("a").setFocus(Qt.FocusReason.TabFocusReason)
    shown.show(held("c"), held("b"))
    assert shown.names() == ["a", "b", "c"]
    assert shown.button("b").hasFocus()
    QTest.keyClick(shown.button("b"), Qt.Key.Key_Space)
    assert shown.asked == ["b"]
    shown.show()
    assert shown.card.list.hasFocus()
    assert shown.names() == []
    shown.elsewhere.setFocus()
    shown.show(held("b"), held("a"))
    assert shown.names() == ["b", "a"]


def test_complete_by_keyboard_leaves_the_focus_in_the_card(watch: Watch, qtbot: QtBot) -> None:
    page = watch.show(scenes.needing())
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    complete = page.attention.findChild(QAbstractButton, "offer_hook_0")
    assert isinstance(complete, QAbstractButton)
    complete.setFocus(Qt.FocusReason.TabFocusReason)
    watch.show(scenes.scene())
    assert has_focus(page.attention)
    watch.show(scenes.ended(RefreshStatus.SUCCESSFUL, 40))
    assert page.hasFocus(), "the card is gone, so Tab goes on from the page"


def test_the_tab_key_goes_from_the_chart_to_the_card_and_then_to_the_details(
    watch: Watch, qtbot: QtBot
) -> None:
    page = watch.show(scenes.scene())
    page.show()
    # What is made late stands there too: the cards of a later poll, and the charts.
    watch.show(scenes.needing())
    qtbot.waitUntil(lambda: page.chart.shown is not None)
    names = [stop.objectName() for stop in stops(page)]
    at, after = names.index("chart_more"), names.index("detail_tabs")
    assert names[at + 1] == "capacity_chart"
    assert [n for n in names[at + 2 : after] if n.startswith("offer_")][:3] == [
        "offer_hook_0",
        "offer_hook_1",
        "offer_hook_2",
    ]
    assert not [n for n in names[after:] if n.startswith("offer_")]


def test_a_click_on_a_tab_of_the_details_takes_the_ring_away(watch: Watch, qtbot: QtBot) -> None:
    page = watch.show(scenes.scene())
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.head.setFocus(Qt.FocusReason.TabFocusReason)
    bar = page.tabs.bar
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert (bar.currentIndex(), bar.hasFocus()) == (1, True)


def test_resume_now_leaves_the_focus_at_the_checkpoints(watch: Watch, qtbot: QtBot) -> None:
    page = watch.show(scenes.checkpoint())
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    resume = next(b for b in page.ladder.findChildren(QAbstractButton) if b.isVisible())
    resume.setFocus(Qt.FocusReason.TabFocusReason)
    watch.show(scenes.scene())
    assert has_focus(page.ladder)


def test_an_action_that_is_hidden_leaves_the_focus_in_the_head(watch: Watch, qtbot: QtBot) -> None:
    page = watch.show(scenes.scene())
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    suspend = page.head.findChild(QAbstractButton, "suspend_button")
    assert isinstance(suspend, QAbstractButton)
    suspend.setFocus(Qt.FocusReason.TabFocusReason)
    watch.show(replace(scenes.flying()))
    assert has_focus(page.head)
    watch.show(scenes.ended(RefreshStatus.SUCCESSFUL, 40))
    assert has_focus(page.head)
