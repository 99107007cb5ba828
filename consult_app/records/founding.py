"""The first lines of a practice: its first practitioner, the key slots, and the beginning of the trail."""

from consult_app.errors import BadInputError
from consult_app.records.audit import add_event
from consult_app.records.key_file import KeySet
from consult_app.records.key_table import save_keys
from consult_app.records.practitioners import add_practitioner, practitioners
from consult_app.records.values import StoredPractitioner
from consult_app.records.work import Work


def found_practice(work: Work, first: StoredPractitioner, keys: KeySet | None) -> None:
    """Begin a practice in records without one; BadInputError where there is one. The demonstration has no keys."""
    if practitioners(work.connection):
        raise BadInputError("The server already holds a practice.", next_step="Join it instead of setting one up.")
    add_practitioner(work.connection, first)
    if keys is not None:
        save_keys(work, keys, None)
    add_event(work, "practice_created")
