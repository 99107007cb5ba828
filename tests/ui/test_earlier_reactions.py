"""Reactions of earlier sessions are told while the new history is taken, and count for nothing by themselves."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Practitioner
from consult_app.clinical.treatment_record import TreatmentEvent
from consult_app.records.opening import demo_records
from consult_app.records.values import Progress
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.consultation.earlier_reactions import NOT_READ, QUESTION
from consult_app.ui.consultation.frame import ConsultationFrame
from consult_app.ui.widgets.notices import NoticeLine
from tests.records.sessions import TODAY, begun, full, ready

LATER = TODAY + dt.timedelta(days=40)
Show = Callable[[], ConsultationFrame]


@pytest.fixture
def app(catalogue: Catalogue, tmp_path: Path) -> Iterator[App]:
    noon = dt.datetime.combine(LATER, dt.time(12), ZoneInfo("Europe/London"))
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: noon.astimezone(dt.UTC))
    yield App(Settings(tmp_path), catalogue, records, lambda: noon, is_demo=True)
    records.close()


@pytest.fixture
def show(app: App, qtbot: QtBot) -> Iterator[Show]:
    background, shown = Background(), list[ConsultationFrame]()

    def begin() -> ConsultationFrame:
        client = app.records.search_clients("vega")[0]
        value = ready(as_of=LATER.isoformat(), session=None, remaining_answers=None)
        stored = app.records.start_consultation(client, value, Progress("history"))
        shown.append(ConsultationFrame(app, stored, background))
        shown[-1].resize(1280, 800)
        shown[-1].show()
        qtbot.waitUntil(lambda: not background.busy)
        return shown[-1]

    yield begin
    for frame in shown:
        frame.commit()
        qtbot.waitUntil(lambda: not background.busy)
        frame.close()
        frame.deleteLater()
    background.finish()


def told(frame: ConsultationFrame) -> list[str]:
    found = frame.findChildren(NoticeLine)
    return [each.accessibleDescription() for each in found if each.isVisible() and "earlier" in each.accessibleName()]


def test_what_showed_on_the_day_and_later_stands_over_the_history(app: App, show: Show, qtbot: QtBot) -> None:
    stored = begun(app.records, app.catalogue, full(reactions=("faint",), no_reaction=None, reaction_note="Pale"))
    event = TreatmentEvent(
        kind="adverse_event", date=TODAY + dt.timedelta(days=2), what=("dermatitis",), severity="mild"
    )
    app.records.treatments.add_event(stored.id, event)
    frame = show()
    (words,) = told(frame)
    first, second = words.splitlines()
    assert first.startswith("22 Nov 2026: ")
    assert second.startswith("20 Nov 2026, on the day: ")
    assert second.endswith("Pale")
    frame.open_step("skin")
    assert told(frame) == []
    frame.open_step("history")
    notice = next(each for each in frame.findChildren(NoticeLine) if each.isVisible())
    qtbot.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    assert frame.page.step == "history"


def test_it_stays_until_the_question_is_answered_yes_and_weighs_nothing(app: App, show: Show) -> None:
    begun(app.records, app.catalogue, full(reactions=("faint",), no_reaction=None))
    frame = show()
    assert QUESTION not in frame.state.consultation.answers
    frame.state.update(answers={QUESTION: (Answer(answer="no"),)})
    assert told(frame)
    frame.state.update(answers={QUESTION: (Answer(answer="yes"),)})
    assert told(frame) == []


def test_without_a_reaction_nothing_is_said(app: App, show: Show) -> None:
    stored = begun(app.records, app.catalogue)
    app.records.treatments.add_event(stored.id, TreatmentEvent(kind="follow_up", date=TODAY, outcome="Well"))
    assert told(show()) == []


def test_sessions_that_cannot_be_read_are_not_taken_for_none(app: App, show: Show) -> None:
    begun(app.records, app.catalogue)
    with app.records.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE treatment SET body = '{'"))
    assert told(show()) == [NOT_READ]
