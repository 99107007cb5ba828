"""About: versions, the protocol, third-party licences, and where things lie."""

import platform

from consult_app.app import App
from consult_app.clinical.dates import short_date
from consult_app.knowledge.clinic_file import CLINIC_FILE
from consult_app.ui.settings.settings_words import Group
from consult_app.versions import own_version, packages

SHOWN_DIGITS = 16


def where_set(app: App) -> tuple[str, str]:
    """Where what the clinic's file sets is changed: a title and a line."""
    title = f"These are set in {CLINIC_FILE}"
    if app.is_demo:
        return title, "The demonstration uses an example of it."
    path = app.settings.home / CLINIC_FILE
    line = "Changes count when the program is next opened. Roles, added rules, age and areas are set in a text editor"
    return title, f"{line}: {path}"


def about(app: App) -> tuple[Group, ...]:
    """The program, its knowledge, and the packages it is made with."""
    protocol, clinic = app.catalogue.protocol, app.catalogue.clinic_digest
    program = (
        ("Microneedling consult", f"Version {own_version()}, on Python {platform.python_version()}"),
        ("The practice's folder", "None: the demonstration keeps nothing." if app.is_demo else str(app.settings.home)),
    )
    knowledge = (
        ("Version", f"{protocol.version}, in force from {short_date(protocol.effective_from)}"),
        ("Review by", short_date(protocol.review_by)),
        ("Fingerprint of the knowledge", _digits(app.catalogue.digest)),
        (f"Fingerprint of {CLINIC_FILE}", _digits(clinic) if clinic else "There is no such file yet."),
    )
    licences = tuple((f"{each.name} {each.version}", each.licence) for each in packages())
    return (Group("Program", program), Group("Protocol", knowledge), Group("Third-party licences", licences))


def _digits(digest: str) -> str:
    return " ".join(digest[at : at + SHOWN_DIGITS] for at in range(0, len(digest), SHOWN_DIGITS))
