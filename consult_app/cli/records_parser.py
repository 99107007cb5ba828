"""The words and options of the records commands."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from consult_app.cli import records, safekeeping
from consult_app.cli.practice import add_place, add_unlocking
from consult_app.cli.recovery import recovery_sheet

Children = Any
Run = Callable[[argparse.Namespace], None]


def add_records(commands: Children) -> None:
    """``records`` and its own commands."""
    words = "set up, fill, search, sign, check, back up and move the records of a practice"
    children = commands.add_parser("records", help=words).add_subparsers(
        dest="records_command", required=True, metavar="COMMAND"
    )
    _init(children)
    _join(children)
    add = _command(children, "add", "keep a case as a client and a draft, and print their ids", records.add)
    add.add_argument("case", type=Path, metavar="CASE.yaml", help="the case file")
    _form(_command(children, "list", "list every client and every consultation", records.list_all))
    search = _command(children, "search", "find clients by name, birth date or id", records.search)
    search.add_argument("text", metavar="TEXT", help="what is known of the client, in any order")
    _form(search)
    show = _command(children, "show", "show a consultation whole, or a client", records.show)
    show.add_argument("id", metavar="ID", help="a consultation's number, or a client id such as C-0412")
    show.add_argument("--format", choices=("json",), default="json")
    sign = _command(children, "sign", "sign a draft with every paper that applies", records.sign)
    sign.add_argument("id", metavar="ID", help="the consultation's number")
    papers = _command(children, "papers", "write the kept papers of a consultation", records.papers)
    papers.add_argument("id", metavar="ID", help="the consultation's number")
    papers.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="the folder to write to")
    _safekeeping(children)


def _init(children: Children) -> None:
    init = children.add_parser("init", help="set a practice up; its first practitioner is the clinical lead")
    init.add_argument("--practitioner", dest="name", required=True, metavar="NAME", help="as it stands on documents")
    init.add_argument("--practice", default="Practice", metavar="NAME", help="the practice, as it stands on documents")
    init.add_argument("--role", metavar="ROLE", help="a role of the clinic's file, for instance nurse")
    init.add_argument("--licence", metavar="TEXT", help="licence or registration")
    init.add_argument(
        "--recovery-sheet", type=Path, metavar="FILE.pdf", help="the sheet that opens the records without a passphrase"
    )
    add_place(init)
    init.set_defaults(run=records.init)


def _join(children: Children) -> None:
    join = _command(children, "join", "make this folder a room of the practice on a server", records.join)
    join.add_argument("url", metavar="URL", help="for instance postgresql://clinic@records.clinic.example/clinic")


def _safekeeping(children: Children) -> None:
    sheet = _command(children, "recovery-sheet", "make a new recovery sheet; it replaces the last", recovery_sheet)
    sheet.add_argument("file", type=Path, metavar="FILE.pdf", help="a new file, to be printed and deleted")
    _command(children, "verify", "check that nothing was altered, and say where", safekeeping.verify)
    backup = _command(children, "backup", "make a checked backup", safekeeping.back_up)
    backup.add_argument("folder", type=Path, metavar="DIR", help="the folder to write it to")
    restore = children.add_parser("restore", help="put a backup back into a fresh folder")
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup")
    restore.add_argument("folder", type=Path, metavar="DIR", help="the folder for the practice, absent or empty")
    restore.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    add_place(restore)
    restore.set_defaults(run=safekeeping.restore_backup)
    copy = _command(children, "copy", "copy the practice to a server or into a folder, and compare", safekeeping.copy)
    copy.add_argument("target", metavar="TARGET", help="a postgresql:// address, or a folder, absent or empty")
    copy.add_argument(
        "--target-password-file", type=Path, metavar="FILE", help="its first line is the password of the target server"
    )
    document = _command(children, "verify-document", "say what a paper is, unchanged", safekeeping.verify_document)
    document.add_argument("file", type=Path, metavar="FILE.pdf", help="the paper")
    export = _command(children, "export", "hand over everything kept about a client", safekeeping.export_client)
    export.add_argument("client", metavar="CLIENT", help="a client id such as C-0412")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the encrypted ZIP file")
    export.add_argument(
        "--archive-passphrase-file", type=Path, metavar="FILE", help="its first line is the archive's, else one is made"
    )
    erase = _command(children, "erase", "erase a client whose records need not be kept", safekeeping.erase_client)
    erase.add_argument("client", metavar="CLIENT", help="a client id such as C-0412")
    erase.add_argument("--reason", metavar="TEXT", help="why, which is kept; else it is asked for")


def _command(children: Children, name: str, words: str, run: Run) -> argparse.ArgumentParser:
    child: argparse.ArgumentParser = children.add_parser(name, help=words)
    add_unlocking(child)
    child.set_defaults(run=run)
    return child


def _form(child: argparse.ArgumentParser) -> None:
    child.add_argument("--format", choices=("text", "json"), default="text", help="how the result is printed")
