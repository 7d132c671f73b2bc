"""A request as a JSON object in the API's names: written in one form, and read strictly.

Every complaint names the place: line and column where the text is no JSON, the path where a value is wrong.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from essgui.domain.exchange.parameters import nested
from essgui.domain.exchange.reader import RequestReader
from essgui.domain.exchange.slips import Slip, located

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshSpec

MOST_CHARACTERS = 262_144
"""A longer text is not looked at (assumed; the largest legal request is far smaller)."""


def write_request(spec: RefreshSpec) -> str:
    """Return the request as JSON: always the same text for the same request."""
    text = json.dumps(nested(spec), indent=2, ensure_ascii=False) + "\n"
    # Two separators that JSON allows in a text, and that editors take for the end of a line.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def read_request(text: str) -> tuple[RefreshSpec | None, tuple[Slip, ...]]:
    """Read a request; without a slip there is always a request, with one there is none.

    Ranges are not judged here but by `essgui.domain.rules`, like those of the form.
    """
    reader = RequestReader()
    found, broken = read_json(text, reader)
    if broken is not None:
        return None, (broken,)
    spec = reader.request(found)
    return (None if reader.slips else spec), located(text, reader.slips)


def read_json(text: str, reader: RequestReader) -> tuple[Any, Slip | None]:
    """Read a JSON text for a reader, or say with line and column why it is none."""
    if len(text) > MOST_CHARACTERS:
        return None, Slip("line 1", f"The text is longer than {MOST_CHARACTERS} characters.", 1, 1)
    try:
        return json.loads(text, object_pairs_hook=reader.pairs, parse_constant=reader.constant), None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        return None, Slip(where, f"Not valid JSON: {error.msg}.", error.lineno, error.colno)
    except (RecursionError, ValueError):
        return None, Slip("line 1", "Too deeply nested, or a number too long, to be a request.", 1, 1)


def unsent(text: str, typed: RefreshSpec, sent: RefreshSpec) -> tuple[Slip, ...]:
    """Say what in a text that reads well would not be sent as it stands, without looking for the lines.

    `typed` is what the text says, `sent` the request of the form that took it.
    """
    slips: list[Slip] = []
    if typed.region != sent.region:
        slips.append(Slip("RegionId", f"This form is of {sent.region}. The region cannot be changed here."))
    if typed.group != sent.group:
        sentence = f"This form is of {sent.group}. Another group has its own form: open it from the fleet."
        slips.append(Slip("ScalingGroupId", sentence))
    # Read once already, so it is an object.
    if "CheckpointPauseTime" in json.loads(text) and not typed.checkpoints:
        slips.append(
            Slip("CheckpointPauseTime", "Without Checkpoints there is no pause, and it is not sent.")
        )
    if not slips and nested(typed) != nested(sent):
        slips.append(Slip("DesiredConfiguration", "An id must have no spaces at its ends."))
    return tuple(slips)
