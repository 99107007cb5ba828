"""Numbing cream is counted on and rings wherever the practitioner is, and whoever has taken over the window."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Practitioner
from consult_app.records.opening import demo_records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.desk import Desk
from tests.records.sessions import NUMBED, TODAY, begun, full

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Europe/London"))


class Clock:
    """The clinic's clock, set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        return self.now


class Window:
    """Desks on one practice, one after the other."""

    def __init__(self, app: App, clock: Clock, bot: QtBot) -> None:
        self.app, self.clock, self.bot, self.background = app, clock, bot, Background()
        self.desk = self.take_over()

    def take_over(self) -> Desk:
        """Somebody else unlocks: the desk of before is closed, a new one is opened."""
        self.desk = Desk(self.app, self.background)
        self.bot.addWidget(self.desk)
        self.desk.resize(1280, 800)
        self.desk.show()
        self.settle()
        return self.desk

    def settle(self) -> None:
        self.bot.waitUntil(lambda: not self.background.busy)

    def begin(self, **numbing: Any) -> StoredTreatment:
        given = {key: value for key, value in (NUMBED | numbing).items() if value is not None}
        stored = begun(self.app.records, self.app.catalogue, full(numbing=given))
        self.desk.go_home()
        self.settle()
        return stored

    def told(self) -> str:
        watch = self.desk.numbing
        return " ".join(each.text() for each in watch.findChildren(QLabel)) if watch.isVisible() else ""


@pytest.fixture
def window(catalogue: Catalogue, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    clock = Clock()
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: clock.now.astimezone(dt.UTC))
    made = Window(App(Settings(tmp_path), catalogue, records, clock, is_demo=True), clock, qtbot)
    yield made
    made.settle()
    made.background.finish()
    records.close()


def test_nobody_with_cream_on_shows_nothing(window: Window) -> None:
    assert not window.desk.numbing.isVisible()
    window.begin()
    assert not window.desk.numbing.isVisible()


def test_cream_that_is_on_is_counted_wherever_one_is(window: Window) -> None:
    stored = window.begin(on="11:30", off=None, removed=None)
    assert "Numbing cream on Marisol Vega" in window.told()
    assert window.desk.numbing.timers[stored.id].words == "On for 30 min. 30 min to go."
    window.desk.open_consultation(stored.consultation_id)
    window.bot.waitUntil(lambda: window.desk.frame is not None)
    assert window.desk.numbing.isVisible()


def test_the_session_on_screen_has_its_own_timer_and_hands_it_back(window: Window) -> None:
    stored = window.begin(on="11:30", off=None, removed=None)
    button = window.desk.numbing.findChild(QPushButton, f"open_numbing_{stored.id}")
    assert button is not None
    window.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    window.bot.waitUntil(lambda: window.desk.session is not None and not window.desk.numbing.isVisible())
    assert window.desk.session is not None
    assert window.desk.session.page.numbing.timer.words == "On for 30 min. 30 min to go."
    window.desk.session.leave()
    window.bot.waitUntil(window.desk.numbing.isVisible)


def test_it_goes_on_and_rings_for_who_took_over(window: Window) -> None:
    stored = window.begin(on="11:30", off=None, removed=None)
    first = window.desk
    window.clock.now = NOON + dt.timedelta(minutes=31)
    desk = window.take_over()
    first.close()
    timer = desk.numbing.timers[stored.id]
    assert timer.words == "On for 61 min. It may come off."
    assert timer.is_ringing
    window.bot.mouseClick(timer.seen, Qt.MouseButton.LeftButton)
    assert not timer.is_ringing


def test_a_session_left_unsigned_long_ago_rings_for_nobody(window: Window) -> None:
    window.begin(on="11:30", off=None, removed=None)
    window.clock.now = NOON + dt.timedelta(days=1)
    window.desk.go_home()
    window.settle()
    assert not window.desk.numbing.isVisible()


def test_cream_put_on_before_midnight_still_counts_after_it(window: Window) -> None:
    stored = window.begin(on="23:50", off=None, removed=None)
    window.clock.now = dt.datetime.combine(TODAY + dt.timedelta(days=1), dt.time(0, 20), NOON.tzinfo)
    window.desk.go_home()
    window.settle()
    assert window.desk.numbing.timers[stored.id].words == "On for 30 min. 30 min to go."
