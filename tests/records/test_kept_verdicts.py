"""The verdict kept with a consultation: read back in order, missing in old ones, never in the way of the answers."""

import json
from collections.abc import Callable

from sqlalchemy import text

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.verdict_record import VerdictRecord, verdict_record
from consult_app.records import consultations
from consult_app.records.store import Records
from consult_app.records.values import Header, Progress


def judged(value: Consultation, catalogue: Catalogue) -> VerdictRecord:
    return verdict_record(value, catalogue, assess(value, catalogue))


def rewrite(records: Records, number: int, body: str, body_format: int) -> None:
    with records.transactions.engine.begin() as connection:
        connection.execute(
            text("UPDATE consultation SET body = :body, format = :format WHERE id = :id"),
            {"body": body, "format": body_format, "id": number},
        )


def test_the_last_verdict_is_kept_and_stays_with_a_finished_one(
    records: Records, consultation: Consultation, catalogue: Catalogue, finish: Callable[[Records, int, int], Header]
) -> None:
    draft = records.start_consultation(None, consultation, Progress("client"))
    verdict = judged(draft.consultation, catalogue)
    saved = records.save(draft.id, draft.consultation, draft.revision, Progress("safety", verdict=verdict))
    finish(records, draft.id, saved.revision)
    (kept,) = records.every_consultation()
    assert kept.verdict == records.load(draft.id).verdict == verdict
    assert (kept.client_id, kept.consultation) == ("C-0001", records.load(draft.id).consultation)


def test_one_of_the_first_format_opens_and_has_no_verdict(records: Records, consultation: Consultation) -> None:
    draft = records.start_consultation(None, consultation, Progress("client"))
    old = draft.consultation.model_dump_json(by_alias=True, exclude_defaults=True)
    rewrite(records, draft.id, old, 1)
    assert records.load(draft.id).consultation == draft.consultation
    (kept,) = records.every_consultation()
    assert (kept.consultation, kept.verdict, kept.why_not) == (draft.consultation, None, "")


def test_a_verdict_that_cannot_be_read_hides_no_answer(records: Records, consultation: Consultation) -> None:
    draft = records.start_consultation(None, consultation, Progress("client"))
    values = draft.consultation.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    rewrite(records, draft.id, json.dumps({"consultation": values, "verdict": {"outcome": "perhaps"}}), 2)
    assert records.load(draft.id).consultation == draft.consultation
    (kept,) = records.every_consultation()
    assert kept.verdict is records.load(draft.id).verdict is None


def test_one_that_cannot_be_read_is_named_among_the_others(records: Records, consultation: Consultation) -> None:
    first, second = (records.start_consultation(None, consultation, Progress("client")) for _ in range(2))
    rewrite(records, first.id, '{"consultation": {"client": {"name": 7}}}', 2)
    broken, whole = records.every_consultation()
    assert (broken.id, broken.consultation) == (first.id, None)
    assert broken.why_not == f"Consultation {first.id} cannot be read."
    assert whole.id == second.id


def test_more_than_a_batch_comes_in_order(records: Records) -> None:
    value = Consultation.model_validate({"format": 1, "as_of": "2026-11-20"})
    made = [records.start_consultation(None, value, Progress("client")).id for _ in range(consultations.BATCH + 1)]
    assert [kept.id for kept in records.every_consultation()] == made
