"""Consultations as the lists show them, without reading their answers."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, exists, func, select

from consult_app.records.clients import client_id
from consult_app.records.schema import client, consultation, planned_session
from consult_app.records.values import Header, PlannedSession, PlannedVisit, Progress


@dataclass(frozen=True)
class Named:
    """What the lists show of the client; nothing while there is none."""

    name: str | None = None
    date_of_birth: dt.date | None = None


SHOWN = tuple(column for column in consultation.c if column.name not in ("body", "format"))
"""What a header takes from the consultation's own row."""


def _every_header() -> Select[Any]:
    later = consultation.alias("revision")
    revised_by = select(func.max(later.c.id)).where(later.c.revises == consultation.c.id).scalar_subquery()
    return select(*SHOWN, client.c.name, client.c.date_of_birth, revised_by.label("revised_by")).select_from(
        consultation.outerjoin(client)
    )


_HEADERS = _every_header()
"""Put together once: to do so takes longer than to run it."""
_ONE = _HEADERS.where(consultation.c.id == bindparam("number"))


def load_header(connection: Connection, consultation_id: int) -> Header:
    """One header."""
    row = connection.execute(_ONE, {"number": consultation_id}).one()
    return _header(row, _sessions(connection, [consultation_id]).get(consultation_id, ()))


def drafts(connection: Connection) -> tuple[Header, ...]:
    """Unfinished consultations, the one saved last first."""
    return _headers(connection, _newest_first(consultation.c.status == "draft"))


def everything(connection: Connection) -> tuple[Header, ...]:
    """Every consultation, in the order they were started."""
    return _headers(connection, _HEADERS.order_by(consultation.c.id))


def consultations_of(connection: Connection, number: int, limit: int | None = None) -> tuple[Header, ...]:
    """The consultations of a client, newest first; with ``limit`` those started last, however many there are."""
    theirs = consultation.c.client_id == number
    if limit is None:
        return _headers(connection, _newest_first(theirs))
    return _headers(connection, _HEADERS.where(theirs).order_by(consultation.c.id.desc()).limit(limit))


def now_eligible(connection: Connection, day: dt.date) -> tuple[Header, ...]:
    """Clients whose only block was a wait that is over, by their latest consultation, oldest wait first."""
    later = consultation.alias("later")
    superseded = exists().where(later.c.client_id == consultation.c.client_id, later.c.id > consultation.c.id)
    query = _HEADERS.where(
        consultation.c.outcome == "defer", consultation.c.not_before <= day, ~superseded, client.c.id.is_not(None)
    )
    return _headers(connection, query.order_by(consultation.c.not_before, consultation.c.id))


def sessions_between(connection: Connection, start: dt.date, end: dt.date) -> tuple[PlannedVisit, ...]:
    """What is planned from ``start`` to ``end``, both included, by date and time; only by the newest revision."""
    later = consultation.alias("later")
    revised = exists().where(later.c.revises == planned_session.c.consultation_id)
    rows = connection.execute(
        select(planned_session)
        .where(planned_session.c.date.between(start, end), ~revised)
        .order_by(planned_session.c.date, planned_session.c.time, planned_session.c.id)
    ).all()
    wanted = {row.consultation_id for row in rows}
    headers = {header.id: header for header in _headers(connection, _HEADERS.where(consultation.c.id.in_(wanted)))}
    return tuple(PlannedVisit(_session(row), headers[row.consultation_id]) for row in rows)


def _newest_first(condition: ColumnElement[bool]) -> Select[Any]:
    return _HEADERS.where(condition).order_by(consultation.c.updated_at.desc(), consultation.c.id.desc())


def _headers(connection: Connection, query: Select[Any]) -> tuple[Header, ...]:
    rows = connection.execute(query).all()
    sessions = _sessions(connection, [row.id for row in rows])
    return tuple(_header(row, sessions.get(row.id, ())) for row in rows)


def _sessions(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[PlannedSession, ...]]:
    query = select(planned_session).where(planned_session.c.consultation_id.in_(ids))
    found: dict[int, tuple[PlannedSession, ...]] = {}
    for row in connection.execute(query.order_by(planned_session.c.id)):
        found[row.consultation_id] = (*found.get(row.consultation_id, ()), _session(row))
    return found


def _session(row: Row[Any]) -> PlannedSession:
    return PlannedSession(row.date, row.time, row.kind)


def _header(row: Row[Any], sessions: tuple[PlannedSession, ...]) -> Header:
    who = Named(row.name, row.date_of_birth)
    return header_of(row, who, sessions, row.revised_by)


def header_of(row: Row[Any], who: Named, sessions: tuple[PlannedSession, ...], revised_by: int | None = None) -> Header:
    """The header of a row that holds what is ``SHOWN``; a draft is revised by none."""
    progress = Progress(row.step, row.outcome, row.not_before, sessions, row.protocol_digest, row.open_questions)
    return Header(
        id=row.id,
        client_id=client_id(row.client_id) if row.client_id is not None else None,
        client_name=who.name,
        date_of_birth=who.date_of_birth,
        practitioner_id=row.practitioner_id,
        status=row.status,
        as_of=row.as_of,
        progress=progress,
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
        revises=row.revises,
        revises_because=row.revises_because,
        revised_by=revised_by,
    )
