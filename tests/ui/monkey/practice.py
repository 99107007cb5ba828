"""A real practice in a folder for the monkey to play in: encrypted, with the made-up people of the demonstration."""

from pathlib import Path

from consult_app.app import App, build_app, progress_of
from consult_app.clinical.assessment import assess
from consult_app.clinical.summary import summarise
from consult_app.clinical.verdict_record import verdict_record
from consult_app.demo import WHO, consultation_of
from consult_app.knowledge.clinic_file import CLINIC_FILE
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.knowledge.yaml_text import parse
from consult_app.records.derivation import LEAST_COST, Cost
from consult_app.records.opening import create_practice, open_practice
from consult_app.records.signing import freeze
from consult_app.resources import resource_path
from consult_app.settings import Settings, make_private_folder, write_private

WORDS = "vier orange walrus lamp"
FIRST = 1


def make_practice(home: Path, cost: Cost = LEAST_COST) -> None:
    """Set it up, with a passphrase that costs as little as is allowed unless told otherwise, and fill it."""
    clinic = resource_path("examples", "clinic.yaml").read_bytes()
    make_private_folder(home)
    write_private(home / CLINIC_FILE, clinic)
    create_practice(home, WHO, WORDS, cost).close()
    app = open_made(home)
    people, _problems = parse(resource_path("demo", "clients.yaml").read_text("utf-8"))
    key = app.records.people.prove(WORDS).signing_key
    for person in people:
        value = consultation_of(person, app.today(), app.catalogue)
        judged = assess(value, app.catalogue)
        verdict, summary = verdict_record(value, app.catalogue, judged), summarise(value, app.catalogue, judged)
        stored = app.records.start_consultation(None, value, progress_of(person["step"], summary, verdict))
        if person.get("finished"):
            app.records.signing.sign_consultation(stored.id, stored.revision, freeze(summary, verdict), (), key)
    app.records.close()


def open_made(home: Path) -> App:
    """Open it without a window."""
    catalogue = catalogue_or_error((home / CLINIC_FILE).read_text("utf-8"))
    return build_app(Settings(home), catalogue, open_practice(home, FIRST, WORDS))
