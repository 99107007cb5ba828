"""The ledger: each save adds what became of the decisions, and nothing in it is ever changed."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from consult_app.clinical.consultation import Consultation, Decision, Practitioner
from consult_app.errors import VerificationError
from consult_app.records.ledger import ReferralNote
from consult_app.records.opening import demo_records
from consult_app.records.schema import ledger_entry
from consult_app.records.store import Records
from consult_app.records.values import Progress
from tests.clinical.cases import decision
from tests.records.sessions import opened, ready

PLAN = Progress("safety")
TAN = Decision.model_validate(decision("recent_tan_uv", "override", "doctor", basis="a1", until="2026-12-31"))
SCAR = Decision.model_validate(decision("eczema_dermatitis", "clearance", "gp"))


def deciding(*decisions: Decision) -> Consultation:
    return ready().model_copy(update={"decisions": decisions})


def told(records: Records, number: int) -> list[tuple[str, str, str]]:
    """The lines, oldest first."""
    return [(each.act, each.kind, each.finding) for each in reversed(records.ledger.of_consultation(number))]


def test_a_decision_enters_with_who_when_why_and_until(records: Records) -> None:
    stored = opened(records, deciding(TAN))
    (line,) = records.ledger.of_consultation(stored.id)
    assert (line.act, line.kind, line.finding) == ("recorded", "override", "recent_tan_uv")
    assert (line.expires, line.basis, line.recorded_by) == (dt.date(2026, 12, 31), "a1", 1)
    assert line.entry == TAN
    assert line.recorded_at.tzinfo is dt.UTC


def test_what_is_changed_and_withdrawn_is_added(records: Records) -> None:
    stored = opened(records, deciding(TAN))
    again = TAN.model_copy(update={"basis": "b2"})
    revision = 1
    for decisions in ((TAN,), (TAN, SCAR), (again, SCAR), (again,)):
        revision = records.save(stored.id, deciding(*decisions), revision, PLAN).revision
    assert told(records, stored.id) == [
        ("recorded", "override", "recent_tan_uv"),
        ("recorded", "clearance", "eczema_dermatitis"),
        ("changed", "override", "recent_tan_uv"),
        ("withdrawn", "clearance", "eczema_dermatitis"),
    ]
    assert [each.basis for each in records.ledger.of_consultation(stored.id)] == ["", "b2", "", "a1"]


def test_the_ledger_of_a_client_holds_every_consultation_and_referral(records: Records) -> None:
    stored = opened(records, deciding(SCAR))
    client = records.client("C-0001")
    records.start_consultation(client, deciding(TAN), PLAN)
    note = ReferralNote(to="dermatologist", subject="Eczema", reason="Asked to look", date=dt.date(2026, 11, 20))
    records.ledger.refer(stored.id, (note,))
    lines = records.ledger.of_client("C-0001")
    assert [line.kind for line in lines] == ["referral", "override", "clearance"]
    assert lines[0].entry == note
    kinds = [event.kind for event in records.events(f"consultation {stored.id}")]
    assert kinds == ["clearance_recorded", "consultation_started", "referral_recorded"]


def test_a_line_that_cannot_be_read_says_so(records: Records) -> None:
    stored = opened(records, deciding(TAN))
    with records.transactions.engine.begin() as connection:
        connection.execute(update(ledger_entry).values(body="{}"))
    with pytest.raises(VerificationError):
        records.ledger.of_consultation(stored.id)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(st.sampled_from([TAN, SCAR, TAN.model_copy(update={"basis": "b2"})]), max_size=3), max_size=4))
def test_the_lines_together_are_the_decisions_as_they_are(saves: list[list[Decision]]) -> None:
    opened_records = demo_records(Practitioner(name="Dana Okafor", role="nurse"))
    stored = opened(opened_records, deciding())
    revision = stored.revision
    for decisions in saves:
        revision = opened_records.save(stored.id, deciding(*decisions), revision, PLAN).revision
    acts = Counter(each.act for each in opened_records.ledger.of_consultation(stored.id))
    last = opened_records.load(stored.id).consultation.decisions
    assert acts["recorded"] - acts["withdrawn"] == len(last)
    opened_records.close()
