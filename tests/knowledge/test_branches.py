"""Every branch of the rules for what was done to skin, for implants and for diabetes, one situation a line.

The expectations for 20 November 2026 were worked out from the clinical reference. A situation names each requested area
with what must come out there; all that is not named was asked and denied, on fair skin.
"""

from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from tests.clinical.situations import Outcomes, assessed, branches, outcomes, yes

SKIN_TYPES = ("type I", "type II", "type III", "type IV", "type V", "type VI", "type not known", "past dark marks")


@branches(
    ("day 41", yes(areas=["back_upper"], date="2026-10-10"), {"back_upper": "clearance until 2026-11-21"}),
    ("day 42", yes(areas=["back_upper"], date="2026-10-09"), {"back_upper": "clearance"}),
    ("last day of 6 months", yes(areas=["back_upper"], date="2026-05-21"), {"back_upper": "clearance"}),
    ("6 months", yes(areas=["back_upper"], date="2026-05-20"), {"back_upper": "precautions"}),
    ("month only", yes(areas=["back_upper"], date="2026-05"), {"back_upper": "clearance"}),
    ("year only", yes(areas=["back_upper"], date="2025"), {"back_upper": "incomplete"}),
    ("elsewhere", yes(areas=["elsewhere"], date="2026-10-10"), {"back_upper": "treat"}),
    (
        "one of two areas",
        yes(areas=["abdomen"], date="2026-10-10"),
        {"abdomen": "clearance until 2026-11-21", "back_upper": "treat"},
    ),
    (
        "one side",
        yes(areas=["flanks.left"], date="2026-05-21"),
        {"flanks.left": "clearance", "flanks.right": "treat"},
    ),
    ("one side of a whole pair", yes(areas=["flanks.left"], date="2026-05-21"), {"flanks": "clearance"}),
    ("whole pair, one side asked for", yes(areas=["flanks"], date="2026-05-21"), {"flanks.right": "clearance"}),
    ("no area named", yes(date="2026-05-21"), {"abdomen": "clearance", "back_upper": "clearance"}),
    (
        "an old and a new one",
        [yes(areas=["flanks.right"], date="2020-01-01"), yes(areas=["flanks.left"], date="2026-10-10")],
        {"flanks.left": "clearance until 2026-11-21", "flanks.right": "precautions"},
    ),
)
def test_an_operation_waits_42_days_then_for_the_surgeon_then_is_a_precaution(
    catalogue: Catalogue, given: Any, expected: Outcomes
) -> None:
    assert outcomes(assessed(catalogue, expected, {"surgery_in_area": given})) == expected


@pytest.mark.parametrize(("as_of", "outcome"), [("2027-02-27", "clearance"), ("2027-02-28", "precautions")])
def test_six_months_from_the_end_of_august_are_met_on_the_last_of_february(
    catalogue: Catalogue, as_of: str, outcome: str
) -> None:
    operation = {"surgery_in_area": yes(areas=["back_upper"], date="2026-08-31")}
    assert outcomes(assessed(catalogue, {"back_upper": ""}, operation, as_of=as_of)) == {"back_upper": outcome}


@branches(
    ("day 41", yes(areas=["abdomen"], date="2026-10-10"), {"abdomen": "clearance until 2026-11-21"}),
    ("day 42", yes(areas=["abdomen"], date="2026-10-09"), {"abdomen": "clearance"}),
    ("last day of 6 months", yes(areas=["abdomen"], date="2026-05-21"), {"abdomen": "clearance"}),
    ("6 months", yes(areas=["abdomen"], date="2026-05-20"), {"abdomen": "treat"}),
    ("other side", yes(areas=["knees.left"], date="2026-10-10"), {"knees.right": "treat"}),
    ("undated", yes(areas=["abdomen"]), {"abdomen": "incomplete", "back_mid": "treat"}),
)
def test_a_young_scar_waits_42_days_and_for_the_surgeon(catalogue: Catalogue, given: Any, expected: Outcomes) -> None:
    assert outcomes(assessed(catalogue, expected, {"scar_immature": given})) == expected


@branches(
    (
        "day 13",
        yes(areas=["face_cheeks"], product="hyaluronic", date="2026-11-07"),
        {"face_cheeks": "clearance until 2026-11-21", "face_nose": "treat"},
    ),
    ("day 14", yes(areas=["face_cheeks"], product="fat", date="2026-11-06"), {"face_cheeks": "clearance"}),
    (
        "last day of 6 months",
        yes(areas=["face_cheeks"], product="threads", date="2026-05-21"),
        {"face_cheeks": "clearance"},
    ),
    ("6 months", yes(areas=["face_cheeks"], product="threads", date="2026-05-20"), {"face_cheeks": "precautions"}),
    (
        "permanent, years ago",
        yes(areas=["face_cheeks"], product="permanent_or_unknown", date="2019-02-01"),
        {"face_cheeks": "clearance", "back_upper": "treat"},
    ),
    ("product not given", yes(areas=["face_cheeks"], date="2019-02-01"), {"face_cheeks": "clearance"}),
    ("undated", yes(areas=["face_cheeks"], product="hyaluronic"), {"face_cheeks": "incomplete"}),
    ("elsewhere", yes(areas=["elsewhere"], product="hyaluronic", date="2026-11-07"), {"face_cheeks": "treat"}),
    (
        "two products on two sides",
        [
            yes(areas=["face_cheeks.left"], product="hyaluronic", date="2019-02-01"),
            yes(areas=["face_cheeks.right"], product="permanent_or_unknown", date="2019-02-01"),
        ],
        {"face_cheeks.left": "precautions", "face_cheeks.right": "clearance"},
    ),
)
def test_filler_waits_14_days_and_for_the_injector(catalogue: Catalogue, given: Any, expected: Outcomes) -> None:
    assert outcomes(assessed(catalogue, expected, {"filler_recent": given})) == expected


@branches(
    ("68 mmol/mol", yes(hba1c_mmol_mol=68, hba1c_date="2026-10-01"), {"back_upper": "precautions"}),
    ("69 mmol/mol", yes(hba1c_mmol_mol=69, hba1c_date="2026-10-01"), {"back_upper": "clearance"}),
    ("8.4 %", yes(hba1c_percent=8.4, hba1c_date="2026-10-01"), {"back_upper": "precautions"}),
    ("8.5 %", yes(hba1c_percent=8.5, hba1c_date="2026-10-01"), {"back_upper": "clearance"}),
    ("6 months old", yes(hba1c_mmol_mol=50, hba1c_date="2026-05-20"), {"back_upper": "precautions"}),
    ("a day older", yes(hba1c_mmol_mol=50, hba1c_date="2026-05-19"), {"back_upper": "clearance"}),
    ("from June", yes(hba1c_mmol_mol=50, hba1c_date="2026-06"), {"back_upper": "precautions"}),
    ("from May", yes(hba1c_mmol_mol=50, hba1c_date="2026-05"), {"back_upper": "clearance"}),
    ("undated", yes(hba1c_mmol_mol=50), {"back_upper": "clearance"}),
    ("no HbA1c", yes(), {"back_upper": "clearance"}),
    ("an ulcer", yes(hba1c_mmol_mol=50, hba1c_date="2026-10-01", ulcer="yes"), {"back_upper": "clearance"}),
    (
        "numb skin here",
        yes(hba1c_mmol_mol=50, hba1c_date="2026-10-01", numb_areas=["thighs.left"]),
        {"thighs.left": "clearance", "back_upper": "clearance"},
    ),
    (
        "numb skin on the other side",
        yes(hba1c_mmol_mol=50, hba1c_date="2026-10-01", numb_areas=["thighs.left", "elsewhere"]),
        {"thighs.right": "precautions"},
    ),
)
@pytest.mark.parametrize("question", ["diabetes", "diabetes_uncontrolled", "diabetes_controlled"])
def test_diabetes_is_a_precaution_only_with_a_good_and_fresh_hba1c(
    catalogue: Catalogue, question: str, given: Any, expected: Outcomes
) -> None:
    assert outcomes(assessed(catalogue, expected, {question: given})) == expected


@branches(
    (
        "metal plate",
        yes(kind="metal", areas=["face_chin_jaw"]),
        {"face_chin_jaw": "do_not_treat", "face_nose": "treat"},
    ),
    ("piercing", yes(kind="piercing", areas=["face_nose"]), {"face_nose": "do_not_treat", "face_chin_jaw": "treat"}),
    ("silicone", yes(kind="silicone", areas=["face_chin_jaw"]), {"face_chin_jaw": "precautions"}),
    ("kind not given", yes(areas=["face_chin_jaw"]), {"face_chin_jaw": "do_not_treat"}),
    ("elsewhere", yes(kind="metal", areas=["elsewhere"]), {"face_chin_jaw": "treat"}),
    ("other side", yes(kind="metal", areas=["knees.left"]), {"knees.right": "treat", "knees.left": "do_not_treat"}),
    (
        "two kinds",
        [yes(kind="metal", areas=["knees.left"]), yes(kind="silicone", areas=["knees.right"])],
        {"knees.left": "do_not_treat", "knees.right": "precautions"},
    ),
)
def test_an_implant_bars_radiofrequency_over_metal_and_is_a_precaution_for_needles(
    catalogue: Catalogue, given: Any, expected: Outcomes
) -> None:
    answers = {"implants_area": given}
    assert outcomes(assessed(catalogue, expected, answers, device={"kind": "rf"})) == expected
    needles = {key: "precautions" if outcome == "do_not_treat" else outcome for key, outcome in expected.items()}
    assert outcomes(assessed(catalogue, expected, answers, device={"kind": "pen"})) == needles


@pytest.mark.parametrize(
    ("device", "outcome"), [("pen", "precautions"), ("roller", "precautions"), ("rf", "do_not_treat")]
)
def test_an_electronic_implant_bars_radiofrequency_alone(catalogue: Catalogue, device: str, outcome: str) -> None:
    answers = {"electronic_implant": yes(kind="pacemaker", body_site="left chest")}
    assert outcomes(assessed(catalogue, {"thighs": ""}, answers, device={"kind": device})) == {"thighs": outcome}


@branches(
    ("6 days ago", yes(date="2026-11-14", side="left"), {"back_upper": "defer until 2026-11-21"}),
    ("7 days ago", yes(date="2026-11-13", side="left"), {"back_upper": "treat"}),
    ("7 days ago, still felt", yes(date="2026-11-13", side="left", symptoms="yes"), {"back_upper": "defer"}),
    ("in 6 days", yes(planned_date="2026-11-26"), {"back_upper": "defer until 2026-12-03"}),
    ("in 7 days", yes(planned_date="2026-11-27"), {"back_upper": "treat", "upper_arms": "treat"}),
    (
        "one given, one planned",
        [yes(date="2026-11-14", side="left"), yes(planned_date="2026-11-26")],
        {"back_upper": "defer until 2026-12-03"},
    ),
    (
        "13 days ago, left arm",
        yes(date="2026-11-07", side="left"),
        {
            "upper_arms.left": "defer until 2026-11-21",
            "upper_arms.right": "treat",
            "shoulders.left": "defer until 2026-11-21",
            "shoulders.right": "treat",
            "back_upper": "treat",
        },
    ),
    ("13 days ago, one arm of the pair", yes(date="2026-11-07", side="left"), {"upper_arms": "defer until 2026-11-21"}),
    ("14 days ago", yes(date="2026-11-06", side="left"), {"upper_arms.left": "treat"}),
    (
        "6 days ago, right arm",
        yes(date="2026-11-14", side="right"),
        {"upper_arms.right": "defer until 2026-11-28", "upper_arms.left": "defer until 2026-11-21"},
    ),
    (
        "both arms",
        yes(date="2026-11-07", side="both"),
        {"upper_arms.left": "defer until 2026-11-21", "upper_arms.right": "defer until 2026-11-21"},
    ),
    (
        "arm not given",
        yes(date="2026-11-07"),
        {"upper_arms.left": "defer until 2026-11-21", "upper_arms.right": "defer until 2026-11-21"},
    ),
)
def test_a_vaccine_holds_up_the_person_for_7_days_and_its_arm_for_14(
    catalogue: Catalogue, given: Any, expected: Outcomes
) -> None:
    assert outcomes(assessed(catalogue, expected, {"vaccination": given})) == expected


def of_skin(kind: str, **answers: Any) -> dict[str, Any]:
    """The parts of a consultation for one of ``SKIN_TYPES``, with the answers given."""
    if kind == "past dark marks":
        return {"skin": {"fitzpatrick": 2}, "answers": {**answers, "pih_history": "yes"}}
    known = {} if kind == "type not known" else {"fitzpatrick": SKIN_TYPES.index(kind) + 1}
    return {"skin": known, "answers": answers}


@pytest.mark.parametrize("kind", SKIN_TYPES)
@pytest.mark.parametrize(
    ("day", "fair_dark_not_known"),
    [
        ("2026-11-07", ("defer until 2026-11-21", "defer until 2026-12-05", "defer until 2026-11-21")),
        ("2026-11-06", ("treat", "defer until 2026-12-04", "incomplete")),
        ("2026-10-24", ("treat", "defer until 2026-11-21", "incomplete")),
        ("2026-10-23", ("treat", "precautions", "precautions")),
    ],
)
def test_burnt_or_tanned_skin_waits_14_days_and_skin_that_keeps_dark_marks_28(
    catalogue: Catalogue, kind: str, day: str, fair_dark_not_known: tuple[str, str, str]
) -> None:
    expected = fair_dark_not_known[2 if kind == "type not known" else 0 if kind in SKIN_TYPES[:3] else 1]
    burnt = of_skin(kind, sunburn=yes(date=day, settled="yes", areas=["back_upper"]))
    tanned = of_skin(kind, recent_tan_uv=yes(date=day, kind="sunbed", areas=["back_upper"]))
    assert outcomes(assessed(catalogue, {"back_upper": ""}, **burnt)) == {"back_upper": expected}
    assert outcomes(assessed(catalogue, {"back_upper": ""}, **tanned)) == {"back_upper": expected}


@branches(
    ("not settled", yes(date="2026-10-01", settled="no", areas=["back_upper"]), {"back_upper": "defer"}),
    (
        "not settled, and recent",
        yes(date="2026-11-07", settled="no", areas=["back_upper"]),
        {"back_upper": "defer until 2026-11-21"},
    ),
    (
        "one side",
        yes(date="2026-11-07", settled="yes", areas=["shoulders.left"]),
        {"shoulders.left": "defer until 2026-11-21", "shoulders.right": "treat", "back_upper": "treat"},
    ),
    (
        "one side of a whole pair",
        yes(date="2026-11-07", settled="yes", areas=["shoulders.left"]),
        {"shoulders": "defer until 2026-11-21"},
    ),
    ("elsewhere", yes(date="2026-11-19", settled="no", areas=["elsewhere"]), {"back_upper": "treat"}),
    ("undated", yes(settled="yes", areas=["back_upper"]), {"back_upper": "incomplete", "face_nose": "treat"}),
    (
        "burnt twice",
        [
            yes(date="2026-11-07", settled="yes", areas=["shoulders"]),
            yes(date="2026-11-10", settled="yes", areas=["shoulders.right"]),
        ],
        {"shoulders.left": "defer until 2026-11-21", "shoulders.right": "defer until 2026-11-24"},
    ),
)
def test_sunburn_holds_up_the_skin_it_burnt_until_that_has_settled(
    catalogue: Catalogue, given: Any, expected: Outcomes
) -> None:
    assert outcomes(assessed(catalogue, expected, {"sunburn": given})) == expected
