"""Every row of the clinical reference is an entry, and every entry's examples prove it; and the proof itself."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from consult_app.clinical.admission import problems
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import FactNumber, leaves
from consult_app.clinical.contraindications import Contraindication, Outcome, Watch
from consult_app.clinical.practice import Practice
from consult_app.knowledge.boundaries import step
from consult_app.knowledge.consistency import additions_that_surprise, inconsistencies
from consult_app.knowledge.example_coverage import conditions, uncovered
from consult_app.knowledge.examples import consultation_of

REFERENCE = {
    "1.1": """
        bleeding_disorder pregnancy breastfeeding isotretinoin_current cancer_treatment_current keloid_history
        koebner_history allergy_stainless_steel age_minor no_consent_capacity rf_with_electronic_implant
    """,
    "1.2": """
        anticoagulant antiplatelet_strong blood_disorder_other isotretinoin_recent systemic_retinoid_other
        immunosuppression diabetes_uncontrolled diabetes_controlled connective_tissue_disease autoimmune_other
        sarcoidosis cardiac_disease cardiac_implant_mechanical epilepsy kidney_severe cancer_past irradiated_area
        healing_poor hypertrophic_history previous_reaction allergy_nickel allergy_local_anaesthetic
        contact_allergy_products bdd_flags expectations age_18_21
    """,
    "1.3": """
        fever_illness antibiotic_course sunburn recent_tan_uv self_tan hsv_active hsv_history_field botulinum_recent
        filler_recent peel_superficial peel_medium peel_deep_dermabrasion laser_nonablative laser_ablative_fractional
        microneedling_recent waxing_depilation surgery_in_area scar_immature tattoo_recent vaccination retinoid_topical
        acids_bpo nsaid_otc_recent supplements_bleeding aspirin_low_dose_prescribed
    """,
    "1.4": """
        changing_lesion skin_cancer_area actinic_keratosis_area raised_lesions infection_area open_wound_irritated
        psoriasis eczema_dermatitis lichen_planus vitiligo acne_active acne_antibiotic rosacea telangiectasia melasma
        pih_history fitzpatrick_4_6 implants_area hidradenitis_folliculitis_scalp never_zones
    """,
    "1.5": """
        bloodborne_virus photosensitising_drug vasovagal smoking alcohol_24h methaemoglobinaemia g6pd methb_drugs
        antiarrhythmic liver_severe pseudocholinesterase lidocaine_interactions anaesthetic_sensitive
        hormone_therapy_hrt
    """,
}
"""The rows of section 1 of the clinical reference, by table."""


@pytest.mark.parametrize("table", REFERENCE)
def test_every_row_of_the_reference_is_an_entry(table: str, catalogue: Catalogue) -> None:
    assert [row for row in REFERENCE[table].split() if row not in catalogue.rules] == []


def test_the_examples_of_every_entry_cover_it(catalogue: Catalogue) -> None:
    assert [lack for entry in catalogue.contraindications for lack in uncovered(entry, catalogue)] == []


def test_there_are_boundaries_to_be_covered(catalogue: Catalogue) -> None:
    """So that full cover does not come from finding nothing to cover."""
    stated = [condition for rule in catalogue.contraindications for _, condition in conditions(rule)]
    found = [type(leaf).__name__ for condition in stated for leaf in leaves(condition)]
    assert found.count("FactWithin") > 50
    assert found.count("FactNumber") > 20
    assert {"FactFresh", "AgeUnder", "FactComing", "FactCount"} <= set(found)


def test_the_examples_say_what_a_case_could_say(catalogue: Catalogue) -> None:
    """Every detail is one that its question knows; only a zone never treated and a plan that has passed go further."""
    beyond = ("is never treated", "is already past")
    found = [
        f"{rule.id}: {problem}"
        for rule in catalogue.contraindications
        for example in rule.examples
        for problem in problems(consultation_of(example), catalogue)
        if not problem.endswith(beyond)
    ]
    assert found == []


def invented(when: dict[str, Any], *examples: dict[str, Any], **changed: Any) -> Contraindication:
    """A small entry with its own question, judged on 20 November 2026 where an example names no other day."""
    outcome = {"level": "defer", "until": "it has gone", "when": when, "advice": "Wait.", "client": "We wait."}
    places = [{"id": "left_hand", "label": "Left hand"}, {"id": "right_hand", "label": "Right hand"}]
    content: dict[str, Any] = {
        "id": "rash",
        "label": "Rash",
        "question": "Do you have a rash?",
        "row": 22,
        "follow_ups": [
            {"id": "date", "label": "Gone on", "kind": "date"},
            {"id": "planned_date", "label": "Check planned on", "kind": "date", "ahead": True},
            {"id": "size", "label": "Size", "kind": "number"},
            {"id": "places", "label": "Where", "kind": "choices", "options": places},
        ],
        "rationale": "Invented.",
        "sources": [{"id": "clinic_default"}],
        "effective_from": date(2026, 11, 1),
        "review_by": date(2027, 11, 1),
        "outcomes": [outcome | changed.pop("outcome", {})],
        "examples": [{"as_of": date(2026, 11, 20), "expect": "treat", **example} for example in examples],
    }
    return Contraindication.model_validate(content | changed)


def rash(answer: str = "yes", **fields: Any) -> dict[str, Any]:
    """The answers of an example."""
    return {"answers": {"rash": {"answer": answer, **fields}}}


def lacks(entry: Contraindication, catalogue: Catalogue) -> list[str]:
    """What ``uncovered`` says of an entry, without the words every line starts with."""
    known = replace(catalogue, contraindications=(*catalogue.contraindications, entry))
    return [lack.removeprefix("rash: no example ") for lack in uncovered(entry, known)]


YES, NO, UNSURE = rash(), rash("no"), rash("unsure")
BLANK: dict[str, Any] = {"answers": {}}
IS_YES = {"fact": "rash", "is": "yes"}


def test_yes_no_unsure_and_a_blank_cover_a_plain_question(catalogue: Catalogue) -> None:
    assert lacks(invented(IS_YES, YES, NO, UNSURE, BLANK), catalogue) == []


@pytest.mark.parametrize(
    ("examples", "lack"),
    [
        ((NO, UNSURE, BLANK), "shows defer"),
        ((YES, UNSURE, BLANK), "denies defer"),
        ((YES, NO, BLANK), "answers unsure"),
        ((YES, NO, UNSURE), "leaves the question unanswered"),
    ],
)
def test_each_kind_of_answer_is_wanted(examples: tuple[dict[str, Any], ...], lack: str, catalogue: Catalogue) -> None:
    assert lacks(invented(IS_YES, *examples), catalogue) == [lack]


def test_an_outcome_that_holds_only_by_assumption_is_not_shown(catalogue: Catalogue) -> None:
    assert lacks(invented({"fact": "rash.places", "is": "left_hand"}, YES, NO, UNSURE, BLANK), catalogue) == [
        "shows defer"
    ]


def test_every_outcome_is_wanted_for_itself(catalogue: Catalogue) -> None:
    plain = invented(IS_YES, YES, NO, UNSURE, BLANK)
    left = {"id": "left", "level": "note", "when": {"fact": "rash.places", "is": "left_hand"}, "advice": "Look."}
    both = plain.model_copy(update={"outcomes": (*plain.outcomes, Outcome.model_validate(left))})
    assert lacks(both, catalogue) == ["shows left"]


def test_a_question_that_is_not_always_asked_needs_an_example_without_it(catalogue: Catalogue) -> None:
    sex = {"ask_when": {"fact": "client.sex_at_birth", "is": "female"}}
    assert lacks(invented(IS_YES, YES, NO, UNSURE, BLANK, **sex), catalogue) == [
        "leaves the question out, as ask_when allows"
    ]
    male = {"client": {"sex_at_birth": "male"}}
    assert lacks(invented(IS_YES, YES, NO, UNSURE, BLANK, male, **sex), catalogue) == []
    assert lacks(invented(IS_YES, YES, NO, UNSURE, male, **sex), catalogue) == ["leaves the question unanswered"]


def test_a_question_that_is_never_asked_only_has_to_be_left_out(catalogue: Catalogue) -> None:
    assert lacks(invented(IS_YES, YES, NO, BLANK, row=None), catalogue) == []
    assert lacks(invented(IS_YES, YES, NO, row=None), catalogue) == ["leaves the question unanswered"]


def test_an_entry_without_a_question_needs_no_answers(catalogue: Catalogue) -> None:
    young = {"fact": "client.date_of_birth", "under_years": 18}
    born = ({"client": {"date_of_birth": "2008-11-21"}}, {"client": {"date_of_birth": "2008-11-20"}})
    alone: dict[str, Any] = {"question": "", "row": None, "follow_ups": []}
    assert lacks(invented(young, *born, **alone), catalogue) == []
    assert lacks(invented(young, *born[1:], {"client": {"date_of_birth": "2010-01-01"}}, **alone), catalogue) == [
        "stands a day before client.date_of_birth under_years 18 turns in defer.when"
    ]


WEEK = {"fact": "rash.date", "within_days": 7}
HALF_YEAR = {"fact": "rash.date", "within_months": 6}
FRESH = {"fact": "rash.date", "at_most_months_old": 6}
COMING = {"fact": "rash.planned_date", "coming_within_days": 7}


@pytest.mark.parametrize(
    ("when", "field", "last", "met"),
    [
        (WEEK, "date", "2026-11-14", "2026-11-13"),
        (HALF_YEAR, "date", "2026-05-21", "2026-05-20"),
        (FRESH, "date", "2026-05-20", "2026-05-19"),
        (COMING, "planned_date", "2026-11-27", "2026-11-26"),
    ],
)
def test_a_day_is_wanted_on_each_side_of_a_window(
    when: dict[str, Any], field: str, last: str, met: str, catalogue: Catalogue
) -> None:
    fact, length = when["fact"], ", ".join(f"{key} {value}" for key, value in when.items() if key != "fact")
    shown = rash(**{field: "2026-11-20"})
    before, on = rash(**{field: last}), rash(**{field: met})
    assert lacks(invented(when, shown, before, on, NO, UNSURE, BLANK), catalogue) == []
    assert lacks(invented(when, shown, on, NO, UNSURE, BLANK), catalogue) == [
        f"stands a day before {fact} {length} turns in defer.when"
    ]
    assert lacks(invented(when, shown, before, NO, UNSURE, BLANK), catalogue) == [
        f"stands on the day {fact} {length} turns in defer.when"
    ]


def test_a_month_ends_on_its_last_day(catalogue: Catalogue) -> None:
    last = {"as_of": date(2027, 2, 27), **rash(date="2026-08-31")}
    met = {"as_of": date(2027, 2, 28), **rash(date="2026-08-31")}
    assert lacks(invented(HALF_YEAR, last, met, NO, UNSURE, BLANK), catalogue) == []


def test_a_side_counts_only_where_the_condition_turns_on_it(catalogue: Catalogue) -> None:
    when = {"all": [WEEK, {"fact": "rash.places", "is": "left_hand"}]}
    last, met = (rash(date=day, places=["right_hand"]) for day in ("2026-11-14", "2026-11-13"))
    shown = rash(date="2026-11-20", places=["left_hand"])
    assert len(lacks(invented(when, shown, last, met, NO, UNSURE, BLANK), catalogue)) == 2


def test_the_day_an_outcome_gives_is_wanted_on_each_side(catalogue: Catalogue) -> None:
    rule = {"outcome": {"not_before": {"fact": "rash.date", "plus_days": 14}}}
    silent = rash(date="2026-11-07")
    last, met = {**silent, "not_before": date(2026, 11, 21)}, rash(date="2026-11-06")
    assert lacks(invented(IS_YES, last, met, NO, UNSURE, BLANK, **rule), catalogue) == []
    assert lacks(invented(IS_YES, silent, met, NO, UNSURE, BLANK, **rule), catalogue) == [
        "expects the not_before of defer a day ahead"
    ]
    assert lacks(invented(IS_YES, last, NO, UNSURE, BLANK, **rule), catalogue) == ["stands on the not_before of defer"]


@pytest.mark.parametrize(
    ("bound", "far", "at", "past"),
    [
        ({"at_least": 69}, 90, 69, 68),
        ({"at_most": 5}, 1, 5, 6),
        ({"above": 300}, 500, 300, 300.5),
        ({"below": 8.5}, 1, 8.5, 8.4),
    ],
)
def test_a_number_is_wanted_at_its_bound_and_just_past_it(
    bound: dict[str, float], far: float, at: float, past: float, catalogue: Catalogue
) -> None:
    ((word, edge),) = bound.items()
    when = {"fact": "rash.size", **bound}
    shown = (rash(size=far), NO, UNSURE, BLANK)
    assert lacks(invented(when, rash(size=at), rash(size=past), *shown), catalogue) == []
    assert lacks(invented(when, rash(size=past), *shown), catalogue) == [
        f"has rash.size {word} {edge:g} at {edge:g} in defer.when"
    ]
    assert lacks(invented(when, rash(size=at), *shown), catalogue) == [
        f"has rash.size {word} {edge:g} just past it in defer.when"
    ]


def test_a_number_counts_only_where_the_condition_turns_on_it(catalogue: Catalogue) -> None:
    when = {"any": [IS_YES, {"fact": "rash.size", "at_least": 5}]}
    assert len(lacks(invented(when, rash(size=5), rash(size=4), NO, UNSURE, BLANK), catalogue)) == 2


@pytest.mark.parametrize(("bound", "one"), [(69, 1), (8.5, 0.1), (0.25, 0.01), (300, 1)])
def test_the_next_value_is_one_in_the_last_digit(bound: float, one: float) -> None:
    assert step(bound) == one


def test_a_list_is_wanted_with_enough_members_and_with_one_fewer(catalogue: Catalogue) -> None:
    when = {"fact": "rash.places", "members_at_least": 2}
    both, one = rash(places=["left_hand", "right_hand"]), rash(places=["left_hand"])
    assert lacks(invented(when, both, one, NO, UNSURE, BLANK), catalogue) == []
    assert lacks(invented(when, both, NO, UNSURE, BLANK), catalogue) == ["has 1 of rash.places in defer.when"]


def test_a_boundary_of_a_question_or_a_detail_is_wanted_too(catalogue: Catalogue) -> None:
    plain = invented(IS_YES, YES, NO, UNSURE, BLANK)
    size, *others = plain.follow_ups
    tied = size.model_copy(update={"when": FactNumber(fact="rash.size", above=1)})
    assert [
        lack[-len("in date.when") :]
        for lack in lacks(plain.model_copy(update={"follow_ups": (tied, *others)}), catalogue)
    ] == ["in date.when"] * 2


def test_an_example_that_is_no_case_is_named(catalogue: Catalogue) -> None:
    entry = invented(IS_YES, YES, NO, UNSURE, BLANK, {"client": {"weight_kg": "heavy"}})
    (problem,) = lacks(entry, catalogue)
    assert problem.startswith("rash: example 5: client.weight_kg")


def test_a_boundary_is_met_in_each_place_and_by_each_answer(catalogue: Catalogue) -> None:
    """Of several answers and areas one may stand at the boundary."""
    several = {"answers": {"rash": [{"answer": "yes", "date": day} for day in ("2026-11-14", "2026-10-01")]}}
    met = {"areas": [{"id": "back_upper"}, {"id": "face_cheeks"}], **rash(date="2026-11-13")}
    assert lacks(invented(WEEK, several, met, NO, UNSURE, BLANK), catalogue) == []


def test_an_entry_of_the_protocol_must_be_covered_and_a_clinic_s_own_only_shown(catalogue: Catalogue) -> None:
    examples = ({"answers": {"clinic_rash": "yes"}, "expect": "defer"}, {**BLANK, "expect": "incomplete"})
    entry = invented({"fact": "clinic_rash", "is": "yes"}, *examples, id="clinic_rash")
    ours = replace(catalogue, contraindications=(*catalogue.contraindications, entry))
    theirs = replace(ours, practice=Practice(format=1, additions=(entry,)))
    lack = "clinic_rash: no example"
    assert inconsistencies(ours, (entry,)) == (f"{lack} answers unsure", f"{lack} denies defer")
    assert additions_that_surprise(theirs) == ()
    forgotten = entry.model_copy(update={"examples": entry.examples[:1]})
    theirs = replace(ours, practice=Practice(format=1, additions=(forgotten,)))
    assert additions_that_surprise(theirs) == (f"{lack} leaves the question unanswered",)


def test_the_facts_of_a_patch_already_done_have_to_be_facts(catalogue: Catalogue) -> None:
    rule = catalogue.rules["allergy_nickel"]
    patch = {"days": 7, "done": "allergy_nickel.day", "counts": {"fact": "allergy_nickel.skin", "is": "clear"}}
    outcomes = [outcome.model_copy(update={"test_patch": Watch.model_validate(patch)}) for outcome in rule.outcomes]
    odd = rule.model_copy(update={"outcomes": (outcomes[0],)})
    place = "allergy_nickel: severe.test_patch"
    assert inconsistencies(catalogue, (odd,)) == (
        f"{place}: allergy_nickel.day is no fact",
        f"{place}: allergy_nickel.skin is no fact",
    )


@pytest.mark.parametrize("part", [{"done": "rash.date"}, {"counts": {"fact": "rash", "is": "yes"}}])
def test_a_patch_already_done_has_a_day_and_a_result(part: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="its day"):
        Watch.model_validate({"days": 7, **part})


def test_an_example_that_comes_out_otherwise_is_named_with_what_came_out(catalogue: Catalogue) -> None:
    wrong = {"not_before": date(2026, 11, 21), "shows": ("worse",), **YES}
    entry = invented(
        IS_YES, wrong, {**NO, "shows": ()}, {**UNSURE, "expect": "incomplete"}, {**BLANK, "expect": "defer"}
    )
    known = replace(catalogue, contraindications=(*catalogue.contraindications, entry))
    assert inconsistencies(known, (entry,)) == (
        "rash: example 1: expected treat, came out defer",
        "rash: example 1: expected not before 2026-11-21, came out None",
        "rash: example 1: expected ['worse'], came out ['']",
        "rash: example 4: expected defer, came out incomplete",
    )
