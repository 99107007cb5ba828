"""What knowledge and the clinic's file name has to exist."""

from dataclasses import replace

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.entries import SourceRef
from consult_app.knowledge.loader import load_catalogue
from consult_app.knowledge.references import dangling

NOWHERE = (SourceRef(id="ref_999"),)


def test_the_shipped_knowledge_leads_nowhere_wrong(catalogue: Catalogue) -> None:
    assert dangling(catalogue) == ()


def test_a_general_rule_names_sources_and_figures_that_exist(catalogue: Catalogue) -> None:
    broken = catalogue.general_rules["interval"].model_copy(
        update={"statement": "Every {interval.weeks} weeks", "sources": NOWHERE}
    )
    assert dangling(replace(catalogue, general_rules={"interval": broken})) == (
        "interval: sources: ref_999 is no source",
        "interval: statement: interval.weeks is no number of the planning rules",
    )


def test_an_authorisation_names_areas_concerns_and_sources_that_exist(catalogue: Catalogue) -> None:
    known = catalogue.authorisations
    (device, *_), (outside, *_) = known.devices, known.outside
    use = device.uses[0].model_copy(update={"areas": ("chin",), "concerns": ("warts",), "sources": NOWHERE})
    broken = known.model_copy(
        update={
            "devices": (device.model_copy(update={"uses": (use,)}),),
            "outside": (outside.model_copy(update={"sources": NOWHERE}),),
            "sources": NOWHERE,
        }
    )
    assert dangling(replace(catalogue, authorisations=broken)) == (
        "us_authorisations: sources: ref_999 is no source",
        "us_authorisations: rf: sources: ref_999 is no source",
        "us_authorisations: skinpen: sources: ref_999 is no source",
        "us_authorisations: skinpen: chin is no area",
        "us_authorisations: skinpen: warts is no concern",
    )


def test_a_concern_is_measured_with_an_instrument_that_exists(catalogue: Catalogue) -> None:
    broken = catalogue.concerns["melasma"].model_copy(update={"measure_with": ("ruler",)})
    assert dangling(replace(catalogue, concerns={**catalogue.concerns, "melasma": broken})) == (
        "melasma: measure_with: ruler is no instrument",
    )


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ("practice: {time_zone: Europe/Atlantis}", "practice.time_zone: Europe/Atlantis is no time zone"),
        ("practice: {time_zone: ''}", "practice.time_zone:  is no time zone"),
        ("practice: {time_zone: ../clinic}", "practice.time_zone: ../clinic is no time zone"),
        ("areas_offered: [nape]", "areas_offered: nape is no area"),
        ("roles: {nurse: {medical_only_concerns: [warts]}}", "roles.nurse.medical_only_concerns: warts is no concern"),
        ("products: [{id: magic_cream}]", "products: magic_cream is no product"),
        (
            "devices: [{id: pen_1, label: Pen 1, kind: pen, max_depth_mm: 2, areas: [nape]}]",
            "devices[1].areas: nape is no area",
        ),
        (
            "devices: [{id: pen_1, label: Pen 1, kind: pen, max_depth_mm: 2, us_authorisation: wonderpen}]",
            "devices[1].us_authorisation: wonderpen is no authorised device",
        ),
    ],
)
def test_a_clinics_file_that_names_what_nobody_knows_gives_no_verdict(settings: str, problem: str) -> None:
    assert load_catalogue(clinic_text=f"format: 1\n{settings}\n") == (None, (f"clinic.yaml: {problem}",))


def test_a_clinics_file_that_names_what_exists_is_taken() -> None:
    found, problems = load_catalogue(
        clinic_text="""
format: 1
practice: {time_zone: America/New_York, opening_hours: {mon: "09:00-17:30"}, logo: logo.png}
roles: {nurse: {medical_only_concerns: [melasma]}}
devices: [{id: pen_1, label: Pen 1, kind: pen, max_depth_mm: 2, areas: [abdomen], us_authorisation: skinstylus}]
products: [{id: lidocaine_4_uk}]
"""
    )
    assert problems == ()
    assert found
