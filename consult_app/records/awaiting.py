"""Letters that went out and what was answered since: what the ledger and the kept papers say, over all clients."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, exists, select

from consult_app.records.ledger import ReferralNote
from consult_app.records.schema import client, consultation, document, ledger_entry

_LETTERS = "clearance_letter%"


@dataclass(frozen=True)
class Asked:
    """One question a letter asks: of whom, about what, and since when; ``subject`` is what the finding was called.

    ``id`` is the line's number in the ledger, which grows with every entry.
    """

    id: int
    consultation_id: int
    client_id: int
    client_name: str | None
    to: str
    subject: str
    since: dt.date


@dataclass(frozen=True)
class LettersOut:
    """What was asked, the oldest first; by client each finding that was cleared, with the line that says so."""

    asked: tuple[Asked, ...]
    cleared: Mapping[int, Mapping[str, int]]


def letters_out(connection: Connection) -> LettersOut:
    """Every question of a letter that went out of a consultation nobody has corrected."""
    asked = _asked(connection)
    return LettersOut(asked, _cleared(connection, {each.client_id for each in asked}))


def _asked(connection: Connection) -> tuple[Asked, ...]:
    later = consultation.alias("later")
    corrected = exists().where(later.c.revises == consultation.c.id)
    sent = exists().where(document.c.consultation_id == consultation.c.id, document.c.name.like(_LETTERS))
    query = (
        select(ledger_entry.c.id, consultation.c.id, ledger_entry.c.body, client.c.id, client.c.name)
        .join(consultation, consultation.c.id == ledger_entry.c.consultation_id)
        .join(client, client.c.id == consultation.c.client_id)
        .where(ledger_entry.c.kind == "referral", sent, ~corrected)
        .order_by(ledger_entry.c.id)
    )
    found = []
    for line, number, body, client_number, name in connection.execute(query):
        note = ReferralNote.model_validate_json(body)
        found.append(Asked(line, number, client_number, name, note.to, note.subject, note.date))
    return tuple(sorted(found, key=lambda each: (each.since, each.id)))


def _cleared(connection: Connection, clients: set[int]) -> dict[int, dict[str, int]]:
    query = (
        select(consultation.c.client_id, ledger_entry.c.finding, ledger_entry.c.act, ledger_entry.c.id)
        .join(consultation, consultation.c.id == ledger_entry.c.consultation_id)
        .where(ledger_entry.c.kind == "clearance", consultation.c.client_id.in_(clients))
        .order_by(ledger_entry.c.id)
    )
    found: dict[int, dict[str, int]] = {}
    for number, finding, act, line in connection.execute(query):
        theirs = found.setdefault(number, {})
        if act == "withdrawn":
            theirs.pop(finding, None)
        else:
            theirs[finding] = line
    return found
