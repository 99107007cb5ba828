"""What is asked for on the day, and what a follow-up may name."""

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.reactions import reactions_later, reactions_on_the_day


def test_what_shows_within_hours_is_asked_for_on_the_day(catalogue: Catalogue) -> None:
    named = dict(reactions_on_the_day(catalogue))
    assert list(named) == [
        "expected_reaction",
        "faint",
        "eye_injury",
        "allergy",
        "last",
        "methaemoglobinaemia",
        "local_reaction",
    ]
    assert named["faint"] == "Vasovagal faint"


def test_a_follow_up_may_name_every_event_of_needles(catalogue: Catalogue) -> None:
    named = dict(reactions_later(catalogue))
    assert "granuloma" in named
    assert "radiofrequency_only" not in named
