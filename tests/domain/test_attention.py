"""All rules together: silent when all is well or over, the gravest first, each item with a key of its own."""

from __future__ import annotations

from dataclasses import replace

from essgui.domain import attention_group, attention_hooks, attention_instances
from essgui.domain.attention import RULES, attention
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.situation import Gravity, Kind, Situation
from tests.support.situations import HOOK, LAUNCH, OLD, TASK, WEB, ago, failed, new, situation, wait

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
    assert items[-1].gravity is Gravity.INFORMATION
    assert {Kind.HOOK, Kind.NO_STOCK, Kind.LAUNCH, Kind.PROCESSES, Kind.IGNORED} <= {i.kind for i in items}
    assert len({i.key for i in items}) == len(items)
    assert {i.gravity for i in items} == set(Gravity)


def hooked(*minutes: float, **changes: object) -> Situation:
    """Build a situation in which a hook of 20 minutes holds instances, each for some minutes."""
    held = [new(n, "Pending:Wait") for n in range(len(minutes))]
    found = situation(
        instances=(*OLD, *held),
        hooks=(HOOK, replace(HOOK, id="ash-2", name="register")),
        waits={LAUNCH: tuple(wait(f"T{i.id}", i, hook=f"ash-{n % 2 + 1}") for n, i in enumerate(held))},
        held_since={i.id: ago(m) for i, m in zip(held, minutes, strict=True)},
    )
    return replace(found, **changes)


def test_of_those_alike_in_gravity_the_overdue_and_the_shortest_come_first() -> None:
    items = [i for i in attention(hooked(16, 19, 23)) if i.kind is Kind.HOOK]
    assert [i.gravity for i in items] == [Gravity.GRAVE] * 3
    assert [str(i.instances[0]) for i in items] == ["i-bp1new2", "i-bp1new1", "i-bp1new0"]
    grave = attention(hooked(16, group=replace(WEB, system_suspended=True)))
    assert [i.kind for i in grave][:2] == [Kind.HOOK, Kind.SYSTEM], "what ends by itself comes first"


def test_what_can_be_helped_comes_before_what_can_not() -> None:
    found = hooked(6, group=replace(WEB, suspended_processes=("ScaleOut",)), waits={}, hooks=None)
    assert [i.kind for i in attention(found)][-2:] == [Kind.PROCESSES, Kind.HOOK]


def test_the_order_does_not_depend_on_how_it_was_read() -> None:
    found = hooked(6, 6, 6, 6)
    turned = replace(found, instances=tuple(reversed(found.instances or ())))
    assert [i.key for i in attention(found)] == [i.key for i in attention(turned)]


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
