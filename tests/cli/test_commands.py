"""The commands, what they write, and their exit status."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from consult_app.resources import resource_path
from tests.cli.conftest import Command, Ran
from tests.documents.reading import text_of

ROOT = Path(__file__).parents[2]
EXAMPLES = resource_path("examples")
CLINIC = EXAMPLES / "clinic.yaml"
CASES = sorted(path for path in EXAMPLES.glob("*.yaml") if path.name != "clinic.yaml")
PLAIN = (
    "format: 1\nas_of: 2026-11-20\nremaining_answers: no\nskin: {fitzpatrick: 2}\n"
    "client: {date_of_birth: 1991-04-02, sex_at_birth: female, weight_kg: 64, height_cm: 168}\n"
)
BACK = "areas: [{id: back_upper, area_cm2: 90, concerns: [{id: acne_scar_body, grade: 3}]}]\n"
Planned = Callable[[str], Ran]


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(text, "utf-8")
    return path


def started(*arguments: str | Path, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The program started as a user starts it, on a machine without a display."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LANG", "LC_ALL", "PYTHONIOENCODING", "PYTHONUTF8"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        env={**environment, "CONSULT_APP_HOME": str(home), "PYTHONUTF8": "0", **variables},
        capture_output=True,
        check=False,
        timeout=120,
        encoding="utf-8",
    )


def test_plan_prints_sessions_what_is_not_planned_and_the_limits(plan: Planned) -> None:
    result = plan(PLAIN + BACK).json
    assert list(result)[:4] == ["sessions", "not_planned", "interval_days", "constraints"]
    first = next(visit for visit in result["sessions"] if visit["kind"] == "session")
    area = first["areas"]["back_upper"]
    assert (area["depth_mm"], area["start_mm"], area["ceiling_mm"], area["passes"]) == ([1.0, 1.5], 1.0, 1.5, 4)
    assert area["area_cm2"] == 90
    assert area["endpoint"]
    assert result["interval_days"] == 28
    assert result["not_planned"] == {}
    assert {visit["kind"] for visit in result["sessions"]} <= {"test_patch", "session", "review"}


def test_an_area_that_waits_for_a_clearance_is_planned_without_dates(plan: Planned) -> None:
    result = plan(PLAIN + BACK + "answers: {anticoagulant: {answer: yes, product: [apixaban]}}\n").json
    assert result["sessions"]
    assert {visit["date"] for visit in result["sessions"]} == {None}


def test_an_area_that_is_barred_or_incomplete_is_not_planned_and_says_why(plan: Planned) -> None:
    barred = plan(PLAIN + BACK + "answers: {keloid_history: yes}\n").json
    assert barred["sessions"] == []
    assert "Keloid" in barred["not_planned"]["back_upper"]
    incomplete = plan(PLAIN + BACK + "answers: {anticoagulant: unsure}\n").json
    assert incomplete["not_planned"]["back_upper"]
    assert incomplete["interval_days"] is None


@pytest.mark.parametrize("name", ["plan", "document", "handouts"])
def test_without_areas_there_is_no_plan_and_no_document(command: Command, tmp_path: Path, name: str) -> None:
    case = write(tmp_path, PLAIN)
    arguments = {
        "plan": ["plan", case],
        "document": ["document", "treatment_plan", case, "-o", tmp_path / "a.pdf"],
        "handouts": ["handouts", case, "-o", tmp_path / "out"],
    }[name]
    ran = command(*arguments)
    assert ran.status == 2
    assert "area" in ran.err


def test_characters_that_cannot_be_printed_are_named_and_the_paper_is_written(command: Command, tmp_path: Path) -> None:
    case = write(tmp_path, PLAIN.replace("client: {", "client: {name: Ada 王, ") + BACK)
    one = command("document", "treatment_plan", case, "-o", tmp_path / "plan.pdf")
    assert (one.status, one.out) == (0, "")
    words = "A character printed as a question mark: 王 (U+738B). In: client’s name."
    assert one.err == f"Warning: plan.pdf: {words}\n"
    assert (tmp_path / "plan.pdf").exists()
    ran = command("handouts", case, "-o", tmp_path / "out")
    assert ran.status == 0
    assert {f"Warning: {name}: {words}" for name in ran.out.split() if name.endswith(".pdf")} == set(
        ran.err.splitlines()
    )
    plain = command("document", "treatment_plan", write(tmp_path, PLAIN + BACK), "-o", tmp_path / "plan.pdf")
    assert plain.err == ""


def test_a_session_before_the_earliest_safe_date_is_refused(command: Command, tmp_path: Path) -> None:
    wait = "answers: {isotretinoin_recent: {answer: yes, last_dose: 2026-09-12}}\n"
    early = write(tmp_path, PLAIN + BACK + wait + "session: {date: 2027-03-11}\n")
    ran = command("document", "aftercare", early, "-o", tmp_path / "a.pdf")
    assert ran.status == 2
    assert "session.date" in ran.err
    assert not (tmp_path / "a.pdf").exists()
    on_the_day = write(tmp_path, PLAIN + BACK + wait + "session: {date: 2027-03-12}\n")
    assert command("document", "aftercare", on_the_day, "-o", tmp_path / "a.pdf").status == 0


def test_a_document_that_does_not_apply_is_refused_with_the_reason(command: Command, tmp_path: Path) -> None:
    barred = write(tmp_path, PLAIN + BACK + "answers: {keloid_history: yes}\n")
    for name in ("aftercare", "consent", "before_care", "clearance_letter", "horoscope"):
        ran = command("document", name, barred, "-o", tmp_path / "a.pdf")
        assert ran.status == 2, name
        assert len(ran.err.strip()) > 20
        assert not (tmp_path / "a.pdf").exists()
    assert command("document", "treatment_plan", barred, "-o", tmp_path / "a.pdf").status == 0


def test_a_dated_sheet_names_days_and_an_undated_one_counts_them(command: Command, tmp_path: Path) -> None:
    dated = write(tmp_path, PLAIN + BACK + "session: {date: 2026-12-01, time: 14:30}\n")
    assert command("document", "aftercare", dated, "-o", tmp_path / "dated.pdf").status == 0
    assert "1 December 2026" in PdfReader(tmp_path / "dated.pdf").pages[0].extract_text()
    waiting = write(tmp_path, PLAIN + BACK + "answers: {anticoagulant: yes}\n")
    assert command("document", "aftercare", waiting, "-o", tmp_path / "undated.pdf").status == 0
    assert "Day 1" in PdfReader(tmp_path / "undated.pdf").pages[0].extract_text()


def test_handouts_are_named_after_their_document_and_a_second_letter_is_numbered(
    command: Command, tmp_path: Path
) -> None:
    out = tmp_path / "sheets"
    ran = command("handouts", EXAMPLES / "back_scars_waiting.yaml", "--clinic", CLINIC, "-o", out)
    assert ran.status == 0
    names = sorted(path.name for path in out.iterdir())
    assert names == sorted(ran.out.split())
    assert {"treatment_plan.pdf", "before_care.pdf", "aftercare.pdf", "consent.pdf"} <= set(names)
    assert {"clearance_letter.pdf", "clearance_letter_2.pdf"} <= set(names)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_example_gives_readable_papers(command: Command, tmp_path: Path, case: Path) -> None:
    out = tmp_path / "sheets"
    assert command("handouts", case, "--clinic", CLINIC, "-o", out).status == 0
    for path in out.glob("*.pdf"):
        text = text_of(path.read_bytes(), tmp_path)
        assert "Fernhill Skin Clinic" in text
        assert "Page 1 of" in text


def test_a_calendar_is_written_where_sessions_are_dated(command: Command, tmp_path: Path) -> None:
    ready, waiting = EXAMPLES / "back_scars_ready.yaml", EXAMPLES / "face_incomplete.yaml"
    assert command("document", "calendar.ics", ready, "-o", tmp_path / "visits.ics").status == 0
    assert command("handouts", ready, "-o", tmp_path / "sheets").status == 0
    written = (tmp_path / "visits.ics").read_bytes()
    assert written.startswith(b"BEGIN:VCALENDAR\r\n")
    assert (tmp_path / "sheets" / "calendar.ics").read_bytes() == written
    refused = command("document", "calendar.ics", waiting, "-o", tmp_path / "none.ics")
    assert refused.status == 2
    assert "No session has a date yet" in refused.err
    assert not (tmp_path / "none.ics").exists()


def test_the_blank_questionnaire_needs_no_area(command: Command, tmp_path: Path) -> None:
    case = write(tmp_path, PLAIN)
    assert command("document", "health_questionnaire", case, "-o", tmp_path / "form.pdf").status == 0
    assert "Health questionnaire" in PdfReader(tmp_path / "form.pdf").pages[0].extract_text()


def test_the_same_case_gives_the_same_bytes(command: Command, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        command("document", "treatment_plan", CASES[0], "-o", tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_paper_and_large_print_are_laid_out_again(command: Command, tmp_path: Path) -> None:
    command("document", "treatment_plan", CASES[0], "-o", tmp_path / "a4.pdf")
    command("document", "treatment_plan", CASES[0], "-o", tmp_path / "l.pdf", "--paper", "Letter", "--large-print")
    small, large = PdfReader(tmp_path / "a4.pdf"), PdfReader(tmp_path / "l.pdf")
    assert [round(float(side)) for side in small.pages[0].mediabox.upper_right] == [595, 842]
    assert [round(float(side)) for side in large.pages[0].mediabox.upper_right] == [612, 792]
    assert len(large.pages) > len(small.pages)


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of posix")
def test_files_are_private_and_replaced_whole(command: Command, tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"old")
    target.chmod(0o644)
    assert command("document", "treatment_plan", CASES[0], "-o", target).status == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.pdf"]


def test_what_cannot_be_written_says_so_and_leaves_what_was_there(command: Command, tmp_path: Path) -> None:
    ran = command("document", "treatment_plan", CASES[0], "-o", tmp_path / "no" / "such" / "plan.pdf")
    assert ran.status == 2
    assert "cannot be written" in ran.err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: [", b"a: b: c", b"&a [*a, *a]", b"\0"])
def test_what_is_no_case_file_is_refused_without_a_traceback(command: Command, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.yaml"
    path.write_bytes(content)
    ran = command("assess", path)
    assert ran.status == 2
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_a_file_that_is_not_there_is_bad_input(command: Command, tmp_path: Path) -> None:
    assert command("assess", tmp_path / "nothing.yaml").status == 2


def test_a_problem_in_the_clinic_file_gives_no_verdict(command: Command, tmp_path: Path) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("format: 1\nminimum_age: 12\n", "utf-8")
    ran = command("assess", CASES[0], "--clinic", clinic, "--format", "json")
    assert ran.status == 2
    assert ran.out == ""
    assert "minimum_age" in ran.err


def test_a_device_only_tightens_and_a_higher_age_counts(command: Command, tmp_path: Path) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text(
        "format: 1\nminimum_age: 40\ndevices: [{id: pen_9, label: Pen 9, kind: pen, max_depth_mm: 1.2, "
        "contraindicated: [vasovagal]}]\n",
        "utf-8",
    )
    young = write(tmp_path, PLAIN + BACK)
    judged = command("assess", young, "--clinic", clinic, "--format", "json").json
    assert judged["outcome"] == "do_not_treat"
    assert judged["protocol"]["clinic_digest"]
    older = PLAIN.replace("1991", "1971") + BACK + "device: pen_9\n"
    assert command("assess", write(tmp_path, older), "--clinic", clinic, "--format", "json").json["outcome"] == "treat"
    fainting = older + "answers: {vasovagal: yes}\n"
    barred = command("assess", write(tmp_path, fainting), "--clinic", clinic, "--format", "json").json
    assert barred["outcome"] == "do_not_treat"
    planned = command("plan", write(tmp_path, older), "--clinic", clinic, "--format", "json").json
    assert planned["sessions"][0]["areas"]["back_upper"]["ceiling_mm"] == 1.2


def test_questions_stand_in_rows_with_everything_needed_to_ask_them(command: Command) -> None:
    rows = command("questions", "--format", "json").json
    assert [row["row"] for row in rows] == sorted(row["row"] for row in rows)
    by_id = {question["id"]: question for row in rows for question in row["questions"]}
    recent = by_id["isotretinoin_recent"]
    assert recent["critical"] is True
    assert recent["asked_when"] == {"not": {"fact": "isotretinoin_current", "is": "yes"}}
    assert ("last_dose", "date") in [(detail["id"], detail["kind"]) for detail in recent["follow_ups"]]
    assert {"id", "text", "kind", "options", "follow_ups", "critical", "asked_when"} <= set(recent)
    assert set(by_id["diabetes"]["also_accepted_as"]) == {"diabetes_controlled", "diabetes_uncontrolled"}


def test_knowledge_is_checked_and_strict_fails_on_an_overdue_review(command: Command) -> None:
    assert command("check-knowledge", "--as-of", "2026-11-20", "--strict").status == 0
    assert command("check-knowledge", "--as-of", "2027-11-02").status == 0
    late = command("check-knowledge", "--as-of", "2027-11-02", "--strict")
    assert late.status == 2
    assert "keloid_history" in late.err


@pytest.mark.parametrize("name", ["assess", "plan", "document", "handouts", "questions", "check-knowledge"])
def test_each_command_explains_itself(command: Command, name: str) -> None:
    ran = command(name, "--help")
    assert ran.status == 0
    assert "usage" in ran.out


def test_an_unknown_command_or_option_is_bad_input(command: Command) -> None:
    assert command("treat-everyone").status == 2
    assert command("assess", CASES[0], "--colour").status == 2


def test_the_text_form_says_outcome_reason_and_source(command: Command) -> None:
    text = command("assess", EXAMPLES / "back_scars_waiting.yaml", "--clinic", CLINIC).out
    for words in ("Defer until 12 Mar 2027", "Right shoulder", "12 Sep 2026", "to be verified", "Blood-thinning"):
        assert words in text


def test_what_is_not_offered_is_referred_in_text_and_in_the_plan(command: Command, tmp_path: Path) -> None:
    areas = """areas:
  - {id: face_cheeks, area_cm2: 90, concerns: [{id: acne_scar_icepick, grade: 3}]}
  - {id: face_nose, area_cm2: 30, concerns: [{id: hypertrophic_scar}]}
"""
    case = write(tmp_path, f"format: 1\nas_of: 2026-11-20\n{areas}remaining_answers: no\n")
    beside, instead = "Ice-pick acne scars, cheeks. Refer to a doctor:", "Raised scar, nose. Refer to a doctor:"
    told = command("assess", case).out
    assert beside in told
    assert instead in told
    planned = command("plan", case).out
    assert "Nose: not planned. Not to be treated: Raised scar. Refer to a doctor: raised scars" in planned
    assert instead not in planned
    not_planned = command("plan", case, "--format", "json").json["not_planned"]
    assert "Refer to a doctor: raised scars are medical care" in not_planned["face_nose"]


def test_output_is_utf_8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    ran = started("assess", EXAMPLES / "stretch_marks_letter.yaml", home=tmp_path, LC_ALL="C")
    assert ran.returncode == 0
    assert "Needs medical clearance" in ran.stdout


def test_without_a_display_the_window_names_the_headless_commands(tmp_path: Path) -> None:
    for arguments in ((), ("demo",)):
        ran = started(*arguments, home=tmp_path)
        assert ran.returncode == 2
        assert "assess" in ran.stderr
        assert len(ran.stderr.strip().splitlines()) == 1


def test_a_fault_of_the_program_is_one_sentence_and_a_report_without_client_data(tmp_path: Path) -> None:
    """A knowledge loader that breaks stands in for a fault nobody foresaw."""
    script = (
        "import sys, consult_app.cli.files as files\n"
        "def broken(*_): raise RuntimeError('Marisol Vega')\n"
        "files.catalogue_or_error = broken\n"
        "from consult_app.cli.running import run\n"
        "sys.exit(run(['assess', sys.argv[1]]))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(CASES[0])],
        env={**os.environ, "CONSULT_APP_HOME": str(tmp_path / "home")},
        capture_output=True,
        check=False,
        encoding="utf-8",
        cwd=ROOT,
    )
    assert ran.returncode == 1
    assert len(ran.stderr.strip().splitlines()) == 1
    place = Path(ran.stderr.strip().removesuffix(".").rpartition(" ")[2])
    report = place.read_text("utf-8")
    assert "RuntimeError" in report
    assert "Marisol" not in report
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_json_is_one_object(command: Command) -> None:
    assert isinstance(json.loads(command("assess", CASES[0], "--format", "json").out), dict)
