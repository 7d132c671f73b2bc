"""The card of the final check shows each line with its verdict, names a few instances, and goes away."""

from __future__ import annotations

from dataclasses import replace

from essgui.core.select_monitor_aftermath import FinalCheck
from essgui.domain.final_line import Line, Verdict
from essgui.domain.scaling import InstanceId
from essgui.ui.monitor.final_card import FinalCard
from essgui.ui.widgets.labels import Label

IDS = tuple(InstanceId(f"i-{n}") for n in range(6))
BAD = FinalCheck(
    "bad", Verdict.BAD, (Line(Verdict.BAD, "6 are not there", "Look.", IDS), Line(Verdict.GOOD, "Fine"))
)


def texts(card: FinalCard) -> list[str]:
    return [label.text() for label in card.findChildren(Label) if not label.isHidden() and label.text()]


def test_lines_are_shown_and_many_instances_are_counted(qtbot) -> None:
    card = FinalCard()
    qtbot.addWidget(card)
    card.show()
    card.show_check(BAD)
    shown = texts(card)
    assert {"6 are not there", "Look.", "Fine", "i-0\ni-1\ni-2\ni-3\nand 2 more"} <= set(shown)
    card.show_check(FinalCheck("", Verdict.NOT_KNOWN, (), "Reading…"))
    qtbot.waitUntil(lambda: "Fine" not in texts(card))
    assert "Reading…" in texts(card)


def test_without_a_check_there_is_no_card(qtbot) -> None:
    card = FinalCard()
    qtbot.addWidget(card)
    card.show_check(BAD)
    card.show_check(None)
    assert card.isHidden()


def test_it_can_be_checked_again_unless_that_is_under_way(qtbot) -> None:
    card = FinalCard()
    qtbot.addWidget(card)
    card.show_check(replace(BAD, read="As of 14:31"))
    assert card.read.text() == "As of 14:31"
    with qtbot.waitSignal(card.again):
        card.look_again.click()
    card.show_check(replace(BAD, reading=True))
    assert (card.look_again.isEnabled(), card.look_again.text()) == (False, "Reading…")
