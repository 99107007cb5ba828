"""People: who may work here, in which role, who leads, and everybody's own passphrase."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from consult_app.clinical.consultation import Practitioner
from consult_app.errors import BadInputError
from consult_app.records.audit import add_event
from consult_app.records.key_file import KEYS, KeySet, write_keys
from consult_app.records.key_table import load_keys, save_keys
from consult_app.records.keys import Unlocked, unlock, wrap
from consult_app.records.passphrases import check_passphrase
from consult_app.records.practitioners import (
    add_practitioner,
    load_practitioner,
    new_practitioner,
    practitioners,
    replace_practitioner,
)
from consult_app.records.recovery import new_recovery_key, recovery_groups, wrap_for_recovery
from consult_app.records.transactions import Transactions
from consult_app.records.unlock_failures import Failure, UnlockFailures
from consult_app.records.values import StorageError, StoredPractitioner
from consult_app.records.work import Work

RecoveryState = Literal["none", "unconfirmed", "confirmed"]
"""Whether there is a recovery sheet, and whether a group of it was typed back."""
_ChangePerson = Callable[[StoredPractitioner], StoredPractitioner]
_NextKeys = Callable[[Work, KeySet], KeySet]


class People:
    """The people of the practice. Only the clinical lead manages them, and proves it with their own passphrase.

    Each act is one transaction with its line in the audit trail, slots of keys included. ``home`` None keeps no keys.
    """

    def __init__(self, transactions: Transactions, practitioner_id: int, home: Path | None) -> None:
        self._transactions, self._me, self._home = transactions, practitioner_id, home
        self._failures = UnlockFailures(home, transactions.now)
        self.enter_failures()

    def everyone(self) -> tuple[StoredPractitioner, ...]:
        """All who work or worked here, in the order they came."""
        return self._transactions.read("list practitioners", practitioners)

    def prove(self, passphrase: str, practitioner_id: int | None = None) -> Unlocked:
        """The keys of a practitioner, by default of the one at work, for their passphrase.

        WrongPassphraseError for another one, which is counted; TooManyTriesError before the wait is over.
        """
        slot = self._keys().slot(practitioner_id or self._me)
        unlocked = self._failures.attempt(slot.practitioner.id, lambda: unlock(slot, passphrase))
        self.enter_failures()
        return unlocked

    def add(self, proof: str, details: Practitioner, passphrase: str) -> StoredPractitioner:
        """A new practitioner with a passphrase of their own; ``proof`` is the lead's."""
        check_passphrase(passphrase)
        lead = self.prove(proof)

        def keys(work: Work, before: KeySet) -> KeySet:
            person = new_practitioner(1 + max(row.id for row in practitioners(work.connection)), details)
            slot = wrap(lead.data_key, person, passphrase, before.slot(self._me).cost)
            add_practitioner(work.connection, slot.practitioner)
            _note(work, "practitioner_added", person.id)
            return before.with_slot(slot)

        return self._manage("add practitioner", keys).slots[-1].practitioner

    def disable(self, proof: str, practitioner_id: int) -> None:
        """Take the key away from a practitioner; what they wrote stays theirs."""
        self.prove(proof)
        if practitioner_id == self._me:
            raise BadInputError("You cannot disable yourself.", next_step="Another clinical lead can do it.")

        def keys(work: Work, before: KeySet) -> KeySet:
            person = load_practitioner(work.connection, practitioner_id)
            _put(work, replace(person, is_lead=False, disabled_at=work.stamp.at), "practitioner_disabled")
            return before.without(practitioner_id)

        self._manage("disable practitioner", keys)

    def give_passphrase(self, proof: str, practitioner_id: int, passphrase: str) -> None:
        """Let a practitioner in with a new passphrase: one who was disabled, or who forgot theirs.

        They sign with a new key from now on; what they signed before keeps the public key it was signed with.
        """
        check_passphrase(passphrase)
        if practitioner_id == self._me:
            raise BadInputError("This is your own passphrase.", next_step="Change it with the one you have now.")
        lead = self.prove(proof)

        def keys(work: Work, before: KeySet) -> KeySet:
            person = replace(load_practitioner(work.connection, practitioner_id), disabled_at=None)
            slot = wrap(lead.data_key, person, passphrase, before.slot(self._me).cost)
            _put(work, slot.practitioner, "passphrase_given")
            return before.with_slot(slot)

        self._manage("give passphrase", keys)

    def change_details(self, proof: str, practitioner_id: int, details: Practitioner) -> StoredPractitioner:
        """Another name, role or licence; a role counts from the next unlock."""
        self.prove(proof)
        new = new_practitioner(practitioner_id, details)
        self._alter(
            practitioner_id,
            "practitioner_changed",
            lambda person: replace(person, name=new.name, role=new.role, licence=new.licence),
        )
        return self._transactions.read("load practitioner", load_practitioner, practitioner_id)

    def set_lead(self, proof: str, practitioner_id: int, *, is_lead: bool) -> None:
        """Make a practitioner a clinical lead, or no longer one; at least one stays."""
        self.prove(proof)
        kind = "lead_made" if is_lead else "lead_ended"
        self._alter(practitioner_id, kind, lambda person: replace(person, is_lead=is_lead))

    def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the same keys with another passphrase; the records are not encrypted anew."""
        check_passphrase(new)
        mine = self.prove(old)

        def keys(work: Work, before: KeySet) -> KeySet:
            slot = before.slot(self._me)
            _note(work, "passphrase_changed", self._me)
            return before.with_slot(wrap(mine.data_key, slot.practitioner, new, slot.cost, mine.signing_key))

        self._change("change passphrase", keys)

    def new_recovery_sheet(self, proof: str) -> tuple[str, ...]:
        """The groups of a new recovery key, which are kept nowhere; it replaces the one before."""
        lead, key = self.prove(proof), new_recovery_key()

        def keys(work: Work, before: KeySet) -> KeySet:
            add_event(work, "recovery_sheet_made")
            return before.with_recovery(wrap_for_recovery(lead.data_key, key, work.stamp.at))

        self._manage("make recovery key", keys)
        return recovery_groups(key)

    def confirm_recovery_sheet(self) -> None:
        """Note that a group was typed back from the sheet."""

        def keys(work: Work, before: KeySet) -> KeySet:
            if before.recovery is None:
                raise BadInputError("There is no recovery sheet.", next_step="Make one first.")
            add_event(work, "recovery_sheet_confirmed")
            return before.with_recovery(before.recovery.model_copy(update={"confirmed": True}))

        self._change("confirm recovery key", keys)

    def recovery_state(self) -> RecoveryState:
        """Whether there is a sheet, and whether a group of it was typed back."""
        keys = self._transactions.read("read keys", load_keys)
        if keys is None or keys.recovery is None:
            return "none"
        return "confirmed" if keys.recovery.confirmed else "unconfirmed"

    def wait(self) -> int:
        """Whole seconds until the next try of a passphrase is allowed."""
        return self._failures.wait()

    def enter_failures(self) -> None:
        """Bring what was counted while the records were closed into the audit trail."""
        if failures := self._failures.pending():
            self._transactions.run("enter failures", _enter, failures)
            self._failures.clear()

    def _alter(self, practitioner_id: int, kind: str, change: _ChangePerson) -> None:
        def keys(work: Work, before: KeySet) -> KeySet:
            person = change(load_practitioner(work.connection, practitioner_id))
            _put(work, person, kind)
            if not before.has(practitioner_id):
                return before
            return before.with_slot(before.slot(practitioner_id).model_copy(update={"practitioner": person}))

        self._manage("change practitioner", keys)

    def _keys(self) -> KeySet:
        return self._transactions.read("read keys", _keys_in_force)

    def _manage(self, purpose: str, next_keys: _NextKeys) -> KeySet:
        """A change only the clinical lead may make."""

        def keys(work: Work, before: KeySet) -> KeySet:
            _check_lead(work.connection, self._me)
            return next_keys(work, before)

        return self._change(purpose, keys)

    def _change(self, purpose: str, next_keys: _NextKeys) -> KeySet:
        """Change people and slots together, then the file, which the next unlock brings up to date otherwise."""
        keys = self._transactions.run(purpose, _change_keys, next_keys)
        try:
            if self._home is not None:
                write_keys(self._home / KEYS, keys)
        except OSError as error:
            raise StorageError(
                "This is saved, but keys.json could not be written.",
                "Check that the disk is connected and not full. The next unlock puts it right.",
            ) from error
        return keys


def _change_keys(work: Work, next_keys: _NextKeys) -> KeySet:
    before = _keys_in_force(work.connection)
    keys = next_keys(work, before)
    if not any(person.is_lead and person.disabled_at is None for person in practitioners(work.connection)):
        raise BadInputError("Somebody must be clinical lead.", next_step="Make somebody else clinical lead first.")
    if keys != before:
        save_keys(work, keys, before)
    return keys


def _keys_in_force(connection: Connection) -> KeySet:
    keys = load_keys(connection)
    if keys is None:
        raise BadInputError("The demonstration has no passphrases.", next_step="Set up a practice of your own.")
    return keys


def _check_lead(connection: Connection, practitioner_id: int) -> None:
    me = load_practitioner(connection, practitioner_id)
    if not me.is_lead or me.disabled_at is not None:
        raise BadInputError("Only a clinical lead manages people.", next_step="Ask your clinical lead.")


def _put(work: Work, person: StoredPractitioner, kind: str) -> None:
    replace_practitioner(work, person)
    _note(work, kind, person.id)


def _note(work: Work, kind: str, practitioner_id: int) -> None:
    add_event(work, kind, f"practitioner {practitioner_id}")


def _enter(work: Work, failures: tuple[Failure, ...]) -> None:
    for failure in failures:
        at = failure.last_at.astimezone(dt.UTC).isoformat(timespec="seconds")
        detail = f"practitioner {failure.practitioner_id}, count {failure.count}, last {at}"
        add_event(work, "unlock_failed", f"practitioner {failure.practitioner_id}", detail)
