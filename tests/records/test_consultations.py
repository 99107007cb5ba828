"""Consultations keep all that was typed, and are listed by where they stand."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import text, update

from consult_app.clinical.consultation import Client, Consultation
from consult_app.errors import BadInputError, ConsultError, VerificationError
from consult_app.records.schema import consultation as consultation_table
from consult_app.records.schema import document as document_table
from consult_app.records.store import Records
from consult_app.records.values import Header, PlannedSession, Progress, StaleRevisionError, StorageError

DAY = dt.date(2026, 11, 20)
HISTORY = Progress(
    "history",
    "defer",
    dt.date(2027, 3, 12),
    (PlannedSession(dt.date(2027, 3, 12), "14:30", "test_patch"), PlannedSession(dt.date(2027, 4, 9))),
    "3f2a",
    2,
)


def named(name: str | None) -> Consultation:
    return Consultation(format=1, as_of=DAY, client=Client(name=name))


def test_a_consultation_comes_back_whole(records: Records, consultation: Consultation) -> None:
    started = records.start_consultation(None, consultation, Progress("client"))
    header = records.save(started.id, consultation, started.revision, HISTORY)
    loaded = records.load(started.id)
    with_id = consultation.client.model_copy(update={"id": "C-0001"})
    assert loaded.consultation == consultation.model_copy(update={"client": with_id})
    assert loaded.header == header
    assert header.progress == HISTORY
    assert (header.revision, header.status, header.client_name) == (2, "draft", "Marisol Vega")
    assert header.session_date == dt.date(2027, 3, 12)
    assert header.updated_at > header.created_at
    assert header.updated_at.tzinfo is dt.UTC


def test_the_header_of_a_save_is_the_one_that_is_loaded(records: Records) -> None:
    first = records.start_consultation(None, named("Marisol Vega"), Progress("client"))
    client = records.client("C-0001")
    born = client.details.model_copy(update={"date_of_birth": dt.date(1991, 4, 2)})
    records.update_client("C-0001", born, client.revision)
    draft = records.start_consultation(None, named(None), Progress("client"))
    known = Consultation(format=1, as_of=DAY, client=born.model_copy(update={"name": "M V"}))
    for value in (named(None), named("Mari"), known):
        draft_header = records.save(draft.id, value, records.load(draft.id).header.revision, HISTORY)
        assert draft_header == records.load(draft.id).header
    assert draft_header.date_of_birth == dt.date(1991, 4, 2)
    assert draft_header.client_name == "M V" == records.load(first.id).header.client_name


def test_text_no_file_can_hold_is_refused_and_the_draft_stays(records: Records) -> None:
    draft = records.start_consultation(None, named("Marisol Vega"), Progress("client"))
    broken = draft.consultation.model_copy(update={"reason_for_visit": "half a pair: \ud83d"})
    with pytest.raises(BadInputError, match="cannot be saved"):
        records.save(draft.id, broken, 1, Progress("client"))
    assert records.load(draft.id) == draft


def test_answers_to_questions_that_no_longer_exist_are_kept(records: Records) -> None:
    old = Consultation.model_validate({"format": 1, "as_of": "2026-11-20", "answers": {"gone_question": "yes"}})
    started = records.start_consultation(None, old, Progress("history"))
    assert records.load(started.id).consultation.answers == old.answers


def test_the_client_is_made_when_there_is_a_name_and_follows_what_is_typed(records: Records) -> None:
    draft = records.start_consultation(None, named(None), Progress("client"))
    assert draft.header.client_id is None
    header = records.save(draft.id, named("Mar"), 1, Progress("client"))
    assert header.client_id == "C-0001"
    header = records.save(draft.id, named("Marisol Vega"), header.revision, Progress("client"))
    assert [client.details.name for client in records.search_clients("")] == ["Marisol Vega"]
    assert records.load(draft.id).consultation.client.id == "C-0001"


def test_a_known_client_is_taken_over(records: Records) -> None:
    client = records.add_client(Client(name="Marisol Vega", weight_kg=64))
    draft = records.start_consultation(client, named(None), Progress("client"))
    assert draft.consultation.client == client.details
    assert draft.header.client_id == client.id
    assert [header.id for header in records.consultations(client.id)] == [draft.id]


def test_a_draft_can_be_given_another_client_without_changing_either(records: Records) -> None:
    first = records.add_client(Client(name="Marisol"))
    other = records.add_client(Client(name="Marisol Vega", weight_kg=64))
    draft = records.start_consultation(first, named(None), Progress("client"))
    chosen = draft.consultation.model_copy(update={"client": other.details})
    assert records.save(draft.id, chosen, 1, Progress("client")).client_id == other.id
    assert records.client(other.id) == other
    assert records.client(first.id) == first


def test_a_record_made_by_typing_a_known_name_leads_to_the_known_one(records: Records) -> None:
    known = records.add_client(Client(name="Marisol Vega", weight_kg=64))
    draft = records.start_consultation(None, named("Marisol"), Progress("client"))
    typed = str(draft.header.client_id)
    chosen = draft.consultation.model_copy(update={"client": known.details})
    assert records.save(draft.id, chosen, 1, Progress("client")).client_id == known.id
    assert records.client(typed).id == known.id
    assert records.client(known.id).details == known.details
    assert [client.id for client in records.search_clients("marisol")] == [known.id]


def test_an_old_draft_does_not_undo_a_later_change_of_the_client(records: Records) -> None:
    draft = records.start_consultation(None, named("Marisol Vega"), Progress("client"))
    client = records.client("C-0001")
    newer = client.details.model_copy(update={"phone": "01632 960999"})
    records.update_client(client.id, newer, client.revision)
    assert records.load(draft.id).consultation.client.phone == "01632 960999"
    heavier = draft.consultation.client.model_copy(update={"weight_kg": 70.0})
    records.save(draft.id, draft.consultation.model_copy(update={"client": heavier}), 1, Progress("client"))
    assert records.client("C-0001").details == newer.model_copy(update={"weight_kg": 70.0})


def test_a_detail_another_consultation_gave_can_be_taken_away_first_thing(records: Records) -> None:
    draft = records.start_consultation(None, named("Marisol Vega"), Progress("client"))
    known = records.client("C-0001")
    heavier = known.details.model_copy(update={"weight_kg": 25.0})
    records.update_client("C-0001", heavier, known.revision)
    shown = records.load(draft.id).consultation
    assert shown.client.weight_kg == 25.0
    cleared = shown.model_copy(update={"client": shown.client.model_copy(update={"weight_kg": None})})
    records.save(draft.id, cleared, draft.revision, Progress("client"), shown=shown.client)
    assert records.load(draft.id).consultation.client.weight_kg is None
    assert records.client("C-0001").details.weight_kg is None


def test_a_finished_consultation_shows_the_client_as_known_then_and_cannot_be_changed(
    records: Records, finish: Callable[[Records, int, int], Header]
) -> None:
    draft = records.start_consultation(None, named("Marisol Vega"), Progress("handouts"))
    finished = finish(records, draft.id, draft.revision)
    assert finished.status == "finished"
    records.update_client("C-0001", Client(name="Marisol Ruiz"), 1)
    assert records.load(draft.id).consultation.client.name == "Marisol Vega"
    assert records.drafts() == ()
    with pytest.raises(ConsultError, match="finished"):
        records.save(draft.id, draft.consultation, finished.revision, Progress("client"))
    with pytest.raises(ConsultError, match="finished"):
        finish(records, draft.id, finished.revision)


def test_a_stale_save_is_refused_and_writes_nothing(records: Records) -> None:
    draft = records.start_consultation(None, named("Marisol Vega"), Progress("client"))
    records.save(draft.id, named("First"), 1, Progress("history"))
    with pytest.raises(StaleRevisionError):
        records.save(draft.id, named("Second"), 1, Progress("skin"))
    loaded = records.load(draft.id)
    assert (loaded.consultation.client.name, loaded.header.progress.step, loaded.revision) == ("First", "history", 2)
    assert records.client("C-0001").details.name == "First"


def test_what_could_not_be_opened_again_is_refused_by_its_place(records: Records) -> None:
    draft = records.start_consultation(None, named("Marisol Vega"), Progress("client"))
    impossible = draft.consultation.client.model_copy(update={"weight_kg": 4.0})
    with pytest.raises(BadInputError) as caught:
        records.save(draft.id, draft.consultation.model_copy(update={"client": impossible}), 1, Progress("client"))
    assert caught.value.problems == ("client.weight_kg",)
    assert records.load(draft.id) == draft
    assert records.client("C-0001").details.weight_kg is None


def test_drafts_come_newest_first(records: Records) -> None:
    first, second = (records.start_consultation(None, named(name), Progress("client")) for name in ("A", "B"))
    assert [header.id for header in records.drafts()] == [second.id, first.id]
    records.save(first.id, named("A"), 1, Progress("skin"))
    assert [(header.id, header.progress.step) for header in records.drafts()] == [(1, "skin"), (2, "client")]


def test_planned_sessions_are_listed_by_day_and_time(records: Records) -> None:
    morning, noon = PlannedSession(DAY, "09:00"), PlannedSession(DAY, "12:00", "review")
    records.start_consultation(None, named("A"), Progress("plan", sessions=(noon, PlannedSession(DAY.replace(day=27)))))
    records.start_consultation(None, named("B"), Progress("plan", sessions=(morning,)))
    visits = records.sessions_on(DAY)
    assert [(visit.header.client_name, visit.session) for visit in visits] == [("B", morning), ("A", noon)]
    assert len(records.sessions_between(DAY, DAY.replace(day=27))) == 3
    assert records.sessions_on(DAY.replace(day=21)) == ()


def test_a_save_replaces_the_planned_sessions(records: Records) -> None:
    draft = records.start_consultation(None, named("A"), Progress("plan", sessions=(PlannedSession(DAY),)))
    records.save(draft.id, named("A"), 1, Progress("plan"))
    assert records.sessions_on(DAY) == ()


def test_clients_whose_only_wait_is_over_are_eligible_oldest_first(records: Records) -> None:
    def waiting(name: str, not_before: dt.date | None, outcome: str = "defer") -> str:
        progress = Progress("safety", outcome, not_before)
        return str(records.start_consultation(None, named(name), progress).header.client_id)

    recent = waiting("Recent", DAY)
    longest = waiting("Longest", dt.date(2026, 6, 1))
    waiting("Not yet", dt.date(2026, 11, 21))
    waiting("Waits for an event", None)
    waiting("Needs clearance too", dt.date(2026, 6, 1), "clearance")
    seen_again = waiting("Seen again", dt.date(2026, 6, 1))
    records.start_consultation(records.client(seen_again), named(None), Progress("client"))
    assert [header.client_id for header in records.now_eligible(DAY)] == [longest, recent]


def test_documents_keep_their_exact_bytes(records: Records) -> None:
    draft = records.start_consultation(None, named("A"), Progress("handouts"))
    made_at = dt.datetime(2026, 11, 20, 11, 9, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    records.record_document(draft.id, "treatment_plan", b"%PDF-1", made_at)
    newest = records.record_document(draft.id, "aftercare", b"%PDF-22", made_at)
    assert [document.name for document in records.documents(draft.id)] == ["aftercare", "treatment_plan"]
    assert records.documents(draft.id)[0] == newest
    assert (newest.size, newest.made_by, newest.made_at) == (7, records.practitioner.id, made_at)
    assert records.document_content(newest.id) == b"%PDF-22"
    with records.transactions.engine.begin() as connection:
        connection.execute(update(document_table).values(content=b"\0").where(document_table.c.id == 2))
    with pytest.raises(VerificationError, match="altered"):
        records.document_content(newest.id)


def test_a_document_of_no_consultation_is_not_kept(records: Records) -> None:
    with pytest.raises(StorageError):
        records.record_document(99, "aftercare", b"", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))


def test_the_audit_trail_names_what_was_done_and_only_grows(records: Records) -> None:
    draft = records.start_consultation(None, named("Marisol Vega"), Progress("client"))
    records.save(draft.id, named("Marisol Vega"), 1, Progress("history"))
    records.note_event("printed", "consultation 1", "aftercare")
    kinds = [event.kind for event in records.events("consultation 1")]
    assert kinds == ["consultation_started", "consultation_saved", "printed"]
    assert [event.kind for event in records.events()][:2] == ["practice_created", "practice_opened"]
    assert "Marisol" not in str(records.events())
    for change in ("UPDATE audit_event SET kind = 'x'", "DELETE FROM audit_event"):
        with pytest.raises(StorageError):
            records.transactions.read("alter", lambda connection, sql: connection.execute(text(sql)), change)


def test_a_body_that_cannot_be_read_says_which_without_its_content(records: Records) -> None:
    draft = records.start_consultation(None, named("Marisol Vega"), Progress("client"))
    for values, reason in (({"body": '{"client": {"name": 7}}'}, "cannot be read"), ({"format": 3}, "newer version")):
        with records.transactions.engine.begin() as connection:
            connection.execute(update(consultation_table).values(values))
        with pytest.raises(VerificationError, match=reason) as caught:
            records.load(draft.id)
        assert "Consultation 1" in str(caught.value)


def test_another_thread_may_use_the_records(records: Records) -> None:
    work = threading.Thread(target=records.start_consultation, args=(None, named("A"), Progress("client")))
    work.start()
    work.join()
    assert [header.client_name for header in records.drafts()] == ["A"]
