"""Checking: a rule on numbing alone, as a clinic may add, while its question is blank."""

from typing import Any

import pytest

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.knowledge.loader import catalogue_or_error
from tests.clinical.cases import case

CLINIC = """
format: 1
additions:
  - id: clinic_cream_rash
    label: Rash from a cream
    question: Has a cream ever given you a rash?
    row: 32
    critical: true
    outcomes:
      - level: do_not_treat
        scope: anaesthetic
        when: {fact: clinic_cream_rash, is: yes}
        advice: No numbing cream.
        client: A cream gave you a rash, so we use none.
    rationale: The next cream may do the same.
    sources: [{id: clinic_default}]
    effective_from: 2026-11-01
    review_by: 2027-11-01
    examples:
      - as_of: 2026-11-20
        anaesthetic: {product: lidocaine_4_uk, area_cm2: 90}
        client: {weight_kg: 64, height_cm: 168}
        answers: {clinic_cream_rash: yes}
        expect: precautions
      - {as_of: 2026-11-20, answers: {}, expect: precautions}
"""


@pytest.fixture(scope="module")
def clinic() -> Catalogue:
    return catalogue_or_error(CLINIC)


def judged(clinic: Catalogue, **answers: Any) -> Assessment:
    denied = {name: "no" for name in clinic.questions if name != "clinic_cream_rash"}
    cream = {"product": "lidocaine_4_uk", "area_cm2": 90}
    return assess(case(answers=denied | answers, remaining_answers=None, anaesthetic=cream), clinic)


def test_a_blank_question_on_numbing_keeps_the_cream_open_and_needling_with_care(clinic: Catalogue) -> None:
    found = judged(clinic)
    assert found.anaesthetic
    assert found.anaesthetic.outcome == "not_known"
    assert found.person.outcome == "precautions"
    assert found.person.open_questions == ("clinic_cream_rash",)


@pytest.mark.parametrize(("answer", "cream", "person"), [("yes", "blocked", "precautions"), ("no", "allowed", "treat")])
def test_its_answer_settles_the_cream(clinic: Catalogue, answer: str, cream: str, person: str) -> None:
    found = judged(clinic, clinic_cream_rash=answer)
    assert found.anaesthetic
    assert (found.anaesthetic.outcome, found.person.outcome) == (cream, person)
