"""Lots: which cartridge, numbing product or other product was used on whom."""

import datetime as dt
import unicodedata
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from consult_app.clinical.treatment_record import TreatmentRecord
from consult_app.records.clients import client_id
from consult_app.records.schema import client, lot, practitioner, treatment
from consult_app.records.treatment_body import record_in
from consult_app.records.treatment_values import LotUse
from consult_app.records.work import Work


def folded(text: str) -> str:
    """A lot number as it is looked for: letters and digits alone, in one case."""
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())


def keep_lots(work: Work, treatment_id: int, record: TreatmentRecord) -> None:
    """The lots of a session as its record names them now."""
    work.connection.execute(delete(lot).where(lot.c.treatment_id == treatment_id))
    for kind, label, number, expires in _named(record):
        if folded(number):
            values = {"kind": kind, "label": label, "number": number.strip(), "folded": folded(number)}
            work.connection.execute(insert(lot).values(treatment_id=treatment_id, expires=expires, **values))


def treated_with(connection: Connection, number: str) -> tuple[LotUse, ...]:
    """Every use of a lot, newest first; a session that a signed correction replaced is left to the correction."""
    if not folded(number):
        return ()
    later = treatment.alias("later")
    replaced = select(later.c.id).where(later.c.revises == treatment.c.id, later.c.status == "signed").exists()
    query = (
        select(
            *(lot.c[name] for name in ("treatment_id", "kind", "label", "number", "expires")),
            *(treatment.c[name] for name in ("client_id", "date", "status", "body", "format")),
            client.c.name,
            practitioner.c.name.label("treated_by"),
        )
        .select_from(lot.join(treatment, lot.c.treatment_id == treatment.c.id).join(client).join(practitioner))
        .where(lot.c.folded == folded(number), ~replaced)
        .order_by(treatment.c.date.desc(), treatment.c.id.desc(), lot.c.id)
    )
    return tuple(_use(row) for row in connection.execute(query))


def _named(record: TreatmentRecord) -> Iterator[tuple[str, str, str, dt.date | None]]:
    yield "cartridge", "Needle cartridge", record.cartridge_lot, record.cartridge_expires
    if (given := record.numbed_with) is not None:
        yield "numbing", given.product or "", given.lot, given.expires
    yield from (("product", used.label, used.lot, used.expires) for used in record.products)


def _use(row: Any) -> LotUse:
    record = record_in(row.body, row.format, row.treatment_id)
    return LotUse(
        treatment_id=row.treatment_id,
        client_id=client_id(row.client_id),
        client_name=row.name,
        date=row.date,
        areas=tuple(area.key for area in record.areas),
        practitioner=row.treated_by,
        kind=row.kind,
        label=row.label,
        number=row.number,
        expires=row.expires,
        signed=row.status == "signed",
    )
