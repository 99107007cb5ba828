"""Everything kept about a client, in one archive only its passphrase opens."""

import datetime as dt
import io
import json
from pathlib import Path

import pypdf
import pytest
import pyzipper

from consult_app.app import App
from consult_app.demo import demo_app
from consult_app.errors import BadInputError
from consult_app.person_export import person_archive
from consult_app.settings import Settings

WORDS = "river lamp seven stones"


@pytest.fixture
def app(tmp_path: Path) -> App:
    return demo_app(Settings(home=tmp_path), dt.date(2026, 11, 20))


def opened(content: bytes, words: str = WORDS) -> dict[str, bytes]:
    with pyzipper.AESZipFile(io.BytesIO(content)) as archive:
        archive.setpassword(words.encode())
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_holds_the_record_to_read_and_to_take_along(app: App) -> None:
    client = app.records.search_clients("marisol")[0]
    consultation = app.records.consultations(client.id)[0]
    paper = app.records.record_document(consultation.id, "aftercare", b"%PDF exact bytes", app.now())
    members = opened(person_archive(app, client.id, WORDS))
    assert members[f"papers/{consultation.as_of}_{paper.id}_aftercare.pdf"] == b"%PDF exact bytes"
    record = json.loads(members["record.json"])
    assert record["client"]["details"]["name"] == client.details.name
    assert [each["header"]["id"] for each in record["consultations"]] == [
        header.id for header in app.records.consultations(client.id)
    ]
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(members["record.pdf"])).pages)
    assert str(client.details.name) in words
    assert "Consultation of 20 Nov 2026" in words
    assert app.records.events(client.id)[-1].kind == "client_exported"


def test_nothing_is_readable_without_the_passphrase(app: App) -> None:
    client = app.records.search_clients("marisol")[0]
    content = person_archive(app, client.id, WORDS)
    assert str(client.details.name).encode() not in content
    with pytest.raises(RuntimeError, match="password"):
        opened(content, "another set of words")
    with pytest.raises(BadInputError, match="at least 15"):
        person_archive(app, client.id, "short")
