"""Lists are searched at once, the cloud is asked once the typing pauses, and ids are looked up when whole."""

from __future__ import annotations

from dataclasses import replace

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.draft import Draft, TargetKind
from essgui.core.state import Picker
from essgui.core.update import update
from essgui.domain.catalog import Found, ImageOwner
from essgui.domain.questions import ImageById, Images, LaunchTemplates, TemplateVersions
from essgui.domain.scaling import TemplateId
from tests.support.playbook import DENIED, Playbook
from tests.support.states import HANGZHOU, NOW, make_state
from tests.ui.wizard import offers, scenes


def book(kind: TargetKind = TargetKind.IMAGE) -> Playbook:
    """Open the card of a kind, and note what it asks for."""
    here = Playbook(scenes.ecs())
    here.take(m.DraftChanged(replace(draft(here), kind=kind)))
    return here


def draft(here: Playbook) -> Draft:
    assert here.state.wizard is not None
    return here.state.wizard.draft


def picker(here: Playbook) -> Picker:
    assert here.state.wizard is not None
    return here.state.wizard.picker


def type_image(here: Playbook, text: str) -> None:
    here.take(m.DraftChanged(replace(draft(here), image=text)))


def asked(here: Playbook) -> list[object]:
    return [effect.question for effect in here.asked(e.Ask)]


ALL = Images(HANGZHOU)
MANY = Found(offers.images(), 124)


def test_the_image_card_asks_for_one_list_and_only_after_its_answer_for_the_others() -> None:
    here = book()
    assert [q for q in asked(here) if isinstance(q, Images)] == [ALL]
    here.take(m.AskFailed(ALL, DENIED))
    assert asked(here) == [], "a denial is not asked for four times"
    here = book()
    here.take(m.Answered(ALL, MANY))
    assert asked(here) == [
        Images(HANGZHOU, o) for o in (ImageOwner.SELF, ImageOwner.OTHERS, ImageOwner.SYSTEM)
    ]


def test_a_search_waits_for_a_pause_and_begins_at_the_first_page() -> None:
    here = book()
    here.take(m.Answered(ALL, MANY))
    here.take(m.PickerChanged(replace(picker(here), page=2)))
    assert asked(here) == [Images(HANGZHOU, page=2)]
    here.take(
        m.PickerChanged(replace(picker(here), text="g")), m.PickerChanged(replace(picker(here), text="go"))
    )
    assert asked(here) == []
    assert here.wakes() == {"typing": 0.35}
    assert picker(here).page == 1
    here.take(here.wake("typing").message)
    assert asked(here) == [Images(HANGZHOU, text="go")]


def test_where_the_list_is_whole_a_search_asks_nothing() -> None:
    here = book()
    here.take(m.Answered(ALL, Found(offers.images(), len(offers.images()))))
    here.take(m.PickerChanged(replace(picker(here), text="golden")), m.TypingPaused())
    assert asked(here) == []


def test_what_is_asked_for_is_not_the_forms_to_say() -> None:
    here = book()
    here.take(m.PickerChanged(Picker(asked="x", typing=True, page=-3)))
    assert picker(here) == Picker()


def test_a_typed_image_is_looked_up_when_the_typing_pauses() -> None:
    here = book()
    type_image(here, "m-bp1ne")
    type_image(here, "m-bp1new")
    assert ImageById(HANGZHOU, "m-bp1new") not in asked(here)
    here.take(m.TypingPaused())
    assert asked(here) == [ImageById(HANGZHOU, "m-bp1new")]


def test_an_id_that_cannot_be_one_is_not_asked_for() -> None:
    here = book()
    type_image(here, "not an id")
    here.take(m.TypingPaused())
    assert asked(here) == []


def test_an_image_of_the_list_is_known_already() -> None:
    here = book()
    here.take(m.Answered(ALL, MANY))
    type_image(here, offers.images()[1].id)
    here.take(m.TypingPaused())
    assert asked(here) == []


def test_the_template_card_asks_for_templates_and_for_the_versions_of_the_chosen_one() -> None:
    here = book(TargetKind.TEMPLATE)
    assert LaunchTemplates(HANGZHOU) in asked(here)
    here.take(m.Answered(LaunchTemplates(HANGZHOU), offers.templates()))
    chosen = offers.templates()[0].id
    here.take(m.DraftChanged(replace(draft(here), template=chosen)))
    assert asked(here) == [TemplateVersions(HANGZHOU, chosen)], "a listed one at once"
    here.take(m.DraftChanged(replace(draft(here), template="lt-typed")))
    assert asked(here) == []
    here.take(m.TypingPaused())
    assert asked(here) == [TemplateVersions(HANGZHOU, TemplateId("lt-typed"))]


def test_without_a_wizard_nothing_happens() -> None:
    state = make_state()
    for message in (m.PickerChanged(Picker(text="x")), m.TypingPaused()):
        assert update(state, message, NOW) == (state, ())
