"""The place of the settings: this machine's, the practice's, what else the clinic's file sets, and About."""

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.app import App
from consult_app.clinical.practice import Practice
from consult_app.errors import BadInputError, ConsultError
from consult_app.knowledge.clinic_editing import ClinicSaved, save_detail, save_entry
from consult_app.knowledge.clinic_file import CLINIC_FILE, clinic_text
from consult_app.knowledge.loader import read_practice
from consult_app.settings import Settings, load_settings, save_settings
from consult_app.ui.background import Background
from consult_app.ui.pages.settings import SettingsPage
from consult_app.ui.pages.settings_about import ReadGroups
from consult_app.ui.pages.settings_equipment import EquipmentSettings
from consult_app.ui.pages.settings_machine import MachineSettings
from consult_app.ui.pages.settings_practice import PracticeSettings
from consult_app.ui.pages.settings_rules import RulesSettings
from consult_app.ui.settings.about import about, where_set
from consult_app.ui.settings.checking import Checking
from consult_app.ui.settings.equipment import Equipment
from consult_app.ui.settings.rule_changes import RuleChanges
from consult_app.ui.settings.setting_saves import SettingSaves

SECTIONS = (
    ("machine", "This machine"),
    ("practice", "Practice"),
    ("equipment", "Devices"),
    ("rules", "Clinic set-up"),
    ("about", "About"),
)
HOURS_PROBLEM = "Type it as 09:00-17:30, opening first."


class SettingsPlace(QWidget):
    """``changed`` gives the settings as they are now; ``folder_wanted`` asks for another folder for backups."""

    changed = Signal(object)
    folder_wanted = Signal()

    def __init__(self, app: App, background: Background) -> None:
        super().__init__()
        self._app, self._background = app, background
        self._settings = app.settings
        self.page = SettingsPage(SECTIONS)
        self._saves = SettingSaves(app, background, self.page)
        self.machine: MachineSettings | None = None
        self.practice: PracticeSettings | None = None
        self.equipment: Equipment | None = None
        self.rules: RuleChanges | None = None
        self.checking: Checking | None = None
        self.page.opened.connect(self.open_section)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def open(self) -> None:
        """Show the section that was open last, first this machine's, with what is saved now."""
        self.open_section(self.page.sections.value or SECTIONS[0][0])

    def open_section(self, key: str) -> None:
        """Show a section; each is made when it is first wanted."""
        self.flush()
        if not self.page.holds(key):
            self.page.put(key, self._made(key))
        self.page.show_section(key)
        if key == "machine":
            self.read_machine()
            if self.checking is not None:
                self.checking.look()
        elif key == "practice":
            self._saves.read(self._read_practice, self._show_clinic)
        elif key == "equipment" and self.equipment is not None:
            self._saves.read(self._read_practice, self.equipment.show)
        elif key == "rules" and self.rules is not None:
            self._saves.read(self._read_practice, self.rules.show)

    def read_machine(self) -> None:
        """Show this machine's settings as they are saved now; another part of the window may have changed one."""
        self._saves.read(self._read_settings, self._show_settings)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.practice is not None and not self._app.is_demo:
            self.practice.flush()

    def _made(self, key: str) -> QWidget:
        if key == "machine":
            self.machine = MachineSettings(is_demo=self._app.is_demo)
            self.machine.chosen.connect(self._choose)
            self.machine.folder_wanted.connect(self.folder_wanted)
            self.checking = Checking(self._app, self._background, self.machine.check)
            return self.machine
        if key == "practice":
            self.practice = PracticeSettings(is_demo=self._app.is_demo)
            self.practice.entered.connect(self._enter)
            return self.practice
        if key == "equipment":
            page = EquipmentSettings(is_demo=self._app.is_demo)
            self.equipment = Equipment(page, self._app.catalogue, self._keep_entry)
            return page
        if key == "rules":
            rules = RulesSettings(where_set(self._app), is_demo=self._app.is_demo)
            self.rules = RuleChanges(rules, self._app.catalogue, self._keep_entry, self._app.today())
            return rules
        return ReadGroups(about(self._app))

    def _read_settings(self) -> Settings:
        return self._settings if self._app.is_demo else load_settings(self._app.settings.home)[0]

    def _show_settings(self, settings: Settings) -> None:
        if self.machine is not None:
            self.machine.show_settings(settings)

    def _read_practice(self) -> Practice:
        if self._app.is_demo:
            return self._app.catalogue.practice
        practice, problems = read_practice(clinic_text(self._app.settings.home))
        if practice is None:
            told = tuple(each.removeprefix(f"{CLINIC_FILE}: ") for each in problems)
            raise BadInputError(f"{CLINIC_FILE} does not pass its checks.", told, "Correct it in a text editor.")
        return practice

    def _show_clinic(self, practice: Practice) -> None:
        self.page.show_problem()
        if self.practice is not None:
            self.practice.show_clinic(practice.practice)

    def _choose(self, name: str, value: object) -> None:
        """Keep one setting of this machine; in the demonstration it counts until the window closes."""
        changes: dict[str, Any] = {name: value}

        def work() -> None:
            if not self._app.is_demo:
                save_settings(dataclasses.replace(self._read_settings(), **changes))

        def done(_none: None) -> None:
            self._settings = dataclasses.replace(self._settings, **changes)
            self._saves.say_saved()
            self.changed.emit(self._settings)

        self._saves.save(work, done)

    def _enter(self, path: str, value: object) -> None:
        """Keep one detail of the practice in the clinic's file."""
        home, now = self._app.settings.home, self._app.now()

        def done(saved: ClinicSaved) -> None:
            self._show_place_problem(path, "")
            self._saves.say_kept(saved)

        def refused(error: ConsultError) -> None:
            self._refuse_detail(path, error)

        self._saves.save(lambda: save_detail(home, path, value, now), done, refused)

    def _keep_entry(
        self,
        key: str,
        entry: Callable[[Practice], object],
        kept: Callable[[], None],
        refused: Callable[[ConsultError], None] | None,
    ) -> None:
        """Keep an entry of the clinic's file beside the practice's details, and show what the file holds then."""
        home, now = self._app.settings.home, self._app.now()

        def done(saved: ClinicSaved) -> None:
            self._saves.say_kept(saved)
            kept()
            self.open_section(self.page.sections.value or key)

        self._saves.save(lambda: save_entry(home, key, entry(self._read_practice()), now), done, refused)

    def _refuse_detail(self, path: str, error: ConsultError) -> None:
        """Say beside the field what is its own, above the sections what is not."""
        place = f"{CLINIC_FILE}: practice.{path}: "
        problems = error.problems if isinstance(error, BadInputError) else ()
        if own := [each.removeprefix(place) for each in problems if each.startswith(place)]:
            self._show_place_problem(path, HOURS_PROBLEM if path.startswith("opening_hours.") else _sentence(own[0]))
            self.page.show_saved("not_saved")
        else:
            self._saves.show_refused(error)

    def _show_place_problem(self, path: str, sentence: str) -> None:
        if self.practice is not None:
            self.practice.show_problem(path, sentence)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
