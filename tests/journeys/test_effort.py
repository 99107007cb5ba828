"""How much work a consultation is: three of them gone through with real keys and clicks, each one counted."""

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.app import progress_of
from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Consultation
from consult_app.clinical.facts import complete
from consult_app.clinical.summary import summarise
from consult_app.records.opening import open_practice
from consult_app.ui.pages.history import HistoryPage
from consult_app.ui.widgets.body_map import BodyMap
from consult_app.ui.widgets.question_form import QuestionForm
from tests.journeys.effort import CountedPerson
from tests.journeys.person import ALT, CTRL, SHIFT
from tests.journeys.steps import CONCERN, WORDS, come_in, made_before, today

DOCUMENT = Path(__file__).parents[2] / "docs" / "effort.md"
AREA, NAME, BORN = "back_upper", "Iwan Novak", "11 Feb 1994"
SHEETS = {"aftercare", "before_care", "treatment_plan"}
ASKED_AFRESH = {4, 5, 6, 10, 11, 14, 15, 16, 17, 18, 22, 23}
"""The rows of the health history that nobody confirms for a returning client (clinical reference 0.5)."""


def at_work(home: Path, qtbot: QtBot) -> CountedPerson:
    """Somebody at Today, from where everything is counted."""
    person = CountedPerson(home, qtbot)
    person.window.resize(1280, 800)
    come_in(person)
    person.keyboard()
    person.start_counting()
    return person


def form_of(person: CountedPerson) -> QuestionForm:
    page = person.frame.pages["history"]
    assert isinstance(page, HistoryPage)
    return page.form


def ask(person: CountedPerson, found: Iterable[str] = ()) -> set[int]:
    """Answer the history: what was found is left for its own keys; the must-ask rows each by an N of their own.

    Returns the rows that were confirmed as last time.
    """
    form, confirmed = form_of(person), set[int]()
    while (row := form.focused_row()) and row.key not in found and form.blank():
        blank = form.blank(row.group)
        assert row in blank, row.text
        if form._confirmable(row.group):
            confirmed |= {each.questions[0].row for each in form._confirmable(row.group)}
            person.press(Qt.Key.Key_C, SHIFT)
        elif len(blank) > 1 and not any(each.critical for each in blank):
            person.press(Qt.Key.Key_N, SHIFT)
        else:
            person.press(Qt.Key.Key_N)
            assert row not in form.blank()
    return confirmed


def choose_area(person: CountedPerson, severity: Qt.Key) -> None:
    body = person.find(BodyMap, "body_map")
    person.click_on(body, body.centre("back:upper_back").toPoint())
    person.pick_in_menu(f"concerns_{AREA}", CONCERN)
    person.press(severity)


def look(person: CountedPerson) -> None:
    """The whole field of the area that waits for it."""
    assert person.keyboard().objectName() == "examined"
    person.press(Qt.Key.Key_Space)


def consent_today(person: CountedPerson) -> None:
    person.see("safety")
    for _ in range(2):
        person.press(Qt.Key.Key_N)


def book(person: CountedPerson, day: dt.date) -> None:
    person.go("plan", Qt.Key.Key_6, ALT)
    person.click("course_day")
    person.type_apart(f"{day:%d %b %Y}")
    person.press(Qt.Key.Key_Return)


def outcome(person: CountedPerson) -> str:
    summary = person.frame.state.summary
    assert summary is not None
    assert summary.open_questions == ()
    return summary.area(AREA).line.outcome


def check_printed(person: CountedPerson, printed: Path) -> None:
    """All that may go out is on paper, and kept in the record."""
    number = person.frame.saving.header.id

    def kept() -> set[str]:
        return {document.name for document in person.read(lambda records: records.documents(number))}

    person.wait(lambda: kept() >= SHEETS)
    assert len(PdfReader(printed).pages) >= len(kept())


def new_client(person: CountedPerson, sex: int) -> None:
    """Name, birth date, sex, height and weight; Female, Male and Intersex stand in this order."""
    person.press(Qt.Key.Key_N, CTRL)
    person.wait_for_consultation()
    person.type_apart(NAME)
    person.press(Qt.Key.Key_Tab)
    person.type_apart(BORN)
    person.click_on(person.find(QWidget, "client_sex_at_birth").findChildren(QWidget)[sex])
    person.press(Qt.Key.Key_Tab)
    person.type("174")
    person.press(Qt.Key.Key_Tab)
    person.type("70")
    person.go("history", Qt.Key.Key_Right, ALT)


def answer_the_rest(person: CountedPerson) -> None:
    """From the skin step with the skin type on: what every new client is asked, with one area."""
    person.press(Qt.Key.Key_2)
    person.go("areas", Qt.Key.Key_Return)
    choose_area(person, Qt.Key.Key_2)
    person.go("skin", Qt.Key.Key_G, CTRL)
    look(person)
    person.press(Qt.Key.Key_G, CTRL)
    consent_today(person)


def nothing_to_report(person: CountedPerson, printed: Path) -> None:
    """A new client, a woman, whose answers are all No."""
    new_client(person, 0)
    assert ask(person) == set()
    person.see("skin")
    answer_the_rest(person)
    assert outcome(person) == "treat"
    book(person, today(person) + dt.timedelta(days=14))
    person.print_everything(printed)


def two_findings(person: CountedPerson, printed: Path) -> None:
    """A new client with scars on the back whose skin keeps dark marks, and who had a light peel there ten days ago."""
    new_client(person, 0)
    ask(person, ("13", "15"))
    person.press(Qt.Key.Key_Y)
    tick_area(person, "pih_history")
    person.press(Qt.Key.Key_G, CTRL)
    ask(person, ("15",))
    person.press(Qt.Key.Key_Y)
    person.click("tick_peel_superficial")
    person.click("peel_superficial.date")
    person.type_apart(f"{today(person) - dt.timedelta(days=10):%d %b %Y}")
    person.press(Qt.Key.Key_Return)
    tick_area(person, "peel_superficial")
    person.press(Qt.Key.Key_G, CTRL)
    ask(person)
    person.see("skin")
    answer_the_rest(person)
    assert outcome(person) == "defer"
    book(person, today(person) + dt.timedelta(days=28))
    person.print_everything(printed)


def tick_area(person: CountedPerson, question: str) -> None:
    person.click(f"{question}.areas")
    person.click(f"place_{AREA}")
    person.press(Qt.Key.Key_Escape)


def known_client(home: Path, catalogue: Catalogue, day: dt.date) -> None:
    """A client who waited for sunburn to settle; the wait is over, and everything else was a No."""
    then = day - dt.timedelta(days=40)
    burnt = {"sunburn": (Answer(answer="yes", fields={"date": (then - dt.timedelta(days=2)).isoformat()}),)}
    case = {
        "format": 1,
        "as_of": then,
        "client": {"name": NAME, "date_of_birth": "1994-02-11", "sex_at_birth": "male"}
        | {"weight_kg": 70, "height_cm": 174},
        "reason_for_visit": "Acne scars on the upper back",
        "skin": {"fitzpatrick": 2},
        "areas": [{"id": AREA, "area_cm2": 280, "concerns": [{"id": "acne_scar_body", "grade": 3}]}],
        "answers": complete(burnt, catalogue.questions, remaining_denied=True),
    }
    value = Consultation.model_validate(case)
    summary = summarise(value, catalogue, assess(value, catalogue))
    with closing(open_practice(home, 1, WORDS)) as records:
        records.start_consultation(None, value, progress_of("safety", summary))


def nothing_new(person: CountedPerson, printed: Path) -> None:
    """A returning client from Now eligible; the rows asked afresh are asked, the others confirmed by group."""
    person.click("recheck_1")
    person.wait_for_consultation()
    person.see("history")
    confirmed = ask(person)
    asked = {row.questions[0].row for row in form_of(person).rows if row.group != "pregnancy"}
    assert confirmed == asked - ASKED_AFRESH
    person.see("skin")
    look(person)
    person.press(Qt.Key.Key_2)
    consent_today(person)
    assert outcome(person) == "treat"
    person.print_everything(printed)


JOURNEYS = {
    "A returning client with nothing new": (nothing_new, 20),
    "A new client with nothing to report": (nothing_to_report, 60),
    "A new client with scars on the back and two findings": (two_findings, 90),
}


@pytest.mark.parametrize("name", JOURNEYS)
def test_the_effort_is_as_the_document_says(name: str, tmp_path: Path, catalogue: Catalogue, qtbot: QtBot) -> None:
    go_through, aim = JOURNEYS[name]
    home, printed = tmp_path / "practice", tmp_path / "printed.pdf"
    made_before(home)
    if go_through is nothing_new:
        known_client(home, catalogue, dt.datetime.now(ZoneInfo("Europe/London")).date())
    person = at_work(home, qtbot)
    go_through(person, printed)
    effort = person.effort
    check_printed(person, printed)
    person.close()
    row = next(line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith(f"| {name} |"))
    assert [int(figure) for figure in re.findall(r"\b\d+\b", row)] == [
        effort.keys,
        effort.clicks,
        effort.total,
        aim,
        effort.typed,
    ]
    assert effort.total <= aim
