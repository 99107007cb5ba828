"""The search for ways: one at a time, and only what belongs to the latest answers is told."""

from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.outlook import Outlook, outlook
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.resources import resource_path
from consult_app.ui.background import POOL_THREADS, Background
from consult_app.ui.consultation.ways_search import FoundWays, WaysSearch


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error()


def coming(name: str, catalogue: Catalogue) -> Outlook:
    case = case_or_error(resource_path("examples", f"{name}.yaml").read_text(encoding="utf-8"), catalogue)
    return outlook(case, catalogue, assess(case, catalogue))


def held(background: Background) -> Event:
    """Keep every thread busy until the event is set."""
    go = Event()
    for _thread in range(POOL_THREADS):
        background.run(go.wait, lambda _done: None, lambda _error: None)
    return go


def test_only_the_ways_of_the_latest_answers_are_told(catalogue: Catalogue, qtbot: QtBot) -> None:
    background, told = Background(), list[FoundWays]()
    search, go = WaysSearch(background), held(background)
    search.found.connect(told.append)
    early, between, latest = (
        coming(name, catalogue) for name in ("back_scars_waiting", "face_incomplete", "keloid_not_offered")
    )
    for each in (early, between, latest, latest):
        search.look(each)
    go.set()
    qtbot.waitUntil(lambda: bool(told))
    assert [set(found.areas) for found in told] == [{"shoulders", "decolletage"}]
    assert "ways" in vars(early)
    assert "ways" not in vars(between)
    background.finish()


def test_what_was_dropped_is_not_told(catalogue: Catalogue, qtbot: QtBot) -> None:
    background, told = Background(), list[FoundWays]()
    search, go = WaysSearch(background), held(background)
    search.found.connect(told.append)
    search.look(coming("keloid_not_offered", catalogue))
    search.drop()
    go.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert told == []
    search.look(coming("keloid_not_offered", catalogue))
    qtbot.waitUntil(lambda: bool(told))
    background.finish()


def test_a_window_that_was_closed_is_told_nothing(catalogue: Catalogue, qtbot: QtBot) -> None:
    background = Background()
    search, go = WaysSearch(background), held(background)
    search.look(coming("keloid_not_offered", catalogue))
    search.deleteLater()
    with qtbot.waitSignal(search.destroyed):
        pass
    go.set()
    qtbot.waitUntil(lambda: not background.busy)
    background.finish()
