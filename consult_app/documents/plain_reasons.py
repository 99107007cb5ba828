"""Reasons of a course, told to the practitioner in the protocol's words, as a client reads them."""

import re
from collections.abc import Iterator

from consult_app.clinical.dates import short_date
from consult_app.clinical.decisions import written_answer
from consult_app.clinical.reasons import Reason
from consult_app.clinical.summary import Summary
from consult_app.documents import wording

_WRITTEN = re.compile(r"the written answer of [^;]+? on ")
_REMINDERS_SHOWN = 6  # about those around the first visit
_WORDS = (
    ("Not to be treated: ", "not possible because of "),
    ("an answer about ", "your answer about "),
    ("the interval of ", "the time between sessions, "),
    (": not before ", ", not before "),
    ("the prescriber", "the doctor who prescribed it"),
)


def plain_reason(reason: Reason, summary: Summary) -> str:
    """The reason with letters, answers and waits in the client's words; days stay as they are."""
    text = reason.text
    for said, plain in _letters(summary):
        text = text.replace(said, plain)
    text = _WRITTEN.sub("a letter from your doctor about ", text)
    for said, plain in _WORDS:
        text = text.replace(said, plain)
    return text


def _letters(summary: Summary) -> Iterator[tuple[str, str]]:
    """How the plan names each written answer it waits for, and how the client reads it."""
    for letter in summary.letters:
        for item in letter.items:
            yield written_answer(item.finding), f"a letter from {wording.addressee(letter)}"


def unmet(summary: Summary) -> Iterator[str]:
    """Why a day that was wished for cannot be kept."""
    yield from wording.unique([plain_reason(reason, summary) for reason in summary.plan.binding])


def reminders(summary: Summary) -> Iterator[tuple[str, str]]:
    """What to leave off and what may come back, in the order of the days: from when, and what."""
    dated = [(each.date, each.reason) for each in summary.plan.reminders if each.date]
    for day, reason in sorted(dated, key=lambda pair: pair[0])[:_REMINDERS_SHOWN]:
        when, _, what = plain_reason(reason, summary).partition(", ")
        yield when if when == "From now on" else f"From {short_date(day)}", wording.capital(what)
    if len(dated) > _REMINDERS_SHOWN:
        yield "Later visits", "We tell you the days in time."
