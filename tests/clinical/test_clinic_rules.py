"""The clinic's own settings in a plan: who treats what, roles, stock, and instructions that are named."""

from typing import Any

import pytest
from pydantic import ValidationError

from consult_app.clinical.practice import Clinic, Device, Practice
from consult_app.clinical.summary import Summary, summarise
from consult_app.knowledge.loader import catalogue_or_error
from tests.clinical.cases import case

CLINIC = """
format: 1
roles:
  aesthetician: {max_depth_mm: 1.0, medical_only_concerns: [melasma]}
  nurse: {max_depth_mm: 1.5}
  doctor: {prescriber: yes, medical_supervision: yes}
devices:
  - id: pen_1
    label: Pen 1
    kind: pen
    max_depth_mm: 0.75
    ifu: {title: Pen 1 instructions for use, version: "3", date: 2025-03-01}
    contraindicated: [pregnancy, {id: rosacea, level: precautions}, {id: eczema_dermatitis, scope: area}]
products:
  - {id: lidocaine_prilocaine, in_stock: yes}
  - {id: lidocaine_tetracaine, in_stock: no}
"""
MELASMA = {"melasma": {"answer": "yes", "areas": ["face_cheeks"], "diagnosed_by_doctor": "yes"}}


def summary(concern: str = "melasma", clinic: str = CLINIC, **parts: Any) -> Summary:
    areas = [{"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": concern}]}]
    given = {"areas": areas, "practitioner": {"role": "nurse"}}
    return summarise(case(**given | parts), catalogue_or_error(clinic))


def said(found: Summary) -> str:
    return " ".join(reason.text for reason in found.plan.constraints)


@pytest.mark.parametrize(
    ("practitioner", "planned"),
    [
        ({"role": "aesthetician"}, False),
        ({"role": "aesthetician", "medical_supervision": "no"}, False),
        ({"role": "aesthetician", "medical_supervision": "yes"}, True),
        ({"role": "nurse"}, True),
        ({"role": "doctor"}, True),
        ({"role": "doctor", "medical_supervision": "no"}, True),
        ({"role": "trainee"}, False),
        ({}, False),
    ],
)
def test_a_medical_only_concern_is_not_planned_without_supervision(practitioner: dict[str, str], planned: bool) -> None:
    found = summary(practitioner=practitioner, answers=MELASMA)
    assert bool(found.plan.visits) == planned
    assert found.area("face_cheeks").go_ahead.planned == planned
    if not planned:
        why = "By this clinic's rule, melasma is treated only by a doctor, or with medical supervision on site."
        assert found.plan.not_planned == {"face_cheeks": why}


def test_a_medical_only_concern_changes_no_verdict_and_no_other_concern() -> None:
    as_nurse, alone = summary(), summary(practitioner={"role": "aesthetician"})
    assert as_nurse.area("face_cheeks").line == alone.area("face_cheeks").line
    assert summary("texture_tone", practitioner={"role": "aesthetician"}).plan.visits


def test_where_no_role_is_medical_supervision_alone_is_named() -> None:
    clinic = "{format: 1, roles: {nurse: {medical_only_concerns: [melasma]}}}"
    why = summary(clinic=clinic, answers=MELASMA).plan.not_planned["face_cheeks"]
    assert why == "By this clinic's rule, melasma is treated only by medical supervision on site."


def test_what_bars_an_area_is_told_before_the_clinics_rule() -> None:
    found = summary(practitioner={"role": "aesthetician"}, answers={"pregnancy": {"answer": "yes"}})
    assert "clinic's rule" not in found.plan.not_planned["face_cheeks"]


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("nurse", ""),
        ("dental_nurse", "The clinic's file has no role “dental nurse”, so no limit by role applies."),
        (None, "No role is given for the practitioner, so no limit by role applies."),
    ],
)
def test_a_role_the_clinic_does_not_know_is_said(role: str | None, words: str) -> None:
    told = said(summary("texture_tone", practitioner={"role": role}))
    assert (words in told) if words else ("limit by role" not in told)
    assert "limit by role" not in said(summary("texture_tone", clinic="{format: 1}", practitioner={"role": role}))


@pytest.mark.parametrize(
    ("product", "words"),
    [
        ("lidocaine_prilocaine", ""),
        ("lidocaine_tetracaine", "is not in stock, by the clinic's file."),
        ("lidocaine_4_uk", "is not among the products in the clinic's file."),
    ],
)
def test_a_product_the_clinic_does_not_keep_is_a_caution(product: str, words: str) -> None:
    cream = {"product": product, "area_cm2": 90, "minutes": 60}
    told = said(summary("texture_tone", anaesthetic=cream))
    assert (words in told) if words else ("clinic's file." not in told)
    assert "clinic's file." not in said(summary("texture_tone", clinic="{format: 1}", anaesthetic=cream))


def test_the_instructions_that_limit_the_depth_are_named() -> None:
    assert "at most 0.75 mm, the limit of Pen 1 instructions for use, version 3." in said(
        summary("texture_tone", device="pen_1")
    )
    assert "at most 0.7 mm, the limit of the device." in said(
        summary("texture_tone", device={"kind": "pen", "max_depth_mm": 0.7})
    )


def test_the_instructions_that_bar_a_client_are_named_on_the_finding() -> None:
    answers = {"eczema_dermatitis": {"answer": "yes", "areas": ["face_cheeks"]}}
    found = summary("texture_tone", device="pen_1", answers=answers)
    named = [line.finding for line in found.findings if line.finding.outcome_id == "device_pen_1"]
    assert [finding.level for finding in named] == ["do_not_treat"]
    assert "by Pen 1 instructions for use, version 3" in named[0].label
    assert "The stricter of device and protocol counts" in named[0].advice
    assert found.headline.outcome == "do_not_treat"


def test_milder_instructions_never_loosen_the_protocol() -> None:
    rosacea = {"rosacea": {"answer": "yes", "kind": "spots", "areas": ["face_cheeks"]}}
    with_device = summary("texture_tone", device="pen_1", answers=rosacea)
    without = summary("texture_tone", answers=rosacea)
    assert with_device.headline.outcome == without.headline.outcome == "defer"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "the instructions for use of Pen 1"),
        ({"ifu": {"title": "Pen 1 manual"}}, "Pen 1 manual"),
        ({"ifu": {"title": "Pen 1 manual", "version": "3"}}, "Pen 1 manual, version 3"),
    ],
)
def test_instructions_are_named_as_far_as_they_are_known(more: dict[str, Any], words: str) -> None:
    given = {"id": "pen_1", "label": "Pen 1", "kind": "pen", "max_depth_mm": 1.5}
    assert Device.model_validate(given | more).instructions == words


@pytest.mark.parametrize("hours", ["09:00-17:30", "00:00-23:59"])
def test_opening_hours_are_from_and_to(hours: str) -> None:
    assert Clinic.model_validate({"opening_hours": {"mon": hours}}).opening_hours == {"mon": hours}


@pytest.mark.parametrize(
    "given",
    [
        {"opening_hours": {"mon": "9-17"}},
        {"opening_hours": {"mon": "09:00-25:00"}},
        {"opening_hours": {"mon": "17:30-09:00"}},
        {"opening_hours": {"mon": "09:00-09:00"}},
        {"opening_hours": {"monday": "09:00-17:30"}},
        {"logo": "../logo.png"},
        {"logo": "/logo.png"},
        {"logo": "logos\\logo.png"},
        {"logo": "logo.svg"},
        {"logo": ".png"},
    ],
)
def test_hours_and_logo_that_cannot_be_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Clinic.model_validate(given)


def test_a_logo_is_a_bare_file_name() -> None:
    assert Clinic(logo="our logo.png").logo == "our logo.png"
    assert Clinic().logo == ""


@pytest.mark.parametrize(("born", "outcome"), [("2005-11-20", "precautions"), ("2005-11-21", "do_not_treat")])
def test_the_clinics_own_minimum_age_counts(born: str, outcome: str) -> None:
    found = summary("texture_tone", clinic="{format: 1, minimum_age: 21}", client={"date_of_birth": born})
    assert found.headline.outcome == outcome


def test_no_clinic_treats_minors() -> None:
    with pytest.raises(ValidationError):
        Practice.model_validate({"format": 1, "minimum_age": 17})
