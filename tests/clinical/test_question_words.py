"""Question words: an open question or a missing detail has a name a practitioner knows, never an id."""

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.question_words import detail_label, open_label


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("skin.fitzpatrick", "Skin type"),
        ("client.date_of_birth", "Date of birth"),
        ("area.deep_thing", "Deep thing"),
    ],
)
def test_what_is_no_question_is_named_by_what_it_is(name: str, words: str, catalogue: Catalogue) -> None:
    assert open_label(name, catalogue) == words


def test_a_question_is_named_by_its_label_and_its_detail_beside_it(catalogue: Catalogue) -> None:
    question = catalogue.questions["isotretinoin_recent"]
    assert open_label("isotretinoin_recent", catalogue) == question.label
    assert open_label("isotretinoin_recent.last_dose", catalogue) == f"{question.label}: last capsule"


@pytest.mark.parametrize("name", ["isotretinoin_recent.put_off", "gone_by_now.put_off"])
def test_a_detail_nobody_asks_for_any_more_is_still_told_in_words(name: str, catalogue: Catalogue) -> None:
    assert detail_label(name, catalogue) == "put off"
