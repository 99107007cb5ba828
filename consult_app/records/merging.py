"""Two records of one person made one: everything moves to the record that is kept, nothing signed is touched."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from consult_app.clinical.consultation import Client
from consult_app.errors import BadInputError
from consult_app.records.audit import add_event
from consult_app.records.clients import change_client, client_id, client_number, differences, load_client
from consult_app.records.schema import client, consultation, treatment
from consult_app.records.search_index import index_client
from consult_app.records.values import StaleRevisionError, StoredClient
from consult_app.records.work import Work

SHORTEST_REASON = 10
FINAL = "Merging is final: both records become one, and they cannot be taken apart again."


@dataclass(frozen=True)
class Contradiction:
    """A detail in which two records differ; what is known in one only is no contradiction."""

    name: str
    kept: Any
    other: Any


def contradictions(kept: Client, other: Client) -> tuple[Contradiction, ...]:
    """The details known in both and not alike, for somebody to choose from."""
    pairs = ((name, getattr(kept, name), getattr(other, name)) for name in Client.model_fields if name != "id")
    return tuple(Contradiction(*pair) for pair in pairs if pair[1] and pair[2] and pair[1] != pair[2])


def merged_details(kept: Client, other: Client, chosen: frozenset[str] = frozenset()) -> Client:
    """The kept details, filled up with what only the other record knows; ``chosen`` names details taken from it."""
    pairs = ((name, getattr(kept, name), getattr(other, name)) for name in Client.model_fields if name != "id")
    return kept.model_copy(
        update={name: theirs for name, ours, theirs in pairs if theirs and (not ours or name in chosen)}
    )


def merge(work: Work, kept: StoredClient, away: StoredClient, chosen: frozenset[str], because: str) -> StoredClient:
    """Move everything to ``kept``; both must still be as they were looked at. It is final."""
    _check(kept, away, because)
    numbers = client_number(kept.id), client_number(away.id)
    changes = differences(kept.details, merged_details(kept.details, away.details, chosen))
    moved = _move(work, *numbers)
    _send_away(work, *numbers, away.revision)
    change_client(work, numbers[0], changes | _foreign_id(kept, away), kept.revision)
    add_event(work, "client_merged", kept.id, f"from {away.id}, consultations {moved or 'none'}", because.strip())
    add_event(work, "client_merged_away", away.id, f"into {kept.id}", because.strip())
    return load_client(work.connection, numbers[0])


def take_in_stray(work: Work, kept: int, stray: int, since: dt.datetime) -> None:
    """A record made only while typing a draft begun at ``since``, with nothing in it, goes into the one kept.

    The draft was found to be of somebody already on record; no second record stays behind.
    """
    row = work.connection.execute(select(client).where(client.c.id == stray)).one()
    tables = (consultation, treatment)
    used = (
        work.connection.execute(select(each.c.id).where(each.c.client_id == stray).limit(1)).first() for each in tables
    )
    if row.merged_into is not None or row.created_at < since or any(used):
        return
    _send_away(work, kept, stray, row.revision)
    add_event(work, "client_merged_away", client_id(stray), f"into {client_id(kept)}", "Noticed while typing")


def _check(kept: StoredClient, away: StoredClient, because: str) -> None:
    if kept.id == away.id:
        raise BadInputError("A record cannot be merged with itself.", next_step="Choose another record.")
    if len(because.strip()) < SHORTEST_REASON:
        raise BadInputError(
            "The reason is too short.", next_step=f"Say in {SHORTEST_REASON} letters or more why both are one person."
        )


def _send_away(work: Work, kept: int, away: int, revision: int) -> None:
    """The other record leads to the kept one and is found no more; refused when it has changed since."""
    connection = work.connection
    here = client.c.id == away, client.c.revision == revision, client.c.merged_into.is_(None)
    leads = {"merged_into": kept, "revision": revision + 1, "updated_at": work.stamp.at}
    if connection.execute(update(client).where(*here).values(**leads)).rowcount == 0:
        raise StaleRevisionError(
            f"{client_id(away)} was changed somewhere else in the meantime.",
            "Look at both records again; nothing was merged.",
        )
    connection.execute(update(client).where(client.c.merged_into == away).values(merged_into=kept))
    index_client(connection, away)


def _move(work: Work, kept: int, away: int) -> str:
    """Consultations and treatments now name the kept client; the consultations' numbers, for the trail."""
    theirs = select(consultation.c.id).where(consultation.c.client_id == away).order_by(consultation.c.id)
    moved = work.connection.execute(theirs).scalars().all()
    for table in (consultation, treatment):
        work.connection.execute(update(table).where(table.c.client_id == away).values(client_id=kept))
    return " ".join(str(number) for number in moved)


def _foreign_id(kept: StoredClient, away: StoredClient) -> dict[str, str]:
    return {"foreign_id": away.foreign_id} if away.foreign_id and not kept.foreign_id else {}
