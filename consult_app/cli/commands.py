"""The headless commands: each reads its files, does its work in the core, and writes one result."""

import argparse
import sys
from datetime import date

from consult_app.cli.files import case_of, catalogue_of, clinic_of, folder, print_json, write
from consult_app.cli.forms import assessment_form, plan_form, questions_form
from consult_app.cli.text import assessment_text, plan_text
from consult_app.clinical.assessment import assess
from consult_app.clinical.summary import Summary, summarise
from consult_app.clinical.treatment import refuse_early_session
from consult_app.documents import BLANK_FORM, DocumentOptions, available, calendar_file, make_sheets, unprinted_words
from consult_app.documents.layout import Sheets
from consult_app.errors import BadInputError, KnowledgeProblemsError
from consult_app.knowledge.loader import load_catalogue


def assess_case(arguments: argparse.Namespace) -> None:
    """Print the verdict of a case."""
    catalogue, consultation = case_of(arguments)
    judged = assess(consultation, catalogue)
    if arguments.format == "json":
        print_json(assessment_form(consultation, catalogue, judged))
    else:
        sys.stdout.write(assessment_text(summarise(consultation, catalogue, judged)))


def plan_case(arguments: argparse.Namespace) -> None:
    """Print the session plan of a case."""
    summary = _planned(arguments)
    if arguments.format == "json":
        print_json(plan_form(summary.plan))
    else:
        sys.stdout.write(plan_text(summary))


def write_document(arguments: argparse.Namespace) -> None:
    """Write one document as PDF, or the calendar file."""
    if arguments.name == calendar_file.FILE_NAME:
        write(arguments.output, calendar_file.calendar_file(_planned(arguments)))
        return
    summary = _asked(arguments) if arguments.name == BLANK_FORM else _planned(arguments)
    sheets = make_sheets(summary, arguments.name, _options(arguments, summary))
    write(arguments.output, sheets.data)
    _warn_of_unprinted(arguments.output.name, sheets, summary)


def write_handouts(arguments: argparse.Namespace) -> None:
    """Write every document that applies into a folder, and print their names."""
    summary = _planned(arguments)
    options = _options(arguments, summary)
    made = {
        entry.file_name: make_sheets(summary, entry.id, options) for entry in available(summary) if not entry.refusal
    }
    place = folder(arguments.output)
    for name, sheets in made.items():
        write(place / name, sheets.data)
        sys.stdout.write(f"{name}\n")
        _warn_of_unprinted(name, sheets, summary)
    if not calendar_file.calendar_refusal(summary):
        write(place / calendar_file.FILE_NAME, calendar_file.calendar_file(summary))
        sys.stdout.write(f"{calendar_file.FILE_NAME}\n")


def print_questions(arguments: argparse.Namespace) -> None:
    """Print every question in the order it is asked."""
    print_json(questions_form(catalogue_of(arguments)))


def check_knowledge(arguments: argparse.Namespace) -> None:
    """Check the knowledge and the clinic's file; with --strict an overdue review fails as well."""
    catalogue, problems = load_catalogue(clinic_text=clinic_of(arguments))
    if catalogue is None:
        raise KnowledgeProblemsError("The clinical knowledge has problems.", problems, "Mend the entries named.")
    day = arguments.as_of or date.today()  # noqa: DTZ011 (a review falls due on the calendar of this place)
    overdue = tuple(f"{entry.id}: review was due on {entry.review_by}" for entry in catalogue.overdue(day))
    if overdue and arguments.strict:
        raise KnowledgeProblemsError("Reviews are overdue.", overdue, "Review the entries and set a new date.")
    sys.stdout.write("".join(f"Warning: {line}\n" for line in overdue))
    rules, questions = len(catalogue.contraindications), len(catalogue.questions)
    sys.stdout.write(f"Protocol {catalogue.protocol.version}: {rules} rules, {questions} questions, no problems.\n")


def _planned(arguments: argparse.Namespace) -> Summary:
    catalogue, consultation = case_of(arguments)
    if not consultation.areas:
        raise BadInputError("The case names no area, so there is nothing to plan.", (), "Add areas to the case.")
    judged = assess(consultation, catalogue)
    refuse_early_session(consultation, catalogue, judged)
    return summarise(consultation, catalogue, judged)


def _asked(arguments: argparse.Namespace) -> Summary:
    """A case as it is, for a form that is still to be filled in: it needs no area."""
    catalogue, consultation = case_of(arguments)
    return summarise(consultation, catalogue)


def _warn_of_unprinted(name: str, sheets: Sheets, summary: Summary) -> None:
    """Say what stands as question marks in a paper; it was written all the same."""
    if sheets.missing:
        sys.stderr.write(f"Warning: {name}: {unprinted_words(sheets.missing, summary)}\n")


def _options(arguments: argparse.Namespace, summary: Summary) -> DocumentOptions:
    return DocumentOptions(
        paper=arguments.paper, large_print=arguments.large_print, issued=summary.as_of.isoformat(), draft=False
    )
