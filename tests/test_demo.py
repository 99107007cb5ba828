"""The demonstration: made-up people in telling states, on any day, and nothing on the disk."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult_app.app import App
from consult_app.clinical.admission import problems
from consult_app.clinical.summary import summarise
from consult_app.demo import demo_app, moved
from consult_app.settings import Settings

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[App]:
    app = demo_app(Settings(tmp_path), DAY)
    yield app
    app.records.close()


def test_everybody_is_admitted_and_tells_something(demo: App) -> None:
    clients = demo.records.search_clients("", 50)
    assert len(clients) >= 8
    outcomes = set()
    for client in clients:
        for header in demo.records.consultations(client.id):
            value = demo.records.load(header.id).consultation
            assert problems(value, demo.catalogue) == ()
            outcomes.add(summarise(value, demo.catalogue).headline.outcome)
    assert outcomes >= {"treat", "incomplete", "defer", "clearance", "do_not_treat"}


def test_marisol_waits_for_one_answer(demo: App) -> None:
    first = demo.records.drafts()[0]
    assert (first.client_name, first.progress.step, first.progress.open_questions) == ("Marisol Vega", "history", 1)
    summary = summarise(demo.records.load(first.id).consultation, demo.catalogue)
    assert summary.headline.words == "Defer until 12 Mar 2027"
    assert [area.line.outcome for area in summary.areas] == ["defer", "defer", "clearance"]


def test_the_day_has_sessions_and_people_who_may_come_again(demo: App) -> None:
    assert demo.today() == DAY
    assert {visit.header.client_name for visit in demo.records.sessions_on(DAY)} == {"Aisha Karim", "Tom Adeyemi"}
    assert len(demo.records.now_eligible(DAY)) == 3


def test_nothing_reaches_the_disk(demo: App, tmp_path: Path) -> None:
    assert demo.is_demo
    assert list(tmp_path.iterdir()) == []


def test_another_day_moves_every_date_but_birth_dates() -> None:
    person = {"as_of": "2026-11-20", "client": {"date_of_birth": "1998-06-04"}, "avoid": [{"from": "2026-12-31"}]}
    assert moved(person, 1) == {
        "as_of": "2026-11-21",
        "client": {"date_of_birth": "1998-06-04"},
        "avoid": [{"from": "2027-01-01"}],
    }


@pytest.mark.parametrize("day", [dt.date(2027, 2, 28), dt.date(2026, 3, 1)])
def test_any_day_can_be_shown(day: dt.date, tmp_path: Path) -> None:
    app = demo_app(Settings(tmp_path), day)
    assert app.records.drafts()[0].client_name == "Marisol Vega"
    app.records.close()
