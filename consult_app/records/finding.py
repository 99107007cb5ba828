"""Finds clients as a practitioner types: exactly as typed first, and by near spellings where that finds too little."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from consult_app.records.schema import client, client_word, word_form
from consult_app.records.search_index import forms, letters_wrong
from consult_app.records.search_readings import Reading, readings

LAST_SIGN = chr(0x10FFFF)
FEW = 3
"""With fewer clients found as typed, near spellings are looked for too."""
_COUNTED, _NEAREST, _SPARE = 1000, 8, 4
_IS_THERE = and_(client.c.erased_at.is_(None), client.c.merged_into.is_(None))


@dataclass(frozen=True)
class Term:
    """One typed word: the beginning of a word, or any of several whole words near to it."""

    beginning: str
    near: tuple[str, ...] = ()

    @property
    def stands(self) -> ColumnElement[bool]:
        """Whether a row of the index stands under it."""
        word = client_word.c.word
        begun = and_(word >= self.beginning, word < self.beginning + LAST_SIGN)
        return or_(word.in_(self.near), begun) if self.near else begun

    def is_among(self, words: ColumnElement[str]) -> ColumnElement[bool]:
        """Whether it is among all the words of a client."""
        return or_(*(words.contains(f" {word}", autoescape=True) for word in (self.beginning, *self.near)))


def find(connection: Connection, typed: str, limit: int) -> list[Row[Any]]:
    """Rows of clients, the surest first: by id, by birth date, by words as typed, by words nearly so.

    All by name when nothing is typed. The same text on the same records always gives the same order.
    """
    found: dict[int, Row[Any]] = {}
    meanings = readings(typed)
    if not meanings:
        return list(connection.execute(_present().order_by(client.c.search_words, client.c.id).limit(limit)))
    for query in _queries(connection, meanings, limit):
        found |= {row.id: row for row in connection.execute(query) if row.id not in found}
        if len(found) >= limit:
            break
    if len(found) < FEW:
        near = _near_query(connection, meanings[-1], limit)
        if near is not None:
            found |= {row.id: row for row in connection.execute(near) if row.id not in found}
    return list(found.values())[:limit]


def _queries(connection: Connection, meanings: Sequence[Reading], limit: int) -> Iterator[Select[Any]]:
    for reading in meanings:
        if reading.number is not None:
            yield _present().where(client.c.id == reading.number)
        elif not reading.words:
            yield _born_query(reading, limit)
        else:
            terms = _rarest_first(connection, [Term(word) for word in reading.words])
            if terms and not reading.dates:
                yield _begun_query(terms, limit)
            elif terms:
                yield _words_query(terms, reading, limit)


def _present() -> Select[Any]:
    return select(client).where(_IS_THERE)


def _born_query(reading: Reading, limit: int) -> Select[Any]:
    born = client.c.date_of_birth
    spans = [span for date in reading.dates for span in date.spans()]
    days = [first for first, last in spans if first == last]
    longer = [born.between(first, last) for first, last in spans if first != last]
    meant = or_(*longer, *([born.in_(days)] if days else []))
    # Alone, so that no planner takes the index of the merged ones, which nearly all rows share.
    rows = select(client.c.id, born).where(meant).order_by(born, client.c.id).limit(_SPARE * limit).subquery()
    return (
        select(client)
        .select_from(rows.join(client, client.c.id == rows.c.id))
        .where(_IS_THERE)
        .order_by(rows.c.date_of_birth, rows.c.id)
    )


def _begun_query(terms: Sequence[Term], limit: int) -> Select[Any]:
    driver, *others = (term.beginning for term in terms)
    given = {"begun": driver, "ended": driver + LAST_SIGN, "most": _SPARE * limit}
    return _words_begun(len(others)).params(given | {f"other_{at}": f" {word}" for at, word in enumerate(others)})


def _words_query(terms: Sequence[Term], reading: Reading, limit: int) -> Select[Any]:
    driver, *others = terms
    words = client_word.c.words
    fits = [term.is_among(words) for term in others]
    if reading.dates:
        fits.append(or_(*(words.like(f"% {date.pattern}") for date in reading.dates)))
    return _in_order(and_(driver.stands, *fits), literal(_SPARE * limit))


@lru_cache
def _words_begun(others: int) -> Select[Any]:
    """The same for whole searches of beginnings alone, made once for each number of words."""
    word, words = client_word.c.word, client_word.c.words
    fits = [words.contains(bindparam(f"other_{at}"), autoescape=False) for at in range(others)]
    return _in_order(and_(word >= bindparam("begun"), word < bindparam("ended"), *fits), bindparam("most"))


def _in_order(condition: ColumnElement[bool], most: ColumnElement[int]) -> Select[Any]:
    """The index gives its rows in order; a client may stand under several words that fit, hence the spare rows."""
    order = (client_word.c.word, client_word.c.words, client_word.c.client_id)
    rows = select(client_word).where(condition).order_by(*order).limit(most).subquery()
    return (
        select(client)
        .select_from(rows.join(client, client.c.id == rows.c.client_id))
        .where(_IS_THERE)
        .order_by(rows.c.word, rows.c.words, rows.c.client_id)
    )


def _rarest_first(connection: Connection, terms: Sequence[Term]) -> Sequence[Term]:
    """The terms with the one first that fewest clients have; none when one of them nobody has."""
    if len(terms) == 1:
        return terms
    if any(term.near for term in terms):
        counted = list(connection.execute(_counting([term.stands for term in terms])).one())
    else:
        begun = {f"from_{at}": term.beginning for at, term in enumerate(terms)}
        ended = {f"to_{at}": term.beginning + LAST_SIGN for at, term in enumerate(terms)}
        counted = list(connection.execute(_counting_begun(len(terms)), begun | ended).one())
    if 0 in counted:
        return ()
    order = sorted(range(len(terms)), key=lambda at: (counted[at], -len(terms[at].beginning)))
    return [terms[at] for at in order]


@lru_cache
def _counting_begun(number: int) -> Select[Any]:
    """Made once for each number of words: to make a statement takes longer than to run it."""
    word = client_word.c.word
    spans = [and_(word >= bindparam(f"from_{at}"), word < bindparam(f"to_{at}")) for at in range(number)]
    return _counting(spans)


def _counting(conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    one: ColumnElement[int] = literal_column("1")
    some = [select(one).select_from(client_word).where(each).limit(_COUNTED).subquery() for each in conditions]
    return select(*(select(func.count()).select_from(rows).scalar_subquery() for rows in some))


def _near_query(connection: Connection, reading: Reading, limit: int) -> Select[Any] | None:
    terms = [Term(word, near_words(connection, word)) for word in reading.words]
    if not any(term.near for term in terms):
        return None
    terms = list(_rarest_first(connection, terms))
    return _words_query(terms, reading, limit) if terms else None


def near_words(connection: Connection, typed: str) -> tuple[str, ...]:
    """Names that differ from the typed word, or begin with something that differs, in few letters; nearest first."""
    found = select(word_form.c.word).where(word_form.c.form.in_(forms(typed))).distinct()
    most = letters_wrong(typed)
    ranked = sorted((_apart(typed, word), word) for word in connection.execute(found).scalars())
    return tuple(word for apart, word in ranked if 0 < apart <= most)[:_NEAREST]


def _apart(typed: str, word: str) -> int:
    """Letters missing, too many, wrong or exchanged; what has not been typed yet does not count."""
    begun = word[: len(typed)]
    return int(min(OSA.distance(typed, word), OSA.distance(typed, begun)))
