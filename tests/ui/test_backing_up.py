"""Backups in the window: made by themselves and when asked for, honest when they fail, stopped by Cancel."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Practitioner
from consult_app.demo import demo_app
from consult_app.records.backup_values import Advance, LastBackup, Standing
from consult_app.records.chain import ChainHead
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice
from consult_app.records.values import StorageError
from consult_app.settings import Settings, load_settings
from consult_app.ui.background import Background
from consult_app.ui.desk import Desk
from consult_app.ui.office.backing_up import BackingUp
from consult_app.ui.office.backup_words import ANOTHER_DRIVE, BackupView, failure_view, progress_view, standing_view
from consult_app.ui.widgets.backup_card import BackupCard
from consult_app.ui.widgets.progress_dialog import ProgressDialog

NOW = dt.datetime(2026, 11, 20, 11, 9, tzinfo=ZoneInfo("Europe/London"))
BESIDE = Path("/home/clinic/backups")
PATIENCE_MS = 30_000


def standing(ago: dt.timedelta, folder: Path = Path("/media/Fernhill"), **known: bool) -> Standing:
    made = (NOW - ago).astimezone(dt.UTC)
    return Standing(LastBackup(folder / "practice.mcbackup", made, ChainHead(1, "a"), **known), made)


@pytest.mark.parametrize(
    ("ago", "outcome", "title", "line"),
    [
        (dt.timedelta(hours=3), "treat", "Backed up today 08:09", "Folder “Fernhill”, copy checked"),
        (dt.timedelta(days=1), "treat", "Backed up yesterday 11:09", "Folder “Fernhill”, copy checked"),
        (dt.timedelta(days=2), "precautions", "Last backup 2 days ago", "Folder “Fernhill”, copy checked"),
        (dt.timedelta(days=6), "precautions", "Last backup 6 days ago", "Folder “Fernhill”, copy checked"),
        (dt.timedelta(days=7), "do_not_treat", "Last backup 7 days ago", "Folder “Fernhill”, copy checked"),
    ],
)
def test_an_old_backup_is_a_caution_and_then_a_stop(ago: dt.timedelta, outcome: str, title: str, line: str) -> None:
    view = standing_view(standing(ago), NOW, BESIDE)
    assert (view.outcome, view.title, view.line) == (outcome, title, line)


def test_each_state_has_its_own_icon_and_says_what_to_do() -> None:
    beside = standing_view(standing(dt.timedelta(0), BESIDE), NOW, BESIDE)
    assert (beside.icon, beside.line) == ("backup", "On this computer only, copy checked")
    same = standing_view(standing(dt.timedelta(0), BESIDE), NOW, BESIDE, same_disk=True)
    assert (same.icon, same.line) == ("state_precautions", f"On this computer only. {ANOTHER_DRIVE}")
    old = standing_view(standing(dt.timedelta(days=7)), NOW, BESIDE, same_disk=True)
    assert old.outcome == "do_not_treat"
    gone = standing_view(standing(dt.timedelta(0), is_there=False), NOW, BESIDE)
    assert (gone.icon, gone.title) == ("state_precautions", "The last backup is not in its place")
    damaged = standing_view(standing(dt.timedelta(0), is_whole=False), NOW, BESIDE)
    assert (damaged.icon, damaged.is_failure) == ("state_do_not_treat", True)
    assert damaged.line.startswith("Your records are safe.")
    first = standing_view(Standing(None, NOW), NOW, BESIDE)
    assert (first.outcome, first.title) == ("precautions", "Not backed up yet")
    never = standing_view(Standing(None, NOW - dt.timedelta(days=7)), NOW, BESIDE)
    assert (never.outcome, never.line) == ("do_not_treat", "7 days without a copy.")


def test_a_failure_says_that_the_records_are_safe() -> None:
    full = StorageError("The drive is full.", "Your records are safe. Free some space.")
    soon, late = (failure_view(full, standing(dt.timedelta(days=days)), NOW) for days in (0, 9))
    assert soon == BackupView("precautions", "The drive is full", "Your records are safe. Free some space.", True)
    assert late.outcome == "do_not_treat"
    fault = failure_view(RuntimeError("secret"), None, NOW)
    assert (fault.title, fault.line) == ("No backup was made", "Your records are safe.")
    assert progress_view(Advance("Copying the records", 1, 3)).line == "Copying the records, 33 %"
    assert progress_view(Advance("Copying the records", 0, 0)).line == "Copying the records, 0 %"


@pytest.fixture
def app(tmp_path: Path, catalogue: Catalogue) -> Iterator[App]:
    """An open practice on disk."""
    home = tmp_path / "practice"
    records = create_practice(home, Practitioner(name="Dana Okafor"), "correct horse battery", LEAST_COST)
    yield App(Settings(home), catalogue, records, lambda: dt.datetime.now(ZoneInfo("Europe/London")))
    records.close()


@pytest.fixture
def desk(app: App, qtbot: QtBot) -> Iterator[Desk]:
    """Today of that practice, shown, after its first backup."""
    background = Background()
    shown = Desk(app, background)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    with qtbot.waitExposed(shown):
        shown.show()
    qtbot.waitUntil(lambda: title(shown).startswith("Backed up today"), timeout=PATIENCE_MS)
    yield shown
    qtbot.waitUntil(lambda: not background.busy, timeout=PATIENCE_MS)
    background.finish()


def title(desk: Desk) -> str:
    return desk.today.backup.accessibleName()


def press(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isVisible()
    assert button.minimumSizeHint().height() >= 40
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_first_backup_makes_itself_and_is_beside_the_records(desk: Desk, app: App) -> None:
    assert desk.today.backup.accessibleDescription() == f"On this computer only. {ANOTHER_DRIVE}"
    assert [file.path.parent for file in app.records.backups.list()] == [app.settings.home / "backups"]
    assert not desk.today.backup.choose.isVisible()


def test_a_chosen_folder_is_remembered_and_used_at_once(desk: Desk, app: App, tmp_path: Path, qtbot: QtBot) -> None:
    drive = tmp_path / "Fernhill"
    drive.mkdir()
    with qtbot.waitSignal(desk.backing_up.changed, timeout=PATIENCE_MS):
        desk.backing_up.use_folder(str(drive))
    assert load_settings(app.settings.home)[0].backup_folder == str(drive)
    assert desk.today.backup.accessibleDescription() == f"Folder “Fernhill”. {ANOTHER_DRIVE}"
    assert len(list(drive.iterdir())) == 1


def test_a_drive_that_is_away_is_said_and_back_again_forgotten(
    desk: Desk, app: App, tmp_path: Path, qtbot: QtBot
) -> None:
    drive = tmp_path / "Fernhill"
    with qtbot.waitSignal(desk.backing_up.changed, timeout=PATIENCE_MS):
        desk.backing_up.use_folder(str(drive))
    assert title(desk) == "The backup folder is not there"
    assert desk.today.backup.accessibleDescription().startswith("Your records are safe.")
    assert desk.today.backup.choose.isVisible()
    assert not drive.exists()
    drive.mkdir()
    with qtbot.waitSignal(desk.backing_up.changed, timeout=PATIENCE_MS):
        press(qtbot, desk.today.backup.now)
    assert title(desk).startswith("Backed up today")
    assert [event.kind for event in app.records.events()][-2:] == ["backup_failed", "backup_made"]


def test_a_damaged_backup_is_found_and_the_next_one_made_good(desk: Desk, app: App, qtbot: QtBot) -> None:
    last = app.records.backups.last_verified()
    assert last is not None
    content = bytearray(last.path.read_bytes())
    content[len(content) // 2] ^= 1
    last.path.write_bytes(content)
    with qtbot.waitSignal(desk.backing_up.changed, timeout=PATIENCE_MS):
        desk.today.backup.check_wanted.emit()
    assert title(desk) == "The last backup is damaged"
    assert app.records.backups.is_due()
    with qtbot.waitSignal(desk.backing_up.changed, timeout=PATIENCE_MS):
        desk.backing_up.look()
    assert title(desk).startswith("Backed up today")


def test_cancel_stops_a_backup_and_leaves_the_earlier_one(desk: Desk, app: App, qtbot: QtBot) -> None:
    before = app.records.backups.list()
    desk.backing_up.back_up()
    with qtbot.waitSignal(desk.backing_up.changed, timeout=PATIENCE_MS):
        press(qtbot, desk.today.backup.stop)
    assert app.records.backups.list() == before
    assert title(desk).startswith("Backed up today")
    assert not any(dialog.isVisible() for dialog in desk.findChildren(ProgressDialog))


def test_the_demonstration_backs_nothing_up(tmp_path: Path, qtbot: QtBot) -> None:
    background = Background()
    shown = Desk(demo_app(Settings(tmp_path), dt.date(2026, 11, 20)), background)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: not background.busy, timeout=PATIENCE_MS)
    assert not shown.today.backup.isVisible()
    assert list(tmp_path.iterdir()) == []
    background.finish()


def test_the_dialog_appears_after_a_second_and_its_cancel_is_said_once(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ProgressDialog(window, "Backing up", "Meanwhile you can go on.")
    assert not dialog.isVisible()
    dialog.advance("Copying the records", 40)
    qtbot.waitUntil(dialog.isVisible, timeout=PATIENCE_MS)
    asked: list[bool] = []
    dialog.cancelled.connect(lambda: asked.append(True))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert asked == [True]
    assert dialog.isVisible()
    dialog.finish()
    assert not dialog.isVisible()


def test_the_folder_dialog_is_about_folders(desk: Desk, qtbot: QtBot) -> None:
    desk.backing_up.choose_folder()
    dialog = desk.findChild(QWidget, "backup_folder_dialog")
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible, timeout=PATIENCE_MS)
    dialog.close()


def test_without_a_backup_there_is_nothing_to_check(app: App, qtbot: QtBot) -> None:
    background, window, card = Background(), QWidget(), BackupCard()
    qtbot.addWidget(window)
    qtbot.addWidget(card)
    backing_up = BackingUp(app, background, card, window)
    backing_up.check_last()
    assert not backing_up.is_busy
    with qtbot.waitSignal(backing_up.changed, timeout=PATIENCE_MS):
        pass
    background.finish()
