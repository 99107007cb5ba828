"""Rules in plain English: every kind of condition, and what an outcome brings."""

import re
from typing import Any

import pytest
from pydantic import TypeAdapter

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import Condition
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.effect_words import effect_words, rule_words
from consult_app.clinical.fact_words import GIVEN, area_words, fact_words
from consult_app.clinical.rule_words import capital, condition_list, condition_words
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.resources import resource_path

RAW = re.compile(r"[a-z]_[a-z]|\bref_|\{|\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error(resource_path("examples", "clinic.yaml").read_text("utf-8"))


def said(condition: dict[str, Any], catalogue: Catalogue, about: str = "") -> str:
    return condition_words(TypeAdapter(Condition).validate_python(condition), catalogue, about)


def denied(condition: dict[str, Any], catalogue: Catalogue, about: str = "") -> str:
    return said({"not": condition}, catalogue, about)


@pytest.mark.parametrize(
    ("condition", "plain", "opposite"),
    [
        (
            {"fact": "isotretinoin_recent.last_dose", "within_months": 6},
            "the last capsule was less than 6 months ago",
            "the last capsule was 6 months ago or longer",
        ),
        (
            {"fact": "pregnancy.test_date", "within_days": 1},
            "the day under “Pregnancy test done on” was today",
            "the day under “Pregnancy test done on” was before today",
        ),
        (
            {"fact": "vaccination.planned_date", "within_days": 7},
            "the day under “Planned for” was less than 7 days ago or lies ahead",
            "the day under “Planned for” was 7 days ago or longer",
        ),
        (
            {"fact": "vaccination.planned_date", "coming_within_days": 7},
            "the day under “Planned for” is less than 7 days ahead or over",
            "the day under “Planned for” is 7 days ahead or more",
        ),
        (
            {"fact": "diabetes.hba1c_date", "at_most_months_old": 6},
            "the day under “HbA1c taken on” is at most 6 months old",
            "the day under “HbA1c taken on” is more than 6 months old",
        ),
        (
            {"fact": "client.date_of_birth", "under_years": 18},
            "the client is under 18",
            "the client is 18 or older",
        ),
        (
            {"fact": "skin.fitzpatrick", "at_least": 4},
            "skin type is IV, V or VI",
            "skin type is I, II or III",
        ),
        (
            {"fact": "changing_lesion.distance_cm", "above": 1, "at_most": 5},
            "“Distance to the nearest field to be treated” is at most 5 cm and more than 1 cm",
            "“Distance to the nearest field to be treated” is more than 5 cm or at most 1 cm",
        ),
        ({"fact": "acne_active.pustules", "below": 1}, "“Pustules” is 0", "“Pustules” is 1 or more"),
        ({"fact": "acne_active.pustules", "below": 3}, "“Pustules” is fewer than 3", "“Pustules” is 3 or more"),
        (
            {"fact": "client.weight_kg", "below": 50},
            "the client's weight is less than 50 kg",
            "the client's weight is 50 kg or more",
        ),
        ({"fact": "isotretinoin_current", "is": "yes"}, "the answer is yes", "the answer is not yes"),
        (
            {"fact": "isotretinoin_current.answer", "is": "unsure"},
            "the answer is “not sure”",
            "the answer is not “not sure”",
        ),
        (
            {"fact": "infection_area.kind", "is": ["impetigo", "shingles"]},
            "“Kind” is Impetigo or Shingles",
            "“Kind” is not Impetigo or Shingles",
        ),
        (
            {"fact": "anticoagulant.product", "is": "warfarin"},
            "“Medicine” includes Warfarin",
            "“Medicine” does not include Warfarin",
        ),
        (
            {"fact": "melasma.diagnosed_by_doctor", "is": "no"},
            "“Diagnosed by a doctor” is answered no",
            "“Diagnosed by a doctor” is not answered no",
        ),
        (
            {"fact": "keloid_history.body_site", "is": ["Chest", "chest"]},
            "“Where on the body” names Chest",
            "“Where on the body” does not name Chest",
        ),
        (
            {"fact": "rosacea.areas", "is": "face_cheeks.left"},
            "“Where” is Left cheek",
            "“Where” is not Left cheek",
        ),
        (
            {"fact": "immunosuppression.kind", "is": ["condition", "other_medicine"]},
            "“Which” is “A condition: transplant, no spleen, low white cells” or “Another medicine”",
            "“Which” is not “A condition: transplant, no spleen, low white cells” or “Another medicine”",
        ),
        (
            {"fact": "eczema_dermatitis.in_requested", "is": "yes"},
            "the place lies in a requested area",
            "the place does not lie in a requested area",
        ),
        (
            {"fact": "area.key", "is": ["shoulders.left", "thighs.left"]},
            "the area lies on the left",
            "the area does not lie on the left",
        ),
        ({"fact": "area.id", "is": "nipples"}, "the area is the nipples", "the area is not the nipples"),
        ({"fact": "device.kind", "is": "pen"}, "the device is a pen", "the device is not a pen"),
        (
            {"fact": "diabetes.hba1c_percent", "known": False},
            "“HbA1c” in % is left empty",
            "“HbA1c” in % is given",
        ),
        ({"fact": "skin.fitzpatrick", "known": True}, "skin type is known", "skin type is not known"),
        ({"fact": "rosacea", "known": True}, "the answer is known", "the answer is not known"),
        (
            {"fact": "requested.areas", "members_at_least": 1},
            "the requested areas number 1 or more",
            "the requested areas number 0",
        ),
        (
            {"fact": "requested.areas", "members_at_least": 3},
            "the requested areas number 3 or more",
            "the requested areas number fewer than 3",
        ),
        (
            {"fact": "diabetes.numb_areas", "overlaps": "requested.areas"},
            "“Numb skin” lies in a requested area",
            "“Numb skin” does not lie in a requested area",
        ),
        (
            {"fact": "rosacea.areas", "overlaps": "acne_active.areas"},
            "“Where” lies in “Where” under “Active acne in the area”",
            "“Where” does not lie in “Where” under “Active acne in the area”",
        ),
    ],
)
def test_each_comparison_is_said_plainly_and_denied(
    condition: dict[str, Any], plain: str, opposite: str, catalogue: Catalogue
) -> None:
    about = condition["fact"].partition(".")[0]
    assert said(condition, catalogue, about) == plain
    assert denied(condition, catalogue, about) == opposite


def test_another_question_is_named(catalogue: Catalogue) -> None:
    assert said({"fact": "melasma", "is": "yes"}, catalogue) == "“Melasma” is answered yes"
    assert denied({"fact": "melasma", "is": "yes"}, catalogue) == "“Melasma” is not answered yes"
    last = {"fact": "isotretinoin_recent.last_dose", "within_months": 6}
    assert said(last, catalogue) == "the last capsule under “Isotretinoin stopped recently” was less than 6 months ago"


YES = {"fact": "melasma", "is": "yes"}
DARK = {"fact": "skin.fitzpatrick", "at_least": 5}
CREAM = {"fact": "anaesthetic.planned", "is": "yes"}
BOTH = {"all": [YES, DARK]}
EITHER = {"any": [YES, DARK]}
CALM = {"fact": "rosacea.clear_since", "within_days": 28}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"all": [YES, DARK]}, "the answer is yes, and skin type is V or VI"),
        ({"any": [YES, DARK]}, "any of: the answer is yes; skin type is V or VI"),
        (
            {"all": [YES, {"all": [DARK, CREAM]}]},
            "the answer is yes, and skin type is V or VI, and a numbing cream is planned",
        ),
        (
            {"any": [YES, {"any": [DARK, CREAM]}]},
            "any of: the answer is yes; skin type is V or VI; a numbing cream is planned",
        ),
        (
            {"all": [CREAM, {"any": [YES, DARK]}]},
            "a numbing cream is planned, and (any of: the answer is yes; skin type is V or VI)",
        ),
        (
            {"all": [CREAM, {"not": BOTH}]},
            "a numbing cream is planned; unless the answer is yes, and skin type is V or VI",
        ),
        (
            {"any": [DARK, {"all": [CREAM, {"not": BOTH}]}]},
            "any of: skin type is V or VI; "
            "a numbing cream is planned (unless the answer is yes, and skin type is V or VI)",
        ),
        ({"all": [{"not": EITHER}]}, "in every case; unless any of: the answer is yes; skin type is V or VI"),
        ({"not": EITHER}, "in every case, unless any of: the answer is yes; skin type is V or VI"),
        ({"not": {"not": YES}}, "the answer is yes"),
        ({"all": [{"fact": "melasma", "known": True}, YES]}, "the answer is yes"),
        ({"all": [{"fact": "melasma", "known": True}, {"not": YES}]}, "the answer is known, and the answer is not yes"),
        (
            {"all": [{"fact": "rosacea.clear_since", "known": True}, {"not": CALM}]},
            "the day under “Calm since” under “Rosacea” was 28 days ago or longer",
        ),
    ],
)
def test_groups_read_without_doubt(condition: dict[str, Any], words: str, catalogue: Catalogue) -> None:
    assert said(condition, catalogue, "melasma") == words


def listed(condition: dict[str, Any], catalogue: Catalogue) -> tuple[str, tuple[str, ...]]:
    return condition_list(TypeAdapter(Condition).validate_python(condition), catalogue, "melasma")


def test_a_long_condition_can_be_listed(catalogue: Catalogue) -> None:
    assert listed({"all": [CREAM, EITHER, {"not": BOTH}]}, catalogue) == (
        "When all of the following hold",
        (
            "a numbing cream is planned",
            "any of: the answer is yes; skin type is V or VI",
            "unless the answer is yes, and skin type is V or VI",
        ),
    )
    assert listed(EITHER, catalogue) == (
        "When any of the following holds",
        ("the answer is yes", "skin type is V or VI"),
    )
    assert listed(YES, catalogue) == ("When any of the following holds", ("the answer is yes",))


def test_a_fact_without_words_goes_by_its_name(catalogue: Catalogue) -> None:
    assert said({"fact": "room.air_flow", "is": "calm"}, catalogue) == "room: air flow is calm"
    assert area_words("left_ear", catalogue) == "left ear"


def test_every_fact_that_is_no_answer_has_words(catalogue: Catalogue) -> None:
    assert {name for name in GIVEN if RAW.search(fact_words(name, catalogue).is_)} == set()


def outcome(**parts: Any) -> Outcome:
    usual = {"level": "note", "when": YES, "advice": "Look again.", "client": "We wait.", "letter": "May it go ahead?"}
    return Outcome.model_validate(usual | parts)


def effect(catalogue: Catalogue, rule: str = "melasma", **parts: Any) -> str:
    return effect_words(catalogue.rules[rule], outcome(**parts), catalogue)


DATED = {"not_before": {"fact": "isotretinoin_recent.last_dose", "plus_months": 6}}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "Note only."),
        (
            {"level": "precautions", "overridable": True},
            "Treat with precautions. May be overridden with a name and a reason.",
        ),
        (
            {"level": "precautions", "scope": "lesion"},
            "Treat with precautions (the spot is left out). Not overridable.",
        ),
        (
            {"level": "precautions", "overridable": True, "test_patch": {"months": 3}},
            "Treat with precautions. Test patch first, watched for 3 months. "
            "May be overridden with a name and a reason.",
        ),
        (
            {
                "level": "precautions",
                "overridable": True,
                "test_patch": {
                    "days": 7,
                    "done": "allergy_nickel.patch_date",
                    "counts": {"fact": "allergy_nickel.patch_result", "is": "clear"},
                },
            },
            "Treat with precautions. Test patch first, watched for 7 days, counted from the day of a clear patch that "
            "was done. May be overridden with a name and a reason.",
        ),
        (
            {"level": "defer", "until": "the skin has healed", "scope": "area"},
            "Defer (the areas it concerns) until the skin has healed. Not overridable.",
        ),
        (
            {"level": "defer", "until": "the skin has healed", **DATED, "lifted_by": ["gp"]},
            "Defer until 6 months after the last capsule under “Isotretinoin stopped recently” and until the skin has "
            "healed. Lifted in writing by: GP. Not overridable.",
        ),
        (
            {"level": "clearance", "lifted_by": ["treating_team", "gp"], **DATED},
            "Medical clearance first, and not before 6 months after the last capsule under “Isotretinoin stopped "
            "recently”. Lifted in writing by: treating team or GP. "
            "Without it only a doctor or independent prescriber may go ahead.",
        ),
        (
            {"level": "do_not_treat", "scope": "all_areas", "when": {"fact": "area.id", "is": "axilla"}},
            "Do not treat (each such area). Nobody may lift this.",
        ),
        ({"level": "do_not_treat"}, "Do not treat. Nobody may lift this."),
        (
            {"level": "do_not_treat", "lifted_by": ["dermatologist"]},
            "Do not treat. Lifted in writing by: dermatologist. Not overridable.",
        ),
        ({"level": "do_not_treat", "scope": "anaesthetic"}, "No such numbing. Nobody may lift this."),
    ],
)
def test_each_outcome_says_what_it_brings(parts: dict[str, Any], words: str, catalogue: Catalogue) -> None:
    assert effect(catalogue, **parts) == words


def test_a_changing_lesion_never_goes_ahead_without_its_answer(catalogue: Catalogue) -> None:
    words = effect(catalogue, "changing_lesion", level="clearance", lifted_by=["gp"])
    assert words.endswith("Never without that answer.")


def test_the_reference_example_reads_as_it_should(catalogue: Catalogue) -> None:
    rule = catalogue.rules["isotretinoin_recent"]
    assert rule_words(rule, rule.outcomes[0], catalogue) == "When the last capsule was less than 6 months ago."
    assert effect_words(rule, rule.outcomes[0], catalogue) == (
        "Defer until 6 months after the last capsule. Lifted in writing by: dermatologist. Not overridable."
    )


def every_sentence(rule: Contraindication, catalogue: Catalogue) -> list[str]:
    about = rule.asks or ""
    conditions = [rule.ask_when, *(item.when for item in rule.follow_ups)]
    return [
        *(rule_words(rule, one, catalogue) for one in rule.outcomes),
        *(effect_words(rule, one, catalogue) for one in rule.outcomes),
        *(condition_words(one, catalogue, about) for one in conditions if one is not None),
    ]


def test_every_rule_reads_without_ids(catalogue: Catalogue) -> None:
    sentences = [sentence for rule in catalogue.contraindications for sentence in every_sentence(rule, catalogue)]
    assert len(sentences) > 300
    assert [sentence for sentence in sentences if RAW.search(sentence)] == []


def test_a_sentence_begins_with_a_capital() -> None:
    assert [capital(text) for text in ("", "the day", "HbA1c")] == ["", "The day", "HbA1c"]
