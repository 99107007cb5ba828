"""What happens behind the gate, on the records' thread; what is heavy is imported while the window is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from consult_app.errors import ConsultError
from consult_app.settings import Settings, load_settings, save_settings
from consult_app.ui.entry.entries import FirstEntries, RecoveryEntries, ServerEntries

if TYPE_CHECKING:
    from consult_app.app import App
    from consult_app.clinical.emergencies import EmergencySteps
    from consult_app.records.values import StoredPractitioner


BECAUSE = {
    "": "",
    "known": "it holds your name or the name of the practice",
    "repeats": "it repeats itself",
    "common": "it is made of common words or rows of keys",
}


@dataclass(frozen=True)
class Whereabouts:
    """Where the practice lies; ``password`` is its server's as it was typed, None for the one kept here."""

    settings: Settings
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Found:
    """A server that answered, and who may unlock the practice on it; nobody where none is set up yet."""

    at: Whereabouts
    people: "tuple[StoredPractitioner, ...]"


@dataclass(frozen=True)
class NewPractice:
    """A practice that was just set up, and its recovery key, shown this once; ``paper`` is the sheet as a PDF."""

    app: "App"
    groups: tuple[str, ...]
    paper: bytes


def people(at: Whereabouts) -> "tuple[StoredPractitioner, ...]":
    """Who may unlock; says what is missing, damaged or foreign."""
    from consult_app.app import people as read  # noqa: PLC0415 (imported while the window is shown)

    return read(at.settings, at.password)


def find_server(settings: Settings, entries: ServerEntries) -> Found:
    """Join the practice on a server, or find that there is none yet; from now on this folder goes there."""
    at = Whereabouts(replace(settings, database_url=entries.address), entries.password)
    there = people(at)
    save_settings(replace(load_settings(settings.home)[0], database_url=entries.address))
    return Found(at, there)


def unlock(at: Whereabouts, practitioner_id: int, passphrase: str) -> "App":
    """Open the practice with a passphrase."""
    from consult_app.app import open_app  # noqa: PLC0415 (see above)

    return open_app(at.settings, practitioner_id, passphrase, at.password)


def set_up(at: Whereabouts, entries: FirstEntries) -> NewPractice:
    """Set a practice up, with a recovery key."""
    from consult_app.app import create_app, first_practitioner, recovery_paper  # noqa: PLC0415 (see above)

    who = first_practitioner(entries.name, entries.role, entries.licence)
    app = create_app(at.settings, entries.practice, who, entries.passphrase, at.password)
    groups = app.records.people.new_recovery_sheet(entries.passphrase)
    return NewPractice(app, groups, recovery_paper(app, groups))


def recover(at: Whereabouts, entries: RecoveryEntries) -> "App":
    """Open the practice with the recovery key, and give a new passphrase."""
    from consult_app.app import recover_app  # noqa: PLC0415 (see above)

    return recover_app(at.settings, entries.recovery_key, entries.practitioner_id, entries.passphrase, at.password)


def advice(passphrase: str, known: Sequence[str]) -> str:
    """How easily a new passphrase could be guessed by who knows the names in ``known``, and what makes it better."""
    from consult_app.records.guessing import strength  # noqa: PLC0415 (see above)

    found = strength(passphrase, known)
    if found.ease == "hard":
        return "Hard to guess, as far as can be told. Write it down nowhere near this computer."
    ease = "Easy to guess" if found.ease == "easy" else "Could be guessed with effort"
    because = BECAUSE[found.because]
    return f"{ease}{f': {because}' if because else ''}. Add a word or two that do not belong together."


def prove(app: "App", practitioner_id: int, passphrase: str) -> None:
    """Prove a passphrase in the open practice."""
    from consult_app.app import prove_passphrase  # noqa: PLC0415 (see above)

    prove_passphrase(app, practitioner_id, passphrase)


def emergencies(settings: Settings) -> "EmergencySteps | None":
    """The emergency steps, before anybody unlocks; None where the rules or the clinic's file cannot be read."""
    from consult_app.clinical.emergencies import emergency_steps  # noqa: PLC0415 (see above)
    from consult_app.knowledge.clinic_file import clinic_text  # noqa: PLC0415 (see above)
    from consult_app.knowledge.loader import catalogue_or_error  # noqa: PLC0415 (see above)

    try:
        return emergency_steps(catalogue_or_error(clinic_text(settings.home)))
    except ConsultError:
        return None


def steps_of(app: "App") -> "EmergencySteps":
    """The emergency steps of an open practice."""
    from consult_app.clinical.emergencies import emergency_steps  # noqa: PLC0415 (see above)

    return emergency_steps(app.catalogue)


def warm_up() -> None:
    """Import what the desk needs, so that it opens without a wait after the passphrase."""
    import consult_app.records.guessing  # noqa: PLC0415 (see above)
    import consult_app.ui.desk  # noqa: F401, PLC0415 (see above)
