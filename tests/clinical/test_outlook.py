"""The outlook of a whole consultation, and how long it takes to work out."""

from time import perf_counter

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.outlook import outlook
from consult_app.clinical.summary import summarise
from tests.clinical.cases import RECENT, THINNER, case


def test_the_outlook_holds_days_ways_and_questions(catalogue: Catalogue) -> None:
    given = case(answers=RECENT | THINNER | {"sarcoidosis": "unsure", "keloid_history": "unsure"})
    judged = assess(given, catalogue)
    coming = outlook(given, catalogue, judged)
    assert coming.earliest.areas["back_upper"].day == coming.earliest.overall.day
    assert len(coming.ways["back_upper"].ways) == 2
    assert coming.numbing is None
    assert coming.in_order(judged.overall.open_questions) == ("keloid_history", "sarcoidosis")
    assert coming.in_order(("sarcoidosis",)) == ("sarcoidosis",)
    assert summarise(given, catalogue).outlook == coming


def test_a_blank_history_of_three_areas_is_looked_through_quickly(catalogue: Catalogue) -> None:
    """Far above what it takes, so that a busy machine does not fail it; it catches a search that runs away."""
    given = case(areas=[{"id": "back_upper"}, {"id": "shoulders"}, {"id": "face_cheeks"}], remaining_answers=None)
    judged = assess(given, catalogue)
    start = perf_counter()
    ways = outlook(given, catalogue, judged).ways
    assert perf_counter() - start < 2
    assert [len(found.ways) for found in ways.values()] == [1, 1, 1]


def test_the_ways_are_searched_for_once_and_only_when_asked_for(catalogue: Catalogue) -> None:
    """The window shows the verdict, the days and the questions before the search begins."""
    given = case(answers=RECENT)
    coming = outlook(given, catalogue, assess(given, catalogue))
    assert "ways" not in vars(coming)
    assert coming.ways is coming.ways
