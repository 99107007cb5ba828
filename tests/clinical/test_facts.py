"""Facts: what a date that is none counts as, and what nobody defines."""

import pytest

from consult_app.clinical.assessment import assess, gather
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.facts import NO
from consult_app.clinical.truths import NEVER, Unknown
from tests.clinical.cases import case


def test_a_date_that_is_none_is_not_known_and_never_assumed(catalogue: Catalogue) -> None:
    given = case(answers={"isotretinoin_recent": {"answer": "yes", "last_dose": "in spring"}})
    missing = Unknown("isotretinoin_recent.last_dose", assumable=False)
    assert gather(given, catalogue).values("isotretinoin_recent.last_dose") == (missing,)
    assert assess(given, catalogue).outcome == "incomplete"


def test_a_detail_nobody_defines_is_an_error_and_no_value(catalogue: Catalogue) -> None:
    facts = gather(case(), catalogue)
    with pytest.raises(KeyError, match=r"pregnancy\.weeks"):
        facts.values("pregnancy.weeks")


PEEL = {"answer": "yes", "date": "2026-11-13", "areas": ["back_upper"]}


@pytest.mark.parametrize("given", [[{"answer": "no"}, PEEL], [PEEL, {"answer": "no"}]])
def test_a_no_beside_a_yes_takes_nothing_of_it_away(catalogue: Catalogue, given: list[object]) -> None:
    alone, beside = (assess(case(answers={"peel_medium": each}), catalogue) for each in (PEEL, given))
    assert alone.outcome == beside.outcome == "defer"
    assert beside.overall.not_before == alone.overall.not_before


def test_what_is_never_asked_is_a_no_until_the_client_brings_it_up(catalogue: Catalogue) -> None:
    assert not catalogue.questions["bloodborne_virus"].asked
    blank = gather(case(remaining_answers=None), catalogue)
    assert blank.instances("bloodborne_virus") == (NO,)
    assert blank.instances("pregnancy") == ()


def test_a_detail_answered_unsure_or_with_an_empty_list_is_not_a_known_word(catalogue: Catalogue) -> None:
    answers = {
        "diabetes": {"answer": "yes", "ulcer": "unsure"},
        "anticoagulant": {"answer": "yes", "product": []},
    }
    facts = gather(case(answers=answers), catalogue)
    assert facts.values("diabetes.ulcer") == (Unknown("diabetes.ulcer", assumable=True),)
    assert facts.values("anticoagulant.product") == (NEVER,)


@pytest.mark.parametrize(
    ("places", "word"),
    [(["back_upper"], "yes"), (["back_upper", "elsewhere"], "yes"), (["elsewhere"], "no"), ([], "yes")],
)
def test_whether_an_answer_lies_in_a_requested_area(catalogue: Catalogue, places: list[str], word: str) -> None:
    given = {"surgery_in_area": PEEL | {"areas": places}}
    assert gather(case(answers=given), catalogue).values("surgery_in_area.in_requested") == (word,)
