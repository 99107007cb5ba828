"""The screens before the records are open, and the cover when the window is locked."""

from PySide6.QtWidgets import QWidget

from consult_app.errors import BadInputError
from consult_app.ui.entry.entrance import advice
from consult_app.ui.pages.problems import ProblemsPage
from consult_app.ui.pages.recover import RecoverPage
from consult_app.ui.pages.recovery_sheet import RecoverySheetPage
from consult_app.ui.pages.restore import RestorePage
from consult_app.ui.pages.set_up import SetUpPage
from consult_app.ui.pages.unlock import UnlockPage
from tests.ui.screen_people import LONG_NAME
from tests.ui.screen_stage import Stage

PEOPLE = [(1, "Jo Brennan"), (2, LONG_NAME)]
GROUPS = ("K7QM-4TRZ", "9HXA-2WCE", "P3VD-8NJY", "6BFS-5GKU", "T2ZM-7LQR", "4WXE-9HCA", "8JYN-3PVD", "5GKU-6BFS")


def unlock(stage: Stage) -> QWidget:
    page = stage.alone(UnlockPage())
    page.side.show_practice("Fernhill Skin Clinic")
    page.show_people(PEOPLE)
    return page


def unlock_refused(stage: Stage) -> QWidget:
    page = stage.alone(UnlockPage())
    page.show_people(PEOPLE)
    page.show_refused("That passphrase did not match.", 30)
    return page


def unlock_restored(stage: Stage) -> QWidget:
    page = stage.alone(UnlockPage())
    page.show_people(PEOPLE)
    page.show_note("Restored. Unlock with the passphrase from the time of the backup.")
    return page


def set_up(stage: Stage) -> QWidget:
    return stage.alone(SetUpPage(advice))


def set_up_wrong(stage: Stage) -> QWidget:
    page = stage.alone(SetUpPage(advice))
    page.passphrase.edit.setText("short")
    page.button.click()
    return page


def set_up_working(stage: Stage) -> QWidget:
    page = stage.alone(SetUpPage(advice))
    page.show_working()
    return page


def recovery_sheet(stage: Stage) -> QWidget:
    return stage.alone(RecoverySheetPage(b"", GROUPS))


def recovery_by_hand(stage: Stage) -> QWidget:
    page = stage.alone(RecoverySheetPage(b"", GROUPS))
    page.show_button.setChecked(True)
    return page


def recover(stage: Stage) -> QWidget:
    return stage.alone(RecoverPage(PEOPLE, advice))


def recover_wrong(stage: Stage) -> QWidget:
    page = stage.alone(RecoverPage(PEOPLE, advice))
    page.key.set_value("K7QM 4TRZ")
    page.button.click()
    return page


def restore(stage: Stage) -> QWidget:
    return stage.alone(RestorePage())


def restore_wrong(stage: Stage) -> QWidget:
    page = stage.alone(RestorePage())
    page.use_file("practice-2026-11-20-0300.mcbackup")
    page.show_refused("This backup is damaged. Choose an earlier one.", "file")
    return page


def restore_found(stage: Stage) -> QWidget:
    page = stage.alone(RestorePage())
    holds = "It holds 412 clients, 1,208 consultations and 633 treatment sessions. All of it was read and is whole."
    page.show_found("Backup of 19 Nov 2026, 03:00", holds)
    return page


def problems(stage: Stage) -> QWidget:
    told = tuple(f"clinic.yaml: roles.nurse.max_depth_mm: {at} is not a depth the program knows" for at in range(9))
    error = BadInputError("The clinic's file does not pass its checks.", told, "Correct it in a text editor.")
    return stage.alone(ProblemsPage(error))


def locked(stage: Stage) -> QWidget:
    """The cover of a practice that is not the demonstration: shown as the window shows it after five minutes."""
    page = stage.alone(UnlockPage())
    page.side.show_practice("Fernhill Skin Clinic")
    page.show_people(PEOPLE[:1])
    page.show_locked(1, 5, is_demo=False)
    return page


def locked_unsaved(stage: Stage) -> QWidget:
    page = stage.alone(UnlockPage())
    page.show_people(PEOPLE[:1])
    page.show_locked(1, None, is_demo=False)
    page.show_saved(saved=False)
    return page


GATE = (
    unlock,
    unlock_refused,
    unlock_restored,
    set_up,
    set_up_wrong,
    set_up_working,
    recovery_sheet,
    recovery_by_hand,
    recover,
    recover_wrong,
    restore,
    restore_wrong,
    restore_found,
    problems,
    locked,
    locked_unsaved,
)
