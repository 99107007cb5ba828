"""What would change it: the smallest sets of changes that would let an area go ahead."""

from collections.abc import Callable
from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.ways_to_treat import WaysToTreat, ways_to_treat
from consult_app.knowledge.loader import catalogue_or_error
from tests.clinical.cases import RECENT, THINNER, case

BACK = {"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]}
SHOULDER = {"id": "shoulders", "side": "left", "concerns": [{"id": "acne_scar_body", "grade": 2}]}
Found = Callable[..., WaysToTreat]


@pytest.fixture
def back(catalogue: Catalogue) -> Found:
    return looking(catalogue)


def looking(catalogue: Catalogue) -> Found:
    def found(key: str = "back_upper", **parts: Any) -> WaysToTreat:
        given = case(**parts)
        return ways_to_treat(given, catalogue, assess(given, catalogue))[key]

    return found


def words(found: WaysToTreat) -> list[str]:
    return [way.words for way in found.ways]


def test_an_area_that_can_be_treated_needs_nothing(catalogue: Catalogue) -> None:
    assert ways_to_treat(case(), catalogue, assess(case(), catalogue)) == {}


def test_a_wait_or_a_letter_that_shortens_it(back: Found) -> None:
    assert words(back(answers=RECENT)) == [
        "Written answer of the dermatologist (Isotretinoin stopped recently)",
        "Wait until 12 Mar 2027",
    ]


def test_a_letter_and_a_wait_together_and_never_a_superset(back: Found) -> None:
    operation = {"surgery_in_area": {"answer": "yes", "areas": ["back_upper"], "date": "2026-10-30"}}
    assert words(back(answers=operation)) == [
        "Wait until 30 Apr 2027",
        "Wait until 11 Dec 2026 and written answer of the surgeon (Operation in the area less than 6 months ago)",
    ]


def test_what_is_left_afterwards_is_said(back: Found) -> None:
    assert [way.outcome for way in back(answers=RECENT | {"vasovagal": "yes"}).ways] == ["precautions", "precautions"]
    assert back(answers=RECENT).ways[1].outcome == "treat"


def test_an_event_is_waited_for(back: Found) -> None:
    found = back(answers={"open_wound_irritated": {"answer": "yes", "areas": ["back_upper"]}})
    assert words(found) == ["Wait until the skin has healed"]
    assert found.ways[0].outcome == "precautions"


def test_what_nobody_may_lift_is_named(back: Found) -> None:
    found = back(answers=THINNER | {"keloid_history": "yes"})
    assert (found.ways, found.why_none) == ((), "Nobody may lift this: Keloid tendency")


def test_do_not_treat_that_a_doctor_may_lift_asks_for_the_letter(back: Found) -> None:
    taken = back(answers={"isotretinoin_current": "yes"})
    assert words(taken) == ["Written answer of the dermatologist (Taking isotretinoin)"]


def test_a_minor_waits_for_the_birthday(back: Found) -> None:
    assert words(back(client={"date_of_birth": "2009-04-02", "sex_at_birth": "male"})) == ["Wait until 2 Apr 2027"]


def test_an_open_question_is_assumed_and_said_so(back: Found) -> None:
    assert words(back(answers={"anticoagulant": "unsure"})) == ["If Blood-thinning medicine is No"]
    both = back(answers=RECENT | {"anticoagulant": "unsure"})
    assert words(both)[-1] == "Wait until 12 Mar 2027, if Blood-thinning medicine is No"


def test_a_missing_date_is_assumed_as_far_back_as_it_must_be(back: Found) -> None:
    found = back(answers={"peel_medium": {"answer": "yes", "areas": ["back_upper"]}})
    assert words(found) == ["If Medium peel: date is 23 Oct 2026 or earlier"]


def test_many_open_questions_are_counted(back: Found) -> None:
    found = back(remaining_answers=None)
    (way,) = found.ways
    assert way.words.startswith("If all ")
    assert way.words.endswith(" missing answers are No")
    assert len(way.changes) > 50


def test_a_missing_birth_date_is_assumed_old_enough(back: Found) -> None:
    assert words(back(client={"sex_at_birth": "male"})) == ["If Date of birth is 20 Nov 2008 or earlier"]


def test_a_detail_assumed_at_its_strictest_can_be_given(back: Found) -> None:
    assert words(back(answers={"allergy_nickel": "yes"})) == [
        "If Nickel allergy: reaction is only where the metal touched",
        "Written answer of the dermatologist (Nickel allergy)",
    ]
    hours = "If Distress out of proportion: hours a day on most days is 1 or less"
    assert hours in words(back(answers={"bdd_flags": "yes"}))


def test_several_missing_details_are_given_together(back: Found) -> None:
    found = back(areas=[BACK | {"concerns": [{"id": "burn_scar"}]}])
    assert words(found) == [
        "Written answer of the surgeon (Mature flat burn scar), if Age months is 12 or more, Flat is Yes, Grafted is No"
    ]


def test_details_that_help_nothing_leave_it_at_that(back: Found) -> None:
    found = back(answers={"changing_lesion": {"answer": "yes", "areas": ["back_upper"]}})
    assert found == WaysToTreat((), "Nobody may lift this: Changing mole, spot or growth in the area")


def test_one_of_several_details_may_be_enough(back: Found) -> None:
    filler = {"answer": "yes", "areas": ["back_upper"], "date": "2026-05-01"}
    assert "hyaluronic acid" in words(back(answers={"filler_recent": filler}))[0]


def test_a_missing_skin_type_and_size(back: Found) -> None:
    burnt = {"sunburn": {"answer": "yes", "date": "2026-11-01", "settled": "yes"}}
    assert words(back(skin={}, answers=burnt)) == ["If Skin type is III or less"]
    needled = {"microneedling_recent": {"answer": "yes", "date": "2026-10-20", "by": "clinic"}}
    unknown = {"areas": [{"id": "back_upper"}], "client": {"date_of_birth": "1991-04-02"}}
    assert words(back(answers=needled, **unknown)) == ["If Area cm2 is 300 or less"]


def test_another_area_left_out(back: Found) -> None:
    numb = {"answer": "yes", "hba1c_mmol_mol": 50, "hba1c_date": "2026-10-01", "numb_areas": ["hands_dorsum"]}
    found = back(areas=[BACK, SHOULDER, {"id": "hands_dorsum"}], answers={"diabetes": numb})
    assert words(found)[0] == "Leave out backs of the hands"
    hands = back("hands_dorsum", areas=[BACK, {"id": "hands_dorsum"}], answers={"diabetes": numb})
    assert not any("Leave out" in line for line in words(hands))


def test_as_many_areas_left_out_as_it_takes(back: Found) -> None:
    numb = {"answer": "yes", "hba1c_mmol_mol": 50, "hba1c_date": "2026-10-01"}
    both = numb | {"numb_areas": ["hands_dorsum", "shoulders"]}
    found = back(areas=[BACK, SHOULDER, {"id": "hands_dorsum"}, {"id": "knees"}], answers={"diabetes": both})
    assert "Leave out backs of the hands and leave out left shoulder" in words(found)


def test_another_device_of_the_clinic() -> None:
    clinic = (
        "format: 1\ndevices:\n"
        "  - {id: pen_1, label: Pen 1, kind: pen, max_depth_mm: 2.5, contraindicated: [vasovagal]}\n"
        "  - {id: pen_2, label: Pen 2, kind: pen, max_depth_mm: 2.5}\n"
    )
    found = looking(catalogue_or_error(clinic))(answers={"vasovagal": "yes"}, device="pen_1")
    assert words(found) == ["Use Pen 2"]


def test_a_mechanical_pen_instead_of_energy(back: Found) -> None:
    found = back(answers={"electronic_implant": "yes"}, device={"kind": "rf"})
    assert words(found) == ["Use a mechanical pen"]
    pen = back(answers={"keloid_history": "yes"}, device={"kind": "pen"})
    assert pen.why_none


def test_no_numbing_cream_where_it_is_what_holds_up_needling() -> None:
    clinic = """
format: 1
additions:
  - id: clinic_faint
    label: Fainted under cream
    question: Have you fainted with numbing cream on?
    row: 32
    outcomes:
      - level: defer
        when: {all: [{fact: anaesthetic.planned, is: yes}, {fact: clinic_faint, is: yes}]}
        until: a doctor has looked for the cause
        advice: Look for the cause first.
        client: You fainted with cream on, so we wait.
    rationale: It may happen again.
    sources: [{id: clinic_default}]
    effective_from: 2026-11-01
    review_by: 2027-11-01
    examples:
      - as_of: 2026-11-20
        anaesthetic: {product: lidocaine_4_uk, area_cm2: 90}
        answers: {clinic_faint: yes}
        expect: defer
      - as_of: 2026-11-20
        anaesthetic: {product: lidocaine_4_uk, area_cm2: 90}
        expect: incomplete
"""
    cream = {"product": "lidocaine_4_uk", "area_cm2": 90}
    found = looking(catalogue_or_error(clinic))(answers={"clinic_faint": "yes"}, anaesthetic=cream)
    assert words(found) == ["No numbing cream", "Wait until a doctor has looked for the cause"]
    assert [way.outcome for way in found.ways] == ["treat", "precautions"]


def test_a_concern_that_needs_a_letter_is_left_out(back: Found) -> None:
    burn = {"id": "burn_scar", "age_months": 24, "flat": "yes", "grafted": "no", "size_cm2": 10}
    found = back(areas=[BACK | {"concerns": [{"id": "acne_scar_body", "grade": 3}, burn]}])
    assert words(found) == ["Leave out burn scar", "Written answer of the surgeon (Mature flat burn scar)"]


def test_a_concern_alone_is_never_left_out(back: Found) -> None:
    found = back(areas=[BACK | {"concerns": [{"id": "hypertrophic_scar"}]}])
    assert not found.ways
    assert found.why_none.startswith("Nobody may lift this: ")


def test_many_findings_keep_to_letters_and_events(back: Found) -> None:
    answers = {
        "hsv_history_field": "yes",
        "previous_reaction": "yes",
        "anticoagulant": {"answer": "yes", "product": ["apixaban"]},
        "sarcoidosis": "yes",
        "open_wound_irritated": {"answer": "yes", "areas": ["back_upper"]},
    }
    (way,) = back(answers=answers).ways
    assert [change.kind for change in way.changes] == ["clearance"] * 4 + ["event"]


def test_a_no_that_a_scale_contradicts_opens_nothing(back: Found) -> None:
    cheeks = {"id": "face_cheeks", "concerns": [{"id": "acne_scar_rolling", "grade": 2}]}
    counted = {"fitzpatrick": 2, "instruments": {"goodman_baron_quantitative@face_cheeks": {"d2": 2}}}
    found = back("face_cheeks", areas=[cheeks], skin=counted)
    assert found.ways == ()
    assert found.why_none.startswith("Nothing that was tried opens this: ")


def test_two_concerns_that_are_both_not_offered_stay_so(back: Found) -> None:
    concerns = [{"id": "hyperhidrosis"}, {"id": "drug_or_vaccine_delivery"}]
    found = back("axilla", areas=[{"id": "axilla", "concerns": concerns}])
    assert found.ways == ()
    assert found.why_none.startswith("Nobody may lift this: ")


def test_an_answer_that_another_makes_needless_is_not_asked_for(back: Found) -> None:
    found = back(
        answers={"electronic_implant": "unsure", "implants_area": {"answer": "yes", "kind": "metal"}},
        device={"kind": "rf"},
    )
    assert words(found) == ["Use a mechanical pen"]


UNSURE = ("anticoagulant", "keloid_history", "epilepsy", "sarcoidosis", "psoriasis")
PEELED = {"peel_medium": {"answer": "yes", "areas": ["back_upper"]}}
WOUND = {"open_wound_irritated": {"answer": "yes", "areas": ["back_upper"]}}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (dict.fromkeys(UNSURE, "unsure"), "If all 5 missing answers are No"),
        (
            dict.fromkeys(UNSURE[:4], "unsure"),
            "If Blood-thinning medicine is No, Epilepsy is No, Keloid tendency is No and 1 more",
        ),
        (
            dict.fromkeys(UNSURE[:4], "unsure") | PEELED,
            "If Blood-thinning medicine is No, Epilepsy is No, Keloid tendency is No and 2 more",
        ),
    ],
)
def test_answers_are_all_no_only_where_each_of_them_is(back: Found, answers: dict[str, Any], said: str) -> None:
    assert words(back(answers=answers)) == [said]


def test_what_is_assumed_beside_a_wait_is_assumed_for_that_day(back: Found) -> None:
    assert words(back(answers=RECENT | PEELED)) == [
        "Written answer of the dermatologist (Isotretinoin stopped recently),"
        " if Medium peel: date is 23 Oct 2026 or earlier",
        "Wait until 12 Mar 2027, if Medium peel: date is 20 Nov 2026 or earlier",
    ]


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"recent_tan_uv": "no"}, "treat"),
        ({"bloodborne_virus": "yes"}, "treat"),
        ({"vasovagal": "yes"}, "precautions"),
        ({"vasovagal": "unsure"}, "precautions"),
    ],
)
def test_after_a_wait_a_note_is_no_precaution_and_an_open_question_is(
    back: Found, answers: dict[str, str], outcome: str
) -> None:
    (way,) = [way for way in back(answers=RECENT | answers).ways if way.words == "Wait until 12 Mar 2027"]
    assert way.outcome == outcome


def test_an_event_beside_a_letter_is_treated_with_precautions(back: Found) -> None:
    (way,) = back(answers=THINNER | WOUND).ways
    assert [change.kind for change in way.changes] == ["clearance", "event"]
    assert way.outcome == "precautions"
    healed = back(answers=RECENT | WOUND).ways[-1]
    assert {change.kind for change in healed.changes} == {"wait", "event"}
    assert healed.outcome == "precautions"


def test_what_a_birthday_ends_is_not_said_to_be_for_good(back: Found) -> None:
    minor = {"date_of_birth": "2009-04-02", "sex_at_birth": "male"}
    found = back(client=minor, answers={"keloid_history": "yes"})
    assert (found.ways, found.why_none) == ((), "Nobody may lift this: Keloid tendency")


def two_pens(*listed: str) -> Found:
    rules = ", ".join(f"{{id: {name}, level: {level}}}" for name, _, level in (each.partition("=") for each in listed))
    clinic = (
        "format: 1\ndevices:\n"
        f"  - {{id: pen_1, label: Pen 1, kind: pen, max_depth_mm: 2.5, contraindicated: [{rules}]}}\n"
        "  - {id: pen_2, label: Pen 2, kind: pen, max_depth_mm: 2.5}\n"
    )
    return looking(catalogue_or_error(clinic))


def test_another_device_is_a_way_beside_a_wait() -> None:
    found = two_pens("vasovagal=do_not_treat")(answers=RECENT | {"vasovagal": "yes"}, device="pen_1")
    assert words(found) == [
        "Use Pen 2 and written answer of the dermatologist (Isotretinoin stopped recently)",
        "Use Pen 2 and wait until 12 Mar 2027",
    ]


def test_what_lifts_two_things_at_once_is_not_asked_for_beside_a_letter() -> None:
    pens = two_pens("vasovagal=clearance", "smoking=clearance")
    found = pens(answers={"vasovagal": "yes", "smoking": "yes"}, device="pen_1")
    assert [sorted(change.kind for change in way.changes) for way in found.ways] == [
        ["device"],
        ["clearance", "clearance"],
    ]


@pytest.mark.parametrize("more", [{}, {"sarcoidosis": "yes"}])
def test_of_many_findings_the_one_no_letter_helps_is_still_arranged_for(more: dict[str, str]) -> None:
    answers = {"vasovagal": "yes", "hsv_history_field": "yes", "previous_reaction": "yes"} | THINNER | WOUND | more
    found = two_pens("vasovagal=do_not_treat")(answers=answers, device="pen_1")
    assert found.ways
    assert all("Use Pen 2" in way.words for way in found.ways)
