"""How easily a passphrase could be guessed: what is plainly weak is named, with why; more never reads as less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.records.guessing import HARD_FROM, Strength, strength

KNOWN = ("Fernhill Skin Clinic", "Jo Brennan")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("passwordpassword", Strength("easy", "repeats")),
        ("aaaaaaaaaaaaaaaaaaaa", Strength("easy", "repeats")),
        ("Fernhill Skin Clinic", Strength("easy", "known")),
        ("qwertyuiopasdfgh", Strength("easy", "common")),
        ("sunshine letmein1", Strength("easy", "common")),
        ("my name is jo brennan", Strength("fair", "known")),
        ("ewell lamp quartz brisket", Strength("hard")),
    ],
)
def test_what_makes_it_easy_is_told(typed: str, found: Strength) -> None:
    assert strength(typed, KNOWN) == found


def test_a_name_counts_only_where_it_is_known() -> None:
    assert strength("Fernhill Brennan Clinic", ()).because != "known"
    assert strength("Fernhill Brennan Clinic", KNOWN) == Strength("fair", "known")
    assert strength("Fernhill Brennan Clinic", ("Fernhill Brennan Clinic",)) == Strength("easy", "known")


@given(st.text(min_size=1, max_size=200))
def test_any_text_gets_an_answer(typed: str) -> None:
    assert strength(typed, KNOWN).ease in ("easy", "fair", "hard")


def test_blanks_between_known_words_do_not_make_them_hard() -> None:
    assert strength("monkey dragon 123 456", KNOWN).ease != "hard"


def test_what_follows_a_hard_beginning_never_makes_it_easier() -> None:
    begun = "vex42 lupin-orchard drizzle kelp"
    assert HARD_FROM == 12
    assert strength(begun, KNOWN).ease == strength(begun + "a" * 40, KNOWN).ease == "hard"
