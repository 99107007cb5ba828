"""``explain``: why each finding of a case stands, from the answer to the source."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from consult_app.cli.files import case_of, print_json
from consult_app.clinical.assessment import assess
from consult_app.clinical.dates import short_date
from consult_app.clinical.explaining import Explanation, explain, lapse_words
from consult_app.clinical.explanation import SourceLine
from consult_app.clinical.verdict import Finding
from consult_app.errors import BadInputError


def explain_case(arguments: argparse.Namespace) -> None:
    """Explain one finding of a case, or all of them."""
    catalogue, consultation = case_of(arguments)
    found = assess(consultation, catalogue).findings
    wanted = _named(found, arguments.finding) if arguments.finding else found
    explanations = [explain(finding, consultation, catalogue) for finding in wanted]
    if arguments.format == "json":
        print_json([_form(explanation) for explanation in explanations])
    else:
        sys.stdout.write("\n\n".join("\n".join(_text(explanation)) for explanation in explanations) or "Nothing found.")
        sys.stdout.write("\n")


def _named(found: tuple[Finding, ...], name: str) -> tuple[Finding, ...]:
    """The findings of that rule, or of that rule and outcome."""
    wanted = tuple(finding for finding in found if name in (finding.id, finding.key))
    if not wanted:
        there = tuple(dict.fromkeys(finding.key for finding in found))
        raise BadInputError(
            f"This case has no finding {name}.", there, "Name one of those above." if there else "It has none at all."
        )
    return wanted


def _form(explanation: Explanation) -> dict[str, Any]:
    values = {name: value.isoformat() if isinstance(value, date) else value for name, value in _parts(explanation)}
    return {"id": values.pop("key"), **values}


def _parts(explanation: Explanation) -> Iterator[tuple[str, Any]]:
    yield from asdict(explanation).items()
    yield "lapses", lapse_words(explanation)


def _text(explanation: Explanation) -> Iterator[str]:
    yield f"{explanation.label}: {explanation.outcome}  ({explanation.key})"
    for name, text in _lines(explanation):
        if text:
            yield f"  {name}: {text}"
    yield "  Sources"
    yield from (f"    {line}" for source in explanation.sources for line in _source(source))
    for decision in explanation.decisions:
        yield f"  Decision: {decision.text}{'' if decision.counts else '. Does not count on this day'}"


def _lines(explanation: Explanation) -> Iterator[tuple[str, str]]:
    yield "Concerns", explanation.where
    yield "Asked as", explanation.asked
    yield "Because", explanation.because
    yield "Assumed, not answered", ", ".join(explanation.assumed)
    yield "Rule", explanation.when
    yield "Then", explanation.effect
    yield "Do", explanation.advice
    yield "Not before", short_date(explanation.not_before) if explanation.not_before else ""
    yield "Lapses", lapse_words(explanation)
    yield "Why", explanation.rationale
    yield "Window in print", explanation.window_in_print
    yield "Clinic", explanation.clinic_change
    overdue = " Review overdue." if explanation.review_overdue else ""
    since, by = short_date(explanation.effective_from), short_date(explanation.review_by)
    yield "Dates", f"in force since {since}, review by {by}.{overdue}"


def _source(source: SourceLine) -> Iterator[str]:
    yield f"{source.stance.capitalize()}: {source.citation} ({source.provenance})"
    if source.address:
        yield f"  {source.address}"
