"""The session screen: filled in by hand, saved as it is, and signed once nothing is missing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Practitioner
from consult_app.clinical.treatment_record import TreatmentEvent
from consult_app.clinical.treatment_review import review
from consult_app.errors import ConsultError
from consult_app.records.opening import demo_records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.consultation.conflict_dialog import ConflictDialog
from consult_app.ui.desk import Desk
from consult_app.ui.office.today_view import read_today
from consult_app.ui.session.follow_up_dialog import FollowUpDialog
from consult_app.ui.session.session_frame import CORRECT, FINISH, FOLLOW_UP, MISSING, SessionFrame
from consult_app.ui.session.session_opening import SignedSession, begin_session, load_session
from consult_app.ui.widgets.ask_dialog import ReasonDialog
from consult_app.ui.widgets.notices import NoticeLine
from consult_app.ui.widgets.numbing_timer import NumbingTimer
from consult_app.ui.widgets.states import StateChip
from tests.records.consents import consented
from tests.records.sessions import NUMBED, TODAY, full, opened, ready

LONDON = ZoneInfo("Europe/London")
NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=LONDON)
LEFT = Qt.MouseButton.LeftButton
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def app(catalogue: Catalogue, tmp_path: Path) -> Iterator[App]:
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOON.astimezone(dt.UTC))
    yield App(Settings(tmp_path), catalogue, records, lambda: NOON, is_demo=True)
    records.close()


@pytest.fixture
def frame(app: App, qtbot: QtBot) -> Iterator[SessionFrame]:
    background = Background()
    stored = opened(app.records)
    consented(app.records, app.catalogue, stored.id)
    shown = SessionFrame(app, begin_session(app.records, app.catalogue, stored.id, TODAY), background)
    shown.resize(1280, 800)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    yield shown
    # Closed here: qtbot would close it before what was typed last is saved.
    shown.commit()
    qtbot.waitUntil(lambda: shown.saving.is_clean and not background.busy)
    shown.close()
    shown.deleteLater()
    background.finish()


def field(frame: SessionFrame, name: str) -> QWidget:
    found = frame.page.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def type_into(frame: SessionFrame, qtbot: QtBot, name: str, text: str) -> None:
    edit = field(frame, name).focusProxy()
    assert edit is not None
    edit.setFocus()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)


def stored_now(frame: SessionFrame, app: App, qtbot: QtBot) -> StoredTreatment:
    qtbot.waitUntil(lambda: frame.saving.is_clean)
    return app.records.treatments.load(frame.saving.stored.id)


def test_a_tick_a_typed_lot_and_a_depth_reach_the_records(frame: SessionFrame, app: App, qtbot: QtBot) -> None:
    qtbot.mouseClick(field(frame, "arrival_asked_again"), LEFT)
    type_into(frame, qtbot, "cartridge_lot", "NC-24 118")
    type_into(frame, qtbot, "back_upper_depth_mm", "0.75")
    record = stored_now(frame, app, qtbot).record
    assert (record.arrival.asked_again, record.cartridge_lot) == ("yes", "NC-24 118")
    assert record.areas[0].depth_mm == 0.75


def test_what_is_missing_is_counted_and_gone_to_one_after_the_other(frame: SessionFrame, qtbot: QtBot) -> None:
    missing = frame.state.review.missing
    assert frame.footer.action(MISSING).isEnabled()
    qtbot.mouseClick(frame.footer.action(MISSING), LEFT)
    assert QApplication.focusWidget() is field(frame, "arrival_asked_again")
    qtbot.keyClick(frame, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is field(frame, "arrival_field_seen")
    assert all(remark.place in frame.page.places for remark in missing)


def test_every_place_that_can_be_missing_has_its_field(frame: SessionFrame) -> None:
    frame.state.update(numbed="yes", numbing=full(numbing={"lot": "x"}).numbing)
    frame.state.update_area("back_upper", stopped_early="yes")
    assert {remark.place for remark in frame.state.review.remarks} <= set(frame.page.places)


def test_a_depth_over_the_limit_is_told_beside_the_field_and_asks_why(frame: SessionFrame) -> None:
    frame.state.update_area("back_upper", depth_mm=3.0)
    assert not frame.page.parts[3].places["outside_because"].isHidden()
    assert "over the limit" in frame.state.review.outside[0].text


def test_what_cannot_be_saved_stays_in_the_window_and_is_tried_again(
    frame: SessionFrame, app: App, qtbot: QtBot
) -> None:
    stored = frame.saving.stored
    app.records.treatments.save(stored.id, full(notes="from another room"), stored.revision)
    frame.state.update(notes="from this room")
    qtbot.waitUntil(lambda: bool(frame.saving.failed))
    outcome: list[bool] = []
    frame.left.connect(lambda: outcome.append(True))
    frame.leave()
    qtbot.waitUntil(lambda: any("changed somewhere else" in each.text() for each in frame.findChildren(QLabel)))
    assert outcome == []
    assert frame.state.record.notes == "from this room"
    frame.saving.stored = app.records.treatments.load(stored.id)
    frame.saving.save_if_failed()
    assert stored_now(frame, app, qtbot).record.notes == "from this room"


def test_finishing_signs_and_leaves(frame: SessionFrame, app: App, qtbot: QtBot) -> None:
    frame.state.update(**dict(full()))
    qtbot.waitUntil(lambda: frame.saving.is_clean)
    frame.finish()
    qtbot.waitUntil(lambda: frame.dialog is not None)
    assert frame.dialog is not None
    with qtbot.waitSignal(frame.left):
        frame.dialog.ask()
    assert app.records.treatments.load(frame.saving.stored.id).status == "signed"


def test_with_something_missing_finish_shows_it_and_signs_nothing(frame: SessionFrame, qtbot: QtBot) -> None:
    qtbot.mouseClick(frame.footer.action(FINISH), LEFT)
    assert frame.dialog is None
    assert QApplication.focusWidget() is field(frame, "arrival_asked_again")


def test_none_and_a_reaction_rule_each_other_out(frame: SessionFrame, qtbot: QtBot) -> None:
    seen: list[tuple[str | None, tuple[str, ...]]] = []
    for name in ("no_reaction", "faint", "no_reaction"):
        qtbot.mouseClick(field(frame, f"reaction_{name}"), LEFT)
        seen.append((frame.state.record.no_reaction, frame.state.record.reactions))
    assert seen == [("yes", ()), (None, ("faint",)), ("yes", ())]


def test_a_second_product_gets_a_line_of_its_own(frame: SessionFrame, qtbot: QtBot) -> None:
    after = frame.page.parts[3]
    type_into(frame, qtbot, "product_0_label", "Sterile gel")
    after.more.click()
    type_into(frame, qtbot, "product_1_label", "Antiseptic")
    assert [used.label for used in frame.state.record.products] == ["Sterile gel", "Antiseptic"]


def test_every_field_has_a_name(frame: SessionFrame) -> None:
    named = [each for each in frame.page.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert named
    assert all(each.accessibleName() or each.objectName() for each in named if each.isVisible())


def test_a_session_begun_is_opened_again_and_one_shut_is_refused(app: App) -> None:
    stored = opened(app.records)
    first = begin_session(app.records, app.catalogue, stored.id, TODAY)
    assert begin_session(app.records, app.catalogue, stored.id, TODAY).stored.id == first.stored.id
    assert load_session(app.records, app.catalogue, first.stored.id).day.areas
    shut = opened(app.records, ready(answers={"pregnancy": "yes"}))
    with pytest.raises(ConsultError, match="Not to be treated"):
        begin_session(app.records, app.catalogue, shut.id, TODAY)


def test_today_lists_a_session_of_today_and_one_left_unsigned(app: App) -> None:
    begin_session(app.records, app.catalogue, opened(app.records).id, TODAY)
    row = read_today(app.records, NOON, app.catalogue).sessions[0]
    assert (row.key, row.matter) == ("session:1", "Begun, not finished yet")
    later = read_today(app.records, NOON + dt.timedelta(days=1), app.catalogue)
    assert later.drafts[0].key == "session:1"


@pytest.fixture
def signed(app: App, qtbot: QtBot) -> Iterator[SessionFrame]:
    """A session that was signed, as it is opened afterwards."""
    background, stored = Background(), opened(app.records)
    begun = begin_session(app.records, app.catalogue, stored.id, TODAY)
    saved = app.records.treatments.save(begun.stored.id, full(), begun.stored.revision)
    looked = review(saved.record, begun.day, begun.consultation, app.catalogue, consent=None)
    app.records.treatments.sign(saved.id, saved.revision, looked, Ed25519PrivateKey.generate())
    shown = SessionFrame(app, load_session(app.records, app.catalogue, saved.id), background)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    qtbot.waitUntil(lambda: not background.busy)
    background.finish()


def test_a_signed_session_is_read_only_and_takes_follow_ups(signed: SessionFrame, app: App, qtbot: QtBot) -> None:
    assert not signed.page.places["cartridge_lot"].isEnabled()
    qtbot.mouseClick(signed.footer.action(FOLLOW_UP), LEFT)
    dialog = signed.findChild(FollowUpDialog)
    assert isinstance(dialog, FollowUpDialog)
    dialog.ask()
    assert dialog.else_.error() == "Say what was seen, done or found."
    dialog.kind.chosen.emit(dialog.kind.value)
    dialog.kind.set_value("adverse_event")
    dialog.what.set_value("dermatitis")
    dialog.severity.set_value("mild")
    dialog.action.set_value("Stopped the cream")
    dialog.ask()
    number = signed.saving.stored.id
    qtbot.waitUntil(lambda: bool(app.records.treatments.load(number).events))
    (kept,) = app.records.treatments.load(number).events
    assert (kept.event.what, kept.event.severity, kept.event.action) == (("dermatitis",), "mild", "Stopped the cream")
    told = "Allergic or irritant dermatitis. Mild. Stopped the cream."
    qtbot.waitUntil(lambda: any(each.text() == told for each in signed.page.later.findChildren(QLabel)))


def test_a_signed_session_is_corrected_by_another(signed: SessionFrame, app: App, qtbot: QtBot) -> None:
    qtbot.mouseClick(signed.footer.action(CORRECT), LEFT)
    dialog = signed.findChild(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.reason.edit.setPlainText("The lot was typed wrong")
    with qtbot.waitSignal(signed.other_wanted) as asked:
        dialog.ask()
    assert asked.args is not None
    assert app.records.treatments.load(asked.args[0]).revises == signed.saving.stored.id


@pytest.fixture
def desk(app: App, qtbot: QtBot) -> Iterator[Desk]:
    background = Background()
    shown = Desk(app, background)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    qtbot.waitUntil(lambda: not background.busy)
    background.finish()


def test_step_seven_opens_the_session_and_back_leads_home(app: App, desk: Desk, qtbot: QtBot) -> None:
    stored = opened(app.records)
    desk.open_consultation(stored.id)
    qtbot.waitUntil(lambda: desk.frame is not None)
    assert desk.frame is not None
    desk.frame.open_step("handouts")
    button = next(each for each in desk.frame.findChildren(QPushButton) if each.text() == "Open session")
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: desk.session is not None)
    assert desk.session is not None
    desk.session.leave()
    qtbot.waitUntil(lambda: desk.session is None)
    qtbot.waitUntil(lambda: desk.today.findChild(QWidget, "open_today_session:1") is not None)
    row = desk.today.findChild(QWidget, "open_today_session:1")
    assert isinstance(row, QWidget)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.session is not None)
    settled: list[bool] = []
    desk.settle(settled.append)
    assert settled == [True]


def test_a_session_that_today_shuts_is_refused_in_the_consultation(app: App, desk: Desk, qtbot: QtBot) -> None:
    stored = opened(app.records, ready(answers={"pregnancy": "yes"}))
    desk.open_consultation(stored.id)
    qtbot.waitUntil(lambda: desk.frame is not None)
    assert desk.frame is not None
    desk.begin_session(stored.id)
    labels = desk.frame.findChildren
    reason = "No session can begin on this day"
    qtbot.waitUntil(lambda: any(reason in each.text() and each.isVisible() for each in labels(QLabel)))
    assert desk.session is None


class Rung:
    """A clock that is set by hand, and a bell that counts."""

    def __init__(self) -> None:
        self.now, self.times = NOON, 0

    def ring(self) -> None:
        self.times += 1


def test_the_timer_counts_rings_when_it_may_come_off_and_until_it_is_seen(qtbot: QtBot) -> None:
    rung = Rung()
    timer = NumbingTimer(lambda: rung.now, rung.ring)
    qtbot.addWidget(timer)
    timer.run("11:30", 60, 120)
    assert (timer.words, timer.is_ringing) == ("On for 30 min. 30 min to go.", False)
    rung.now = NOON + dt.timedelta(minutes=30)
    timer.run("11:30", 60, 120)
    assert (timer.words, timer.is_ringing, rung.times) == ("On for 60 min. It may come off.", True, 1)
    qtbot.mouseClick(timer.seen, LEFT)
    assert not timer.is_ringing
    timer.run("11:30", 60, 120)
    assert rung.times == 1
    rung.now = NOON + dt.timedelta(minutes=95)
    timer.run("11:30", 60, 120)
    assert timer.words == "On for 125 min. It has to come off now: 120 min at most."
    timer.stop()
    assert timer.isHidden()


def test_the_timer_rings_again_when_it_has_to_come_off(qtbot: QtBot) -> None:
    rung = Rung()
    timer = NumbingTimer(lambda: rung.now, rung.ring)
    qtbot.addWidget(timer)
    timer.run("11:00", 60, 90)
    assert rung.times == 1
    qtbot.mouseClick(timer.seen, LEFT)
    rung.now = NOON + dt.timedelta(minutes=30)
    timer.run("11:00", 60, 90)
    assert (rung.times, timer.is_ringing) == (2, True)


def test_the_timer_runs_while_the_cream_is_on_and_stops_with_the_time_off(frame: SessionFrame) -> None:
    on = full(numbing=NUMBED | {"on": "11:45", "off": None}).numbing
    frame.state.update(numbed="yes", numbing=on)
    numbing = frame.page.numbing
    assert not numbing.timer.isHidden()
    assert numbing.timer.words.startswith("On for 15 min.")
    assert on is not None
    frame.state.update(numbing=on.model_copy(update={"off": "12:45"}))
    assert numbing.timer.isHidden()


def saved_elsewhere(frame: SessionFrame, app: App, notes: str) -> None:
    """Another room saves the same session."""
    stored = app.records.treatments.load(frame.saving.stored.id)
    app.records.treatments.save(stored.id, stored.record.model_copy(update={"notes": notes}), stored.revision)


def found(frame: SessionFrame, qtbot: QtBot, kind: type[W]) -> W:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in frame.findChildren(kind)))
    return next(each for each in frame.findChildren(kind) if each.isVisible())


@pytest.mark.parametrize(("choice", "kept"), [("keep_mine", "Mine"), ("take_theirs", "Theirs")])
def test_a_stale_save_shows_both_versions_and_loses_neither(
    frame: SessionFrame, app: App, qtbot: QtBot, choice: str, kept: str
) -> None:
    saved_elsewhere(frame, app, "Theirs")
    frame.state.update(notes="Mine")
    dialog = found(frame, qtbot, ConflictDialog)
    told = {each.text() for each in dialog.findChildren(QLabel)}
    assert {"Notes", "Mine", "Theirs"} <= told
    assert any("saved this session" in each for each in told)
    button = dialog.findChild(QPushButton, choice)
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    assert stored_now(frame, app, qtbot).record.notes == kept
    assert frame.state.record.notes == kept
    if kept == "Theirs":
        frame.state.undo()
        assert stored_now(frame, app, qtbot).record.notes == "Mine"


def test_changes_are_undone_and_brought_back_from_the_keyboard(frame: SessionFrame, app: App, qtbot: QtBot) -> None:
    qtbot.mouseClick(field(frame, "arrival_asked_again"), LEFT)
    frame.state.update_area("back_upper", depth_mm=0.75)
    qtbot.keyClick(frame, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stored_now(frame, app, qtbot).record.areas[0].depth_mm is None
    assert frame.state.record.arrival.asked_again == "yes"
    qtbot.keyClick(frame, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert frame.state.record.arrival.asked_again is None
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for _ in range(3):
        qtbot.keyClick(frame, Qt.Key.Key_Z, both)
    assert stored_now(frame, app, qtbot).record.areas[0].depth_mm == 0.75


def test_a_draft_is_deleted_with_a_reason_that_the_trail_keeps(frame: SessionFrame, app: App, qtbot: QtBot) -> None:
    number = frame.saving.stored.id
    button = frame.findChild(QPushButton, "delete_draft")
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    dialog = found(frame, qtbot, ReasonDialog)
    dialog.reason.edit.setPlainText("Begun for the wrong client")
    with qtbot.waitSignal(frame.left):
        qtbot.mouseClick(dialog.way_on, LEFT)
    assert app.records.treatments.unsigned() == ()
    event = app.records.events(f"treatment {number}")[-1]
    assert (event.kind, event.note) == ("draft_deleted", "Begun for the wrong client")
    assert app.records.trail.verify().ok


def test_a_session_with_a_follow_up_stays_and_says_why(frame: SessionFrame, app: App, qtbot: QtBot) -> None:
    number = frame.saving.stored.id
    app.records.treatments.add_event(number, TreatmentEvent(kind="follow_up", date=TODAY, outcome="Well"))
    button = frame.findChild(QPushButton, "delete_draft")
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    dialog = found(frame, qtbot, ReasonDialog)
    dialog.reason.edit.setPlainText("Twice")
    qtbot.mouseClick(dialog.way_on, LEFT)
    qtbot.waitUntil(lambda: any("follow-up of this session" in each.text() for each in frame.findChildren(QLabel)))
    assert app.records.treatments.load(number).status == "draft"


def test_the_banner_warns_of_what_the_consultation_warns_of(app: App, qtbot: QtBot) -> None:
    answers = {"contact_allergy_products": {"answer": "yes", "product": ["chlorhexidine"], "anaphylaxis": False}}
    stored = opened(app.records, ready(answers=answers))
    session, background = begin_session(app.records, app.catalogue, stored.id, TODAY), Background()
    shown = SessionFrame(app, session, background)
    qtbot.addWidget(shown)
    shown.show()
    said = {each.accessibleName() for each in shown.findChildren(StateChip)}
    assert any("Allergy: " in each for each in said), said
    background.finish()


def test_what_cannot_be_saved_can_be_copied_out(frame: SessionFrame, app: App, qtbot: QtBot) -> None:
    saved_elsewhere(frame, app, "Theirs")
    frame.state.update(notes="Mine alone")
    found(frame, qtbot, ConflictDialog).reject()
    frame.show_not_saved()
    assert not frame.was_copied
    button = next(each for each in frame.findChildren(QPushButton) if each.text() == "Copy everything typed")
    qtbot.mouseClick(button, LEFT)
    assert "Mine alone" in QApplication.clipboard().text()
    assert frame.was_copied
    frame.state.update(notes="Mine alone, and more")
    assert not frame.was_copied
    found(frame, qtbot, ConflictDialog).reject()
    frame.saving.go_on_from(app.records.treatments.load(frame.saving.stored.id))
    frame.saving.save()


def signed_session(app: App, depth_mm: float) -> int:
    """A session that went beyond a limit and was signed."""
    stored = opened(app.records)
    session = begin_session(app.records, app.catalogue, stored.id, TODAY)
    areas = ({"key": "back_upper", "depth_mm": depth_mm, "passes": 2, "end_point": "x", "stopped_early": "no"},)
    saved = app.records.treatments.save(
        session.stored.id, full(areas=areas, outside_because="Agreed with the doctor"), session.stored.revision
    )
    value = app.records.load(stored.id).consultation
    reviewed = review(saved.record, session.day, value, app.catalogue, consent=None)
    app.records.treatments.sign(saved.id, saved.revision, reviewed, Ed25519PrivateKey.generate())
    return saved.id


def test_a_signed_session_says_what_went_beyond_in_the_words_that_were_signed(app: App, qtbot: QtBot) -> None:
    number = signed_session(app, 3.0)
    session = load_session(app.records, app.catalogue, number)
    assert session.signed is not None
    (words,) = session.signed.outside
    assert "over the limit" in words
    background = Background()
    shown = SessionFrame(app, replace(session, signed=SignedSession(("As it was told then.",))), background)
    qtbot.addWidget(shown)
    shown.show()
    assert any("As it was told then." in each.accessibleDescription() for each in shown.findChildren(NoticeLine))
    background.finish()


def test_a_signed_session_that_was_altered_says_so(app: App, qtbot: QtBot) -> None:
    number = signed_session(app, 0.75)
    with app.records.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE treatment SET body = replace(body, '0.75', '0.5')"))
    session, background = load_session(app.records, app.catalogue, number), Background()
    shown = SessionFrame(app, session, background)
    qtbot.addWidget(shown)
    shown.show()
    assert any("is not as it was signed" in each.text() for each in shown.findChildren(QLabel) if each.isVisible())
    background.finish()
