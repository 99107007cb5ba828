"""A practice made on a database that is already open."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Engine

from consult_app.clinical.consultation import Practitioner
from consult_app.records.audit import add_event
from consult_app.records.practitioners import add_practitioner, first_practitioner
from consult_app.records.store import Records
from consult_app.records.values import Stamp
from consult_app.records.work import Work

DANA = Practitioner(name="Dana Okafor", role="nurse", licence="12X3456E")


def new_records(engine: Engine, now: Callable[[], dt.datetime]) -> Records:
    """Records with one practitioner; the engine is up to date and has no rows."""
    first = first_practitioner(DANA)
    with engine.begin() as connection:
        add_practitioner(connection, first)
        add_event(Work(connection, Stamp(now(), first.id)), "practice_created")
    return Records(engine, first.id, now=now)
