"""Whatever is altered, taken out or put elsewhere in the record is found, and told by its number."""
# ruff: noqa: S608 (the statements are made of names that stand in this file)

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from consult_app.clinical.consultation import Client, Consultation, Practitioner
from consult_app.errors import BadInputError, VerificationError
from consult_app.records.audit import add_event, chain_head, erase_notes
from consult_app.records.chain import ChainHead
from consult_app.records.engine import create_file, open_file
from consult_app.records.migrating import bring_up_to_date
from consult_app.records.practitioners import add_practitioner, first_practitioner
from consult_app.records.signatures import digest
from consult_app.records.signing import SignedContent
from consult_app.records.store import Records
from consult_app.records.trail import RememberedHead, TrailReport
from consult_app.records.values import Progress
from consult_app.records.work import Work

KEY = bytes(range(32))
DAY = dt.date(2026, 11, 20)
SUMMARY, VERDICT = '{"headline":"Can treat, Zoë"}', '{"outcome":"treat"}'
PAPERS = (("consent", b"%PDF-consent"), ("aftercare", b"%PDF-aftercare"))
SIGNED, PAPER = 1, 1
EXAMPLES = settings(max_examples=40, deadline=None)
COLUMNS = ("at", "practitioner_id", "kind", "subject", "detail", "note_digest", "hash", "id")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small practice: a signed consultation with papers, its correction signed too, and a deleted draft."""
    path = tmp_path_factory.mktemp("practice") / "records.db"
    records = make(path)
    key = Ed25519PrivateKey.generate()
    for number, name in ((1, "Marisol Vega"), (2, "Tom Adeyemi")):
        value = Consultation(format=1, as_of=DAY, client=Client(name=name))
        draft = records.start_consultation(None, value, Progress("handouts"))
        if number == SIGNED:
            signing = records.signing
            signing.sign_consultation(draft.id, draft.revision, SignedContent(SUMMARY, VERDICT), PAPERS, key)
    records.signing.delete_draft(2, 1, "Entered twice")
    correction = records.signing.revise(SIGNED, "Wrong lot")
    records.signing.sign_consultation(correction.id, correction.revision, SignedContent("{}", "{}"), (), key)
    records.note_event("printed", "consultation 3", "aftercare")
    records.close()
    return path


def make(path: Path) -> Records:
    engine = create_file(path, KEY)
    bring_up_to_date(engine)
    with engine.begin() as connection:
        add_practitioner(connection, first_practitioner(Practitioner(name="Dana Okafor", role="nurse")))
    return Records(engine, 1)


@contextmanager
def tampered(template: Path, *statements: str, **values: Any) -> Iterator[Records]:
    """A copy of the practice after statements that the database itself would refuse."""
    copy = template.parent / "copy.db"
    shutil.copy(template, copy)
    engine = open_file(copy, KEY)
    alter(engine, *statements, **values)
    records = Records(engine, 1)
    yield records
    records.close()
    for left in template.parent.glob("copy.db*"):
        left.unlink()


def alter(engine: Engine, *statements: str, **values: Any) -> None:
    with engine.connect() as connection:
        connection.rollback()
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        for trigger in ("audit_event_no_update", "audit_event_no_delete"):
            raw.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            raw.execute(statement, values)
        raw.execute("PRAGMA foreign_keys = ON")


@pytest.fixture(scope="module")
def head(template: Path) -> ChainHead:
    """The head of the untouched trail."""
    engine = open_file(template, KEY)
    with engine.connect() as connection:
        found = chain_head(connection)
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def length(head: ChainHead) -> int:
    return head.length


def told_of(report: TrailReport) -> set[int | None]:
    return {problem.event for problem in report.problems}


def test_an_untouched_record_holds(template: Path) -> None:
    with tampered(template) as records:
        report = records.trail.verify()
        assert report.problems == ()
        assert report.ok
        assert (report.signatures, report.documents, report.erased_notes) == (2, 2, 0)
        assert report.length == len(records.events())
        backup = RememberedHead("The backup of 20 Nov 2026", ChainHead(report.length, report.head))
        assert records.trail.verify((backup, RememberedHead("An empty one", ChainHead(0, "")))).ok


@EXAMPLES
@given(column=st.sampled_from(COLUMNS), data=st.data())
def test_any_altered_column_of_any_event_is_found_by_its_number(
    template: Path, length: int, column: str, data: st.DataObject
) -> None:
    number = data.draw(st.integers(1, length))
    change = {
        "at": "strftime('%Y-%m-%d %H:%M:%f', at, '-1 second') || '000'",
        "practitioner_id": "practitioner_id + 1",
        "id": "id + 1000",
        "note_digest": "coalesce(note_digest, '') || 'a'",
        "hash": "'0' || substr(hash, 2, 62) || CASE substr(hash, 64) WHEN '1' THEN '2' ELSE '1' END",
    }.get(column, f"{column} || 'x'")
    statement = f"UPDATE audit_event SET {column} = {change} WHERE id = :number"
    with tampered(template, statement, number=number) as records:
        assert number in told_of(records.trail.verify())


@EXAMPLES
@given(data=st.data())
def test_any_event_taken_out_is_found_by_its_number(template: Path, head: ChainHead, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, head.length))
    notes, event = (
        f"DELETE FROM {table} WHERE {key} = :number"
        for table, key in (("audit_note", "event_id"), ("audit_event", "id"))
    )
    with tampered(template, notes, event, number=number) as records:
        assert number in told_of(records.trail.verify((RememberedHead("The backup", head),)))


@EXAMPLES
@given(data=st.data())
def test_any_two_events_exchanged_are_found_by_their_numbers(template: Path, length: int, data: st.DataObject) -> None:
    first, second = sorted(data.draw(st.lists(st.integers(1, length), min_size=2, max_size=2, unique=True)))
    moves = tuple(
        f"UPDATE audit_event SET id = {to} WHERE id = {at}" for at, to in ((first, -1), (second, first), (-1, second))
    )
    with tampered(template, *moves) as records:
        assert {first, second} <= told_of(records.trail.verify())


@EXAMPLES
@given(data=st.data())
def test_a_tail_cut_anywhere_before_the_last_signing_is_found(template: Path, length: int, data: st.DataObject) -> None:
    last = data.draw(st.integers(1, length - 2))  # the last signing is the last event but one
    cut = tuple(
        f"DELETE FROM {table} WHERE {key} > {last}"
        for table, key in (("audit_note", "event_id"), ("audit_event", "id"))
    )
    with tampered(template, *cut) as records:
        problems = [problem.text for problem in records.trail.verify().problems]
        assert any(text.startswith("consultation 3: ") for text in problems)


PLACES = {
    "body": ("consultation", "body", "id"),
    "summary": ("signature", "content", "subject_id"),
    "statement": ("signature", "statement", "subject_id"),
    "signature": ("signature", "signature", "subject_id"),
    "key": ("signature", "public_key", "subject_id"),
}


@pytest.fixture(scope="module")
def held(template: Path) -> dict[str, str]:
    """What was signed, as it stands untouched."""
    engine = open_file(template, KEY)
    with engine.connect() as connection:
        found = {
            place: str(connection.execute(text(f"SELECT {column} FROM {table} WHERE {key} = {SIGNED}")).scalar_one())
            for place, (table, column, key) in PLACES.items()
        }
    engine.dispose()
    return found


@EXAMPLES
@given(place=st.sampled_from(sorted(PLACES)), data=st.data())
def test_any_flipped_byte_of_what_was_signed_is_found(
    template: Path, held: dict[str, str], place: str, data: st.DataObject
) -> None:
    table, column, key = PLACES[place]
    before = held[place]
    at, by = data.draw(st.integers(0, len(before) - 1)), data.draw(st.integers(1, 127))
    after = before[:at] + chr(ord(before[at]) ^ by) + before[at + 1 :]
    with tampered(template, f"UPDATE {table} SET {column} = :after WHERE {key} = {SIGNED}", after=after) as records:
        report = records.trail.verify()
        assert any(problem.text.startswith("consultation 1: ") for problem in report.problems)
        with pytest.raises(VerificationError, match="not as it was signed"):
            records.signing.signed(SIGNED)


@EXAMPLES
@given(at=st.integers(0, len(PAPERS[0][1]) - 1), by=st.integers(1, 255))
def test_any_flipped_byte_of_a_paper_is_found(template: Path, at: int, by: int) -> None:
    content = bytearray(PAPERS[0][1])
    content[at] ^= by
    change = f"UPDATE document SET content = :content WHERE id = {PAPER}"
    with tampered(template, change, content=bytes(content)) as records:
        assert [problem.text for problem in records.trail.verify().problems] == ["document 1: its bytes were altered."]
        with pytest.raises(VerificationError, match="altered"):
            records.document_content(PAPER)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE consultation SET outcome = 'treat', not_before = '2026-01-01' WHERE id = 1", "was altered after"),
        ("UPDATE consultation SET status = 'draft' WHERE id = 1", "was altered after"),
        ("UPDATE consultation SET revises_because = 'x' WHERE id = 3", "was altered after"),
        ("DELETE FROM consultation WHERE id = 1", "was altered after"),
        ("DELETE FROM signature WHERE id = 1", "signature is missing"),
        ("UPDATE signature SET subject_id = 3 WHERE id = 1", "another's place"),
        ("UPDATE signature SET at = '2026-01-01 00:00:00.000000' WHERE id = 1", "another's place"),
        ("DELETE FROM document WHERE id = 2", "document 2 aftercare is missing"),
        ("UPDATE document SET sha256 = 'x' WHERE id = 2", "its bytes were altered"),
        ("UPDATE practitioner SET public_key = 'another'", "not one of Dana Okafor's"),
        ("UPDATE audit_note SET text = 'Another reason'", "The note of event"),
    ],
)
def test_what_else_was_altered_is_told(template: Path, change: str, said: str) -> None:
    with tampered(template, change) as records:
        problems = [problem.text for problem in records.trail.verify().problems]
        assert any(said in problem for problem in problems), problems


def test_a_consultation_that_says_finished_and_was_never_signed_is_told(records: Records) -> None:
    records.start_consultation(None, Consultation(format=1, as_of=DAY), Progress("client"))
    with records.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE consultation SET status = 'finished'"))
    (problem,) = records.trail.verify().problems
    assert problem.text == "consultation 1: it is finished and nobody signed it."


def test_one_finished_before_there_were_signatures_is_fine(records: Records) -> None:
    records.start_consultation(None, Consultation(format=1, as_of=DAY), Progress("client"))
    with records.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE consultation SET status = 'finished'"))
    records.note_event("consultation_finished", "consultation 1")
    assert records.trail.verify().ok
    with pytest.raises(BadInputError, match="not signed"):
        records.signing.signed(1)


def test_what_was_erased_is_fine_and_counted(template: Path) -> None:
    gone = (
        "UPDATE signature SET content = '' WHERE id = 1",
        "DELETE FROM document",
        "UPDATE consultation SET body = '{}', client_id = NULL WHERE id = 1",
    )
    with tampered(template, *gone) as records:
        assert not records.trail.verify().ok
        records.transactions.run("erase", _erase)
        report = records.trail.verify()
        assert report.problems == ()
        assert report.erased_notes == 1


def _erase(work: Work) -> None:
    add_event(work, "consultation_erased", "consultation 1")
    erase_notes(work.connection, ("consultation 1",))


def test_a_key_the_trail_names_as_an_earlier_one_is_fine(records: Records, consultation: Consultation) -> None:
    draft = records.start_consultation(None, consultation, Progress("client"))
    key = Ed25519PrivateKey.generate()
    records.signing.sign_consultation(draft.id, draft.revision, SignedContent("{}", "{}"), (), key)
    with records.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE practitioner SET public_key = 'a newer one'"))
    assert not records.trail.verify().ok
    records.transactions.run("key", _name_key)
    assert records.trail.verify().ok


def _name_key(work: Work) -> None:
    key = work.connection.execute(text("SELECT public_key FROM signature")).scalar_one()
    add_event(work, "signing_key_changed", "practitioner 1", digest(key))
