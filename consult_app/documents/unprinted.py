"""Characters that no face can print, said to a person: which they are, and where they were typed."""

from collections.abc import Iterator, Sequence

from consult_app.clinical.summary import Summary
from consult_app.documents.runs import MissingGlyph, missing_glyphs

STAND_IN = "printed as a question mark"


def unprinted_words(missing: Sequence[MissingGlyph], summary: Summary) -> str:
    """A sentence on what a paper could not print and where it was typed; empty where all of it printed."""
    if not missing:
        return ""
    shown = ", ".join(str(glyph) for glyph in missing)
    places = [name for name, text in _typed(summary) if set(missing_glyphs(text)) & set(missing)]
    where = f" In: {', '.join(dict.fromkeys(places))}." if places else ""
    many = "Characters" if len(missing) > 1 else "A character"
    return f"{many} {STAND_IN}: {shown}.{where}"


def _typed(summary: Summary) -> Iterator[tuple[str, str]]:
    """Each text that somebody typed and a paper may hold, with the name of its place."""
    client, clinic, practitioner = summary.client, summary.clinic, summary.practitioner
    for field, text in (("name", client.name), ("address", client.address), ("email", client.email)):
        yield f"client’s {field}", text or ""
    yield "reason for the visit", summary.reason_for_visit
    for area in summary.areas:
        yield f"goal for {area.name}", area.goal
    for role, contact in summary.contacts.items():
        yield f"contact ({role.replace('_', ' ')})", f"{contact.name} {contact.address or ''}"
    for decision in summary.decisions:
        yield "decision on the safety check", f"{decision.by} {decision.reason}"
    yield "practitioner’s name", f"{practitioner.name or ''} {practitioner.licence or ''}"
    yield "clinic’s name and address", " ".join((clinic.name, *clinic.address, clinic.email))
    yield "device or cost", f"{summary.device} {summary.cost}"
