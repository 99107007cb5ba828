"""What one answer comes to when all else was denied: the branches that are easily missed."""

from typing import Any

import pytest

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.catalogue import Catalogue
from tests.clinical.cases import case

EMLA = {"product": "lidocaine_prilocaine", "area_cm2": 90, "grams": 9, "minutes": 60}
FACE = [{"id": "face_cheeks", "area_cm2": 90}]


def judged(catalogue: Catalogue, **answers: Any) -> Assessment:
    return assess(case(areas=FACE, answers=answers), catalogue)


def found(assessment: Assessment) -> set[str]:
    return {finding.key for finding in assessment.findings}


@pytest.mark.parametrize(
    ("answers", "finding"),
    [
        ({"previous_reaction": {"answer": "yes", "kind": ["colour"]}}, "pih_history"),
        ({"antibiotic_course": {"answer": "yes", "reason": "acne"}}, "acne_antibiotic"),
        (
            {"antibiotic_course": {"answer": "yes", "reason": "infection", "product": "doxycycline"}},
            "photosensitising_drug",
        ),
        (
            {"antiplatelet_strong": {"answer": "yes", "product": ["aspirin"], "stent_date": "2025-11-20"}},
            "antiplatelet_strong.aspirin_alone",
        ),
        (
            {"vitiligo": {"answer": "yes", "last_new_patch": "2020-01"}, "koebner_history": "yes"},
            "vitiligo.spreading",
        ),
        (
            {"changing_lesion": {"answer": "yes", "seen_by_doctor": "yes", "result": "treated"}},
            "changing_lesion.in_the_field",
        ),
    ],
)
def test_an_answer_reaches_every_rule_it_speaks_to(catalogue: Catalogue, answers: dict[str, Any], finding: str) -> None:
    assert finding in found(judged(catalogue, **answers))


@pytest.mark.parametrize(
    ("answers", "numbing"),
    [
        ({}, "allowed"),
        ({"pregnancy": "yes"}, "blocked"),
        ({"breastfeeding": "yes"}, "blocked"),
        ({"open_wound_irritated": {"answer": "yes", "areas": ["face_cheeks"]}}, "blocked"),
        ({"open_wound_irritated": {"answer": "yes", "areas": ["elsewhere"]}}, "allowed"),
        ({"eczema_dermatitis": {"answer": "yes", "areas": ["face_cheeks"]}}, "blocked"),
        ({"anaesthetic_sensitive": {"answer": "yes", "other_anaesthetic_today": "yes"}}, "blocked"),
        ({"epilepsy": {"answer": "yes", "last_seizure": "2025-11-21"}}, "clearance"),
        ({"epilepsy": {"answer": "yes", "last_seizure": "2025-11-20"}}, "caution"),
        ({"cardiac_disease": {"answer": "yes", "kind": ["heart_failure"]}}, "clearance"),
        ({"cardiac_disease": {"answer": "yes", "kind": ["rhythm"]}}, "caution"),
    ],
)
def test_the_numbing_plan_is_judged_by_the_rules_that_speak_of_it(
    catalogue: Catalogue, answers: dict[str, Any], numbing: str
) -> None:
    check = assess(case(areas=FACE, answers=answers, anaesthetic=EMLA), catalogue).anaesthetic
    assert check
    assert check.outcome == numbing


@pytest.mark.parametrize(
    "answers",
    [
        {"fever_illness": "yes"},
        {"eczema_dermatitis": {"answer": "yes", "areas": ["face_cheeks"]}},
        {"rosacea": {"answer": "yes", "kind": "spots"}},
        {"infection_area": {"answer": "yes", "kind": "boils"}},
    ],
)
def test_a_blank_end_means_that_it_goes_on_and_asks_nothing(catalogue: Catalogue, answers: dict[str, Any]) -> None:
    overall = judged(catalogue, **answers).overall
    assert (overall.outcome, overall.not_before, overall.open_questions) == ("defer", None, ())


def test_a_sore_that_is_still_there_has_no_date_and_asks_for_a_decision_on_cover(catalogue: Catalogue) -> None:
    overall = judged(catalogue, hsv_active={"answer": "yes", "site": "lips_face"}).overall
    assert (overall.outcome, overall.not_before, overall.open_questions) == ("clearance", None, ())
    assert overall.until == {"the sore has fully healed and 7 more days have passed"}


def test_what_only_the_client_brings_up_is_a_note_and_is_never_open(catalogue: Catalogue) -> None:
    told = judged(catalogue, bloodborne_virus={"answer": "yes", "note": "hepatitis B"})
    assert (told.outcome, found(told)) == ("treat", {"bloodborne_virus"})
    blank = assess(case(remaining_answers=None), catalogue)
    assert "bloodborne_virus" not in blank.overall.open_questions


def test_details_given_with_unsure_take_the_remaining_answers_too(catalogue: Catalogue) -> None:
    tested = {"answer": "unsure", "test_date": "2026-11-20", "test_result": "negative"}
    assert judged(catalogue, pregnancy=tested).outcome == "precautions"
    assert judged(catalogue, pregnancy="unsure").outcome == "incomplete"
    assert judged(catalogue, melasma={"answer": "unsure", "areas": ["face_cheeks"]}).outcome == "incomplete"


def test_of_two_waits_from_one_day_only_the_longer_is_named(catalogue: Catalogue) -> None:
    needled = {"microneedling_recent": {"answer": "yes", "by": "clinic", "date": "2026-11-10"}}
    back = assess(case(areas=[{"id": "back_upper", "area_cm2": 380}], answers=needled), catalogue)
    assert found(back) == {"microneedling_recent.days_42"}
    assert str(back.overall.not_before) == "2026-12-22"


def test_named_places_tell_the_side_of_removed_nodes(catalogue: Catalogue) -> None:
    past = {"answer": "yes", "date_end": "2019-06", "nodes_removed": "yes", "areas": ["upper_arms.left"]}
    arms = [{"id": "upper_arms", "side": side} for side in ("left", "right")]
    areas = assess(case(areas=arms, answers={"cancer_past": past}), catalogue).areas
    assert {key: verdict.outcome for key, verdict in areas.items()} == {
        "upper_arms.left": "clearance",
        "upper_arms.right": "precautions",
    }


def test_a_skin_type_is_named_by_its_numeral(catalogue: Catalogue) -> None:
    (finding,) = assess(case(skin={"fitzpatrick": 4}), catalogue).findings
    assert finding.because.endswith("Fitzpatrick type IV")
