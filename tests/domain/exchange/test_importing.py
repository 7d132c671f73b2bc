"""What is pasted is told apart: HCL, the JSON of a request, saved settings."""

from __future__ import annotations

import pytest

from essgui.domain.exchange.importing import MOST_BYTES, read_import
from essgui.domain.exchange.request import write_request
from essgui.domain.exchange.settings import settings_of, write_settings
from essgui.domain.exchange.terraform import terraform_block
from tests.domain.exchange.specs import SPECS

SPEC = SPECS["image"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (write_request(SPEC), "Request"),
        ("\ufeff\n" + write_request(SPEC), "Request"),
        (terraform_block(SPEC), "Terraform"),
        (write_settings([settings_of("Careful", SPEC, with_target=True)]), "Saved settings"),
    ],
)
def test_the_three_forms_say_the_same(text: str, kind: str) -> None:
    offer = read_import(text)
    assert (offer.kind, offer.slips) == (kind, ())
    filling = offer.readings[0].filling
    assert filling.target == SPEC.target
    assert (filling.min_healthy, filling.max_healthy) == (SPEC.min_healthy, SPEC.max_healthy)
    assert (filling.skip_matching, filling.checkpoints) == (SPEC.skip_matching, SPEC.checkpoints)
    assert filling.pause_minutes == SPEC.pause_minutes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  \n", "nothing in it"),
        ("#" * (MOST_BYTES + 1), "longer than 64 KiB"),
        ('{"RegionId": 5}', "text in quotes"),
        ('{"EssguiSettings": 9, "Settings": []}', "later version"),
        ('{"EssguiSettings": 1, "Settings": []}', "no settings"),
        ("hello", "Not valid HCL"),
    ],
)
def test_what_cannot_be_taken_says_why_and_where(text: str, said: str) -> None:
    offer = read_import(text)
    assert offer.readings == ()
    assert any(said in slip.sentence for slip in offer.slips)
    assert all(slip.line for slip in offer.slips)
