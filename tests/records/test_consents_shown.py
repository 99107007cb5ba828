"""Consents leave with their client: in the archive a person is given, and in what is shown on the command line."""

import datetime as dt
import io
import json
from pathlib import Path

import pypdf
import pyzipper

from consult_app.cli.records_forms import consultation_form
from consult_app.demo import demo_app
from consult_app.person_export import person_archive
from consult_app.settings import Settings
from tests.records.consents import STROKES, drawn

WORDS = "river lamp seven stones"
DAY = dt.date(2026, 11, 20)


def test_a_consent_with_its_strokes_is_exported_and_shown(tmp_path: Path) -> None:
    app = demo_app(Settings(home=tmp_path), DAY)
    client = app.records.search_clients("marisol")[0]
    stored = app.records.load(app.records.consultations(client.id)[0].id)
    day = stored.consultation.as_of
    kept = app.records.consents.give(stored.id, stored.revision, drawn(date=day), b"%PDF signed")
    app.records.consents.withdraw(kept.id, day, "Not now")
    (shown,) = consultation_form(app, app.records.load(stored.id))["consents"]
    assert (shown["way"], shown["document"]["sha256"], shown["later"][0]["because"]) == (
        "strokes",
        kept.sha256,
        "Not now",
    )
    with pyzipper.AESZipFile(io.BytesIO(person_archive(app, client.id, WORDS))) as archive:
        archive.setpassword(WORDS.encode())
        record = json.loads(archive.read("record.json"))
        pages = pypdf.PdfReader(io.BytesIO(archive.read("record.pdf"))).pages
    (consent,) = record["consents"]
    assert consent["consent"]["strokes"] == json.loads(json.dumps(STROKES))
    assert "withdrawn on" in "".join(page.extract_text() for page in pages)
    app.records.close()
