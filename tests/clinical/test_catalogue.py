"""The catalogue as a whole: what falls due for review, and what can hold the program to its word."""

from dataclasses import replace
from datetime import date

from consult_app.clinical.catalogue import Catalogue


def test_nothing_is_overdue_until_its_day_of_review_has_passed(catalogue: Catalogue) -> None:
    assert catalogue.overdue(date(2027, 11, 1)) == ()
    overdue = {entry.id for entry in catalogue.overdue(date(2027, 11, 2))}
    for name in ("keloid_history", "back_upper", "pih", "gais", "last", "numbing_reference", "adverse_events", "traps"):
        assert name in overdue
    earlier = catalogue.traps.model_copy(update={"review_by": date(2026, 11, 19)})
    assert replace(catalogue, traps=earlier).overdue(date(2026, 11, 20)) == (earlier,)


def test_everything_that_can_hold_a_trap_is_known_by_kind_with_its_words(catalogue: Catalogue) -> None:
    known = catalogue.holders
    assert known["rule"]["keloid_history"] == "Keloid tendency"
    assert known["care"]["day0_gel"] == "Our gel only."
    assert known["planning"]["first_body"] == "first body"
    assert "roles" in known["setting"]
