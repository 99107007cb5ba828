"""What the place of clients shows, read from the records in one go and put into words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Client
from consult_app.clinical.dates import short_date
from consult_app.records.directory import ClientRecord, Visits
from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.records.values import Header, StoredClient, StoredDocument
from consult_app.ui.consultation.consent_words import consent_rows
from consult_app.ui.consultation.views import outcome_of
from consult_app.ui.office.ledger_words import ledger_rows
from consult_app.ui.office.outcome_scores import ScoreChart, score_charts
from consult_app.ui.office.record_words import adverse_events, allergies, next_visit, read_consultations, skin_words
from consult_app.ui.session.treatment_words import session_rows
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.list_row import RowView

SHOWN = 50
PAPER = "paper:"
"""How the row of a paper is told from that of a consultation; its consultation and its number follow."""
LABELS = {
    "name": "Name",
    "date_of_birth": "Birth date",
    "sex_at_birth": "Sex at birth",
    "phone": "Phone",
    "email": "Email",
    "address": "Address",
    "height_cm": "Height",
    "weight_kg": "Weight",
}
_UNITS = {"height_cm": " cm", "weight_kg": " kg"}


@dataclass(frozen=True)
class ClientsView:
    """The list for what was typed; ``has_more`` when more were found than are shown, ``is_empty`` without clients."""

    typed: str
    rows: tuple[RowView, ...]
    has_more: bool = False
    is_empty: bool = False


@dataclass(frozen=True)
class RecordView:
    """One client: who they are, what was done, and the papers handed out; ``sessions`` as id, name and day.

    ``decisions`` are the consents and the newest lines of the ledger, ``earlier_decisions`` how many are not shown.
    ``charts`` are the scores over time, ``adverse`` what went wrong after sessions; ``draft`` is the newest
    consultation that is not finished.
    """

    client: StoredClient
    name: str
    line: str
    details: tuple[tuple[str, str], ...]
    next_visit: str
    history: tuple[RowView, ...]
    documents: tuple[RowView, ...]
    earlier: int
    sessions: tuple[tuple[int, str, dt.date], ...] = ()
    decisions: tuple[RowView, ...] = ()
    earlier_decisions: int = 0
    charts: tuple[ScoreChart, ...] = ()
    adverse: tuple[RowView, ...] = ()
    allergies: tuple[str, ...] = ()
    skin: str = ""
    draft: Header | None = None


def read_clients(records: Records, typed: str, today: dt.date) -> ClientsView:
    """The clients that fit what was typed, all by name when nothing was."""
    found = records.directory.search(typed, SHOWN + 1)
    visits = records.directory.visits([client.id for client in found], today)
    rows = tuple(_row(client, visits[client.id]) for client in found[:SHOWN])
    return ClientsView(typed, rows, len(found) > SHOWN, not typed and not rows)


def read_record(records: Records, catalogue: Catalogue, client_id: str, today: dt.date, shown: int) -> RecordView:
    """A client's record with the newest consultations and the sessions that began from them."""
    record = records.directory.record(client_id, today, shown)
    sessions = records.treatments.of_consultations([header.id for header in record.consultations])
    consultations = read_consultations(records, record.consultations)
    treated = [each.record for each in sessions if not each.revised_by]
    lines, consents = records.ledger.of_client(client_id), records.consents.of_client(client_id)
    people = {person.id: person.name for person in records.practitioners()} if lines or consents else {}
    return replace(
        record_view(record, sessions, catalogue, today),
        decisions=(*consent_rows(consents, people), *ledger_rows(lines[:shown], people, catalogue)),
        earlier_decisions=max(0, len(lines) - shown),
        charts=score_charts(consultations, treated, catalogue),
        allergies=allergies(consultations, catalogue),
        skin=skin_words(consultations, catalogue),
    )


def record_view(
    record: ClientRecord, sessions: Sequence[StoredTreatment], catalogue: Catalogue, today: dt.date
) -> RecordView:
    """A client's record in words."""
    details = record.client.details
    born, age = details.date_of_birth, details.age(today)
    parts = (f"Born {short_date(born)} ({age} years)" if born else "Birth date not known", f"ID {record.client.id}")
    return RecordView(
        record.client,
        details.name or "",
        " · ".join(parts),
        tuple((name, detail_words(details, field)) for field, name in LABELS.items() if detail_words(details, field)),
        next_visit(record.consultations, today),
        _history(record, session_rows(sessions, catalogue)),
        tuple(_paper(paper) for paper in record.documents),
        record.earlier,
        tuple((each.id, f"Session of {short_date(each.date)}", each.date) for each in sessions if not each.revised_by),
        adverse=adverse_events(sessions, catalogue),
        draft=next((header for header in record.consultations if header.status == "draft"), None),
    )


def detail_words(details: Client, field: str) -> str:
    """A detail as the screen writes it; empty when it is not known."""
    value = getattr(details, field)
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return short_date(value)
    if field in _UNITS:
        return f"{value:g}{_UNITS[field]}"
    return str(value).capitalize() if field == "sex_at_birth" else str(value)


def who(client: StoredClient) -> str:
    """What tells namesakes apart."""
    born = client.details.date_of_birth
    return f"Born {short_date(born)} · {client.id}" if born else client.id


def _row(client: StoredClient, visits: Visits) -> RowView:
    seen = f"Last seen {short_date(visits.last)}" if visits.last else "Not seen yet"
    planned = f" · Next {short_date(visits.next)}" if visits.next else ""
    return RowView(client.id, client.details.name or "", line=who(client), matter=seen + planned)


def _history(record: ClientRecord, sessions: Sequence[tuple[dt.date, RowView]]) -> tuple[RowView, ...]:
    """Consultations, sessions and what became of them, newest first; a session stands over its consultation."""
    dated = [*sessions, *((header.as_of, _visit(header)) for header in record.consultations)]
    return tuple(row for _day, row in sorted(dated, key=lambda pair: pair[0], reverse=True))


def _visit(header: Header) -> RowView:
    outcome = outcome_of(header.progress.outcome)
    word = current_theme().state(outcome).word
    if outcome == "defer" and header.progress.not_before:
        word = f"Defer until {short_date(header.progress.not_before)}"
    status = "Finished" if header.status == "finished" else "Draft"
    revised = f", corrects consultation {header.revises}" if header.revises else ""
    line = f"{status}{revised}" if header.revised_by is None else f"{status}, corrected later"
    title = f"Consultation {header.id}"
    return RowView(str(header.id), title, lead=short_date(header.as_of), line=line, matter=word, outcome=outcome)


def paper_name(paper: StoredDocument) -> str:
    """What kind of paper it is."""
    return paper.name.replace("_", " ").capitalize()


def _paper(paper: StoredDocument) -> RowView:
    key = f"{PAPER}{paper.consultation_id}:{paper.id}"
    return RowView(key, paper_name(paper), line=f"Made {short_date(paper.made_at.date())}")
