"""The protocol page: fresh, whole, and readable."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.protocol_page.page import protocol_page
from consult_app.clinical.protocol_page.planning_words import WORDS
from consult_app.knowledge.loader import catalogue_or_error

PAGE = Path(__file__).parents[2] / "docs" / "protocol.md"
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
LINK = re.compile(r"\]\(#([^)]+)\)")
CODE = re.compile(r"`[^`]*`|<[^>]*>|\]\([^)]*\)")


@pytest.fixture(scope="module")
def page(catalogue: Catalogue) -> str:
    return protocol_page(catalogue)


def test_the_page_in_the_repository_is_fresh(page: str) -> None:
    fresh = PAGE.read_text("utf-8") == page
    assert fresh, "write it again: main.py protocol -o docs/protocol.md"


def test_every_link_leads_somewhere(page: str) -> None:
    anchors = ANCHOR.findall(page)
    assert len(anchors) == len(set(anchors))
    assert set(LINK.findall(page)) - set(anchors) == set()


def test_every_entry_and_every_source_stands_on_it(page: str, catalogue: Catalogue) -> None:
    kinds = {
        "rule": catalogue.rules,
        "area": catalogue.areas,
        "concern": catalogue.concerns,
        "instrument": catalogue.instruments,
        "product": catalogue.anaesthesia.products,
        "general": catalogue.general_rules,
        "source": catalogue.sources,
    }
    anchors = set(ANCHOR.findall(page))
    assert {f"{kind}-{name}" for kind, entries in kinds.items() for name in entries} - anchors == set()
    assert {f"row-{row.number}" for row in catalogue.rows} - anchors == set()


def test_every_question_advice_and_sentence_to_a_client_is_printed(page: str, catalogue: Catalogue) -> None:
    for rule in catalogue.contraindications:
        assert rule.question.strip() in page, rule.id
        for outcome in rule.outcomes:
            assert outcome.advice in page, rule.id
            assert outcome.client in page, rule.id


def test_it_reads_without_ids(page: str) -> None:
    words = CODE.sub("", page)
    assert [line for line in words.splitlines() if re.search(r"[a-z]_[a-z]|\{", line)] == []


def test_the_first_page_says_what_is_signed_and_what_is_open(page: str, catalogue: Catalogue) -> None:
    first = page[: page.index('id="history"')]
    order = [
        f"| Version | {catalogue.protocol.version} |",
        f"`{catalogue.digest}`",
        "What this is, and what it is not",
        "| Signature |",
        "How a decision is reached",
        "Still to be verified",
        "Resting on clinic defaults alone",
        "Contents",
    ]
    places = [first.index(words) for words in order]
    assert places == sorted(places)
    recalled = [source for source in catalogue.sources.values() if source.kind == "recalled"]
    assert recalled
    assert all(source.citation in first for source in recalled)


def test_every_planning_number_is_in_a_sentence(catalogue: Catalogue) -> None:
    numbers = {
        f"{name}.{field}"
        for name, rule in catalogue.planning
        if hasattr(rule, "sources")
        for field, value in rule
        if isinstance(value, int | float)
    }
    assert numbers - set(WORDS) == set()


def test_a_clinics_change_stands_with_its_rule() -> None:
    changed = catalogue_or_error("format: 1\nchanges:\n  - {entry: isotretinoin_recent, months: 12}\n")
    text = protocol_page(changed)
    assert "**Clinic:** Changed by the clinic (12 months instead of 6 months)" in text
    assert "When the last capsule was less than 12 months ago" in text


def test_equal_knowledge_gives_equal_text_and_another_digest_shows(catalogue: Catalogue, page: str) -> None:
    assert protocol_page(catalogue) == page
    assert protocol_page(replace(catalogue, digest="f" * 64)) != page
