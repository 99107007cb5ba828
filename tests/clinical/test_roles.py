"""Roles in words, within a sentence and at its head."""

import pytest

from consult_app.clinical.roles import any_of, role_title, role_words


@pytest.mark.parametrize(
    ("role", "words", "title"),
    [
        ("gp", "GP", "GP"),
        ("prescriber", "prescriber", "Prescriber"),
        ("diabetes_team", "diabetes team", "Diabetes team"),
    ],
)
def test_a_role_is_read_as_words(role: str, words: str, title: str) -> None:
    assert (role_words(role), role_title(role)) == (words, title)


def test_one_of_several_is_enough() -> None:
    assert any_of(("gp", "treating_team")) == "GP or treating team"
