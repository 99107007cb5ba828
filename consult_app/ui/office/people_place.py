"""The place where people are managed: the list, a dialog for each act, and the recovery sheet."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget
from shiboken6 import isValid

from consult_app.app import App, recovery_paper, roles
from consult_app.clinical.consultation import Practitioner
from consult_app.errors import ConsultError
from consult_app.records.values import StoredPractitioner
from consult_app.ui.background import Background
from consult_app.ui.entry.entrance import advice
from consult_app.ui.pages.people import PeoplePage, PeopleView
from consult_app.ui.pages.people_dialog import PersonDialog, PersonEntries, PersonForm
from consult_app.ui.pages.recovery_sheet import RecoverySheetPage

FORMS = {
    "add": PersonForm(
        "Add a person", "They type a passphrase of their own here.", "Add", details=True, new_passphrase=True
    ),
    "passphrase": PersonForm(
        "Change your passphrase",
        "The records stay as they are; only their lock changes.",
        "Change",
        new_passphrase=True,
    ),
    "sheet": PersonForm("Make a new recovery sheet", "The sheet before stops working.", "Make the sheet"),
}


class PeoplePlace(QStackedWidget):
    """``refresh`` reads the list; ``done`` says in words what was done."""

    done = Signal(str)

    def __init__(self, app: App, background: Background) -> None:
        super().__init__()
        self._app, self._background = app, background
        self._records, self._people = app.records.people, dict[int, StoredPractitioner]()
        self._sheet: RecoverySheetPage | None = None
        self.page = PeoplePage()
        self.page.wanted.connect(self._ask)
        self.addWidget(self.page)

    def refresh(self) -> None:
        """Show everybody as they are now."""
        people, me = self._records, self._app.records.practitioner.id
        self._run(lambda: PeopleView(people.everyone(), me, people.recovery_state()), self._show, self._show_problem)

    def _show(self, view: PeopleView) -> None:
        self._people = {person.id: person for person in view.people}
        self.page.show_people(view)

    def _show_problem(self, error: ConsultError) -> None:
        self.page.show_problem(error.message, error.next_step)

    def _ask(self, act: str, number: int) -> None:
        form = FORMS.get(act) or _form(act, self._people[number])
        dialog = PersonDialog(self, form, roles(self._app.catalogue), self._advice)
        dialog.wanted.connect(
            lambda entries: self._run(
                lambda: self._do(act, number, entries),
                lambda result: self._finish(dialog, act, result),
                lambda error: dialog.show_refused(str(error)) if isValid(dialog) else None,
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _advice(self, passphrase: str) -> str:
        names = [person.name for person in self._people.values()]
        return advice(passphrase, [self._app.catalogue.practice.practice.name, *names])

    def _do(self, act: str, number: int, entries: PersonEntries) -> tuple[str, ...]:
        """Do one act on the records' thread; the groups of a new recovery key, or nothing."""
        people, proof = self._records, entries.proof
        details = Practitioner(name=entries.name, role=entries.role or None, licence=entries.licence or None)
        match act:
            case "add":
                people.add(proof, details, entries.passphrase)
            case "change":
                self._change(proof, self._people[number], details, is_lead=entries.is_lead)
            case "let_in":
                people.give_passphrase(proof, number, entries.passphrase)
            case "disable":
                people.disable(proof, number)
            case "passphrase":
                people.change_passphrase(proof, entries.passphrase)
            case "sheet":
                return people.new_recovery_sheet(proof)
        return ()

    def _change(self, proof: str, before: StoredPractitioner, details: Practitioner, *, is_lead: bool) -> None:
        if (before.name, before.role, before.licence) != (details.name, details.role, details.licence):
            self._records.change_details(proof, before.id, details)
        if before.is_lead != is_lead:
            self._records.set_lead(proof, before.id, is_lead=is_lead)

    def _finish(self, dialog: PersonDialog, act: str, groups: tuple[str, ...]) -> None:
        if isValid(dialog):
            dialog.accept()
        if act == "sheet":
            self._show_sheet(groups)
        else:
            self.done.emit("Saved")
            self.refresh()

    def _show_sheet(self, groups: tuple[str, ...]) -> None:
        sheet = RecoverySheetPage(recovery_paper(self._app, groups), groups)
        sheet.side.show_practice(self._app.catalogue.practice.practice.name)
        sheet.confirmed.connect(
            lambda: self._run(self._records.confirm_recovery_sheet, self._leave, self._show_problem)
        )
        sheet.later.connect(lambda: self._leave(None))
        self._sheet = sheet
        self.addWidget(sheet)
        self.setCurrentWidget(sheet)

    def _leave(self, _none: object) -> None:
        if (sheet := self._sheet) is not None:
            self.removeWidget(sheet)
            sheet.deleteLater()
        self._sheet = None
        self.refresh()

    def _run(
        self, work: Callable[[], Any], done: Callable[[Any], object], refused: Callable[[ConsultError], object]
    ) -> None:
        def finish(result: Any) -> None:
            if isValid(self):
                done(result)

        def fail(error: Exception) -> None:
            if not isinstance(error, ConsultError):
                raise error
            if isValid(self):
                refused(error)

        self._background.run_records(work, finish, fail)


def _form(act: str, person: StoredPractitioner) -> PersonForm:
    if act == "change":
        return PersonForm(
            f"Change {person.name}", "A role counts from the next unlock.", "Save", details=True, person=person
        )
    if act == "disable":
        line = "They can no longer unlock. What they wrote and signed stays theirs."
        return PersonForm(f"Disable {person.name}", line, "Disable", "danger", person=person)
    line = f"{person.name} types a new passphrase here. The one before stops working."
    return PersonForm(f"New passphrase for {person.name}", line, "Save", new_passphrase=True, person=person)
