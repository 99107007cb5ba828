"""A signed consultation is frozen, read back whole, corrected only by a new one; drafts go with a reason."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Client, Consultation
from consult_app.clinical.summary import summarise
from consult_app.clinical.verdict_record import VerdictRecord, verdict_record
from consult_app.errors import BadInputError, ConsultError, VerificationError
from consult_app.records.signatures import is_signed, public_text, read_statement, sign
from consult_app.records.signing import SignedContent, freeze
from consult_app.records.store import Records
from consult_app.records.values import (
    Header,
    PlannedSession,
    Progress,
    StaleRevisionError,
    StoredConsultation,
)

DAY = dt.date(2026, 11, 20)
EMPTY = SignedContent("{}", "{}")
BOOKED = Progress("handouts", sessions=(PlannedSession(DAY, "14:30"),))
Finish = Callable[[Records, int, int], Header]


@pytest.fixture
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture
def draft(records: Records, consultation: Consultation) -> StoredConsultation:
    return records.start_consultation(None, consultation, BOOKED)


def test_a_signed_consultation_is_read_back_whole(
    records: Records, draft: StoredConsultation, catalogue: Catalogue, key: Ed25519PrivateKey
) -> None:
    judged = assess(draft.consultation, catalogue)
    summary = summarise(draft.consultation, catalogue, judged)
    verdict = verdict_record(draft.consultation, catalogue, judged)
    early = records.record_document(draft.id, "before_care", b"%PDF-before", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    papers = (("treatment_plan", b"%PDF-plan"), ("before_care", b"%PDF-before"))
    header = records.signing.sign_consultation(draft.id, 1, freeze(summary, verdict), papers, key)
    assert (header.status, header.revision) == ("finished", 2)
    signed = records.signing.signed(draft.id)
    assert (signed.header, signed.consultation) == (header, draft.consultation)
    assert VerdictRecord.model_validate_json(signed.content.verdict) == verdict
    frozen = json.loads(signed.content.summary)
    assert frozen["headline"]["words"] == summary.headline.words
    assert frozen["protocol_digest"] == catalogue.digest
    assert [(paper.name, records.document_content(paper.id)) for paper in signed.documents] == [
        ("treatment_plan", b"%PDF-plan"),
        ("before_care", b"%PDF-before"),
    ]
    assert early in signed.documents  # the same bytes are not kept twice
    said = signed.statement
    assert (said.kind, said.subject_id, said.signer.name, said.signer.licence) == (
        "consultation",
        draft.id,
        "Dana Okafor",
        "12X3456E",
    )
    assert said.at == header.updated_at.isoformat(timespec="microseconds")
    assert "finish" in said.intent
    event = records.events(f"consultation {draft.id}")[-1]
    assert (event.kind, event.id) == ("consultation_signed", said.audit.length + 1)
    assert records.trail.verify().ok


def test_a_stale_or_finished_draft_is_not_signed(
    records: Records, draft: StoredConsultation, key: Ed25519PrivateKey
) -> None:
    records.save(draft.id, draft.consultation, 1, BOOKED)
    with pytest.raises(StaleRevisionError):
        records.signing.sign_consultation(draft.id, 1, EMPTY, (("consent", b"%PDF"),), key)
    assert records.documents(draft.id) == ()
    finished = records.signing.sign_consultation(draft.id, 2, EMPTY, (), key)
    with pytest.raises(ConsultError, match="finished"):
        records.signing.sign_consultation(draft.id, finished.revision, EMPTY, (), key)


def test_nobody_signs_with_the_key_of_another(
    records: Records, draft: StoredConsultation, key: Ed25519PrivateKey
) -> None:
    with records.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE practitioner SET public_key = :key"), {"key": public_text(key)})
    with pytest.raises(VerificationError, match="does not belong"):
        records.signing.sign_consultation(draft.id, 1, EMPTY, (), Ed25519PrivateKey.generate())
    assert records.load(draft.id).header.status == "draft"
    records.signing.sign_consultation(draft.id, 1, EMPTY, (), key)
    assert records.trail.verify().ok


def test_a_signature_holds_for_its_text_and_key_alone(key: Ed25519PrivateKey) -> None:
    signature, public = sign("statement", key), public_text(key)
    assert is_signed("statement", signature, public)
    assert not is_signed("statement.", signature, public)
    assert not is_signed("statement", signature, public_text(Ed25519PrivateKey.generate()))
    for wrong in ("", "é", signature[:-3] + "B==", signature + "\n"):
        assert not is_signed("statement", wrong, public)
        assert not is_signed("statement", signature, wrong)
    assert read_statement("{}") is None


def test_a_correction_names_the_old_which_stays_as_it_was(
    records: Records, draft: StoredConsultation, finish: Finish
) -> None:
    finish(records, draft.id, 1)
    old = records.signing.signed(draft.id)
    correction = records.signing.revise(draft.id, "  The lot was read wrongly ")
    assert (correction.header.revises, correction.header.revises_because) == (draft.id, "The lot was read wrongly")
    assert correction.consultation == draft.consultation
    assert (correction.header.status, correction.revision) == ("draft", 1)
    assert records.load(draft.id).header.revised_by == correction.id
    better = draft.consultation.model_copy(update={"reason_for_visit": "Corrected"})
    records.save(correction.id, better, 1, BOOKED)
    finish(records, correction.id, 2)
    assert records.signing.signed(draft.id) == replace(
        old, header=replace(old.header, revised_by=correction.id, progress=old.header.progress)
    )
    assert records.signing.signed(correction.id).consultation.reason_for_visit == "Corrected"
    assert [header.revised_by for header in records.consultations("C-0001")] == [None, correction.id]
    reasons = [event.note for event in records.events(f"consultation {draft.id}") if event.note]
    assert reasons == ["The lot was read wrongly"]
    assert records.trail.verify().ok


def test_sessions_stand_in_the_diary_once(records: Records, draft: StoredConsultation, finish: Finish) -> None:
    finish(records, draft.id, 1)
    correction = records.signing.revise(draft.id, "Another time")
    assert [visit.header.id for visit in records.sessions_on(DAY)] == [correction.id]
    records.signing.delete_draft(correction.id, 1, "Not needed")
    assert [visit.header.id for visit in records.sessions_on(DAY)] == [draft.id]


def test_only_the_newest_finished_one_is_corrected_and_with_a_reason(
    records: Records, draft: StoredConsultation, finish: Finish
) -> None:
    with pytest.raises(ConsultError, match="still a draft"):
        records.signing.revise(draft.id, "Typo")
    finish(records, draft.id, 1)
    with pytest.raises(BadInputError, match="reason"):
        records.signing.revise(draft.id, "  ")
    correction = records.signing.revise(draft.id, "Typo")
    with pytest.raises(ConsultError, match="corrected already") as refused:
        records.signing.revise(draft.id, "Typo")
    assert f"consultation {correction.id}" in refused.value.next_step


def test_a_draft_is_deleted_with_a_reason_the_trail_keeps(records: Records, draft: StoredConsultation) -> None:
    with pytest.raises(BadInputError, match="reason"):
        records.signing.delete_draft(draft.id, 1, "")
    with pytest.raises(StaleRevisionError):
        records.signing.delete_draft(draft.id, 7, "Entered twice")
    records.signing.delete_draft(draft.id, 1, "Entered twice")
    assert records.drafts() == ()
    assert records.sessions_on(DAY) == ()
    assert records.documents(draft.id) == ()
    with pytest.raises(BadInputError, match="no consultation"):
        records.load(draft.id)
    event = records.events(f"consultation {draft.id}")[-1]
    assert (event.kind, event.note) == ("draft_deleted", "Entered twice")
    assert records.client("C-0001").details.name == "Marisol Vega"
    assert records.trail.verify().ok


def test_a_draft_stays_once_a_paper_of_it_was_handed_out(records: Records, draft: StoredConsultation) -> None:
    paper = records.record_document(draft.id, "aftercare", b"%PDF", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    with pytest.raises(ConsultError, match="paper of this draft was handed out") as refused:
        records.signing.delete_draft(draft.id, 1, "Entered twice")
    assert refused.value.next_step == "It stays; finish it instead."
    assert records.documents(draft.id) == (paper,)
    assert [header.id for header in records.drafts()] == [draft.id]
    assert "draft_deleted" not in [event.kind for event in records.events()]


def test_what_others_rest_on_is_not_deleted(records: Records, draft: StoredConsultation, finish: Finish) -> None:
    later = records.start_consultation(None, Consultation(format=1, as_of=DAY), Progress("client"))
    with records.transactions.engine.begin() as connection:
        connection.execute(text(f"UPDATE consultation SET carried_from = {draft.id} WHERE id = {later.id}"))  # noqa: S608
    with pytest.raises(ConsultError, match="carried answers over"):
        records.signing.delete_draft(draft.id, 1, "Entered twice")
    with records.transactions.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO treatment (client_id, consultation_id, practitioner_id, status, date, format, body,"
                " revision, created_at, updated_at) SELECT 1, id, 1, 'draft', as_of, 1, '{}', 1, created_at, updated_at"
                " FROM consultation WHERE id = 2"
            )
        )
    with pytest.raises(ConsultError, match="treatment session"):
        records.signing.delete_draft(later.id, 1, "Entered twice")
    finish(records, draft.id, 1)
    with pytest.raises(ConsultError, match="finished"):
        records.signing.delete_draft(draft.id, 2, "Entered twice")


def test_a_paper_is_known_by_its_bytes(records: Records, draft: StoredConsultation, finish: Finish) -> None:
    made_at = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
    records.record_document(draft.id, "aftercare", b"%PDF-aftercare", made_at)
    known = records.signing.verify_document(b"%PDF-aftercare")
    assert (known.document.name, known.document.consultation_id, known.client_id) == ("aftercare", draft.id, "C-0001")
    assert (known.made_by, known.document.made_at, known.signed_by) == ("Dana Okafor", made_at, "")
    finish(records, draft.id, 1)
    signed = records.signing.verify_document(b"%PDF-aftercare")
    assert (signed.signed_by, signed.signed_at) == ("Dana Okafor", records.signing.signed(draft.id).statement.at)
    with pytest.raises(VerificationError, match="not handed out"):
        records.signing.verify_document(b"%PDF-aftercarf")
    assert known.document.sha256 == hashlib.sha256(b"%PDF-aftercare").hexdigest()


def test_a_paper_printed_again_is_noted_and_not_kept_twice(records: Records, draft: StoredConsultation) -> None:
    made_at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    first = records.record_document(draft.id, "aftercare", b"%PDF", made_at)
    assert records.record_document(draft.id, "aftercare", b"%PDF", made_at + dt.timedelta(days=1)) == first
    assert [event.kind for event in records.events(f"consultation {draft.id}")][-2:] == [
        "document_made",
        "document_made_again",
    ]


def test_a_nameless_draft_without_a_client_can_be_deleted(records: Records) -> None:
    draft = records.start_consultation(None, Consultation(format=1, as_of=DAY, client=Client()), Progress("client"))
    records.signing.delete_draft(draft.id, 1, "Opened by mistake")
    assert records.drafts() == ()
