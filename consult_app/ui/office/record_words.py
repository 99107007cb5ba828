"""What stands around the timeline of a client's record: allergies, skin type, the next visit, what went wrong."""

import datetime as dt
from collections.abc import Iterator, Sequence

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.dates import short_date, weekday_date
from consult_app.clinical.instruments import ROMAN
from consult_app.clinical.reactions import reactions_later
from consult_app.clinical.skin_scales import skin_type
from consult_app.errors import ConsultError
from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.records.values import Header
from consult_app.ui.session.treatment_words import SESSION, event_words
from consult_app.ui.widgets.list_row import RowView

VISITS = {"test_patch": "Test patch", "session": "Session", "review": "Review"}


def read_consultations(records: Records, headers: Sequence[Header]) -> tuple[Consultation, ...]:
    """The consultations nobody corrected, newest first; one that cannot be read is left out."""
    return tuple(_read(records, [header.id for header in headers if header.revised_by is None]))


def _read(records: Records, numbers: Sequence[int]) -> Iterator[Consultation]:
    for number in numbers:
        try:
            yield records.load(number).consultation
        except ConsultError:
            continue


def skin_words(consultations: Sequence[Consultation], catalogue: Catalogue) -> str:
    """The skin type that was found last."""
    kinds = (skin_type(each, catalogue) for each in consultations)
    return next((f"Skin type {ROMAN[kind]}" for kind in kinds if kind), "")


def allergies(consultations: Sequence[Consultation], catalogue: Catalogue) -> tuple[str, ...]:
    """Every allergy that was ever named, each once: an answer no longer given is no reason to forget it."""
    groups = {row.number: row.group for row in catalogue.rows}
    asked = [each for each in catalogue.questions.values() if groups.get(each.row) == "allergies"]
    found: dict[str, None] = {}
    for consultation in consultations:
        for question in asked:
            for answer in consultation.answers.get(question.id, ())[:1]:
                if answer.answer == "yes":
                    product = question.follow_up("product")
                    named = product.shown(answer.fields["product"]) if product and "product" in answer.fields else ""
                    found[f"Allergy: {named.lower()}" if named else question.label] = None
    return tuple(found)


def next_visit(headers: Sequence[Header], today: dt.date) -> str:
    """What is planned next and on which day, empty when nothing is."""
    planned = [each for header in headers if header.revised_by is None for each in header.progress.sessions]
    coming = sorted((each.date, each.time or "", each.kind) for each in planned if each.date >= today)
    if not coming:
        return ""
    day, time, kind = coming[0]
    return f"{VISITS.get(kind, 'Visit')}, {weekday_date(day)}{f', {time}' if time else ''}"


def adverse_events(sessions: Sequence[StoredTreatment], catalogue: Catalogue) -> tuple[RowView, ...]:
    """What went wrong after sessions, the newest first; each opens its session."""
    names = dict(reactions_later(catalogue))
    found = {event.id: (event, each) for each in reversed(sessions) for event in each.events}
    rows = [
        (
            event.event.date,
            RowView(
                f"{SESSION}{of.id}",
                event_words(event.event, names).rstrip("."),
                line=f"{short_date(event.event.date)}, after the session of {short_date(of.date)}",
                outcome="precautions",
            ),
        )
        for event, of in found.values()
        if event.kind == "adverse_event"
    ]
    return tuple(row for _day, row in sorted(rows, key=lambda pair: pair[0], reverse=True))
