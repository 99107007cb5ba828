"""Doubt: a concern that is asked for puts the no in doubt that denies it, in its own area."""

from dataclasses import replace
from typing import Any

import pytest

from consult_app.clinical.areas import Concern
from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.instrument_items import Raised
from consult_app.knowledge.consistency import inconsistencies
from tests.clinical.cases import case

ELSEWHERE = {"answer": "yes", "areas": ["face_forehead"], "diagnosed_by_doctor": "yes"}
HERE = ELSEWHERE | {"areas": ["face_cheeks"]}
BOTH = ELSEWHERE | {"areas": ["face_cheeks", "face_forehead"]}
OWN, FAMILY = ({"answer": "yes", "kind": kind} for kind in ("own", "family"))


def area(name: str, *concerns: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "area_cm2": 60, "concerns": [{"id": each} for each in concerns], **more}


def outcomes(catalogue: Catalogue, *areas: dict[str, Any], **parts: Any) -> dict[str, str]:
    judged = assess(case(areas=list(areas), **parts), catalogue)
    return {key: verdict.outcome for key, verdict in judged.areas.items()}


@pytest.mark.parametrize(
    ("melasma", "cheeks", "forehead"),
    [
        ("no", "incomplete", "treat"),
        ("unsure", "incomplete", "incomplete"),
        (HERE, "precautions", "treat"),
        (ELSEWHERE, "incomplete", "precautions"),
        (BOTH, "precautions", "precautions"),
        ({"answer": "yes", "diagnosed_by_doctor": "yes"}, "precautions", "precautions"),
        ([HERE, ELSEWHERE], "precautions", "precautions"),
    ],
)
def test_melasma_asked_for_cannot_be_denied_there(
    catalogue: Catalogue, melasma: Any, cheeks: str, forehead: str
) -> None:
    areas = (area("face_cheeks", "melasma", "pores"), area("face_forehead", "pores"))
    assert outcomes(catalogue, *areas, answers={"melasma": melasma}) == {
        "face_cheeks": cheeks,
        "face_forehead": forehead,
    }


def test_a_swept_no_is_doubted_and_a_blank_stays_open(catalogue: Catalogue) -> None:
    areas = (area("face_cheeks", "melasma"), area("face_forehead", "melasma"), area("face_nose", "pores"))
    both = {"face_cheeks": "incomplete", "face_forehead": "incomplete"}
    assert outcomes(catalogue, *areas) == both | {"face_nose": "treat"}
    blank = assess(case(areas=list(areas), remaining_answers=None), catalogue)
    assert "melasma" in blank.areas["face_nose"].open_questions
    assert not {finding.id for finding in blank.findings} & {"melasma"}


def test_a_yes_on_one_side_settles_that_side(catalogue: Catalogue) -> None:
    here = {"answer": "yes", "areas": ["shoulders.left"], "comedones": 1, "papules": 0, "pustules": 0, "nodules": 0}
    sides = [area("shoulders", "acne_scar_body", "active_acne", side=side) for side in ("left", "right")]
    assert outcomes(catalogue, *sides, answers={"acne_active": here}) == {
        "shoulders.left": "precautions",
        "shoulders.right": "incomplete",
    }


@pytest.mark.parametrize(
    ("keloid", "raised", "still_open"),
    [
        ("no", "no", {"keloid_history", "hypertrophic_history"}),
        ("no", OWN, set()),
        ("no", FAMILY, {"keloid_history"}),
        ("yes", "no", set()),
    ],
)
def test_a_raised_scar_asked_for_is_a_keloid_or_the_clients_own(
    catalogue: Catalogue, keloid: str, raised: Any, still_open: set[str]
) -> None:
    answers = {"keloid_history": keloid, "hypertrophic_history": raised}
    asked = [area("back_lower", "acne_scar_body", "hypertrophic_scar")]
    judged = assess(case(areas=asked, answers=answers), catalogue)
    assert set(judged.person.open_questions) == still_open
    assert ("hypertrophic_history.asked_for" in {each.key for each in judged.findings}) is (
        "hypertrophic_history" in still_open
    )


def test_dark_marks_and_other_concerns_deny_nothing(catalogue: Catalogue) -> None:
    meant = {name: {each.question for each in concern.means} for name, concern in catalogue.concerns.items()}
    assert {name: questions for name, questions in meant.items() if questions} == {
        "melasma": {"melasma"},
        "hypertrophic_scar": {"keloid_history", "hypertrophic_history"},
        "active_acne": {"acne_active"},
    }


def test_what_a_concern_means_has_to_be_a_question(catalogue: Catalogue) -> None:
    known: Concern = catalogue.concerns["melasma"]
    odd = known.model_copy(update={"means": (Raised(question="moods"),)})
    concerns = {**catalogue.concerns, "melasma": odd}
    broken = replace(catalogue, concerns=concerns)
    assert inconsistencies(broken, catalogue.contraindications) == ("melasma: means: moods is no question",)
