"""The headless commands: each reads its files, does its work in the core, and writes one result."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from consult_app.cli.forms import assessment_form, plan_form, questions_form
from consult_app.cli.text import assessment_text, plan_text
from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.summary import Summary, summarise
from consult_app.clinical.treatment import refuse_early_session
from consult_app.documents import DocumentOptions, available, make
from consult_app.errors import BadInputError, KnowledgeProblemsError
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.clinic_file import clinic_text
from consult_app.knowledge.loader import catalogue_or_error, load_catalogue
from consult_app.settings import make_private_folder, write_private

LARGEST_CASE = 5_000_000


def assess_case(arguments: argparse.Namespace) -> None:
    """Print the verdict of a case."""
    catalogue, consultation = _case(arguments)
    judged = assess(consultation, catalogue)
    if arguments.format == "json":
        _print_json(assessment_form(consultation, catalogue, judged))
    else:
        sys.stdout.write(assessment_text(summarise(consultation, catalogue, judged)))


def plan_case(arguments: argparse.Namespace) -> None:
    """Print the session plan of a case."""
    summary = _planned(arguments)
    if arguments.format == "json":
        _print_json(plan_form(summary.plan))
    else:
        sys.stdout.write(plan_text(summary))


def write_document(arguments: argparse.Namespace) -> None:
    """Write one document as PDF."""
    summary = _planned(arguments)
    _write(arguments.output, make(summary, arguments.name, _options(arguments, summary)))


def write_handouts(arguments: argparse.Namespace) -> None:
    """Write every document that applies into a folder, and print their names."""
    summary = _planned(arguments)
    options = _options(arguments, summary)
    made = {entry.file_name: make(summary, entry.id, options) for entry in available(summary) if not entry.refusal}
    folder = _folder(arguments.output)
    for name, content in made.items():
        _write(folder / name, content)
        sys.stdout.write(f"{name}\n")


def print_questions(arguments: argparse.Namespace) -> None:
    """Print every question in the order it is asked."""
    _print_json(questions_form(catalogue_or_error(_clinic(arguments))))


def check_knowledge(arguments: argparse.Namespace) -> None:
    """Check the knowledge and the clinic's file; with --strict an overdue review fails as well."""
    catalogue, problems = load_catalogue(clinic_text=_clinic(arguments))
    if catalogue is None:
        raise KnowledgeProblemsError("The clinical knowledge has problems.", problems, "Mend the entries named.")
    day = arguments.as_of or date.today()  # noqa: DTZ011 (a review falls due on the calendar of this place)
    overdue = tuple(f"{entry.id}: review was due on {entry.review_by}" for entry in catalogue.overdue(day))
    if overdue and arguments.strict:
        raise KnowledgeProblemsError("Reviews are overdue.", overdue, "Review the entries and set a new date.")
    sys.stdout.write("".join(f"Warning: {line}\n" for line in overdue))
    rules, questions = len(catalogue.contraindications), len(catalogue.questions)
    sys.stdout.write(f"Protocol {catalogue.protocol.version}: {rules} rules, {questions} questions, no problems.\n")


def _clinic(arguments: argparse.Namespace) -> str | None:
    return _read(arguments.clinic) if arguments.clinic else clinic_text(arguments.home)


def _case(arguments: argparse.Namespace) -> tuple[Catalogue, Consultation]:
    catalogue = catalogue_or_error(_clinic(arguments))
    return catalogue, case_or_error(_read(arguments.case), catalogue)


def _planned(arguments: argparse.Namespace) -> Summary:
    catalogue, consultation = _case(arguments)
    if not consultation.areas:
        raise BadInputError("The case names no area, so there is nothing to plan.", (), "Add areas to the case.")
    judged = assess(consultation, catalogue)
    refuse_early_session(consultation, catalogue, judged)
    return summarise(consultation, catalogue, judged)


def _options(arguments: argparse.Namespace, summary: Summary) -> DocumentOptions:
    return DocumentOptions(
        paper=arguments.paper, large_print=arguments.large_print, issued=summary.as_of.isoformat(), draft=False
    )


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_CASE:
            raise BadInputError(f"{path} is too large for such a file.", (), "Check that it is the right one.")
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.", (), "Check the name and try again.") from error
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path} is not UTF-8 text.", (), "Save it as UTF-8.") from error


def _folder(path: Path) -> Path:
    try:
        if not path.exists():
            make_private_folder(path)
    except OSError as error:
        raise BadInputError(f"{path} cannot be used: {error.strerror}.", (), "Choose another folder.") from error
    if not path.is_dir():
        raise BadInputError(f"{path} is no folder.", (), "Choose another folder.")
    return path


def _write(path: Path, content: bytes) -> None:
    try:
        write_private(path, content)
    except OSError as error:
        raise BadInputError(f"{path} cannot be written: {error.strerror}.", (), "Choose another place.") from error


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
