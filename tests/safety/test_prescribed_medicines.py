"""No sentence of the protocol tells anyone to stop, pause or change a medicine; it says who is asked."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from consult_app.knowledge.yaml_text import parse
from consult_app.resources import resource_path

TEXTS = ("text", "practitioner", "advice", "client", "letter", "until", "program", "statement", "manage")
CHANGE = (
    r"\b(stop|stops|stopped|stopping|pause|pauses|paused|skip|halve|reduce|wean|cease|discontinue|interrupt|come off)\b"
)
MEDICINE = (
    r"\b(medicines?|tablets?|capsules?|drugs?|thinners?|insulin|retinoid|prescri\w+|isotretinoin|aspirin|steroids?)\b"
)
LEFT_TO = r"\b(not|never|no|without|prescriber|doctor|ask|agrees?|allow)\b"
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def sentences(value: Any, key: str = "") -> Iterator[str]:
    """Every sentence that somebody is told, wherever it stands in an entry."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from sentences(part, str(name))
    elif isinstance(value, list):
        for part in value:
            yield from sentences(part, key)
    elif isinstance(value, str) and key in TEXTS:
        yield from (" ".join(sentence.split()) for sentence in SENTENCE.split(value))


def speaks_of_stopping(sentence: str) -> bool:
    """Whether a sentence speaks of stopping or changing a medicine."""
    return bool(re.search(CHANGE, sentence, re.IGNORECASE) and re.search(MEDICINE, sentence, re.IGNORECASE))


def tells_to_stop(sentence: str) -> bool:
    """Whether it does so without denying it and without leaving it to the prescriber."""
    return speaks_of_stopping(sentence) and not re.search(LEFT_TO, sentence, re.IGNORECASE)


def told() -> list[str]:
    found: list[str] = []
    for path in sorted(resource_path("knowledge").rglob("*.yaml")):
        content, problems = parse(path.read_text("utf-8"))
        assert problems == ()
        found += sentences(content)
    return found


def test_nobody_is_told_to_stop_a_medicine() -> None:
    texts = told()
    assert len(texts) > 1000
    assert [sentence for sentence in texts if speaks_of_stopping(sentence)]
    assert [sentence for sentence in texts if tells_to_stop(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "told_to"),
    [
        ("Stop your blood thinners three days before.", True),
        ("Pause the prescribed cream 5 days before.", True),
        ("Do not stop blood thinners for us.", False),
        ("Pause a prescribed cream only if its prescriber agrees.", False),
        ("Stop at even redness.", False),
    ],
)
def test_such_a_sentence_would_be_found(sentence: str, told_to: bool) -> None:
    assert tells_to_stop(sentence) is told_to
