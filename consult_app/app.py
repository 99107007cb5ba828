"""The composition root: settings, knowledge and records put together as one program."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Practitioner
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.summary import Summary
from consult_app.clinical.verdict_record import VerdictRecord
from consult_app.documents.lot_list import LotLine, lot_list
from consult_app.documents.recovery_sheet import recovery_sheet
from consult_app.errors import BadInputError
from consult_app.knowledge.clinic_file import CLINIC_FILE, clinic_text
from consult_app.knowledge.loader import catalogue_or_error, clinic_widening
from consult_app.records.opening import create_practice, is_set_up, open_practice, practitioners, recover_practice
from consult_app.records.passphrases import check_passphrase
from consult_app.records.rooms import Room, join
from consult_app.records.store import Records
from consult_app.records.treatment_values import LotUse
from consult_app.records.values import PlannedSession, Progress, StoredPractitioner
from consult_app.settings import Settings, make_private_folder, write_private

FIRST_CLINIC_FILE = """\
format: 1
practice:
  name: {name}
roles:
  aesthetician: {{max_depth_mm: 1.5}}
  nurse: {{max_depth_mm: 1.5}}
  doctor: {{prescriber: yes, medical_supervision: yes}}
"""


@dataclass(frozen=True)
class App:
    """An open practice. ``now`` is the time on the clinic's clock; ``is_demo`` means that nothing is kept."""

    settings: Settings
    catalogue: Catalogue
    records: Records
    now: Callable[[], dt.datetime]
    is_demo: bool = False

    @property
    def who(self) -> str:
        """Who is working, as the top bar says it; the demonstration says that it is one."""
        name = self.records.practitioner.name
        return f"Demo practice, nothing is kept · {name}" if self.is_demo else name

    def today(self) -> dt.date:
        """The day on the clinic's calendar."""
        return self.now().date()


def build_app(settings: Settings, catalogue: Catalogue, records: Records) -> App:
    """The program on a practice that is open."""
    return App(settings, catalogue, records, clinic_clock(catalogue))


def open_app(settings: Settings, practitioner_id: int, passphrase: str, password: str | None = None) -> App:
    """Unlock the practice in the settings' home, or the one on their server that this home belongs to.

    ``password`` is the server's, None for the one kept here. With a problem in the knowledge the records stay closed.
    """
    home, url = settings.home, settings.database_url
    return _opened(
        settings,
        lambda: open_practice(home, practitioner_id, passphrase, guard=clinic_widening, url=url, password=password),
    )


def create_app(
    settings: Settings, practice_name: str, practitioner: Practitioner, passphrase: str, password: str | None = None
) -> App:
    """Set up a practice in the settings' home, or on their server when that is empty, and open it."""
    home, url = settings.home, settings.database_url
    check_passphrase(passphrase)
    if is_set_up(home):
        raise BadInputError("This folder already holds a practice.", next_step="Unlock it, or name another folder.")
    if people(settings, password):
        raise BadInputError("The server already holds a practice.", next_step="Unlock it, or name another database.")
    _write_clinic_file(home, practice_name)
    return _opened(settings, lambda: create_practice(home, practitioner, passphrase, url=url, password=password))


def first_practitioner(name: str, role: str, licence: str) -> Practitioner:
    """The practitioner who sets the practice up."""
    return Practitioner(name=name, role=role or None, licence=licence or None)


def people(settings: Settings, password: str | None = None) -> tuple[StoredPractitioner, ...]:
    """Who may unlock the practice; nobody while none is set up. A home without one joins that on its server."""
    home, url = settings.home, settings.database_url
    if url is not None and not is_set_up(home):
        join(Room(home, url, password))
    return practitioners(home, url, password) if is_set_up(home) else ()


def recover_app(
    settings: Settings, typed: str, practitioner_id: int, passphrase: str, password: str | None = None
) -> App:
    """Give a practitioner a new passphrase with the recovery key that was typed, and open the practice."""
    home, url = settings.home, settings.database_url
    return _opened(
        settings,
        lambda: recover_practice(
            home, typed, practitioner_id, passphrase, guard=clinic_widening, url=url, password=password
        ),
    )


def prove_passphrase(app: App, practitioner_id: int, passphrase: str) -> None:
    """Do nothing for the right passphrase in an open practice, else raise WrongPassphraseError."""
    if not app.is_demo:
        app.records.people.prove(passphrase, practitioner_id)


def signing_key(app: App, passphrase: str) -> Ed25519PrivateKey:
    """The key of the practitioner at work, who proves the passphrase again; in the demonstration a throw-away one."""
    if app.is_demo:
        return Ed25519PrivateKey.generate()
    return app.records.people.prove(passphrase).signing_key


def recovery_paper(app: App, groups: Sequence[str]) -> bytes:
    """The recovery sheet as a PDF, on the paper of this machine's settings."""
    name, who = app.catalogue.practice.practice.name, app.records.practitioner.name
    return recovery_sheet(name, who, groups, app.now(), app.settings.paper)


def roles(catalogue: Catalogue) -> tuple[str, ...]:
    """The roles a practitioner may have: those of the clinic's file."""
    return tuple(catalogue.practice.roles)


def progress_of(step: str, summary: Summary | None, verdict: VerdictRecord | None = None) -> Progress:
    """Where a consultation stands, as the lists show it: incomplete without a summary, no sessions unless booked.

    ``verdict`` is kept with it, so that a later protocol can be held against it.
    """
    if summary is None:
        return Progress(step)
    booking = summary.booking
    sessions = tuple(
        PlannedSession(visit.date, booking.time if visit.date == booking.date else None, visit.kind)
        for visit in summary.plan.visits
        if booking and visit.date
    )
    return Progress(
        step,
        outcome=summary.headline.outcome,
        not_before=summary.headline.not_before,
        sessions=sessions,
        protocol_digest=summary.protocol_digest,
        open_questions=len(summary.open_questions),
        verdict=verdict,
    )


def lot_paper(app: App, number: str) -> bytes:
    """Who was treated with a lot, as a list to print; the printing is in the audit trail."""
    uses = app.records.treatments.treated_with_lot(number)
    lines = tuple(_lot_line(use, app.catalogue) for use in uses)
    app.records.note_event("printed", detail=f"lot_list {len(lines)}")
    who, clinic = app.records.practitioner.name, app.catalogue.practice.practice
    return lot_list(number, lines, clinic, who, app.now(), paper=app.settings.paper, sample=app.is_demo)


def _lot_line(use: LotUse, catalogue: Catalogue) -> LotLine:
    product = catalogue.anaesthesia.product(use.label) if use.kind == "numbing" else None
    names = tuple(area_words(key, catalogue) for key in use.areas)
    return LotLine(
        use.date,
        use.client_id,
        use.client_name or "",
        names,
        product.label if product else use.label,
        use.practitioner,
        use.signed,
    )


def clinic_clock(catalogue: Catalogue) -> Callable[[], dt.datetime]:
    """The present time on the clinic's clock."""
    zone = ZoneInfo(catalogue.practice.practice.time_zone)
    return lambda: dt.datetime.now(zone)


def _opened(settings: Settings, unlock: Callable[[], Records]) -> App:
    """The program by the clinic's file that counts after the unlock: another room may have changed it."""
    before = clinic_text(settings.home)
    catalogue = catalogue_or_error(before)
    records = unlock()
    try:
        now = clinic_text(settings.home)
        return build_app(settings, catalogue if now == before else catalogue_or_error(now), records)
    except BaseException:
        records.close()
        raise


def _write_clinic_file(home: Path, practice_name: str) -> None:
    """A first clinic file with the name alone; one that is there already stays as it is."""
    make_private_folder(home)
    if not (home / CLINIC_FILE).exists():
        # A JSON string is a YAML string too, so any name can stand in it.
        text = FIRST_CLINIC_FILE.format(name=json.dumps(practice_name, ensure_ascii=False))
        write_private(home / CLINIC_FILE, text.encode())
