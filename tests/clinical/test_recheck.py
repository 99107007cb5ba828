"""Re-check: what differs between two verdicts, and what can and cannot be compared."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.differences import differences
from consult_app.clinical.recheck import NO_VERDICT, Stored, recheck
from consult_app.clinical.verdict_record import VerdictRecord, verdict_record
from consult_app.knowledge.loader import catalogue_or_error
from tests.clinical.cases import RECENT, THINNER, case, decision

STRICTER = "format: 1\nchanges:\n  - {entry: isotretinoin_recent, months: 12}\n"


@pytest.fixture(scope="module")
def stricter() -> Catalogue:
    """A practice that waits twelve months after isotretinoin."""
    return catalogue_or_error(STRICTER)


def judged(consultation: Consultation, catalogue: Catalogue) -> VerdictRecord:
    return verdict_record(consultation, catalogue, assess(consultation, catalogue))


def told(before: VerdictRecord, now: VerdictRecord, catalogue: Catalogue) -> list[str]:
    return [difference.text for difference in differences(before, now, catalogue)]


def compared(catalogue: Catalogue, before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return told(judged(case(**before), catalogue), judged(case(**now), catalogue), catalogue)


def test_equal_verdicts_do_not_differ(catalogue: Catalogue) -> None:
    parts = {"answers": RECENT | THINNER, "decisions": [decision("anticoagulant", "clearance", "prescriber")]}
    assert compared(catalogue, parts, parts) == []


def test_a_kept_verdict_reads_back_as_it_was(catalogue: Catalogue) -> None:
    kept = judged(case(answers=RECENT | THINNER), catalogue)
    assert VerdictRecord.model_validate_json(kept.model_dump_json(exclude_defaults=True)) == kept


def test_a_longer_wait_is_told_by_area_and_by_rule(catalogue: Catalogue, stricter: Catalogue) -> None:
    consultation = case(answers=RECENT)
    text = told(judged(consultation, catalogue), judged(consultation, stricter), stricter)
    assert "Upper back: was Defer until 12 Mar 2027, is now Defer until 12 Sep 2027" in text
    assert "Isotretinoin stopped recently: was Defer until 12 Mar 2027, is now Defer until 12 Sep 2027" in text
    assert text[-1].startswith("The clinic's own file: was none, is now digest ")


def test_what_went_and_what_came_is_told(catalogue: Catalogue) -> None:
    text = compared(catalogue, {"answers": RECENT}, {"answers": {"rosacea": {"answer": "yes", "kind": "spots"}}})
    assert "Overall: was Defer until 12 Mar 2027, is now Defer" in text
    assert "No longer found: Isotretinoin stopped recently (Defer until 12 Mar 2027)" in text
    assert "New: Active rosacea (Defer until the rosacea has been calm for 4 weeks, Upper back)" in text


def test_a_clearance_with_a_day_says_both(catalogue: Catalogue) -> None:
    operation = {"surgery_in_area": {"answer": "yes", "date": "2026-11-01"}}
    text = compared(catalogue, {}, {"answers": operation})
    assert "Upper back: was Can treat, is now Needs medical clearance, not before 13 Dec 2026" in text
    assert any(line.startswith("New: Operation in the area less than 6 months ago (Needs") for line in text)


def test_notes_areas_questions_and_days_are_told(catalogue: Catalogue) -> None:
    text = compared(
        catalogue,
        {"answers": {"anticoagulant": "unsure", "keloid_history": "unsure"}},
        {
            "answers": {"bloodborne_virus": "yes", "sarcoidosis": "unsure", "keloid_history": "unsure"},
            "as_of": "2026-11-21",
            "areas": [{"id": "abdomen"}],
        },
    )
    assert text[0] == "Consultation day: was 20 Nov 2026, is now 21 Nov 2026"
    assert "Upper back: was Incomplete, is now not requested" in text
    assert "Abdomen: was not requested, is now Incomplete" in text
    assert "New: HIV, hepatitis B or C (Noted)" in text
    assert any(line.startswith("Now also asks: Sarcoidosis") for line in text)
    assert any(line.startswith("No longer asks: Blood-thinning medicine") for line in text)


def test_numbing_is_told(catalogue: Catalogue) -> None:
    cream = {"product": "lidocaine_prilocaine", "area_cm2": 90, "minutes": 60}
    assert "Numbing: was not planned, is now allowed" in compared(catalogue, {}, {"anaesthetic": cream})
    asked = {"anaesthetic": cream, "answers": {"antiarrhythmic": "yes"}}
    assert "Numbing: was allowed, is now a doctor to be asked" in compared(catalogue, {"anaesthetic": cream}, asked)


def test_a_decision_that_no_longer_counts_is_told(catalogue: Catalogue) -> None:
    given = {"answers": THINNER, "decisions": [decision("anticoagulant", "clearance", "prescriber")]}
    ended = {
        "answers": THINNER,
        "decisions": [decision("anticoagulant", "clearance", "prescriber", until="2026-11-19")],
    }
    line = "Blood-thinning medicine: the clearance by the prescriber of 18 Nov 2026 no longer counts"
    assert compared(catalogue, given, ended) == [line]
    assert compared(catalogue, ended, ended) == []
    before = judged(case(**given), catalogue)
    unsaid = before.model_dump(mode="json")
    for finding in unsaid["findings"]:
        for each in finding["decisions"]:
            del each["counts"]
    assert told(VerdictRecord.model_validate(unsaid), judged(case(**ended), catalogue), catalogue) == [line]


def test_another_protocol_is_told_by_version_or_digest(catalogue: Catalogue) -> None:
    before = judged(case(), catalogue)
    release = catalogue.protocol.model_copy(update={"version": "2027.1"})
    newer = replace(catalogue, protocol=release, digest="f" * 64)
    assert told(before, judged(case(), newer), newer) == ["Protocol: was version 2026.1, is now version 2027.1"]
    edited = replace(catalogue, digest="f" * 64, clinic_digest="e" * 64)
    text = told(before, judged(case(), edited), edited)
    assert text[0].endswith("is now ffffffffffff…")
    assert text[1] == "The clinic's own file: was none, is now digest eeeeeeeeeeee…"


def test_a_rule_that_is_gone_goes_by_its_id(catalogue: Catalogue) -> None:
    kept = judged(case(answers=RECENT), catalogue)
    gone = kept.findings[0].model_copy(update={"id": "moon_phase", "outcome": "full_moon"})
    before = kept.model_copy(update={"findings": (gone,)})
    text = told(before, judged(case(), catalogue), catalogue)
    assert "No longer found: moon phase, full moon (Defer until 12 Mar 2027)" in text


def stored(name: str, consultation: Consultation | None, verdict: VerdictRecord | None, why_not: str = "") -> Stored:
    return Stored(name, consultation, verdict, why_not)


def test_each_is_judged_again_or_named(catalogue: Catalogue, stricter: Catalogue) -> None:
    plain, waiting, odd = case(), case(answers=RECENT), case(answers={"horoscope": "yes"})
    given = (
        stored("plain", plain, judged(plain, stricter)),
        stored("other", plain, judged(plain, catalogue)),
        stored("waiting", waiting, judged(waiting, catalogue)),
        stored("odd", odd, judged(plain, catalogue)),
        stored("bare", plain, None),
        stored("broken", None, None, "It cannot be read."),
    )
    results = list(recheck(given, stricter))
    assert [result.name for result in results] == [each.name for each in given]
    assert [result.status for result in results] == [
        "same",
        "other_protocol",
        "differs",
        "not_compared",
        "not_compared",
        "not_compared",
    ]
    assert "answers.horoscope" in results[3].why_not
    assert results[4].why_not == NO_VERDICT
    assert results[5].why_not == "It cannot be read."


def test_nothing_is_taken_before_it_is_wanted(catalogue: Catalogue) -> None:
    taken: list[int] = []

    def many() -> Iterator[Stored]:
        for number in range(1000):
            taken.append(number)
            yield stored(str(number), case(), None)

    results = recheck(many(), catalogue)
    next(results)
    assert taken == [0]
