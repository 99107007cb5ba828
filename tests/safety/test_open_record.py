"""Whose record is open is said on every step, a made-up practice says that it is one, and a window left alone locks."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consult_app.settings import Settings
from consult_app.ui.appearance import apply_theme, load_fonts
from consult_app.ui.theme import load_theme
from consult_app.ui.widgets.identity_banner import IdentityBanner
from tests.journeys.person import Person

MARISOL, TOM = 1, 2


@pytest.fixture
def person(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Person]:
    """Somebody on the day page of the made-up practice."""
    load_fonts(qapp)
    apply_theme(qapp, load_theme("light"))
    made = Person(tmp_path / "practice", qtbot, dt.date(2026, 11, 20))
    made.wait_for_desk()
    yield made
    made.close()


def open_record(person: Person, number: int) -> tuple[str, dt.date]:
    """Open a consultation of the made-up practice; the name and birth date in its record."""
    desk = person.window.desk
    assert desk is not None
    desk.open_consultation(number)
    person.wait_for_consultation()
    client = person.read(lambda records: records.load(number)).consultation.client
    assert client.name
    assert client.date_of_birth
    return client.name, client.date_of_birth


def test_every_step_names_the_client_whose_record_is_open(person: Person) -> None:
    seen = set()
    for number in (MARISOL, TOM):
        name, born = open_record(person, number)
        for step in person.frame.pages:
            person.frame.open_step(step)
            (banner,) = (one for one in person.frame.findChildren(IdentityBanner) if one.isVisible())
            assert banner.accessibleName() == name
            assert f"{born.day} {born:%b %Y}" in banner.accessibleDescription()
        seen.add(name)
        person.wait_until_saved()
        person.frame.leave()
        person.wait(lambda: person.window.desk is not None and person.window.desk.frame is None)
    assert len(seen) == 2


def test_the_made_up_practice_says_so_on_the_day_page_and_in_a_consultation(person: Person) -> None:
    def said() -> str:
        return " ".join(label.text() for label in person.window.findChildren(QLabel) if label.isVisible())

    assert "Demo practice, nothing is kept" in said()
    open_record(person, MARISOL)
    assert "Demo practice, nothing is kept" in said()
    assert "demo practice, nothing is kept" in person.window.windowTitle()


def test_a_window_left_alone_locks_itself(person: Person) -> None:
    open_record(person, MARISOL)
    (idle,) = (timer for timer in person.window.findChildren(QTimer) if timer.interval() >= 60_000)
    assert idle.interval() == Settings(Path()).lock_minutes * 60_000
    idle.setInterval(1)
    person.press(Qt.Key.Key_Shift)
    person.wait(lambda: person.window.is_locked)
    assert not person.frame.isVisible()
