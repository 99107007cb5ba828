"""A practice from its first day: set up, one client through every step, papers saved, closed, unlocked, all there."""

import datetime as dt
import stat
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.consultation import Answer, AreaConcern, Consultation
from consult_app.clinical.dates import long_date, short_date
from consult_app.ui.pages.unlock import UnlockPage
from consult_app.ui.widgets.list_row import ListRow
from tests.journeys.person import CTRL, Person
from tests.journeys.steps import (
    AREAS,
    BACK,
    LEFT_SHOULDER,
    NAME,
    RIGHT_SHOULDER,
    WORDS,
    answer_history,
    answer_what_is_left,
    book,
    choose_areas,
    come_in,
    fill_in_client,
    look_at_skin,
    made_before,
    operated,
    save_documents,
    set_up,
    start,
    today,
)

BLANK = ("red_flag_card",)
PAPERS = tuple(sorted(("aftercare", "before_care", "clearance_letter", "treatment_plan", *BLANK)))


def outcomes(person: Person) -> dict[str, str]:
    summary = person.frame.state.summary
    assert summary is not None
    return {area.key: area.line.outcome for area in summary.areas}


def words(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages).split())


def check(value: Consultation, day: dt.date, first: dt.date) -> None:
    """Everything that was said on the way is in the consultation."""
    client, booking = value.client, value.session
    assert (client.id, client.name, client.sex_at_birth) == ("C-0001", NAME, "female")
    assert (client.height_cm, client.weight_kg) == (174, 70)
    assert value.reason_for_visit == "Acne scars on the upper back"
    assert value.contacts["gp"].name == "Dr Helen Ashworth"
    asked = Answer(answer="yes", fields={"date": operated(day).isoformat(), "areas": (RIGHT_SHOULDER,)})
    assert value.answers["surgery_in_area"] == (asked,)
    assert value.answers["anticoagulant"] == (Answer(answer="no"),)
    assert value.skin.fitzpatrick == 2
    assert [(area.key, area.area_cm2) for area in value.areas] == [
        (BACK, 280),
        (LEFT_SHOULDER, 60),
        (RIGHT_SHOULDER, 60),
    ]
    grades = [area.concerns for area in value.areas]
    assert grades == [(AreaConcern(id="acne_scar_body", grade=grade),) for grade in (3, 2, 2)]
    assert {area.goal for area in value.areas} == {"To wear a swimsuit without a T-shirt."}
    assert booking is not None
    assert (booking.date, booking.time) == (first, "10:30")
    assert value.anaesthetic is not None
    assert value.anaesthetic.product == "lidocaine_prilocaine"
    assert [(span.start, span.label) for span in value.avoid] == [(first + dt.timedelta(days=20), "Work trip")]
    assert value.plan.cost == "GBP 540"


def check_papers(folder: Path, day: dt.date, first: dt.date) -> None:
    assert sorted(path.name for path in (folder / "all").iterdir()) == [f"{name}.pdf" for name in PAPERS]
    said = {name: words(folder / "all" / f"{name}.pdf") for name in PAPERS}
    assert all(NAME in text for name, text in said.items() if name not in BLANK)
    assert short_date(first) in said["treatment_plan"]
    assert long_date(first) in said["aftercare"]
    assert long_date(first) in said["before_care"]
    assert long_date(operated(day)) in said["clearance_letter"]
    assert (folder / "plan.pdf").read_bytes() == (folder / "all" / "treatment_plan.pdf").read_bytes()
    for path in folder.rglob("*.pdf"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def go_through(person: Person, papers: Path) -> tuple[dt.date, dt.date]:
    """Every step of one consultation; the day it is, and the day of the first session."""
    set_up(person)
    day = today(person)
    first = day + dt.timedelta(days=14)
    start(person)
    fill_in_client(person)
    answer_history(person)
    assert person.frame.pages["history"].form.blank() == []  # type: ignore[attr-defined]
    person.go_to(3)
    choose_areas(person)
    look_at_skin(person)
    person.go_to(5)
    answer_what_is_left(person)
    assert outcomes(person) == {BACK: "treat", LEFT_SHOULDER: "treat", RIGHT_SHOULDER: "clearance"}
    headline = person.find(QWidget, "safety_headline")
    assert "Needs medical clearance in 1 of 3 areas" in headline.accessibleName()
    person.go_to(6)
    book(person, first, (first + dt.timedelta(days=20), first + dt.timedelta(days=30)))
    answer_what_is_left(person)
    person.go_to(7)
    save_documents(person, papers)
    person.wait(lambda: len(person.read(lambda records: records.documents(1))) == len(PAPERS))
    person.wait_until_saved()
    return day, first


def journey(home: Path, papers: Path, qtbot: QtBot) -> None:
    person = Person(home, qtbot)
    day, first = go_through(person, papers)
    made = person.frame.state.consultation
    check(made, day, first)
    check_papers(papers, day, first)
    person.close()

    person = Person(home, qtbot)
    person.unlock(WORDS[::-1])
    person.wait(lambda: isinstance(person.window.gate, UnlockPage) and bool(person.window.gate.passphrase.error()))
    assert person.find(UnlockPage, "page_unlock").passphrase.error() == "That passphrase did not match."
    person.unlock(WORDS)
    person.wait_for_desk()
    rows = person.window.findChildren
    person.wait(lambda: any(row.isVisible() for row in rows(ListRow, "open_1")))
    person.click("open_1")
    person.wait_for_consultation()
    assert person.frame.page.step == "handouts"
    assert person.frame.state.consultation == made
    assert set(outcomes(person)) == set(AREAS)
    kept = person.read(lambda records: [(document.name, document.size) for document in records.documents(1)])
    on_disk = {name: (papers / "all" / f"{name}.pdf").stat().st_size for name in PAPERS}
    assert sorted(kept) == sorted(on_disk.items())  # the plan was saved twice, with the same bytes
    person.close()


def test_a_practice_from_its_first_day(tmp_path: Path, qtbot: QtBot) -> None:
    home, papers = tmp_path / "practice", tmp_path / "papers"
    papers.mkdir()
    journey(home, papers, qtbot)
    for path in home.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name
        assert "Łukasz".encode() not in (b"" if path.is_dir() else path.read_bytes())


@pytest.mark.xvfb
def test_a_practice_from_its_first_day_in_a_real_window(tmp_path: Path, qtbot: QtBot) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    journey(tmp_path / "practice", papers, qtbot)


def test_typed_text_reaches_the_disk_within_two_seconds_without_leaving_the_field(tmp_path: Path, qtbot: QtBot) -> None:
    made_before(tmp_path / "practice")
    person = Person(tmp_path / "practice", qtbot)
    come_in(person)
    start(person)
    person.write("client_name", "Zoë")
    qtbot.waitUntil(lambda: person.frame.saving.header.client_name == "Zoë", timeout=2_500)
    person.close()


def test_locking_keeps_the_place_and_what_was_being_typed(tmp_path: Path, qtbot: QtBot) -> None:
    made_before(tmp_path / "practice")
    person = Person(tmp_path / "practice", qtbot)
    come_in(person)
    start(person)
    person.write("client_name", "Nguyễn Thị Ánh")
    person.press(Qt.Key.Key_L, CTRL)
    assert person.window.is_locked
    assert not person.frame.isVisible()
    person.wait_until_saved()
    assert person.frame.saving.header.client_name == "Nguyễn Thị Ánh"
    person.unlock("not the passphrase at all")
    cover = person.window.gate
    assert isinstance(cover, UnlockPage)
    person.wait(lambda: bool(cover.passphrase.error()))
    assert person.window.is_locked
    person.unlock(WORDS)
    person.wait(lambda: not person.window.is_locked)
    assert person.frame.isVisible()
    assert person.frame.page.step == "client"
    person.close()
