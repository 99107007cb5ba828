"""The records of an open practice: every call is one transaction, on the disk when it returns."""

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from consult_app.clinical.consultation import Client, Consultation
from consult_app.errors import BadInputError
from consult_app.records import audit, clients, consultations, handed_out, headers, practitioners
from consult_app.records.file_lock import FileLock
from consult_app.records.values import (
    AuditEvent,
    Header,
    KeptConsultation,
    PlannedVisit,
    Progress,
    Stamp,
    StorageError,
    StoredClient,
    StoredConsultation,
    StoredDocument,
    StoredPractitioner,
)

_log = logging.getLogger(__name__)


def utc_now() -> dt.datetime:
    """The present instant."""
    return dt.datetime.now(dt.UTC)


class Records:
    """All that is stored, for one practitioner at a time; any thread may call, but only one at a time.

    What cannot be written raises StorageError and leaves everything saved before as it was. Logs carry ids, step
    names and durations only.
    """

    def __init__(
        self,
        engine: Engine,
        practitioner_id: int,
        lock: FileLock | None = None,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._engine = engine
        self._lock = lock
        self._now = now
        with self._transaction("open practice") as connection:
            self.practitioner: StoredPractitioner = practitioners.load_practitioner(connection, practitioner_id)
            audit.add_event(connection, self._stamp(), "practice_opened")

    def close(self) -> None:
        """Let go of the file; the records cannot be used afterwards."""
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def practitioners(self) -> tuple[StoredPractitioner, ...]:
        """Everybody who works here."""
        with self._transaction("list practitioners") as connection:
            return practitioners.practitioners(connection)

    def add_client(self, details: Client, foreign_id: str | None = None) -> StoredClient:
        """A new client; the id is given here, and another system's is kept beside it."""
        if not (details.name or "").strip():
            raise BadInputError("The client has no name.", next_step="Enter at least the name.")
        with self._transaction("add client") as connection:
            return clients.add_client(connection, details, foreign_id, self._stamp())

    def client(self, client_id: str) -> StoredClient:
        """The client with this id."""
        with self._transaction("load client") as connection:
            return clients.load_client(connection, clients.client_number(client_id))

    def update_client(self, client_id: str, details: Client, revision: int) -> StoredClient:
        """Replace the details; StaleRevisionError when the client is no longer at ``revision``."""
        with self._transaction("change client") as connection:
            number = clients.client_number(client_id)
            before = clients.load_client(connection, number)
            changes = clients.differences(before.details, details)
            return clients.change_client(connection, number, changes, revision, self._stamp())

    def search_clients(self, typed: str, limit: int = 20) -> tuple[StoredClient, ...]:
        """By name in any order, birth date or id, without regard to case and accents; all when nothing is typed."""
        with self._transaction("search clients") as connection:
            return clients.search_clients(connection, typed, limit)

    def start_consultation(
        self, client: StoredClient | None, consultation: Consultation, progress: Progress
    ) -> StoredConsultation:
        """A new draft. Without a client, one is made as soon as the consultation's client has a name."""
        if client is not None:
            consultation = consultation.model_copy(update={"client": client.details})
        with self._transaction("start consultation") as connection:
            number = consultations.insert_consultation(connection, consultation, progress, self._stamp())
            return consultations.load_consultation(connection, number)

    def save(self, consultation_id: int, consultation: Consultation, revision: int, progress: Progress) -> Header:
        """Save a draft and its client's details; the header carries the new revision, the client id and the time.

        StaleRevisionError when the stored draft is no longer at ``revision``; a finished one is refused.
        """
        with self._transaction("save consultation") as connection:
            draft = consultations.open_draft(connection, consultation_id, revision)
            consultations.update_consultation(connection, draft, consultation, progress, self._stamp())
            return headers.load_header(connection, consultation_id)

    def finish(self, consultation_id: int, revision: int) -> Header:
        """Make a draft read only."""
        with self._transaction("finish consultation") as connection:
            draft = consultations.open_draft(connection, consultation_id, revision)
            consultations.finish_consultation(connection, draft, self._stamp())
            return headers.load_header(connection, consultation_id)

    def load(self, consultation_id: int) -> StoredConsultation:
        """A whole consultation; a draft shows the client as known now, a finished one as known then."""
        with self._transaction("load consultation") as connection:
            return consultations.load_consultation(connection, consultation_id)

    def drafts(self) -> tuple[Header, ...]:
        """Unfinished consultations, the one saved last first."""
        with self._transaction("list drafts") as connection:
            return headers.drafts(connection)

    def consultations(self, client_id: str) -> tuple[Header, ...]:
        """All consultations of a client, newest first."""
        with self._transaction("list consultations") as connection:
            return headers.consultations_of(connection, clients.client_number(client_id))

    def every_consultation(self) -> Iterator[KeptConsultation]:
        """Every consultation with its verdict, oldest first, a few at a time; one that cannot be read says so."""
        last = 0
        while True:
            with self._transaction("read consultations") as connection:
                batch = consultations.kept_after(connection, last)
            if not batch:
                return
            yield from batch
            last = batch[-1].id

    def sessions_between(self, start: dt.date, end: dt.date) -> tuple[PlannedVisit, ...]:
        """What is planned from ``start`` to ``end``, both included, by date and time."""
        with self._transaction("list sessions") as connection:
            return headers.sessions_between(connection, start, end)

    def sessions_on(self, day: dt.date) -> tuple[PlannedVisit, ...]:
        """What is planned for a day, by time."""
        return self.sessions_between(day, day)

    def now_eligible(self, day: dt.date) -> tuple[Header, ...]:
        """Clients whose only block was a wait that is over on ``day``, oldest wait first."""
        with self._transaction("list eligible") as connection:
            return headers.now_eligible(connection, day)

    def record_document(self, consultation_id: int, name: str, content: bytes, made_at: dt.datetime) -> StoredDocument:
        """Keep a document as it was handed out; the digest is worked out here."""
        with self._transaction("record document") as connection:
            made = Stamp(made_at, self.practitioner.id)
            return handed_out.add_document(connection, consultation_id, name, content, made)

    def documents(self, consultation_id: int) -> tuple[StoredDocument, ...]:
        """What was handed out in a consultation, newest first."""
        with self._transaction("list documents") as connection:
            return handed_out.documents_of(connection, consultation_id)

    def document_content(self, document_id: int) -> bytes:
        """The exact bytes of a document; VerificationError when they were altered."""
        with self._transaction("load document") as connection:
            return handed_out.document_content(connection, document_id)

    def note_event(self, kind: str, subject: str = "", detail: str = "") -> None:
        """Add a line to the audit trail; ids, numbers and step names only."""
        with self._transaction("note event") as connection:
            audit.add_event(connection, self._stamp(), kind, subject, detail)

    def events(self, subject: str | None = None) -> tuple[AuditEvent, ...]:
        """The audit trail, oldest first; with ``subject`` (C-0412, consultation 7) only what is about it."""
        with self._transaction("list events") as connection:
            return audit.events(connection, subject)

    def _stamp(self) -> Stamp:
        return Stamp(self._now(), self.practitioner.id)

    @contextmanager
    def _transaction(self, purpose: str) -> Iterator[Connection]:
        began = time.perf_counter()
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            _log.warning("%s failed: %s", purpose, type(error.orig).__name__)
            raise StorageError(
                "This could not be saved or read.",
                "Everything saved before is kept. Check that the disk is connected and not full, then try again.",
            ) from error
        _log.debug("%s took %.1f ms", purpose, 1000 * (time.perf_counter() - began))
