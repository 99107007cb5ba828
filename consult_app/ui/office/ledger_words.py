"""Overrides, clearances and referrals of a client, in the words of the list on their record."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Decision
from consult_app.clinical.dates import short_date
from consult_app.clinical.roles import role_words
from consult_app.records.ledger import LedgerEntry, ReferralNote
from consult_app.ui.widgets.list_row import RowView

KINDS = {"override": "Override", "clearance": "Clearance", "referral": "Referral"}


def ledger_rows(lines: Sequence[LedgerEntry], people: Mapping[int, str], catalogue: Catalogue) -> tuple[RowView, ...]:
    """A row for each line, which opens its consultation; ``people`` are the practitioners by number."""
    zone = ZoneInfo(catalogue.practice.practice.time_zone)
    return tuple(
        RowView(
            str(line.consultation_id),
            f"{KINDS[line.kind]} {line.act}",
            lead=short_date(line.recorded_at.astimezone(zone).date()),
            line=f"By {people[line.recorded_by]}",
            matter=f"{finding_label(line.finding, catalogue)}. {_told(line.entry)}",
        )
        for line in lines
    )


def finding_label(finding: str, catalogue: Catalogue) -> str:
    """What the protocol calls a finding; its id in words where the protocol no longer has it."""
    known = (names[finding] for names in catalogue.holders.values() if finding in names)
    return next(known, finding[:1].upper() + finding[1:].replace("_", " "))


def _told(entry: Decision | ReferralNote) -> str:
    """Who, when, why and until when."""
    if isinstance(entry, ReferralNote):
        return f"To {entry.to}, {short_date(entry.date)}{_why(entry.reason)}"
    until = f" Until {short_date(entry.until)}." if entry.until else ""
    return f"{entry.by}, {role_words(entry.role)}, {short_date(entry.date)}{_why(entry.reason)}{until}"


def _why(reason: str) -> str:
    return f": {reason.rstrip('.')}{'' if reason.endswith('?') else '.'}" if reason else "."
