"""The letter asks the right doctor a question that can be answered, and tells no more than that needs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consult_app.clinical.summary import Summary
from consult_app.documents import DocumentOptions, available, make, make_sheets
from consult_app.documents.clinical_basis import clinical_basis
from consult_app.documents.options import Paper
from consult_app.documents.runs import plain
from tests.documents import cases
from tests.documents.reading import prose_of, reader


def read(summary: Summary, folder: Path, name: str = "clearance_letter") -> str:
    return prose_of(make(summary, name, DocumentOptions()), folder)


def test_it_names_who_when_and_what(tmp_path: Path) -> None:
    words = read(cases.deferred(), tmp_path, "clearance_letter_2")
    for part in (
        "Dr Ian Whitcombe",
        "St Brannoc’s Hospital",
        "20 November 2026",
        "Our reference C-0412/L2",
        "Marisol Vega, born 4 June 1998",
        "Dear Dr Ian Whitcombe,",
        "They tell us: last capsule 12 September 2026",
        "we would not needle before 12 March 2027.",
        "0.75 to 1.00 mm",
        "Upper back, 280 cm²",
        "They have Fitzpatrick skin type IV, so a test patch comes first.",
        "Jo Brennan, nurse",
    ):
        assert part in words


def test_it_asks_what_the_rule_asks(tmp_path: Path) -> None:
    summary = cases.deferred()
    for letter, name in zip(summary.letters, ("clearance_letter", "clearance_letter_2"), strict=True):
        words = read(summary, tmp_path, name)
        for item in letter.items:
            known, _, question = item.question.rpartition(". ")
            assert known in words
            assert question in words


def test_a_question_stands_with_its_rule_and_the_sources_both_ways(tmp_path: Path) -> None:
    words = read(cases.deferred(), tmp_path, "clearance_letter_2")
    assert "Our rule: isotretinoin stopped recently: no needling before 12 March 2027, unless a doctor agrees" in words
    assert "For it: " in words
    assert "Against it: " in words
    surgeon = read(cases.deferred(), tmp_path)
    assert "no needling without a doctor’s written answer. It would lapse on 30 March 2027." in surgeon
    assert "Against it: " not in surgeon


def test_sources_nobody_has_seen_are_marked_and_those_of_the_clinic_left_out() -> None:
    (line,) = [each for each in cases.cleared_first().findings if each.finding.id == "anticoagulant"]
    seen, recalled = line.sources[2], line.sources[-1]
    assert recalled.provenance == "recalled, to be verified"
    told = [plain(words) for words in clinical_basis(replace(line, sources=(line.sources[1], seen, recalled)))]
    assert told == [
        "Our rule: blood-thinning medicine: no needling without a doctor’s written answer.",
        f"For it: {seen.short}; {recalled.short} (to be verified).",
    ]


def test_the_rule_is_told_with_what_ends_it() -> None:
    (line,) = [each for each in cases.cleared_first().findings if each.finding.id == "anticoagulant"]
    day = date(2027, 3, 12)
    wait = replace(line.finding, level="defer", until="the skin has healed", not_before=day, lifted_by=())
    for finding, words in (
        (replace(line.finding, not_before=day), "without a doctor’s written answer, and none before 12 March 2027."),
        (wait, "no needling before 12 March 2027 and until the skin has healed."),
        (replace(wait, until="", not_before=None), "no needling."),
    ):
        changed = replace(line, finding=finding, sources=(), clinic_change="stricter in this clinic")
        (rule,) = map(plain, clinical_basis(changed))
        assert rule.endswith(f"{words} Stricter in this clinic.")


def test_a_letter_with_many_questions_asks_them_all(tmp_path: Path) -> None:
    ill = ("blood_disorder_other", "cardiac_disease", "epilepsy", "healing_poor", "bleeding_disorder")
    contacts = {"gp": {"name": "Dr Helen Ashworth"}}
    summary = cases.treatable(answers={name: {"answer": "yes"} for name in ill}, contacts=contacts)
    (letter,) = [each for each in summary.letters if each.role == "gp"]
    assert len(letter.items) > 2
    name = next(entry.id for entry in available(summary) if entry.detail == "To Dr Helen Ashworth")
    words = read(summary, tmp_path, name)
    for item in letter.items:
        assert item.question.rpartition(". ")[2] in words


def test_a_doctor_is_told_no_more_than_the_question_needs(tmp_path: Path) -> None:
    surgeon = read(cases.deferred(), tmp_path)
    assert "had an operation on the skin to be treated" in surgeon
    assert "Right shoulder, 60 cm²" in surgeon
    assert "sotretinoin" not in surgeon
    assert "Upper back" not in surgeon
    assert "peration" not in read(cases.deferred(), tmp_path, "clearance_letter_2")


def test_without_a_named_doctor_there_is_room_to_write_one(tmp_path: Path) -> None:
    words = read(cases.cleared_first(), tmp_path)
    assert "To the client’s prescriber" in words
    assert "Dear colleague," in words
    assert "which continues unchanged" in words


def test_client_agrees_and_the_slip_can_be_ticked(tmp_path: Path) -> None:
    words = read(cases.deferred(), tmp_path, "clearance_letter_2")
    assert "I agree that you are written to about me, and that you may reply." in words
    for part in ("Treatment from 12 March 2027 No objection Please wait until", "An earlier start", "registration"):
        assert part in words
    assert "Please post this page back, or call 01632 960147." in words


def test_the_gp_gets_a_copy_of_a_letter_to_a_specialist(tmp_path: Path) -> None:
    contacts = {"dermatologist": cases.DERMATOLOGIST, "gp": {"name": "Dr Helen Ashworth"}}
    words = read(cases.deferred(contacts=contacts), tmp_path, "clearance_letter_2")
    assert "Copy to Dr Helen Ashworth, GP" in words
    assert "my GP gets a copy" in words
    assert "Copy to" not in read(cases.deferred(), tmp_path, "clearance_letter_2")


def test_numbing_is_part_of_what_is_planned(tmp_path: Path) -> None:
    words = read(cases.cleared_first(anaesthetic=cases.CREAM), tmp_path)
    assert "on 150 cm² for 60 minutes" in words
    part = read(cases.deferred(anaesthetic=cases.CREAM), tmp_path)
    assert "Numbing cream" not in part


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_is_one_page(paper: Paper) -> None:
    for summary, name in (
        (cases.deferred(), "clearance_letter"),
        (cases.deferred(), "clearance_letter_2"),
        (cases.cleared_first(anaesthetic=cases.CREAM), "clearance_letter"),
    ):
        assert make_sheets(summary, name, DocumentOptions(paper=paper)).pages == 1


def test_slip_is_whole_in_large_print(tmp_path: Path) -> None:
    data = make(cases.deferred(), "clearance_letter_2", DocumentOptions(large_print=True))
    last = prose_of(data, tmp_path, len(reader(data).pages))
    assert "Your reply" in last
    assert "Name and registration number" in last
