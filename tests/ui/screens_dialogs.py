"""The dialogs, each over the window it opens from."""

import datetime as dt

from PySide6.QtWidgets import QDialog, QWidget

from consult_app.documents import DocumentOptions, make_sheets
from consult_app.records.csv_import import Preview
from consult_app.records.csv_reading import read_table
from consult_app.records.values import StoredPractitioner
from consult_app.ui.consultation.conflict_dialog import ConflictDialog
from consult_app.ui.consultation.consent_dialog import ConsentDialog
from consult_app.ui.consultation.consent_withdrawal import WithdrawalDialog
from consult_app.ui.consultation.consultation_differences import consultation_differences
from consult_app.ui.consultation.finish_dialog import FinishDialog
from consult_app.ui.consultation.revising import CORRECT_LINE, CORRECT_TITLE, CORRECT_WAY_ON, DELETE_LINE, DELETE_TITLE
from consult_app.ui.entry.entrance import advice
from consult_app.ui.help.help_window import HelpWindow
from consult_app.ui.office.people_place import FORMS
from consult_app.ui.pages.clients_erase import EraseDialog, KeptDialog
from consult_app.ui.pages.clients_export import ExportDialog
from consult_app.ui.pages.clients_import import ImportDialog
from consult_app.ui.pages.clients_merge import MergeDialog
from consult_app.ui.pages.people_dialog import PersonDialog, PersonForm
from consult_app.ui.session.follow_up_dialog import FollowUpDialog
from consult_app.ui.widgets.ask_dialog import ReasonDialog
from consult_app.ui.widgets.fault_notice import FaultNotice
from consult_app.ui.widgets.progress_dialog import ProgressDialog
from tests.ui.screen_people import DAY, LONG_NAME, MARISOL
from tests.ui.screen_stage import Stage

ROLES = ("aesthetician", "nurse", "doctor")
OPEN = tuple(f"{each} is still to be settled before the first session" for each in ("Consent", "The test patch") * 4)
LIST = b"ID,Name,Date of birth,Phone\nK-1,Nora Lindahl,03/04/1988,01632 960777\nK-2,,01/02/1990,\n"


def finish(stage: Stage) -> QWidget:
    dialog = FinishDialog(_plan(stage), OPEN, ("Treatment plan", "Aftercare"), is_demo=False)
    dialog.add_note("To come back: Tue 13 Apr 2027.")
    return _open(stage, dialog)


def finish_refused(stage: Stage) -> QWidget:
    dialog = FinishDialog(_plan(stage), (), ("Treatment plan",), is_demo=False)
    dialog.show_refused("That passphrase did not match.")
    return _open(stage, dialog)


def finish_trouble(stage: Stage) -> QWidget:
    dialog = FinishDialog(_plan(stage), (), None, is_demo=True)
    dialog.show_problem("The disk is full.", "Free some space, then sign again. It is saved as a draft.")
    return _open(stage, dialog)


def delete(stage: Stage) -> QWidget:
    return _open(stage, ReasonDialog(_plan(stage), DELETE_TITLE, DELETE_LINE, "Delete draft", "danger"))


def correct(stage: Stage) -> QWidget:
    return _open(stage, ReasonDialog(_plan(stage), CORRECT_TITLE, CORRECT_LINE, CORRECT_WAY_ON))


def conflict(stage: Stage) -> QWidget:
    frame = stage.consultation(MARISOL, "plan")
    mine = frame.state.consultation
    theirs = mine.model_copy(update={"areas": mine.areas[:1], "avoid": (), "reason_for_visit": "Dark marks"})
    found = consultation_differences(mine, theirs, frame.state.catalogue)
    return _open(stage, ConflictDialog(frame, found, "10:58"))


def follow_up(stage: Stage) -> QWidget:
    return _open(stage, FollowUpDialog(_today(stage), DAY - dt.timedelta(days=3), DAY, (("burn", "Burn"),)))


def adverse_event(stage: Stage) -> QWidget:
    dialog = FollowUpDialog(_today(stage), DAY - dt.timedelta(days=3), DAY, (("burn", "Burn"),))
    dialog.kind.set_value("adverse_event")
    dialog.kind.chosen.emit("adverse_event")
    dialog.way_on.click()
    return _open(stage, dialog)


def add_person(stage: Stage) -> QWidget:
    dialog = PersonDialog(_today(stage), FORMS["add"], ROLES, lambda typed: advice(typed, ()))
    dialog.way_on.click()
    return _open(stage, dialog)


def change_person(stage: Stage) -> QWidget:
    person = StoredPractitioner(2, LONG_NAME, "aesthetician")
    form = PersonForm(f"Change {LONG_NAME}", "Papers made from now on name them so.", "Change", "primary", True)
    return _open(stage, PersonDialog(_today(stage), _with(form, person), ROLES, lambda typed: advice(typed, ())))


def new_sheet(stage: Stage) -> QWidget:
    return _open(stage, PersonDialog(_today(stage), FORMS["sheet"], ROLES, lambda typed: advice(typed, ())))


def import_list(stage: Stage) -> QWidget:
    directory = stage.desk().app.records.directory
    dialog = ImportDialog(_today(stage), read_table(LIST))
    dialog.preview_wanted.connect(
        lambda reading: dialog.show_preview(
            directory.preview(read_table(LIST), reading.columns, reading.order, DAY, lambda _done, _all: True)
        )
    )
    dialog.guess()
    dialog.order.set_value("day_first")
    dialog.order.chosen.emit("day_first")
    return _open(stage, dialog)


def import_nothing(stage: Stage) -> QWidget:
    dialog = ImportDialog(_today(stage), read_table(LIST))
    dialog.show_preview(Preview((), ()))
    return _open(stage, dialog)


def merge(stage: Stage) -> QWidget:
    records = stage.desk().app.records
    dialog = MergeDialog(_today(stage), records.search_clients("Vega")[0])
    dialog.show_found(records.search_clients(""))
    dialog.choose(records.search_clients("Owen")[0].id)
    dialog.way_on.click()
    return _open(stage, dialog)


def export(stage: Stage) -> QWidget:
    dialog = ExportDialog(_today(stage), LONG_NAME)
    dialog.way_on.click()
    return _open(stage, dialog)


def erase(stage: Stage) -> QWidget:
    dialog = EraseDialog(_today(stage), "Marisol Vega")
    dialog.way_on.click()
    return _open(stage, dialog)


def kept(stage: Stage) -> QWidget:
    return _open(stage, KeptDialog(_today(stage), dt.date(2034, 11, 20), 8))


def working(stage: Stage) -> QWidget:
    dialog = ProgressDialog(_today(stage), "Importing clients")
    dialog.advance("120 of 412 stored", 29)
    return _open(stage, dialog)


def shortcuts(stage: Stage) -> QWidget:
    return _open(stage, HelpWindow(_today(stage), "keyboard"))


def fault(stage: Stage) -> QWidget:
    return _open(stage, FaultNotice(_today(stage), "report"))


def consent(stage: Stage) -> QWidget:
    return _open(stage, _consent(stage, "Marisol Vega"))


def consent_on_paper(stage: Stage) -> QWidget:
    """Of a day that is past, and somebody whose name is long."""
    return _open(stage, _consent(stage, LONG_NAME, only_paper=True))


def consent_trouble(stage: Stage) -> QWidget:
    dialog = _consent(stage, LONG_NAME)
    dialog.show_problem("The consultation was changed in the meantime.", "Look at the form again, then sign.")
    return _open(stage, dialog)


def withdrawal(stage: Stage) -> QWidget:
    return _open(stage, WithdrawalDialog(_plan(stage)))


def _consent(stage: Stage, name: str, *, only_paper: bool = False) -> ConsentDialog:
    frame = stage.consultation(MARISOL, "plan")
    assert frame.state.summary is not None
    form = make_sheets(frame.state.summary, "consent", DocumentOptions(sample=True)).data
    return ConsentDialog(frame, form, name, "Jo Brennan", DAY, only_paper=only_paper)


def _with(form: PersonForm, person: StoredPractitioner) -> PersonForm:
    return PersonForm(form.title, form.line, form.way_on, form.look, form.details, form.new_passphrase, person)


def _today(stage: Stage) -> QWidget:
    return stage.place("today").window()


def _plan(stage: Stage) -> QWidget:
    return stage.consultation(MARISOL, "plan").window()


def _open(stage: Stage, dialog: QDialog) -> QDialog:
    dialog.open()
    stage.settle()
    return dialog


DIALOGS = (
    finish,
    finish_refused,
    finish_trouble,
    delete,
    correct,
    conflict,
    follow_up,
    adverse_event,
    add_person,
    change_person,
    new_sheet,
    import_list,
    import_nothing,
    merge,
    export,
    erase,
    kept,
    consent,
    consent_on_paper,
    consent_trouble,
    withdrawal,
    working,
    shortcuts,
    fault,
)
