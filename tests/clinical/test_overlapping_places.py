"""Places compared with places: numb skin matters only where treatment is wanted."""

from collections.abc import Mapping
from datetime import date

import pytest

from consult_app.clinical.conditions import NEVER, FactOverlaps, NotThat, Truth, Unknown, Value, evaluate, facts_of
from consult_app.clinical.consultation import Answer
from consult_app.clinical.questions import FollowUp, Question, denied

TODAY = date(2026, 11, 20)
NUMB = FactOverlaps(fact="numb", overlaps="wanted")


class Places:
    """Facts given by hand."""

    def __init__(self, facts: Mapping[str, tuple[Value | Unknown, ...]]) -> None:
        self._facts = facts

    def values(self, fact: str) -> tuple[Value | Unknown, ...]:
        return self._facts[fact]


@pytest.mark.parametrize(
    ("numb", "wanted", "expected"),
    [
        (("thighs.left",), ("thighs",), True),
        (("thighs",), ("thighs.left", "face_cheeks"), True),
        (("thighs.left",), ("thighs.right",), False),
        (("elsewhere",), ("thighs",), False),
        ((NEVER,), ("thighs",), False),
        (("thighs",), (NEVER,), False),
        ((Unknown("q"),), ("thighs",), None),
    ],
)
def test_places_overlap_when_they_share_skin(
    numb: tuple[Value | Unknown, ...], wanted: tuple[Value | Unknown, ...], *, expected: bool | None
) -> None:
    assert evaluate(NUMB, Places({"numb": numb, "wanted": wanted}), TODAY).value is expected


def test_missing_places_count_at_their_strictest() -> None:
    facts = Places({"numb": (Unknown("q.numb", assumable=True),), "wanted": ("thighs",)})
    assert evaluate(NUMB, facts, TODAY) == Truth(None, frozenset({"q.numb"}))
    assert evaluate(NUMB, facts, TODAY, assume=True).value is True
    assert evaluate(NotThat(negated=NUMB), facts, TODAY, assume=True).value is True


def test_both_facts_are_named() -> None:
    assert facts_of(NUMB) == {"numb", "wanted"}


def test_denied_places_are_empty_but_the_place_of_the_answer_is_never_filled_in() -> None:
    question = Question(
        id="diabetes",
        label="Diabetes",
        text="Diabetes?",
        row=25,
        critical=True,
        follow_ups=(
            FollowUp(id="numb_areas", label="Numb skin", kind="areas"),
            FollowUp(id="areas", label="Where", kind="areas"),
        ),
    )
    assert denied(question, Answer(answer="yes")).fields == {"numb_areas": ()}
