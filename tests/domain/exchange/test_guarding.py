"""Guards in saved settings: read back as they were written, and wrong ones name their place."""

from __future__ import annotations

import itertools
import json

import pytest

from essgui.domain.exchange.guarding import KEY, read_guards, write_guards
from essgui.domain.exchange.reader import RequestReader
from essgui.domain.exchange.settings import SavedSettings, read_settings, write_settings
from essgui.domain.guards import CHOICES, Guards

LIMITS = (None, *CHOICES)


@pytest.mark.parametrize(("floor", "after", "back"), list(itertools.product((True, False), LIMITS, LIMITS)))
def test_what_is_written_is_read_back(floor: bool, after: int | None, back: int | None) -> None:
    guards = Guards(floor, after, back)
    found = json.loads(json.dumps({KEY: write_guards(guards)}))
    reader = RequestReader()
    assert read_guards(reader, "", found) == guards
    assert reader.slips == []


def test_what_does_not_speak_of_guards_leaves_them_alone() -> None:
    assert read_guards(RequestReader(), "", {}) is None
    text = write_settings([SavedSettings("of before")])
    assert KEY not in text
    ((one,), _) = read_settings(text)
    assert one.filling.guards is None


def test_settings_keep_them_too() -> None:
    saved = (SavedSettings("Careful", guards=Guards(True, 3)), SavedSettings("Bare", guards=Guards()))
    assert read_settings(write_settings(saved)) == (saved, ())
    assert saved[0].filling.guards == Guards(True, 3)


@pytest.mark.parametrize(
    ("guards", "where"),
    [
        ([], "Settings.1.Guards"),
        ({"SuspendBelowFloor": 1}, "Settings.1.Guards.SuspendBelowFloor"),
        ({"SuspendAfterFailures": 2}, "Settings.1.Guards.SuspendAfterFailures"),
        ({"RollBackAfterFailures": "3"}, "Settings.1.Guards.RollBackAfterFailures"),
        ({"RollBackAfterFailures": True}, "Settings.1.Guards.RollBackAfterFailures"),
        ({"Cancel": 1}, "Settings.1.Guards.Cancel"),
    ],
)
def test_a_slip_names_its_place(guards: object, where: str) -> None:
    text = json.dumps({"EssguiSettings": 1, "Settings": [{"Name": "a", KEY: guards}]})
    saved, slips = read_settings(text)
    assert saved == ()
    assert where in [slip.where for slip in slips]
