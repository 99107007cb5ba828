"""Treatment sessions: begun where the day allows it, saved, signed on their own, corrected, and found by lot."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text, update

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.treatment_day import TreatmentDay
from consult_app.clinical.treatment_record import TreatmentEvent, TreatmentRecord
from consult_app.clinical.treatment_review import Review, review
from consult_app.errors import BadInputError, ConsultError, VerificationError
from consult_app.records.lots import folded
from consult_app.records.opening import open_practice
from consult_app.records.schema import treatment as treatment_table
from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.records.values import Progress, StaleRevisionError
from tests.records.sessions import NUMBED, TODAY, begun, day_of, full, opened, ready

KEY = Ed25519PrivateKey.generate()
BUMPS = TreatmentEvent(kind="adverse_event", date=dt.date(2026, 11, 22), what=("dermatitis",), severity="mild")


def reviewed(stored: StoredTreatment, records: Records, catalogue: Catalogue) -> Review:
    value = records.load(stored.consultation_id).consultation
    return review(stored.record, day_of(value, catalogue), value, catalogue, consent=None)


def signed(records: Records, catalogue: Catalogue, record: TreatmentRecord | None = None) -> StoredTreatment:
    draft = begun(records, catalogue, record)
    return records.treatments.sign(draft.id, draft.revision, reviewed(draft, records, catalogue), KEY)


def test_a_session_comes_back_whole_from_an_encrypted_file(home: Path, passphrase: str, catalogue: Catalogue) -> None:
    records = open_practice(home, 1, passphrase)
    started = begun(records, catalogue, full(numbing=NUMBED))
    longer = full(numbing=NUMBED, notes="Client listened to the sea", next_date="2027-01-08")
    saved = records.treatments.save(started.id, longer, started.revision)
    done = records.treatments.sign(
        saved.id, saved.revision, reviewed(saved, records, catalogue), records.people.prove(passphrase).signing_key
    )
    records.close()
    again = open_practice(home, 1, passphrase)
    loaded = again.treatments.load(started.id)
    assert loaded == done
    assert (loaded.record, loaded.status, loaded.client_name) == (longer, "signed", "Marisol Vega")
    assert again.trail.verify().problems == ()
    again.close()
    assert b"listened to the sea" not in (home / "records.db").read_bytes()


def test_what_the_safety_check_shuts_is_refused_with_the_reason(records: Records, catalogue: Catalogue) -> None:
    shut = ready(answers={"isotretinoin_recent": {"answer": "yes", "last_dose": "2026-09-12"}})
    stored = opened(records, shut)
    with pytest.raises(ConsultError, match="12 Mar 2027"):
        records.treatments.start(stored.id, stored.revision, day_of(stored.consultation, catalogue), full())
    assert records.treatments.of_consultation(stored.id) == ()


def test_while_an_answer_is_missing_nothing_begins(records: Records, catalogue: Catalogue) -> None:
    stored = opened(records, ready().model_copy(update={"remaining_answers": None}))
    with pytest.raises(ConsultError, match="Not answered yet"):
        records.treatments.start(stored.id, stored.revision, day_of(stored.consultation, catalogue), full())


def test_a_consultation_of_another_day_begins_nothing(records: Records, catalogue: Catalogue) -> None:
    stored = opened(records, ready(as_of="2026-11-19"))
    day = day_of(stored.consultation, catalogue)
    with pytest.raises(ConsultError, match="19 Nov 2026"):
        records.treatments.start(stored.id, stored.revision, day, full())
    forged = day_of(ready(), catalogue)
    with pytest.raises(ConsultError, match="another day"):
        records.treatments.start(stored.id, stored.revision, forged, full())
    with pytest.raises(ConsultError, match="No session can begin"):
        records.treatments.start(stored.id, stored.revision, TreatmentDay(TODAY), full())


def test_a_go_ahead_for_an_older_version_of_the_consultation_is_stale(records: Records, catalogue: Catalogue) -> None:
    stored = opened(records)
    records.save(stored.id, stored.consultation, stored.revision, Progress("plan"))
    with pytest.raises(StaleRevisionError):
        records.treatments.start(stored.id, stored.revision, day_of(stored.consultation, catalogue), full())


def test_an_area_that_is_not_open_and_a_client_without_a_name_are_refused(
    records: Records, catalogue: Catalogue
) -> None:
    stored = opened(records)
    other = full(areas=[{"key": "abdomen"}])
    with pytest.raises(BadInputError, match="not open today"):
        records.treatments.start(stored.id, stored.revision, day_of(stored.consultation, catalogue), other)
    nobody = opened(records, ready(client={key: value for key, value in WITHOUT_NAME.items() if key != "name"}))
    with pytest.raises(ConsultError, match="no client yet"):
        records.treatments.start(nobody.id, nobody.revision, day_of(nobody.consultation, catalogue), full())


WITHOUT_NAME = {"date_of_birth": "1991-04-02", "sex_at_birth": "female", "weight_kg": 64, "height_cm": 168}


def test_two_rooms_do_not_save_over_each_other(records: Records, catalogue: Catalogue) -> None:
    draft = begun(records, catalogue)
    records.treatments.save(draft.id, full(notes="one"), draft.revision)
    with pytest.raises(StaleRevisionError):
        records.treatments.save(draft.id, full(notes="two"), draft.revision)
    assert records.treatments.load(draft.id).record.notes == "one"


def test_the_day_of_a_session_does_not_move(records: Records, catalogue: Catalogue) -> None:
    draft = begun(records, catalogue)
    with pytest.raises(BadInputError, match="day of a session"):
        records.treatments.save(draft.id, full(date="2026-11-21"), draft.revision)


def test_only_what_was_reviewed_and_lacks_nothing_is_signed(records: Records, catalogue: Catalogue) -> None:
    draft = begun(records, catalogue, full(cartridge_lot=""))
    looked = reviewed(draft, records, catalogue)
    with pytest.raises(BadInputError) as refused:
        records.treatments.sign(draft.id, draft.revision, looked, KEY)
    assert "Lot of the needle cartridge is missing." in refused.value.problems
    saved = records.treatments.save(draft.id, full(), draft.revision)
    with pytest.raises(StaleRevisionError):
        records.treatments.sign(draft.id, saved.revision, looked, KEY)
    done = records.treatments.sign(draft.id, saved.revision, reviewed(saved, records, catalogue), KEY)
    with pytest.raises(ConsultError, match="can no longer be changed"):
        records.treatments.save(draft.id, full(notes="later"), done.revision)


def test_an_altered_session_is_found(records: Records, catalogue: Catalogue) -> None:
    done = signed(records, catalogue)
    assert records.trail.verify().problems == ()
    with records.transactions.engine.begin() as connection:
        connection.execute(update(treatment_table).where(treatment_table.c.id == done.id).values(body="{}"))
    assert records.trail.verify().problems


def test_a_correction_is_a_new_revision_that_names_the_old(records: Records, catalogue: Catalogue) -> None:
    first = signed(records, catalogue)
    second = records.treatments.correct(first.id, "The depth was typed wrong")
    assert (second.revises, second.revises_because, second.status) == (first.id, "The depth was typed wrong", "draft")
    assert second.record == first.record
    assert records.treatments.load(first.id).revised_by == second.id
    assert records.treatments.load(first.id).record == first.record
    with pytest.raises(ConsultError, match="corrected already"):
        records.treatments.correct(first.id, "Once more")
    with pytest.raises(ConsultError, match="not signed yet"):
        records.treatments.correct(second.id, "Too early")
    with pytest.raises(BadInputError, match="reason"):
        records.treatments.correct(first.id, " ")


def test_sessions_are_listed_by_client_consultation_and_day(records: Records, catalogue: Catalogue) -> None:
    one, other = begun(records, catalogue), begun(records, catalogue)
    assert [each.id for each in records.treatments.of_client(one.client_id)] == [one.id]
    assert [each.id for each in records.treatments.of_consultation(other.consultation_id)] == [other.id]
    assert [each.id for each in records.treatments.on(TODAY)] == [other.id, one.id]
    assert records.treatments.on(dt.date(2026, 11, 21)) == ()
    assert [each.id for each in records.treatments.unsigned()] == [other.id, one.id]
    records.treatments.sign(one.id, one.revision, reviewed(one, records, catalogue), KEY)
    assert [each.id for each in records.treatments.unsigned()] == [other.id]
    with pytest.raises(BadInputError):
        records.treatments.load(99)


def test_follow_ups_stay_with_the_session_through_its_corrections_newest_first(
    records: Records, catalogue: Catalogue
) -> None:
    first = signed(records, catalogue)
    records.treatments.add_event(first.id, BUMPS)
    second = records.treatments.correct(first.id, "The lot was typed wrong")
    call = TreatmentEvent(kind="follow_up", date=dt.date(2026, 11, 27), what_else="Called", outcome="Settled")
    records.treatments.add_event(second.id, call)
    for number in (first.id, second.id):
        assert [each.event for each in records.treatments.load(number).events] == [call, BUMPS]
    assert records.trail.verify().problems == ()


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (BUMPS.model_copy(update={"date": dt.date(2026, 11, 19)}), "before the session"),
        (TreatmentEvent(kind="follow_up", date=TODAY), "Nothing is recorded"),
    ],
)
def test_a_follow_up_that_cannot_be_is_refused(
    event: TreatmentEvent, said: str, records: Records, catalogue: Catalogue
) -> None:
    draft = begun(records, catalogue)
    with pytest.raises(BadInputError, match=said):
        records.treatments.add_event(draft.id, event)
    with pytest.raises(BadInputError, match="no treatment session"):
        records.treatments.add_event(99, BUMPS)


@pytest.mark.parametrize("typed", ["NC-24 118", "nc24118", " nc 24-118 ", "ＮＣ２４１１８"])
def test_a_lot_is_found_however_it_is_typed(typed: str, records: Records, catalogue: Catalogue) -> None:
    done = signed(records, catalogue, full(numbing=NUMBED, products=[{"label": "Sterile gel", "lot": "G 5"}]))
    (use,) = records.treatments.treated_with_lot(typed)
    assert (use.client_id, use.client_name, use.date, use.areas) == (
        done.client_id,
        "Marisol Vega",
        TODAY,
        ("back_upper",),
    )
    assert (use.kind, use.number, use.practitioner, use.signed) == ("cartridge", "NC-24 118", "Dana Okafor", True)
    assert [each.kind for each in records.treatments.treated_with_lot("lp-7741")] == ["numbing"]
    assert [each.label for each in records.treatments.treated_with_lot("g5")] == ["Sterile gel"]


def test_another_lot_and_nothing_typed_find_nobody(records: Records, catalogue: Catalogue) -> None:
    begun(records, catalogue)
    assert records.treatments.treated_with_lot("NC-24 119") == ()
    assert records.treatments.treated_with_lot(" - ") == ()


def test_a_lot_follows_what_is_saved_and_a_signed_correction(records: Records, catalogue: Catalogue) -> None:
    draft = begun(records, catalogue, full(cartridge_lot="OLD 1"))
    saved = records.treatments.save(draft.id, full(cartridge_lot="OLD 2"), draft.revision)
    assert records.treatments.treated_with_lot("old1") == ()
    done = records.treatments.sign(saved.id, saved.revision, reviewed(saved, records, catalogue), KEY)
    again = records.treatments.correct(done.id, "The lot was typed wrong")
    changed = records.treatments.save(again.id, full(cartridge_lot="NEW 3"), again.revision)
    assert [use.signed for use in records.treatments.treated_with_lot("old 2")] == [True]
    records.treatments.sign(changed.id, changed.revision, reviewed(changed, records, catalogue), KEY)
    assert records.treatments.treated_with_lot("old 2") == ()
    assert len(records.treatments.treated_with_lot("new 3")) == 1


@given(st.text(max_size=20), st.sampled_from(["", " ", "-", "_", "/", "."]))
def test_folding_a_lot_ignores_case_and_what_stands_between(number: str, between: str) -> None:
    assert folded(between.join(number.upper())) == folded(folded(number.upper()))
    assert folded(folded(number)) == folded(number)


@pytest.mark.parametrize(("column", "value"), [("body", "{"), ("format", 2)])
def test_a_session_that_cannot_be_read_says_so(
    column: str, value: object, records: Records, catalogue: Catalogue
) -> None:
    draft = begun(records, catalogue)
    with records.transactions.engine.begin() as connection:
        connection.execute(update(treatment_table).values({column: value}))
    with pytest.raises(VerificationError):
        records.treatments.load(draft.id)


def test_the_trail_names_what_was_done_and_never_the_reason(records: Records, catalogue: Catalogue) -> None:
    done = signed(records, catalogue)
    records.treatments.correct(done.id, "The depth was typed wrong")
    events = records.events(f"treatment {done.id}")
    assert [event.kind for event in events] == ["treatment_started", "treatment_signed", "treatment_corrected"]
    with records.transactions.engine.begin() as connection:
        details = connection.execute(text("SELECT detail FROM audit_event")).scalars().all()
    assert not any("typed wrong" in detail for detail in details)


def test_a_review_of_another_record_signs_nothing(records: Records, catalogue: Catalogue) -> None:
    draft = begun(records, catalogue)
    other = replace(reviewed(draft, records, catalogue), record=full(notes="other"))
    with pytest.raises(StaleRevisionError):
        records.treatments.sign(draft.id, draft.revision, other, KEY)


def test_a_session_deleted_with_a_reason_leaves_nothing_but_the_trail(records: Records, catalogue: Catalogue) -> None:
    stored = begun(records, catalogue, full(numbing=NUMBED))
    with pytest.raises(BadInputError):
        records.treatments.delete_draft(stored.id, stored.revision, " ")
    with pytest.raises(StaleRevisionError):
        records.treatments.delete_draft(stored.id, stored.revision + 1, "Twice")
    records.treatments.delete_draft(stored.id, stored.revision, "Twice")
    assert records.treatments.unsigned() == ()
    assert records.treatments.treated_with_lot("NC-24 118") == ()
    event = records.events(f"treatment {stored.id}")[-1]
    assert (event.kind, event.detail, event.note) == ("draft_deleted", "revision 1 of C-0001", "Twice")
    assert records.trail.verify().ok
