"""Fills the search index for clients who are stored already: for a migration, and for many new ones at once."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from consult_app.records.schema import client, client_word, word_form
from consult_app.records.search_index import forms, stored_words, word_rows

BATCH = 2000


def fill_index(connection: Connection, after: int = 0) -> None:
    """Take in every client with a higher number; nothing about them may be in the index yet."""
    words: set[str] = set()
    for rows in _batches(connection, after):
        texts = [(row.id, stored_words(row)) for row in rows]
        found = [entry for number, text in texts for entry in word_rows(number, text)]
        words.update(str(entry["word"]) for entry in found)
        changed = update(client).where(client.c.id == bindparam("number")).values(search_words=bindparam("text"))
        connection.execute(changed, [{"number": number, "text": text} for number, text in texts])
        if found:
            connection.execute(insert(client_word), found)
    _fill_forms(connection, words)


def _batches(connection: Connection, after: int) -> Iterator[list[Row[Any]]]:
    columns = [client.c[name] for name in ("id", "name", "date_of_birth", "foreign_id", "phone", "email")]
    found = client.c.erased_at.is_(None) & client.c.merged_into.is_(None)
    while rows := list(
        connection.execute(select(*columns).where(found, client.c.id > after).order_by(client.c.id).limit(BATCH))
    ):
        yield rows
        after = rows[-1].id


def _fill_forms(connection: Connection, words: set[str]) -> None:
    """In the order the table keeps, which spares it from moving rows about."""
    missing = words - set(connection.execute(select(word_form.c.word).distinct()).scalars())
    rows = sorted((form, word) for word in missing for form in forms(word))
    for start in range(0, len(rows), BATCH):
        batch = [{"form": form, "word": word} for form, word in rows[start : start + BATCH]]
        connection.execute(insert(word_form), batch)
