"""The edges of a recorded decision: its day, its end, its finding, and who may go ahead without a letter."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Decision
from consult_app.clinical.decisions import GoAhead, counts, is_prescriber, override_refusal
from consult_app.clinical.practice import Practice, Role
from consult_app.clinical.treatment import ways_ahead
from consult_app.clinical.verdict import Finding
from tests.clinical.cases import RECENT, THINNER, case, decision

TODAY = date(2026, 11, 20)
AREA = "back_upper"
WAIT = Finding("peel_medium", "", "Medium peel", "defer", "area", overridable=True)
LETTER = Finding("anticoagulant", "", "Blood-thinning medicine", "clearance", "person", lifted_by=("prescriber", "gp"))


def recorded(kind: str = "clearance", role: str = "gp", finding: str = "anticoagulant", **parts: Any) -> Decision:
    return Decision.model_validate(decision(finding, kind, role, **parts))


@pytest.mark.parametrize(
    ("given", "holds"),
    [
        (recorded(), True),
        (recorded(date="2026-11-20"), True),
        (recorded(date="2026-11-21"), False),
        (recorded(until="2026-11-20"), True),
        (recorded(until="2026-11-19"), False),
        (recorded(finding="peel_medium"), False),
        (recorded(role="surgeon"), False),
        (recorded(areas=("back_upper",)), True),
        (recorded(areas=("back_lower", "back_upper")), True),
        (recorded(areas=("back_lower",)), False),
        (recorded(kind="override", role="doctor"), False),
    ],
)
def test_a_decision_counts_for_its_finding_place_and_days_alone(given: Decision, holds: bool) -> None:
    assert counts(given, LETTER, AREA, TODAY, prescriber=False) is holds


def test_an_override_counts_where_this_person_may_override() -> None:
    assert counts(recorded("override", finding="peel_medium"), WAIT, AREA, TODAY, prescriber=False)
    assert counts(recorded("override", finding="anticoagulant"), LETTER, AREA, TODAY, prescriber=True)


@pytest.mark.parametrize(
    ("finding", "prescriber", "refusal"),
    [
        (WAIT, False, ""),
        (replace(WAIT, overridable=False), True, "This wait cannot be overridden."),
        (
            replace(WAIT, overridable=False, lifted_by=("dermatologist",)),
            True,
            "Only in writing by: dermatologist.",
        ),
        (LETTER, True, ""),
        (LETTER, False, "Only a doctor or independent prescriber may go ahead without the written answer."),
        (
            replace(LETTER, id="changing_lesion"),
            True,
            "This waits for the written answer of: prescriber or GP.",
        ),
        (replace(LETTER, level="do_not_treat"), True, "Only in writing by: prescriber or GP."),
        (replace(LETTER, level="do_not_treat", lifted_by=()), True, "Nobody may override this."),
    ],
)
def test_who_may_override_is_said_in_one_sentence(finding: Finding, prescriber: bool, refusal: str) -> None:
    assert override_refusal(finding, prescriber=prescriber) == refusal


def test_a_prescriber_is_named_by_the_clinics_roles_or_by_the_case(catalogue: Catalogue) -> None:
    roles = {"doctor": Role(prescriber="yes"), "nurse": Role()}
    clinic = replace(catalogue, practice=Practice(format=1, roles=roles))
    assert is_prescriber(case(practitioner={"role": "doctor"}), clinic)
    assert not is_prescriber(case(practitioner={"role": "nurse"}), clinic)
    assert not is_prescriber(case(practitioner={"role": "surgeon"}), clinic)
    assert not is_prescriber(case(), clinic)
    assert is_prescriber(case(practitioner={"role": "nurse", "prescriber": "yes"}), clinic)
    assert not is_prescriber(case(practitioner={"role": "doctor"}), catalogue)


@pytest.mark.parametrize(
    ("answers", "way"),
    [
        ({"keloid_history": "yes"}, GoAhead(planned=False, why="Not to be treated: Keloid tendency")),
        (
            {"anticoagulant": "unsure"},
            GoAhead(planned=False, why="Not answered yet", questions=("anticoagulant",)),
        ),
        (RECENT, GoAhead(planned=True, earliest=date(2027, 3, 12))),
        (
            THINNER,
            GoAhead(planned=True, waits_for=("the written answer of the prescriber on Blood-thinning medicine",)),
        ),
        ({**RECENT, "anticoagulant": "unsure"}, GoAhead(planned=True, earliest=date(2027, 3, 12), unanswered=True)),
    ],
)
def test_what_an_area_may_do_is_said_whole(catalogue: Catalogue, answers: dict[str, Any], way: GoAhead) -> None:
    consultation = case(answers=answers)
    assert ways_ahead(consultation, catalogue, assess(consultation, catalogue))[AREA] == way


def test_what_is_cleared_stays_shut_while_an_open_question_could_still_defer(catalogue: Catalogue) -> None:
    cleared = decision("isotretinoin_recent", "clearance", "dermatologist")
    consultation = case(answers={**RECENT, "peel_medium": "unsure"}, decisions=[cleared])
    way = ways_ahead(consultation, catalogue, assess(consultation, catalogue))[AREA]
    assert way == GoAhead(planned=False, unanswered=True, why="Not answered yet", questions=("peel_medium",))


def test_a_day_that_is_waited_for_stays_shut_while_a_question_is_open(catalogue: Catalogue) -> None:
    given = case(answers=RECENT | {"anticoagulant": "unsure"})
    way = ways_ahead(given, catalogue, assess(given, catalogue))["back_upper"]
    assert (way.planned, way.earliest, way.unanswered) == (True, date(2027, 3, 12), True)
    assert not way.open_on(date(2027, 3, 12))


def test_letters_and_bars_are_told_in_a_fixed_order(catalogue: Catalogue) -> None:
    letters = case(answers=THINNER | {"sarcoidosis": "yes", "previous_reaction": "yes"})
    waits = ways_ahead(letters, catalogue, assess(letters, catalogue))["back_upper"].waits_for
    assert len(waits) == 3
    assert list(waits) == sorted(waits)
    barred = case(answers={"pregnancy": "yes", "keloid_history": "yes", "no_consent_capacity": "yes"})
    why = ways_ahead(barred, catalogue, assess(barred, catalogue))["back_upper"].why
    named = why.removeprefix("Not to be treated: ").split(", ")
    assert len(named) > 1
    assert named == sorted(named)


def test_of_several_waits_the_last_to_end_counts(catalogue: Catalogue) -> None:
    peel = {"peel_medium": {"answer": "yes", "date": "2026-11-13", "areas": ["back_upper"]}}
    given = case(answers=RECENT | peel)
    way = ways_ahead(given, catalogue, assess(given, catalogue))["back_upper"]
    assert way.earliest == date(2027, 3, 12)
    assert not way.open_on(date(2026, 12, 11))
    assert way.open_on(date(2027, 3, 12))
