"""Duplicates are noticed, records of one person merged, and a client's record opens with what is newest."""

import datetime as dt

import pytest

from consult_app.clinical.consultation import Client, Consultation
from consult_app.errors import BadInputError
from consult_app.records.merging import Contradiction, contradictions
from consult_app.records.store import Records
from consult_app.records.values import PlannedSession, Progress, StaleRevisionError

BORN = dt.date(1991, 4, 2)
TODAY = dt.date(2026, 11, 20)
MARISOL = Client(name="Marisol Vega", date_of_birth=BORN, phone="01632 960123", email="marisol@vega.example")
REASON = "Same person, entered twice"


def visit(records: Records, client_id: str, *planned: dt.date) -> int:
    case = Consultation(format=1, as_of=TODAY)
    sessions = tuple(PlannedSession(day) for day in planned)
    return records.start_consultation(records.client(client_id), case, Progress("plan", sessions=sessions)).id


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (Client(name="vega, MARISOL", date_of_birth=BORN), "Same name and birth date"),
        (Client(name="Marisol Vegas", date_of_birth=BORN), "Similar name and same birth date"),
        (Client(name="Marisol Vega"), "Same name, a birth date is missing"),
        (Client(name="Tom Adeyemi", phone="+44 1632 960123"), "Same phone number"),
        (Client(name="Tom Adeyemi", email="Marisol@Vega.example "), "Same e-mail address"),
        (
            Client(name="Marisol Vega", date_of_birth=BORN, phone="01632960123"),
            "Same name and birth date, same phone number",
        ),
        (Client(name="Marisol Vega", date_of_birth=dt.date(1990, 4, 2)), ""),
        (Client(name="Tom Adeyemi", date_of_birth=BORN), ""),
        (Client(name="Tom Adeyemi", phone="999"), ""),
        (Client(), ""),
    ],
)
def test_likely_duplicates_say_why(records: Records, typed: Client, reason: str) -> None:
    added = records.add_client(MARISOL)
    found = records.directory.likely_duplicates(typed)
    assert [(alike.client.id, alike.reason) for alike in found] == ([(added.id, reason)] if reason else [])


def test_nobody_is_a_duplicate_of_themselves_and_the_surest_comes_first(records: Records) -> None:
    records.add_client(Client(name="Mari Sol", phone="01632 960123"))
    second = records.add_client(MARISOL)
    assert [alike.client.id for alike in records.directory.likely_duplicates(MARISOL)] == ["C-0002", "C-0001"]
    assert [alike.client.id for alike in records.directory.likely_duplicates(second.details)] == ["C-0001"]


def test_only_details_known_in_both_contradict() -> None:
    kept = Client(name="Marisol Vega", phone="1", weight_kg=64)
    other = Client(name="Marisol Ruiz", phone="1", height_cm=168)
    assert contradictions(kept, other) == (Contradiction("name", "Marisol Vega", "Marisol Ruiz"),)


def test_merging_moves_everything_and_the_other_id_leads_to_the_kept_one(records: Records) -> None:
    kept = records.add_client(Client(name="Marisol Vega", phone="01632 960123"))
    away = records.add_client(Client(name="Marisol Ruiz", date_of_birth=BORN), foreign_id="OLD-7")
    moved = visit(records, away.id)
    earlier = records.load(moved)
    merged = records.directory.merge(kept, away, frozenset({"name"}), REASON)
    assert merged.details == Client(id="C-0001", name="Marisol Ruiz", date_of_birth=BORN, phone="01632 960123")
    assert merged.foreign_id == "OLD-7"
    assert records.client(away.id) == merged
    assert [header.id for header in records.consultations(kept.id)] == [moved]
    assert [client.id for client in records.search_clients("")] == ["C-0001"]
    assert [client.id for client in records.search_clients("old-7")] == ["C-0001"]
    assert records.search_clients("c-0002") == ()
    assert [event.note for event in records.events("C-0002")][-1] == REASON
    assert [event.kind for event in records.events("C-0001")][-1] == "client_merged"
    saved = records.save(moved, earlier.consultation, earlier.revision, Progress("client"))
    assert saved.client_id == "C-0001"
    assert records.client("C-0001").details.phone == "01632 960123"


def test_who_was_merged_twice_leads_all_the_way(records: Records) -> None:
    first, second, third = (records.add_client(Client(name=f"Vega {number}")) for number in "ABC")
    second = records.directory.merge(second, third, frozenset(), REASON)
    records.directory.merge(first, second, frozenset(), REASON)
    assert {records.client(each).id for each in ("C-0001", "C-0002", "C-0003")} == {"C-0001"}


def test_a_merge_is_refused_without_a_reason_with_itself_and_when_somebody_changed_a_record(records: Records) -> None:
    kept, away = records.add_client(MARISOL), records.add_client(Client(name="Marisol Vega"))
    with pytest.raises(BadInputError, match="reason"):
        records.directory.merge(kept, away, frozenset(), "same")
    with pytest.raises(BadInputError, match="itself"):
        records.directory.merge(kept, kept, frozenset(), REASON)
    records.update_client(away.id, Client(name="Marisol V"), away.revision)
    with pytest.raises(StaleRevisionError):
        records.directory.merge(kept, away, frozenset(), REASON)
    changed = records.client(away.id)
    records.update_client(kept.id, Client(name="Marisol"), kept.revision)
    with pytest.raises(StaleRevisionError):
        records.directory.merge(kept, changed, frozenset(), REASON)
    assert records.client(away.id).id == away.id


def test_the_list_says_when_somebody_was_seen_and_what_comes_next(records: Records) -> None:
    seen, new = records.add_client(MARISOL), records.add_client(Client(name="Tom Adeyemi"))
    visit(records, seen.id, dt.date(2026, 11, 1), dt.date(2026, 12, 1), dt.date(2027, 1, 1))
    visits = records.directory.visits((seen.id, new.id), TODAY)
    assert (visits[seen.id].last, visits[seen.id].next) == (TODAY, dt.date(2026, 12, 1))
    assert (visits[new.id].last, visits[new.id].next) == (None, None)


def test_a_record_opens_with_the_newest_visits_and_counts_the_others(records: Records) -> None:
    added = records.add_client(MARISOL)
    numbers = [visit(records, added.id) for _ in range(5)]
    records.record_document(numbers[-1], "treatment_plan", b"%PDF", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    record = records.directory.record(added.id, TODAY, 2)
    assert record.client.details.name == "Marisol Vega"
    assert [header.id for header in record.consultations] == numbers[:-3:-1]
    assert record.earlier == 3
    assert [paper.name for paper in record.documents] == ["treatment_plan"]
    assert records.directory.record(added.id, TODAY).earlier == 0


def test_a_record_made_only_while_typing_goes_into_the_one_that_was_there(records: Records) -> None:
    known = records.add_client(MARISOL)
    typed = Consultation(format=1, as_of=TODAY, client=Client(name="Marisol Vegaz"))
    draft = records.start_consultation(None, typed, Progress("client"))
    assert draft.header.client_id == "C-0002"
    taken = draft.consultation.model_copy(update={"client": known.details})
    saved = records.save(draft.id, taken, draft.revision, Progress("client"))
    assert saved.client_id == known.id
    assert records.client("C-0002") == records.client(known.id) == known
    assert [client.id for client in records.search_clients("")] == [known.id]


def test_a_record_that_was_there_before_the_draft_stays(records: Records) -> None:
    one, other = records.add_client(MARISOL), records.add_client(Client(name="Tom Adeyemi"))
    draft = records.start_consultation(other, Consultation(format=1, as_of=TODAY), Progress("client"))
    taken = draft.consultation.model_copy(update={"client": one.details})
    records.save(draft.id, taken, draft.revision, Progress("client"))
    assert records.client(other.id).id == other.id
