"""A client's consents, in the words of the list on their record."""

from collections.abc import Mapping, Sequence

from consult_app.clinical.dates import short_date
from consult_app.records.consent_values import StoredConsent
from consult_app.ui.widgets.list_row import RowView


def consent_rows(consents: Sequence[StoredConsent], people: Mapping[int, str]) -> tuple[RowView, ...]:
    """A row for each consent, newest first, opening its consultation; ``people`` are the practitioners by number."""
    return tuple(_row(stored, people) for stored in consents)


def _row(stored: StoredConsent, people: Mapping[int, str]) -> RowView:
    given, ended = stored.consent, stored.withdrawn
    areas = ", ".join(area.name for area in given.scope.areas)
    return RowView(
        str(stored.consultation_id),
        "Consent withdrawn" if ended else "Consent signed",
        lead=short_date(ended.date if ended else given.date),
        line=f"By {people.get(ended.recorded_by if ended else stored.recorded_by, given.witness)}",
        matter=f"{areas}. {_told(stored)}",
        outcome="do_not_treat" if ended else None,
    )


def _told(stored: StoredConsent) -> str:
    """How it was given, when it was confirmed, and what was said when it was taken back."""
    given, ended = stored.consent, stored.withdrawn
    way = "on paper" if given.way == "paper" else "on the screen"
    confirmed = [short_date(entry.date) for entry in stored.later if entry.act == "confirmed"]
    words = [f"Signed {way}, {short_date(given.date)}."]
    if confirmed:
        words.append(f"Confirmed {', '.join(confirmed)}.")
    if ended and ended.because:
        words.append(f"Withdrawn: {ended.because.rstrip('.')}.")
    return " ".join(words)
