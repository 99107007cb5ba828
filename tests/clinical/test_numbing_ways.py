"""What would allow the numbing cream: another product, smaller figures, a letter, or nothing."""

from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.changes import changed
from consult_app.clinical.numbing_ways import ways_to_numb
from consult_app.knowledge.loader import catalogue_or_error
from tests.clinical.cases import case

CREAM = {"product": "lidocaine_prilocaine"}


def words(catalogue: Catalogue, **parts: Any) -> list[str]:
    given = case(**parts)
    found = ways_to_numb(given, catalogue, assess(given, catalogue))
    assert found
    return [way.words for way in found.ways] or [found.why_none]


def test_no_plan_and_a_good_plan_need_nothing(catalogue: Catalogue) -> None:
    for given in (case(), case(anaesthetic=CREAM)):
        assert ways_to_numb(given, catalogue, assess(given, catalogue)) is None


def test_figures_over_their_limits_are_kept_within_them(catalogue: Catalogue) -> None:
    much = CREAM | {"area_cm2": 700, "grams": 70, "minutes": 600}
    (kept,) = (line for line in words(catalogue, anaesthetic=much) if "se lidocaine" not in line.lower())
    assert "umb at most 600 cm²" in kept
    assert "use at most 60 g of cream" in kept
    assert "eave it on for at most 300 minutes" in kept


def test_what_one_smaller_figure_mends_is_not_asked_twice(catalogue: Catalogue) -> None:
    assert words(catalogue, anaesthetic=CREAM | {"area_cm2": 700}) == ["Numb at most 600 cm²"]


@pytest.mark.parametrize(
    ("mistake", "mended"),
    [({"film": "yes"}, "No plastic film"), ({"at_home": "yes"}, "Put the cream on in the clinic")],
)
def test_how_the_cream_is_put_on(catalogue: Catalogue, mistake: dict[str, str], mended: str) -> None:
    plan = {"product": "lidocaine_4_uk", "area_cm2": 90} | mistake
    assert words(catalogue, anaesthetic=plan)[0] == mended


def test_another_product_is_offered_where_this_one_is_barred(catalogue: Catalogue) -> None:
    found = words(catalogue, anaesthetic={"product": "compounded"})
    assert len(found) == 4
    assert all(line.startswith("Use Lidocaine") for line in found)


def test_only_what_is_in_stock_is_offered() -> None:
    clinic = (
        "format: 1\nproducts:\n  - {id: lidocaine_4_uk, in_stock: yes}\n  - {id: lidocaine_prilocaine, in_stock: no}\n"
    )
    found = words(catalogue_or_error(clinic), anaesthetic={"product": "compounded"})
    assert found == ["Use Lidocaine 4%, UK licensed"]


def test_a_letter_where_a_doctor_has_to_be_asked(catalogue: Catalogue) -> None:
    found = words(catalogue, answers={"antiarrhythmic": "yes"}, anaesthetic=CREAM)
    assert all(line.startswith("Written answer of the cardiologist or prescriber (") for line in found)


def test_where_no_cream_may_be_used_the_reason_is_given(catalogue: Catalogue) -> None:
    (why,) = words(catalogue, answers={"pregnancy": "yes"}, anaesthetic=CREAM)
    assert why.startswith("No numbing cream in pregnancy")


def test_questions_that_keep_every_cream_open_are_named_as_they_are_asked(catalogue: Catalogue) -> None:
    (why,) = words(catalogue, answers={"pregnancy": "unsure", "liver_severe": "unsure"}, anaesthetic=CREAM)
    assert why == "Not answered: Pregnancy, Severe liver disease."


def test_every_change_is_needed(catalogue: Catalogue) -> None:
    given = case(answers={"methaemoglobinaemia": "yes"}, anaesthetic=CREAM | {"film": "yes", "grams": 70})
    found = ways_to_numb(given, catalogue, assess(given, catalogue))
    assert found
    for way in found.ways:
        assert {change.kind for change in way.changes} == {"numbing_product", "numbing", "clearance"}
        for spared in way.changes:
            rest = [change for change in way.changes if change not in (spared,) and change.kind != "clearance"]
            check = assess(changed(given, catalogue, rest), catalogue).anaesthetic
            assert check
            assert check.outcome in ("blocked", "clearance")
