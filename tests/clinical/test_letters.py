"""Who is written to, and about what."""

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.summary import summarise
from tests.clinical.cases import RECENT, THINNER, case, decision

OPERATION = {"surgery_in_area": {"answer": "yes", "areas": ["back_upper"], "date": "2026-09-30"}}
CONTACTS = {"dermatologist": {"name": "Dr Ian Whitcombe", "address": "St Brannoc's Hospital"}}


def test_one_letter_for_each_addressee(catalogue: Catalogue) -> None:
    made = summarise(case(answers={**RECENT, **THINNER, **OPERATION}, contacts=CONTACTS), catalogue).letters
    assert {letter.role for letter in made} == {"dermatologist", "prescriber", "surgeon"}
    assert [letter.number for letter in made] == [1, 2, 3]
    by_role = {letter.role: letter for letter in made}
    assert by_role["dermatologist"].contact is not None
    assert by_role["prescriber"].contact is None
    assert all(item.question.endswith("?") for letter in made for item in letter.items)


def test_what_has_been_answered_is_not_asked_again(catalogue: Catalogue) -> None:
    answered = case(answers=THINNER, decisions=[decision("anticoagulant", "clearance", "prescriber")])
    assert summarise(answered, catalogue).letters == ()


def test_no_letter_without_a_question_for_a_doctor(catalogue: Catalogue) -> None:
    assert summarise(case(), catalogue).letters == ()
    peel = {"peel_medium": {"answer": "yes", "areas": ["back_upper"], "date": "2026-11-13"}}
    assert summarise(case(answers=peel), catalogue).letters == ()
