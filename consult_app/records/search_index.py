"""The index of clients: every word of a client with all its words beside it, and the misspellings of every name.

One row answers both which clients have a word beginning so, in order, and whether their other words fit, without
looking at the client.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from consult_app.records.schema import client, client_word, word_form
from consult_app.records.search import finding_words, search_words

FEWEST_LETTERS, LONGER = 4, 7
"""Words of four letters may have one wrong, words of seven two."""


def stored_words(row: Row[Any]) -> str:
    """What finds the client of a row."""
    return search_words(
        number=row.id,
        name=row.name,
        date_of_birth=row.date_of_birth,
        foreign_id=row.foreign_id,
        phone=row.phone,
        email=row.email,
    )


def index_client(connection: Connection, number: int) -> None:
    """Bring the index to what the client's row says; one that was erased or merged away is no longer found."""
    row = connection.execute(select(client).where(client.c.id == number)).one()
    gone = row.erased_at is not None or row.merged_into is not None
    wanted = "" if gone else stored_words(row)
    if wanted == row.search_words:
        return
    before, after = finding_words(row.search_words), finding_words(wanted)
    its_rows = client_word.c.word.in_(before), client_word.c.words == row.search_words
    connection.execute(delete(client_word).where(*its_rows, client_word.c.client_id == number))
    connection.execute(client.update().where(client.c.id == number).values(search_words=wanted))
    if after:
        connection.execute(insert(client_word), word_rows(number, wanted))
    _forget_forms(connection, [word for word in before if word not in after])
    add_forms(connection, [word for word in after if word not in before])


def word_rows(number: int, stored: str) -> list[dict[str, object]]:
    """The rows of one client."""
    return [{"word": word, "words": stored, "client_id": number} for word in finding_words(stored)]


def add_forms(connection: Connection, words: Iterable[str]) -> None:
    """Take in the misspellings of words that are new."""
    for word in words:
        whole = select(word_form.c.word).where(word_form.c.form == word[:LONGER], word_form.c.word == word)
        if forms(word) and not connection.execute(whole).first():
            connection.execute(insert(word_form), [{"form": form, "word": word} for form in forms(word)])


def forms(word: str) -> frozenset[str]:
    """A word's beginning with letters left out, one or two by its length; none for short words and for figures.

    Two words that differ in so many letters at most share a form (Garbe's symmetric deletes).
    """
    if len(word) < FEWEST_LETTERS or not word.isalpha():
        return frozenset()
    start = word[:LONGER]
    depth = letters_wrong(word)
    kept = range(len(start) - depth, len(start) + 1)
    return frozenset("".join(letters) for length in kept for letters in combinations(start, length))


def letters_wrong(word: str) -> int:
    """How many letters of a typed word may be wrong."""
    return 0 if len(word) < FEWEST_LETTERS else 1 if len(word) < LONGER else 2


def _forget_forms(connection: Connection, words: Sequence[str]) -> None:
    """A name nobody has any more leaves no trace."""
    for word in words:
        if not connection.execute(select(client_word.c.word).where(client_word.c.word == word).limit(1)).first():
            its_forms = word_form.c.form.in_(forms(word))
            connection.execute(delete(word_form).where(its_forms, word_form.c.word == word))
