"""Questions: what is asked, its follow-ups, and how a given answer becomes a value."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

from consult_app.clinical.conditions import Condition
from consult_app.clinical.consultation import Answer, FieldValue
from consult_app.clinical.dates import DAY, MONTH, YEAR, MonthMeans, day_of, short_date
from consult_app.clinical.entries import Id, Strict, yes_no

Kind = Literal["date", "number", "count", "choice", "choices", "yes_no", "text", "areas", "side"]


class Option(Strict):
    """One thing that can be chosen."""

    id: Annotated[Id, BeforeValidator(yes_no)]
    label: str


class FollowUp(Strict):
    """A detail asked after a yes.

    ``kind`` *count* is a whole number that may be taken as 0 when the remaining answers were denied; *areas* takes
    area keys or ``elsewhere``. ``month_means`` tells how a month without a day is read; ``ahead`` allows a coming day.
    """

    id: Id
    label: str
    kind: Kind
    options: tuple[Option, ...] = ()
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    month_means: MonthMeans = "since"
    ahead: bool = False
    when: Condition | None = None

    @model_validator(mode="after")
    def _shape(self) -> "FollowUp":
        if (self.kind in ("choice", "choices")) != bool(self.options):
            raise ValueError("options belong to a choice, and a choice needs them")
        if self.ahead and not self.id.startswith("planned_"):
            raise ValueError("only fields named planned_… may lie ahead")
        return self

    def problem(self, value: FieldValue, as_of: date, born: date | None) -> str:
        """Why this value cannot be, or an empty text."""
        match self.kind:
            case "date":
                return self._date_problem(value, as_of, born)
            case "number" | "count":
                return self._number_problem(value)
            case "choice" | "yes_no" | "side":
                return "" if value in self.words else f"{value!r} is not one of {', '.join(self.words)}"
            case "choices":
                members = value if isinstance(value, tuple) else (value,)
                odd = [str(member) for member in members if member not in self.words]
                return f"{', '.join(odd)} is not one of {', '.join(self.words)}" if odd else ""
            case "text":
                return (
                    "" if isinstance(value, str) and len(value) <= 2000 else "text of at most 2,000 characters expected"
                )
            case _:
                return ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words a choice accepts."""
        if self.kind == "yes_no":
            return ("yes", "no", "unsure")
        if self.kind == "side":
            return ("left", "right", "both")
        return tuple(option.id for option in self.options)

    def _date_problem(self, value: FieldValue, as_of: date, born: date | None) -> str:
        text = str(value)
        first = _first_day(text)
        if first is None:
            return f"{text!r} is no date (write 2026-05-06, or 2026-05 when only the month is known)"
        if first > as_of and not self.ahead:
            return f"{text} lies ahead of the consultation day"
        last = day_of(text, date.max, "since") or date(first.year, 12, 31)
        return f"{text} lies before birth" if born and last < born else ""

    def _number_problem(self, value: FieldValue) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"{value!r} is no number"
        if self.kind == "count" and value != int(value):
            return f"{value} is no whole number"
        low = 0 if self.minimum is None else self.minimum
        if value < low or (self.maximum is not None and value > self.maximum):
            limit = f" to {self.maximum:g}" if self.maximum is not None else " or more"
            return f"{value:g} is outside {low:g}{limit}"
        return ""

    def shown(self, value: FieldValue) -> str:
        """The value in words: option labels, short dates, numbers with their unit."""
        if isinstance(value, tuple):
            return ", ".join(self.shown(member) for member in value)
        if self.kind == "date":
            return short_date(date.fromisoformat(str(value))) if DAY.match(str(value)) else str(value)
        if self.kind in ("number", "count"):
            return f"{value:g} {self.unit}".strip() if isinstance(value, int | float) else str(value)
        return next((option.label for option in self.options if option.id == value), str(value))


def _first_day(text: str) -> date | None:
    """The first day a date, a month or a year can mean; None for what is no date."""
    if not any(form.match(text) for form in (DAY, MONTH, YEAR)):
        return None
    try:
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return None


class Question(Strict):
    """One question of the health history or of the practitioner's own look.

    ``row`` 0 stands in no row: it is never asked, and stored only when the client brings it up.
    """

    id: Id
    label: str
    text: str
    row: int
    critical: bool
    follow_ups: tuple[FollowUp, ...] = ()
    ask_when: Condition | None = None
    aliases: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether it is ever put to the client."""
        return self.row > 0

    def follow_up(self, name: str) -> FollowUp | None:
        """The follow-up of that name, or None."""
        return next((item for item in self.follow_ups if item.id == name), None)

    def described(self, answer: Answer) -> str:
        """The follow-ups that were given, in words; what was denied or counted as none is left out."""
        given = [(item, answer.fields.get(item.id)) for item in self.follow_ups]
        parts = (
            f"{item.label.lower()} {item.shown(value)}"
            for item, value in given
            if value and value != "no" and item.kind != "areas"
        )
        return ", ".join(parts)


class Row(Strict):
    """One line of the health history as it is asked: its name, what belongs to it, its group, and who answers it."""

    number: int
    group: Id
    group_label: str
    text: str
    detail: str = ""
    critical: bool
    by: Literal["client", "practitioner"] = "client"
    carries_over: bool = True


def denied(question: Question, answer: Answer) -> Answer:
    """An answer with details whose unlisted ones were asked and denied: yes/no to no, counts to 0, lists to empty.

    Dates, choices and ``areas``, the places of the answer itself, are never filled in; nor is a bare *unsure*.
    """
    if answer.answer == "no" or (answer.answer == "unsure" and not set(answer.fields) - {"areas"}):
        return answer
    empty: dict[str, FieldValue] = {"yes_no": "no", "count": 0, "choices": (), "areas": ()}
    missing = {item.id: empty[item.kind] for item in question.follow_ups if item.kind in empty and item.id != "areas"}
    return answer.model_copy(update={"fields": {**missing, **answer.fields}})
