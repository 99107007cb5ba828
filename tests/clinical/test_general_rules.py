"""General rules and adjustments: every row of the reference is there, and its figures are those of the planning."""

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.general_rules import statement_words, unknown_figures

GROUPS = {
    "general": "how_it_works not_microdermabrasion evidence_level devices preferred_device depth_principle end_point "
    "technique products antisepsis interval number when_results_show how_long_it_lasts photographs who_treats",
    "adjustment": "careful_skin aged_skin bony_edges hair_bearing_skin same_day_combinations first_body_session "
    "no_supervision",
    "back": "the_back large_fields back_in_parts skin_thickness no_trial_of_the_back",
    "regulation": "us_class us_authorised_uses us_device_claims us_named_risks us_provider no_home_devices "
    "rf_is_another_procedure national_rules",
    "labelling": "skinpen_contraindications skinpen_longer_list skinpen_non_us skinpen_warnings "
    "skinpen_not_evaluated skinpen_study stricter_instructions_win",
}
FIGURES = {
    "interval": "at least 28 days lie between two needlings of the same skin; 42 for skin type 4",
    "number": "Plan 3, photograph",
    "who_treats": "Above 1.5 mm",
    "careful_skin": "first session 0.25 mm shallower, 0.5 mm from type 5 on",
    "aged_skin": "From Glogau 3 on the ceiling is 0.25 mm lower",
    "first_body_session": "One block of 100 cm² (10 × 10 cm), looked at on days 7 and 28",
    "no_supervision": "Nothing above 1.5 mm",
    "back_in_parts": "at most 600 cm² when numbed, else one part in 3 of the back, which is 13 %",
    "skin_thickness": "shoulder blade 2.54 mm, over the deltoid 2.02 mm, waist 1.91 mm, thigh 1.55 mm",
    "end_point": "Flowing blood, grey-white skin or tearing means stop",
    "how_it_works": "Never promise more elastin",
    "large_fields": "does not make the treatment work better",
    "how_long_it_lasts": "Long-lasting is a claim",
}


def test_every_row_of_the_reference_is_a_rule(catalogue: Catalogue) -> None:
    for group, ids in GROUPS.items():
        assert [rule.id for rule in catalogue.general_rules.values() if rule.group == group] == ids.split()
    assert len(catalogue.general_rules) == sum(len(ids.split()) for ids in GROUPS.values())


@pytest.mark.parametrize(("name", "words"), FIGURES.items())
def test_a_statement_carries_the_figures_of_the_planning(catalogue: Catalogue, name: str, words: str) -> None:
    said = statement_words(catalogue.general_rules[name], catalogue.planning)
    assert words in said
    assert "{" not in said


def test_a_figure_that_is_changed_in_the_planning_changes_the_rule(catalogue: Catalogue) -> None:
    longer = catalogue.planning.interval.model_copy(update={"days": 35})
    planning = catalogue.planning.model_copy(update={"interval": longer})
    assert "at least 35 days" in statement_words(catalogue.general_rules["interval"], planning)


def test_claims_of_the_starting_texts_are_marked_as_disputed(catalogue: Catalogue) -> None:
    """The traps on a large back, rollers, soothing serum and lasting results."""
    disputed = {"large_fields": "ref_1", "preferred_device": "ref_4", "products": "ref_2", "how_long_it_lasts": "ref_3"}
    for name, ref in disputed.items():
        assert {s.id for s in catalogue.general_rules[name].sources if s.stance == "disputes"} == {ref}


@pytest.mark.parametrize("path", ["interval.weeks", "nothing", "interval.days.more", "course.sessions"])
def test_a_figure_nobody_plans_by_is_found(catalogue: Catalogue, path: str) -> None:
    rule = catalogue.general_rules["interval"].model_copy(update={"statement": f"Every {{{path}}} days"})
    assert list(unknown_figures(rule, catalogue.planning)) == ([] if path == "course.sessions" else [path])


def test_review_days_are_those_of_every_rule(catalogue: Catalogue) -> None:
    entry = catalogue.general_rules["interval"]
    overdue = catalogue.overdue(entry.review_by.replace(year=entry.review_by.year + 1))
    assert entry in overdue
    assert catalogue.authorisations in overdue
