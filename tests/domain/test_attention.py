"""All rules together: silent when all is well or over, the gravest first, each item with a key of its own."""

from __future__ import annotations

from dataclasses import replace

from essgui.domain import attention_group, attention_hooks, attention_instances
from essgui.domain.attention import RULES, attention
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.situation import Gravity, Kind
from tests.support.situations import HOOK, OLD, TASK, WEB, failed, new, situation

TROUBLED = situation(
    instances=(replace(OLD[0], state="Protected"), new(1, "Pending:Wait"), new(2, health="Unhealthy")),
    hooks=(HOOK,),
    group=replace(WEB, suspended_processes=("ScaleOut",), system_suspended=True),
    activities=(failed("OperationDenied.NoStock"), failed("Quota", number=2)),
)


def test_nothing_needs_attention_where_all_is_well() -> None:
    assert attention(situation()) == ()


def test_the_gravest_come_first_and_each_has_its_key() -> None:
    items = attention(TROUBLED)
    assert [i.gravity for i in items] == sorted(i.gravity for i in items)
    assert items[0].kind is Kind.SYSTEM
    assert items[-1].kind is Kind.IGNORED
    assert {Kind.HOOK, Kind.NO_STOCK, Kind.LAUNCH, Kind.PROCESSES} <= {i.kind for i in items}
    assert len({i.key for i in items}) == len(items)
    assert {i.gravity for i in items} == set(Gravity)


def test_nothing_is_left_to_attend_to_once_it_is_over() -> None:
    assert attention(replace(TROUBLED, task=replace(TASK, status=RefreshStatus.CANCELLED))) == ()


def test_every_public_rule_is_in_the_table() -> None:
    named = {
        function
        for module in (attention_group, attention_hooks, attention_instances)
        for name, function in vars(module).items()
        if callable(function) and not name.startswith("_") and function.__module__ == module.__name__
    }
    assert named == set(RULES)
