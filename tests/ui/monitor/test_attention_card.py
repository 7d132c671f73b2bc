"""The card shows items, ticks in place, asks before what is hard to undo, and is calm where all is well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from essgui.core.messages import RemedyFailureDismissed, RemedyRequested
from essgui.core.permits import OFFLINE_AFTER
from essgui.core.select_attention import AttentionView, ItemView
from essgui.core.state import Errand, Poll
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.remedies import EndHookWait
from essgui.domain.situation import Gravity, Item, Kind
from essgui.ui.monitor.attention_card import AttentionCard
from essgui.ui.monitor.attention_item import ICONS, AttentionItem
from essgui.ui.widgets.disabled_reason import DisabledReason
from tests.ui.monitor import scenes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from essgui.core.state import Detail
    from essgui.domain.scaling import GroupId
    from essgui.ui.monitor.page import MonitorPage
    from tests.ui.monitor.conftest import Watch


def texts(page: MonitorPage) -> list[str]:
    return [x.text() for x in page.attention.findChildren(QLabel) if x.isVisibleTo(page) and x.text()]


def shows(page: MonitorPage, name: str) -> bool:
    return any(w.isVisible() for w in page.attention.findChildren(QWidget, name))


def button(page: MonitorPage, name: str) -> QAbstractButton:
    found = page.attention.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def test_an_instance_in_a_hook_is_shown_with_its_evidence_and_the_time_left(watch: Watch) -> None:
    page = watch.show(scenes.needing())
    page.show()
    shown = texts(page)
    for text in (
        "i-bp1new0000090",
        "cn-hangzhou-j",
        "Stuck in Pending:Wait, 14 min",
        "Lifecycle hook warm-cache has not answered.",
        "≈ 06:00 left",
        "then ABANDON: the instance is released",
        "Scheduled task evening peak in 29 min",
        "2 instances will not change",
    ):
        assert text in shown
    assert page.attention.count.text == "1"
    assert page.attention.count.isVisible()
    item = page.attention.findChildren(AttentionItem)[0]
    assert item.accessibleName() == "Stuck in Pending:Wait, 14 min"
    assert "warm-cache" in item.accessibleDescription()


def test_the_countdown_ticks_in_place(watch: Watch) -> None:
    page = watch.show(scenes.needing())
    page.show()
    complete = button(page, "offer_hook_0")
    watch.show(scenes.ticked(scenes.needing(), 2))
    assert "≈ 05:58 left" in texts(page)
    assert button(page, "offer_hook_0") is complete, "no button moves under the hand"


def test_complete_is_sent_at_once_and_is_off_until_the_answer(watch: Watch) -> None:
    state = scenes.needing()
    page = watch.show(state)
    page.show()
    button(page, "offer_hook_0").click()
    (sent,) = watch.sent
    assert isinstance(sent, RemedyRequested)
    assert isinstance(sent.remedy, EndHookWait)
    assert sent.remedy.go_on
    watch.show(replace(state, errands={sent.remedy: Errand(state.now)}))
    complete = button(page, "offer_hook_0")
    assert (complete.isEnabled(), complete.text()) == (False, "Complete…")
    assert button(page, "offer_hook_1").isEnabled()


def test_abandon_asks_first_and_names_what_is_lost(watch: Watch) -> None:
    page = watch.show(scenes.needing())
    page.show()
    button(page, "offer_hook_2").click()
    sheet = page.sheets.remedy
    assert sheet is not None
    assert sheet.question.title == "Abandon 1 instance held by warm-cache?"
    assert "i-bp1new0000090" in sheet.question.lines[0]
    assert sheet.question.loses
    assert watch.sent == []
    sheet.act.click()
    (sent,) = watch.sent
    assert isinstance(sent, RemedyRequested)
    assert isinstance(sent.remedy, EndHookWait)
    assert not sent.remedy.go_on
    assert page.sheets.remedy is None


def test_a_question_whose_item_is_gone_is_put_away(watch: Watch) -> None:
    page = watch.show(scenes.needing())
    page.show()
    button(page, "offer_hook_2").click()
    watch.show(scenes.ticked(scenes.needing(), 2))
    assert page.sheets.remedy is not None, "time alone does not put it away"
    watch.show(scenes.scene())
    assert page.sheets.remedy is None
    assert "Abandon 1 instance" in page.notes.withdrawn.label.text()
    assert watch.sent == []


def test_a_failed_remedy_stays_until_it_is_read(watch: Watch) -> None:
    state = scenes.many_troubles()
    page = watch.show(state)
    page.show()
    shown = texts(page)
    assert any("This identity may not complete a lifecycle action." in text for text in shown)
    assert "6C2B1F9E-0C5A-5E0D-9A55-3F7A8E4B1C22" in shown
    assert any("ess:DescribeScheduledTasks" in text for text in shown)
    button(page, "trouble_dismiss").click()
    assert watch.sent == [RemedyFailureDismissed(next(iter(state.errands)))]


def test_where_ess_does_not_answer_every_offer_says_why_it_is_off(watch: Watch) -> None:
    state = scenes.needing()
    region = next(iter(state.polls))
    page = watch.show(replace(state, polls={region: Poll(misses=OFFLINE_AFTER)}))
    page.show()
    gates = page.attention.findChildren(DisabledReason)
    assert gates
    assert all("does not answer" in gate.reason for gate in gates)


def test_nothing_to_attend_to_is_one_green_line(watch: Watch) -> None:
    state = scenes.needing()
    calm = replace(state, details={}, looks={})
    page = watch.show(calm)
    page.show()
    assert shows(page, "attention_waiting")
    assert not shows(page, "attention_calm")
    group = next(iter(state.details))
    healthy = tuple(
        replace(i, state="InService", creation_type="AutoCreated")
        for i in state.details[group].instances.value
    )
    detail = replace(state.details[group], instances=replace(state.details[group].instances, value=healthy))
    watch.show(replace(state, details={group: detail}, looks={}))
    assert shows(page, "attention_calm")
    assert not page.attention.count.isVisible()
    assert page.attention.findChildren(AttentionItem) == []


def test_where_ess_does_not_answer_it_is_not_said_that_nothing_needs_you(watch: Watch) -> None:
    state = replace(scenes.needing(), looks={}, details=_with_one_protected())
    region = next(iter(state.polls))
    for misses, calm in ((OFFLINE_AFTER - 1, True), (OFFLINE_AFTER, False), (0, True)):
        page = watch.show(replace(state, polls={region: replace(state.polls[region], misses=misses)}))
        page.show()
        assert shows(page, "attention_calm") is calm
        assert ("ESS does not answer, so what needs you now is not known." in texts(page)) is not calm


def test_what_is_only_information_leaves_it_calm(watch: Watch) -> None:
    page = watch.show(replace(scenes.needing(), looks={}, details=_with_one_protected()))
    page.show()
    assert shows(page, "attention_calm")
    assert "1 instance will not change" in texts(page)


def _with_one_protected() -> dict[GroupId, Detail]:
    state = scenes.needing()
    group = next(iter(state.details))
    read = state.details[group].instances
    serving = tuple(replace(i, state="InService", creation_type="AutoCreated") for i in read.value)
    old = next(n for n, i in enumerate(serving) if "old" in i.id)
    kept = tuple(replace(i, state="Protected") if n == old else i for n, i in enumerate(serving))
    return {group: replace(state.details[group], instances=replace(read, value=kept))}


def test_once_it_is_over_the_final_check_takes_its_place(watch: Watch) -> None:
    page = watch.show(scenes.needing())
    page.show()
    assert page.attention.isVisible()
    assert not page.final.isVisible()
    watch.show(scenes.ended(RefreshStatus.SUCCESSFUL, 40))
    assert not page.attention.isVisible()
    assert page.final.isVisible()


def test_items_come_go_and_change_places(watch: Watch, qtbot: QtBot) -> None:
    page = watch.show(scenes.needing())
    page.show()
    first = [w.accessibleName() for w in page.attention.findChildren(AttentionItem)]
    watch.show(scenes.many_troubles())

    def names() -> list[str]:
        shown = [w for w in page.attention.findChildren(AttentionItem) if w.isVisible()]
        return [w.accessibleName() for w in sorted(shown, key=lambda w: w.y())]

    qtbot.waitUntil(lambda: names()[0] == "28 in service, 10 below the floor")
    assert names()[-1] == first[-1] == "2 instances will not change"
    assert len(names()) == 7


def test_nothing_is_wider_than_the_card(watch: Watch, qtbot: QtBot) -> None:
    page = watch.show(scenes.many_troubles())
    page.resize(1108, 640)
    page.show()
    view = page.attention.findChildren(AttentionItem)[0].parentWidget().parentWidget()

    def fits() -> None:
        assert all(w.width() <= view.width() for w in page.attention.findChildren(AttentionItem))

    qtbot.waitUntil(fits)
    assert page.chart.width() >= 400, "the chart stays usable"


def test_every_kind_has_an_icon_and_can_be_shown(qtbot: QtBot) -> None:
    assert set(ICONS) == set(Kind)
    card = AttentionCard()
    qtbot.addWidget(card)
    card.show()

    def names() -> list[str]:
        return [w.accessibleName() for w in card.findChildren(AttentionItem) if w.isVisible()]

    for kind in Kind:
        for gravity in Gravity:
            card.show_view(AttentionView((ItemView(Item(kind, gravity, kind.value)),)))
            qtbot.waitUntil(lambda k=kind: names() == [k.value])
    card.show_view(AttentionView())
    qtbot.waitUntil(lambda: not names())
