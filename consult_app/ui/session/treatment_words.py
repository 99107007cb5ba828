"""Treatment sessions and what became of them, in the words of lists."""

import datetime as dt
from collections.abc import Mapping, Sequence

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dates import short_date
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.reactions import reactions_later
from consult_app.clinical.treatment_record import AreaTreated, TreatmentEvent
from consult_app.records.treatment_values import StoredEvent, StoredTreatment
from consult_app.ui.widgets.list_row import RowView

SESSION = "session:"
"""How the row of a treatment session is told from that of a consultation."""
KINDS = {"follow_up": "Follow-up", "adverse_event": "Adverse event"}


def session_rows(sessions: Sequence[StoredTreatment], catalogue: Catalogue) -> tuple[tuple[dt.date, RowView], ...]:
    """A row and its day for each session, and for each entry on what became of it; newest first."""
    names = dict(reactions_later(catalogue))
    entries = {event.id: (event, each) for each in reversed(sessions) for event in each.events}
    rows = [(event.event.date, _entry(event, of, names)) for event, of in entries.values()]
    rows += [(each.date, _session(each, catalogue)) for each in sessions]
    return tuple(sorted(rows, key=lambda pair: pair[0], reverse=True))


def treated_words(areas: Sequence[AreaTreated], catalogue: Catalogue) -> str:
    """The areas with the depth of each, as far as it was recorded."""
    told = (f"{area_words(area.key, catalogue)}{f' {area.depth_mm:.2f} mm' if area.depth_mm else ''}" for area in areas)
    return ", ".join(told)


def event_words(event: TreatmentEvent, names: Mapping[str, str]) -> str:
    """What it was, how bad, what was done and how it turned out."""
    what = ", ".join(part for part in (*(names.get(key, key) for key in event.what), event.what_else) if part)
    parts = (what, (event.severity or "").capitalize(), event.action, event.outcome)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _session(stored: StoredTreatment, catalogue: Catalogue) -> RowView:
    status = "Signed" if stored.status == "signed" else "Not signed yet"
    line = f"{status}, corrected later" if stored.revised_by else status
    if stored.revises and not stored.revised_by:
        line = f"{status}, corrects an earlier one"
    return RowView(
        f"{SESSION}{stored.id}",
        "Treatment session",
        lead=short_date(stored.date),
        line=line,
        matter=treated_words(stored.record.areas, catalogue),
        outcome=None if stored.status == "signed" else "incomplete",
    )


def _entry(stored: StoredEvent, of: StoredTreatment, names: Mapping[str, str]) -> RowView:
    return RowView(
        f"{SESSION}{of.id}",
        KINDS[stored.kind],
        lead=short_date(stored.event.date),
        line=f"After the session of {short_date(of.date)}",
        matter=event_words(stored.event, names),
        outcome="precautions" if stored.kind == "adverse_event" else None,
    )
