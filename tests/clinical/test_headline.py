"""The headline, as the screen, the terminal and paper show it."""

from typing import Any

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.headline import PAPER_WORDS, WORDS, Headline
from consult_app.clinical.summary import summarise
from tests.clinical.cases import RECENT, THINNER, case

TWO = [
    {"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]},
    {"id": "face_cheeks", "concerns": [{"id": "pores"}]},
]


def top(catalogue: Catalogue, **parts: Any) -> Headline:
    return summarise(case(**parts), catalogue).headline


def test_can_treat_stands_there_when_every_area_can_go_ahead(catalogue: Catalogue) -> None:
    line = top(catalogue, areas=TWO)
    assert (line.words, line.also, line.gap) == ("Can treat", "", "")
    assert line.paper == "We can treat you"


def test_the_persons_deferral_holds_for_all_and_a_stricter_area_is_named(catalogue: Catalogue) -> None:
    operation = {"surgery_in_area": {"answer": "yes", "areas": ["face_cheeks"], "date": "2026-09-30"}}
    line = top(catalogue, areas=TWO, answers={**RECENT, **operation})
    assert line.words == "Defer until 12 Mar 2027"
    assert line.also == "Cheeks also need medical clearance."
    assert line.paper == "Please wait until 12 March 2027"


def test_one_blocked_area_is_counted(catalogue: Catalogue) -> None:
    acne = {"acne_active": {"answer": "yes", "areas": ["back_upper"], "pustules": 2}}
    line = top(catalogue, areas=TWO, answers=acne)
    assert line.words.endswith("in 1 of 2 areas")
    assert line.words.startswith("Defer until the acne")


def test_a_missing_answer_adds_a_line_and_reads_incomplete_only_when_nothing_is_proven(catalogue: Catalogue) -> None:
    line = top(catalogue, answers={"anticoagulant": "unsure"})
    assert (line.words, line.gap) == ("Incomplete", "1 answer missing: this may change")
    assert line.paper == "We need some answers first"
    proven = top(catalogue, answers={**RECENT, "anticoagulant": "unsure", "immunosuppression": "unsure"})
    assert (proven.words, proven.gap) == ("Defer until 12 Mar 2027", "2 answers missing: this may change")


def test_a_dated_clearance_adds_its_not_before(catalogue: Catalogue) -> None:
    line = top(catalogue, answers={**RECENT, **THINNER})
    assert (line.words, line.second) == ("Needs medical clearance", "Not before 12 Mar 2027")
    assert line.paper == "We need a letter from your doctor first"


def test_without_areas_the_person_alone_gives_the_headline(catalogue: Catalogue) -> None:
    assert top(catalogue, areas=[], answers={"keloid_history": "yes"}).words == "Do not treat"


def test_no_client_sentence_names_a_level() -> None:
    assert not set(PAPER_WORDS.values()) & set(WORDS.values())
