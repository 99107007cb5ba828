"""Checking: which target a rule speaks to, and what it says while its question is blank."""

from typing import Any

import pytest

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.knowledge.loader import catalogue_or_error
from tests.clinical.cases import RECENT, case

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


TWO = [{"id": "back_upper", "area_cm2": 90}, {"id": "face_cheeks", "area_cm2": 60}]


@pytest.mark.parametrize(
    ("places", "found"),
    [
        (["back_upper"], {"back_upper": "active", "face_cheeks": "elsewhere"}),
        (["back_upper", "face_cheeks"], {"back_upper": "active", "face_cheeks": "active"}),
        (["elsewhere"], {"back_upper": "elsewhere", "face_cheeks": "elsewhere"}),
        (["abdomen"], {"back_upper": "elsewhere", "face_cheeks": "elsewhere"}),
    ],
)
def test_what_lies_on_one_area_is_on_other_skin_for_the_next(
    catalogue: Catalogue, places: list[str], found: dict[str, str]
) -> None:
    eczema = {"eczema_dermatitis": {"answer": "yes", "areas": places}}
    areas = assess(case(areas=TWO, answers=eczema), catalogue).areas
    named = {key: [(each.outcome_id, each.assumed) for each in verdict.findings] for key, verdict in areas.items()}
    assert named == {key: [(outcome, ())] for key, outcome in found.items()}


def test_without_a_place_every_area_is_meant_and_other_skin_is_assumed(catalogue: Catalogue) -> None:
    judged = assess(case(areas=TWO, answers={"eczema_dermatitis": "yes"}), catalogue)
    assert {key: verdict.outcome for key, verdict in judged.areas.items()} == {key["id"]: "defer" for key in TWO}
    assumed = {each.outcome_id: each.assumed for each in judged.findings}
    assert assumed == {"active": (), "elsewhere": ("eczema_dermatitis.areas",)}


def test_what_other_facts_prove_is_found_while_the_question_is_blank(catalogue: Catalogue) -> None:
    counted = {"fitzpatrick": 2, "instruments": {"goodman_baron_quantitative@back_upper": {"d2": 1}}}
    blank = assess(case(skin=counted, remaining_answers=None), catalogue)
    assert [finding.key for finding in blank.findings] == ["hypertrophic_history.counted_here"]


def test_a_spot_is_left_out_of_its_own_area_alone(catalogue: Catalogue) -> None:
    spots = {"raised_lesions": {"answer": "yes", "areas": ["back_upper"], "count": 2, "can_keep_clear": "yes"}}
    areas = assess(case(areas=TWO, answers=spots), catalogue).areas
    assert {key: verdict.outcome for key, verdict in areas.items()} == {
        "back_upper": "precautions",
        "face_cheeks": "treat",
    }


def test_of_what_a_missing_detail_could_mean_only_the_strictest_is_named(catalogue: Catalogue) -> None:
    for kind, found in (("spots", "active"), ("redness", "redness"), (None, "active")):
        given = {"answer": "yes", "areas": ["back_upper"]} | ({"kind": kind} if kind else {})
        findings = assess(case(answers={"rosacea": given}), catalogue).findings
        assert [each.outcome_id for each in findings] == [found]
        assert [each.assumed for each in findings] == [() if kind else ("rosacea.kind",)]


WAITS = """
format: 1
additions:
  - id: clinic_laser
    label: Laser
    question: A laser lately, and where?
    row: 3
    critical: true
    follow_ups:
      - {id: areas, label: Where, kind: areas}
      - {id: date, label: Done on, kind: date}
      - {id: sun, label: Last in the sun, kind: date}
    outcomes:
      - {id: short, scope: area, level: defer, when: {fact: clinic_laser.date, within_days: 10},
         not_before: {fact: clinic_laser.date, plus_days: 10}, advice: Wait., client: We wait.}
      - {id: also, scope: area, level: defer, when: {fact: clinic_laser.date, within_days: 12},
         not_before: {fact: clinic_laser.date, plus_days: 10}, advice: Wait., client: We wait.}
      - {id: longer, scope: elsewhere, level: defer, when: {fact: clinic_laser.date, within_days: 20},
         not_before: {fact: clinic_laser.date, plus_days: 20}, advice: Wait., client: We wait.}
      - {id: sun, scope: area, level: defer, when: {fact: clinic_laser.sun, within_days: 30},
         not_before: {fact: clinic_laser.sun, plus_days: 30}, advice: Wait., client: We wait.}
      - {id: letter, scope: area, level: clearance, when: {fact: clinic_laser.date, within_days: 40},
         not_before: {fact: clinic_laser.date, plus_days: 40}, lifted_by: [prescriber], letter: May it be?,
         advice: Ask., client: We ask.}
    rationale: Thin skin.
    sources: [{id: clinic_default}]
    effective_from: 2026-11-01
    review_by: 2027-11-01
    examples:
      - as_of: 2026-11-20
        areas: [{id: back_upper}]
        answers: {clinic_laser: {answer: yes, date: 2026-11-18, sun: 2026-10-01, areas: [back_upper]}}
        expect: clearance
      - as_of: 2026-11-20
        areas: [{id: face_cheeks}]
        answers: {clinic_laser: {answer: yes, date: 2026-11-18, sun: 2026-10-01, areas: [back_upper]}}
        expect: defer
      - as_of: 2026-11-20
        areas: [{id: back_upper}]
        answers: {clinic_laser: {answer: yes, date: 2026-10-01, sun: 2026-11-18, areas: [back_upper]}}
        expect: defer
      - {as_of: 2026-11-20, answers: {clinic_laser: no}, expect: treat}
      - {as_of: 2026-11-20, answers: {}, expect: incomplete}
"""


def test_only_a_longer_wait_from_the_same_day_and_in_the_same_place_replaces_one() -> None:
    laser = {"answer": "yes", "date": "2026-11-18", "sun": "2026-11-18", "areas": ["back_upper"]}
    areas = assess(case(areas=TWO, answers={"clinic_laser": laser}), catalogue_or_error(WAITS)).areas
    assert {key: {each.outcome_id for each in verdict.findings} for key, verdict in areas.items()} == {
        "back_upper": {"short", "also", "sun", "letter"},
        "face_cheeks": {"longer"},
    }


def test_a_rule_that_looks_at_the_area_is_judged_for_each_area_by_itself(catalogue: Catalogue) -> None:
    raised = {"hypertrophic_history": {"answer": "yes", "kind": "own", "patch_date": "2026-01-10"}}
    judged = assess(case(areas=TWO, answers=raised), catalogue)
    here = {key: {f.outcome_id for f in verdict.findings} for key, verdict in judged.areas.items()}
    assert "high_risk_site" in here["back_upper"]
    assert "high_risk_site" not in here["face_cheeks"]
    assert {f.areas for f in judged.findings if f.outcome_id == "high_risk_site"} == {("back_upper",)}


def test_a_verdict_tells_what_to_take_care_of_and_what_is_waited_for_each_in_its_place(catalogue: Catalogue) -> None:
    careful = assess(case(answers={"vasovagal": "yes"}), catalogue).person
    assert careful.precautions == {finding.advice for finding in careful.findings}
    assert (careful.latest, careful.until) == (None, frozenset())
    waiting = assess(case(answers=RECENT), catalogue).person
    assert (waiting.precautions, str(waiting.latest)) == (frozenset(), "2027-03-12")
