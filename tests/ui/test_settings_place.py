"""Settings in the window: each kept as it is changed, the practice's details checked before the file is replaced."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.consultation import Practitioner
from consult_app.demo import demo_app
from consult_app.knowledge.loader import catalogue_or_error, read_practice
from consult_app.records.opening import demo_records
from consult_app.settings import Settings, load_settings
from consult_app.ui.background import Background
from consult_app.ui.main_window import MainWindow
from consult_app.ui.settings.settings_place import SECTIONS, SettingsPlace
from consult_app.ui.settings.settings_words import changed_rules, clinic_groups, device_words
from consult_app.ui.widgets.notices import ErrorPanel
from consult_app.ui.widgets.top_bar import SaveMark

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
PATIENCE_MS = 30_000
CLINIC = """\
format: 1
practice:
  name: Fernhill  # as on the door
  opening_hours: {mon: "09:00-17:30"}
minimum_age: 21
roles:
  nurse: {max_depth_mm: 1.5, medical_only_concerns: [acne_scar_rolling]}
  doctor: {prescriber: yes, medical_supervision: yes}
devices:
  - id: pen_1
    label: Pen 1
    kind: pen
    max_depth_mm: 2.5
    contraindicated: [pregnancy, {id: isotretinoin_current, level: defer}]
    areas: [face_cheeks]
products:
  - {id: lidocaine_prilocaine, in_stock: no}
changes:
  - {entry: filler_recent, outcome: under_6_months, months: 12, by: Dr Ada Obi, reason: Audit, date: 2026-10-01}
"""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    (tmp_path / "clinic.yaml").write_text(CLINIC, "utf-8")
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOON)
    yield App(Settings(tmp_path), catalogue_or_error(CLINIC), records, lambda: NOON)
    records.close()


@pytest.fixture
def place(app: App, qtbot: QtBot) -> Iterator[SettingsPlace]:
    background = Background()
    made = SettingsPlace(app, background)
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show()
    made.open()
    qtbot.waitUntil(lambda: not background.busy, timeout=PATIENCE_MS)
    yield made
    qtbot.waitUntil(lambda: not background.busy, timeout=PATIENCE_MS)
    background.finish()


def wait(place: SettingsPlace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not place._background.busy, timeout=PATIENCE_MS)


def told(place: SettingsPlace) -> str:
    (mark,) = place.findChildren(SaveMark)
    return mark.accessibleDescription() if mark.isVisible() else ""


def texts(place: SettingsPlace) -> set[str]:
    return {shown.text() for shown in place.findChildren(QLabel) if shown.isVisible()}


def open_practice(place: SettingsPlace, qtbot: QtBot) -> None:
    place.open_section("practice")
    wait(place, qtbot)


def file_of(app: App) -> str:
    return (app.settings.home / "clinic.yaml").read_text("utf-8")


def test_a_setting_of_the_machine_is_kept_as_it_is_chosen(place: SettingsPlace, app: App, qtbot: QtBot) -> None:
    machine = place.machine
    assert machine is not None
    assert told(place) == ""
    with qtbot.waitSignal(place.changed) as said:
        qtbot.keyClick(machine.theme.findChildren(type(machine.theme._segments[0]))[2], Qt.Key.Key_Space)
    assert said.args[0].theme == "dark"
    with qtbot.waitSignal(place.changed):
        machine.lock.more.click()
    with qtbot.waitSignal(place.changed):
        machine.paper._segments[1].click()
    with qtbot.waitSignal(place.changed) as said:
        machine.text_size._segments[3].click()
    wanted = Settings(app.settings.home, theme="dark", lock_minutes=6, paper="Letter", text_size=150)
    assert said.args[0] == wanted
    assert load_settings(app.settings.home) == (wanted, ())
    assert told(place) == "Saved 12:00"


def test_minutes_out_of_bounds_are_not_kept(place: SettingsPlace, app: App, qtbot: QtBot) -> None:
    machine = place.machine
    assert machine is not None
    machine.lock.edit.setText("45")
    machine.lock.edit.editingFinished.emit()
    wait(place, qtbot)
    assert "Between 1 and 30" in machine.lock.error()
    assert load_settings(app.settings.home)[0].lock_minutes == 5


def test_a_detail_of_the_practice_goes_into_the_file(place: SettingsPlace, app: App, qtbot: QtBot) -> None:
    open_practice(place, qtbot)
    practice = place.practice
    assert practice is not None
    assert practice.lines["name"].value == "Fernhill"
    practice.lines["name"].edit.setText("Fernhill Skin")
    practice.notes["phones"].edit.setPlainText("01632 960147\n\n 01632 960148 ")
    place.flush()
    wait(place, qtbot)
    kept, problems = read_practice(file_of(app))
    assert problems == ()
    assert kept is not None
    assert (kept.practice.name, kept.practice.phones) == ("Fernhill Skin", ("01632 960147", "01632 960148"))
    assert kept.minimum_age == 21
    assert [each.name for each in app.settings.home.glob("clinic.before-*")] == ["clinic.before-20261120T120000.yaml"]
    practice.choices["time_zone"].chosen.emit("Europe/Paris")
    wait(place, qtbot)
    assert told(place) == "Saved 12:00"
    assert "time_zone: Europe/Paris" in file_of(app)


def test_hours_are_tidied_and_wrong_ones_said_beside_their_day(place: SettingsPlace, app: App, qtbot: QtBot) -> None:
    open_practice(place, qtbot)
    practice = place.practice
    assert practice is not None
    tuesday = practice.hours["opening_hours.tue"]
    tuesday.edit.setText("9.00 to 17:30")
    tuesday.edit.editingFinished.emit()
    wait(place, qtbot)
    assert tuesday.value == "09:00-17:30"
    before = file_of(app)
    assert "tue: 09:00-17:30" in before
    tuesday.edit.setText("18:00-09:00")
    tuesday.edit.editingFinished.emit()
    wait(place, qtbot)
    assert tuesday.error() == "Type it as 09:00-17:30, opening first."
    assert told(place) == "Not saved"
    assert file_of(app) == before
    tuesday.edit.setText("")
    tuesday.edit.editingFinished.emit()
    wait(place, qtbot)
    assert tuesday.error() == ""
    assert "tue" not in file_of(app)


def test_a_file_broken_by_hand_is_said_and_left_alone(place: SettingsPlace, app: App, qtbot: QtBot) -> None:
    open_practice(place, qtbot)
    practice = place.practice
    assert practice is not None
    broken = CLINIC.replace("minimum_age: 21", "minimum_age: 12")
    (app.settings.home / "clinic.yaml").write_text(broken, "utf-8")
    practice.lines["email"].edit.setText("hello@fernhill.example")
    place.flush()
    wait(place, qtbot)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in place.findChildren(ErrorPanel)))
    (panel,) = (each for each in place.findChildren(ErrorPanel) if each.isVisible())
    assert panel.accessibleName() == "This was not saved."
    assert "minimum_age" in panel.accessibleDescription()
    assert file_of(app) == broken
    (app.settings.home / "clinic.yaml").write_text(CLINIC, "utf-8")
    place.page.saved.retry_wanted.emit()
    wait(place, qtbot)
    assert told(place).startswith("Saved 12:00")
    assert "hello@fernhill.example" in file_of(app)
    assert not any(each.isVisible() for each in place.findChildren(ErrorPanel))


def test_a_file_that_cannot_be_read_is_named_until_it_is_mended(place: SettingsPlace, app: App, qtbot: QtBot) -> None:
    (app.settings.home / "clinic.yaml").write_text("practice: [\n", "utf-8")
    open_practice(place, qtbot)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in place.findChildren(ErrorPanel)))
    (panel,) = (each for each in place.findChildren(ErrorPanel) if each.isVisible())
    assert panel.accessibleName() == "clinic.yaml does not pass its checks."
    assert told(place) == ""
    (app.settings.home / "clinic.yaml").write_text(CLINIC, "utf-8")
    place.open_section("machine")
    open_practice(place, qtbot)
    assert not any(each.isVisible() for each in place.findChildren(ErrorPanel))
    assert place.practice is not None
    assert place.practice.lines["name"].value == "Fernhill"


def test_what_else_the_file_sets_is_read_in_plain_words(place: SettingsPlace, app: App, qtbot: QtBot) -> None:
    practice = app.catalogue.practice
    groups = {group.title: dict(group.rows) for group in clinic_groups(practice, app.catalogue)}
    pregnancy, course = (app.catalogue.rules[key].label for key in ("pregnancy", "isotretinoin_current"))
    assert device_words(practice.devices[0], app.catalogue) == (
        f"Pen, to 2.5 mm. No instructions for use named. Areas: {app.catalogue.areas['face_cheeks'].label}. "
        f"Its instructions rule out: {pregnancy}, {course} (defer)."
    )
    assert groups["Roles"]["Doctor"] == "No limit of depth of its own. Prescribes. Counts as medical supervision."
    assert groups["Roles"]["Nurse"].startswith("Needles to 1.5 mm. Does not prescribe. Only with medical supervision: ")
    lines = [line for _rule, line in changed_rules(practice, app.catalogue)]
    assert lines == ["Window 12 months. Decided by Dr Ada Obi, 1 Oct 2026. Audit."]
    assert groups["Age and areas"]["Youngest age"] == "21 years."
    place.open_section("rules")
    wait(place, qtbot)
    assert {"Nurse", "None in the file."} <= texts(place)


def test_no_part_opens_as_a_window_of_its_own(place: SettingsPlace, qtbot: QtBot) -> None:
    seen = list[str]()

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                seen.append(f"{type(watched).__name__} {watched.objectName()}")
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    again = SettingsPlace(place._app, place._background)
    qtbot.addWidget(again)
    for key, _name in SECTIONS:
        again.open_section(key)
        wait(place, qtbot)
    assert seen == []


def test_about_names_versions_licences_and_the_folder(place: SettingsPlace, app: App) -> None:
    place.open_section("about")
    shown = texts(place)
    assert str(app.settings.home) in shown
    assert any(words.startswith(f"{app.catalogue.protocol.version}, in force from ") for words in shown)
    assert app.catalogue.digest in {words.replace(" ", "") for words in shown}
    assert any(words.startswith("pydantic ") for words in shown)
    assert "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only" in shown


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    settings = Settings(tmp_path)
    shown = MainWindow(settings, lambda: demo_app(settings, dt.date(2026, 11, 20)))
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: shown.desk is not None and not shown.background.busy, timeout=PATIENCE_MS)
    yield shown
    shown.close()
    qtbot.waitUntil(lambda: not shown.isVisible(), timeout=PATIENCE_MS)


def test_the_window_follows_at_once_and_the_demonstration_keeps_nothing(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    assert desk is not None
    desk.go_to("settings")
    machine = desk.settings.machine
    assert machine is not None
    with qtbot.waitSignal(window.dress_wanted) as said:
        machine.theme._segments[2].click()
    assert said.args[0].theme == "dark"
    with qtbot.waitSignal(window.dress_wanted):
        machine.lock.less.click()
    assert 4 * 60_000 in {timer.interval() for timer in window.findChildren(QTimer)}
    with qtbot.waitSignal(window.dress_wanted):
        machine.paper._segments[1].click()
    assert (desk.app.settings.paper, desk.app.settings.theme) == ("Letter", "dark")
    desk.settings.open_section("practice")
    assert desk.settings.practice is not None
    assert desk.settings.practice.lines["name"].edit.isReadOnly()
    assert list(desk.app.settings.home.iterdir()) == []


def test_the_choice_of_a_backup_folder_is_the_one_of_the_backup_card(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    assert desk is not None
    desk.settings.folder_wanted.emit()
    qtbot.waitUntil(lambda: bool(desk.findChildren(QFileDialog, "backup_folder_dialog")))
    (dialog,) = desk.findChildren(QFileDialog, "backup_folder_dialog")
    dialog.reject()
