"""The records against a plain model: whatever is done in whatever order, they hold exactly what the model holds."""

import datetime as dt
import itertools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from consult_app.clinical.consultation import Client, Consultation, Decision, Practitioner
from consult_app.errors import ConsultError
from consult_app.records.backup_values import Watch
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice, open_practice
from consult_app.records.restore import restore, with_passphrase
from consult_app.records.signing import SignedContent
from consult_app.records.store import Records
from consult_app.records.values import Progress, StaleRevisionError
from tests.postgres.cluster import Server
from tests.postgres.practice import new_records
from tests.records.store_model import Draft, Model

WORDS = "correct horse battery"
NAMES = st.sampled_from(("Marisol Vega", "José Åström", "Ines Duarte", "Zoë Łukasz", "Anna-Lena O'Neill"))
NOTES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)
FAR = dt.date(2060, 1, 1)
YEARS = 8
DECISION = Decision(
    finding="isotretinoin_recent",
    kind="clearance",
    by="Dr Osei",
    role="dermatologist",
    date=dt.date(2026, 11, 18),
    reason="Seen",
)


def clock() -> Callable[[], dt.datetime]:
    ticks = itertools.count()
    start = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
    return lambda: start + dt.timedelta(minutes=next(ticks))


class RecordsMachine(RuleBasedStateMachine):
    """Does what a practice does; after every step everything that can be read is held against the model."""

    records: Records

    def __init__(self) -> None:
        super().__init__()
        self.model, self.key, self.now = Model(), Ed25519PrivateKey.generate(), clock()

    def value(self, client: str | None, name: str | None, note: str) -> Consultation:
        return Consultation(
            format=1, as_of=dt.date(2026, 11, 20), client=Client(id=client, name=name), reason_for_visit=note
        )

    @rule(name=NAMES)
    def add_client(self, name: str) -> None:
        self.model.names[self.records.add_client(Client(name=name)).id] = name

    @rule(name=NAMES, note=NOTES)
    def start_for_somebody_new(self, name: str, note: str) -> None:
        stored = self.records.start_consultation(None, self.value(None, name, note), Progress("client"))
        client = str(stored.header.client_id)
        assert client not in self.model.names
        self.model.names[client] = name
        self.model.consultations[stored.id] = Draft(client, note, stored.revision)

    @precondition(lambda self: self.model.present())
    @rule(data=st.data(), note=NOTES)
    def start_for_a_client(self, data: st.DataObject, note: str) -> None:
        client = data.draw(st.sampled_from(self.model.present()))
        known = self.records.client(client)
        stored = self.records.start_consultation(known, self.value(None, None, note), Progress("client"))
        self.model.consultations[stored.id] = Draft(client, note, stored.revision)

    @precondition(lambda self: self.model.drafts())
    @rule(data=st.data(), note=NOTES, decides=st.booleans())
    def edit(self, data: st.DataObject, note: str, decides: bool) -> None:
        number = data.draw(st.sampled_from(self.model.drafts()))
        known = self.model.consultations[number]
        value = self.records.load(number).consultation.model_copy(update={"reason_for_visit": note})
        if decides:
            value = value.model_copy(update={"decisions": (DECISION,)})
        header = self.records.save(number, value, known.revision, Progress("history"))
        self.model.change(number, note=note, revision=header.revision, decided=max(known.decided, int(decides)))

    @precondition(lambda self: self.model.drafts())
    @rule(data=st.data(), behind=st.integers(1, 3))
    def save_what_is_stale(self, data: st.DataObject, behind: int) -> None:
        number = data.draw(st.sampled_from(self.model.drafts()))
        value = self.value(None, "Somebody Else", "must not be kept")
        with pytest.raises(StaleRevisionError):
            self.records.save(number, value, self.model.consultations[number].revision - behind, Progress("history"))

    @precondition(lambda self: self.model.drafts())
    @rule(data=st.data())
    def sign(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(self.model.drafts()))
        known = self.model.consultations[number]
        papers = (("aftercare", f"paper of {number}".encode()),)
        content = SignedContent("{}", "{}")
        header = self.records.signing.sign_consultation(number, known.revision, content, papers, self.key)
        self.model.change(number, revision=header.revision, is_signed=True)

    @precondition(lambda self: self.model.signed())
    @rule(data=st.data())
    def change_what_is_signed(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(self.model.signed()))
        value = self.value(None, "Somebody Else", "must not be kept")
        with pytest.raises(ConsultError):
            self.records.save(number, value, self.model.consultations[number].revision, Progress("history"))

    @precondition(lambda self: self.model.signed())
    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        revised = {each.revises for each in self.model.consultations.values()}
        number = data.draw(st.sampled_from(self.model.signed()))
        if number in revised:
            with pytest.raises(ConsultError):
                self.records.signing.revise(number, "A date was wrong")
            return
        stored = self.records.signing.revise(number, "A date was wrong")
        known = self.model.consultations[number]
        self.model.consultations[stored.id] = Draft(
            known.client, known.note, stored.revision, revises=number, decided=known.decided
        )

    @precondition(lambda self: len(self.model.present()) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        kept, away = data.draw(st.permutations(self.model.present()))[:2]
        self.records.directory.merge(
            self.records.client(kept), self.records.client(away), frozenset(), "The same person, twice"
        )
        self.model.merge(kept, away)

    @precondition(lambda self: self.model.present())
    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        client = data.draw(st.sampled_from(self.model.present()))
        self.records.rights.erase(client, "She asked for it", YEARS, FAR)
        self.model.erase(client)

    @rule()
    def lock_and_open_again(self) -> None:
        self.reopen()

    @invariant()
    def every_consultation_is_what_the_model_says(self) -> None:
        assert [header.id for header in self.records.headers()] == sorted(self.model.consultations)
        for number, known in self.model.consultations.items():
            stored = self.records.load(number)
            assert (stored.header.client_id, stored.consultation.reason_for_visit) == (known.client, known.note)
            assert (stored.revision, stored.header.revises) == (known.revision, known.revises)
            assert (stored.header.status == "finished") is known.is_signed
            assert len(stored.consultation.decisions) == known.decided
            if known.is_signed:
                papers = self.records.signing.signed(number).documents
                assert self.records.document_content(papers[0].id) == f"paper of {number}".encode()

    @invariant()
    def every_client_is_what_the_model_says(self) -> None:
        found = {client.id for client in self.records.search_clients("", 10_000)}
        assert found == set(self.model.present())
        for client, name in self.model.names.items():
            kept = self.model.merged.get(client, client)
            if self.model.names[kept] is not None:
                assert self.records.client(kept).details.name is not None
            if client in self.model.present():
                assert self.records.client(client).details.name == name

    @invariant()
    def nothing_was_altered(self) -> None:
        assert self.records.trail.verify().problems == ()

    def reopen(self) -> None:
        raise NotImplementedError

    def teardown(self) -> None:
        if hasattr(self, "records"):
            self.records.close()


class FileMachine(RecordsMachine):
    """On an encrypted file, with its backups."""

    @initialize()
    def set_up(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.home = self.folder / "practice"
        create_practice(self.home, Practitioner(name="Dana Okafor", role="nurse"), WORDS, LEAST_COST).close()
        self.open()

    def open(self) -> None:
        self.records = open_practice(self.home, 1, WORDS)
        self.key = self.records.people.prove(WORDS).signing_key

    def reopen(self) -> None:
        self.records.close()
        self.open()
        assert self.records.missing is None

    @rule()
    def back_up_and_restore(self) -> None:
        backup = self.records.backups.make().path
        self.records.close()
        restored = Path(tempfile.mkdtemp(dir=self.folder)) / "practice"
        restore(backup, restored, with_passphrase(WORDS), self.now, Watch())
        self.home = restored
        self.open()
        assert self.records.missing is None

    def teardown(self) -> None:
        super().teardown()
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


def machine_settings(examples: int) -> settings:
    return settings(
        max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )


def test_an_encrypted_file_holds_what_the_model_holds() -> None:
    run_state_machine_as_test(FileMachine, settings=machine_settings(8))


def test_a_server_holds_what_the_model_holds(server: Server, practice_database: str) -> None:
    class ServerMachine(RecordsMachine):
        """On a server, where another room opens the same records."""

        @initialize()
        def set_up(self) -> None:
            self.engine = server.connect(practice_database)
            server.empty(self.engine)
            self.records = new_records(self.engine, self.now)

        def reopen(self) -> None:
            self.records.close()
            self.records = Records(server.connect(practice_database), 1, now=self.now)

    run_state_machine_as_test(ServerMachine, settings=machine_settings(8))
