"""Reads what somebody pastes or the file that they choose: HCL, the JSON of a request, saved settings."""

from __future__ import annotations

import re

from essgui.domain.exchange.filling import Offer, Reading, filling_of
from essgui.domain.exchange.read_terraform import read_terraform
from essgui.domain.exchange.request import read_request
from essgui.domain.exchange.settings import MARK, NewerSchema, read_settings
from essgui.domain.exchange.slips import Slip

MOST_BYTES = 65_536
"""Of a file or a text that is imported (assumed; the largest legal request is smaller)."""


def read_import(text: str) -> Offer:
    """Return what a text offers to the form; every slip and remark has its place."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return Offer("Text", slips=(Slip("line 1", f"This is longer than {MOST_BYTES // 1024} KiB.", 1, 1),))
    text = text.removeprefix("\ufeff")
    begin = text.lstrip()[:1]
    if not begin:
        return Offer("Text", slips=(Slip("line 1", "There is nothing in it.", 1, 1),))
    if begin not in "{[":
        return read_terraform(text)
    if re.search(rf'"{MARK}"\s*:', text):
        return _settings(text)
    spec, slips = read_request(text)
    if spec is None:
        return Offer("Request", slips=slips)
    return Offer("Request", (Reading(f"Request for {spec.group}", filling_of(spec)),))


def _settings(text: str) -> Offer:
    kind = "Saved settings"
    try:
        saved, slips = read_settings(text)
    except NewerSchema:
        sentence = "A later version of this program wrote these settings. Update it to read them."
        return Offer(kind, slips=(Slip("line 1", sentence, 1, 1),))
    if not saved and not slips:
        return Offer(kind, slips=(Slip("line 1", "There are no settings in it.", 1, 1),))
    return Offer(kind, tuple(Reading(one.name, one.filling) for one in saved), slips, saved)
