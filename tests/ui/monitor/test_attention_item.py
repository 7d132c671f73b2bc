"""One item of the attention card: its instances named or counted, its buttons, and when it is made anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from essgui.core.select_attention import ItemView, OfferView
from essgui.domain.remedies import ExitStandby
from essgui.domain.scaling import GroupId, InstanceId
from essgui.domain.situation import Confirm, Gravity, Item, Kind, Offer
from essgui.ui.monitor.attention_item import BUTTON_ROOM, MOST_NAMED, AttentionItem, shape
from essgui.ui.theme import apply_theme, load_theme
from essgui.ui.widgets.copyable_id import CopyableId
from tests.support.states import HANGZHOU

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

ITEM = Item(Kind.UNHEALTHY, Gravity.CAUTION, "2 new instances are unhealthy", ("Since 4 min.",))
REMEDY = ExitStandby(HANGZHOU, GroupId("asg-1"), (InstanceId("i-1"),))


def ids(count: int) -> tuple[InstanceId, ...]:
    return tuple(InstanceId(f"i-bp1{n:03}") for n in range(count))


def offered(label: str, *, ask: bool = False, **changes: object) -> OfferView:
    confirm = Confirm("Sure?", ("Line.",), "Do it") if ask else None
    return replace(OfferView(Offer(label, (REMEDY,), confirm)), **changes)


def made(
    qtbot: QtBot, item: Item = ITEM, *offers: OfferView, left: str = "", share: float = 0.0
) -> AttentionItem:
    found = AttentionItem(ItemView(item, left, share, offers))
    qtbot.addWidget(found)
    found.resize(290, 300)
    found.show()
    return found


def texts(item: AttentionItem) -> list[str]:
    return [x.text() for x in item.findChildren(QLabel) if x.isVisible() and x.text()]


@pytest.mark.parametrize(
    ("count", "named", "more"),
    [(2, 2, ""), (MOST_NAMED, 4, ""), (MOST_NAMED + 1, 4, "and 1 more"), (1000, 4, "and 996 more")],
)
def test_a_few_instances_are_named_and_the_others_counted(
    qtbot: QtBot, themed: QApplication, count: int, named: int, more: str
) -> None:
    item = made(qtbot, replace(ITEM, instances=ids(count)))
    (said,) = [text for text in texts(item) if text.startswith("i-bp1")]
    assert said.splitlines() == [*ids(named), *([more] if more else [])]
    assert item.findChildren(CopyableId) == []


@pytest.mark.parametrize("gravity", Gravity)
def test_a_single_one_that_calls_is_the_heading_and_can_be_copied(
    qtbot: QtBot, themed: QApplication, gravity: Gravity
) -> None:
    item = made(qtbot, replace(ITEM, gravity=gravity, instances=ids(1), place="cn-hangzhou-j"))
    calls = gravity is not Gravity.INFORMATION
    assert [c.identifier for c in item.findChildren(CopyableId)] == ([ids(1)[0]] if calls else [])
    assert "i-bp1000" in texts(item)
    assert ("cn-hangzhou-j" in texts(item)) is calls


def test_what_only_ticks_is_changed_in_place_and_anything_else_is_not(
    qtbot: QtBot, themed: QApplication
) -> None:
    item = made(qtbot, ITEM, offered("Replace"), left="≈ 02:00 left")
    later = replace(ITEM, headline="3 min now", evidence=("Since 5 min.",), consequence="then it goes")
    assert item.takes(ItemView(later, "≈ 01:59 left", 0.5, (offered("Replace"),)))
    assert {"3 min now", "Since 5 min.", "≈ 01:59 left", "then it goes"} <= set(texts(item))
    assert item.accessibleName() == "3 min now"
    assert item.accessibleDescription() == "Since 5 min. then it goes"
    for other in (
        ItemView(later, offers=(offered("Replace"), offered("Other"))),
        ItemView(later),
        ItemView(replace(later, gravity=Gravity.GRAVE), offers=(offered("Replace"),)),
        ItemView(replace(later, evidence=()), offers=(offered("Replace"),)),
        ItemView(replace(later, instances=ids(1)), offers=(offered("Replace"),)),
        ItemView(replace(later, part="T2"), offers=(offered("Replace"),)),
    ):
        assert shape(other) != shape(ItemView(later, offers=(offered("Replace"),)))
        assert not item.takes(other)
    assert item.headline.text() == "3 min now"


def test_without_an_end_there_is_no_time_and_without_a_consequence_no_line(
    qtbot: QtBot, themed: QApplication
) -> None:
    item = made(qtbot)
    assert not item.left.isVisible()
    assert not item.bar.isVisible()
    assert not item.consequence.isVisible()
    assert item.accessibleDescription() == "Since 4 min."


def test_a_button_says_what_it_does_what_it_asks_and_why_it_is_off(
    qtbot: QtBot, themed: QApplication
) -> None:
    offers = (
        offered("Retry"),
        offered("Give up", ask=True),
        offered("Extend", busy=True, reason="On its way."),
    )
    item = made(qtbot, ITEM, *offers)
    buttons = [button for button, _ in item._buttons]
    assert [b.text() for b in buttons] == ["Retry", "Give up…", "Extend…"]
    assert [b.accessibleName() for b in buttons] == ["Retry", "Give up", "Extend"]
    assert [b.isEnabled() for b in buttons] == [True, True, False]
    assert buttons[2].accessibleDescription() == "On its way."
    with qtbot.waitSignal(item.asked) as heard:
        buttons[1].click()
    assert heard.args == [offers[1].offer]


def test_buttons_that_find_no_room_go_to_another_line(qtbot: QtBot, themed: QApplication) -> None:
    item = made(qtbot, ITEM, *(offered(f"A remedy with a long name {n}") for n in range(3)))
    qtbot.waitUntil(
        lambda: len({gate.mapTo(item, gate.rect().topLeft()).y() for _, gate in item._buttons}) == 3
    )
    few = made(qtbot, ITEM, offered("Go"), offered("No"))
    qtbot.waitUntil(lambda: few._buttons[1][1].x() > few._buttons[0][1].x())
    assert sum(b.sizeHint().width() for b, _ in few._buttons) < BUTTON_ROOM


@pytest.mark.parametrize("name", ["light", "dark"])
def test_what_calls_has_an_edge_in_its_colour_and_information_has_none(
    qtbot: QtBot, themed: QApplication, name: str
) -> None:
    theme = load_theme(name)
    try:
        apply_theme(themed, theme)
        for gravity, tone in ((Gravity.GRAVE, "red_solid"), (Gravity.CAUTION, "amber_solid")):
            image = made(qtbot, replace(ITEM, gravity=gravity)).grab().toImage()
            assert image.pixelColor(2, image.height() // 2) == theme.color(tone)
        calm = made(qtbot, replace(ITEM, gravity=Gravity.INFORMATION)).grab().toImage()
        assert calm.pixelColor(2, calm.height() - 2) == calm.pixelColor(calm.width() - 2, calm.height() - 2)
    finally:
        apply_theme(themed, load_theme("light"))
