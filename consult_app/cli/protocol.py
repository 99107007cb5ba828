"""``protocol``: the whole protocol as one page a clinical lead can read and sign."""

import argparse
import sys

from consult_app.cli.files import read_text, write
from consult_app.clinical.protocol_page.page import protocol_page
from consult_app.knowledge.loader import catalogue_or_error


def write_protocol(arguments: argparse.Namespace) -> None:
    """Write the page, or print it; the clinic's own changes stand in it only when its file is named."""
    catalogue = catalogue_or_error(read_text(arguments.clinic) if arguments.clinic else None)
    text = protocol_page(catalogue)
    if arguments.output:
        write(arguments.output, text.encode())
    else:
        sys.stdout.write(text)
