"""Whose treatment session is open is said over it, and the numbing timer goes on under a covered screen."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Practitioner
from consult_app.records.opening import demo_records
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.session.session_frame import SessionFrame
from consult_app.ui.session.session_opening import begin_session
from consult_app.ui.widgets.identity_banner import IdentityBanner
from consult_app.ui.widgets.numbing_timer import NumbingTimer
from tests.records.sessions import TODAY, WHO, opened, ready

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Europe/London"))
PATIENCE_MS = 10_000


@pytest.fixture
def app(catalogue: Catalogue, tmp_path: Path) -> Iterator[App]:
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOON.astimezone(dt.UTC))
    yield App(Settings(tmp_path), catalogue, records, lambda: NOON, is_demo=True)
    records.close()


def test_every_session_names_the_client_of_its_consultation(app: App, qtbot: QtBot) -> None:
    seen = {}
    for name, born in (("Marisol Vega", "1991-04-02"), ("Tom Adeyemi", "1979-08-12")):
        value = ready(client={**WHO, "name": name, "date_of_birth": born})
        session = begin_session(app.records, app.catalogue, opened(app.records, value).id, TODAY)
        background = Background()
        frame = SessionFrame(app, session, background)
        qtbot.addWidget(frame)
        (banner,) = frame.findChildren(IdentityBanner)
        said = banner.accessibleDescription()
        seen[banner.accessibleName()] = said
        assert f"ID {session.stored.client_id}" in said
        background.finish()
    assert {name: said.partition(" (")[0] for name, said in seen.items()} == {
        "Marisol Vega": "Born 2 Apr 1991",
        "Tom Adeyemi": "Born 12 Aug 1979",
    }


def test_the_numbing_timer_rings_although_the_screen_is_covered(qtbot: QtBot) -> None:
    now, rung = [NOON], []
    window = QWidget()
    qtbot.addWidget(window)
    timer = NumbingTimer(lambda: now[0], lambda: rung.append(now[0]))
    timer.setParent(window)
    window.show()
    timer.run("11:30", 60, 120)
    window.hide()
    assert rung == []
    now[0] = NOON + dt.timedelta(minutes=30)
    qtbot.waitUntil(lambda: len(rung) == 1, timeout=PATIENCE_MS)
    assert timer.is_ringing
    assert timer.words == "On for 60 min. It may come off."
    timer.stop()
