"""The clinic's file, kept in the records too: the trail names its changes, and all rooms work by the same one."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from consult_app.records.audit import add_event
from consult_app.records.place import CLINIC_FILE
from consult_app.records.practitioners import load_practitioner
from consult_app.records.room_file import SeenText, digest_of
from consult_app.records.shared import SharedText, put_shared, shared
from consult_app.records.transactions import Transactions
from consult_app.records.work import Work
from consult_app.settings import write_private

CHANGED, SET_ASIDE, HELD_BACK = "clinic_file_changed", "clinic_file_set_aside", "clinic_file_held_back"


Guard = Callable[[str, str], Sequence[str]]
"""Names what the second of two clinic's files allows that the first did not; a clinical lead alone lets that count."""


def unguarded(_before: str, _after: str) -> Sequence[str]:
    """The guard of who looks at the text of the file only, not at what it allows."""
    return ()


@dataclass(frozen=True)
class SetAside:
    """A changed file that does not count, kept as ``file``; ``widens`` is empty where another room's counts instead."""

    file: Path
    widens: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What happened."""
        if self.widens:
            return "The clinic's file now allows more, which waits for a clinical lead"
        return "Another room changed the clinic's file"

    @property
    def line(self) -> str:
        """What counts now, where the other file is, and what to do with it."""
        kept = f"What was changed here is kept as {self.file.name} in the practice's folder"
        if self.widens:
            more = "; ".join(self.widens)
            return (
                f"New in it: {more}. The file from before counts until then. {kept}; a clinical lead puts it back as "
                "clinic.yaml and unlocks."
            )
        return (
            "It was changed there before it was changed here, so that one counts. "
            f"{kept}; put into clinic.yaml what is still wanted of it."
        )


@dataclass(frozen=True)
class Settled:
    """What counts after an unlock, and this room's own file where that is not it."""

    seen: SeenText | None
    set_aside: SetAside | None = None


def settle_clinic_file(home: Path, transactions: Transactions, guard: Guard) -> Settled:
    """Where only this program writes: the file counts, and the records follow it."""
    mine = read_clinic_file(home)
    known = transactions.read("look at clinic file", shared, CLINIC_FILE)
    if mine is not None and (known is None or known.text != mine):
        if known is not None and (held := _held_back(home, transactions, known, mine, guard)):
            return held
        known = transactions.run("keep clinic file", _keep, mine, known.revision if known else 0)
    return Settled(_seen(known))


def settle_with_rooms(home: Path, transactions: Transactions, seen: SeenText | None, guard: Guard) -> Settled:
    """Bring this room's file and that of the others together; ``seen`` is what they last agreed on.

    A file that was changed in one place counts everywhere. Changed in two, the one that came first counts, and the
    other is put aside under a name of its own.
    """
    mine = read_clinic_file(home)
    known = transactions.read("look at clinic file", shared, CLINIC_FILE)
    if mine is None or (known is not None and known.text == mine):
        return _take(home, mine, known)
    if known is not None and seen is not None and seen.sha256 == digest_of(mine):
        return _take(home, mine, known)
    if known is not None and (held := _held_back(home, transactions, known, mine, guard)):
        return held
    known = transactions.run("settle clinic file", _settle, mine, seen)
    if known.text == mine:
        return Settled(_seen(known))
    aside = _put_aside(home, mine, transactions.now())
    return Settled(_take(home, mine, known).seen, SetAside(aside))


def _held_back(home: Path, transactions: Transactions, known: SharedText, mine: str, guard: Guard) -> Settled | None:
    """Keep the file in force where one that allows more waits for a clinical lead; None where it may count."""
    widens = tuple(guard(known.text, mine))
    if not widens or not transactions.run("look who changed the clinic file", _hold_back, known, mine):
        return None
    aside = _put_aside(home, mine, transactions.now())
    return Settled(_take(home, mine, known).seen, SetAside(aside, widens))


def _hold_back(work: Work, known: SharedText, mine: str) -> bool:
    """Whether the file has to wait for a clinical lead; the trail says that it does."""
    if load_practitioner(work.connection, work.stamp.by).is_lead:
        return False
    add_event(work, HELD_BACK, CLINIC_FILE, f"revision {known.revision}, sha256 {digest_of(mine)}")
    return True


def read_clinic_file(home: Path) -> str | None:
    """The clinic's file in this folder, None while there is none."""
    try:
        return (home / CLINIC_FILE).read_text("utf-8-sig")
    except FileNotFoundError:
        return None


def _settle(work: Work, mine: str, seen: SeenText | None) -> SharedText:
    """Put this room's file in force if it is made from the one in force; say so in the trail if it is not."""
    known = shared(work.connection, CLINIC_FILE)
    if known is None or (seen is not None and seen.revision == known.revision):
        return _keep(work, mine, known.revision if known else 0)
    if known.text != mine:
        add_event(work, SET_ASIDE, CLINIC_FILE, f"revision {known.revision}, sha256 {digest_of(mine)}")
    return known


def _keep(work: Work, text: str, revision: int) -> SharedText:
    kept = put_shared(work, CLINIC_FILE, text, revision)
    add_event(work, CHANGED, CLINIC_FILE, f"revision {kept.revision}, sha256 {digest_of(text)}")
    return kept


def _take(home: Path, mine: str | None, known: SharedText | None) -> Settled:
    if known is not None and known.text != mine:
        write_private(home / CLINIC_FILE, known.text.encode())
    return Settled(_seen(known))


def _put_aside(home: Path, text: str, now: dt.datetime) -> Path:
    path = home / f"clinic.set-aside-{now:%Y%m%dT%H%M%S}.yaml"
    write_private(path, text.encode())
    return path


def _seen(known: SharedText | None) -> SeenText | None:
    return None if known is None else SeenText(revision=known.revision, sha256=digest_of(known.text))
