"""The check of the records in the window: its progress, its end, what it finds, and that work goes on meanwhile."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from consult_app.app import App
from consult_app.clinical.consultation import Client, Practitioner
from consult_app.demo import demo_app
from consult_app.errors import ConsultError
from consult_app.records.backup_values import Advance, StoppedError, Watch
from consult_app.records.checking import check_records, last_check, note_check
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.pages.settings_check import CheckPanel
from consult_app.ui.settings.check_words import failed_view, shown_problems
from consult_app.ui.settings.checking import Checking
from consult_app.ui.settings.settings_place import SettingsPlace

PASSPHRASE = "correct horse battery"  # noqa: S105 (of records that live as long as a test)
LEFT = Qt.MouseButton.LeftButton
Show = Callable[[], CheckPanel]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    example = demo_app(Settings(tmp_path / "demo"), dt.date(2026, 11, 20))
    records = create_practice(tmp_path / "practice", Practitioner(name="Dana Okafor"), PASSPHRASE, LEAST_COST)
    for at in range(20):
        records.add_client(Client(name=f"Client {at}"))
    yield App(Settings(tmp_path / "practice"), example.catalogue, records, lambda: dt.datetime.now(dt.UTC))
    records.close()


@pytest.fixture
def show(app: App, qtbot: QtBot) -> Iterator[Show]:
    background, kept = Background(), list[Checking]()

    def begin() -> CheckPanel:
        panel = CheckPanel()
        qtbot.addWidget(panel)
        kept.append(Checking(app, background, panel))
        panel.show()
        kept[-1].look()
        qtbot.waitUntil(lambda: not background.busy)
        return panel

    yield begin
    qtbot.waitUntil(lambda: not background.busy)
    background.finish()


def said(panel: CheckPanel) -> str:
    return " ".join(each.text() for each in panel.findChildren(QLabel) if not each.isHidden())


def test_nothing_wrong_is_said_with_counts_and_remembered(app: App, show: Show, qtbot: QtBot) -> None:
    panel = show()
    assert "Not checked yet." in said(panel)
    qtbot.mouseClick(panel.check, LEFT)
    qtbot.waitUntil(lambda: "Nothing altered, missing or out of order" in said(panel))
    assert f"{len(app.records.events()) - 1} events, 0 signatures, 0 papers" in said(panel)
    kinds = [event.kind for event in app.records.events()]
    assert kinds[-1] == "records_checked"
    again = show()
    assert "nothing was wrong" in said(again)


def test_what_was_altered_is_listed_with_what_to_do(app: App, show: Show, qtbot: QtBot) -> None:
    with app.records.transactions.engine.begin() as connection:
        for change in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER audit_event_no_{change}"))
        connection.execute(text("UPDATE audit_event SET detail = 'another' WHERE id = 5"))
        connection.execute(text("DELETE FROM audit_event WHERE id = 9"))
    panel = show()
    qtbot.mouseClick(panel.check, LEFT)
    qtbot.waitUntil(lambda: "problems found" in said(panel))
    words = said(panel)
    assert "Event 5 was altered" in words
    assert "Event 9 is missing." in words
    assert "Keep the practice" in words
    assert panel.copy.isVisible()
    assert not panel.cancel.isVisible()
    again = show()
    assert "2 problems found" in said(again)


def test_it_is_cancelled_between_two_parts_and_can_begin_anew(app: App, show: Show, qtbot: QtBot) -> None:
    panel = show()
    panel.stop_wanted.emit()
    checking = panel.findChild(Checking)
    assert checking is not None
    checking.check()
    checking.stop()
    qtbot.waitUntil(lambda: not checking.is_busy)
    assert "Nothing altered" not in said(panel)
    assert last_check(app.records) is None
    checking.check()
    qtbot.waitUntil(lambda: "Nothing altered" in said(panel))


def _is_longer(seen: list[Advance], parts: int) -> bool:
    return len(seen) > parts


def test_it_can_be_stopped_at_every_part(app: App) -> None:
    told: list[Advance] = []
    check_records(app.records, Watch(told.append))
    assert [each.stage for each in told][:2] == ["The database", "The audit trail"]
    for parts in range(len(told)):
        seen: list[Advance] = []
        ends = partial(_is_longer, seen, parts)
        with pytest.raises(StoppedError):
            check_records(app.records, Watch(seen.append, ends))
        assert len(seen) == parts + 1


def test_what_is_typed_meanwhile_is_saved_between_the_parts(app: App) -> None:
    stages: list[str] = []

    def work_on(advance: Advance) -> None:
        stages.append(advance.stage)
        app.records.add_client(Client(name=f"During {advance.stage}"))

    found = check_records(app.records, Watch(work_on))
    assert found.ok
    assert len(app.records.search_clients("during")) == len(stages)


def test_closed_records_are_not_read_on(app: App) -> None:
    def close(_advance: Advance) -> None:
        app.records.transactions.close()

    with pytest.raises(StoppedError):
        check_records(app.records, Watch(close))


def test_a_check_that_was_remembered_says_what_it_found(app: App) -> None:
    found = check_records(app.records)
    kept = note_check(app.records, replace(found, problems=("one", "two")))
    assert last_check(app.records) == kept
    assert (kept.events, kept.problems) == (found.report.length, 2)


def test_an_error_is_told_in_words() -> None:
    assert "Check the disk" in failed_view(ConsultError("It could not be read.", "Check the disk.")).line
    assert "Nothing was changed" in failed_view(RuntimeError()).line
    assert shown_problems(tuple("abcdefgh")) == ("a", "b", "c", "d", "e", "f", "and 2 more")


def test_it_stands_in_the_settings_of_the_machine(app: App, qtbot: QtBot) -> None:
    background = Background()
    place = SettingsPlace(app, background)
    qtbot.addWidget(place)
    place.show()
    place.open()
    panel = place.findChild(CheckPanel, "check_panel")
    assert panel is not None
    qtbot.waitUntil(lambda: "Not checked yet." in said(panel))
    qtbot.mouseClick(panel.check, LEFT)
    qtbot.waitUntil(lambda: "Nothing altered" in said(panel))
    place.open()
    qtbot.waitUntil(lambda: not background.busy)
    assert "Nothing altered" in said(panel)
    background.finish()
