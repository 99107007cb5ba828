"""What the client view says: bound to the summary, in the client's words, with nothing that is not theirs to read."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from consult_app.clinical.headline import PAPER_WORDS, WORDS
from consult_app.clinical.summary import Summary, summarise
from consult_app.knowledge.case_files import read_case
from consult_app.ui.consultation.client_words import (
    ASK_FIRST,
    MORE,
    REASONS_SHOWN,
    ClientWords,
    client_words,
    numbered_regions,
)
from consult_app.ui.widgets.body_art import load_art
from tests.documents import cases

EXAMPLES = sorted(path for path in Path("resources/examples").glob("*.yaml") if path.name != "clinic.yaml")
MADE = (cases.treatable, cases.careful, cases.deferred, cases.dated_wait, cases.cleared_first, cases.barred)
NOTE = "Zq note that nobody but the practitioner reads"


def texts(value: Any) -> list[str]:
    """Every string in a frozen value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for each in value for text in texts(each)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    return []


def read(page: ClientWords) -> str:
    """What a client can read on the page: everything but the outcome, which only chooses the sign."""
    return "\n".join(
        each for field in fields(page) if field.name != "outcome" for each in texts(getattr(page, field.name))
    )


def of_file(path: Path) -> Summary:
    value, problems = read_case(path.read_text("utf-8"), cases.catalogue())
    assert value is not None, problems
    return summarise(value, cases.catalogue())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_client_reads_no_verdict_word_no_note_and_no_other_name(path: Path) -> None:
    summary = of_file(path)
    said = read(client_words(summary))
    assert summary.headline.paper in said
    for word in WORDS.values():
        assert not re.search(rf"\b{re.escape(word)}\b", said), word
    others = [summary.practitioner.name, *(contact.name for contact in summary.contacts.values())]
    others += [decision.by for decision in summary.decisions]
    for typed in (*others, *(area.goal for area in summary.areas), *(each.label for each in summary.avoid)):
        assert not typed or typed not in said


def test_names_notes_and_typed_words_stay_with_the_practitioner() -> None:
    summary = cases.dated_wait(
        reason_for_visit=NOTE,
        areas=[{**cases.BACK, "goal": NOTE}, cases.RIGHT],
        avoid=[{"from": "2027-04-01", "to": "2027-04-20", "label": NOTE}],
        plan={"cost": NOTE},
    )
    said = read(client_words(summary))
    assert NOTE not in said
    assert "Whitcombe" not in said
    assert "Jo Brennan" not in said
    assert "20 mg" not in said
    assert "your skin doctor" in said


@pytest.mark.parametrize("made", MADE)
def test_the_headline_is_the_sentence_of_the_papers(made: Any) -> None:
    summary = made()
    page = client_words(summary)
    assert page.headline == summary.headline.paper
    assert page.reasons


def test_a_wait_tells_the_day_the_reason_what_comes_first_and_the_visits() -> None:
    page = client_words(cases.dated_wait())
    assert page.headline == "Please wait until 12 March 2027"
    assert "isotretinoin" in page.reasons[0].words
    assert [each.about for each in page.first] == ["Upper back and left shoulder", "Right shoulder"]
    assert page.visits[0].about == "Test patch"
    assert page.visits[0].words.startswith("Fri 12 Mar 2027")
    assert page.expect
    assert page.hopes


@pytest.mark.parametrize("summary", [None, cases.incomplete()], ids=["rules could not run", "incomplete"])
def test_without_a_verdict_it_says_only_that_answers_come_first(summary: Summary | None) -> None:
    page = client_words(summary)
    assert page.headline == PAPER_WORDS["incomplete"] == "We need some answers first"
    assert [each.words for each in page.reasons] == [ASK_FIRST]
    assert (page.visits, page.expect, page.first, page.hopes) == ((), (), (), ())


def test_who_cannot_be_treated_is_shown_no_course() -> None:
    page = client_words(cases.barred())
    assert page.headline == "We cannot offer you this treatment"
    assert "afterwards" in page.reasons[0].words
    assert (page.visits, page.expect) == ((), ())


def test_a_long_list_of_reasons_is_left_for_talking_through() -> None:
    everything = dict.fromkeys([each.id for each in cases.catalogue().questions.values()], "yes")
    page = client_words(cases.barred(answers=everything))
    assert len(page.reasons) <= REASONS_SHOWN + 1
    assert page.reasons[-1].words == MORE


def test_the_map_shows_every_area_under_its_number() -> None:
    page = client_words(cases.dated_wait())
    marked = {region: number for region, _name, number in numbered_regions(page)}
    assert marked == {"back:upper_back": 1, "back:shoulders.left": 2, "back:shoulders.right": 3}
    for made in MADE:
        for region, _name, _number in numbered_regions(client_words(made())):
            side, _, piece = region.partition(":")
            assert piece in load_art(side).regions


@pytest.mark.parametrize("made", MADE)
def test_sentences_are_short(made: Any) -> None:
    page = client_words(made())
    told = [each for part in (page.reasons, page.first, page.expect, page.hopes) for each in part]
    words = [each.words for each in told] + list(page.care) + list(page.visit_notes)
    sentences = [sentence for each in words for sentence in re.split(r"(?<=[.?])\s", each)]
    lengths = [len(sentence.split()) for sentence in sentences if sentence]
    assert max(lengths) <= 27
    assert sum(lengths) / len(lengths) <= 14
