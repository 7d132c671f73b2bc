"""The mark of a request: the same for the same settings, another for others, and no secret in it."""

from __future__ import annotations

from dataclasses import replace

from essgui.domain.refresh import ContainersTarget, LaunchTemplateTarget, RefreshSpec
from essgui.domain.request_mark import mark_of
from essgui.domain.scaling import Container, EnvironmentVariable, GroupId, RegionId, TemplateId
from tests.domain.exchange.specs import SPECS

PLAIN = RefreshSpec(RegionId("cn-hangzhou"), GroupId("asg-1"))


def test_other_settings_have_another_mark_and_the_same_ones_the_same() -> None:
    others = (
        replace(PLAIN, min_healthy=50),
        replace(PLAIN, max_healthy=150),
        replace(PLAIN, checkpoints=(50, 100)),
        replace(PLAIN, checkpoints=(50, 100), pause_minutes=5),
        *(spec for name, spec in SPECS.items() if name != "plain"),
    )
    marks = [mark_of(spec) for spec in (PLAIN, *others)]
    assert len(set(marks)) == len(marks)
    assert mark_of(replace(PLAIN)) == marks[0]


def test_a_mark_stays_what_it_is_in_every_version() -> None:
    """A later version has to find what an earlier one has kept."""
    assert mark_of(PLAIN) == "33067e1de26407f163e05c5c33a4da47"


def test_what_containers_are_given_leaves_no_trace() -> None:
    plain = Container("app", "r/app:2")
    secret = replace(plain, args=("--key=s3",), environment=(EnvironmentVariable("K", "s3cret"),))
    marks = {mark_of(replace(PLAIN, target=ContainersTarget((c,)))) for c in (plain, secret)}
    assert len(marks) == 1


def test_what_ess_does_not_surely_tell_as_it_was_sent_is_not_in_it() -> None:
    target = LaunchTemplateTarget(TemplateId("lt-1"), "3")
    spec = replace(PLAIN, target=target)
    for like in (
        replace(spec, skip_matching=False),
        replace(spec, pause_minutes=5),
        replace(spec, target=replace(target, instance_types=("ecs.g7.large",))),
    ):
        assert mark_of(like) == mark_of(spec)


def test_any_text_has_a_mark() -> None:
    assert mark_of(replace(PLAIN, target=ContainersTarget((Container("app", "\ud800"),))))
