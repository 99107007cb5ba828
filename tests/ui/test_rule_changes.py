"""Rules set otherwise in Settings: entered, held against the protocol, written into the file, taken out again."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.pages.rule_change_dialog import RuleChangeDialog
from consult_app.ui.settings.settings_place import SettingsPlace
from tests.ui.settings_section import HEAD, clinic_text, opened, press, wait, written

CLINIC = (
    HEAD
    + """\
changes:
  - {entry: filler_recent, outcome: under_6_months, months: 12}
"""
)


@pytest.fixture
def place(tmp_path: Path, qtbot: QtBot) -> Iterator[SettingsPlace]:
    with opened("rules", CLINIC, tmp_path, QSize(1280, 800), qtbot) as made:
        yield made


@pytest.fixture
def dialog(place: SettingsPlace, qtbot: QtBot) -> RuleChangeDialog:
    press(place, "change_a_rule", qtbot)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in place.findChildren(RuleChangeDialog)))
    return next(one for one in place.findChildren(RuleChangeDialog) if one.isVisible())


def choose(dialog: RuleChangeDialog, rule: str, outcome: str) -> None:
    dialog.rule.set_value(rule)
    dialog.rule.chosen.emit(rule)
    dialog.outcome.set_value(outcome)


def test_a_tighter_window_needs_nobodys_name(place: SettingsPlace, dialog: RuleChangeDialog, qtbot: QtBot) -> None:
    press(dialog, "way_on", qtbot)
    assert (dialog.rule.error(), dialog.number.error() != "") == ("Choose the rule.", True)
    choose(dialog, "recent_tan_uv", "days_14")
    qtbot.keyClicks(dialog.number.edit, "21")
    press(dialog, "way_on", qtbot)
    wait(place, qtbot)
    before, tan = written(place).changes
    assert (before.entry, before.months) == ("filler_recent", 12)
    assert (tan.entry, tan.outcome, tan.days, tan.by) == ("recent_tan_uv", "days_14", 21, "")
    wait(place, qtbot)
    assert place.findChildren(QWidget, "take_out_1")


def test_a_looser_window_is_refused_without_a_name_a_reason_and_a_day_and_nothing_typed_is_lost(
    place: SettingsPlace, dialog: RuleChangeDialog, qtbot: QtBot
) -> None:
    choose(dialog, "recent_tan_uv", "days_14")
    qtbot.keyClicks(dialog.number.edit, "7")
    press(dialog, "way_on", qtbot)
    wait(place, qtbot)
    assert "needs by, reason and date" in dialog.rule.error()
    assert clinic_text(place) == CLINIC
    assert dialog.number.value == 7
    qtbot.keyClicks(dialog.by.edit, "Dr Ada Obi")
    qtbot.keyClicks(dialog.reason.edit, "Audit of 40 clients")
    qtbot.keyClicks(dialog.date.edit, "1 Oct 2026")
    press(dialog, "way_on", qtbot)
    wait(place, qtbot)
    tan = written(place).changes[-1]
    assert (tan.days, tan.by, tan.reason, tan.date) == (7, "Dr Ada Obi", "Audit of 40 clients", dt.date(2026, 10, 1))


def test_what_nobody_may_loosen_is_refused(place: SettingsPlace, dialog: RuleChangeDialog, qtbot: QtBot) -> None:
    rule = next(
        each
        for each in place._app.catalogue.rules.values()
        if [one.level for one in each.outcomes] == ["do_not_treat"] and not each.outcomes[0].lifted_by
    )
    choose(dialog, rule.id, rule.outcomes[0].id)
    dialog.level.set_value("precautions")
    qtbot.keyClicks(dialog.by.edit, "Dr Ada Obi")
    qtbot.keyClicks(dialog.reason.edit, "Audit of 40 clients")
    qtbot.keyClicks(dialog.date.edit, "1 Oct 2026")
    press(dialog, "way_on", qtbot)
    wait(place, qtbot)
    assert dialog.isVisible()
    assert "may be loosened by nobody" in dialog.rule.error()
    assert clinic_text(place) == CLINIC
    dialog.reject()


def test_a_change_is_taken_out(place: SettingsPlace, qtbot: QtBot) -> None:
    press(place, "take_out_0", qtbot)
    wait(place, qtbot)
    assert written(place).changes == ()
    assert not [one for one in place.findChildren(QWidget, "take_out_0") if one.isVisible()]
