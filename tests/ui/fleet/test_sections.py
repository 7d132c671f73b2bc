"""The drawer's sections when their content shrinks: no line of the group before is left."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from essgui.core.select_fleet_drawer import CheckLine, DriftLine, Verdict, drawer
from essgui.ui.fleet.sections import CapacitySection, ChecksSection, RefreshesSection
from tests.ui.fleet import worlds

VIEW = drawer(worlds.with_drawer(worlds.believable()))


def shown(qtbot, section):
    qtbot.addWidget(section)
    section.resize(312, 400)
    section.show()
    return section


def lines(section):
    return [row for row in section.rows if row.isVisible()]


def test_one_drifted_instance_is_offered_as_one_and_the_list_shrinks_with_it(qtbot, themed):
    section = shown(qtbot, CapacitySection())
    section.show_view(VIEW)
    section.toggle.click()
    assert section.toggle.text() == "Hide the drifted instances"
    left = (DriftLine("i-bp1last", "asc-uf6old", "3 d"),)
    section.show_view(replace(VIEW, drift=1, drift_lines=left))
    (row,) = [row for row in section._rows if row.isVisible()]
    assert (row.key.text(), row.value.text()) == ("i-bp1last", "asc-uf6old  3 d")
    section.toggle.click()
    assert section.toggle.text() == "Show the drifted instance"
    section.show_view(replace(VIEW, drift=0, drift_lines=()))
    assert not section.toggle.isVisible()


def test_checks_that_no_longer_apply_are_gone_and_each_says_its_sentence(qtbot, themed):
    section = shown(qtbot, ChecksSection())
    many = tuple(CheckLine(f"Check {n}", "on", Verdict.OK, f"Because {n}.") for n in range(4))
    section.show_lines(many, "")
    assert [row.name.text() for row in lines(section)] == ["Check 0", "Check 1", "Check 2", "Check 3"]
    assert section.badge.text == "Yes"
    section.show_lines(
        (CheckLine("Reclaim", "economical", Verdict.BLOCKED, "It is <b>so</b>."),), "It is so."
    )
    (row,) = lines(section)
    assert row.accessibleName() == "Reclaim: economical"
    assert row.accessibleDescription() == "It is <b>so</b>."
    assert "&lt;b&gt;" in row.toolTip()
    assert section.badge.text == "No"
    assert section.badge.toolTip() == "It is so."


def test_a_line_opens_and_offers_the_refresh_that_it_shows_now(qtbot, themed):
    section = shown(qtbot, RefreshesSection())
    opened, wanted = [], []
    section.opened.connect(opened.append)
    section.menu_wanted.connect(lambda task, where: wanted.append((task, where)))
    section.show_view(VIEW)
    first = lines(section)[0]
    assert len(lines(section)) > 2
    section.show_view(replace(VIEW, refreshes=VIEW.refreshes[1:2]))
    assert lines(section) == [first]
    first.click()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(70, 80))
    QApplication.sendEvent(first, event)
    assert opened == [VIEW.refreshes[1].task]
    assert wanted == [(VIEW.refreshes[1].task, QPoint(70, 80))]


def test_without_refreshes_the_note_says_why(qtbot, themed):
    section = shown(qtbot, RefreshesSection())
    section.show_view(VIEW)
    assert not section.note.isVisible()
    section.show_view(replace(VIEW, refreshes=(), refreshes_note="Never refreshed."))
    assert lines(section) == []
    assert section.note.isVisible()
    assert section.note.text() == "Never refreshed."
