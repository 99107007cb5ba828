"""What entries, concerns and devices name has to exist; what does not is named with its place."""

from dataclasses import replace
from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.contraindications import Contraindication, Outcome, Places
from consult_app.knowledge.consistency import inconsistencies
from consult_app.knowledge.loader import load_catalogue


def found(catalogue: Catalogue, name: str, **parts: Any) -> tuple[str, ...]:
    odd: Contraindication = catalogue.rules[name].model_copy(update=parts)
    return inconsistencies(catalogue, (odd,))


def test_an_entry_asks_a_question_that_somebody_asks(catalogue: Catalogue) -> None:
    assert found(catalogue, "rf_with_electronic_implant", question_id="pacemaker") == (
        "rf_with_electronic_implant: question_id pacemaker is asked by no entry",
    )


def test_an_entry_stands_in_a_row_of_the_health_history(catalogue: Catalogue) -> None:
    assert found(catalogue, "pregnancy", row=99) == ("pregnancy: row 99 is no row of the health history",)


def test_a_condition_and_a_date_look_at_facts(catalogue: Catalogue) -> None:
    outcome = Outcome.model_validate(
        {
            "level": "defer",
            "when": {"fact": "pregnancy.weeks", "above": 12},
            "not_before": {"fact": "pregnancy.due", "plus_days": 1},
            "advice": "Wait.",
            "client": "We wait.",
        }
    )
    assert found(catalogue, "pregnancy", outcomes=(outcome,)) == (
        "pregnancy: defer.when: pregnancy.weeks is no fact",
        "pregnancy: defer.not_before: pregnancy.due is no fact",
    )


def test_the_places_a_choice_stands_for_are_areas(catalogue: Catalogue) -> None:
    places = Places(field="site", areas={"lip": ("face_perioral", "chin"), "other": ("elsewhere",)})
    assert found(catalogue, "hsv_active", places=places) == ("hsv_active: places: chin is no area of this protocol",)


def test_a_source_is_a_source(catalogue: Catalogue) -> None:
    (ref, *_) = catalogue.rules["pregnancy"].sources
    assert found(catalogue, "pregnancy", sources=(ref.model_copy(update={"id": "ref_999"}),)) == (
        "pregnancy: sources: ref_999 is no source",
    )


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"only": ("chin",)}, "melasma: chin is no area and no group"),
        ({"except_in": ("back_upper", "chin")}, "melasma: chin is no area and no group"),
        ({"planned_as": "warts"}, "melasma: planned_as warts is no concern"),
    ],
)
def test_a_concern_names_areas_and_concerns(catalogue: Catalogue, parts: dict[str, Any], problem: str) -> None:
    odd = catalogue.concerns["melasma"].model_copy(update=parts)
    broken = replace(catalogue, concerns={**catalogue.concerns, "melasma": odd})
    assert inconsistencies(broken, ()) == (problem,)


def test_a_device_lists_entries() -> None:
    clinic = "devices: [{id: pen_1, label: Pen 1, kind: pen, max_depth_mm: 2, contraindicated: [freckles]}]"
    assert load_catalogue(clinic_text=f"format: 1\n{clinic}\n") == (
        None,
        ("clinic.yaml: devices[1].contraindicated: freckles is no entry",),
    )


def test_what_is_sound_has_nothing_to_name(catalogue: Catalogue) -> None:
    assert inconsistencies(catalogue, (catalogue.rules["pregnancy"],)) == ()
