from __future__ import annotations

from essgui.core import lists
from essgui.core.state import AppState, Picker, Remote, Wizard
from essgui.domain.catalog import Found, Image, LaunchTemplate, TemplateVersion
from essgui.domain.questions import ImageById, Images, LaunchTemplates, Question, TemplateVersions
from essgui.domain.scaling import TemplateId
from tests.support.states import HANGZHOU, NOW, SHANGHAI, make_group, make_state

WEB = make_group()
T = TemplateId("lt-1")
IMAGES = (Image("m-1", "one"), Image("m-2", "two"))


def knowing(answers: dict[Question[object], object]) -> AppState:
    return make_state([WEB], looks={question: Remote(value, NOW) for question, value in answers.items()})


def wizard(**picker: object) -> Wizard:
    return Wizard(WEB.id, HANGZHOU, picker=Picker(**picker))


def test_a_list_that_fits_on_one_page_is_searched_here() -> None:
    whole = knowing({Images(HANGZHOU): Found(IMAGES, 2)})
    assert lists.whole_list(whole, wizard()) == Found(IMAGES, 2)
    assert lists.image_page(whole, wizard(asked="two", page=3)) == Images(HANGZHOU)


def test_a_longer_list_is_searched_and_paged_by_the_cloud() -> None:
    part = knowing({Images(HANGZHOU): Found(IMAGES, 120)})
    assert lists.whole_list(part, wizard()) is None
    assert lists.image_page(part, wizard(page=3)) == Images(HANGZHOU, None, "", 3)
    assert lists.image_page(part, wizard(asked="two", page=2)) == Images(HANGZHOU, None, "two", 2)


def test_an_image_is_known_by_its_id_or_by_any_page_of_its_region() -> None:
    state = knowing({Images(HANGZHOU, None, "t", 2): Found(IMAGES, 120), ImageById(HANGZHOU, "m-9"): None})
    assert lists.image_known(state, HANGZHOU, "m-2") == IMAGES[1]
    assert lists.image_known(state, SHANGHAI, "m-2") is None
    assert lists.image_known(state, HANGZHOU, "") is None
    assert lists.image_missing(state, HANGZHOU, "m-9")
    assert not lists.image_missing(state, HANGZHOU, "m-7"), "nobody asked for it"


def test_a_listed_image_is_not_missing_whatever_a_look_by_its_id_said() -> None:
    state = knowing({Images(HANGZHOU): Found(IMAGES, 2), ImageById(HANGZHOU, "m-1"): None})
    assert not lists.image_missing(state, HANGZHOU, "m-1")


def test_a_version_word_means_a_number_the_default_or_the_highest() -> None:
    found = (TemplateVersion(T, 3), TemplateVersion(T, 4), TemplateVersion(T, 2, default=True))
    state = knowing({TemplateVersions(HANGZHOU, T): found})
    meant = {
        word: lists.version_of(state, HANGZHOU, T, word) for word in ("Latest", "Default", "3", "9", "03")
    }
    assert meant == {"Latest": found[1], "Default": found[2], "3": found[0], "9": None, "03": None}
    assert lists.version_of(make_state([WEB]), HANGZHOU, T, "Latest") is None


def test_a_template_is_known_once_it_is_listed() -> None:
    one = LaunchTemplate(T, "web")
    assert lists.template_known(knowing({LaunchTemplates(HANGZHOU): (one,)}), HANGZHOU, T) == one
    assert lists.template_known(make_state([WEB]), HANGZHOU, T) is None
