"""The clinic's rules in Settings: shown from its file, changed and taken out in it."""

import datetime as dt

from PySide6.QtCore import QObject

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.clinic_changes import changes_with, changes_without
from consult_app.clinical.contraindications import Outcome
from consult_app.clinical.headline import WORDS
from consult_app.clinical.practice import Change, Practice
from consult_app.clinical.tightening import is_device_outcome
from consult_app.ui.pages.rule_change_dialog import Options, RuleChangeDialog, RuleOffers
from consult_app.ui.pages.settings_rules import RulesSettings
from consult_app.ui.settings.keeping import Keep, keep_entered
from consult_app.ui.settings.settings_words import changed_rules, clinic_groups

LEVELS = ("precautions", "defer", "clearance", "do_not_treat")


class RuleChanges(QObject):
    """Serves the page of the clinic's rules; ``today`` is the latest day a decision can have."""

    def __init__(self, page: RulesSettings, catalogue: Catalogue, keep: Keep, today: dt.date) -> None:
        super().__init__(page)
        self._page, self._catalogue, self._keep, self._today = page, catalogue, keep, today
        self._practice = catalogue.practice
        page.change_wanted.connect(self._ask)
        page.removal_wanted.connect(self._take_out)

    def show(self, practice: Practice) -> None:
        """Show what the file holds now."""
        self._practice = practice
        self._page.show_rules(changed_rules(practice, self._catalogue), clinic_groups(practice, self._catalogue))

    def _ask(self) -> None:
        rules = sorted(((rule.id, rule.label) for rule in self._catalogue.rules.values()), key=_by_label)
        levels = [(level, WORDS[level]) for level in LEVELS]
        dialog = RuleChangeDialog(self._page, RuleOffers(rules, self._outcomes, levels), self._today)
        dialog.wanted.connect(lambda change: self._keep_change(dialog, change))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _outcomes(self, rule: str) -> Options:
        known = self._catalogue.rules[rule]
        own = [each for each in known.outcomes if not is_device_outcome(each)]
        return [(each.id, _told(each)) for each in own]

    def _keep_change(self, dialog: RuleChangeDialog, change: Change) -> None:
        keep_entered(self._keep, "changes", lambda practice: changes_with(practice, change), dialog)

    def _take_out(self, at: int) -> None:
        change = self._practice.changes[at]
        self._keep("changes", lambda practice: changes_without(practice, change), lambda: None, None)


def _by_label(option: tuple[str, str]) -> str:
    return option[1].lower()


def _told(outcome: Outcome) -> str:
    name = f" ({outcome.id.replace('_', ' ')})" if outcome.id else ""
    return f"{WORDS.get(outcome.level, 'Note only')}{name}"
