"""A backup is put back in the first window: checked first, each slip in its place, stopped by Cancel, then unlocked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from consult_app.clinical.consultation import Client, Practitioner
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice
from consult_app.settings import Settings, save_settings
from consult_app.ui.entry.entries import RestoreEntries
from consult_app.ui.entry.restoring import Restoring
from consult_app.ui.main_window import MainWindow
from consult_app.ui.pages.restore import RestorePage
from consult_app.ui.pages.set_up import SetUpPage
from consult_app.ui.pages.unlock import UnlockPage
from consult_app.ui.widgets.progress_dialog import ProgressDialog

WORDS = "correct horse battery"
PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A backup of a small practice, and its recovery key."""
    home, drive = tmp_path_factory.mktemp("old"), tmp_path_factory.mktemp("drive")
    records = create_practice(home, Practitioner(name="Dana Okafor", role="nurse"), WORDS, LEAST_COST)
    groups = records.people.new_recovery_sheet(WORDS)
    records.add_client(Client(name="Ines Duarte"))
    path = records.backups.make(drive).path
    records.close()
    return path, " ".join(groups)


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of a machine without a practice, which has kept its own settings already."""
    settings = Settings(tmp_path / "home")
    save_settings(settings)
    opened = MainWindow(settings)
    qtbot.addWidget(opened)
    opened.show()
    yield opened
    opened.close()


def restore_page(window: MainWindow) -> RestorePage:
    assert isinstance(window.gate, SetUpPage)
    window.gate.restore.click()
    assert isinstance(window.gate, RestorePage)
    return window.gate


def fill(page: RestorePage, file: Path, secret: str, way: str = "passphrase") -> None:
    page.use_file(str(file))
    page.way.set_value(way)
    page.way.chosen.emit(way)
    (page.key if way == "key" else page.passphrase).edit.setText(secret)


@pytest.mark.parametrize("way", ["passphrase", "key"])
def test_a_backup_is_checked_restored_and_unlocked(
    window: MainWindow, practice: tuple[Path, str], qtbot: QtBot, way: str
) -> None:
    page = restore_page(window)
    fill(page, practice[0], WORDS if way == "passphrase" else practice[1], way)
    qtbot.keyClick((page.passphrase if way == "passphrase" else page.key).edit, Qt.Key.Key_Return)
    qtbot.waitUntil(page.restore.isVisible, timeout=PATIENCE_MS)
    assert page._holds.text() == (
        "It holds 1 client, 0 consultations and 0 treatment sessions. All of it was read and is whole."
    )
    assert not (window._settings.home / "records.db").exists()
    assert window.focusWidget() is page.restore
    page.restore.click()
    qtbot.waitUntil(lambda: isinstance(window.gate, UnlockPage), timeout=PATIENCE_MS)
    gate = window.gate
    assert isinstance(gate, UnlockPage)
    assert gate._line.text().startswith("Restored.")
    qtbot.waitUntil(lambda: gate.who.value == "1")
    gate.passphrase.edit.setText(WORDS)
    gate.button.click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=PATIENCE_MS)
    assert window.desk is not None
    assert [client.details.name for client in window.desk.app.records.search_clients("ines")] == ["Ines Duarte"]
    qtbot.waitUntil(lambda: not window.background.busy, timeout=PATIENCE_MS)


def test_each_slip_is_said_where_it_was_made(
    window: MainWindow, practice: tuple[Path, str], tmp_path: Path, qtbot: QtBot
) -> None:
    page = restore_page(window)
    page.check.click()
    assert page.file.error() == "Choose the backup."
    fill(page, practice[0], "wrong horse battery")
    page.check.click()
    qtbot.waitUntil(lambda: "opens none of the keys" in page.passphrase.error(), timeout=PATIENCE_MS)
    fill(page, practice[0], "12345 678", "key")
    page.check.click()
    qtbot.waitUntil(lambda: "Compare what you typed" in page.key.error(), timeout=PATIENCE_MS)
    cut = tmp_path / "cut.mcbackup"
    cut.write_bytes(practice[0].read_bytes()[:-200])
    fill(page, cut, WORDS)
    page.check.click()
    qtbot.waitUntil(lambda: "damaged" in page.file.error(), timeout=PATIENCE_MS)
    other = tmp_path / "list.txt"
    other.write_text("Not a backup.")
    fill(page, other, WORDS)
    page.check.click()
    qtbot.waitUntil(lambda: "not a backup of this program" in page.file.error(), timeout=PATIENCE_MS)
    page.back.click()
    assert isinstance(window.gate, SetUpPage)


def test_a_folder_with_other_files_is_left_alone(window: MainWindow, practice: tuple[Path, str], qtbot: QtBot) -> None:
    page = restore_page(window)
    (window._settings.home / "notes.txt").write_text("Mine")
    fill(page, practice[0], WORDS)
    page.check.click()
    qtbot.waitUntil(lambda: "The folder is not empty" in page._line.text(), timeout=PATIENCE_MS)
    assert not page.passphrase.error()


def test_cancel_leaves_nothing_behind(window: MainWindow, practice: tuple[Path, str], qtbot: QtBot) -> None:
    page = restore_page(window)
    restoring = page.findChild(Restoring)
    assert restoring is not None
    home = window._settings.home
    page.restore_wanted.emit(RestoreEntries(practice[0], WORDS))
    page.window().findChildren(ProgressDialog)[-1].cancel.click()
    qtbot.waitUntil(lambda: not window.background.busy, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "Stopped" in page._line.text(), timeout=PATIENCE_MS)
    assert {path.name for path in home.iterdir()} == {"settings.json"}
    assert page.check.isEnabled()


def test_the_file_is_chosen_in_the_systems_dialog(window: MainWindow, practice: tuple[Path, str]) -> None:
    page = restore_page(window)
    page.choose.click()
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(practice[0]))
    dialog.reject()
    assert page.file.value == str(practice[0])
    assert window.focusWidget() is page.passphrase.edit
