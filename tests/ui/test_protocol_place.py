"""The protocol on screen: every rule is found by what is said of it, and shown in full with its sources."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.demo import demo_app
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.consultation.rule_views import (
    ADDED,
    CHANGED,
    NOT_ASKED,
    UNCHANGED,
    RuleView,
    outcome_state,
    strictest_state,
)
from consult_app.ui.desk import Desk
from consult_app.ui.office.protocol_view import count_words, matching, protocol_line, rule_entries, rule_view
from consult_app.ui.pages.protocol import ProtocolPage
from consult_app.ui.widgets.notices import EmptyState
from tests.knowledge.own_entry import OWN

TODAY, LATE = date(2026, 11, 20), date(2099, 1, 1)
CHANGES = """\
format: 1
changes:
  - {entry: isotretinoin_recent, months: 12}
  - {entry: filler_recent, outcome: under_6_months, months: 3, by: Dr Ada Obi, reason: Audit of 2026, date: 2026-10-01}
"""
CLINIC = f"{CHANGES}additions:{OWN}"


@pytest.fixture
def page(catalogue: Catalogue, qtbot: QtBot) -> ProtocolPage:
    made = ProtocolPage(catalogue)
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show()
    made.activateWindow()
    made.open(TODAY)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made.edit)
    return made


def shown(page: ProtocolPage) -> str:
    QApplication.processEvents()
    return " | ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def words(view: RuleView) -> str:
    return " | ".join(part for block in view.blocks for part in (block.name, *block.lines))


def labels(catalogue: Catalogue, typed: str) -> list[str]:
    return [entry.label for entry in matching(rule_entries(catalogue), typed)]


def test_every_rule_is_listed_once_by_label(catalogue: Catalogue) -> None:
    entries = rule_entries(catalogue)
    assert len(entries) == len(catalogue.contraindications) + len(catalogue.general_rules)
    assert len({entry.key for entry in entries}) == len(entries)
    assert [entry.label.casefold() for entry in entries] == sorted(entry.label.casefold() for entry in entries)
    assert matching(entries, "  ") == entries


@pytest.mark.parametrize("typed", ["STAINLESS steel", "ever reacted to surgical", "do not treat with steel needles"])
def test_a_rule_is_found_by_label_question_and_advice(catalogue: Catalogue, typed: str) -> None:
    assert "Allergy to stainless steel" in labels(catalogue, typed)


def test_a_rule_is_found_by_its_source_and_labels_come_first(catalogue: Catalogue) -> None:
    rule = catalogue.rules["isotretinoin_recent"]
    assert all(rule.label in labels(catalogue, catalogue.sources[ref.id].citation) for ref in rule.sources)
    found = labels(catalogue, "isotretinoin")
    named = [label for label in found if "isotretinoin" in label.casefold()]
    assert found[: len(named)] == named
    assert len(found) > len(named) > 1
    assert labels(catalogue, "no such words anywhere") == []


def test_the_list_tells_the_strictest_thing_a_rule_leads_to(catalogue: Catalogue) -> None:
    steel, numbing = catalogue.rules["allergy_stainless_steel"], catalogue.rules["allergy_local_anaesthetic"]
    assert (strictest_state(steel).word, strictest_state(steel).outcome) == ("Do not treat", "do_not_treat")
    assert strictest_state(numbing).outcome == "clearance"
    assert "No such numbing" in {outcome_state(outcome).word for outcome in numbing.outcomes}
    notes = [outcome for rule in catalogue.contraindications for outcome in rule.outcomes if outcome.level == "note"]
    assert {(outcome_state(note).word, outcome_state(note).outcome) for note in notes} == {("Noted", None)}


def test_a_rule_in_full_has_its_question_outcomes_dates_and_sources(catalogue: Catalogue) -> None:
    view = rule_view("isotretinoin_recent", catalogue, TODAY)
    told = words(view)
    for part in ("Asked as", "Have you taken isotretinoin", "Asked only when", "Defer until 6 months after", UNCHANGED):
        assert part in told
    assert "In force since 1 Nov 2026. Review by 1 Nov 2027. Listed as isotretinoin_recent." in told
    assert {source.stance for source in view.sources} == {"supports", "disputes"}
    assert not view.review_overdue
    assert rule_view("isotretinoin_recent", catalogue, LATE).review_overdue


def test_every_rule_can_be_shown_and_recalled_sources_say_so(catalogue: Catalogue) -> None:
    views = {entry.key: rule_view(entry.key, catalogue, TODAY) for entry in rule_entries(catalogue)}
    assert all(view.blocks and view.sources and view.spoken for view in views.values())
    recalled = [
        line for view in views.values() for line in view.sources if catalogue.sources[line.id].kind == "recalled"
    ]
    assert recalled
    assert {line.provenance for line in recalled} == {"recalled, to be verified"}
    assert NOT_ASKED in words(views["age_minor"])
    assert any("\n• " in words(view) for view in views.values())
    with pytest.raises(KeyError):
        rule_view("no_such_rule", catalogue, TODAY)


def test_what_the_clinic_changed_or_added_stands_on_the_rule_and_in_the_line() -> None:
    clinic = catalogue_or_error(CLINIC)
    changed, added = (words(rule_view(key, clinic, TODAY)) for key in ("filler_recent", "clinic_latex"))
    assert "Changed by Dr Ada Obi, 1 Oct 2026: Audit of 2026 (3 months instead of 6 months)" in changed
    assert CHANGED in changed
    assert UNCHANGED not in changed
    assert ADDED in added
    assert "Nitrile gloves, and nothing of latex in the room." in added
    assert protocol_line(clinic, TODAY).words.endswith("2 rules changed and 1 rule added by the clinic")


def test_the_protocols_version_and_review_stand_above(catalogue: Catalogue) -> None:
    line = protocol_line(catalogue, TODAY)
    assert line.words == (
        "Protocol 2026.1, in force since 1 Nov 2026, next review 1 Nov 2027, not changed by the clinic"
    )
    assert not line.is_overdue
    assert protocol_line(catalogue, LATE).is_overdue
    assert (count_words(146, 146), count_words(4, 146), count_words(1, 1)) == ("146 rules", "4 of 146", "1 rule")


def test_the_list_follows_what_is_typed(page: ProtocolPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.edit, "stainless")
    assert page.list.chosen_key == "allergy_stainless_steel"
    assert page.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Allergy to stainless steel, Do not treat"
    assert "When the answer is yes: Do not treat." in shown(page)
    assert page.list.accessibleDescription() == f"{page.list.count()} of {len(page._entries)}"
    qtbot.keyClicks(page.edit, " zzz")
    assert [each.accessibleName() for each in page.findChildren(EmptyState) if each.isVisible()] == ["No rule matches"]
    assert not page.list.isVisible()
    qtbot.keyClick(page.edit, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.edit
    qtbot.keyClick(page.edit, Qt.Key.Key_Escape)
    assert page.list.isVisible()
    assert page.list.count() == len(page._entries)


def test_the_keyboard_goes_from_search_to_list_to_rule_and_back(page: ProtocolPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.edit, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.list
    first = page.list.chosen_key
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    second = page.list.chosen_key
    assert second != first
    assert page._catalogue.rules[second].label in shown(page)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    reading = QApplication.focusWidget()
    assert reading is page.panel.focusProxy()
    assert reading is not None
    assert reading.accessibleName() == f"Rule: {page._catalogue.rules[second].label}"
    qtbot.keyClick(reading, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list
    for _again in range(2):
        qtbot.keyClick(page.list, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is page.edit
    assert page.list.chosen_key == first
    qtbot.keyClick(page.edit, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.list


def test_an_overdue_review_is_said_above_and_on_the_rule(page: ProtocolPage) -> None:
    assert "Review overdue" not in shown(page)
    page.open(LATE)
    assert shown(page).count("Review overdue") == 2


def test_the_desk_leads_to_the_calendar_and_the_protocol_in_the_smallest_window(
    catalogue: Catalogue, tmp_path: Path, qtbot: QtBot
) -> None:
    background, app = Background(), demo_app(Settings(tmp_path), TODAY)
    desk = Desk(app, background)
    qtbot.addWidget(desk)
    desk.resize(1024, 640)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    assert desk.width() == 1024
    desk.go_to("protocol")
    assert desk.protocol.isVisible()
    assert desk.protocol.list.count() == len(rule_entries(catalogue))
    qtbot.waitUntil(lambda: not background.busy)
    assert desk.focusWidget() is desk.protocol.edit  # the lists of Today came later and left the keyboard alone
    desk.protocol.list.setFocus()
    qtbot.keyClick(desk.protocol.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.focusWidget() is desk.protocol.edit
    desk.go_to("calendar")
    qtbot.waitUntil(lambda: len(desk.calendar.page.rows) == 2)
    assert desk.focusWidget() is desk.calendar.page.present
    qtbot.keyClick(desk.calendar.page.rows[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.frame is not None and not background.busy)
    background.finish()
    app.records.close()
