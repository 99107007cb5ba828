"""Client rows: ids are never given twice and a stale change is refused."""

import datetime as dt

import pytest
from sqlalchemy import delete

from consult_app.clinical.consultation import Client
from consult_app.errors import BadInputError
from consult_app.records.clients import client_id, client_number
from consult_app.records.schema import client as client_table
from consult_app.records.store import Records
from consult_app.records.values import StaleRevisionError

DETAILS = Client(
    name="Marisol Vega",
    date_of_birth=dt.date(1991, 4, 2),
    sex_at_birth="female",
    weight_kg=64,
    height_cm=168,
    email="marisol@vega.example",
    phone="01632 960123",
    address="2 High Street",
)


def test_a_client_comes_back_as_added_with_an_id_of_four_digits(records: Records) -> None:
    added = records.add_client(DETAILS, foreign_id="X-9")
    assert added.id == "C-0001"
    assert added.details == DETAILS.model_copy(update={"id": "C-0001"})
    assert (added.revision, added.foreign_id) == (1, "X-9")
    assert records.client("C-0001") == added


def test_an_id_of_the_caller_does_not_count(records: Records) -> None:
    assert records.add_client(DETAILS.model_copy(update={"id": "C-0412"})).id == "C-0001"


def test_an_id_is_never_given_twice(records: Records) -> None:
    records.add_client(DETAILS)
    second = records.add_client(DETAILS)
    with records.transactions.engine.begin() as connection:
        connection.execute(delete(client_table).where(client_table.c.id == client_number(second.id)))
    assert records.add_client(DETAILS).id == "C-0003"


def test_ids_grow_beyond_four_digits() -> None:
    assert client_id(12345) == "C-12345"
    assert client_number("C-12345") == 12345


@pytest.mark.parametrize("wrong", ["", "412", "D-0412", "C-", "C-1x", "C-²"])
def test_what_is_no_client_id_is_refused(records: Records, wrong: str) -> None:
    with pytest.raises(BadInputError, match="is not a client id"):
        records.client(wrong)


def test_an_unknown_client_is_named(records: Records) -> None:
    with pytest.raises(BadInputError, match="C-0412"):
        records.client("C-0412")


def test_a_client_without_a_name_is_refused(records: Records) -> None:
    with pytest.raises(BadInputError, match="no name"):
        records.add_client(Client(name="  "))


def test_a_change_replaces_the_details_and_counts_the_revision(records: Records) -> None:
    added = records.add_client(DETAILS)
    changed = records.update_client(added.id, Client(name="Marisol Vega Ruiz"), added.revision)
    assert changed.revision == 2
    assert changed.details == Client(id="C-0001", name="Marisol Vega Ruiz")


def test_a_stale_change_is_refused_and_writes_nothing(records: Records) -> None:
    added = records.add_client(DETAILS)
    records.update_client(added.id, Client(name="First"), added.revision)
    with pytest.raises(StaleRevisionError):
        records.update_client(added.id, Client(name="Second"), added.revision)
    assert records.client(added.id).details.name == "First"
    assert records.search_clients("second") == ()
    assert [event.kind for event in records.events("C-0001")] == ["client_added", "client_changed"]
