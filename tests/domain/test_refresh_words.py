"""The line that the log has of a Start: the same for the same settings, another for others, and no secret."""

from __future__ import annotations

from dataclasses import replace

from essgui.domain.refresh import ContainersTarget, RefreshSpec
from essgui.domain.refresh_words import asked_in_words
from essgui.domain.scaling import Container, EnvironmentVariable, GroupId, RegionId
from tests.domain.exchange.specs import SPECS

PLAIN = RefreshSpec(RegionId("cn-hangzhou"), GroupId("asg-1"))


def test_it_holds_no_value_of_a_variable() -> None:
    target = ContainersTarget(
        (Container("app", "r/app:2", environment=(EnvironmentVariable("K", "s3cret"),)),)
    )
    words = asked_in_words(replace(PLAIN, target=target, checkpoints=(50, 100)))
    assert "s3cret" not in words
    assert words == "containers app (r/app:2), 80 to 120 % healthy, checkpoints 50 %, 100 % of 60 min"


def test_other_settings_have_other_words() -> None:
    others = (
        replace(PLAIN, min_healthy=50),
        replace(PLAIN, max_healthy=150),
        replace(PLAIN, checkpoints=(50, 100)),
        replace(PLAIN, checkpoints=(50, 100), pause_minutes=5),
        *(spec for name, spec in SPECS.items() if name != "plain"),
    )
    said = [asked_in_words(spec) for spec in (PLAIN, *others)]
    assert len(set(said)) == len(said)
