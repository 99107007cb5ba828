"""Erasing a client takes everything that tells of the person, and leaves a trail that still verifies."""

import datetime as dt

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select, text

from consult_app.clinical.consultation import Client, Consultation
from consult_app.errors import BadInputError, ConsultError
from consult_app.records.schema import metadata
from consult_app.records.signing import SignedContent
from consult_app.records.store import Records
from consult_app.records.values import Progress

TODAY = dt.date(2026, 11, 20)
YEARS = 8


def finished(records: Records, consultation: Consultation) -> str:
    """A client with a signed consultation, a kept paper and a draft that was deleted with a reason."""
    stored = records.start_consultation(None, consultation, Progress("history"))
    content = SignedContent('{"about": "Marisol Vega"}', '{"outcome": "treat"}')
    records.signing.sign_consultation(
        stored.id, stored.revision, content, (("aftercare", b"For Marisol Vega"),), Ed25519PrivateKey.generate()
    )
    client = str(records.load(stored.id).header.client_id)
    draft = records.start_consultation(records.client(client), consultation, Progress("client"))
    records.signing.delete_draft(draft.id, draft.revision, "Marisol left early")
    return client


def everything(records: Records) -> str:
    """Every value of every row."""
    with records.transactions.engine.connect() as connection:
        return " ".join(
            str(tuple(row)) for table in metadata.sorted_tables for row in connection.execute(select(table))
        )


def test_nothing_that_tells_of_the_client_is_left(records: Records, consultation: Consultation) -> None:
    client = finished(records, consultation)
    other = records.add_client(Client(name="Marisol Other"))
    assert "Vega" in everything(records)
    records.rights.erase(client, "She asked for it", YEARS, dt.date(2035, 1, 1))
    left = everything(records)
    for word in ("Vega", "vega", "1991", "960123", "Osei", "wedding", "left early"):
        assert word not in left
    assert records.client(client).details.name is None
    assert [found.id for found in records.search_clients("marisol")] == [other.id]
    assert records.trail.verify().problems == ()
    assert records.events(client)[-1].note == "She asked for it"


def test_what_must_be_kept_longer_stays(records: Records, consultation: Consultation) -> None:
    client = finished(records, consultation)
    assert records.rights.kept_until(client, YEARS) == dt.date(2034, 11, 20)
    before = everything(records)
    with pytest.raises(BadInputError, match="20 November 2034"):
        records.rights.erase(client, "She asked for it", YEARS, dt.date(2034, 11, 19))
    assert everything(records) == before
    records.rights.erase(client, "She asked for it", YEARS, dt.date(2034, 11, 20))


def test_what_was_only_begun_need_not_be_kept(records: Records, consultation: Consultation) -> None:
    stored = records.start_consultation(None, consultation, Progress("history"))
    client = str(stored.header.client_id)
    assert records.rights.kept_until(client, YEARS) is None
    records.rights.erase(client, "Never came back", YEARS, TODAY)
    with pytest.raises(BadInputError, match="no consultation"):
        records.load(stored.id)


def test_a_number_is_not_given_again_and_nobody_is_erased_twice(records: Records) -> None:
    client = records.add_client(Client(name="Ines Duarte"))
    records.rights.erase(client.id, "Entered by mistake", YEARS, TODAY)
    assert records.add_client(Client(name="Ines Duarte")).id != client.id
    with pytest.raises(BadInputError, match="erased already"):
        records.rights.erase(client.id, "Again", YEARS, TODAY)


def test_only_a_clinical_lead_with_a_reason(records: Records) -> None:
    client = records.add_client(Client(name="Ines Duarte"))
    with pytest.raises(BadInputError, match="reason"):
        records.rights.erase(client.id, "  ", YEARS, TODAY)
    with records.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE practitioner SET is_lead = FALSE"))
    with pytest.raises(ConsultError, match="clinical lead"):
        records.rights.erase(client.id, "She asked for it", YEARS, TODAY)
    assert records.client(client.id).details.name == "Ines Duarte"
