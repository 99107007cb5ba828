"""Consents: kept with their exact paper, confirmed and withdrawn by entries of their own, found when altered."""

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, select, update

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consent import scope_of
from consult_app.clinical.consent_standing import ConsentStanding, consent_standing
from consult_app.clinical.consultation import Client
from consult_app.clinical.summary import summarise
from consult_app.clinical.treatment_review import review
from consult_app.errors import BadInputError, ConsultError, VerificationError
from consult_app.records.consent_values import StoredConsent
from consult_app.records.copying import copy_records
from consult_app.records.engine import open_memory
from consult_app.records.opening import open_practice
from consult_app.records.schema import audit_note
from consult_app.records.schema import consent as consent_table
from consult_app.records.store import Records
from consult_app.records.values import Header, Progress, StaleRevisionError
from tests.records.consents import SCOPE, drawn, on_paper
from tests.records.sessions import TODAY, begun, day_of, opened, ready

PDF = b"%PDF-1.4 the form as it was signed"
LATER = dt.date(2027, 1, 5)
PLAN = Progress("handouts")


def given(records: Records, number: int = 0) -> StoredConsent:
    stored = opened(records) if not number else records.load(number)
    return records.consents.give(stored.id, stored.revision, drawn(), PDF)


def visit(records: Records, day: dt.date = LATER) -> int:
    """A later consultation of the same client."""
    client = records.client("C-0001")
    value = ready(as_of=day.isoformat(), session={"date": day.isoformat()})
    return records.start_consultation(client, value, PLAN).id


def standing(records: Records, day: dt.date = LATER) -> ConsentStanding:
    return consent_standing([each.known for each in records.consents.of_client("C-0001")], SCOPE, day)


def test_a_consent_comes_back_whole_from_an_encrypted_file(home: Path, passphrase: str) -> None:
    records = open_practice(home, 1, passphrase)
    kept = given(records)
    records.close()
    again = open_practice(home, 1, passphrase)
    (found,) = again.consents.of_client("C-0001")
    assert (found, found.consent) == (kept, drawn())
    assert again.document_content(found.document_id) == PDF
    assert found.sha256 == hashlib.sha256(PDF).hexdigest()
    assert not any(b"Marisol" in path.read_bytes() for path in home.rglob("*") if path.is_file())
    again.close()


def test_it_is_told_in_the_trail_with_its_paper_and_a_digest_only(records: Records) -> None:
    kept = given(records)
    lines = {event.kind: event for event in records.events(f"consultation {kept.consultation_id}")}
    assert lines["document_made"].detail == f"document {kept.document_id} consent"
    assert lines["consent_given"].detail.startswith(f"consent {kept.id} ")
    assert "Marisol" not in lines["consent_given"].detail


def test_confirming_adds_an_entry_and_twice_adds_one(records: Records) -> None:
    first = given(records)
    number = visit(records)
    assert standing(records).state == "to_confirm"
    kept = records.consents.confirm(number, standing(records))
    assert records.consents.confirm(number, standing(records)) == kept
    assert standing(records).state == "confirmed"
    (entry,) = kept.later
    assert (entry.act, entry.date, entry.consultation_id, entry.recorded_by) == ("confirmed", LATER, number, 1)
    assert kept.consent == first.consent


def test_what_does_not_stand_cannot_be_confirmed(records: Records) -> None:
    kept = given(records)
    number = visit(records)
    wider = SCOPE.model_copy(update={"device": "needling roller"})
    for refused in (consent_standing([kept.known], wider, LATER), ConsentStanding(LATER, "missing")):
        with pytest.raises(ConsultError, match="cannot be confirmed"):
            records.consents.confirm(number, refused)
    with pytest.raises(ConsultError, match="another day"):
        records.consents.confirm(number, consent_standing([kept.known], SCOPE, dt.date(2027, 2, 1)))
    seen = standing(records)
    records.consents.withdraw(kept.id, LATER)
    with pytest.raises(StaleRevisionError):
        records.consents.confirm(number, seen)


def test_another_clients_consent_confirms_nothing(records: Records) -> None:
    kept = given(records)
    other = records.start_consultation(None, ready(as_of=LATER.isoformat(), client={"name": "Ines Duarte"}), PLAN)
    with pytest.raises(BadInputError, match="another client"):
        records.consents.confirm(other.id, consent_standing([kept.known], SCOPE, LATER))


def test_withdrawing_keeps_the_day_and_what_was_said_and_ends_it(records: Records) -> None:
    kept = given(records)
    ended = records.consents.withdraw(kept.id, LATER, " Does not want it any more ")
    assert ended.withdrawn is not None
    assert (ended.withdrawn.date, ended.withdrawn.because) == (LATER, "Does not want it any more")
    assert (standing(records).state, standing(records, TODAY).state) == ("withdrawn", "signed")
    line = records.events("consultation 1")[-1]
    assert (line.kind, line.note) == ("consent_withdrawn", "Does not want it any more")
    with pytest.raises(ConsultError, match="already"):
        records.consents.withdraw(kept.id, LATER)
    with pytest.raises(BadInputError, match="before"):
        records.consents.withdraw(given(records, 1).id, dt.date(2026, 11, 19))


def test_no_session_is_signed_once_another_room_has_noted_the_withdrawal(
    records: Records, catalogue: Catalogue
) -> None:
    draft = begun(records, catalogue)
    kept = given(records, draft.consultation_id)
    value = records.load(draft.consultation_id).consultation
    reviewed = review(draft.record, day_of(value, catalogue), value, catalogue, consent=None)
    records.consents.withdraw(kept.id, TODAY)
    key = Ed25519PrivateKey.generate()
    with pytest.raises(ConsultError, match="withdrew"):
        records.treatments.sign(draft.id, draft.revision, reviewed, key)
    assert records.treatments.load(draft.id).status == "draft"
    anew = given(records, draft.consultation_id)
    assert records.treatments.sign(draft.id, draft.revision, reviewed, key).status == "signed"
    records.consents.withdraw(anew.id, TODAY)
    corrected = records.treatments.correct(draft.id, "A typing error")
    again = review(corrected.record, day_of(value, catalogue), value, catalogue, consent=None)
    assert records.treatments.sign(corrected.id, corrected.revision, again, key).status == "signed"


def test_a_finished_consultation_still_takes_the_consent_of_its_day(
    records: Records, finish: Callable[[Records, int, int], Header]
) -> None:
    stored = opened(records)
    done = finish(records, stored.id, stored.revision)
    assert records.consents.give(stored.id, done.revision, on_paper(), PDF).consent.way == "paper"
    assert records.trail.verify().ok


def test_one_of_another_day_a_stale_one_or_of_nobody_is_refused(records: Records) -> None:
    stored = opened(records)
    with pytest.raises(ConsultError, match="another day"):
        records.consents.give(stored.id, stored.revision, drawn(date="2026-11-21"), PDF)
    with pytest.raises(StaleRevisionError):
        records.consents.give(stored.id, stored.revision + 1, drawn(), PDF)
    nobody = records.start_consultation(None, ready(client={}), PLAN)
    with pytest.raises(ConsultError, match="no client"):
        records.consents.give(nobody.id, nobody.revision, drawn(), PDF)
    assert records.consents.of_consultation(stored.id) == ()
    assert records.documents(stored.id) == ()


def test_a_draft_in_which_a_consent_was_confirmed_stays(records: Records) -> None:
    given(records)
    number = visit(records)
    records.consents.confirm(number, standing(records))
    with pytest.raises(ConsultError, match="confirmed in this draft"):
        records.signing.delete_draft(number, records.load(number).revision, "Typed by mistake")


def test_consents_follow_a_client_who_is_merged(records: Records) -> None:
    kept = given(records)
    other = records.add_client(Client(name="Marisol Vega-Ruiz"))
    first = records.client("C-0001")
    records.directory.merge(other, first, frozenset(), "The same person twice")
    assert records.consents.of_client(other.id) == (kept,)


@pytest.mark.parametrize(
    "change",
    [
        update(consent_table).values(date=LATER),
        update(consent_table).values(body='{"salt":""}'),
        update(consent_table).values(sha256="0" * 64),
        delete(consent_table),
    ],
)
def test_an_altered_or_missing_consent_is_found(records: Records, change: object) -> None:
    given(records)
    assert records.trail.verify().ok
    with records.transactions.engine.begin() as connection:
        connection.execute(change)  # type: ignore[call-overload]
    problems = records.trail.verify().problems
    assert [problem.text.partition(":")[0] for problem in problems] == ["consent entry 1"]


def test_one_that_cannot_be_read_says_so_without_its_content(records: Records) -> None:
    given(records)
    for body in ('{"salt":"","name":"Marisol"}', "{"):
        with records.transactions.engine.begin() as connection:
            connection.execute(update(consent_table).values(body=body))
        with pytest.raises(VerificationError) as caught:
            records.consents.of_client("C-0001")
        assert "Marisol" not in str(caught.value)


def test_erasing_a_client_takes_consents_and_reasons_and_leaves_the_trail(records: Records) -> None:
    kept = given(records)
    records.consents.withdraw(kept.id, TODAY, "Changed her mind")
    records.rights.erase("C-0001", "Asked for it", 0, dt.date(2027, 1, 1))
    with records.transactions.engine.begin() as connection:
        assert connection.execute(select(consent_table)).all() == []
        assert [row.text for row in connection.execute(select(audit_note))] == ["Asked for it"]
    assert records.trail.verify().ok


def test_consents_are_copied_to_another_database_and_compared(records: Records) -> None:
    kept = given(records)
    records.consents.withdraw(kept.id, TODAY)
    target = open_memory()
    report = copy_records(records.transactions, target)
    assert {table.table: table.rows for table in report.tables}["consent"] == 2
    target.dispose()


def test_the_scope_of_a_real_consultation_is_kept_as_it_was(records: Records, catalogue: Catalogue) -> None:
    stored = opened(records)
    scope = scope_of(summarise(stored.consultation, catalogue))
    kept = records.consents.give(stored.id, stored.revision, drawn(scope=scope), PDF)
    assert kept.known.scope == scope
