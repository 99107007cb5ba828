"""Letters awaiting a reply: what went out and was not answered, oldest first; what was answered leaves the list."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation, Decision, Practitioner
from consult_app.clinical.summary import summarise
from consult_app.records.awaiting import letters_out
from consult_app.records.opening import demo_records
from consult_app.records.papers import PaperOut
from consult_app.records.referring import notes_of_paper
from consult_app.records.store import Records
from consult_app.records.values import Progress, StoredConsultation
from consult_app.ui.office.letters_view import letter_rows
from consult_app.ui.office.today_view import TodayView, read_today
from consult_app.ui.pages.today import LETTERS_SHOWN, TodayPage
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.list_row import ListRow, RowView
from tests.clinical.cases import case, decision

NOW = dt.datetime(2026, 11, 20, 11, tzinfo=dt.UTC)
TODAY = NOW.date()
THINNER = {"anticoagulant": {"answer": "yes", "product": ["apixaban"]}}
CLEARED = Decision.model_validate(decision("anticoagulant", "clearance", "prescriber"))


@pytest.fixture
def records() -> Iterator[Records]:
    opened = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOW)
    yield opened
    opened.close()


def asking(name: str = "Marisol Vega", **parts: Any) -> Consultation:
    return case(**({"client": {"name": name}, "answers": THINNER} | parts))


def sent(
    records: Records, catalogue: Catalogue, value: Consultation, paper: str = "clearance_letter"
) -> StoredConsultation:
    """A draft out of which a paper went."""
    stored = records.start_consultation(None, value, Progress("safety"))
    notes = notes_of_paper(summarise(value, catalogue), paper)
    records.papers.hand_out(stored.id, PaperOut(paper, b"%PDF", NOW, "printed", notes))
    return stored


def rows(records: Records, catalogue: Catalogue) -> tuple[RowView, ...]:
    return letter_rows(records.transactions.read("list letters", letters_out), catalogue, TODAY)


def test_a_letter_stands_there_with_whom_what_and_since_when(records: Records, catalogue: Catalogue) -> None:
    stored = sent(records, catalogue, asking(as_of="2026-11-12"))
    (row,) = rows(records, catalogue)
    assert (row.key, row.name) == (str(stored.id), "Marisol Vega")
    assert row.line.startswith("To prescriber: ")
    assert row.matter == "Sent 12 Nov 2026, 8 days ago"
    assert read_today(records, NOW, catalogue).letters == (row,)


def test_the_oldest_comes_first_and_other_papers_ask_nobody(records: Records, catalogue: Catalogue) -> None:
    sent(records, catalogue, asking("Owen Pryce"))
    sent(records, catalogue, asking("Nadia Rahman", as_of="2026-10-01"))
    sent(records, catalogue, asking("Tom Adeyemi"), "treatment_plan")
    assert [row.name for row in rows(records, catalogue)] == ["Nadia Rahman", "Owen Pryce"]


def test_an_answer_that_is_recorded_takes_it_away_and_a_withdrawn_one_brings_it_back(
    records: Records, catalogue: Catalogue
) -> None:
    value = asking()
    stored = sent(records, catalogue, value)
    cleared = value.model_copy(update={"decisions": (CLEARED,), "client": stored.consultation.client})
    header = records.save(stored.id, cleared, records.load(stored.id).revision, Progress("safety"))
    assert rows(records, catalogue) == ()
    records.save(stored.id, cleared.model_copy(update={"decisions": ()}), header.revision, Progress("safety"))
    assert len(rows(records, catalogue)) == 1


def test_an_answer_may_be_recorded_in_a_later_consultation(records: Records, catalogue: Catalogue) -> None:
    first = sent(records, catalogue, asking())
    who = records.client(first.header.client_id or "")
    later = asking(decisions=[CLEARED.model_dump(mode="json")])
    records.start_consultation(who, later, Progress("safety"))
    assert rows(records, catalogue) == ()


def test_an_answer_from_before_the_letter_answers_nothing(records: Records, catalogue: Catalogue) -> None:
    stored = records.start_consultation(None, asking(decisions=[CLEARED.model_dump(mode="json")]), Progress("safety"))
    value = asking()
    notes = notes_of_paper(summarise(value, catalogue), "clearance_letter")
    records.papers.hand_out(stored.id, PaperOut("clearance_letter", b"%PDF", NOW, "printed", notes))
    assert len(rows(records, catalogue)) == 1


def test_many_letters_are_shown_by_and_by(catalogue: Catalogue, qtbot: QtBot) -> None:
    page = TodayPage(catalogue.protocol, is_demo=True)
    qtbot.addWidget(page)
    letters = tuple(RowView(str(at), f"Client {at}", line="To GP: a mole") for at in range(LETTERS_SHOWN + 3))
    page.show_day(TodayView(TODAY, (), (), (), is_first_run=False, letters=letters))
    page.show()
    shown = [row for row in page.findChildren(ListRow) if row.isVisible()]
    assert len(shown) == LETTERS_SHOWN
    more = page.findChild(Button, "more_letters")
    assert more is not None
    assert more.text() == "Show 3 more"
    more.click()
    assert len([row for row in page.findChildren(ListRow) if row.isVisible()]) == LETTERS_SHOWN + 3
    with qtbot.waitSignal(page.opened) as opened:
        shown[0].opened.emit(shown[0].view.key)
    assert opened.args == [0]


@pytest.mark.parametrize(("day", "said"), [(dt.date(2026, 11, 20), False), (dt.date(2099, 1, 1), True)])
def test_a_protocol_that_is_due_for_review_says_so(
    day: dt.date, said: bool, catalogue: Catalogue, qtbot: QtBot
) -> None:
    page = TodayPage(catalogue.protocol, is_demo=False)
    qtbot.addWidget(page)
    page.show_day(TodayView(day, (), (), (), is_first_run=False))
    names = [part.accessibleName() for part in page.findChildren(QWidget)]
    assert ("The protocol is due for review" in names) is said
