"""Around the timeline of a record: allergies that are never forgotten, the next visit, and what went wrong."""

import datetime as dt

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Practitioner
from consult_app.clinical.treatment_record import TreatmentEvent
from consult_app.records.opening import demo_records
from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.records.values import PlannedSession, Progress
from consult_app.ui.office.record_words import adverse_events, allergies, next_visit, read_consultations, skin_words
from tests.clinical.cases import case
from tests.records.sessions import TODAY, begun

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
ALLERGIC = {"contact_allergy_products": {"answer": "yes", "product": ["chlorhexidine"]}}


def opened() -> Records:
    return demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOON)


def test_an_allergy_of_an_earlier_day_is_still_told_and_once(catalogue: Catalogue) -> None:
    now, before, long_ago = case(answers={}), case(answers=ALLERGIC), case(answers=ALLERGIC)
    assert allergies((now, before, long_ago), catalogue) == ("Allergy: chlorhexidine",)
    assert allergies((now,), catalogue) == ()


def test_the_skin_type_is_the_one_found_last(catalogue: Catalogue) -> None:
    unknown, later, earlier = case(skin={}), case(skin={"fitzpatrick": 4}), case(skin={"fitzpatrick": 2})
    assert skin_words((unknown, later, earlier), catalogue) == "Skin type IV"
    assert skin_words((unknown,), catalogue) == ""


def test_the_next_visit_is_the_earliest_that_is_not_over() -> None:
    records = opened()
    planned = tuple(
        PlannedSession(TODAY + dt.timedelta(days=days), time, kind)
        for days, time, kind in ((-7, None, "test_patch"), (11, "10:30", "session"), (40, None, "review"))
    )
    stored = records.start_consultation(None, case(), Progress("plan", sessions=planned))
    header = records.load(stored.id).header
    assert next_visit((header,), TODAY) == "Session, Tue 1 Dec 2026, 10:30"
    assert next_visit((header,), TODAY + dt.timedelta(days=20)) == "Review, Wed 30 Dec 2026"
    assert next_visit((header,), TODAY + dt.timedelta(days=90)) == ""
    assert len(read_consultations(records, (header,))) == 1
    records.close()


def test_what_went_wrong_leads_to_its_session(catalogue: Catalogue) -> None:
    records = opened()
    session: StoredTreatment = begun(records, catalogue)
    for kind, what in (("follow_up", "Calm"), ("adverse_event", "Darker marks")):
        given = {"kind": kind, "date": TODAY.isoformat(), "what_else": what, "severity": "mild"}
        records.treatments.add_event(session.id, TreatmentEvent.model_validate(given))
    (row,) = adverse_events((records.treatments.load(session.id),), catalogue)
    assert (row.key, row.name) == (f"session:{session.id}", "Darker marks. Mild")
    assert row.line == "20 Nov 2026, after the session of 20 Nov 2026"
    records.close()
