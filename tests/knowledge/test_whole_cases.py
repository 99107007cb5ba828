"""Whole clinical cases: what a clinician reasoned from the reference is what the program says, and the set is whole.

Each file tells a client's story, why it comes out so with the rules and dates, the case file and what is expected.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.verdict import OUTCOMES
from consult_app.knowledge.case_files import case_or_error
from tests.knowledge.whole_cases import LEVELS, NAMES, knowledge, read, stated


@pytest.mark.parametrize("name", NAMES)
def test_the_case_comes_out_as_reasoned(name: str, catalogue: Catalogue) -> None:
    written = read(name)
    used = knowledge(written["clinic"]) if "clinic" in written else catalogue
    consultation = case_or_error(json.dumps(written["case"]), used)
    judged = assess(consultation, used)
    assert stated(consultation, used, judged, written["expect"]) == written["expect"]


# What the set covers, so that nobody takes a kind of case away unnoticed.

DAY_BEFORE_AND_DAY_ITSELF = (
    ("eighteen_tomorrow", "eighteen_today"),
    ("leap_day_birthday_28_february", "leap_day_birthday_1_march"),
    ("isotretinoin_end_of_august_before", "isotretinoin_end_of_august_met"),
    ("seizure_on_a_leap_day_before", "seizure_on_a_leap_day_met"),
    ("stent_364_days_ago", "stent_one_year_ago_today"),
    ("steroid_tablets_last_summer", "steroid_tablets_three_months_over"),
    ("diabetes_result_stale", "diabetes_result_six_months_old"),
    ("heart_attack_in_may", "heart_attack_six_months_over"),
    ("cancer_treatment_ended_364_days_ago", "cancer_treatment_ended_a_year_ago"),
    ("acitretin_three_years", "acitretin_three_years_over"),
    ("flu_six_days_well", "flu_seven_days_well"),
    ("botulinum_day_thirteen", "botulinum_day_fourteen"),
    ("cold_sores_within_24_months", "cold_sores_24_months_over"),
    ("vitiligo_new_patch_within_a_year", "vitiligo_stable_for_a_year"),
    ("waxed_six_days_ago", "waxed_seven_days_ago"),
    ("folliculitis_on_the_back", "folliculitis_seven_days_over"),
    ("vaccine_planned_in_six_days", "vaccine_planned_in_seven_days"),
    ("possibly_pregnant_tested_yesterday", "possibly_pregnant_tested_today"),
    ("changed_mole_five_cm_away", "changed_mole_six_cm_away"),
    ("needled_elsewhere_large_field", "needled_elsewhere_field_of_300"),
    ("skin_score_of_twenty_one", "skin_score_of_twenty"),
    ("tan_type_five", "tan_type_two"),
    ("one_critical_row_blank", "one_precaution_row_blank"),
)
NUMBING_LINES = (
    ("emla_over_the_amber_line", "emla_at_the_amber_line"),
    ("seventy_years_half_the_cream", "sixty_nine_years_whole_cream"),
    ("cream_at_forty_nine_kilos", "cream_at_fifty_kilos"),
    ("g6pd_and_emla", "g6pd_and_lidocaine_alone"),
)
NEVER_MET = {"never_zones"}
"""Places no case file can name: they are not offered as areas."""
IN_STEPS = ("caesarean_41_days_ago", "caesarean_42_days_ago", "caesarean_six_months_ago")
WRITTEN_SOMEWHERE = {
    "only the month is known": r'_dose": "\d{4}-\d{2}"',
    "a result of a month": r'hba1c_date": "\d{4}-\d{2}"',
    "only the year is known": r'_dose": 20\d{2}\b',
    "a planned event": r"planned_date",
    "an end of month that is clipped": r"-08-31",
    "a leap day": r"-02-29",
    "elsewhere": r'"elsewhere"',
    "an answer that is not sure": r'"unsure"',
    "a clearance": r'"kind": "clearance"',
    "a clearance with a last day": r'"until"',
    "an override": r'"kind": "override"',
    "a device for radiofrequency": r'"rf"',
    "a higher age": r"minimum_age",
    "an area that is offered here": r"areas_offered",
    "a role with a depth": r"roles:",
    "a device that excludes more": r"contraindicated:",
    "a looser number with a name": r"reason: Own audit",
    "what is assumed": r'"assumed"',
}


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    return [read(name) for name in NAMES]


def all_of(cases: Iterable[dict[str, Any]], *path: str) -> set[Any]:
    """What stands at a path in any of the cases; lists are looked into, a mapping at the end gives its keys."""
    found: list[Any] = list(cases)
    for key in path:
        found = [inner for each in found if key in each for inner in as_list(each[key])]
    return {value for each in found for value in (each if isinstance(each, dict) else [each])}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_there_are_many_cases_and_each_says_who_and_why(cases: list[dict[str, Any]]) -> None:
    assert len(cases) >= 60
    for case in cases:
        assert set(case) - {"clinic"} == {"story", "why", "case", "expect"}
        assert min(len(case["story"]), len(case["why"])) > 15


def test_every_area_and_every_concern_is_asked_for(cases: list[dict[str, Any]], catalogue: Catalogue) -> None:
    assert all_of(cases, "case", "areas", "id") == set(catalogue.areas)
    assert all_of(cases, "case", "areas", "concerns", "id") == set(catalogue.concerns)
    assert all_of(cases, "case", "areas", "side") == {"left", "right"}
    offering = [case for case in cases if "areas_offered" in case.get("clinic", "")]
    assert {"axilla"} <= all_of(offering, "case", "areas", "id")


def test_every_outcome_is_reached(cases: list[dict[str, Any]]) -> None:
    assert all_of(cases, "expect", "outcome") == set(OUTCOMES)
    assert {value for case in cases for value in case["expect"].get("findings", {}).values()} == set(LEVELS)
    assert all_of(cases, "expect", "anaesthetic") == {"allowed", "caution", "clearance", "blocked", "not_known"}


def test_every_rule_is_met_by_a_client(cases: list[dict[str, Any]], catalogue: Catalogue) -> None:
    met = set().union(*(all_of(cases, "expect", key) for key in ("findings", "among_findings", "numbing")))
    assert {rule.id for rule in catalogue.contraindications} - met == NEVER_MET


def test_clients_are_of_all_kinds(cases: list[dict[str, Any]]) -> None:
    assert all_of(cases, "case", "skin", "fitzpatrick") == {1, 2, 3, 4, 5, 6}
    assert all_of(cases, "case", "client", "sex_at_birth") == {"female", "male", "intersex"}
    born = sorted(all_of(cases, "case", "client", "date_of_birth"))
    assert (born[0], born[-1]) == ("1946-11-20", "2008-11-21")


@pytest.mark.parametrize(("stricter", "milder"), DAY_BEFORE_AND_DAY_ITSELF)
def test_one_day_or_one_step_changes_the_outcome(stricter: str, milder: str) -> None:
    before, after = (OUTCOMES.index(read(name)["expect"]["outcome"]) for name in (stricter, milder))
    assert before > after


@pytest.mark.parametrize(("stricter", "milder"), NUMBING_LINES)
def test_one_step_changes_the_numbing(stricter: str, milder: str) -> None:
    assert read(stricter)["expect"]["anaesthetic"] != read(milder)["expect"]["anaesthetic"]


def test_waiting_after_an_operation_gets_milder_in_steps() -> None:
    first, second, third = (read(name)["expect"] for name in IN_STEPS)
    assert (first["outcome"], second["outcome"], third["outcome"]) == ("clearance", "clearance", "precautions")
    assert (first["not_before"], second["not_before"]) == ("2026-11-21", None)


@pytest.mark.parametrize("pattern", WRITTEN_SOMEWHERE.values(), ids=WRITTEN_SOMEWHERE.keys())
def test_each_kind_of_answer_date_and_setting_is_written_somewhere(pattern: str) -> None:
    assert any(re.search(pattern, json.dumps(read(name))) for name in NAMES)


def test_an_area_waits_while_another_goes_ahead(cases: list[dict[str, Any]]) -> None:
    told = [case["expect"].get("areas", {}) for case in cases]
    sides = [areas for areas in told if {key.partition(".")[2] for key in areas} == {"left", "right"}]
    assert any(len(set(areas.values())) > 1 for areas in sides)
    assert any("defer" in areas.values() and "treat" in areas.values() for areas in told)
