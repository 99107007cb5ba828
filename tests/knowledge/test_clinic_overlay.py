"""A clinic's changes of the protocol's windows and levels, and its own entries: applied, shown, or refused."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.summary import Summary, summarise
from consult_app.knowledge.loader import catalogue_or_error, load_catalogue
from tests.cli.conftest import Command, command
from tests.clinical.cases import case
from tests.knowledge.own_entry import OWN

__all__ = ["command"]

loaded = cache(catalogue_or_error)

NAMED = 'by: Dr Ada Obi, reason: "Audit of 2026", date: 2026-10-01'
SAID = "Changed by Dr Ada Obi, 1 Oct 2026: Audit of 2026"


def changing(*changes: str) -> str:
    return "format: 1\nchanges:\n" + "".join(f"  - {{{change}}}\n" for change in changes)


def adding(entry: str) -> str:
    return f"format: 1\nadditions:{entry}"


def filled(day: str) -> Consultation:
    answer = {"answer": "yes", "date": day, "product": "hyaluronic", "areas": ["face_cheeks"]}
    return case(areas=[{"id": "face_cheeks", "area_cm2": 90}], answers={"filler_recent": answer})


def tanned(day: str) -> Consultation:
    return case(answers={"recent_tan_uv": {"answer": "yes", "kind": "sun", "date": day, "areas": ["back_upper"]}})


def judged(consultation: Consultation, clinic: str | None = None) -> Assessment:
    return assess(consultation, loaded(clinic))


def told(consultation: Consultation, clinic: str) -> Summary:
    return summarise(consultation, loaded(clinic))


def problems(clinic: str) -> tuple[str, ...]:
    catalogue, found = load_catalogue(clinic_text=clinic)
    assert catalogue is None
    return found


NUMBING = {"product": "lidocaine_prilocaine", "grams": 10, "minutes": 60}
EIGHT_MONTHS_AGO = filled("2026-03-20")
FOUR_MONTHS_AGO = filled("2026-07-20")
LONGER = changing("entry: filler_recent, outcome: under_6_months, months: 12")


def test_a_longer_window_holds_until_it_is_met() -> None:
    assert judged(EIGHT_MONTHS_AGO).outcome == "precautions"
    assert judged(EIGHT_MONTHS_AGO, LONGER).outcome == "clearance"
    assert judged(filled("2025-11-20"), LONGER).outcome == "precautions"


def test_a_tighter_change_takes_away_nothing_that_held_before() -> None:
    clinic = changing("entry: epilepsy, outcome: cream_if_agreed, months: 24")
    seizure = case(answers={"epilepsy": {"answer": "yes", "last_seizure": "2025-05-20"}}, anaesthetic=NUMBING)
    before, after = judged(seizure), judged(seizure, clinic)
    assert {finding.key for finding in before.findings} < {finding.key for finding in after.findings}
    assert after.anaesthetic is not None
    assert after.anaesthetic.outcome == "clearance"


def test_a_patch_already_done_is_watched_as_long_as_the_clinic_says() -> None:
    clinic = changing("entry: allergy_nickel, outcome: test_patch_first, days: 14")
    nickel = {"answer": "yes", "severity": "local", "patch_date": "2026-11-10", "patch_result": "clear"}
    plan = told(case(areas=[{"id": "face_cheeks", "area_cm2": 90}], answers={"allergy_nickel": nickel}), clinic).plan
    assert [visit.kind for visit in plan.visits[:1]] == ["session"]
    assert plan.first_session
    assert plan.first_session.date == date(2026, 11, 24)


@pytest.mark.parametrize("outcome", ["outcome: clearance, ", ""])
def test_an_outcome_may_be_told_by_its_level_or_by_being_the_only_one_that_fits(outcome: str) -> None:
    clinic = changing(f"entry: filler_recent, {outcome}months: 12")
    assert judged(EIGHT_MONTHS_AGO, clinic).outcome == "clearance"


def test_a_tighter_change_needs_no_name_and_is_shown_to_practitioner_and_client() -> None:
    line, older = told(EIGHT_MONTHS_AGO, LONGER).findings
    assert older.clinic_change == ""
    assert line.clinic_change == "Changed by the clinic (12 months instead of 6 months)"
    assert line.finding.client_text.endswith("Our clinic counts 12 months here.")
    assert line.finding.label == "Filler, threads or fat less than 12 months ago"
    assert "less than 12 months ago" in line.finding.letter_question


def test_the_day_waited_for_moves_with_its_window() -> None:
    waits = judged(tanned("2026-11-10"), changing("entry: recent_tan_uv, outcome: days_14, days: 21"))
    assert (waits.outcome, str(waits.overall.not_before)) == ("defer", "2026-12-01")


def test_a_shorter_window_with_name_reason_and_day_holds_and_is_shown() -> None:
    clinic = changing(f"entry: recent_tan_uv, outcome: days_14, days: 7, {NAMED}")
    assert judged(tanned("2026-11-13")).outcome == "defer"
    assert judged(tanned("2026-11-13"), clinic).outcome == "treat"
    (line,) = told(tanned("2026-11-14"), clinic).findings
    assert str(line.finding.not_before) == "2026-11-21"
    assert line.finding.advice.startswith("Rebook for a day at least 7 days after")
    assert line.clinic_change == f"{SAID} (7 days instead of 14 days)"


def test_a_shorter_window_leaves_no_gap_before_what_follows_and_is_shown_there() -> None:
    clinic = changing(f"entry: filler_recent, outcome: under_6_months, months: 3, {NAMED}")
    assert judged(FOUR_MONTHS_AGO).outcome == "clearance"
    (line,) = told(FOUR_MONTHS_AGO, clinic).findings
    assert line.finding.key == "filler_recent.older"
    assert line.clinic_change == f"{SAID} (3 months instead of 6 months)"


def test_a_level_can_be_made_stricter_and_with_a_name_milder() -> None:
    fainting = case(answers={"vasovagal": "yes"})
    assert judged(fainting).outcome == "precautions"
    asked = judged(fainting, changing("entry: vasovagal, level: clearance"))
    assert asked.outcome == "clearance"
    assert asked.findings[0].client_text == "Our clinic asks a doctor first in this case."
    assert asked.findings[0].lifted_by == ("prescriber",)
    thinner = case(answers={"anticoagulant": {"answer": "yes", "product": ["apixaban"]}})
    milder = judged(thinner, changing(f"entry: anticoagulant, level: precautions, {NAMED}"))
    assert milder.outcome == "precautions"


def test_what_is_made_absolute_is_lifted_by_nobody() -> None:
    thinner = case(answers={"anticoagulant": {"answer": "yes", "product": ["apixaban"]}})
    barred = judged(thinner, changing("entry: anticoagulant, level: do_not_treat"))
    assert (barred.outcome, barred.findings[0].lifted_by) == ("do_not_treat", ())


@pytest.mark.parametrize(
    "missing", ["", "by: Dr Obi", "by: Dr Obi, reason: Audit", 'by: " ", reason: A, date: 2026-10-01']
)
@pytest.mark.parametrize(
    "change",
    ["entry: recent_tan_uv, outcome: days_14, days: 13", "entry: anticoagulant, level: precautions"],
)
def test_looser_without_name_reason_and_day_is_refused(change: str, missing: str) -> None:
    (problem,) = problems(changing("entry: filler_recent, months: 12", ", ".join(filter(None, (change, missing)))))
    assert problem.startswith("clinic.yaml: changes[2]: ")
    assert "by, reason and date" in problem


def test_a_window_that_is_shorter_for_some_days_is_looser() -> None:
    assert "looser" in problems(changing("entry: surgery_in_area, days: 183"))[0]
    assert judged(filled("2026-05-19"), changing("entry: filler_recent, days: 186")).outcome == "clearance"


@pytest.mark.parametrize(
    "change",
    [
        "entry: isotretinoin_recent, months: 3",
        "entry: isotretinoin_recent, level: clearance",
        "entry: sunburn, outcome: days_14, days: 7",
        "entry: infection_area, outcome: present, level: precautions",
        "entry: hsv_active, outcome: healed_7_days, days: 3",
        "entry: fever_illness, outcome: well_7_days, days: 3",
        "entry: open_wound_irritated, outcome: not_healed, level: precautions",
        "entry: acne_active, outcome: pustules_or_nodules, level: precautions",
        "entry: keloid_history, level: clearance",
        "entry: vitiligo, outcome: spreading, months: 6",
        "entry: pregnancy, outcome: pregnant, level: clearance",
        "entry: changing_lesion, outcome: elsewhere_unseen, level: precautions",
    ],
)
def test_what_nobody_may_lift_is_loosened_by_no_name_either(change: str) -> None:
    (problem,) = problems(changing(f"{change}, {NAMED}"))
    assert "nobody" in problem


def test_what_a_dermatologist_may_lift_is_loosened_to_a_clearance_at_most() -> None:
    assert "clearance at most" in problems(changing(f"entry: koebner_history, level: precautions, {NAMED}"))[0]
    asked = judged(
        case(answers={"koebner_history": "yes"}), changing(f"entry: koebner_history, level: clearance, {NAMED}")
    )
    assert asked.outcome == "clearance"


def test_what_nobody_may_lift_can_still_be_tightened() -> None:
    recent = case(answers={"isotretinoin_recent": {"answer": "yes", "last_dose": "2026-03-20"}})
    assert judged(recent).outcome == "treat"
    waits = judged(recent, changing("entry: isotretinoin_recent, months: 12"))
    assert (waits.outcome, str(waits.overall.not_before)) == ("defer", "2027-03-20")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("entry: no_such_rule, months: 12", "no_such_rule is no entry"),
        ("entry: filler_recent, outcome: types_1_to_3, months: 12", "it has under_6_months"),
        ("entry: recent_tan_uv, days: 40", "name one of days_14, days_28"),
        ("entry: filler_recent, level: do_not_treat", "name one of"),
        ("entry: keloid_history, months: 12", "no window"),
        ("entry: filler_recent, outcome: older, months: 12", "no window"),
        ("entry: systemic_retinoid_other, years: 4", "several windows"),
        ("entry: vaccination, outcome: planned, days: 14", "several windows"),
        ("entry: telangiectasia, level: do_not_treat", "left out"),
        ("entry: vasovagal, level: defer", "a deferral names a date"),
        (f"entry: surgery_in_area, days: 30, {NAMED}", "42 days"),
        ("entry: filler_recent", "sets a window"),
        ("entry: filler_recent, months: 12, days: 1", "not in several"),
        ("entry: filler_recent, months: 0", "months"),
        ("entry: filler_recent, months: yes", "months"),
        ("entry: filler_recent, weeks: 60", "weeks: is not known here"),
        ("entry: filler_recent, months: 12, date: soon", "date"),
    ],
)
def test_a_change_that_cannot_be_applied_is_a_problem(change: str, words: str) -> None:
    (problem,) = problems(changing(change))
    assert problem.startswith("clinic.yaml: changes[1]")
    assert words in problem


def test_an_outcome_changed_twice_is_a_problem() -> None:
    (problem,) = problems(changing("entry: filler_recent, months: 12", "entry: filler_recent, months: 9, " + NAMED))
    assert problem == "clinic.yaml: changes[2]: filler_recent.under_6_months is changed twice"


def test_stating_what_stands_there_already_changes_nothing() -> None:
    clinic = changing("entry: filler_recent, months: 6")
    assert judged(FOUR_MONTHS_AGO, clinic).overall == judged(FOUR_MONTHS_AGO).overall
    assert not loaded(clinic).clinic_changes


def test_a_clinics_own_entry_is_asked_and_judged() -> None:
    catalogue = loaded(adding(OWN))
    assert catalogue.questions["clinic_latex"].row == 3
    assert assess(case(answers={"clinic_latex": "yes"}), catalogue).outcome == "precautions"
    assert assess(case(answers={"clinic_latex": "no"}), catalogue).outcome == "treat"


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        (
            "id: clinic_latex\n",
            "id: allergy_nickel\n",
            "additions[1]: the id of a clinic's own entry begins with clinic_",
        ),
        ("    row: 3\n    critical: true\n", "", "names the row"),
        ("    row: 3\n", "    row: 3\n    question_id: pregnancy\n", "not put it otherwise"),
        ("row: 3", "row: 300", "row 300 is no row"),
        ("id: clinic_default", "id: no_source", "no_source is no source"),
        ("{clinic_latex: yes}, expect: precautions", "{clinic_latex: yes}, expect: treat", "example 1: expected treat"),
        ("level: precautions", "level: clearance", "only a precaution or a deferral can be overridden"),
        ("when: {fact: clinic_latex,", "when: {fact: latex,", "latex is no fact"),
    ],
)
def test_a_faulty_own_entry_is_a_problem(was: str, becomes: str, words: str) -> None:
    assert was in OWN
    assert words in "\n".join(problems(adding(OWN.replace(was, becomes))))


def test_an_own_entry_given_twice_is_a_problem() -> None:
    assert "same id" in problems(adding(OWN + OWN))[0]


DEVICE = (
    "devices: [{id: pen_1, label: Pen 1, kind: pen, max_depth_mm: 1.5, contraindicated: [RULE]}]\nminimum_age: 40\n"
)


def test_age_and_devices_still_tighten_and_no_change_loosens_an_instruction() -> None:
    clinic = DEVICE.replace("RULE", "recent_tan_uv") + changing(
        f"entry: recent_tan_uv, outcome: days_14, days: 7, {NAMED}"
    )
    older: dict[str, Any] = {
        "client": {"date_of_birth": "1971-04-02", "sex_at_birth": "male"},
        "skin": {"fitzpatrick": 2},
    }
    ten_days = tanned("2026-11-10").answers["recent_tan_uv"]
    by_device = case(**older, device="pen_1").model_copy(update={"answers": {"recent_tan_uv": ten_days}})
    by_hand = case(**older).model_copy(update={"answers": {"recent_tan_uv": ten_days}})
    assert judged(by_device, clinic).outcome == "do_not_treat"
    assert judged(by_hand, clinic).outcome == "treat"
    assert judged(case(), clinic).outcome == "do_not_treat"


def test_a_device_that_names_no_entry_is_a_problem() -> None:
    clinic = "format: 1\n" + DEVICE.replace("RULE", "pregnant")
    assert problems(clinic) == ("clinic.yaml: devices[1].contraindicated: pregnant is no entry",)


CASE = """
format: 1
as_of: 2026-11-20
client: {date_of_birth: 1991-04-02, sex_at_birth: male}
skin: {fitzpatrick: 2}
areas: [{id: back_upper, area_cm2: 90}]
answers: {recent_tan_uv: {answer: yes, kind: sun, date: 2026-11-15, areas: [back_upper]}, rosacea: no}
remaining_answers: no
"""


def test_the_command_shows_the_change_and_refuses_a_faulty_one(command: Command, tmp_path: Path) -> None:
    clinic, path = tmp_path / "clinic.yaml", tmp_path / "case.yaml"
    path.write_text(CASE, "utf-8")
    clinic.write_text(changing(f"entry: recent_tan_uv, outcome: days_14, days: 7, {NAMED}"), "utf-8")
    ran = command("assess", path, "--clinic", clinic, "--format", "json")
    (finding,) = json.loads(ran.out)["findings"]
    assert finding["clinic_change"] == f"{SAID} (7 days instead of 14 days)"
    assert finding["clinic_change"] in command("assess", path, "--clinic", clinic).out
    (unchanged,) = command("assess", path, "--format", "json").json["findings"]
    assert unchanged["clinic_change"] is None
    clinic.write_text(changing("entry: recent_tan_uv, outcome: days_14, days: 7"), "utf-8")
    refused = command("assess", path, "--clinic", clinic)
    assert (refused.status, refused.out) == (2, "")
    assert "clinic.yaml: changes[1]: recent_tan_uv.days_14" in refused.err
