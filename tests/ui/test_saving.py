"""Saving: nothing counts as saved before the records say so, and nothing typed is lost when they refuse."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, AreaRequest, Client, Consultation, Practitioner
from consult_app.records.opening import demo_records
from consult_app.records.store import Records
from consult_app.records.values import Progress, StoredConsultation
from consult_app.ui.background import Background
from consult_app.ui.consultation import ordered_saving
from consult_app.ui.consultation.saving import Saving
from consult_app.ui.state import ConsultationState

NO = (Answer(answer="no"),)
FRESH = Consultation.model_validate({"format": 1, "as_of": "2026-11-20", "client": {"name": "Zoë Łukasz"}})


@pytest.fixture
def records() -> Iterator[Records]:
    opened = demo_records(Practitioner(name="Jo Brennan", role="nurse"))
    yield opened
    opened.close()


class Desk:
    def __init__(self, catalogue: Catalogue, records: Records) -> None:
        self.background = Background()
        self.stored: StoredConsultation = records.start_consultation(None, FRESH, Progress("client"))
        self.state = ConsultationState(self.stored.consultation, catalogue)
        self.saving = Saving(self.state, self.stored, records, self.background)


@pytest.fixture
def desk(catalogue: Catalogue, records: Records, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(catalogue, records)
    yield made
    qtbot.waitUntil(lambda: not made.background.busy)
    made.background.finish()


def test_changes_made_while_a_save_runs_go_together_in_the_next(desk: Desk, records: Records, qtbot: QtBot) -> None:
    for name in ("diabetes", "smoking", "anticoagulant", "hsv_active", "pih_history"):
        desk.state.update(answers={**desk.state.consultation.answers, name: NO})
    assert not desk.saving.is_clean
    qtbot.waitUntil(lambda: desk.saving.is_clean)
    kept = records.load(desk.stored.id)
    assert len(kept.consultation.answers) == 5
    assert kept.revision == desk.stored.revision + 2


def test_a_draft_remembers_the_rules_it_was_last_checked_by(
    desk: Desk, records: Records, catalogue: Catalogue, qtbot: QtBot
) -> None:
    desk.saving.is_unchecked = True
    desk.state.update(reason_for_visit="Back acne scars")
    qtbot.waitUntil(lambda: desk.saving.is_clean)
    kept = records.load(desk.stored.id)
    assert (kept.header.progress.protocol_digest, kept.verdict) == ("", None)
    desk.saving.checked()
    qtbot.waitUntil(lambda: desk.saving.is_clean)
    kept = records.load(desk.stored.id)
    assert kept.header.progress.protocol_digest == catalogue.digest
    assert kept.verdict == desk.state.verdict()
    desk.state.update(areas=(AreaRequest(id="no_such_area"),))
    qtbot.waitUntil(lambda: desk.saving.is_clean)
    assert desk.state.summary is None
    assert records.load(desk.stored.id).verdict == kept.verdict


def test_the_open_step_is_remembered(desk: Desk, records: Records, qtbot: QtBot) -> None:
    desk.saving.open_step("history")
    qtbot.waitUntil(lambda: desk.saving.is_clean)
    assert records.load(desk.stored.id).header.progress.step == "history"


def test_whoever_waits_is_told_after_the_commit(desk: Desk, records: Records, qtbot: QtBot) -> None:
    told: list[tuple[bool, int]] = []
    desk.state.update(reason_for_visit="Back acne scars")
    desk.saving.after_saving(lambda ok: told.append((ok, desk.saving.header.revision)))
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(True, records.load(desk.stored.id).revision)]


def test_a_refused_save_says_so_and_keeps_what_was_typed(desk: Desk, records: Records, qtbot: QtBot) -> None:
    records.save(desk.stored.id, desk.stored.consultation, desk.stored.revision, Progress("skin"))
    told: list[bool] = []
    desk.state.update(reason_for_visit="Back acne scars")
    desk.saving.after_saving(told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [False]
    assert "changed somewhere else" in desk.saving.failed
    assert not desk.saving.is_clean
    assert desk.state.consultation.reason_for_visit == "Back acne scars"
    assert records.load(desk.stored.id).consultation.reason_for_visit is None


def test_a_new_client_gets_an_id_that_undo_does_not_take_away(
    catalogue: Catalogue, records: Records, qtbot: QtBot
) -> None:
    background = Background()
    stored = records.start_consultation(None, FRESH.model_copy(update={"client": Client()}), Progress("client"))
    state = ConsultationState(stored.consultation, catalogue)
    saving = Saving(state, stored, records, background)
    state.update(client=state.consultation.client.model_copy(update={"name": "Nguyễn Thị Ánh"}))
    qtbot.waitUntil(lambda: saving.is_clean)
    assert state.consultation.client.id == "C-0001"
    state.undo()
    assert state.consultation.client.id == "C-0001"
    assert not state.can_undo
    qtbot.waitUntil(lambda: saving.is_clean)
    background.finish()


def test_a_detail_typed_away_stays_away_though_another_consultation_gave_it(
    catalogue: Catalogue, records: Records, qtbot: QtBot
) -> None:
    draft = records.start_consultation(None, FRESH, Progress("client"))
    known = records.client("C-0001")
    records.update_client("C-0001", known.details.model_copy(update={"weight_kg": 25.0}), known.revision)
    stored, background = records.load(draft.id), Background()
    state = ConsultationState(stored.consultation, catalogue)
    saving = Saving(state, stored, records, background)
    for weight in (None, 61.0, None, 25.0, None):
        state.update(client=state.consultation.client.model_copy(update={"weight_kg": weight}))
        qtbot.waitUntil(lambda: saving.is_clean)
        assert records.load(draft.id).consultation == state.consultation
    # what the client's record is given elsewhere meanwhile is not typed here, and stays
    known = records.client("C-0001")
    records.update_client("C-0001", known.details.model_copy(update={"phone": "01632 960411"}), known.revision)
    state.update(reason_for_visit="Back acne scars")
    qtbot.waitUntil(lambda: saving.is_clean)
    assert records.client("C-0001").details.phone == "01632 960411"
    background.finish()


def test_what_the_disk_refused_is_tried_again_by_itself(
    catalogue: Catalogue, records: Records, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordered_saving, "FIRST_WAIT_MS", 20)
    desk = Desk(catalogue, records)
    let_write(records, allowed=False)
    desk.state.update(reason_for_visit="Back acne scars")
    qtbot.waitUntil(lambda: "Everything saved before is kept" in desk.saving.failed)
    let_write(records, allowed=True)
    qtbot.waitUntil(lambda: desk.saving.is_clean)
    assert desk.saving.failed == ""
    assert records.load(desk.stored.id).consultation.reason_for_visit == "Back acne scars"
    desk.background.finish()


def let_write(records: Records, *, allowed: bool) -> None:
    with records.transactions.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if allowed else 'ON'}")
