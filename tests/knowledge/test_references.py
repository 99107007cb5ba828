"""What knowledge and the clinic's file name has to exist."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.entries import SourceRef
from consult_app.clinical.traps import Traps
from consult_app.knowledge.loader import load_catalogue
from consult_app.knowledge.references import dangling

NOWHERE = (SourceRef(id="ref_999"),)


def test_the_shipped_knowledge_leads_nowhere_wrong(catalogue: Catalogue) -> None:
    assert dangling(catalogue) == ()


def test_a_general_rule_names_sources_and_figures_that_exist(catalogue: Catalogue) -> None:
    broken = catalogue.general_rules["interval"].model_copy(
        update={"statement": "Every {interval.weeks} weeks", "sources": NOWHERE}
    )
    assert dangling(replace(catalogue, general_rules={**catalogue.general_rules, "interval": broken})) == (
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


def test_adverse_events_name_sources_areas_and_entries_that_exist(catalogue: Catalogue) -> None:
    known = catalogue.adverse_events
    told = known.events[0].client[0]
    audience = told.audience.model_copy(update={"areas": ("chin",), "findings": ("freckles",)})
    event = known.events[0].model_copy(
        update={"client": (told.model_copy(update={"audience": audience}),), "sources": NOWHERE}
    )
    broken = known.model_copy(
        update={"events": (event, *known.events[1:]), "totals": known.totals.model_copy(update={"sources": NOWHERE})}
    )
    trouble = catalogue.trouble_signs["last"].model_copy(update={"sources": NOWHERE})
    found = replace(catalogue, adverse_events=broken, trouble_signs={"last": trouble})
    assert dangling(found) == (
        "adverse_events: totals: sources: ref_999 is no source",
        "adverse_events: expected_reaction: sources: ref_999 is no source",
        "adverse_events: expected_reaction: chin is no area",
        "adverse_events: expected_reaction: freckles is no entry",
        "last: sources: ref_999 is no source",
    )


def test_care_lines_name_sources_and_areas_that_exist(catalogue: Catalogue) -> None:
    care = catalogue.care
    line = care.before[0].model_copy(
        update={"audience": care.before[0].audience.model_copy(update={"not_areas": ("chin",)}), "sources": NOWHERE}
    )
    broken = care.model_copy(update={"before": (line, *care.before[1:])})
    assert dangling(replace(catalogue, care=broken)) == (
        "care: before_raised_scar_patch: chin is no area",
        "care: before_raised_scar_patch: sources: ref_999 is no source",
    )


def test_the_numbing_reference_names_products_areas_and_sources_that_exist(catalogue: Catalogue) -> None:
    known = catalogue.numbing_reference
    row = known.surface.rows[3].model_copy(update={"areas": ("chin",)})
    surface = known.surface.model_copy(update={"rows": (row,), "product": "magic_cream", "sources": NOWHERE})
    note = known.technique[0].model_copy(update={"sources": NOWHERE})
    broken = known.model_copy(update={"surface": surface, "technique": (note,)})
    assert dangling(replace(catalogue, numbing_reference=broken)) == (
        "numbing_reference: intact_skin: sources: ref_999 is no source",
        "numbing_reference: sources: ref_999 is no source",
        "numbing_reference: magic_cream is no product",
        "numbing_reference: surface: chin is no area",
    )


def test_a_trap_is_held_by_entries_that_exist_and_stands_once(catalogue: Catalogue) -> None:
    known = catalogue.traps
    holder = known.traps[0].held_by[0].model_copy(update={"id": "nothing"})
    trap = known.traps[0].model_copy(update={"held_by": (holder,), "sources": NOWHERE})
    assert dangling(replace(catalogue, traps=known.model_copy(update={"traps": (trap,)}))) == (
        "traps: stopping_blood_thinners: sources: ref_999 is no source",
        "stopping_blood_thinners: held_by: nothing is no rule",
    )
    with pytest.raises(ValidationError):
        Traps.model_validate({**known.model_dump(), "traps": [known.traps[0].model_dump()] * 2})
