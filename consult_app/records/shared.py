"""Texts that every room of a practice shares, such as the clinic's file, each with a revision."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from consult_app.records.schema import practice
from consult_app.records.values import StaleRevisionError
from consult_app.records.work import Work


@dataclass(frozen=True)
class SharedText:
    """A text in force; ``revision`` counts from 1 and is what the next change must name."""

    name: str
    text: str
    revision: int
    updated_at: dt.datetime


def shared(connection: Connection, name: str) -> SharedText | None:
    """The text in force, None before the first."""
    columns = (practice.c.name, practice.c.value, practice.c.revision, practice.c.updated_at)
    row = connection.execute(select(*columns).where(practice.c.name == name)).one_or_none()
    return None if row is None else SharedText(*row)


def put_shared(work: Work, name: str, text: str, revision: int) -> SharedText:
    """Put a text in force instead of that of ``revision``, 0 for the first; StaleRevisionError if another is by now."""
    new = SharedText(name, text, revision + 1, work.stamp.at)
    values = {"value": text, "revision": new.revision, "updated_at": new.updated_at}
    present = shared(work.connection, name)
    if (present.revision if present else 0) != revision:
        raise StaleRevisionError(
            "Another room has changed this in the meantime.", "Look at the other version, then change it again."
        )
    if present is None:
        work.connection.execute(insert(practice).values(name=name, **values))
    else:
        work.connection.execute(update(practice).where(practice.c.name == name).values(values))
    return new
