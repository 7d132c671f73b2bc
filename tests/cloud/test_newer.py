"""One page of activities is enough where it reaches back to what is known and over."""

from __future__ import annotations

from essgui.cloud.newer import newer
from essgui.domain.scaling import Activity, ActivityId


def over(*numbers: int) -> tuple[Activity, ...]:
    return tuple(Activity(ActivityId(f"asa-{number}"), "Successful") for number in numbers)


def at_work(number: int) -> Activity:
    return Activity(ActivityId(f"asa-{number}"), "InProgress")


def test_what_is_new_comes_before_what_is_known() -> None:
    assert newer(over(3, 2, 1), over(5, 4, 3)) == over(5, 4, 3, 2, 1)
    assert newer(over(2, 1), over(2, 1)) == over(2, 1)


def test_what_was_at_work_is_as_the_page_tells_it() -> None:
    assert newer((at_work(3), *over(2)), (at_work(4), *over(3, 2))) == (at_work(4), *over(3, 2))


def test_where_there_may_be_others_in_between_the_page_is_not_enough() -> None:
    assert newer(over(2, 1), over(5, 4)) is None
    assert newer(over(2, 1), ()) is None
    assert newer((), over(2, 1)) is None


def test_what_is_at_work_and_not_on_the_page_may_have_ended() -> None:
    assert newer((*over(3, 2), at_work(1)), over(4, 3)) is None
