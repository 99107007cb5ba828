"""The records commands that keep them safe, and what a client may ask for: checks, backups, export and erasure."""

import argparse
import secrets
import sys
from dataclasses import asdict
from pathlib import Path

from consult_app.cli.files import first_line, folder, print_json, write
from consult_app.cli.practice import opened, passphrase_of
from consult_app.errors import BadInputError, VerificationError
from consult_app.person_export import person_archive
from consult_app.records.backup_values import Watch
from consult_app.records.checking import check_records
from consult_app.records.moving import copy_to_folder, copy_to_server
from consult_app.records.restore import restore, with_passphrase
from consult_app.records.store import utc_now

LARGEST_PAPER = 50_000_000
NOT_STATED = "No reason was stated."


def verify(arguments: argparse.Namespace) -> None:
    """Check the audit trail, every signature and every paper; fail by naming what was altered."""
    with opened(arguments) as app:
        check = check_records(app.records)
    report = check.report
    if not check.ok:
        raise VerificationError(
            "\n  ".join(("The records are not as they were written.", *check.problems)),
            "Keep these files as they are, and look at your latest backup.",
        )
    sys.stdout.write(
        f"{report.length} events, {report.signatures} signatures and {report.documents} papers: nothing was altered.\n"
    )


def back_up(arguments: argparse.Namespace) -> None:
    """Make a backup in a folder, checked by opening it again."""
    with opened(arguments) as app:
        sys.stdout.write(f"{app.records.backups.make(folder(arguments.folder)).path.name}\n")


def restore_backup(arguments: argparse.Namespace) -> None:
    """Put a backup back into a fresh folder, or only check that it could be."""
    opener = with_passphrase(passphrase_of(arguments))
    report = restore(arguments.file, arguments.folder, opener, utc_now, Watch(), dry_run=arguments.dry_run)
    done = "Restored" if report.was_written else "Would restore"
    sys.stdout.write(f"{done} the backup of {report.made_at.isoformat(timespec='seconds')}.\n")
    print_json({"was_written": report.was_written, **asdict(report.contents)})


def copy(arguments: argparse.Namespace) -> None:
    """Copy the practice to a server, or into a file in a fresh folder; both sides are compared."""
    given = arguments.target_password_file
    password = first_line(given) if given else None
    with opened(arguments) as app:
        if "://" in arguments.target:
            report = copy_to_server(app.records, arguments.target, password)
        else:
            report = copy_to_folder(app.records, Path(arguments.target).expanduser().absolute())
    for table in report.tables:
        sys.stdout.write(f"{table.rows:>9}  {table.table}\n")
    sys.stdout.write(f"{report.rows} rows in {len(report.tables)} tables, the same in both places.\n")


def verify_document(arguments: argparse.Namespace) -> None:
    """Say what a paper is: handed out here unchanged, by whom, and whether it was signed."""
    try:
        if arguments.file.stat().st_size > LARGEST_PAPER:
            raise BadInputError(f"{arguments.file} is too large for a paper.", (), "Check that it is the right file.")
        content = arguments.file.read_bytes()
    except OSError as error:
        raise BadInputError(f"{arguments.file} cannot be read: {error.strerror}.", (), "Check the name.") from error
    with opened(arguments) as app:
        known = app.records.signing.verify_document(content)
    print_json(
        {
            "document": known.document.name,
            "consultation": known.document.consultation_id,
            "client": known.client_id,
            "made_by": known.made_by,
            "signed_by": known.signed_by or None,
            "signed_at": known.signed_at or None,
        }
    )


def export_client(arguments: argparse.Namespace) -> None:
    """Write everything kept about a client into one encrypted archive; says its passphrase where none was given."""
    given = arguments.archive_passphrase_file
    passphrase = first_line(given) if given else secrets.token_urlsafe(18)
    with opened(arguments) as app:
        write(arguments.output, person_archive(app, arguments.client, passphrase))
    sys.stdout.write(f"{arguments.output.name}\n")
    if not given:
        sys.stdout.write(f"Passphrase of the archive, which is kept nowhere: {passphrase}\n")


def erase_client(arguments: argparse.Namespace) -> None:
    """Erase a client whose records need not be kept any longer; only a clinical lead may."""
    reason = _reason(arguments.reason)
    with opened(arguments) as app:
        years = app.catalogue.practice.practice.retention_years
        app.records.rights.erase(arguments.client, reason or NOT_STATED, years, app.today())
    sys.stdout.write(f"{arguments.client} was erased.\n")
    if not reason:
        sys.stdout.write("The audit trail says that no reason was stated; --reason TEXT states one.\n")


def _reason(given: str | None) -> str:
    """The reason as given, or asked for where somebody can answer; empty where nobody can."""
    if given is None and not sys.stdin.isatty():
        return ""
    reason = (input("Reason, which is kept: ") if given is None else given).strip()
    if not reason:
        raise BadInputError("There is no reason.", (), "Say why the client is erased, with --reason TEXT.")
    return reason
