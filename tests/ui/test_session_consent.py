"""The session screen and the client's consent: it is shown, confirmed by one tick, asked for, and blocks finishing."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Practitioner
from consult_app.errors import ConsultError
from consult_app.records.opening import demo_records
from consult_app.records.values import Progress
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.consultation.consent_dialog import ConsentDialog
from consult_app.ui.session.session_frame import FINISH, SessionFrame
from consult_app.ui.session.session_opening import begin_session
from tests.records.consents import consented
from tests.records.sessions import TODAY, full, opened, ready
from tests.ui.test_session import NOON

LEFT, PATIENCE_MS = Qt.MouseButton.LeftButton, 60_000
LATER = dt.date(2027, 1, 5)
Begin = Callable[[int, dt.date], SessionFrame]


@pytest.fixture
def app(catalogue: Catalogue, tmp_path: Path) -> Iterator[App]:
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOON.astimezone(dt.UTC))
    yield App(Settings(tmp_path), catalogue, records, lambda: NOON, is_demo=True)
    records.close()


@pytest.fixture
def begin(app: App, qtbot: QtBot) -> Iterator[Begin]:
    background = Background()
    frames: list[SessionFrame] = []

    def begun(number: int, day: dt.date) -> SessionFrame:
        shown = SessionFrame(app, begin_session(app.records, app.catalogue, number, day), background)
        shown.resize(1280, 800)
        with qtbot.waitExposed(shown):
            shown.show()
        frames.append(shown)
        return shown

    yield begun
    for frame in frames:
        frame.commit()
        qtbot.waitUntil(partial(at_rest, frame, background))
        frame.close()
        frame.deleteLater()
    background.finish()


def at_rest(frame: SessionFrame, background: Background) -> bool:
    return frame.saving.is_clean and not background.busy


def later_visit(app: App, **parts: object) -> int:
    """The next consultation of the client who was there today."""
    value = ready(as_of=LATER.isoformat(), session={"date": LATER.isoformat()}, **parts)
    return app.records.start_consultation(app.records.client("C-0001"), value, Progress("plan")).id


def told(frame: SessionFrame) -> str:
    return " ".join(each.text() for each in frame.page.before.findChildren(QLabel) if not each.isHidden())


def test_without_consent_it_says_so_and_is_not_finished(app: App, begin: Begin, qtbot: QtBot) -> None:
    frame = begin(opened(app.records).id, TODAY)
    frame.state.update(**dict(full()))
    assert "No consent is recorded yet." in told(frame)
    assert frame.page.before.boxes["consent"].isHidden()
    qtbot.mouseClick(frame.footer.action(FINISH), LEFT)
    assert frame.dialog is None
    assert frame.page.places["arrival.consent"] is frame.page.before.sign
    assert [remark.place for remark in frame.state.review.missing] == ["arrival.consent"]


def test_the_client_signs_there_and_then_and_the_session_may_be_finished(app: App, begin: Begin, qtbot: QtBot) -> None:
    frame = begin(opened(app.records).id, TODAY)
    frame.state.update(**dict(full(arrival={"asked_again": "yes", "field_seen": "yes"})))
    qtbot.mouseClick(frame.page.before.sign, LEFT)
    qtbot.waitUntil(lambda: bool(frame.findChildren(ConsentDialog)), timeout=PATIENCE_MS)
    (dialog,) = frame.findChildren(ConsentDialog)
    QTest.mousePress(dialog.pad, LEFT, pos=QPoint(40, 80))
    QTest.mouseMove(dialog.pad, QPoint(160, 40))
    QTest.mouseRelease(dialog.pad, LEFT, pos=QPoint(160, 40))
    qtbot.mouseClick(dialog.way_on, LEFT)
    qtbot.waitUntil(lambda: frame.state.review.may_sign, timeout=PATIENCE_MS)
    (kept,) = app.records.consents.of_client("C-0001")
    assert (kept.consent.way, kept.consent.name, kept.consent.date) == ("strokes", "Marisol Vega", TODAY)
    assert frame.page.before.boxes["consent"].isChecked()
    assert "Signed on 20 Nov 2026." in told(frame)


def test_a_later_visit_asks_for_one_tick_and_notes_it(app: App, begin: Begin, qtbot: QtBot) -> None:
    consented(app.records, app.catalogue, opened(app.records).id)
    number = later_visit(app)
    frame = begin(number, LATER)
    assert "Confirm it for this visit." in told(frame)
    assert frame.state.record.arrival.consent is None
    qtbot.mouseClick(frame.page.before.boxes["consent"], LEFT)
    qtbot.waitUntil(lambda: frame.state.record.arrival.consent == "yes")
    (kept,) = app.records.consents.of_client("C-0001")
    assert [(entry.act, entry.date, entry.consultation_id) for entry in kept.later] == [("confirmed", LATER, number)]
    assert "Confirmed for this visit." in told(frame)


def test_a_new_area_asks_for_a_new_consent_by_name(app: App, begin: Begin) -> None:
    consented(app.records, app.catalogue, opened(app.records).id)
    areas = [
        {"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]},
        {"id": "back_mid", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]},
    ]
    frame = begin(later_visit(app, areas=areas), LATER)
    assert "A new consent is needed." in told(frame)
    assert "is new." in told(frame)


def test_after_a_withdrawal_no_session_begins_and_one_begun_is_not_finished(app: App, begin: Begin) -> None:
    kept = consented(app.records, app.catalogue, opened(app.records).id)
    frame = begin(1, TODAY)
    frame.state.update(**dict(full()))
    assert frame.state.review.may_sign
    ended = app.records.consents.withdraw(kept.id, TODAY, "Changed her mind")
    frame.state.know_consents((ended.known,))
    assert not frame.state.review.may_sign
    assert "withdrew the consent on 20 Nov 2026" in told(frame)
    with pytest.raises(ConsultError, match="withdrew the consent"):
        begin_session(app.records, app.catalogue, later_visit(app), LATER)
