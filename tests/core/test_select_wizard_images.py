"""The image card in all its states: whole and paged lists, searches, verdicts, denial, an id typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.draft import TargetKind
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_images import ImagePicker, ListPhase, image_picker
from essgui.core.state import AppState, Picker
from essgui.domain.catalog import Found, ImageOwner
from essgui.domain.fitting import Fit
from essgui.domain.questions import ImageById, Images
from tests.support.states import HANGZHOU
from tests.ui.wizard import offers, scenes

NEW = "m-bp1f7k2wq9xz0c4vjh5n"
ARM = "m-bp19xq4ad7vw2t0gnsle"


def card(image: str = "", **picker: object) -> AppState:
    state = scenes.with_wizard(scenes.ecs(kind=TargetKind.IMAGE, image=image), picker=Picker(**picker))
    return offers.stocked(state)


def view(state: AppState) -> ImagePicker:
    found = subject_of(state)
    assert found is not None
    return image_picker(found)


def said(state: AppState) -> str:
    """Return what is said of the image field."""
    found = subject_of(state)
    assert found is not None
    return " ".join(p.sentence for p in found.problems if p.field == "image")


def test_images_stand_newest_first_with_their_verdicts() -> None:
    shown = view(card(NEW))
    assert shown.phase is ListPhase.READY
    assert [(r.name, r.fit.short, r.off, r.chosen) for r in shown.rows][:4] == [
        ("web-fe-golden-20261120", "Compatible", False, True),
        ("platform-base-arm64-1118", "ARM image, x86 types", True, False),
        ("web-fe-golden-20261106", "In use now", False, False),
        ("web-fe-golden-20261009", "Compatible", False, False),
    ]
    assert shown.rows[1].system_tip == "Alibaba Cloud Linux 3, arm64"
    public = shown.rows[4]
    assert (public.below, public.below_is_id) == ("Public image", False)
    assert shown.rows[5].fit.short == "Needs 60 GiB disk"
    assert shown.counts == ("7", "5", "1", "1")
    assert shown.footer == "7 images."


def test_a_whole_list_is_searched_at_once_by_name_id_and_system() -> None:
    assert {r.name for r in view(card(text="golden")).rows} == {
        "web-fe-golden-20261120",
        "web-fe-golden-20261106",
        "web-fe-golden-20261009",
    }
    assert [r.name for r in view(card(text="ubuntu")).rows] == ["partner-gateway-7"]
    assert [r.id for r in view(card(text=ARM.upper())).rows] == [ARM]
    shown = view(card(text="golden"))
    assert shown.footer == "3 of 7 images."
    assert view(card(text="nothing")).phase is ListPhase.EMPTY


def test_an_owner_has_a_list_of_its_own() -> None:
    shown = view(card(owner=ImageOwner.SYSTEM))
    assert [r.below for r in shown.rows] == ["Public image"]
    assert shown.footer == "1 image."


def test_a_long_list_has_pages_and_the_cloud_searches_it() -> None:
    page = Found(offers.many_images(), 124)
    state = offers.known(card(), offers.ALL, page)
    first = view(state)
    assert (first.footer, first.previous, first.following) == ("1 to 50 of 124 images.", False, True)
    third = offers.known(
        scenes.with_wizard(state, picker=Picker(page=3)),
        Images(HANGZHOU, page=3),
        Found(offers.many_images(24), 124),
    )
    last = view(third)
    assert (last.footer, last.previous, last.following) == ("101 to 124 of 124 images.", True, False)
    typing = view(scenes.with_wizard(state, picker=Picker(text="gold", typing=True)))
    assert typing.footer == "Searching for “gold”…"
    asked = scenes.with_wizard(state, picker=Picker(text="gold", asked="gold"))
    assert view(asked).phase is ListPhase.LOADING
    assert view(asked).question == Images(HANGZHOU, None, "gold")
    answered = offers.known(asked, Images(HANGZHOU, None, "gold"), Found(offers.images()[:2], 2))
    assert view(answered).footer == "2 images that match."


def test_a_denied_list_is_told_and_a_typed_id_counts_all_the_same() -> None:
    state = scenes.ecs(kind=TargetKind.IMAGE, image=NEW)
    state = offers.refused(state, offers.ALL, scenes.DENIED)
    shown = view(state)
    assert (shown.phase, shown.failure, shown.rows) == (ListPhase.FAILED, scenes.DENIED, ())
    assert shown.question == offers.ALL
    assert said(state) == ""


def test_an_old_page_stays_when_a_newer_read_failed() -> None:
    state = card()
    remote = replace(state.looks[offers.ALL], failure=scenes.DENIED)
    shown = view(replace(state, looks={**state.looks, offers.ALL: remote}))
    assert (shown.phase, shown.failure) == (ListPhase.READY, scenes.DENIED)


def test_before_an_answer_the_list_is_loading() -> None:
    state = scenes.ecs(kind=TargetKind.IMAGE)
    assert view(state).phase is ListPhase.LOADING
    assert view(offers.waiting(state, offers.ALL)).phase is ListPhase.LOADING
    assert view(offers.known(state, offers.ALL, Found((), 0))).phase is ListPhase.EMPTY


def test_an_image_that_does_not_fit_can_be_typed_with_a_caution() -> None:
    assert "no instance would come up" in said(card(ARM))
    assert "60 GiB" in said(card("m-bp1m8yk5z0c3fr7hjwdo"))
    assert said(card(NEW)) == ""
    missing = offers.known(card("m-bp1gone"), ImageById(HANGZHOU, "m-bp1gone"), None)
    assert said(missing) == "This account sees no image with this id in cn-hangzhou."


@pytest.mark.parametrize("text", ["ä", "m bp", "m-" + "x" * 130, "m\n1", "<b>m</b>", "图像"])
def test_an_id_that_the_api_would_refuse_is_refused_with_a_sentence(text: str) -> None:
    assert "has only letters, digits" in said(card(text))


def test_a_typed_id_is_told_in_words() -> None:
    assert view(card(NEW, by_id=True)).chosen == "web-fe-golden-20261120, Alibaba Cloud Linux 3, 20 GiB"
    assert view(card(NEW)).chosen == ""
    elsewhere = offers.waiting(card("m-bp1other"), ImageById(HANGZHOU, "m-bp1other"))
    assert view(elsewhere).chosen == "Looking up m-bp1other…"


def test_another_card_needs_no_images() -> None:
    shown = view(offers.stocked(scenes.ecs()))
    assert (shown.rows, shown.question) == ((), None)


def test_without_types_nothing_is_claimed() -> None:
    state = offers.refused(card(), offers.TYPES, scenes.DENIED)
    assert {r.fit.fit for r in view(state).rows} == {Fit.NOW, Fit.UNKNOWN, Fit.DOUBTFUL}
