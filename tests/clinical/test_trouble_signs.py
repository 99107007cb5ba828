"""Signs of trouble with numbing, and what is known of numbing beside its limits."""

from consult_app.clinical.catalogue import Catalogue


def test_the_problems_stand_in_order_with_signs_and_what_to_do(catalogue: Catalogue) -> None:
    allergy, last, methb, local = catalogue.trouble_signs.values()
    assert last.signs[0] == "tingling round the mouth"
    assert last.signs.index("a metallic taste") < last.signs.index("slurred speech")
    assert "cardiac arrest" in last.signs[-1]
    assert "say “local anaesthetic toxicity”" in last.do[1]
    assert methb.onset == "May begin within 45 minutes, and up to hours later."
    assert any("antidepressant" in step and "G6PD" in step for step in methb.do)
    assert [each.emergency for each in (last, methb, allergy, local)] == [True, True, True, False]
    for problem in (last, methb, allergy):
        assert any("Call the emergency number" in step for step in problem.do)


def test_antidotes_are_hospital_matters(catalogue: Catalogue) -> None:
    for problem in catalogue.trouble_signs.values():
        steps = " ".join(problem.do)
        assert "Lipid" not in steps
        assert "ethylene blue" not in steps
        assert not problem.hospital or "not given here" in problem.hospital


def test_technique_warnings_and_ceilings_name_their_figures(catalogue: Catalogue) -> None:
    known = catalogue.numbing_reference
    technique = " ".join(note.text for note in known.technique)
    for words in (
        "product, lot, grams, cm²",
        "cleanse before the first needle",
        "needled skin again",
        "roll shallowly",
    ):
        assert words in technique
    ceilings = {note.id: note.text for note in known.ceilings}
    for figure in ("5.0 mg/kg", "3.2", "1.3", "242"):
        assert figure in ceilings["prilocaine"]
    assert "54 mg" in ceilings["applied_is_not_absorbed"]
    warnings = " ".join(note.text for note in known.warnings)
    for figure in ("26 March 2024", "10 %/10 % and 6 %/6 %", "eleven cases", "90 g"):
        assert figure in warnings


def test_the_doses_by_age_are_those_of_the_labels(catalogue: Catalogue) -> None:
    rows = [(row.grams, row.cm2) for row in catalogue.numbing_reference.by_age.rows]
    assert rows == [(1, 10), (2, 20), (10, 100), (20, 200), (60, 600)]
    emla = catalogue.anaesthesia.products["lidocaine_prilocaine"]
    assert (emla.block_grams, emla.block_cm2) == rows[-1]
