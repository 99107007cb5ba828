"""What ``plan`` prints of a course around real life: aims, what they wait for, what binds, offers and reminders."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Command, Ran

COURSE = """
format: 1
as_of: 2026-11-20
remaining_answers: no
skin: {fitzpatrick: 2}
client: {date_of_birth: 1991-04-02, sex_at_birth: female, weight_kg: 64, height_cm: 168}
areas: [{id: back_upper, concerns: [{id: acne_scar_body, grade: 3}]}]
answers:
  diabetes: {answer: yes, hba1c_mmol_mol: 50, hba1c_date: 2026-07-01, ulcer: no}
  retinoid_topical: {answer: yes, product: prescription, last_dose: 2026-11-01}
avoid: [{from: 2027-06-01, to: 2027-06-08, label: Walking, sun: yes}]
session: {date: 2026-11-24}
plan: {finish_by: 2027-01-20}
"""
LAPSED = "HbA1c taken on 1 Jul 2026 counts until 1 Jan 2027; a newer one is needed"


def test_an_undated_session_prints_its_aim_and_what_it_waits_for(plan: Callable[[str], Ran]) -> None:
    visits = [visit for visit in plan(COURSE).json["sessions"] if visit["kind"] == "session"]
    first, second = visits[:2]
    assert (first["date"], first["aim"], first["waits_for"]) == ("2026-11-24", None, [])
    assert (second["date"], second["aim"], second["waits_for"]) == (None, "2027-01-05", [LAPSED])
    done = first["areas"]["back_upper"]
    assert (done["part"], done["area_cm2"], done["share_percent"]) == (None, 100, 11.6)
    assert second["areas"]["back_upper"]["part"] == "part 1 of 2"


def test_what_binds_the_offers_and_the_reminders_are_printed(plan: Callable[[str], Ran]) -> None:
    result = plan(COURSE).json
    assert "cannot be done and settled by 20 Jan 2027" in result["binding"][0]
    assert [offer["kind"] for offer in result["offers"]] == ["fewer", "after"]
    assert result["offers"][0]["sessions"][0]["date"] == "2026-11-24"
    assert {reminder["visit"] for reminder in result["reminders"]} >= {"session_1"}
    assert all("ask the prescriber" in each["text"] or "may come back" in each["text"] for each in result["reminders"])


def test_the_text_form_says_it_line_by_line(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(COURSE, "utf-8")
    text = command("plan", path, "--format", "text").out
    assert "Tue 24 Nov 2026: session: Upper back 100 cm² (11.6 %)" in text
    assert "No date yet, aim for Tue 5 Jan 2027: session: Upper back" in text
    assert f"    Waits for: {LAPSED}" in text
    assert "Instead: 1 session fits before 20 Jan 2027" in text
    assert "ask the prescriber first whether it may pause" in text


def test_an_area_of_unknown_size_names_its_part_alone(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    unknown = COURSE.replace(", weight_kg: 64, height_cm: 168", "")
    path.write_text(unknown, "utf-8")
    text = command("plan", path, "--format", "text").out
    assert "session: Upper back 100 cm²\n" in text
    assert "session: Upper back (part 1 of 2)\n" in text
