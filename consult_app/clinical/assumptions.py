"""Assumptions: the answers an open question can be tried with, and how an assumed answer is said."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import takewhile

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.changes import Change
from consult_app.clinical.conditions import AgeUnder, Condition, FactComing, FactFresh, FactNumber, FactWithin, leaves
from consult_app.clinical.dates import shift, short_date
from consult_app.clinical.instruments import ROMAN
from consult_app.clinical.question_words import open_label
from consult_app.clinical.questions import FollowUp
from consult_app.clinical.ruleset import Rule
from consult_app.clinical.what_if import Assumed

FIGURES = {"grade": (1, 4), "glogau": (1, 4), "fitzpatrick": (1, 6)}


def assumed(
    name: str, values: tuple[Assumed, ...], works: Callable[[Assumed], bool], catalogue: Catalogue
) -> Change | None:
    """The answer among those tried that works, said with all that work like it; None where none does.

    Days and figures come in order, the latest day and the smallest figure first.
    """
    working = tuple(value for value in values if works(value))
    if not working:
        return None
    label = open_label(name, catalogue)
    if isinstance(working[0], date | int | float):
        value, said = _span(name, values, working)
    else:
        value, said = working[0], " or ".join(_said(name, each, catalogue) for each in working)
    return Change("answer", name, value, f"{label} is {said}", said)


def _span(name: str, values: tuple[Assumed, ...], working: tuple[Assumed, ...]) -> tuple[Assumed, str]:
    """The last figure or day up to which all work, else the first that does."""
    rising = values[::-1] if isinstance(values[0], date) else values
    less, more = ("or earlier", "or later") if isinstance(values[0], date) else ("or less", "or more")
    if rising[0] in working:
        upto = tuple(takewhile(working.__contains__, rising))
        return upto[-1], f"{_figure(name, upto[-1])} {less}"
    first = next(value for value in rising if value in working)
    return first, f"{_figure(name, first)} {more}"


def _figure(name: str, value: Assumed) -> str:
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, int) and name.startswith("skin."):
        return ROMAN[value]
    return f"{value:g}" if isinstance(value, float) else str(value)


def _said(name: str, value: Assumed, catalogue: Catalogue) -> str:
    """One choice in words: its label where it has one."""
    head, _, detail = name.partition(".")
    question = catalogue.questions.get(head)
    follow_up = question.follow_up(detail) if question else None
    words = follow_up.shown(value) if follow_up and not isinstance(value, date) else str(value)
    return {"yes": "Yes", "no": "No"}.get(words, words.replace("_", " ").lower())


def values_for(name: str, rules: Iterable[Rule], catalogue: Catalogue, as_of: date) -> tuple[Assumed, ...]:
    """The answers to try for an open question: No, each choice, or the figures on both sides of each limit."""
    head, _, detail = name.partition(".")
    question = catalogue.questions.get(head)
    follow_up = question.follow_up(detail) if question else None
    if question and not detail:
        return ("no",)
    if follow_up:
        return _of_detail(follow_up, name, rules, as_of)
    return _of_fact(name, rules, as_of)


def _of_detail(follow_up: FollowUp, name: str, rules: Iterable[Rule], as_of: date) -> tuple[Assumed, ...]:
    match follow_up.kind:
        case "date":
            return _days(name, rules, as_of)
        case "number" | "count":
            figures = _figures(name, rules, follow_up.minimum or 0, follow_up.maximum)
            return tuple(int(figure) if follow_up.kind == "count" else figure for figure in figures)
        case "areas":
            return (("elsewhere",),)
        case "choices":
            return tuple((word,) for word in follow_up.words)
        case _:
            return tuple(word for word in follow_up.words if word != "unsure")


def _of_fact(name: str, rules: Iterable[Rule], as_of: date) -> tuple[Assumed, ...]:
    detail = name.rpartition(".")[2]
    if name == "client.date_of_birth":
        return _days(name, rules, as_of)
    if name == "client.sex_at_birth":
        return ("male", "female")
    if detail in ("flat", "grafted"):
        return ("no", "yes")
    if detail in FIGURES:
        low, high = FIGURES[detail]
        return tuple(range(low, high + 1))
    fact = f"area.burn_{detail}" if ".burn_scar." in name else f"area.{detail}"
    return _figures(fact, rules, 1, None)


def _days(name: str, rules: Iterable[Rule], as_of: date) -> tuple[date, ...]:
    """Today and the days on which a window about this fact is just met, the latest first."""
    return tuple(sorted({as_of, *(day for rule in rules for day in _limits(rule, name, as_of))}, reverse=True))


def _limits(rule: Rule, name: str, as_of: date) -> Iterator[date]:
    for leaf in (leaf for outcome in rule.entry.outcomes for leaf in leaves(outcome.when)):
        match leaf:
            case FactWithin() if leaf.fact == name:
                yield shift(as_of, days=-leaf.within_days, months=-leaf.within_months, years=-leaf.within_years)
            case FactFresh() if leaf.fact == name:
                yield shift(as_of, months=-leaf.at_most_months_old)
            case AgeUnder() if leaf.fact == name:
                yield shift(as_of, years=-leaf.under_years)
            case FactComing() if leaf.fact == name:
                yield shift(as_of, days=leaf.coming_within_days)


def _figures(name: str, rules: Iterable[Rule], low: float, high: float | None) -> tuple[float, ...]:
    """The smallest figure and those at and just beside each limit about this fact, in order."""
    limits = {limit for rule in rules for outcome in rule.entry.outcomes for limit in _bounds(outcome.when, name)}
    beside = {round(limit + step, 3) for limit in limits for step in (-_step(limit), 0, _step(limit))}
    return tuple(sorted(figure for figure in {low, *beside} if figure >= low and (high is None or figure <= high)))


def _bounds(condition: Condition, name: str) -> Iterator[float]:
    for leaf in leaves(condition):
        if isinstance(leaf, FactNumber) and leaf.fact == name:
            yield from (bound for bound in (leaf.at_least, leaf.at_most, leaf.above, leaf.below) if bound is not None)


def _step(limit: float) -> float:
    return 1 if limit == int(limit) else 0.1
