"""Emergency steps: what the protocol calls an emergency stands there, with the clinic's own number."""

from dataclasses import replace

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.emergencies import emergency_steps


def test_every_emergency_of_numbing_and_every_sudden_event_is_there_and_nothing_else(catalogue: Catalogue) -> None:
    names = [each.name for each in emergency_steps(catalogue).emergencies]
    assert names == [
        "Allergy",
        "Local anaesthetic toxicity",
        "Methaemoglobinaemia",
        "Vasovagal faint",
        "Eye injury",
    ]


def test_steps_come_in_their_order_and_hospital_medicines_are_not_among_them(catalogue: Catalogue) -> None:
    toxicity = emergency_steps(catalogue).emergencies[1]
    assert toxicity.steps[0] == "Wipe and wash the cream off."
    assert toxicity.signs.startswith("Tingling round the mouth, a metallic taste")
    assert all("Lipid" not in step for each in emergency_steps(catalogue).emergencies for step in each.steps)


def test_the_number_is_the_clinics_and_never_a_guess(catalogue: Catalogue) -> None:
    assert emergency_steps(catalogue).number == ""
    clinic = catalogue.practice.practice.model_copy(update={"emergency_number": "112"})
    practice = catalogue.practice.model_copy(update={"practice": clinic})
    assert emergency_steps(replace(catalogue, practice=practice)).number == "112"
