"""Rules in plain English: a condition of the knowledge as a practitioner would say it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import (
    AgeUnder,
    AllOf,
    AnyOf,
    Condition,
    FactComing,
    FactCount,
    FactFresh,
    FactIs,
    FactKnown,
    FactNumber,
    FactOverlaps,
    FactWithin,
    NotThat,
)
from consult_app.clinical.fact_words import PLACES, FactWords, fact_words
from consult_app.clinical.windows import Length, length_of

Group = AllOf | AnyOf
Dated = FactWithin | FactComing | FactFresh | AgeUnder
Valued = FactIs | FactKnown | FactNumber | FactCount
Leaf = Dated | Valued | FactOverlaps


def condition_words(condition: Condition, catalogue: Catalogue, about: str = "") -> str:
    """The condition as one phrase that can follow *when*; ``about`` is the question the text already speaks of."""
    return _Speech(catalogue, about).phrase(condition)


def condition_list(condition: Condition, catalogue: Catalogue, about: str = "") -> tuple[str, tuple[str, ...]]:
    """A condition of several parts as a list: what is asked of the parts, and each of them, exceptions last."""
    speech = _Speech(catalogue, about)
    if isinstance(condition, AllOf):
        said, exceptions = speech.parts(condition, inside=False)
        return "When all of the following hold", (*said, *(f"unless {exception}" for exception in exceptions))
    members = _flat(condition) if isinstance(condition, AnyOf) else (condition,)
    return "When any of the following holds", tuple(speech.phrase(member) for member in members)


def capital(text: str) -> str:
    """The text as it begins a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def one_of(words: Iterable[str], last: str = "or") -> str:
    """A list as it is read: IV, V or VI."""
    listed = list(dict.fromkeys(words))
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} {last} {listed[-1]}"


@dataclass(frozen=True)
class _Speech:
    """One way of speaking: the catalogue that names things, and the question the text is about."""

    catalogue: Catalogue
    about: str

    def phrase(self, condition: Condition, *, inside: bool = False) -> str:
        """A whole condition; ``inside`` another one, a group is set in brackets."""
        match condition:
            case AllOf():
                return self._all(condition, inside=inside)
            case AnyOf():
                members = "; ".join(self.phrase(member, inside=True) for member in _flat(condition))
                return f"(any of: {members})" if inside else f"any of: {members}"
            case NotThat():
                return self._not(condition.negated, inside=inside)
            case _:
                return self._leaf(condition)

    def _all(self, condition: AllOf, *, inside: bool) -> str:
        said, exceptions = self.parts(condition, inside=True)
        text = ", and ".join(said) or "in every case"
        for exception in exceptions:
            text += f" (unless {exception})" if inside else f"; unless {exception}"
        return text

    def parts(self, condition: AllOf, *, inside: bool) -> tuple[list[str], list[str]]:
        """What has to hold, and what must not."""
        members = _unguarded(_flat(condition))
        said = [self.phrase(member, inside=inside) for member in members if not _is_exception(member)]
        return said, [self.phrase(member.negated) for member in members if _is_exception(member)]

    def _not(self, negated: Condition, *, inside: bool) -> str:
        if isinstance(negated, NotThat):
            return self.phrase(negated.negated, inside=inside)
        if isinstance(negated, Group):
            return f"in every case, unless {self.phrase(negated, inside=inside)}"
        return self._leaf(negated, holds=False)

    def _leaf(self, condition: Leaf, *, holds: bool = True) -> str:
        fact = fact_words(condition.fact, self.catalogue, self.about)
        if isinstance(condition, Dated):
            return _dated(fact, condition, holds=holds)
        if isinstance(condition, FactOverlaps):
            other = PLACES.get(condition.overlaps) or fact_words(condition.overlaps, self.catalogue).name
            return f"{fact.name} {'lies' if holds else 'does not lie'} in {other}"
        return _valued(fact, condition, holds=holds)


def _dated(fact: FactWords, condition: Dated, *, holds: bool) -> str:
    """What a condition says of the day a fact names."""
    match condition:
        case FactWithin():
            return f"{fact.name} was {_ago(length_of(condition), fact, holds=holds)}"
        case FactComing():
            days = Length(days=condition.coming_within_days)
            return f"{fact.name} is {f'less than {days} ahead or over' if holds else f'{days} ahead or more'}"
        case FactFresh():
            months = Length(months=condition.at_most_months_old)
            return f"{fact.name} is {'at most' if holds else 'more than'} {months} old"
        case _:
            years = condition.under_years
            return f"the client is {f'under {years}' if holds else f'{years} or older'}"


def _valued(fact: FactWords, condition: Valued, *, holds: bool) -> str:
    """What a condition says of the value of a fact."""
    match condition:
        case FactIs():
            return _is(fact, condition, holds=holds)
        case FactKnown():
            return fact.known[condition.known is not holds]
        case FactNumber():
            return _number(fact, condition, holds=holds)
        case _:
            fewest = condition.members_at_least
            return f"{fact.name} number {f'{fewest} or more' if holds else _fewer(fewest)}"


def _flat(condition: Group) -> tuple[Condition, ...]:
    """The members, with those of a group of the same kind taken out of it."""
    if isinstance(condition, AllOf):
        return tuple(
            inner for member in condition.all for inner in (_flat(member) if isinstance(member, AllOf) else (member,))
        )
    return tuple(
        inner for member in condition.any for inner in (_flat(member) if isinstance(member, AnyOf) else (member,))
    )


def _is_exception(condition: Condition) -> TypeGuard[NotThat]:
    return isinstance(condition, NotThat) and isinstance(condition.negated, Group)


def _unguarded(members: Sequence[Condition]) -> list[Condition]:
    """Without *is given* where another member says something of the same fact, which then has to be given anyway."""
    told = {fact for member in members for fact in _tells_of(member)}
    told |= {fact.partition(".")[0] for fact in told}
    return [
        member for member in members if not (isinstance(member, FactKnown) and member.known and member.fact in told)
    ]


def _tells_of(member: Condition) -> Iterable[str]:
    """The fact whose value a member states; a denied window states one too, that its day lies further back."""
    if isinstance(member, NotThat):
        return (member.negated.fact,) if isinstance(member.negated, FactWithin | FactFresh) else ()
    return () if isinstance(member, FactKnown | AllOf | AnyOf) else (member.fact,)


def _ago(length: Length, fact: FactWords, *, holds: bool) -> str:
    """How long ago a day was; a window of a single day is that day itself."""
    if length == Length(days=1):
        return "today" if holds else "before today"
    ahead = " or lies ahead" if fact.ahead else ""
    return f"less than {length} ago{ahead}" if holds else f"{length} ago or longer"


def _fewer(count: float) -> str:
    return "0" if count == 1 else f"fewer than {count:g}"


def _is(fact: FactWords, condition: FactIs, *, holds: bool) -> str:
    wanted = condition.wanted if isinstance(condition.wanted, tuple) else (condition.wanted,)
    sides = {word.partition(".")[2] for word in wanted}
    if len(wanted) > 1 and len(sides) == 1 and (side := sides.pop()):
        return f"{fact.name} {'lies' if holds else 'does not lie'} on the {side}"
    values = {fact.values(word).casefold(): fact.values(word) for word in reversed(wanted)}
    return f"{fact.is_ if holds else fact.is_not} {one_of(_set_apart(tuple(reversed(values.values()))))}"


def _set_apart(values: tuple[str, ...]) -> tuple[str, ...]:
    """In quotation marks where a comma inside a value would read as the next one."""
    return tuple(f"“{value}”" for value in values) if any("," in value for value in values) else values


def _number(fact: FactWords, condition: FactNumber, *, holds: bool) -> str:
    """The bounds in words; what is counted in numerals names each of them: IV, V or VI."""
    if fact.scale:
        numerals = [word for number, word in enumerate(fact.scale, 1) if condition.holds(number, date.min) is holds]
        return f"{fact.is_} {one_of(numerals)}"
    bounds = (
        (condition.at_least, "{} or more", "less than {}"),
        (condition.at_most, "at most {}", "more than {}"),
        (condition.above, "more than {}", "at most {}"),
        (condition.below, _fewer(condition.below) if fact.whole and condition.below else "less than {}", "{} or more"),
    )
    told = [
        (within if holds else beyond).format(f"{bound:g} {fact.unit}".strip())
        for bound, within, beyond in bounds
        if bound is not None
    ]
    return f"{fact.is_} {(' and ' if holds else ' or ').join(told)}"
