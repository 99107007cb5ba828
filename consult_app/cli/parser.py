"""The words and options of the command line."""

import argparse
from datetime import date
from pathlib import Path

from consult_app.cli import commands
from consult_app.cli.explaining import explain_case
from consult_app.cli.practice import add_unlocking
from consult_app.cli.protocol import write_protocol
from consult_app.cli.rechecking import recheck_stored
from consult_app.cli.records_parser import add_records


def parser() -> argparse.ArgumentParser:
    """The parser of all headless commands; each sets ``run`` to its function."""
    root = argparse.ArgumentParser(prog="main.py", description="Microneedling Consult without a window.")
    root.add_argument("--home", type=Path, help="folder of the practice (else CONSULT_APP_HOME or the usual place)")
    children = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _case(children, "assess", "judge a case and print the verdict", commands.assess_case, formats=True)
    _case(children, "plan", "plan the sessions of a case", commands.plan_case, formats=True)
    explain = children.add_parser("explain", help="say why each finding of a case stands, with its sources")
    _with_case(explain, explain_case)
    explain.add_argument("finding", nargs="?", metavar="FINDING", help="only this finding, as assess names it")
    explain.add_argument("--format", choices=("text", "json"), default="text", help="how the result is printed")
    document = children.add_parser("document", help="write one document of a case as PDF")
    document.add_argument("name", metavar="NAME", help="which document, for instance treatment_plan or aftercare")
    _with_case(document, commands.write_document)
    _with_paper(document, "FILE", "the PDF to write")
    handouts = children.add_parser("handouts", help="write all documents of a case that apply")
    _with_case(handouts, commands.write_handouts)
    _with_paper(handouts, "DIR", "the folder to write to")
    questions = children.add_parser("questions", help="print every question in the order it is asked")
    questions.add_argument("--format", choices=("json",), default="json")
    _shared(questions, commands.print_questions)
    check = children.add_parser("check-knowledge", help="check the clinical knowledge and the clinic's file")
    check.add_argument("--strict", action="store_true", help="fail on an overdue review as well")
    check.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the day reviews are held against")
    _shared(check, commands.check_knowledge)
    _recheck(children)
    protocol = children.add_parser("protocol", help="write the whole protocol as a page to read and sign")
    protocol.add_argument("-o", "--output", type=Path, metavar="FILE", help="the page to write, else it is printed")
    _shared(protocol, write_protocol)
    add_records(children)
    return root


def _recheck(children: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    child = children.add_parser(
        "recheck",
        help="judge earlier cases again and say what differs",
        description="Judge again, each on its own day: the case files of DIR, each beside the JSON that assess once "
        "printed (same name, .json); without DIR the stored consultations of the practice. The passphrase is asked "
        "for, or read from the first line of the input.",
    )
    child.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="a folder of case files")
    child.add_argument("--format", choices=("text", "json"), default="text", help="how the result is printed")
    child.add_argument("--clinic", type=Path, metavar="FILE", help="another clinic.yaml")
    add_unlocking(child)
    child.set_defaults(run=recheck_stored)


def _case(
    children: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    words: str,
    run: object,
    *,
    formats: bool,
) -> None:
    child = children.add_parser(name, help=words)
    _with_case(child, run)
    if formats:
        child.add_argument("--format", choices=("text", "json"), default="text", help="how the result is printed")


def _with_case(child: argparse.ArgumentParser, run: object) -> None:
    child.add_argument("case", type=Path, metavar="CASE.yaml", help="the case file")
    _shared(child, run)


def _with_paper(child: argparse.ArgumentParser, metavar: str, words: str) -> None:
    child.add_argument("-o", "--output", type=Path, required=True, metavar=metavar, help=words)
    child.add_argument("--paper", choices=("A4", "Letter"), default="A4")
    child.add_argument("--large-print", action="store_true")


def _shared(child: argparse.ArgumentParser, run: object) -> None:
    child.add_argument("--clinic", type=Path, metavar="FILE", help="another clinic.yaml")
    child.add_argument("--home", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    child.set_defaults(run=run)
