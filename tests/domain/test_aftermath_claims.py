"""Sentences of the final check that were once untrue, and what is said in their place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.domain.aftermath import aftermath
from essgui.domain.scaling import Capacity, Container, EnvironmentVariable
from tests.domain.afterworlds import (
    AFTER,
    BEFORE,
    DURING,
    ENDED,
    TARGETS,
    S,
    World,
    configuration,
    some,
    sources,
    template,
    world,
)
from tests.support.states import ACTIVE, OTHER


def said(seen: World, **changes: object) -> dict[str, tuple[str, str]]:
    """Return each headline with its verdict and its sentence."""
    seen = replace(seen, **changes)
    lines = aftermath(seen.task, seen.group, seen.instances, seen.configurations)
    return {line.headline: (line.verdict.value, line.text) for line in lines}


@pytest.mark.parametrize("kind", ["latest", "default"])
def test_a_moving_version_is_what_its_instances_were_made_from(kind: str) -> None:
    seen = world(kind, S.SUCCESSFUL)
    assert said(seen)["The active configuration is the target"][0] == "good"
    # Nothing is left of the refresh, so nothing tells the number.
    gone = said(seen, instances=some(10, "old", BEFORE, template("4")))
    verdict, text = gone["Whether the active configuration is the target is not known"]
    assert verdict == "not known"
    assert text == f"The target is version {kind.title()} of the template, and the group names version 4."
    assert gone["Whether 10 instances are on the target is not known"][1].endswith(
        f"which number the version {kind.title()} was."
    )


def test_a_group_that_follows_the_same_moving_version_is_on_it() -> None:
    seen = world("latest", S.SUCCESSFUL)
    follows = said(seen, group=replace(seen.group, launch_template_version="Latest"))
    assert follows["The active configuration is the target"][0] == "good"
    fixed = world("number", S.SUCCESSFUL)
    may_be = said(fixed, group=replace(fixed.group, launch_template_version="Latest"))
    assert may_be["Whether the active configuration is the target is not known"][0] == "not known"


def test_other_types_than_those_asked_for_are_not_called_the_target() -> None:
    seen = world("number", S.SUCCESSFUL)
    asked = replace(seen.task, target=replace(TARGETS["number"], instance_types=("ecs.g7.large",)))
    text = said(seen, task=asked)["Whether the active configuration is the target is not known"][1]
    assert text.endswith("but other instance types.")
    given = replace(seen.group, override_types=("ecs.g7.large",))
    assert said(seen, task=asked, group=given)["The active configuration is the target"][0] == "good"


@pytest.mark.parametrize("kind", ["image", "containers"])
def test_an_older_instance_of_the_same_configuration_is_not_called_on_the_target(kind: str) -> None:
    old, new, _ = sources(kind)
    found = said(
        world(kind, S.SUCCESSFUL), instances=(*some(7, "new", DURING, new), *some(3, "old", BEFORE, old))
    )
    assert "All 10 instances are on the target" not in found
    verdict, text = found["Whether 3 instances are on the target is not known"]
    assert verdict == "not known"
    assert text.startswith("ESS tells the configuration of an instance, not its ")


@pytest.mark.parametrize("kind", sorted(set(TARGETS) - {"active"}))
def test_scale_out_after_a_refresh_that_replaced_nothing_is_not_new(kind: str) -> None:
    old, _, _ = sources(kind)
    seen = world(kind, S.CANCELLED)
    fleet = (*some(10, "old", BEFORE, old), *some(1, "late", AFTER, old))
    found = said(seen, task=replace(seen.task, finished=0), instances=fleet)
    assert not {"The fleet is mixed", "Nothing was replaced"} & set(found)
    if kind in {"latest", "default"}:
        # Nothing is left that would tell the number.
        assert "Whether 11 instances are on the target is not known" in found
    else:
        assert found["No instance is on the target"][0] == "good"


def test_a_protected_instance_that_was_rolled_back_is_found() -> None:
    old, new, _ = sources("configuration")
    fleet = (*some(9, "old", BEFORE, old), *some(1, "new", DURING, new, state="Protected"))
    found = said(world("configuration", S.ROLLBACK_SUCCESSFUL), instances=fleet)
    assert "Nothing is left of what was rolled back" not in found
    assert found["1 instance is still on the target"][0] == "bad"


@pytest.mark.parametrize("kind", ["image", "containers"])
def test_what_was_rolled_back_is_not_called_gone_where_nothing_tells(kind: str) -> None:
    seen = world(kind, S.ROLLBACK_SUCCESSFUL)
    found = said(seen)
    assert "Nothing is left of what was rolled back" not in found
    verdict, text = found["Whether 4 instances are on the target is not known"]
    assert (verdict, text.endswith("what came back share one.")) == ("not known", True)
    old = some(10, "old", BEFORE, sources(kind)[0])
    assert said(seen, instances=old)["Nothing is left of what was rolled back"][0] == "good"


def test_who_was_on_the_target_before_or_is_again_was_not_rolled_back() -> None:
    old, new, _ = sources("configuration")
    fleet = (*some(6, "old", BEFORE, old), *some(3, "kept", BEFORE, new), *some(1, "late", AFTER, new))
    found = said(world("configuration", S.ROLLBACK_SUCCESSFUL), instances=fleet)
    assert found["3 instances are on the target since before"][0] == "caution"
    assert found["1 instance is on the target again"][0] == "caution"
    assert not {h for h in found if "still" in h}
    assert found["Nothing is left of what was rolled back"][0] == "good"


@pytest.mark.parametrize("kind", ["active", "image", "containers"])
def test_a_rollback_is_only_about_what_the_refresh_may_have_made(kind: str) -> None:
    seen = world(kind, S.ROLLBACK_SUCCESSFUL, "scaled out, unread")
    assert "Whether 4 instances are on the target is not known" in said(seen)
    rest = tuple(i for i in seen.instances if "back" not in i.id)
    assert said(seen, instances=rest)["Nothing is left of what was rolled back"][0] == "good"


def test_what_somebody_switched_since_is_not_laid_on_the_refresh() -> None:
    found = said(world("configuration", S.SUCCESSFUL, "switched, scaled out"))
    assert "All 12 instances are on the target" not in found
    assert found["2 instances are from something else"][0] == "caution"
    assert "or somebody has changed it since" in found["The active configuration is not the target"][1]


def test_it_is_certain_where_the_group_has_made_instances_from_the_target_since() -> None:
    seen = world("configuration", S.SUCCESSFUL, "switched")
    late = (*seen.instances, *some(1, "late", AFTER, configuration(OTHER)))
    assert said(seen, instances=late)["The active configuration was changed since"][0] == "caution"


def test_it_is_certain_where_what_is_active_was_made_later() -> None:
    seen = world("configuration", S.SUCCESSFUL, "switched")
    made = tuple(replace(c, created_at=AFTER) for c in seen.configurations)
    assert "The active configuration was changed since" in said(seen, configurations=made)
    early = tuple(replace(c, created_at=ENDED) for c in seen.configurations)
    assert "The active configuration is not the target" in said(seen, configurations=early)


def test_without_an_end_the_age_tells_nothing_of_an_image() -> None:
    seen = world("image", S.SUCCESSFUL)
    found = said(seen, task=replace(seen.task, ended_at=None))
    assert found["Whether 10 instances are on the target is not known"][0] == "not known"


def test_an_instance_whose_source_is_not_told_is_not_called_off_the_target() -> None:
    found = said(world("configuration", S.SUCCESSFUL), instances=some(2, "bare", DURING, {}))
    text = found["Whether 2 instances are on the target is not known"][1]
    assert text == "ESS does not tell what every instance was made from."


def test_remade_from_the_active_configuration_does_not_go_by_its_id_where_all_were_to_be() -> None:
    seen = world("active", S.SUCCESSFUL)
    fleet = (*seen.instances, *some(1, "freed", BEFORE, configuration(ACTIVE)))
    assert "All 11 instances are on the target" in said(seen, instances=fleet)
    anew = replace(seen.task, skip_matching=False)
    found = said(seen, instances=fleet, task=anew)
    assert found["Whether 1 instance is on the target is not known"][0] == "not known"


def test_an_empty_fleet_did_not_arrive() -> None:
    seen = world("configuration", S.SUCCESSFUL)
    found = said(seen, instances=())
    assert found["No instance tells whether the fleet arrived"][0] == "not known"
    none = replace(seen.group, capacity=Capacity(desired=0))
    assert said(seen, instances=(), group=none)["0 in service, and none is wanted"][0] == "good"


def test_a_group_without_a_desired_capacity_wants_only_its_minimum() -> None:
    seen = world("configuration", S.SUCCESSFUL)
    free = replace(seen.group, capacity=Capacity(total=12, active=12, min_size=4))
    assert said(seen, group=free)["10 in service, all healthy"][0] == "good"
    more = replace(free, capacity=Capacity(total=12, active=12, min_size=11))
    assert said(seen, group=more)["10 in service, 11 wanted"][0] == "caution"


@pytest.mark.parametrize(("born", "words"), [(BEFORE, True), (DURING, False), (AFTER, False)])
def test_only_what_is_older_still_runs_what_it_ran(born, words: bool) -> None:
    seen = world("configuration", S.SUCCESSFUL)
    kept = some(1, "kept", born, configuration(OTHER), state="Protected")
    text = said(seen, instances=(*seen.instances, *kept))["1 instance is ignored"][1]
    assert ("still runs what it ran" in text) is words


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        (Container("app", args=("serve",)), True),
        (Container("app", args=("other",)), False),
        (Container("app", commands=("run",)), False),
        (Container("app", environment=(EnvironmentVariable("A", "1"),)), True),
        (Container("app", environment=(EnvironmentVariable("A"),)), True),
        (Container("app", environment=(EnvironmentVariable("A", "2"),)), False),
        (Container("app", environment=(EnvironmentVariable("B", "1"),)), False),
        (Container("elsewhere", "r/app:9"), None),
    ],
)
def test_containers_are_compared_by_all_that_was_asked_for(asked: Container, there: bool | None) -> None:
    seen = world("containers", S.SUCCESSFUL)
    own = Container("app", "r/app:2", args=("serve",), environment=(EnvironmentVariable("A", "1"),))
    known = tuple(replace(c, containers=(own,)) for c in seen.configurations)
    task = replace(seen.task, target=replace(TARGETS["containers"], containers=(asked,)))
    found = said(seen, task=task, configurations=known)
    heads = {
        True: "The active configuration is the target",
        False: "The active configuration is not the target",
        None: "Whether the active configuration is the target is not known",
    }
    assert {h for h in found if h in heads.values()} == {heads[there]}
