"""The records of an open practice: every call is one transaction, on the disk when it returns."""

import datetime as dt
from collections.abc import Callable, Iterator

from sqlalchemy import Engine

from consult_app.clinical.consultation import Client, Consultation
from consult_app.errors import BadInputError
from consult_app.records import audit, clients, consultations, handed_out, headers, practitioners
from consult_app.records.backup import Backups
from consult_app.records.backup_copy import Source
from consult_app.records.chain import ChainHead
from consult_app.records.clinic_copy import SetAside
from consult_app.records.consents import Consents
from consult_app.records.directory import Directory
from consult_app.records.file_lock import FileLock
from consult_app.records.ledger import Ledger
from consult_app.records.mark import MissingChanges
from consult_app.records.papers import Papers
from consult_app.records.people import People
from consult_app.records.place import Place
from consult_app.records.rights import Rights
from consult_app.records.signing import Signing
from consult_app.records.trail import Trail
from consult_app.records.transactions import Transactions
from consult_app.records.treatments import Treatments
from consult_app.records.values import (
    AuditEvent,
    Header,
    KeptConsultation,
    PlannedVisit,
    Progress,
    StoredClient,
    StoredConsultation,
    StoredDocument,
    StoredPractitioner,
)
from consult_app.records.work import Work


def utc_now() -> dt.datetime:
    """The present instant."""
    return dt.datetime.now(dt.UTC)


def _tell_nobody(_head: ChainHead) -> None:
    """Records in memory leave no mark."""


class Records:
    """All that is stored, for one practitioner at a time; any thread may call, but only one at a time.

    What cannot be written raises StorageError and leaves everything saved before as it was. Logs carry ids, step
    names and durations only. ``missing`` tells which changes were found to be lost when the practice was opened,
    ``set_aside`` where this room's clinic file went, because it does not count.
    """

    def __init__(
        self,
        engine: Engine,
        practitioner_id: int,
        lock: FileLock | None = None,
        now: Callable[[], dt.datetime] = utc_now,
        on_commit: Callable[[ChainHead], None] = _tell_nobody,
        *,
        missing: MissingChanges | None = None,
        place: Place | None = None,
        source: Source | None = None,
        set_aside: SetAside | None = None,
    ) -> None:
        self._lock, self.missing, self.set_aside, self.place = lock, missing, set_aside, place
        self.transactions = Transactions(engine, practitioner_id, now, on_commit)
        self.directory = Directory(self.transactions)
        self.signing = Signing(self.transactions)
        self.treatments = Treatments(self.transactions)
        self.ledger = Ledger(self.transactions)
        self.consents = Consents(self.transactions)
        self.papers = Papers(self.transactions)
        self.rights = Rights(self.transactions)
        self.backups = Backups(self.transactions, place, source)
        self.trail = Trail(self.transactions, self.backups.last_verified)
        self.practitioner = self.transactions.run("open practice", _open_practice, practitioner_id, missing)
        self.people = People(self.transactions, practitioner_id, place.home if place else None)

    def close(self) -> None:
        """Let go of the file; the records cannot be used afterwards."""
        self.backups.close()
        self.transactions.close()
        if self._lock is not None:
            self._lock.release()

    def practitioners(self) -> tuple[StoredPractitioner, ...]:
        """Everybody who works here."""
        return self.transactions.read("list practitioners", practitioners.practitioners)

    def add_client(self, details: Client, foreign_id: str | None = None) -> StoredClient:
        """A new client; the id is given here, and another system's is kept beside it."""
        if not (details.name or "").strip():
            raise BadInputError("The client has no name.", next_step="Enter at least the name.")
        return self.transactions.run("add client", clients.add_client, details, foreign_id)

    def client(self, client_id: str) -> StoredClient:
        """The client with this id."""
        return self.transactions.read("load client", clients.load_client, clients.client_number(client_id))

    def update_client(self, client_id: str, details: Client, revision: int) -> StoredClient:
        """Replace the details; StaleRevisionError when the client is no longer at ``revision``."""
        number = clients.client_number(client_id)
        return self.transactions.run("change client", clients.replace_details, number, details, revision)

    def search_clients(self, typed: str, limit: int = 20) -> tuple[StoredClient, ...]:
        """By name in any order, birth date, id or phone, without regard to case and accents; all for no text."""
        return self.directory.search(typed, limit)

    def start_consultation(
        self, client: StoredClient | None, consultation: Consultation, progress: Progress
    ) -> StoredConsultation:
        """A new draft. Without a client, one is made as soon as the consultation's client has a name."""
        if client is not None:
            consultation = consultation.model_copy(update={"client": client.details})
        return self.transactions.run("start consultation", consultations.start, consultation, progress)

    def save(
        self,
        consultation_id: int,
        consultation: Consultation,
        revision: int,
        progress: Progress,
        *,
        shown: Client | None = None,
    ) -> Header:
        """Save a draft and its client's details; the header carries the new revision, the client id and the time.

        ``shown`` is the client as it was loaded or last saved where it is typed: what differs from that was typed
        there and reaches the client's record, and nothing else does. Without it, what this draft last saved counts.
        StaleRevisionError when the stored draft is no longer at ``revision``; a finished one is refused.
        """
        return self.transactions.run(
            "save consultation",
            consultations.save,
            consultation_id,
            consultation,
            revision,
            progress,
            shown=shown,
        )

    def load(self, consultation_id: int) -> StoredConsultation:
        """A whole consultation; a draft shows the client as known now, a finished one as known then."""
        return self.transactions.read("load consultation", consultations.load_consultation, consultation_id)

    def headers(self) -> tuple[Header, ...]:
        """Every consultation, in the order they were started."""
        return self.transactions.read("list everything", headers.everything)

    def drafts(self) -> tuple[Header, ...]:
        """Unfinished consultations, the one saved last first."""
        return self.transactions.read("list drafts", headers.drafts)

    def consultations(self, client_id: str) -> tuple[Header, ...]:
        """All consultations of a client, newest first."""
        number = clients.client_number(client_id)
        return self.transactions.read("list consultations", headers.consultations_of, number)

    def every_consultation(self) -> Iterator[KeptConsultation]:
        """Every consultation with its verdict, oldest first, a few at a time; one that cannot be read says so."""
        last = 0
        while batch := self.transactions.read("read consultations", consultations.kept_after, last):
            yield from batch
            last = batch[-1].id

    def sessions_between(self, start: dt.date, end: dt.date) -> tuple[PlannedVisit, ...]:
        """What is planned from ``start`` to ``end``, both included, by date and time."""
        return self.transactions.read("list sessions", headers.sessions_between, start, end)

    def sessions_on(self, day: dt.date) -> tuple[PlannedVisit, ...]:
        """What is planned for a day, by time."""
        return self.sessions_between(day, day)

    def now_eligible(self, day: dt.date) -> tuple[Header, ...]:
        """Clients whose only block was a wait that is over on ``day``, oldest wait first."""
        return self.transactions.read("list eligible", headers.now_eligible, day)

    def record_document(self, consultation_id: int, name: str, content: bytes, made_at: dt.datetime) -> StoredDocument:
        """Keep a document as it was handed out; the digest is worked out here."""
        return self.transactions.run(
            "record document", handed_out.add_document, consultation_id, name, content, made_at
        )

    def documents(self, consultation_id: int) -> tuple[StoredDocument, ...]:
        """What was handed out in a consultation, newest first."""
        return self.transactions.read("list documents", handed_out.documents_of, consultation_id)

    def document_content(self, document_id: int) -> bytes:
        """The exact bytes of a document; VerificationError when they were altered."""
        return self.transactions.read("load document", handed_out.document_content, document_id)

    def note_event(self, kind: str, subject: str = "", detail: str = "") -> None:
        """Add a line to the audit trail; ids, numbers and step names only."""
        self.transactions.run("note event", _note_event, kind, subject, detail)

    def events(self, subject: str | None = None) -> tuple[AuditEvent, ...]:
        """The audit trail, oldest first; with ``subject`` (C-0412, consultation 7) only what is about it."""
        return self.transactions.read("list events", audit.events, subject)


def _open_practice(work: Work, practitioner_id: int, missing: MissingChanges | None) -> StoredPractitioner:
    if missing is not None:
        audit.add_event(work, "changes_missing", detail=missing.detail)
    audit.add_event(work, "practice_opened")
    return practitioners.load_practitioner(work.connection, practitioner_id)


def _note_event(work: Work, kind: str, subject: str, detail: str) -> None:
    audit.add_event(work, kind, subject, detail)
