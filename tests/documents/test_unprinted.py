"""What a paper could not print is said with its place, never with more of the text than the characters themselves."""

from consult_app.documents import DocumentOptions, make_sheets, unprinted_words
from consult_app.documents.runs import MissingGlyph
from tests.documents import cases


def test_characters_are_named_with_the_place_they_were_typed_in() -> None:
    summary = cases.treatable(client=cases.CLIENT | {"name": "Ada 王芳"}, reason_for_visit="Scars, 王")
    missing = make_sheets(summary, "treatment_plan", DocumentOptions()).missing
    assert unprinted_words(missing, summary) == (
        "Characters printed as a question mark: 王 (U+738B), 芳 (U+82B3). In: client’s name, reason for the visit."
    )


def test_one_character_of_an_unknown_place_is_still_named() -> None:
    words = unprinted_words((MissingGlyph("王"),), cases.treatable())
    assert words == "A character printed as a question mark: 王 (U+738B)."


def test_each_place_that_a_paper_holds_is_known() -> None:
    areas = [cases.CHEEKS | {"goal": "王"}]
    contacts = {"gp": {"name": "Dr 王", "address": "1 Mill Lane"}}
    summary = cases.treatable(areas=areas, contacts=contacts, plan={"cost": "王"})
    assert unprinted_words((MissingGlyph("王"),), summary).endswith(
        "In: goal for Cheeks, contact (gp), device or cost."
    )


def test_where_everything_printed_nothing_is_said() -> None:
    summary = cases.treatable()
    assert unprinted_words(make_sheets(summary, "treatment_plan", DocumentOptions()).missing, summary) == ""
