from __future__ import annotations

from dataclasses import replace

from essgui.core.select_monitor import watched
from essgui.core.select_monitor_chart import drawing
from essgui.ui.charts.picture import NotchKind
from essgui.ui.monitor.pictures import capacity_picture, progress_picture
from tests.ui.monitor import scenes
from tests.ui.monitor.conftest import BEIJING


def drawn(state):
    found = watched(state, scenes.TASK)
    assert found is not None
    return drawing(state, found, BEIJING)


def test_capacity_has_its_limits_and_its_pauses():
    shown = drawn(scenes.checkpoint())
    picture = capacity_picture(shown)
    assert (picture.floor_label, picture.ceiling_label) == ("floor 38", "ceiling 50")
    assert [mark.label for mark in picture.checkpoints] == ["25 %", "50 %"]
    assert picture.checkpoints[1].until == shown.marks[1].until
    assert picture.in_service.times is picture.new.times
    assert picture.unseen_until is None


def test_what_was_not_watched_is_hatched():
    picture = capacity_picture(drawn(scenes.joined_late()))
    assert picture.unseen_label == "not recorded"
    assert picture.unseen_until is not None


def test_progress_has_the_checkpoints_as_levels():
    picture = progress_picture(drawn(scenes.scene()))
    assert [(level.count, level.label, level.reached) for level in picture.levels] == [
        (10, "25 %", True),
        (20, "50 %", False),
    ]
    assert (picture.total, picture.total_label) == (40, "40 to replace")
    assert picture.finished.values[-1] == 18


def test_without_a_group_there_are_no_limits():
    state = scenes.scene(total=0)
    picture = capacity_picture(drawn(replace(state, groups={})))
    assert picture.floor is None
    assert picture.floor_label == ""
    assert progress_picture(drawn(state)).total_label == ""


def test_marks_keep_their_kind_in_both_charts():
    shown = drawn(scenes.outage())
    kinds = [NotchKind.DONE, NotchKind.BESIDE, NotchKind.DONE, NotchKind.BAD]
    for picture in (capacity_picture(shown), progress_picture(shown)):
        assert [notch.kind for notch in picture.notches] == kinds


def test_where_only_the_progress_was_seen_the_capacity_alone_is_hatched():
    shown = drawn(scenes.scene())
    stretch = (shown.start, shown.times[-1])
    shown = replace(shown, unread=(stretch,))
    assert capacity_picture(shown).gaps == (*shown.gaps, stretch)
    assert progress_picture(shown).gaps == shown.gaps
