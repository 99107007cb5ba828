"""Why a finding stands, for every way it can end and be decided about."""

from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.explaining import Explanation, explain, lapse_words
from consult_app.knowledge.loader import catalogue_or_error
from tests.clinical.cases import RECENT, THINNER, case, decision


def explained(rule: str, catalogue: Catalogue, **parts: Any) -> Explanation:
    consultation = case(**parts)
    found = next(each for each in assess(consultation, catalogue).findings if rule in (each.id, each.key))
    return explain(found, consultation, catalogue)


def test_a_wait_says_its_answer_its_rule_and_its_last_day(catalogue: Catalogue) -> None:
    why = explained("isotretinoin_recent", catalogue, answers=RECENT)
    assert why.because == "Isotretinoin stopped recently: last capsule 12 Sep 2026"
    assert why.when == "When the last capsule was less than 6 months ago."
    assert why.effect.startswith("Defer until 6 months after the last capsule.")
    assert why.asked.startswith("Have you taken isotretinoin")
    assert (why.outcome, why.where) == ("Defer", "The whole person")
    assert lapse_words(why) == "Would lapse on 12 Mar 2027, if nothing else changes."
    stances = {source.stance for source in why.sources}
    assert stances == {"supports", "disputes"}
    assert any("to be verified" in source.provenance for source in why.sources)


def test_an_event_and_a_standing_answer_have_no_last_day(catalogue: Catalogue) -> None:
    wound = explained("open_wound_irritated.not_healed", catalogue, answers={"open_wound_irritated": {"answer": "yes"}})
    assert lapse_words(wound) == "Ends once the skin has healed; no day is known today."
    assert wound.where == "Upper back"
    assert lapse_words(explained("anticoagulant", catalogue, answers=THINNER)).startswith("Does not lapse by waiting")


def test_what_was_assumed_is_named(catalogue: Catalogue) -> None:
    why = explained("contact_allergy_products.anaphylaxis", catalogue, answers={"contact_allergy_products": "yes"},
                    remaining_answers=None)  # fmt: skip
    assert why.assumed == ("hives, swelling or collapse after something used in the room",)


def test_a_note_and_a_numbing_rule_say_what_they_concern(catalogue: Catalogue) -> None:
    note = explained("bloodborne_virus", catalogue, answers={"bloodborne_virus": "yes"})
    assert (note.outcome, note.lifts) == ("Noted", "")
    cream = {"product": "lidocaine_prilocaine", "area_cm2": 90, "minutes": 60}
    numbing = explained("g6pd.prilocaine_benzocaine", catalogue, answers={"g6pd": "yes"}, anaesthetic=cream)
    assert numbing.where == "The numbing plan"
    assert numbing.lifts == "Nobody may lift this."


def test_a_rule_without_a_question_is_explained_from_its_fact(catalogue: Catalogue) -> None:
    why = explained("fitzpatrick_4_6", catalogue, skin={"fitzpatrick": 5})
    assert why.asked == ""
    assert why.when == "When skin type is IV, V or VI."
    assert "Fitzpatrick type V" in why.because


@pytest.mark.parametrize(("role", "counts"), [("prescriber", True), ("dermatologist", False)])
def test_decisions_say_whether_they_count(catalogue: Catalogue, role: str, counts: bool) -> None:
    given = [decision("anticoagulant", "clearance", role)]
    (said,) = explained("anticoagulant", catalogue, answers=THINNER, decisions=given).decisions
    assert said.text == f"Cleared by Dr Ian Whitcombe, {role}, 18 Nov 2026: No objection to needling now"
    assert said.counts is counts


def test_an_override_counts_for_the_person_without_any_area(catalogue: Catalogue) -> None:
    given = [decision("smoking", "override", "nurse")]
    (said,) = explained("smoking", catalogue, answers={"smoking": "yes"}, decisions=given, areas=[]).decisions
    assert said.text.startswith("Overridden by Dr Ian Whitcombe, nurse")
    assert said.counts


def test_an_overdue_review_and_the_clinics_change_are_told() -> None:
    clinic = "format: 1\nchanges:\n  - {entry: isotretinoin_recent, months: 12}\n"
    changed = catalogue_or_error(clinic)
    why = explained("isotretinoin_recent", changed, answers=RECENT)
    assert why.when == "When the last capsule was less than 12 months ago."
    assert "12 months instead of 6 months" in why.clinic_change
    later = explained("isotretinoin_recent", changed, as_of="2027-11-02",
                      answers={"isotretinoin_recent": {"answer": "yes", "last_dose": "2027-01-05"}})  # fmt: skip
    assert later.review_overdue
    assert not why.review_overdue
