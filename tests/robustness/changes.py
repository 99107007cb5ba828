"""Numbered changes to a practice, and what a practice holds of them: the same for the one who writes and who checks."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from consult_app.clinical.consultation import Consultation, Practitioner
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice, open_practice
from consult_app.records.store import Records
from consult_app.records.values import Header, Progress, StoredConsultation

WORDS = "correct horse battery"
Newest = StoredConsultation | Header


@dataclass(frozen=True)
class Change:
    """One change by its number: a new consultation, a save of the newest, or a document kept with it."""

    number: int
    kind: str
    pages: int

    @property
    def note(self) -> str:
        """What the consultation says after this change; long ones fill several pages of the database."""
        return f"change {self.number} " + "x" * 3000 * self.pages


@dataclass(frozen=True)
class Held:
    """What a practice holds: consultations by number with their note's start, and the changes kept as documents."""

    notes: dict[int, str]
    documents: tuple[int, ...]


def changes(seed: int, first: int) -> "list[Change]":
    """The changes from ``first`` on, the same for the same seed."""
    return [_change(seed, number) for number in range(first, first + 4000)]


def _change(seed: int, number: int) -> Change:
    chance = Random(f"{seed} {number}")  # noqa: S311 (chance, not secrecy)
    return Change(number, chance.choices(("save", "start", "document"), (8, 2, 2))[0], chance.choice((0, 0, 0, 1, 7)))


def new_practice(home: Path) -> None:
    """A practice without clients; its passphrase costs as little as is allowed."""
    create_practice(home, Practitioner(name="Dana Okafor", role="nurse"), WORDS, LEAST_COST).close()


def open_again(home: Path) -> Records:
    """The practice, unlocked."""
    return open_practice(home, 1, WORDS)


def make(records: Records, change: Change, latest: Newest | None) -> Newest:
    """Do one change; returns the consultation it left newest."""
    value = Consultation.model_validate(
        {
            "format": 1,
            "as_of": "2026-11-20",
            "client": {"name": f"Person {change.number}"},
            "reason_for_visit": change.note,
        }
    )
    if change.kind == "start" or latest is None:
        return records.start_consultation(None, value, Progress("client"))
    if change.kind == "document":
        records.record_document(latest.id, f"change_{change.number}", change.note.encode(), records.transactions.now())
        return latest
    stored = records.load(latest.id).consultation
    value = stored.model_copy(update={"reason_for_visit": change.note})
    return records.save(latest.id, value, latest.revision, Progress("history"))


def newest(records: Records) -> Newest | None:
    """The consultation started last, None before the first."""
    last = max((header.id for header in records.drafts()), default=None)
    return records.load(last) if last is not None else None


def held(records: Records) -> Held:
    """Everything a practice shows of the changes made to it."""
    notes, documents = {}, []
    for kept in records.every_consultation():
        if kept.consultation is None:
            raise AssertionError(kept.why_not)
        notes[kept.id] = str(kept.consultation.reason_for_visit)
        for document in records.documents(kept.id):
            number = int(document.name.removeprefix("change_"))
            content = records.document_content(document.id)
            if not content.startswith(f"change {number} ".encode()):
                raise AssertionError(f"document {document.id} holds something else")
            documents.append(number)
    return Held(notes, tuple(sorted(documents)))


class Ledger:
    """What was acknowledged, and what was tried without an answer; knows what a practice must hold by it."""

    def __init__(self) -> None:
        self._notes: dict[int, str] = {}
        self._documents: set[int] = set()
        self._tried: Change | None = None

    def tries(self, change: Change) -> None:
        """A change is under way; it may be kept or not until it is acknowledged."""
        self._tried = change

    def acknowledge(self, change: Change, consultation_id: int) -> None:
        """A change was shown as saved."""
        if change.kind == "document":
            self._documents.add(change.number)
        else:
            self._notes[consultation_id] = change.note
        self._tried = None

    def differences(self, found: Held) -> list[str]:
        """What was acknowledged and is not there, and what is there and was never tried."""
        tried = self._tried
        wrong = [
            f"consultation {number}: {found.notes.get(number, 'missing')[:20]!r} instead of {note[:20]!r}"
            for number, note in self._notes.items()
            if found.notes.get(number) != note and not (tried and found.notes.get(number) == tried.note)
        ]
        wrong += [f"document of change {number} is missing" for number in self._documents - set(found.documents)]
        allowed = {tried.number} if tried else set()
        wrong += [f"document {number} was never tried" for number in set(found.documents) - self._documents - allowed]
        unknown = set(found.notes) - set(self._notes)
        if any(not (tried and found.notes[number] == tried.note) for number in unknown) or len(unknown) > 1:
            wrong.append(f"consultations {sorted(unknown)} were never started")
        return wrong

    def take_over(self, found: Held) -> None:
        """Go on from what is there."""
        self._notes, self._documents, self._tried = dict(found.notes), set(found.documents), None

    @property
    def promised(self) -> Held:
        """What was acknowledged."""
        return Held(dict(self._notes), tuple(sorted(self._documents)))
