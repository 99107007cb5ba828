"""Treatment sessions: begun from a consultation of the same day, saved as they are made, signed, and corrected."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Row

from consult_app.clinical.treatment_day import TreatmentDay
from consult_app.clinical.treatment_record import TreatmentEvent, TreatmentRecord
from consult_app.clinical.treatment_review import Review
from consult_app.errors import BadInputError, ConsultError
from consult_app.records.audit import add_event
from consult_app.records.clients import client_number
from consult_app.records.consents import refuse_withdrawn
from consult_app.records.consultations import load_row
from consult_app.records.lots import folded, keep_lots, treated_with
from consult_app.records.schema import treatment
from consult_app.records.signatures import canonical
from consult_app.records.signed_rows import add_signature, signed_subject
from consult_app.records.transactions import Transactions
from consult_app.records.treatment_body import FORMAT, record_in, to_body
from consult_app.records.treatment_deleting import delete_treatment_draft
from consult_app.records.treatment_events import add_treatment_event
from consult_app.records.treatment_rows import (
    corrections,
    insert_draft,
    listed,
    load_treatment,
    open_draft,
    treatment_row,
    write_draft,
)
from consult_app.records.treatment_signed import signed_remarks
from consult_app.records.treatment_values import LotUse, StoredEvent, StoredTreatment
from consult_app.records.values import StaleRevisionError
from consult_app.records.work import Work

INTENT = "I have carried out this treatment session and recorded it as it was."
_KIND = "treatment"


class Treatments:
    """Keeps treatment sessions; what was signed is never changed, a correction is a new revision that names it."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def start(self, consultation_id: int, revision: int, day: TreatmentDay, record: TreatmentRecord) -> StoredTreatment:
        """Begin a session from the consultation at ``revision``, with the go-ahead worked out for it as saved there.

        ConsultError where the go-ahead refuses or is of another day, StaleRevisionError where the consultation was
        changed since.
        """
        return self._transactions.run("start session", _start, consultation_id, revision, day, record)

    def save(self, treatment_id: int, record: TreatmentRecord, revision: int) -> StoredTreatment:
        """Save a session that is being written; StaleRevisionError when it is no longer at ``revision``."""
        return self._transactions.run("save session", _save, treatment_id, record, revision)

    def sign(
        self, treatment_id: int, revision: int, reviewed: Review, signing_key: Ed25519PrivateKey
    ) -> StoredTreatment:
        """Sign a session whose record, as saved, was reviewed and lacks nothing."""
        return self._transactions.run("sign session", _sign, treatment_id, revision, reviewed, signing_key)

    def correct(self, treatment_id: int, because: str) -> StoredTreatment:
        """A new draft that corrects a signed session and names it; both can be read side by side."""
        return self._transactions.run("correct session", _correct, treatment_id, because)

    def delete_draft(self, treatment_id: int, revision: int, because: str) -> None:
        """Delete a session that is being written; the audit trail keeps that it was there and why it went."""
        self._transactions.run("delete session", delete_treatment_draft, treatment_id, revision, because)

    def load(self, treatment_id: int) -> StoredTreatment:
        """A whole session with what became of it."""
        return self._transactions.read("load session", load_treatment, treatment_id)

    def signed_remarks(self, treatment_id: int) -> tuple[str, ...]:
        """What went beyond the plan or a limit as it was signed; VerificationError when it was altered since."""
        return self._transactions.read("load signed session", signed_remarks, treatment_id)

    def of_client(self, client_id: str) -> tuple[StoredTreatment, ...]:
        """All sessions of a client, newest first."""
        number = client_number(client_id)
        return self._transactions.read("list sessions", listed, treatment.c.client_id == number)

    def of_consultation(self, consultation_id: int) -> tuple[StoredTreatment, ...]:
        """The sessions begun from a consultation, newest first."""
        return self._transactions.read("list sessions", listed, treatment.c.consultation_id == consultation_id)

    def of_consultations(self, consultation_ids: Sequence[int]) -> tuple[StoredTreatment, ...]:
        """The sessions begun from any of these consultations, newest first."""
        chosen = treatment.c.consultation_id.in_(tuple(consultation_ids))
        return self._transactions.read("list sessions", listed, chosen)

    def on(self, day: dt.date) -> tuple[StoredTreatment, ...]:
        """The sessions of a day, the one begun last first."""
        return self._transactions.read("list sessions", listed, treatment.c.date == day)

    def unsigned(self) -> tuple[StoredTreatment, ...]:
        """The sessions nobody signed yet, newest first."""
        return self._transactions.read("list sessions", listed, treatment.c.status == "draft")

    def add_event(self, treatment_id: int, event: TreatmentEvent) -> StoredEvent:
        """Record a follow-up or an adverse event; entries are added, never changed."""
        return self._transactions.run("add follow-up", add_treatment_event, treatment_id, event)

    def treated_with_lot(self, number: str) -> tuple[LotUse, ...]:
        """Who was treated with a lot, newest first; case, spaces and hyphens make no difference."""
        return self._transactions.read("ask for lot", treated_with, number)

    def note_lot_list(self, number: str, uses: int) -> None:
        """Remember that the list of who was treated with a lot was printed or saved."""
        self._transactions.run("note lot list", _note_lot_list, folded(number), uses)


def _note_lot_list(work: Work, number: str, uses: int) -> None:
    add_event(work, "lot_list_made", f"lot {number}", f"{uses} use{'' if uses == 1 else 's'}")


def _start(
    work: Work, consultation_id: int, revision: int, day: TreatmentDay, record: TreatmentRecord
) -> StoredTreatment:
    begun_from = load_row(work.connection, consultation_id)
    if begun_from.revision != revision:
        raise StaleRevisionError("The consultation was changed in the meantime.", "Open it again, then begin.")
    _allow(begun_from, day, record)
    number = insert_draft(work, record, client_id=begun_from.client_id, consultation_id=consultation_id)
    add_event(work, "treatment_started", signed_subject(_KIND, number), f"consultation {consultation_id}")
    return load_treatment(work.connection, number)


def _allow(begun_from: Row[Any], day: TreatmentDay, record: TreatmentRecord) -> None:
    """Refuse what the consultation of that day does not leave open, with the reason."""
    if day.refused or not day.areas:
        raise ConsultError(
            f"No session can begin on this day. {day.refused}".strip(), "See the safety check of the consultation."
        )
    if not begun_from.as_of == day.day == record.date:
        raise ConsultError("The session is of another day than its consultation.", "Check again today first.")
    if begun_from.client_id is None:
        raise ConsultError("The consultation has no client yet.", "Enter the name first.")
    open_keys = {area.key for area in day.areas}
    if outside := [area.key for area in record.areas if area.key not in open_keys]:
        raise BadInputError("An area is not open today.", tuple(outside), "Leave it out of the session.")


def _save(work: Work, treatment_id: int, record: TreatmentRecord, revision: int) -> StoredTreatment:
    draft = open_draft(work.connection, treatment_id, revision)
    if record.date != draft.date:
        raise BadInputError("The day of a session cannot change.", next_step="Begin a session on the other day.")
    write_draft(work, draft, {"format": FORMAT, "body": to_body(record)})
    keep_lots(work, treatment_id, record)
    add_event(work, "treatment_saved", signed_subject(_KIND, treatment_id), f"revision {revision + 1}")
    return load_treatment(work.connection, treatment_id)


def _sign(work: Work, treatment_id: int, revision: int, reviewed: Review, key: Ed25519PrivateKey) -> StoredTreatment:
    draft = open_draft(work.connection, treatment_id, revision)
    record = record_in(draft.body, draft.format, treatment_id)
    if reviewed.record != record:
        raise StaleRevisionError("The session was changed since it was reviewed.", "Look at it again, then sign.")
    if not reviewed.may_sign:
        missing = tuple(remark.text for remark in reviewed.missing)
        raise BadInputError("This session cannot be signed yet.", missing, "Complete it first.")
    if draft.revises is None:  # a correction rests on the consent of what it corrects
        refuse_withdrawn(work.connection, draft.client_id, record.date)
    write_draft(work, draft, {"status": "signed"})
    content = canonical({"format": FORMAT, "record": record.model_dump(mode="json"), "outside": _texts(reviewed)})
    add_signature(work, _KIND, treatment_id, content=content, documents=(), intent=INTENT, key=key)
    return load_treatment(work.connection, treatment_id)


def _texts(reviewed: Review) -> list[str]:
    return [remark.text for remark in reviewed.outside]


def _correct(work: Work, treatment_id: int, because: str) -> StoredTreatment:
    old, reason = treatment_row(work.connection, treatment_id), because.strip()
    if not reason:
        raise BadInputError("A reason is needed.", next_step="Say in a few words why.")
    if old.status != "signed":
        raise ConsultError("This session is not signed yet.", "Change it as it is.")
    if later := corrections(work.connection, (treatment_id,)):
        raise ConsultError("This session is corrected already.", f"Open session {later[treatment_id]} instead.")
    record = record_in(old.body, old.format, treatment_id)
    links = {"client_id": old.client_id, "consultation_id": old.consultation_id}
    number = insert_draft(work, record, **links, revises=treatment_id, revises_because=reason)
    add_event(work, "treatment_corrected", signed_subject(_KIND, treatment_id), f"by treatment {number}", reason)
    return load_treatment(work.connection, number)
