"""The demonstration: a practice of made-up people in memory, so that everything can be tried and nothing is kept."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consult_app.app import App, progress_of
from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation, Practitioner
from consult_app.clinical.dates import DAY
from consult_app.clinical.facts import complete
from consult_app.clinical.summary import summarise
from consult_app.clinical.verdict_record import verdict_record
from consult_app.errors import VerificationError
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.knowledge.yaml_text import parse
from consult_app.records.opening import demo_records
from consult_app.records.signing import freeze
from consult_app.records.store import Records
from consult_app.resources import resource_path
from consult_app.settings import Settings

WRITTEN_FOR = dt.date(2026, 11, 20)
WHO = Practitioner(name="Jo Brennan", role="nurse", licence="NMC 00A0000E")


class DemoClock:
    """The demonstration's time: any instant while its records are made, then its own day at the real hour."""

    def __init__(self, zone: ZoneInfo, day: dt.date | None) -> None:
        self._zone, self._day = zone, day
        self._set: dt.datetime | None = None

    def __call__(self) -> dt.datetime:
        """The instant it is."""
        real = dt.datetime.now(self._zone)
        if self._set is not None:
            return self._set
        return real if self._day is None else dt.datetime.combine(self._day, real.time(), self._zone)

    def stop_at(self, day: dt.date | None = None, time: str = "") -> None:
        """Stand still at a day and time, or go on with the real hour when none is given."""
        self._set = dt.datetime.combine(day, dt.time.fromisoformat(time), self._zone) if day else None


def demo_app(settings: Settings, day: dt.date | None = None) -> App:
    """An open practice with its people, on a given day or today; no passphrase and no file."""
    catalogue = catalogue_or_error(resource_path("examples", "clinic.yaml").read_text("utf-8"))
    clock = DemoClock(ZoneInfo(catalogue.practice.practice.time_zone), day)
    today = clock().date()
    records = demo_records(WHO, lambda: clock().astimezone(dt.UTC))
    for person in _people():
        _add(person, today, catalogue, records, clock.stop_at)
    clock.stop_at()
    return App(settings, catalogue, records, clock, is_demo=True)


def _add(
    person: dict[str, Any], today: dt.date, catalogue: Catalogue, records: Records, stop_at: Callable[..., None]
) -> None:
    stop_at(today - dt.timedelta(days=person["saved"]["days"]), person["saved"]["time"])
    value = consultation_of(person, today, catalogue)
    judged = assess(value, catalogue)
    verdict, summary = verdict_record(value, catalogue, judged), summarise(value, catalogue, judged)
    stored = records.start_consultation(None, value, progress_of(person["step"], summary, verdict))
    if person.get("finished"):
        key = Ed25519PrivateKey.generate()  # nothing is kept, the key neither
        content = freeze(summarise(stored.consultation, catalogue), verdict)  # with the id the client got
        records.signing.sign_consultation(stored.id, stored.revision, content, (), key)


def consultation_of(person: dict[str, Any], today: dt.date, catalogue: Catalogue) -> Consultation:
    """One person's consultation: everything not listed was asked and denied, save what stays blank."""
    case = {"answers": {}, **moved(person["case"], (today - WRITTEN_FOR).days)}
    value = Consultation.model_validate(case).model_copy(update={"practitioner": WHO})
    answers = complete(value.answers, catalogue.questions, remaining_denied=True)
    for name in person.get("blank", ()):
        del answers[name]
    return value.model_copy(update={"answers": answers})


def moved(value: Any, days: int, key: str = "") -> Any:
    """The same data with every day in it moved, birth dates apart."""
    if isinstance(value, dict):
        return {name: moved(part, days, name) for name, part in value.items()}
    if isinstance(value, list):
        return [moved(part, days, key) for part in value]
    if isinstance(value, str) and DAY.match(value) and key != "date_of_birth":
        return (dt.date.fromisoformat(value) + dt.timedelta(days=days)).isoformat()
    return value


def _people() -> list[dict[str, Any]]:
    people, problems = parse(resource_path("demo", "clients.yaml").read_text("utf-8"))
    if problems or not isinstance(people, list):
        raise VerificationError("The people of the demonstration cannot be read.", "Install the program again.")
    return people
