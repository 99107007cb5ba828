"""Care before and after a session, and the warning signs: every line, for whom, and from which source."""

from collections.abc import Iterator, Mapping, Sequence

from consult_app.clinical.care_protocol import AfterRow, CareLine
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.protocol_page.care_words import audience_words, undated
from consult_app.clinical.protocol_page.citations import numbered
from consult_app.clinical.protocol_page.markdown import bullets, heading, named, paragraphs, sentence

KINDS: Mapping[str, str] = {"do": "Do", "dont": "Don't", "feel": "Expect", "normal": "Normal", "stop": "Stop"}
MOMENTS: Mapping[str, str] = {"arrival": "On arrival", "during": "During treatment"}
URGENCY: Mapping[str, str] = {
    "emergency": "Emergency number at once",
    "emergency_eye": "Emergency eye care at once",
    "same_day": "A doctor the same day",
    "two_days": "A doctor within two days",
    "week": "The clinic or a doctor within a week",
    "two_weeks": "The clinic or a doctor within two weeks",
}


def before(catalogue: Catalogue) -> str:
    """The days before, the earliest first."""
    lines = catalogue.care.before
    days = dict.fromkeys(line.day for line in sorted(lines, key=lambda line: (line.day is None, line.day or 0)))
    return paragraphs(
        heading(2, "Before a session", "before"),
        "In the client's words. *Safety* marks a line that is never left out for want of space.",
        *(
            paragraphs(
                heading(3, f"From {-day} day{'' if day == -1 else 's'} before" if day else "All the time"),
                bullets(_line(line, KINDS[line.kind], catalogue) for line in lines if line.day == day),
            )
            for day in days
        ),
    )


def session(catalogue: Catalogue) -> str:
    """What staff do from arrival to the last pass."""
    lines = [
        (line.moment, f"{named(KINDS[line.kind], line.text)} {numbered(line.sources, catalogue)}")
        for line in catalogue.care.session
    ]
    return paragraphs(heading(2, "On the day", "session"), *_under(MOMENTS, lines))


def after(catalogue: Catalogue) -> str:
    """The days after, row by row, then the boxes beside them."""
    care = catalogue.care
    return paragraphs(
        heading(2, "After a session", "after"),
        *(_row(row, catalogue) for row in care.rows),
        heading(3, "Advice beside the timeline", "advice"),
        bullets(_line(line, KINDS[line.kind], catalogue) for line in care.advice),
    )


def red_flags(catalogue: Catalogue) -> str:
    """Warning signs by how soon someone must look."""
    lines = [
        (flag.urgency, f"{_line(flag, '', catalogue)} {named('Think of', sentence(flag.think_of))}")
        for flag in catalogue.care.red_flags
    ]
    return paragraphs(heading(2, "Warning signs", "red-flags"), *_under(URGENCY, lines))


def _under(heads: Mapping[str, str], lines: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Lines, each with the key of its heading, in a list under every heading."""
    for key, words in heads.items():
        yield paragraphs(heading(3, words), bullets(line for where, line in lines if where == key))


def _row(row: AfterRow, catalogue: Catalogue) -> str:
    lines = (line for line in catalogue.care.after if line.day == row.day)
    return paragraphs(heading(3, row.label), bullets(_line(line, KINDS[line.kind], catalogue) for line in lines))


def _line(line: CareLine, kind: str, catalogue: Catalogue) -> str:
    parts = (
        f"**{kind}:** {sentence(undated(line.text))}" if kind else sentence(undated(line.text)),
        f"*Staff:* {sentence(line.practitioner)}" if line.practitioner else "",
        audience_words(line.audience, catalogue),
        "*Safety.*" if line.safety else "",
        numbered(line.sources, catalogue),
    )
    return " ".join(part for part in parts if part)
