"""Contraindication entries: one block is the question, the rule and its examples."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from consult_app.clinical.conditions import Condition, facts_of
from consult_app.clinical.dates import shift
from consult_app.clinical.entries import Entry, Id, Strict
from consult_app.clinical.questions import FollowUp, Question
from consult_app.clinical.verdict import Level

RuleLevel = Literal["note", "precautions", "defer", "clearance", "do_not_treat"]
Scope = Literal["person", "area", "all_areas", "elsewhere", "lesion", "anaesthetic"]


class DayRule(Strict):
    """A day counted from a fact: not before so many days, months or years after it."""

    fact: str
    plus_days: int = 0
    plus_months: int = 0
    plus_years: int = 0

    def from_day(self, day: date) -> date:
        """The day the rule yields for a fact that happened on ``day``."""
        return shift(day, days=self.plus_days, months=self.plus_months, years=self.plus_years)


class Watch(Strict):
    """How long a test patch is watched before the first session.

    ``done`` names the fact that tells the day a patch for this very reason was done; it stands only while ``counts``
    holds. Without both, a patch is still to come.
    """

    days: int = 0
    months: int = 0
    done: str = ""
    counts: Condition | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Watch":
        if bool(self.done) != bool(self.counts):
            raise ValueError("a patch that was done needs its day (done) and what it has to show (counts)")
        return self


class Outcome(Strict):
    """What follows when a condition holds.

    ``scope`` *area* reaches the requested areas the answer's places overlap, *all_areas* every requested area,
    *elsewhere* the requested areas it does not overlap (the person when it overlaps none), *lesion* its area as a
    precaution, *anaesthetic* the numbing plan. ``lifted_by`` names the roles whose written answer lifts or shortens
    it; ``client`` is the sentence for client papers, ``letter`` the question put to the doctor.
    """

    id: str = ""
    level: RuleLevel
    scope: Scope = "person"
    when: Condition
    label: str = ""
    not_before: DayRule | None = None
    until: str = ""
    lifted_by: tuple[Id, ...] = ()
    overridable: bool = False
    advice: str = Field(min_length=3)
    client: str = ""
    letter: str = ""
    test_patch: Watch | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Outcome":
        if self.level == "defer" and not (self.not_before or self.until):
            raise ValueError("a deferral names a date (not_before) or an event (until)")
        if self.overridable and self.level not in ("precautions", "defer"):
            raise ValueError("only a precaution or a deferral can be overridden")
        if self.level in ("defer", "clearance", "do_not_treat") and not self.client:
            raise ValueError("what can hold up treatment needs a sentence for the client")
        if self.level == "clearance" and not (self.lifted_by and self.letter):
            raise ValueError("a clearance names who gives it (lifted_by) and what is asked (letter)")
        if self.scope == "person" and any(fact.startswith("area.") for fact in facts_of(self.when)):
            raise ValueError("a person-wide outcome cannot look at one area")
        return self

    @property
    def verdict_level(self) -> Level:
        """The level as the verdict algebra counts it; a note and a lesion are precautions at most."""
        if self.level == "note":
            return Level.TREAT
        return Level.PRECAUTIONS if self.scope == "lesion" else Level[self.level.upper()]


class Places(Strict):
    """Where an answer lies when a choice tells it instead of, or beside, its ``areas``."""

    field: Id
    areas: dict[Id, tuple[str, ...]]


class Example(Strict):
    """A small case and what this entry alone must make of it; the keys are those of a case file."""

    as_of: date
    answers: dict[str, Any] = Field(default_factory=dict)
    client: dict[str, Any] = Field(default_factory=dict)
    skin: dict[str, Any] = Field(default_factory=dict)
    areas: tuple[dict[str, Any], ...] = ()
    device: dict[str, Any] | None = None
    anaesthetic: dict[str, Any] | None = None
    expect: Literal["treat", "precautions", "incomplete", "defer", "clearance", "do_not_treat"]
    not_before: date | None = None
    shows: tuple[str, ...] | None = None


class Contraindication(Entry):
    """A rule: who is asked what, what each answer means, and the examples that prove it.

    An entry without a ``question`` is judged from other facts, or shares the question named by ``question_id``. A
    question without a ``row`` is never asked; its answer is stored only when the client brings it up.
    """

    question: str = ""
    question_id: Id | None = None
    row: int | None = None
    critical: bool = False
    ask_when: Condition | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    places: Places | None = None
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    rationale: str = Field(min_length=3)
    window_in_print: str = ""
    examples: Annotated[tuple[Example, ...], BeforeValidator(tuple)] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> "Contraindication":
        ids = [outcome.id for outcome in self.outcomes]
        if len(set(ids)) != len(ids):
            raise ValueError("several outcomes need an id each")
        if self.row is not None and not self.question:
            raise ValueError("a row needs its question")
        if self.question and self.row is None and self.critical:
            raise ValueError("a question that is never asked cannot need an answer")
        if self.critical and not (self.question or self.question_id):
            raise ValueError("only a question can need an answer of its own")
        return self

    @property
    def asks(self) -> str | None:
        """The id of the question this entry is judged by, or None."""
        return self.question_id or (self.id if self.question else None)


def questions_of(entries: tuple[Contraindication, ...]) -> dict[str, Question]:
    """All questions by id, in the order of rows; entries that share one are its aliases."""
    found: dict[str, Question] = {}
    for entry in sorted((entry for entry in entries if entry.question), key=lambda entry: entry.row or 0):
        name = str(entry.asks)
        sharing = [other for other in entries if other.asks == name]
        found[name] = Question(
            id=name,
            label=entry.label,
            text=entry.question,
            row=entry.row or 0,
            critical=any(other.critical for other in sharing),
            follow_ups=entry.follow_ups,
            ask_when=entry.ask_when,
            aliases=tuple(other.id for other in sharing if other.id != name),
        )
    return found
