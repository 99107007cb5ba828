"""Admission: what a consultation may not say, each with where it stands and why."""

from dataclasses import replace
from typing import Any

import pytest

from consult_app.clinical.admission import never_zones, problems
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.contraindications import Contraindication
from tests.clinical.cases import case, decision
from tests.clinical.test_refused_entries import ENTRY, SOUND

BACK = {"id": "back_upper", "area_cm2": 90}


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        (
            {"client": {"date_of_birth": "1899-01-01"}},
            "client.date_of_birth: 1899-01-01 is more than 120 years ago",
        ),
        (
            {"areas": [BACK | {"concerns": [{"id": "acne_scar_body", "grade": 3, "age_months": 24}]}]},
            "areas[1].concerns[1].id: age_months, flat, grafted and size_cm2 belong to burn_scar",
        ),
        ({"answers": {"pregnancy": []}}, "answers.pregnancy: is empty"),
        (
            {"answers": {"isotretinoin_recent": {"answer": "no", "last_dose": "2026-09-12"}}},
            "answers.isotretinoin_recent.last_dose: is given though the answer is no",
        ),
        (
            {"answers": {"surgery_in_area": {"answer": "yes", "areas": 3}}},
            "answers.surgery_in_area.areas: 3 is no area",
        ),
        (
            {"decisions": [decision("isotretinoin_recent", "clearance", "dermatologist", areas=["chin"])]},
            "decisions[1].areas: chin is no area of this protocol",
        ),
    ],
)
def test_what_cannot_be_is_named_with_its_place(catalogue: Catalogue, parts: dict[str, Any], problem: str) -> None:
    assert problem in problems(case(**parts), catalogue)


def test_a_sound_consultation_has_no_problem(catalogue: Catalogue) -> None:
    burn = {"id": "burn_scar", "age_months": 24, "flat": "yes", "grafted": "no", "size_cm2": 10}
    answers = {"surgery_in_area": {"answer": "yes", "areas": ["back_upper", "elsewhere"], "date": "2026-01-05"}}
    decided = [decision("isotretinoin_recent", "clearance", "dermatologist", areas=["back_upper"])]
    sound = case(areas=[BACK | {"concerns": [burn]}], answers=answers, decisions=decided)
    assert problems(sound, catalogue) == ()


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("2026-11-21", "lies ahead of the consultation day"),
        ("2026-11-20", None),
        ("1906-12-31", None),
        ("1905-12-31", "is more than 120 years ago"),
    ],
)
def test_a_birth_date_lies_in_the_last_120_years(catalogue: Catalogue, born: str, said: str | None) -> None:
    found = problems(case(client={"date_of_birth": born}), catalogue)
    assert found == ((f"client.date_of_birth: {born} {said}",) if said else ())


def test_every_area_and_every_answer_is_looked_at_behind_a_faulty_one(catalogue: Catalogue) -> None:
    peels = [{"answer": "yes", "date": "2026-11-10"}, {"answer": "yes", "date": "2027-01-10"}]
    faulty = case(
        areas=[{"id": "tail"}, BACK | {"id": "antlers"}],
        answers={"feeling_lucky": "yes", "filler_recent": peels, "pregnancy": []},
    )
    assert problems(faulty, catalogue) == (
        "areas[1].id: tail is no area of this protocol",
        "areas[2].id: antlers is no area of this protocol",
        "answers.feeling_lucky: is no question of this protocol",
        "answers.filler_recent[2].date: 2027-01-10 lies ahead of the consultation day",
        "answers.pregnancy: is empty",
    )


def test_only_the_areas_named_as_never_treated_are(catalogue: Catalogue) -> None:
    looks = [
        {"fact": "area.id", "is": ["eyelids", "mucosa"]},
        {"fact": "area.id", "is": "lips_red"},
        {"fact": "area.group", "is": "face"},
        {"fact": "area.size", "at_least": 4},
    ]
    outcomes = [SOUND | {"id": f"zone_{at}", "scope": "area", "when": when} for at, when in enumerate(looks)]
    rule = Contraindication.model_validate(ENTRY | {"id": "never_zones", "outcomes": outcomes})
    assert never_zones(replace(catalogue, contraindications=(rule,))) == {"eyelids", "mucosa", "lips_red"}
    assert never_zones(replace(catalogue, contraindications=())) == frozenset()


def test_a_grade_that_the_concerns_name_states_need_not_be_given(catalogue: Catalogue) -> None:
    def flat(**parts: Any) -> tuple[str, ...]:
        concern = {"id": "acne_scar_grade1_macular", **parts}
        return problems(case(areas=[{"id": "face_cheeks", "concerns": [concern]}]), catalogue)

    assert flat() == flat(grade=1) == ()
    assert flat(grade=2) == (
        "areas[1].concerns[1].grade: acne_scar_grade1_macular is grade 1 by its name, and no other",
    )


def test_a_no_may_say_where_it_holds(catalogue: Catalogue) -> None:
    assert problems(case(answers={"sunburn": {"answer": "no", "areas": ["back_upper"]}}), catalogue) == ()


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        ("2026-11-19", "2026-11-19 is already past"),
        ("2026-11-20", None),
        ("2026-12-24", None),
        ("2026-12", None),
        ("2026-11-31", "'2026-11-31' is no date (write 2026-05-06, or 2026-05 when only the month is known)"),
        (20261119, "'20261119' is no date (write 2026-05-06, or 2026-05 when only the month is known)"),
    ],
)
def test_a_planned_day_has_not_passed(catalogue: Catalogue, planned: object, said: str | None) -> None:
    found = problems(case(answers={"vaccination": {"answer": "yes", "planned_date": planned}}), catalogue)
    assert found == ((f"answers.vaccination.planned_date: {said}",) if said else ())


@pytest.mark.parametrize(
    ("finding", "known"),
    [
        ("filler_recent", True),
        ("filler_recent.under_6_months", True),
        ("filler_recent.under_6", False),
        ("filler_recent.filler_recent", False),
        ("under_6_months", False),
    ],
)
def test_a_decision_names_a_rule_and_an_outcome_the_rule_has(
    catalogue: Catalogue, finding: str, *, known: bool
) -> None:
    found = problems(case(decisions=[decision(finding, "clearance", "prescriber")]), catalogue)
    assert found == (() if known else (f"decisions[1].finding: {finding} is no rule of this protocol",))
