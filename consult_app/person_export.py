"""Everything kept about one client, as one encrypted archive: for reading, for another program, and every paper."""

import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pyzipper
from pydantic_core import to_jsonable_python

from consult_app.app import App
from consult_app.clinical.answers_told import answers_told
from consult_app.clinical.assessment import assess
from consult_app.clinical.dates import short_date
from consult_app.clinical.summary import summarise
from consult_app.documents.person_record import RecordPart, person_record
from consult_app.records.backup_values import Watch
from consult_app.records.consent_values import StoredConsent
from consult_app.records.passphrases import check_passphrase
from consult_app.records.treatment_values import StoredTreatment
from consult_app.records.values import StoredClient, StoredConsultation

STATUS = {"draft": "Not finished", "finished": "Finished and signed"}


def person_archive(app: App, client_id: str, passphrase: str, watch: Watch | None = None) -> bytes:
    """A ZIP file with AES-256: record.json, record.pdf and the papers in their exact bytes.

    The passphrase is one for the client, not the practice's; a short one is refused. The export stands in the audit
    trail afterwards; StoppedError when ``watch`` says that it is no longer wanted.
    """
    check_passphrase(passphrase)
    watched = watch or Watch()
    client = app.records.client(client_id)
    headers = app.records.consultations(client.id)
    consultations = []
    for at, header in enumerate(headers):
        watched.step("Reading the record", at, len(headers))
        consultations.append(app.records.load(header.id))
    treatments = app.records.treatments.of_client(client.id)
    watched.step("Writing it out", 0, 1)
    parts = tuple(_parts(app, client, consultations, treatments))
    members = {
        "record.json": _json(app, client, consultations, treatments),
        "record.pdf": person_record(client.id, parts, app.catalogue.practice.practice, app.now(), app.settings.paper),
        **dict(_papers(app, consultations)),
    }
    watched.step("Encrypting it", 0, 1)
    app.records.rights.note_export(client.id)
    return _zipped(members, passphrase, app.now())


def _zipped(members: dict[str, bytes], passphrase: str, at: dt.datetime) -> bytes:
    buffer = io.BytesIO()
    with pyzipper.AESZipFile(buffer, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(passphrase.encode())
        archive.setencryption(pyzipper.WZ_AES, nbits=256)
        for name, content in members.items():
            archive.writestr(archive.zipinfo_cls(name, at.timetuple()[:6]), content, pyzipper.ZIP_DEFLATED)
    return buffer.getvalue()


def _json(
    app: App, client: StoredClient, consultations: Iterable[StoredConsultation], treatments: Iterable[StoredTreatment]
) -> bytes:
    about = [client.id, *(f"consultation {each.id}" for each in consultations)]
    value: dict[str, Any] = {
        "format": 1,
        "client": client,
        "consultations": list(consultations),
        "treatments": list(treatments),
        "decisions": app.records.ledger.of_client(client.id),
        "consents": app.records.consents.of_client(client.id),
        "events": [event for subject in about for event in app.records.events(subject)],
    }
    return json.dumps(to_jsonable_python(value, by_alias=True), ensure_ascii=False, indent=1).encode()


def _papers(app: App, consultations: Iterable[StoredConsultation]) -> Iterator[tuple[str, bytes]]:
    for stored in consultations:
        for paper in app.records.documents(stored.id):
            name = f"papers/{stored.consultation.as_of.isoformat()}_{paper.id}_{paper.name}.pdf"
            yield name, app.records.document_content(paper.id)


def _parts(
    app: App, client: StoredClient, consultations: Iterable[StoredConsultation], treatments: Iterable[StoredTreatment]
) -> Iterator[RecordPart]:
    yield RecordPart("About you", tuple(_about(client)))
    for stored in consultations:
        yield RecordPart(f"Consultation of {short_date(stored.consultation.as_of)}", tuple(_consulted(app, stored)))
    for treatment in treatments:
        yield RecordPart(f"Treatment of {short_date(treatment.date)}", tuple(_treated(app, treatment)))


def _about(client: StoredClient) -> Iterator[tuple[str, str]]:
    known = client.details
    named = {
        "Name": known.name,
        "Date of birth": short_date(known.date_of_birth) if known.date_of_birth else None,
        "Sex at birth": known.sex_at_birth,
        "Weight": f"{known.weight_kg:g} kg" if known.weight_kg else None,
        "Height": f"{known.height_cm:g} cm" if known.height_cm else None,
        "Email": known.email,
        "Phone": known.phone,
        "Address": known.address,
        "Number in this practice": client.id,
        "Number elsewhere": client.foreign_id,
    }
    yield from ((label, words) for label, words in named.items() if words)


def _consulted(app: App, stored: StoredConsultation) -> Iterator[tuple[str, str]]:
    value = stored.consultation
    yield "State", STATUS[stored.header.status]
    if value.reason_for_visit:
        yield "Reason for the visit", value.reason_for_visit
    summary = summarise(value, app.catalogue, assess(value, app.catalogue))
    yield "Areas", ", ".join(area.name for area in summary.areas) or "None yet"
    yield from ((told.question, told.words) for told in answers_told(value, app.catalogue))
    for finding in summary.findings:
        yield "Found", finding.title
    for decision in value.decisions:
        yield "Decided", f"{decision.kind} by {decision.by}, {short_date(decision.date)}: {decision.reason}"
    for given in app.records.consents.of_consultation(stored.id):
        yield "Consent", _consented(given)
    for session in stored.header.progress.sessions:
        yield "Planned", short_date(session.date)


def _consented(stored: StoredConsent) -> str:
    given, ended = stored.consent, stored.withdrawn
    way = "on paper" if given.way == "paper" else "on the screen"
    words = [f"Signed {way} on {short_date(given.date)} by {given.name} before {given.witness}"]
    words += [f"confirmed on {short_date(entry.date)}" for entry in stored.later if entry.act == "confirmed"]
    if ended is not None:
        words.append(f"withdrawn on {short_date(ended.date)}{': ' if ended.because else ''}{ended.because}")
    return "; ".join(words)


def _treated(app: App, stored: StoredTreatment) -> Iterator[tuple[str, str]]:
    record = stored.record
    for area in record.areas:
        name = next((a.label for a in app.catalogue.areas.values() if a.id == area.key.partition(".")[0]), area.key)
        yield name, f"{area.depth_mm:g} mm" if area.depth_mm else "Depth not kept"
    if record.cartridge_lot:
        yield "Needle lot", record.cartridge_lot
    for event in stored.events:
        words = ", ".join((*event.event.what, event.event.what_else))
        yield f"{event.kind.replace('_', ' ').capitalize()}, {short_date(event.event.date)}", words or "No details"
