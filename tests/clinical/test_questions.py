"""Follow-ups: what each kind of detail accepts by itself."""

from datetime import date

from consult_app.clinical.admission import problems
from consult_app.clinical.catalogue import Catalogue
from tests.clinical.cases import case


def test_places_are_judged_against_the_areas_and_not_by_the_detail_alone(catalogue: Catalogue) -> None:
    places = catalogue.questions["sunburn"].follow_up("areas")
    assert places
    assert places.problem(("moon",), date(2026, 11, 20), None) == ""
    given = case(answers={"sunburn": {"answer": "yes", "areas": ["moon"]}})
    assert problems(given, catalogue) == ("answers.sunburn.areas: moon is no area of this protocol",)
