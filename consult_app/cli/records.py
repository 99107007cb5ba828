"""The records commands of every day: a practice set up and filled, its clients found, its consultations signed."""

import argparse
import sys

from consult_app.app import App, create_app, first_practitioner, progress_of, signing_key
from consult_app.cli.files import folder, print_json, read_text, write
from consult_app.cli.practice import opened, passphrase_of, remember_server, server_password, settings_of
from consult_app.cli.records_forms import (
    client_form,
    client_lines,
    consultation_form,
    document_form,
    header_form,
    header_lines,
)
from consult_app.cli.recovery import NO_SHEET, make_sheet, place_for
from consult_app.clinical.assessment import assess
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.summary import Summary, summarise
from consult_app.clinical.verdict_record import VerdictRecord, verdict_record
from consult_app.clinical.workflow import STEPS
from consult_app.documents import DocumentOptions, available, make_sheets
from consult_app.errors import BadInputError
from consult_app.knowledge.case_files import case_or_error
from consult_app.records.signing import freeze

EVERYONE = 10_000_000
OPEN_TO_ITS_ADMINISTRATOR = "On a server the records are not encrypted with your key: its administrator can read them."


def init(arguments: argparse.Namespace) -> None:
    """Set a practice up; its first practitioner is the clinical lead."""
    who = first_practitioner(arguments.name, arguments.role or "", arguments.licence or "")
    settings, password = settings_of(arguments), server_password(arguments)
    passphrase, sheet = passphrase_of(arguments), arguments.recovery_sheet
    with place_for(sheet):
        app = create_app(settings, arguments.practice, who, passphrase, password)
        sys.stdout.write(f"Set up for {who.name}, practitioner {app.records.practitioner.id}.\n")
        try:
            if sheet is not None:
                make_sheet(app, passphrase, sheet)
        finally:
            app.records.close()
    if sheet is None:
        sys.stdout.write(NO_SHEET)
    if arguments.database:
        remember_server(arguments, arguments.database)
        sys.stdout.write(f"{OPEN_TO_ITS_ADMINISTRATOR}\n")


def join(arguments: argparse.Namespace) -> None:
    """Make this folder a room of the practice on a server."""
    arguments.database = arguments.url
    with opened(arguments) as app:
        remember_server(arguments, arguments.url)
        name = app.catalogue.practice.practice.name
    sys.stdout.write(f"This folder is now a room of {name}.\n{OPEN_TO_ITS_ADMINISTRATOR}\n")


def add(arguments: argparse.Namespace) -> None:
    """Keep a case as a client and a draft consultation, and print their ids."""
    with opened(arguments) as app:
        case = case_or_error(read_text(arguments.case), app.catalogue)
        if not case.client.name:
            raise BadInputError("The case has no client name.", (), "Add client: {name: …}.")
        # Ids are given here; the one in the file is another system's.
        foreign = case.client.id
        client = app.records.add_client(case.client.model_copy(update={"id": None}), foreign)
        value = case.model_copy(update={"client": client.details})
        progress = progress_of(STEPS[0].id, *_weighed(app, value))
        stored = app.records.start_consultation(client, value, progress)
        print_json({"client": client.id, "consultation": stored.id})


def list_all(arguments: argparse.Namespace) -> None:
    """List every client and every consultation."""
    with opened(arguments) as app:
        clients = app.records.search_clients("", EVERYONE)
        headers = app.records.headers()
        if arguments.format == "json":
            print_json({"clients": [*map(client_form, clients)], "consultations": [*map(header_form, headers)]})
        else:
            sys.stdout.write(client_lines(clients) + header_lines(headers))


def search(arguments: argparse.Namespace) -> None:
    """Find clients by name, birth date or id."""
    with opened(arguments) as app:
        found = app.records.search_clients(arguments.text)
        if arguments.format == "json":
            print_json([client_form(client) for client in found])
        else:
            sys.stdout.write(client_lines(found) or "No client matches.\n")


def show(arguments: argparse.Namespace) -> None:
    """Show a consultation whole, or a client with their consultations."""
    with opened(arguments) as app:
        if arguments.id.upper().startswith("C"):
            client = app.records.client(arguments.id.upper())
            headers = app.records.consultations(client.id)
            print_json({**client_form(client), "consultations": [header_form(header) for header in headers]})
        else:
            print_json(consultation_form(app, app.records.load(_number(arguments.id))))


def sign(arguments: argparse.Namespace) -> None:
    """Sign a draft with every paper that applies to it; it is read only from now on."""
    passphrase = passphrase_of(arguments)
    with opened(arguments, passphrase) as app:
        stored = app.records.load(_number(arguments.id))
        summary, verdict = _weighed(app, stored.consultation)
        papers, key = _papers(app, summary), signing_key(app, passphrase)
        header = app.records.signing.sign_consultation(
            stored.id, stored.revision, freeze(summary, verdict), papers, key
        )
        print_json({**header_form(header), "documents": [*map(document_form, app.records.documents(header.id))]})


def papers(arguments: argparse.Namespace) -> None:
    """Write the papers of a consultation into a folder, in the exact bytes that were kept."""
    with opened(arguments) as app:
        newest = {each.name: each.id for each in reversed(app.records.documents(_number(arguments.id)))}
        place = folder(arguments.output)
        for name, number in newest.items():
            write(place / f"{name}.pdf", app.records.document_content(number))
            sys.stdout.write(f"{name}.pdf\n")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise BadInputError(f"{text} is no consultation.", (), "Name its number, as records list shows it.")
    return int(text)


def _weighed(app: App, value: Consultation) -> tuple[Summary, VerdictRecord]:
    judged = assess(value, app.catalogue)
    return summarise(value, app.catalogue, judged), verdict_record(value, app.catalogue, judged)


def _papers(app: App, summary: Summary) -> tuple[tuple[str, bytes], ...]:
    issued = app.now().isoformat(sep=" ", timespec="minutes")[:16]
    options = DocumentOptions(paper=app.settings.paper, large_print=False, issued=issued, draft=False)
    applying = (paper for paper in available(summary) if not paper.refusal)
    return tuple((paper.id, make_sheets(summary, paper.id, options).data) for paper in applying)
