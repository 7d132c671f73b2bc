from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from essgui.core.select_monitor_words import (
    clock,
    configuration_name,
    countdown,
    counted,
    moment,
    source_of,
    span,
    target_words,
)
from essgui.core.state import Archive, Detail, Origin, Remote
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import ConfigurationId, Container, TemplateId
from tests.support.states import ACTIVE, OTHER, make_configurations, make_group, make_state, make_task

BEIJING = timezone(timedelta(hours=8))
NIGHT = datetime(2026, 11, 23, 15, 50, tzinfo=UTC)


def test_a_time_of_another_day_in_the_zone_shown_names_the_day():
    after = NIGHT + timedelta(minutes=20)
    assert clock(NIGHT, after, UTC) == "15:50"
    assert clock(NIGHT, after, BEIJING) == "23 Nov 23:50"
    assert clock(after, after, BEIJING) == "00:10"
    assert moment(NIGHT, BEIJING) == "23 Nov 2026 23:50:00 UTC+0800"


def test_no_zone_means_the_zone_of_this_computer():
    assert clock(NIGHT, NIGHT) == f"{NIGHT.astimezone():%H:%M}"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3, "0 s"),
        (59.9, "59 s"),
        (36 * 60, "36 min"),
        (3600, "1 h"),
        (2 * 3600 + 300, "2 h 5 min"),
        (86400, "1 d"),
        (76 * 3600, "3 d 4 h"),
    ],
)
def test_lengths_of_time_are_for_people(seconds: float, words: str):
    assert span(seconds) == words


def test_a_countdown_never_goes_below_zero_and_grows_an_hour():
    assert [countdown(s) for s in (-5, 0, 760, 3600 + 61)] == ["00:00", "00:00", "12:40", "1:01:01"]


def test_one_thing_is_singular():
    assert [counted(n, "instance") for n in (0, 1, 2)] == ["0 instances", "1 instance", "2 instances"]


def state_with(target, status=RefreshStatus.IN_PROGRESS, **group_changes):
    group = make_group(**group_changes)
    task = make_task(group, status, target=target)
    state = make_state([group], [task])
    detail = Detail(configurations=Remote(make_configurations(group)))
    return replace(state, details={group.id: detail}), task, group


def test_a_configuration_has_its_name_and_says_what_was_before():
    state, task, group = state_with(ScalingConfigurationTarget(OTHER))
    words = target_words(state, task, group)
    assert (words.text, words.was) == ("web-2026-11", "web-2026-10")
    assert OTHER in words.whole


def test_a_configuration_that_is_active_by_now_has_no_before():
    state, task, group = state_with(ScalingConfigurationTarget(OTHER), active_configuration=OTHER)
    assert target_words(state, task, group).was == ""


def test_an_unread_configuration_goes_by_its_id():
    state, task, group = state_with(ScalingConfigurationTarget(ConfigurationId("asc-x")))
    assert target_words(state, task, group).text == "asc-x"
    assert configuration_name(state, group.id, ACTIVE) == "web-2026-10"


def test_an_image_was_another_one_until_the_refresh_succeeded():
    state, task, group = state_with(ImageTarget("m-bp1new"))
    assert target_words(state, task, group).was == "m-bp1old"
    done = replace(task, status=RefreshStatus.SUCCESSFUL)
    assert target_words(state, done, group).was == ""
    seen = Archive(origins={task.id: Origin(before=ImageTarget("m-bp1old"))})
    assert target_words(replace(state, archive=seen), done, group).was == "m-bp1old", "it stays"


def test_what_was_before_is_marked_where_it_is_assumed():
    state, task, group = state_with(ImageTarget("m-bp1new"), RefreshStatus.FAILED)
    words = target_words(state, task, group)
    assert words.was == "≈ m-bp1old"
    assert "because it is active still" in words.assumed


def test_template_versions_are_compared_within_their_template():
    template = TemplateId("lt-1")
    state, task, group = state_with(
        LaunchTemplateTarget(template, "8", ("ecs.g7.large",)),
        launch_template=template,
        launch_template_version="7",
    )
    words = target_words(state, task, group)
    assert (words.text, words.was) == ("lt-1 version 8 on ecs.g7.large", "version 7")
    other = replace(group, launch_template=TemplateId("lt-2"))
    moved = replace(state, groups={group.region: Remote((other,))})
    assert target_words(moved, task, other).was == "lt-2 version 7"
    assert source_of(state, group) == "launch template lt-1 version 7"


def test_moving_versions_are_said_as_they_are():
    state, task, group = state_with(LaunchTemplateTarget(TemplateId("lt-1"), "Latest"))
    assert target_words(state, task, group).text == "lt-1 Latest"


def test_containers_name_the_first_image_and_how_many_more():
    both = (Container("web", "reg/web:2"), Container("log", "reg/log:2"))
    state, task, group = state_with(ContainersTarget(both))
    words = target_words(state, task, group)
    assert words.text == "reg/web:2 and 1 more"
    assert words.whole == "web: reg/web:2\nlog: reg/log:2"


def test_a_rebuild_stays_on_the_active_configuration():
    state, task, group = state_with(ActiveConfiguration())
    assert target_words(state, task, group).text == "web-2026-10"
    assert target_words(state, task, None).text == "active configuration"


def test_what_a_rollback_goes_back_to_is_named_with_its_id():
    state, _, group = state_with(ScalingConfigurationTarget(OTHER))
    assert source_of(state, group) == f"configuration web-2026-10 ({ACTIVE})"
    assert source_of(replace(state, details={}), group) == f"configuration {ACTIVE}"
    assert source_of(state, None) == "the configuration of before"
