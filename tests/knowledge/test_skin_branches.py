"""Every branch of the rules for what is found on skin, one situation a line.

The expectations for 20 November 2026 were worked out from the clinical reference. A situation names each requested area
with what must come out there; all that is not named was asked and denied, on fair skin.
"""

from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from tests.clinical.situations import Outcomes, assessed, branches, outcomes, yes


@branches(
    (
        "now, in one area",
        yes(status="now", areas=["back_upper"]),
        {"back_upper": "do_not_treat", "face_cheeks": "clearance"},
    ),
    (
        "now, on one side",
        yes(status="now", areas=["knees.left"]),
        {"knees.left": "do_not_treat", "knees.right": "clearance"},
    ),
    ("now, on one side of a whole pair", yes(status="now", areas=["knees.left"]), {"knees": "do_not_treat"}),
    ("now, elsewhere", yes(status="now", areas=["elsewhere"]), {"back_upper": "clearance"}),
    ("now, no area named", yes(status="now"), {"back_upper": "do_not_treat", "face_cheeks": "do_not_treat"}),
    (
        "within 12 months",
        yes(status="last_12_months", areas=["back_upper"]),
        {"back_upper": "clearance", "face_cheeks": "clearance"},
    ),
    (
        "longer ago",
        yes(status="older", areas=["back_upper"]),
        {"back_upper": "precautions", "face_cheeks": "precautions"},
    ),
    ("no status", yes(areas=["back_upper"]), {"back_upper": "do_not_treat", "face_cheeks": "clearance"}),
    (
        "old here, new elsewhere",
        [yes(status="older", areas=["back_upper"]), yes(status="now", areas=["elsewhere"])],
        {"back_upper": "clearance"},
    ),
)
@pytest.mark.parametrize("disease", ["psoriasis", "lichen_planus"])
def test_psoriasis_and_lichen_planus_bar_their_own_skin_and_ask_a_dermatologist_for_the_rest(
    catalogue: Catalogue, disease: str, given: Any, expected: Outcomes
) -> None:
    assert outcomes(assessed(catalogue, expected, {disease: given})) == expected


@pytest.mark.parametrize("disease", [yes(status="older"), yes(status="now", areas=["elsewhere"])])
def test_psoriasis_along_a_scratch_bars_all_skin(catalogue: Catalogue, disease: Any) -> None:
    answers = {"psoriasis": disease, "koebner_history": "yes"}
    assert outcomes(assessed(catalogue, {"back_upper": ""}, answers)) == {"back_upper": "do_not_treat"}


@branches(
    ("new patch within 12 months", yes(last_new_patch="2025-11-21"), {"back_upper": "do_not_treat"}),
    ("stable for 12 months", yes(last_new_patch="2025-11-20"), {"back_upper": "clearance"}),
    ("month only", yes(last_new_patch="2025-11"), {"back_upper": "do_not_treat"}),
    (
        "stable, on the other side",
        yes(last_new_patch="2020-03", areas=["shoulders.left"]),
        {"shoulders.right": "clearance", "shoulders.left": "clearance"},
    ),
    ("undated", yes(areas=["elsewhere"]), {"back_upper": "clearance"}),
    (
        "stable here, new elsewhere",
        [yes(last_new_patch="2020-03", areas=["back_upper"]), yes(last_new_patch="2026-08", areas=["elsewhere"])],
        {"back_upper": "do_not_treat"},
    ),
)
def test_vitiligo_bars_all_skin_while_it_spreads_and_asks_a_dermatologist_when_stable(
    catalogue: Catalogue, given: Any, expected: Outcomes
) -> None:
    assert outcomes(assessed(catalogue, expected, {"vitiligo": given})) == expected


def test_stable_vitiligo_along_a_scratch_bars_all_skin(catalogue: Catalogue) -> None:
    answers = {"vitiligo": yes(last_new_patch="2020-03"), "koebner_history": "yes"}
    assert outcomes(assessed(catalogue, {"back_upper": ""}, answers)) == {"back_upper": "do_not_treat"}


@branches(
    ("comedones", yes(areas=["back_upper"], comedones=30), {"back_upper": "precautions", "face_cheeks": "treat"}),
    ("3 papules", yes(areas=["back_upper"], papules=3), {"back_upper": "precautions"}),
    ("4 papules", yes(areas=["back_upper"], papules=4), {"back_upper": "defer", "face_cheeks": "treat"}),
    ("1 pustule", yes(areas=["back_upper"], pustules=1), {"back_upper": "defer", "face_cheeks": "treat"}),
    ("1 nodule", yes(areas=["back_upper"], nodules=1), {"back_upper": "defer"}),
    ("elsewhere", yes(areas=["elsewhere"], nodules=4), {"back_upper": "treat"}),
    ("one side", yes(areas=["shoulders.left"], pustules=2), {"shoulders.left": "defer", "shoulders.right": "treat"}),
    ("one side of a whole pair", yes(areas=["shoulders.left"], pustules=2), {"shoulders": "defer"}),
    ("no area named", yes(papules=9), {"back_upper": "defer", "face_cheeks": "defer"}),
    (
        "counted for each area",
        [
            yes(areas=["back_upper"], papules=12, pustules=3),
            yes(areas=["shoulders.right"], papules=2),
            yes(areas=["face_cheeks"], comedones=8),
        ],
        {
            "back_upper": "defer",
            "shoulders.right": "precautions",
            "shoulders.left": "treat",
            "face_cheeks": "precautions",
        },
    ),
)
def test_acne_is_judged_by_its_counts_in_each_area(catalogue: Catalogue, given: Any, expected: Outcomes) -> None:
    assert outcomes(assessed(catalogue, expected, {"acne_active": given})) == expected


@branches(
    (
        "lips",
        yes(site="lips_face"),
        {
            "face_forehead": "clearance",
            "face_cheeks.right": "clearance",
            "neck_front": "clearance",
            "decolletage": "precautions",
            "back_upper": "precautions",
        },
    ),
    (
        "genitals or buttocks",
        yes(site="genital_buttock"),
        {
            "buttocks.left": "clearance",
            "thighs": "clearance",
            "back_lower": "clearance",
            "abdomen": "clearance",
            "back_mid": "precautions",
            "flanks": "precautions",
        },
    ),
    ("finger", yes(site="finger"), {"hands_dorsum.left": "clearance", "upper_arms.left": "precautions"}),
    ("other skin", yes(site="other", areas=["back_mid"]), {"back_mid": "clearance", "back_upper": "precautions"}),
    (
        "other skin, one side",
        yes(site="other", areas=["flanks.left"]),
        {"flanks.left": "clearance", "flanks.right": "precautions"},
    ),
    ("elsewhere", yes(site="other", areas=["elsewhere"]), {"back_upper": "precautions"}),
    ("no site", yes(), {"face_nose": "clearance", "back_upper": "clearance"}),
    (
        "healed 6 days ago",
        yes(site="lips_face", healed_on="2026-11-14"),
        {"face_nose": "clearance until 2026-11-21", "back_upper": "precautions"},
    ),
    (
        "healed 7 days ago",
        yes(site="lips_face", healed_on="2026-11-13"),
        {"face_nose": "clearance", "back_upper": "treat"},
    ),
    (
        "healed on the lips, present on a finger",
        [yes(site="lips_face", healed_on="2026-11-14"), yes(site="finger")],
        {"face_nose": "clearance until 2026-11-21", "hands_dorsum": "clearance", "back_upper": "precautions"},
    ),
)
def test_herpes_now_holds_up_its_own_field(catalogue: Catalogue, given: Any, expected: Outcomes) -> None:
    assert outcomes(assessed(catalogue, expected, {"hsv_active": given})) == expected


DECIDED = {"decided_by": "Dr Imogen Hale", "decided_on": "2026-11-12"}
COVERED = {"prophylaxis": "prescribed", **DECIDED}


@branches(
    ("present", yes(site="lips_face"), {"face_nose": "defer", "back_upper": "precautions"}),
    (
        "healed 6 days ago",
        yes(site="lips_face", healed_on="2026-11-14"),
        {"face_nose": "defer until 2026-11-21", "back_upper": "precautions"},
    ),
    (
        "healed 7 days ago",
        yes(site="lips_face", healed_on="2026-11-13"),
        {"face_nose": "precautions", "back_upper": "treat"},
    ),
    (
        "healed 7 days ago, other skin",
        yes(site="finger", healed_on="2026-11-13"),
        {"hands_dorsum": "clearance", "face_nose": "precautions"},
    ),
)
def test_herpes_now_asks_for_nothing_more_where_cover_was_decided(
    catalogue: Catalogue, given: Any, expected: Outcomes
) -> None:
    answers = {"hsv_active": given, "hsv_history_field": yes(site="lips_face", last_outbreak="2020", **COVERED)}
    assert outcomes(assessed(catalogue, expected, answers)) == expected


@branches(
    ("denied", "no", {"face_nose": "clearance", "back_upper": "treat"}),
    ("not sure", "unsure", {"face_nose": "incomplete"}),
    ("on other skin", yes(site="finger", **COVERED), {"face_nose": "clearance", "hands_dorsum": "precautions"}),
    ("older, here", yes(site="lips_face", last_outbreak="2020-12-31"), {"face_nose": "clearance"}),
    (
        "older here, decided for other skin",
        [yes(site="lips_face", last_outbreak="2020-12-31"), yes(site="finger", **COVERED)],
        {"face_nose": "clearance"},
    ),
)
def test_an_outbreak_that_healed_counts_as_history_whatever_the_history_says(
    catalogue: Catalogue, given: Any, expected: Outcomes
) -> None:
    answers = {"hsv_active": yes(site="lips_face", healed_on="2026-11-12"), "hsv_history_field": given}
    assert outcomes(assessed(catalogue, expected, answers)) == expected


@branches(
    (
        "under 24 months",
        yes(site="lips_face", last_outbreak="2024-11-21"),
        {"face_perioral": "clearance", "neck_front": "clearance", "back_upper": "treat"},
    ),
    (
        "24 months",
        yes(site="lips_face", last_outbreak="2024-11-20"),
        {"face_perioral": "precautions", "back_upper": "treat"},
    ),
    ("undated", yes(site="lips_face"), {"face_perioral": "clearance", "back_upper": "treat"}),
    (
        "cover prescribed",
        yes(site="lips_face", last_outbreak="2026-03", prophylaxis="prescribed", **DECIDED),
        {"face_perioral": "precautions", "back_upper": "treat"},
    ),
    (
        "cover not needed",
        yes(site="lips_face", prophylaxis="not_needed", **DECIDED),
        {"face_perioral": "precautions"},
    ),
    (
        "nobody named",
        yes(site="lips_face", last_outbreak="2026-03", prophylaxis="prescribed", decided_on="2026-11-12"),
        {"face_perioral": "clearance"},
    ),
    ("not decided", yes(site="lips_face", prophylaxis="not_decided"), {"face_perioral": "clearance"}),
    (
        "buttocks, and long ago on the lips",
        [yes(site="genital_buttock", last_outbreak="2026-03"), yes(site="lips_face", last_outbreak="2019-03")],
        {"buttocks.right": "clearance", "face_cheeks": "precautions", "back_upper": "treat"},
    ),
    (
        "other skin, one side",
        yes(site="other", areas=["flanks.left"], last_outbreak="2026-03"),
        {"flanks.left": "clearance", "flanks.right": "treat"},
    ),
)
def test_past_herpes_asks_for_a_decision_on_cover_in_its_own_field(
    catalogue: Catalogue, given: Any, expected: Outcomes
) -> None:
    assert outcomes(assessed(catalogue, expected, {"hsv_history_field": given})) == expected


@branches(
    (
        "in the field",
        yes(areas=["back_upper"], seen_by_doctor="no"),
        {"back_upper": "do_not_treat", "face_cheeks": "clearance"},
    ),
    (
        "5 cm from the field",
        yes(areas=["back_mid"], distance_cm=5, seen_by_doctor="no"),
        {"back_upper": "do_not_treat"},
    ),
    ("6 cm from the field", yes(areas=["back_mid"], distance_cm=6, seen_by_doctor="no"), {"back_upper": "clearance"}),
    ("distance not given", yes(areas=["back_mid"], seen_by_doctor="no"), {"back_upper": "do_not_treat"}),
    ("only described, 5 cm away", yes(body_site="left flank", distance_cm=5), {"back_upper": "do_not_treat"}),
    ("only described, far away", yes(body_site="left calf", distance_cm=80), {"back_upper": "clearance"}),
    ("nothing more is known", yes(), {"back_upper": "do_not_treat", "face_cheeks": "do_not_treat"}),
    ("other side", yes(areas=["shoulders.left"], distance_cm=30), {"shoulders.right": "clearance"}),
    ("one side of a whole pair", yes(areas=["shoulders.left"]), {"shoulders": "do_not_treat"}),
    (
        "far away, seen, waiting",
        yes(areas=["elsewhere"], distance_cm=40, seen_by_doctor="yes", result="waiting"),
        {"back_upper": "precautions"},
    ),
    (
        "in the field, seen, waiting",
        yes(areas=["back_upper"], seen_by_doctor="yes", result="waiting"),
        {"back_upper": "do_not_treat", "face_cheeks": "precautions"},
    ),
    (
        "benign in writing",
        yes(areas=["back_upper"], seen_by_doctor="yes", result="benign_in_writing"),
        {"back_upper": "treat"},
    ),
    (
        "one benign, one far away and not seen",
        [
            yes(areas=["back_upper"], seen_by_doctor="yes", result="benign_in_writing"),
            yes(areas=["elsewhere"], distance_cm=40, seen_by_doctor="no"),
        ],
        {"back_upper": "clearance"},
    ),
)
def test_a_changing_lesion_bars_what_is_near_and_asks_a_doctor_before_all_else(
    catalogue: Catalogue, given: Any, expected: Outcomes
) -> None:
    assert outcomes(assessed(catalogue, expected, {"changing_lesion": given})) == expected
