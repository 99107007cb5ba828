"""One section of Settings on screen, over a clinic's file in a folder of its own: opened, pressed, and read back."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.consultation import Practitioner
from consult_app.clinical.practice import Practice
from consult_app.knowledge.loader import catalogue_or_error, read_practice
from consult_app.records.opening import demo_records
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.settings.settings_place import SettingsPlace

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
HEAD = "format: 1\nminimum_age: 21  # not eighteen\n"


@contextmanager
def opened(section: str, clinic: str, home: Path, size: QSize, qtbot: QtBot) -> Iterator[SettingsPlace]:
    """The section over a file that holds ``clinic``; closed when done."""
    (home / "clinic.yaml").write_text(clinic, "utf-8")
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOON)
    background = Background()
    place = SettingsPlace(App(Settings(home), catalogue_or_error(clinic), records, lambda: NOON), background)
    qtbot.addWidget(place)
    place.resize(size)
    place.show()
    place.open_section(section)
    wait(place, qtbot)
    yield place
    wait(place, qtbot)
    background.finish()
    records.close()


def wait(place: SettingsPlace, qtbot: QtBot) -> None:
    """Until nothing is read or written any more."""
    qtbot.waitUntil(lambda: not place._background.busy, timeout=30_000)


def clinic_text(place: SettingsPlace) -> str:
    """The clinic's file as it stands."""
    return (place._app.settings.home / "clinic.yaml").read_text("utf-8")


def written(place: SettingsPlace) -> Practice:
    """What the clinic's file says now; what stood in it by hand is still there."""
    text = clinic_text(place)
    assert text.startswith(HEAD)
    practice, problems = read_practice(text)
    assert problems == ()
    assert practice is not None
    return practice


def press(place: QWidget, name: str, qtbot: QtBot) -> None:
    """Click the one control in sight that has this name."""
    (control,) = (one for one in place.findChildren(QWidget, name) if one.isVisible())
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton)
